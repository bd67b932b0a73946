import {describe, expect, test} from '@jest/globals'
import type {Contents, FileFact, GoProgram, PlatformFacts} from '../../src/image/facts.ts'
import {causesOf} from '../../src/size/causes.ts'
import {byFolder} from '../../src/size/causes-files.ts'
import {type CauseKind, diffImages, type FileGroup} from '../../src/size/diff.ts'
import {factsOf, layerOf, platformOf} from './facts.ts'
import {contentsOf, fileOf, moduleOf, packageOf, programOf} from './programs.ts'
import {randomFacts, randomFrom} from './random-facts.ts'

/** Two layers as large as their files, without headers and padding, so that nothing is left for the rest. */
function image(files: FileFact[], different: Partial<Contents> = {}): PlatformFacts {
  const contents = contentsOf(files, different)
  const hidden = contents.wasted.flatMap(({bytes, layers}) => layers.map(layer => ({layer, bytes})))
  const disk = (index: number) =>
    [...contents.files, ...hidden].reduce((sum, {layer, bytes}) => sum + (layer === index ? bytes : 0), 0)
  const layers = [layerOf('base', {part: 'base', diskBytes: disk(0)}), layerOf('own', {diskBytes: disk(1)})]
  return {...platformOf(layers), contents}
}

const app = (different: Partial<GoProgram>) => image([], {programs: [programOf(different)]})
const shown = (before: PlatformFacts, after: PlatformFacts) =>
  causesOf(before, after).map(({kind, bytes, subject, before, after}) => [kind, bytes, subject, before, after])
const own = packageOf('main', 'example.com/app', 400_000)
const std = packageOf('fmt', 'std', 300_000)
const dependency = (bytes: number) => packageOf('a.io/a/x', 'a.io/a', bytes)
const a = (version: string) => [moduleOf('a.io/a', version)]

describe('a cause', () => {
  type Row = [string, PlatformFacts, PlatformFacts, ReturnType<typeof shown>]
  test.each<Row>([
    [
      'is a new module, and what no table assigns is the rest',
      app({bytes: 1_000_000, packages: [own, std]}),
      app({bytes: 1_260_000, packages: [own, std, dependency(200_000)], modules: a('v1.2.3')}),
      [
        ['module-added', 200_000, 'a.io/a', null, 'v1.2.3'],
        ['rest', 60_000, '', null, null],
      ],
    ],
    [
      'is a module that is gone',
      app({bytes: 1_200_000, packages: [own, std, dependency(200_000)], modules: a('v1.2.3')}),
      app({bytes: 1_000_000, packages: [own, std]}),
      [['module-removed', -200_000, 'a.io/a', 'v1.2.3', null]],
    ],
    [
      'is a module of another version',
      app({bytes: 1_200_000, packages: [own, std, dependency(200_000)], modules: a('v1.2.3')}),
      app({bytes: 1_250_000, packages: [own, std, dependency(250_000)], modules: a('v1.3.0')}),
      [['module-changed', 50_000, 'a.io/a', 'v1.2.3', 'v1.3.0']],
    ],
    [
      'is a module of which more is used',
      app({bytes: 1_200_000, packages: [own, std, dependency(200_000)], modules: a('v1.2.3')}),
      app({bytes: 1_250_000, packages: [own, std, dependency(250_000)], modules: a('v1.2.3')}),
      [['module-changed', 50_000, 'a.io/a', 'v1.2.3', 'v1.2.3']],
    ],
    [
      'is a module that code came from for the first time, although it was in the build list before',
      app({bytes: 1_000_000, packages: [own, std], modules: a('v1.2.3')}),
      app({bytes: 1_200_000, packages: [own, std, dependency(200_000)], modules: a('v1.2.3')}),
      [['module-changed', 200_000, 'a.io/a', 'v1.2.3', 'v1.2.3']],
    ],
    [
      'is the standard library with the release, beside own code',
      app({bytes: 1_000_000, packages: [own, std]}),
      app({
        bytes: 1_030_000,
        packages: [packageOf('main', null, 410_000), packageOf('fmt', 'std', 320_000)],
        goRelease: 'go1.27.4',
      }),
      [
        ['standard-library', 20_000, 'std', 'go1.27.3', 'go1.27.4'],
        ['own-code', 10_000, 'example.com/app', null, null],
      ],
    ],
    [
      'is that stripping was turned off',
      app({bytes: 1_000_000, packages: [own, std]}),
      app({
        ...{bytes: 1_400_000, packages: [own, std]},
        linking: {mode: 'internal', pie: false, libraries: [], symbols: true, debug: true},
        sections: [
          {name: '.symtab', bytes: 100_000, kind: 'symbols'},
          {name: '.debug_info', bytes: 300_000, kind: 'debug'},
        ],
      }),
      [['symbols', 400_000, 'symbols', null, 'symbols and debug information']],
    ],
    [
      'is a setting where the sources of other modules stayed the same, and own code apart from it',
      app({bytes: 1_000_000, packages: [own, std]}),
      app({
        ...{bytes: 1_300_000, settings: [{key: 'CGO_ENABLED', value: '1'}]},
        packages: [packageOf('main', 'example.com/app', 500_000), packageOf('fmt', 'std', 500_000)],
      }),
      [
        ['setting', 200_000, 'CGO_ENABLED', '0', '1'],
        ['own-code', 100_000, 'example.com/app', null, null],
      ],
    ],
    [
      'is no setting where a dependency changed with it',
      app({bytes: 1_000_000, packages: [own, std]}),
      app({
        ...{bytes: 1_300_000, settings: [{key: 'CGO_ENABLED', value: '1'}], modules: a('v1.0.0')},
        packages: [own, packageOf('fmt', 'std', 500_000), dependency(100_000)],
      }),
      [
        ['standard-library', 200_000, 'std', 'go1.27.3', 'go1.27.3'],
        ['module-added', 100_000, 'a.io/a', null, 'v1.0.0'],
      ],
    ],
    [
      'is that the program was packed',
      app({bytes: 1_000_000, packages: [own, std]}),
      app({bytes: 400_000, packages: [], packed: 'upx'}),
      [['setting', -600_000, 'UPX', 'not packed', 'packed']],
    ],
    [
      'is the program as a file where its inside is not known',
      app({bytes: 1_000_000, packages: []}),
      app({bytes: 1_400_000, packages: [own, std]}),
      [['file', 400_000, 'app', 'app', 'app']],
    ],
    [
      'is an embedded folder',
      app({bytes: 1_000_000, packages: [own, std], embedded: [{path: 'web/dist/index.html', bytes: 10}]}),
      app({
        ...{bytes: 1_150_020, packages: [own, std]},
        embedded: ['index.html', 'js/a.js', 'js/b.js'].map((name, at) => ({
          path: `web/dist/${name}`,
          bytes: 10 + at * 50_000,
        })),
      }),
      [['embedded', 150_020, 'web/dist/js/', null, 'web/dist/js/']],
    ],
    [
      'is a program that is new, and one that is gone',
      image([], {programs: [programOf({path: 'old', mainPackage: 'x', bytes: 50_000})]}),
      image([], {programs: [programOf({path: 'new', mainPackage: 'y', bytes: 90_000})]}),
      [
        ['program-added', 90_000, 'new', null, 'y'],
        ['program-removed', -50_000, 'old', 'x', null],
      ],
    ],
    [
      'is a heavy file, and small ones by their folder',
      image([fileOf('etc/a', 1_000), fileOf('data/gone', 200_000)]),
      image([fileOf('etc/a', 5_000), fileOf('etc/b', 20_000), fileOf('etc/x/c', 20_000), fileOf('data/new', 300_000)]),
      [
        ['file', 300_000, 'data/new', null, 'data/new'],
        ['file', -200_000, 'data/gone', 'data/gone', null],
        ['file', 44_000, 'etc/', 'etc/', 'etc/'],
      ],
    ],
    [
      'is what later layers hide in the own ones, not in the base',
      image([]),
      image([], {
        wasted: [
          {path: 'app', bytes: 7_000, layers: [1]},
          {path: 'tmp/x', bytes: 9_000, layers: [1]},
        ],
      }),
      [['replaced-below', 16_000, 'tmp/x', null, null]],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(shown(before, after)).toEqual(expected)
  })

  const on = (bytes: number, name: string, digest: string | null) => ({
    ...platformOf([layerOf(`base-${bytes}`, {part: 'base', diskBytes: bytes}), layerOf('own')]),
    base: {name, digest},
  })

  test('is the base with its digests, with its names where those differ, also where only sizes are known', () => {
    expect(shown(on(5_000, 'debian', 'sha256:a'), on(9_000, 'debian', 'sha256:b'))).toEqual([
      ['base', 4_000, 'debian', 'sha256:a', 'sha256:b'],
    ])
    expect(shown(on(5_000, 'debian', 'sha256:a'), on(9_000, 'alpine', 'sha256:b'))).toEqual([
      ['base', 4_000, 'alpine', 'debian', 'alpine'],
    ])
    expect(shown({...on(5_000, '', null), base: null}, on(9_000, 'alpine', null))).toEqual([
      ['base', 4_000, 'alpine', null, 'alpine'],
    ])
  })

  test('of a program that came with the base is the base alone', () => {
    const based = (bytes: number) => image([], {programs: [programOf({layer: 0, bytes})]})
    expect(shown(based(1_000_000), based(1_500_000))).toEqual([['base', 500_000, '', null, null]])
  })

  test('below the noise is in the rest, and of many the largest eight are named', () => {
    const files = (count: number, bytes: number) =>
      image(Array.from({length: count}, (_, at) => fileOf(`d${at}/f`, bytes + at)))
    expect(shown(image([]), files(1, 900))).toEqual([['rest', 900, '', null, null]])
    const causes = causesOf(image([]), files(20, 5_000))
    expect(causes.map(({kind}) => kind)).toEqual([...Array(8).fill('file'), 'rest'])
  })
})

describe('files are put together', () => {
  const file = (path: string): FileGroup['files'][number] => ({path, before: 1, after: 3})
  test.each<[string[], string[]]>([
    [['a/b/c'], ['a/b/c']],
    [['a/b/c', 'a/b/d'], ['a/b/']],
    [['a/b/c', 'a/d'], ['a/']],
    [
      ['a/b/c', 'a/d/e'],
      ['a/b/c', 'a/d/e'],
    ],
    [['a/b/1', 'a/b/2', 'a/c/1', 'a/d/1', 'a/e/1'], ['a/']],
    [
      ['web/x/1', 'web/x/2', 'db/1', 'db/2', 'top'],
      ['web/x/', 'db/', 'top'],
    ],
    [
      ['ab/c', 'abc/d'],
      ['ab/c', 'abc/d'],
    ],
  ])('%j by folder', (paths, expected) => {
    expect(byFolder(paths.map(file)).map(({path}) => path)).toEqual(expected)
  })
})

describe('of any two images', () => {
  const pairs = Array.from({length: 200}, (_, seed) => {
    const random = randomFrom(seed)
    return [randomFacts(random), randomFacts(random)] as const
  })
  const opposite: Partial<Record<CauseKind, CauseKind>> = {
    'module-added': 'module-removed',
    'module-removed': 'module-added',
    'program-added': 'program-removed',
    'program-removed': 'program-added',
  }
  const diffOf = (before: PlatformFacts, after: PlatformFacts) =>
    diffImages(factsOf(before), factsOf(after)).platforms[0]!

  test('the causes sum to the change on disk, are at most eight and a rest, the largest first', () => {
    for (const [before, after] of pairs) {
      const causes = causesOf(before, after)
      const named = causes.filter(({kind}) => kind !== 'rest')
      expect(causes.reduce((sum, {bytes}) => sum + bytes, 0)).toBe(after.diskBytes - before.diskBytes)
      expect(named.length).toBeLessThanOrEqual(8)
      expect(causes.slice(0, named.length)).toEqual(named)
      const weights = named.map(({bytes}) => Math.abs(bytes))
      expect(weights).toEqual(weights.toSorted((x, y) => y - x))
    }
  })

  test('each with itself differs in nothing', () => {
    for (const [facts] of pairs) {
      const {layers, files, programs, settings, caveats, causes} = diffOf(facts, facts)
      expect({programs, settings, caveats, causes}).toEqual({programs: [], settings: [], caveats: [], causes: []})
      expect(layers.every(({kind}) => kind === 'same')).toBe(true)
      for (const group of Object.values(files ?? {})) expect(group.count).toBe(0)
    }
  })

  test('with the sides swapped every cause is negated, and what was added is removed', () => {
    for (const [before, after] of pairs) {
      const turned = causesOf(after, before).map(({kind, bytes, before, after, ...cause}) => ({
        ...{...cause, kind: opposite[kind] ?? kind, bytes: 0 - bytes, before: after, after: before},
      }))
      // A base and a program are called by the newer name of two.
      const bare = ({kind, bytes, before, after, subject}: (typeof turned)[number]) => ({
        ...{kind, bytes, before, after, subject: kind === 'base' || kind === 'file' ? '' : subject},
      })
      expect(turned.map(bare)).toEqual(causesOf(before, after).map(bare))
    }
  })

  test('with the sides swapped files, programs and modules that were added are removed', () => {
    for (const [before, after] of pairs) {
      const [there, back] = [diffOf(before, after), diffOf(after, before)]
      expect(back.files?.removed.bytes).toBe(there.files?.added.bytes)
      expect(back.files?.removed.count).toBe(there.files?.added.count)
      expect(0 - (back.files?.changed.bytes ?? 0)).toBe(there.files?.changed.bytes ?? 0)
      expect(back.programs.map(({before, after}) => [after, before])).toEqual(
        there.programs.map(({before, after}) => [before, after]),
      )
      const modules = (diff: typeof there) => diff.programs.flatMap(program => program.modules)
      expect(modules(back).map(({before, after, version}) => [after, before, version.after, version.before])).toEqual(
        modules(there).map(({before, after, version}) => [before, after, version.before, version.after]),
      )
    }
  })
})
