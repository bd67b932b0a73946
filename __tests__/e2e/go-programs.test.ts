/** Go programs of many releases, processors and kinds of linking, held against Go's own tools. */
import {describe, expect, test} from '@jest/globals'
import type {GoProgram} from '../../src/image/facts.ts'
import {readGoProgram} from '../../src/image/go/program.ts'
import {type Build, buildProgram, codeByPackage, go, LARGE, NEWEST, open, RELEASES} from '../image/go/programs.ts'

type Program = Omit<GoProgram, 'layer'>

/** All of them are 35 standard libraries to compile and nine toolchains to download: a quarter of an hour. */
const every = process.env.TEST_GO_RELEASES === 'all'
if (!every) process.stderr.write('skipped: most Go releases and processors; TEST_GO_RELEASES=all has them all\n')
const some = (all: string[], few: string[]) => (every ? all : all.filter(each => few.includes(each)))

const STRIPPED = '-ldflags=-s -w'
/** Of these, one processor will do: each one is a standard library to compile. */
const OLD = ['1.18.10', '1.19.13', '1.20.14']
const FILES = [
  {path: 'web/deep/large.txt', bytes: LARGE.length},
  {path: 'web/empty.txt', bytes: 0},
  {path: 'web/index.html', bytes: 6},
]

async function read(build: Build): Promise<{program: Program; file: string} | null> {
  const built = await buildProgram(build)
  if ('missing' in built) {
    process.stderr.write(`skipped: ${JSON.stringify(build)}: ${built.missing.slice(0, 500)}\n`)
    return null
  }
  return {program: readGoProgram(open(built.file), 'usr/bin/app')!, file: built.file}
}

/** Our reading in the form of `go version -m`. */
function asGoTells(program: Program): string[] {
  const modules = [['mod', program.mainModule!] as const, ...program.modules.map(module => ['dep', module] as const)]
  return [
    `path\t${program.mainPackage}`,
    ...modules.flatMap(([word, {path, version, sum, replacedBy}]) => [
      `${word}\t${path}\t${version}${replacedBy ? '' : `\t${sum ?? ''}`}`,
      ...(replacedBy ? [`=>\t${replacedBy.path}\t${replacedBy.version}\t${replacedBy.sum ?? ''}`] : []),
    ]),
    ...program.settings.map(({key, value}) => `build\t${key}=${/[ \t"`]/.test(value) ? JSON.stringify(value) : value}`),
  ]
}

async function holdAgainstGo(build: Build) {
  const [plain, stripped] = [await read(build), await read({...build, flags: [...(build.flags ?? []), STRIPPED]})]
  if (!plain || !stripped) return
  const told = (await go({release: NEWEST}, ['version', '-m', plain.file])).split('\n').map(line => line.trim())
  expect(asGoTells(plain.program).map(line => line.trim())).toEqual(told.slice(1).filter(line => line !== ''))
  expect(told[0]).toBe(`${plain.file}: ${plain.program.goRelease}`)

  const text = plain.program.sections.find(({name}) => name === '.text')!.bytes
  const nm = await codeByPackage({release: NEWEST}, plain.file)
  for (const {program} of [plain, stripped]) {
    const ours = new Map(program.packages.map(({path, codeBytes}) => [path, codeBytes]))
    const large = [...nm].filter(([path, bytes]) => path !== '' && bytes > 10_000)
    expect(large.length).toBeGreaterThan(3)
    const off = large.map(([path, bytes]) => [path, Math.abs((ours.get(path) ?? 0) - bytes) / text] as const)
    expect(off.filter(([, share]) => share > 0.01)).toEqual([])
    expect(program.embedded).toEqual(FILES)
    expect(program.unread).toEqual([])
    expect(program.sections.reduce((sum, {bytes}) => sum + bytes, 0)).toBe(program.bytes)
    const modules = new Map(program.packages.map(({path, module}) => [path, module]))
    expect(modules.get('main')).toBe('example.com/app.v2')
    expect(modules.get('example.com/lib/sub.v3')).toBe('example.com/lib')
    expect(modules.get('runtime')).toBe('std')
    const tables = program.packages.reduce((sum, {tableBytes}) => sum + tableBytes, 0)
    const all = program.sections.find(({kind}) => kind === 'functions')!.bytes
    expect(tables).toBeGreaterThan(all / 2)
    expect(tables).toBeLessThan(all)
  }
  expect(plain.program.linking).toMatchObject({symbols: true, debug: true})
  expect(stripped.program.linking).toMatchObject({symbols: false, debug: false})
}

describe('packages, build list and embedded files are those of Go’s own tools', () => {
  test.each(some([...RELEASES, NEWEST], ['1.18.10', '1.21.13', NEWEST]))(
    'Go %s',
    async release => {
      await holdAgainstGo({release})
      if (!OLD.includes(release)) await holdAgainstGo({release, arch: 'arm64'})
    },
    300_000,
  )

  test.each(some(['1.21.13', '1.24.11', NEWEST], [NEWEST]))(
    'with cgo, Go %s',
    async release => {
      await holdAgainstGo({release, cgo: true})
      await holdAgainstGo({release, cgo: true, flags: ['-buildmode=pie']})
    },
    300_000,
  )

  test.each(some(['1.21.13', '1.25.5', NEWEST], [NEWEST]))(
    'position independent, Go %s',
    async release => {
      await holdAgainstGo({release, flags: ['-buildmode=pie']})
    },
    300_000,
  )

  test('without the paths of the machine that built it', async () => {
    await holdAgainstGo({release: NEWEST, flags: ['-trimpath']})
  }, 300_000)

  test.each(some(['386', 'arm', 'loong64', 'mips', 'ppc64le', 'riscv64', 's390x'], ['arm', 's390x']))(
    'on %s',
    async arch => {
      await holdAgainstGo({release: NEWEST, arch})
    },
    300_000,
  )
})

test('how a program was linked', async () => {
  const linking = async (build: Partial<Build>) => (await read({release: NEWEST, ...build}))?.program.linking
  const facts = {mode: 'internal', pie: false, libraries: [], symbols: true, debug: true}
  expect(await linking({})).toEqual(facts)
  expect((await linking({flags: ['-buildmode=pie']})) ?? facts).toMatchObject({
    mode: 'internal',
    pie: true,
  })
  const c = await linking({cgo: true})
  if (c) expect(c).toEqual({...facts, mode: 'external', libraries: ['libc.so.6']})
}, 300_000)
