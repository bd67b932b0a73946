import {describe, expect, test} from '@jest/globals'
import type {PlatformFacts} from '../../../src/image/facts.ts'
import {sum} from '../../../src/report/html/nodes.ts'
import type {Node} from '../../../src/report/html/page-data.ts'
import {platformTree} from '../../../src/report/html/tree.ts'
import {diffImages, type PlatformDiff} from '../../../src/size/diff.ts'
import {contentsOf, fileOf, moduleOf, packageOf, programOf} from '../../size/programs.ts'
import {serviceFacts} from '../contents.ts'
import {sampleFacts} from '../sample.ts'

const older = serviceFacts({isNewer: false, files: 60})
const newer = serviceFacts({isNewer: true, files: 60})

function diffOf(before: PlatformFacts | null, after: PlatformFacts): PlatformDiff {
  const image = (facts: PlatformFacts) => ({schema: 1 as const, source: 'this build', platforms: [facts]})
  return diffImages(before && image(before), image(after)).platforms[0]!
}

function find(node: Node, ...names: string[]): Node {
  const [name, ...others] = names
  if (name === undefined) return node
  const child = node.children?.find(each => each.name === name)
  if (child === undefined) throw new Error(`${node.name} has no ${name}: ${node.children?.map(each => each.name)}`)
  return find(child, ...others)
}

/** A layer with one program in it, and that alone. */
function withProgram(bytes: number, different: Parameters<typeof programOf>[0]): PlatformFacts {
  const facts = sampleFacts('linux/amd64', bytes, bytes)
  const programs = [programOf({path: 'app', layer: 3, bytes, ...different})]
  return {...facts, contents: contentsOf([], {programs})}
}

describe('the tree of an image', () => {
  test('sums to the size on disk, on both sides', () => {
    const {root} = platformTree(newer, diffOf(older, newer))
    expect(sum([root], 'bytes')).toBe(newer.diskBytes)
    expect(sum([root], 'was')).toBe(older.diskBytes)
  })

  test('sums to it on a first run, where nothing has an older size', () => {
    const {root, isCompared} = platformTree(newer, diffOf(null, newer))
    expect(isCompared).toBe(false)
    expect(sum([root], 'bytes')).toBe(newer.diskBytes)
    expect(JSON.stringify(root)).not.toContain('"was"')
  })

  test('that is the same as the older one is not compared: there is nothing to switch to', () => {
    expect(platformTree(newer, diffOf(newer, newer)).isCompared).toBe(false)
    expect(platformTree(newer, diffOf(older, newer)).isCompared).toBe(true)
  })

  test('has the base image as one group, and layers of its own beside it', () => {
    const {root} = platformTree(newer, null)
    expect(root.children!.map(({name, kind}) => `${kind}: ${name}`)).toEqual([
      'base: base image gcr.io/distroless/static-debian13:nonroot',
      'layer: COPY --from=build /out/ledger /ledger',
      'layer: COPY web/dist /srv/web',
    ])
  })

  test('has layers only where the files were not read, and says so', () => {
    const facts = sampleFacts('linux/amd64', 10, 20)
    const {root, notes} = platformTree(facts, null)
    expect(sum([root], 'bytes')).toBe(facts.diskBytes)
    expect(find(root, 'COPY --from=build /out/ledger /ledger')).toEqual({
      ...{name: 'COPY --from=build /out/ledger /ledger', kind: 'layer', bytes: 20},
    })
    expect(notes).toEqual(['Only sizes were read of this image: the boxes are its layers.'])
  })

  test('has no file of 0 bytes, and folders that hold only one folder are one box', () => {
    const facts = {
      ...sampleFacts('linux/amd64', 10, 5_000),
      contents: contentsOf([
        fileOf('usr/share/zoneinfo/UTC', 100, {layer: 3}),
        fileOf('usr/share/zoneinfo/GMT', 200, {layer: 3}),
        fileOf('bin/link', 0, {layer: 3, kind: 'symlink', target: 'x'}),
      ]),
    }
    const {children} = find(platformTree(facts, null).root, 'COPY --from=build /out/ledger /ledger')
    expect(children).toEqual([
      {
        ...{name: 'usr/share/zoneinfo', kind: 'folder'},
        children: [
          {name: 'GMT', kind: 'file', bytes: 200},
          {name: 'UTC', kind: 'file', bytes: 100},
        ],
      },
      {name: 'tar headers and what is not listed', kind: 'rest', bytes: 4_700},
    ])
  })

  test('a path of ten thousand folders is no tower of boxes', () => {
    const path = `${'a/'.repeat(9_999)}b`
    const other = `${'a/'.repeat(5_000)}c`
    const files = [fileOf(path, 5, {layer: 3}), fileOf(other, 5, {layer: 3})]
    const facts = {...sampleFacts('linux/amd64', 10, 20), contents: contentsOf(files)}
    expect(sum([platformTree(facts, null).root], 'bytes')).toBe(facts.diskBytes)
  })

  test('a file that is gone is in the layer that became another one', () => {
    const layers = (index: string) =>
      sampleFacts('linux/amd64', 10, 5_000).layers.map((layer, at) => ({
        ...{...layer, diffId: `sha256:${`${at}${at === 3 ? index : 'x'}`.repeat(32)}`},
      }))
    const facts = sampleFacts('linux/amd64', 10, 5_000)
    const before = {...facts, layers: layers('a'), contents: contentsOf([fileOf('old', 900, {layer: 3})])}
    const after = {...facts, layers: layers('b'), contents: contentsOf([fileOf('new', 800, {layer: 3})])}
    const {root} = platformTree(after, diffOf(before, after))
    expect(find(root, 'COPY --from=build /out/ledger /ledger').children).toEqual([
      {name: 'new', kind: 'file', bytes: 800, was: 0},
      {name: 'old', kind: 'file', bytes: 0, was: 900},
      {name: 'tar headers and what is not listed', kind: 'rest', bytes: 4_200, was: 4_100},
    ])
  })
})

describe('a Go program in the tree', () => {
  test('is modules with their packages, embedded files, and what is left of each kind of section', () => {
    const facts = withProgram(10_000, {
      mainModule: moduleOf('example.com/app', '(devel)'),
      modules: [moduleOf('golang.org/x/text', 'v0.31.0')],
      packages: [
        packageOf('main', null, 1_000),
        packageOf('fmt', 'std', 700),
        packageOf('golang.org/x/text/width', 'golang.org/x/text', 300),
        packageOf('', null, 50),
      ],
      embedded: [{path: 'web/app.js', bytes: 400}],
      sections: [
        {name: '.text', bytes: 2_500, kind: 'code'},
        {name: '.rodata', bytes: 3_000, kind: 'constants'},
        {name: '', bytes: 4_500, kind: 'other'},
      ],
    })
    const program = find(platformTree(facts, null).root, 'COPY --from=build /out/ledger /ledger', 'app')
    expect(sum([program], 'bytes')).toBe(10_000)
    expect(program.children!.map(({name, kind, about = ''}) => [name, kind, about])).toEqual([
      ['example.com/app', 'own', 'own code'],
      ['standard library', 'standard-library', 'go1.27.3'],
      ['golang.org/x/text', 'dependency', 'v0.31.0'],
      ['packages of no module', 'section', ''],
      ['embedded files', 'embedded', 'go:embed'],
      ['code of no Go package', 'section', expect.stringContaining('C and assembly')],
      ['constants', 'section', expect.stringContaining('strings')],
      ['headers and other sections', 'section', expect.anything()],
    ])
    expect(find(program, 'constants').bytes).toBe(2_600)
    expect(find(program, 'code of no Go package').bytes).toBe(450)
  })

  test('that is packed is one box, and a note says why', () => {
    const facts = withProgram(10_000, {packed: 'upx', packages: [], sections: []})
    const {root, notes} = platformTree(facts, null)
    expect(find(root, 'COPY --from=build /out/ledger /ledger', 'app')).toEqual({
      ...{name: 'app', kind: 'program', about: 'Go program, packed with upx', bytes: 10_000},
    })
    expect(notes).toEqual(['/app is packed with upx: what is in it cannot be read.'])
  })

  test('keeps packages and modules that are gone, for the older side', () => {
    const shape = {mainModule: moduleOf('example.com/app', '(devel)'), sections: []}
    const text = moduleOf('golang.org/x/text', 'v0.31.0')
    const width = packageOf('golang.org/x/text/width', 'golang.org/x/text', 300)
    const before = withProgram(10_000, {...shape, modules: [text], packages: [packageOf('main', null, 9_000), width]})
    const after = withProgram(9_500, {...shape, packages: [packageOf('main', null, 9_100)]})
    const program = find(
      platformTree(after, diffOf(before, after)).root,
      ...['COPY --from=build /out/ledger /ledger', 'app'],
    )
    expect(find(program, 'golang.org/x/text')).toMatchObject({about: 'v0.31.0', children: [{bytes: 0, was: 300}]})
    expect(find(program, 'example.com/app', 'main')).toMatchObject({bytes: 9_100, was: 9_000})
  })

  test('that is new was nothing before, with all that is in it', () => {
    const facts = withProgram(10_000, {})
    const before = {...facts, contents: contentsOf([])}
    const {root} = platformTree(facts, diffOf(before, facts))
    const program = find(root, 'COPY --from=build /out/ledger /ledger', 'app')
    expect(sum([program], 'was')).toBe(0)
    expect(sum([program], 'bytes')).toBe(10_000)
  })
})
