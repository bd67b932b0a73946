import {readFileSync} from 'node:fs'
import {beforeAll, describe, expect, test} from '@jest/globals'
import type {GoProgram} from '../../../src/image/facts.ts'
import {readGoProgram} from '../../../src/image/go/program.ts'
import {addressOf, CONTENT_AT, type ElfKind, elfAround} from './elf-bytes.ts'
import {accessTo, buildProgram, codeByPackage, LARGE} from './programs.ts'

type Program = Omit<GoProgram, 'layer'>

const read = (bytes: Buffer): Program | null => readGoProgram(accessTo(bytes), 'app')

async function built(flags: string[]): Promise<string> {
  const made = await buildProgram({release: 'local', arch: 'amd64', flags})
  if ('missing' in made) throw new Error(made.missing)
  return made.file
}

/** As `sstrip` does: 64 bit, little endian. */
function withoutSectionHeaders(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  copy.fill(0, 40, 48)
  copy.fill(0, 58, 64)
  return copy
}

describe('a program by the Go of this machine', () => {
  let plainFile: string
  let plain: Buffer
  let stripped: Buffer
  beforeAll(async () => {
    plainFile = await built([])
    plain = readFileSync(plainFile)
    stripped = readFileSync(await built(['-ldflags=-s -w']))
  }, 300_000)

  test('has its modules, packages, embedded files and sections', () => {
    const program = read(plain)!
    expect(program.goRelease).toMatch(/^go1\./)
    expect(program).toMatchObject({
      ...{path: 'app', bytes: plain.length, mainPackage: 'example.com/app.v2', packed: null, unread: []},
      mainModule: {path: 'example.com/app.v2', replacedBy: null},
      modules: [{path: 'example.com/lib', version: 'v1.2.3', replacedBy: {path: './lib'}}],
      linking: {mode: 'internal', pie: false, libraries: [], symbols: true, debug: true},
    })
    expect(program.settings).toContainEqual({key: 'GOARCH', value: 'amd64'})
    const modules = Object.fromEntries(program.packages.map(({path, module}) => [path, module]))
    expect(modules).toMatchObject({
      ...{main: 'example.com/app.v2', 'example.com/lib/sub.v3': 'example.com/lib'},
      ...{runtime: 'std', embed: 'std', 'internal/abi': 'std', '': null},
    })
    expect(program.embedded).toEqual([
      {path: 'web/deep/large.txt', bytes: LARGE.length},
      {path: 'web/empty.txt', bytes: 0},
      {path: 'web/index.html', bytes: 6},
    ])
    expect(program.sections.reduce((sum, {bytes}) => sum + bytes, 0)).toBe(plain.length)
    const kinds = Object.fromEntries(program.sections.map(({name, kind}) => [name, kind]))
    expect(kinds).toMatchObject({
      ...{'.text': 'code', '.gopclntab': 'functions', '.rodata': 'constants', '.data': 'data', '.symtab': 'symbols'},
      ...{'.debug_info': 'debug', '': 'other'},
    })
  })

  test('code is what go tool nm has for a package, to the byte', async () => {
    const {packages, sections} = read(plain)!
    const nm = await codeByPackage({release: 'local'}, plainFile)
    const large = packages.filter(({path, codeBytes}) => path !== '' && codeBytes > 10_000)
    expect(large.length).toBeGreaterThan(3)
    expect(large.map(({path, codeBytes}) => [path, codeBytes])).toEqual(large.map(({path}) => [path, nm.get(path)]))
    const text = sections.find(({name}) => name === '.text')!.bytes
    const code = packages.reduce((sum, {codeBytes}) => sum + codeBytes, 0)
    expect(code).toBeLessThan(text)
    expect(code).toBeGreaterThan(text * 0.93)
  })

  test('has the same packages and files when it is stripped', () => {
    const [{packages, embedded}, program] = [read(plain)!, read(stripped)!]
    expect(program).toMatchObject({packages, embedded, linking: {symbols: false, debug: false}})
  })

  test('has the same packages and files without section headers', () => {
    const [{packages, embedded, goRelease}, program] = [read(plain)!, read(withoutSectionHeaders(stripped))!]
    expect(program).toMatchObject({packages, embedded, goRelease, linking: {mode: 'internal'}})
    expect(program.unread).toEqual(['The section headers were stripped, so sizes are told by segment.'])
    expect(program.sections.reduce((sum, {bytes}) => sum + bytes, 0)).toBe(stripped.length)
    expect(program.sections.map(({name, kind}) => `${name} ${kind}`)).toEqual(
      expect.arrayContaining(['r-x code', 'r-- constants', '.gopclntab functions', 'rw- data', ' other']),
    )
  })

  test('has the same packages where a C linker hid the function table in another section', () => {
    const hidden = Buffer.from(stripped)
    hidden.write('.data.rel\0', hidden.lastIndexOf('.gopclntab\0'), 'latin1')
    const [{packages}, program] = [read(stripped)!, read(hidden)!]
    expect(program).toMatchObject({packages, unread: []})
    expect(program.sections.map(({name, kind}) => `${name} ${kind}`)).toEqual(
      expect.arrayContaining(['.data.rel constants', '.gopclntab functions']),
    )
  })

  test('is not taken for packed because it has the mark of UPX somewhere', () => {
    const marked = withoutSectionHeaders(stripped)
    marked.write('UPX!', 0x800, 'latin1')
    expect(read(marked)).toMatchObject({packed: null})
  })

  test('an embedded file whose content was changed does not count', () => {
    const changed = Buffer.from(stripped)
    changed.write('X', changed.indexOf(LARGE), 'latin1')
    expect(read(changed)!.embedded.map(({path}) => path)).toEqual(['web/empty.txt', 'web/index.html'])
  })

  test('without a function table, the rest is still read', () => {
    const broken = Buffer.from(stripped)
    for (const magic of ['f0ffffff0000', 'f1ffffff0000'])
      for (let at = broken.indexOf(magic, 0, 'hex'); at >= 0; at = broken.indexOf(magic, at + 1, 'hex'))
        broken[at] = 0x55
    expect(read(broken)).toMatchObject({
      ...{packages: [], modules: [{path: 'example.com/lib'}], embedded: [{}, {}, {}]},
      unread: ['No function table of Go 1.18 or newer was found.'],
    })
  })
})

const KINDS: ElfKind[] = [4, 8].flatMap(wordBytes =>
  [false, true].map(bigEndian => ({wordBytes: wordBytes as 4 | 8, bigEndian})),
)
const FRAME = 'x'.repeat(16)
const TEXT = 'path\texample.com/app\nmod\texample.com/app\tv1.0.0\th1:x=\n'
const framed = `${FRAME}${TEXT}${FRAME}`

/** Before Go 1.18: addresses of two strings, each an address and a length. */
function pointerForm({wordBytes = 8, bigEndian = false}: ElfKind): Buffer {
  const block = Buffer.alloc(256 + framed.length)
  const put = (at: number, value: number) =>
    bigEndian ? block.writeUInt32BE(value, at + wordBytes - 4) : block.writeUInt32LE(value, at)
  block.write('\xff Go buildinf:', 0, 'latin1')
  block.set([wordBytes, bigEndian ? 1 : 0], 14)
  for (const [index, text] of ['go1.16.15', framed].entries()) {
    const [header, at] = [64 + 32 * index, 192 + 32 * index]
    put(16 + index * wordBytes, addressOf(header))
    put(header, addressOf(at))
    put(header + wordBytes, text.length)
    block.write(text, at, 'latin1')
  }
  return block
}

function inlineForm(release: string, text: string): Buffer {
  const head = Buffer.alloc(32)
  head.write('\xff Go buildinf:', 0, 'latin1')
  head.set([8, 2], 14)
  return Buffer.concat([
    head,
    ...[release, text].flatMap(one => [Buffer.of(one.length), Buffer.from(one)]),
    Buffer.alloc(64),
  ])
}

describe('build information', () => {
  test.each(KINDS)('of Go before 1.18 is found by its addresses: $wordBytes bytes, big endian $bigEndian', kind => {
    expect(read(elfAround(pointerForm(kind), kind))).toMatchObject({
      goRelease: 'go1.16.15',
      mainModule: {path: 'example.com/app', version: 'v1.0.0', sum: 'h1:x='},
      packages: [],
    })
  })

  test.each(KINDS)('of newer ones stands in place: $wordBytes bytes, big endian $bigEndian', kind => {
    const program = read(elfAround(inlineForm('go1.25.1', framed), kind))
    expect(program).toMatchObject({
      goRelease: 'go1.25.1',
      mainPackage: 'example.com/app',
      mainModule: {version: 'v1.0.0'},
    })
  })

  test('a program without modules has none', () => {
    expect(read(elfAround(inlineForm('go1.25.1', '')))).toMatchObject({
      goRelease: 'go1.25.1',
      mainModule: null,
      modules: [],
    })
  })

  test.each([
    ['not aligned to 16 bytes', Buffer.concat([Buffer.alloc(8), inlineForm('go1.25.1', framed)])],
    ['cut off', inlineForm('go1.25.1', framed).subarray(0, 34)],
    ['without a release', inlineForm('', framed)],
    ['with a length that lies', Buffer.concat([inlineForm('', '').subarray(0, 32), Buffer.alloc(10, 0xff)])],
    ['with addresses that lead nowhere', pointerForm({}).fill(0xee, 16, 32)],
  ])('that is %s is none', (_, content) => {
    expect(read(elfAround(content))).toBeNull()
  })

  test('is found behind a place that only looks like it', () => {
    const decoy = Buffer.concat([Buffer.alloc(8), inlineForm('go1.1', '').subarray(0, 40)])
    expect(read(elfAround(Buffer.concat([decoy, inlineForm('go1.25.1', '')])))).toMatchObject({goRelease: 'go1.25.1'})
  })
})

describe('what is no Go program', () => {
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['a script', Buffer.from(`#!/bin/sh\n${'echo \xff Go buildinf:\n'.repeat(9)}`)],
    ['an ELF file of something else', elfAround(Buffer.alloc(4096))],
    ['an object file', elfAround(inlineForm('go1.25.1', framed), {type: 1})],
    ['a core dump', elfAround(inlineForm('go1.25.1', framed), {type: 4})],
    ['an ELF header alone', elfAround(inlineForm('go1.25.1', framed)).subarray(0, 64)],
    ['a shell', readFileSync('/bin/sh')],
  ])('%s', (_, bytes) => {
    expect(read(bytes)).toBeNull()
  })
})

describe('UPX', () => {
  const packed = (mark: string, at: number): Buffer => {
    const file = elfAround(Buffer.alloc(4096))
    file.write(mark, at, 'latin1')
    return file
  }

  test('a packed program is said to be one, and nothing else is', () => {
    expect(read(packed('UPX!', 64 + 56 + 4))).toMatchObject({
      ...{packed: 'upx', bytes: CONTENT_AT + 4096, goRelease: '', modules: [], packages: [], embedded: []},
      unread: ['UPX packed the program; nothing but its size can be read.'],
    })
  })

  test('the mark elsewhere means nothing', () => {
    expect(read(packed('UPX!', CONTENT_AT + 4))).toBeNull()
  })
})
