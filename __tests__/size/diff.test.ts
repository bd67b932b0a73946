import {describe, expect, test} from '@jest/globals'
import type {Contents, FileFact, GoProgram, ImageSettings, Layer, PlatformFacts} from '../../src/image/facts.ts'
import {diffImages} from '../../src/size/diff.ts'
import {factsOf, layerOf, platformOf} from './facts.ts'
import {contentsOf, fileOf, programOf, settingsOf} from './programs.ts'

const layersOf = (before: Layer[], after: Layer[]) =>
  diffImages(factsOf(platformOf(before)), factsOf(platformOf(after))).platforms[0]!.layers.map(
    ({kind, instruction, line}) => [kind, instruction, line] as const,
  )
const base = (id: string) => layerOf(id, {part: 'base', line: null})

describe('a layer', () => {
  test('with the same content is the same, whatever made it', () => {
    const other = layerOf('a', {instruction: 'COPY a', line: 9})
    expect(layersOf([layerOf('z'), layerOf('a')], [other])).toEqual([
      ['same', 'COPY a', 9],
      ['removed', 'RUN z', null],
    ])
  })

  test('at another place in the order has moved, and those around it have not', () => {
    const [a, b, c] = ['a', 'b', 'c'].map(id => layerOf(id)) as [Layer, Layer, Layer]
    expect(layersOf([a, b, c], [b, c, a])).toEqual([
      ['same', 'RUN b', 3],
      ['same', 'RUN c', 3],
      ['moved', 'RUN a', 3],
    ])
    expect(layersOf([a, b], [layerOf('new'), a, b]).map(([kind]) => kind)).toEqual(['added', 'same', 'same'])
  })

  test('compressed otherwise is still the same', () => {
    expect(layersOf([layerOf('a')], [layerOf('a', {digest: 'sha256:z', downloadBytes: 900})])).toEqual([
      ['same', 'RUN a', 3],
    ])
  })

  test('made by the same instruction from other content has changed', () => {
    const [change] = diffImages(
      factsOf(platformOf([layerOf('a', {instruction: 'COPY app'})])),
      factsOf(platformOf([layerOf('b', {instruction: 'COPY app', downloadBytes: 1_500, line: 7})])),
    ).platforms[0]!.layers
    expect(change).toEqual({
      kind: 'changed',
      part: 'own',
      instruction: 'COPY app',
      line: 7,
      before: {download: 1_000, disk: 3_000},
      after: {download: 1_500, disk: 3_000},
    })
  })

  test('without a partner was added, or removed, which has no line any more', () => {
    expect(layersOf([layerOf('a'), layerOf('b')], [layerOf('a'), layerOf('c')])).toEqual([
      ['same', 'RUN a', 3],
      ['added', 'RUN c', 3],
      ['removed', 'RUN b', null],
    ])
  })

  test('that moved from the base to the own part is another', () => {
    expect(layersOf([base('a')], [layerOf('a')]).map(([kind]) => kind)).toEqual(['added', 'removed'])
  })

  test('of several with one instruction is paired in order, each once', () => {
    const copy = (id: string) => layerOf(id, {instruction: 'COPY x'})
    expect(layersOf([copy('1'), copy('2'), copy('3')], [copy('4'), copy('2')])).toEqual([
      ['changed', 'COPY x', 3],
      ['same', 'COPY x', 3],
      ['removed', 'COPY x', null],
    ])
    expect(layersOf([layerOf('a')], [layerOf('a'), layerOf('a')]).map(([kind]) => kind)).toEqual(['same', 'added'])
  })
})

describe('a layer with files', () => {
  const image = (bottom: string, id: string, files: FileFact[], more: Partial<Contents> = {}) => ({
    ...platformOf([base(bottom), layerOf(id, {instruction: 'COPY app'})]),
    contents: contentsOf(files, more),
  })
  const kind = (before: PlatformFacts, after: PlatformFacts) =>
    diffImages(factsOf(before), factsOf(after)).platforms[0]!.layers[1]!.kind
  const files = [fileOf('app', 500), fileOf('etc/app.conf', 20, {mode: 0o600})]

  test('is rebased when the same files lie on another base', () => {
    expect(kind(image('old', 'a', files), image('new', 'b', files))).toBe('rebased')
  })

  test.each<[string, PlatformFacts]>([
    ['on the same layers as before', image('old', 'b', files)],
    ['with other content', image('new', 'b', [files[0]!, {...files[1]!, crc: 'ffffffff'}])],
    ['with another mode', image('new', 'b', [files[0]!, {...files[1]!, mode: 0o644}])],
    ['with one more file', image('new', 'b', [...files, fileOf('z', 1)])],
    ['with a file that is hidden', image('new', 'b', files, {wasted: [{path: 'x', bytes: 1, layers: [1]}]})],
    ['of very many files', image('new', 'b', files, {leftOut: {files: 1, bytes: 1}})],
    ['without files', image('new', 'b', [])],
  ])('has changed %s', (_, after) => {
    expect(kind(image('old', 'a', files), after)).toBe('changed')
  })
})

describe('a platform', () => {
  test('has its sizes before and after', () => {
    const [amd64] = diffImages(
      factsOf(platformOf([layerOf('a')])),
      factsOf(platformOf([layerOf('a'), layerOf('b')])),
    ).platforms
    expect(amd64).toMatchObject({before: {download: 1_000, disk: 3_000}, after: {download: 2_000, disk: 6_000}})
  })

  test('that is new has no before, one that is gone no after, in the order of the newer image', () => {
    const {platforms} = diffImages(
      factsOf(platformOf([layerOf('a')], 'linux/386'), platformOf([layerOf('a')], 'linux/amd64')),
      factsOf(platformOf([layerOf('a')], 'linux/arm64'), platformOf([layerOf('a')], 'linux/amd64')),
    )
    expect(
      platforms.map(({platform, before, after, layers}) => [platform, !!before, !!after, layers[0]?.kind]),
    ).toEqual([
      ['linux/arm64', false, true, 'added'],
      ['linux/amd64', true, true, 'same'],
      ['linux/386', true, false, 'removed'],
    ])
  })

  test('without a baseline has everything added', () => {
    const {platforms} = diffImages(null, factsOf(platformOf([base('a'), layerOf('b')])))
    expect(platforms).toMatchObject([
      {
        before: null,
        layers: [
          {kind: 'added', before: null},
          {kind: 'added', before: null},
        ],
      },
    ])
  })
})

describe('settings of the image', () => {
  const changed = (before: Partial<ImageSettings>, after: Partial<ImageSettings>) =>
    diffImages(
      factsOf({...platformOf([]), settings: settingsOf(before)}),
      factsOf({...platformOf([]), settings: settingsOf(after)}),
    ).platforms[0]!.settings.map(({name, before, after}) => [name, before, after])

  test.each<[Partial<ImageSettings>, Partial<ImageSettings>, string[]]>([
    [{user: ''}, {user: '65532'}, ['user', '', '65532']],
    [{entrypoint: ['/app']}, {entrypoint: ['/app', '-v']}, ['entrypoint', '["/app"]', '["/app","-v"]']],
    [{command: []}, {command: ['serve']}, ['command', '', '["serve"]']],
    [{workingDirectory: '/'}, {workingDirectory: '/srv'}, ['working directory', '/', '/srv']],
    [{ports: ['80/tcp']}, {ports: ['8080/tcp', '80/tcp']}, ['ports', '80/tcp', '80/tcp 8080/tcp']],
    [{labels: {tier: 'a'}}, {labels: {tier: 'b'}}, ['label tier', 'a', 'b']],
    [{environment: ['A=1=2']}, {environment: []}, ['environment A', '1=2', '']],
    [{environment: ['API_TOKEN=abc']}, {environment: []}, ['environment API_TOKEN', '(not shown)', '']],
    [
      {environment: ['DB=postgres://u:p1@db/x']},
      {environment: ['DB=postgres://u:p2@db/x']},
      ['environment DB', '(not shown)', '(not shown)'],
    ],
    [{command: ['--password=a']}, {command: []}, ['command', '(not shown)', '']],
  ])('%j → %j', (before, after, expected) => {
    expect(changed(before, after)).toEqual([expected])
  })

  test('that every build changes, or that are in another order, are none', () => {
    const labels = (revision: string) => ({labels: {'org.opencontainers.image.revision': revision}})
    expect(changed({...labels('a'), created: 'x'}, {...labels('b'), created: 'y'})).toEqual([])
    expect(changed({environment: ['A=1', 'B=2']}, {environment: ['B=2', 'A=1']})).toEqual([])
  })
})

describe('a caveat says', () => {
  const known = (different: Partial<PlatformFacts>) => ({...platformOf([base('x')]), ...different})
  const empty = contentsOf([])
  const caveats = (before: Partial<PlatformFacts>, after: Partial<PlatformFacts>) =>
    diffImages(factsOf(known(before)), factsOf(known({manifestDigest: 'sha256:other', ...after}))).platforms[0]!.caveats

  test.each<[Partial<PlatformFacts>, Partial<PlatformFacts>, string]>([
    [
      {},
      {compression: 'zstd'},
      'Layers were compressed with gzip and are compressed with zstd now: download sizes do not compare.',
    ],
    [{}, {contents: empty}, 'Only sizes are known of the older image: no files and programs are compared.'],
    [{}, {layers: [base('y')]}, 'The base image changed, and its digest is not known on both sides.'],
    [
      {contents: {...empty, leftOut: {files: 7, bytes: 9}}},
      {contents: empty},
      'The older image has very many files: its 7 smallest are not compared.',
    ],
  ])('what does not compare (%#)', (before, after, expected) => {
    expect(caveats(before, after)).toEqual([expected])
  })

  test('nothing of two images that were measured alike', () => {
    expect(caveats({}, {})).toEqual([])
    const based = (digest: string) => ({base: {name: 'debian', digest}})
    expect(caveats(based('a'), {...based('b'), layers: [base('y')]})).toEqual([])
  })

  describe('that another Go release compiled', () => {
    const by = (goRelease: string, different: Partial<GoProgram> = {}): Partial<PlatformFacts> => ({
      layers: [base('x'), layerOf('own')],
      contents: contentsOf([], {programs: [programOf({goRelease, ...different})]}),
    })
    const same = 'the same sources have another size then, so packages and modules may have changed by it alone.'
    const maps = 'Go 1.26 moved pointer maps from `.rodata` to `.gopclntab`.'
    const types = 'Go 1.27 moved type descriptors from `.rodata` to `.go.type`.'

    test.each<[string, string, string]>([
      ['go1.25.5', 'go1.26.11', `Programs were by Go 1.25 and are by Go 1.26: ${same} ${maps}`],
      ['go1.27.4', 'go1.25.5', `Programs were by Go 1.27 and are by Go 1.25: ${same} ${maps} ${types}`],
      ['go1.27rc1', 'go1.28.0', `Programs were by Go 1.27 and are by Go 1.28: ${same}`],
    ])('the programs: %s, %s', (was, is, expected) => {
      expect(caveats(by(was), by(is))).toEqual([expected])
    })

    test.each<[string, Partial<PlatformFacts>, Partial<PlatformFacts>]>([
      ['a patch release', by('go1.26.10'), by('go1.26.11')],
      ['a release that says nothing', by('devel go1.28-abcdef'), by('go1.26.11')],
      ['a program that is new', by('go1.25.5'), by('go1.26.11', {path: 'other', mainPackage: 'example.com/other'})],
      ['a program of the base image', by('go1.25.5', {layer: 0}), by('go1.26.11', {layer: 0})],
    ])('is not said of %s', (_, was, is) => {
      expect(caveats(was, is)).toEqual([])
    })
  })

  test('which platforms the baseline has instead of a new one', () => {
    const [diff] = diffImages(factsOf(platformOf([])), factsOf(platformOf([], 'linux/arm64'))).platforms
    expect(diff!.caveats).toEqual(['The older image has no linux/arm64, but linux/amd64.'])
  })
})

test('an image compared with itself is the same in every layer', () => {
  const image = factsOf(platformOf([base('a'), layerOf('b'), layerOf('b')]))
  expect(diffImages(image, image).platforms[0]!.layers.map(({kind}) => kind)).toEqual(['same', 'same', 'same'])
})
