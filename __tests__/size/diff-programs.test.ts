import {describe, expect, test} from '@jest/globals'
import type {GoProgram, PlatformFacts} from '../../src/image/facts.ts'
import {diffPrograms, pairPrograms} from '../../src/size/diff-programs.ts'
import {layerOf, platformOf} from './facts.ts'
import {contentsOf, moduleOf, packageOf, programOf} from './programs.ts'

const image = (...programs: GoProgram[]): PlatformFacts => ({
  ...platformOf([layerOf('base', {part: 'base'}), layerOf('own')]),
  contents: contentsOf([], {programs}),
})
const diff = (before: Partial<GoProgram>, after: Partial<GoProgram>) =>
  diffPrograms(image(programOf(before)), image(programOf(after)))

describe('programs are paired', () => {
  const paths = (before: GoProgram[], after: GoProgram[]) =>
    pairPrograms(before, after).map(pair => [pair.before?.path ?? null, pair.after?.path ?? null])
  const program = (path: string, mainPackage: string) => programOf({path, mainPackage})

  test.each<[string, GoProgram[], GoProgram[], (string | null)[][]]>([
    ['by path', [program('a', 'x')], [program('a', 'y')], [['a', 'a']]],
    ['else by main package', [program('a', 'x')], [program('b', 'x')], [['a', 'b']]],
    [
      'by path before main package',
      [program('a', 'x'), program('b', 'x')],
      [program('b', 'x'), program('c', 'x')],
      [
        ['b', 'b'],
        ['a', 'c'],
      ],
    ],
    [
      'by no main package that several have',
      [program('a', 'x')],
      [program('b', 'x'), program('c', 'x')],
      [
        [null, 'b'],
        [null, 'c'],
        ['a', null],
      ],
    ],
    [
      'by no name that every file has',
      [program('a', 'command-line-arguments')],
      [program('b', 'command-line-arguments')],
      [
        [null, 'b'],
        ['a', null],
      ],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(paths(before, after)).toEqual(expected)
  })
})

describe('a program', () => {
  test('that nothing but another commit changed is not listed', () => {
    const settings = (revision: string, version: string) => [
      {key: 'vcs.revision', value: revision},
      {key: '-ldflags', value: `-s -X main.version=${version} -X 'main.built=${version} now' -X="a.b=${version}"`},
    ]
    const main = (version: string) => ({mainModule: moduleOf('example.com/app', version)})
    expect(
      diff({settings: settings('a', 'v1'), ...main('v0.1.0')}, {settings: settings('b', 'v2'), ...main('v0.2.0')}),
    ).toEqual([])
  })

  test('has its modules with versions and bytes, the standard library as the release', () => {
    const [change] = diff(
      {
        goRelease: 'go1.27.3',
        modules: [moduleOf('a.io/gone', 'v1.0.0'), moduleOf('a.io/kept', 'v1.0.0'), moduleOf('a.io/bumped', 'v1.0.0')],
        packages: [
          packageOf('fmt', 'std', 300),
          packageOf('a.io/gone/x', 'a.io/gone', 50),
          packageOf('a.io/kept', 'a.io/kept', 10),
        ],
      },
      {
        goRelease: 'go1.27.4',
        modules: [
          moduleOf('a.io/new', 'v2.0.0'),
          moduleOf('a.io/kept', 'v1.0.0'),
          moduleOf('a.io/bumped', 'v1.0.0', {path: '../fork', version: '', sum: null}),
        ],
        packages: [
          packageOf('fmt', 'std', 310),
          packageOf('a.io/new', 'a.io/new', 70),
          packageOf('a.io/kept', 'a.io/kept', 10),
        ],
      },
    )
    expect(change!.goRelease).toEqual({before: 'go1.27.3', after: 'go1.27.4'})
    expect(change!.modules).toEqual([
      {path: 'a.io/new', version: {before: null, after: 'v2.0.0'}, before: 0, after: 70},
      {path: 'a.io/gone', version: {before: 'v1.0.0', after: null}, before: 50, after: 0},
      {path: 'std', version: {before: 'go1.27.3', after: 'go1.27.4'}, before: 300, after: 310},
      {path: 'a.io/bumped', version: {before: 'v1.0.0', after: 'v1.0.0 => ../fork'}, before: 0, after: 0},
    ])
    expect(change!.packages).toEqual([
      {path: 'a.io/new', module: 'a.io/new', before: null, after: 70},
      {path: 'a.io/gone/x', module: 'a.io/gone', before: 50, after: null},
      {path: 'fmt', module: 'std', before: 300, after: 310},
    ])
  })

  test('has its sections, settings and embedded files that differ', () => {
    const [change] = diff(
      {settings: [{key: 'CGO_ENABLED', value: '0'}], embedded: [{path: 'web/a.js', bytes: 5}]},
      {
        bytes: 1_200,
        settings: [
          {key: 'CGO_ENABLED', value: '1'},
          {key: '-ldflags', value: '-s -w -X main.key=v1'},
          {key: '-gcflags', value: '-d=token=ghp_abcdefgh'},
        ],
        embedded: [
          {path: 'web/a.js', bytes: 7},
          {path: 'web/b.js', bytes: 1},
        ],
      },
    )
    expect(change).toMatchObject({
      ...{path: 'app', part: 'own', before: 1_000, after: 1_200},
      sections: [{name: '.rodata', kind: 'constants', before: 300, after: 500}],
      settings: [
        {key: 'CGO_ENABLED', before: '0', after: '1'},
        {key: '-ldflags', before: null, after: '-s -w -X main.key=…'},
        {key: '-gcflags', before: null, after: '(not shown)'},
      ],
      embedded: [
        {path: 'web/a.js', before: 5, after: 7},
        {path: 'web/b.js', before: null, after: 1},
      ],
    })
  })

  test('that is new or gone lists nothing of its inside; one of the base says so', () => {
    const bare = {goRelease: null, modules: [], packages: [], sections: [], settings: [], embedded: []}
    const tool = programOf({path: 'tool', layer: 0, bytes: 9})
    expect(diffPrograms(image(), image(tool))).toEqual([{path: 'tool', part: 'base', before: null, after: 9, ...bare}])
    expect(diffPrograms(image(tool), image())).toEqual([{path: 'tool', part: 'base', before: 9, after: null, ...bare}])
  })
})

test('without contents there are no programs', () => {
  expect(diffPrograms(platformOf([]), image(programOf()))).toEqual([])
})
