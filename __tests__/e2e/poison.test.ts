/**
 * What somebody who can write to the cache could store there. First the way through GitHub's cache service and the real
 * @actions/cache with the real tar; then what the archives hold, held against what the go command notices by itself.
 */
import {spawnSync} from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from '@jest/globals'
import {type CacheStore, githubStore} from '../../src/cache/store.ts'
import {verifyModules, withoutPaths} from '../../src/cache/verify.ts'
import {ATTACKS, EVIL, type ModuleCache, makeModuleCache, TREE} from '../cache/module-cache.ts'
import {block, long, type Member, pax, tar} from '../cache/tar-blocks.ts'
import {type GitHub, startGitHub} from './loopback/github.ts'
import {READ, runtimeToken, WRITE} from './loopback/tokens.ts'

const root = mkdtempSync(join(tmpdir(), 'go-image-'))
const before = {...process.env}
afterAll(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
  Object.assign(process.env, before)
  rmSync(root, {recursive: true, force: true})
})

describe('an entry of the cache service', () => {
  let github: GitHub
  let folder: string
  let store: CacheStore

  beforeEach(async () => {
    folder = mkdtempSync(join(root, 'job-'))
    github = await startGitHub({folder: join(folder, 'github')})
    for (const name of ['temp', 'workspace', 'outside']) mkdirSync(join(folder, name))
    writeFileSync(join(folder, 'outside/victim'), 'as it was')
    Object.assign(process.env, {
      ACTIONS_CACHE_SERVICE_V2: 'True',
      ACTIONS_RESULTS_URL: `${github.url}/`,
      ACTIONS_RUNTIME_TOKEN: runtimeToken([{Scope: 'refs/heads/main', Permission: READ | WRITE}]),
      GITHUB_WORKSPACE: join(folder, 'workspace'),
      RUNNER_TEMP: join(folder, 'temp'),
    })
    store = githubStore(join(folder, 'temp'))
  })
  afterEach(() => github.close())

  const save = (name: string, key: string, content: string | Buffer) => {
    const file = join(folder, 'temp', 'file')
    rmSync(file, {force: true})
    writeFileSync(file, content)
    return store.save(name, key, file)
  }
  const restore = async (name: string, key: string, prefixes: string[] = []) => {
    const file = join(folder, 'temp', `restored-${name}`)
    const matched = await store.restore(name, key, prefixes, file)
    return matched === null ? null : [matched, readFileSync(file, 'utf8')]
  }
  /** Stores an entry as it should be, then puts `archive` in its place, packed as the entry was. */
  const poison = async (name: string, key: string, archive: Buffer) => {
    await save(name, key, 'good')
    const {file} = github.entries().find(entry => entry.key === key)!
    const isZstd = readFileSync(file).readUInt32LE(0) === 0xfd2fb528
    const packed = spawnSync(isZstd ? 'zstd' : 'gzip', ['-c'], {input: archive, maxBuffer: 1e9})
    writeFileSync(file, packed.stdout)
  }
  /** All files of the job but the service's, so that anything written anywhere shows. */
  const files = () =>
    readdirSync(folder, {recursive: true, encoding: 'utf8'})
      .filter(
        path => !path.startsWith('github') && statSync(join(folder, path), {throwIfNoEntry: false})?.isFile() !== false,
      )
      .filter(path => !/^temp\/(file$|restored-|[0-9a-f-]{36}(\/|$))/.test(path))
      .sort()

  test('comes back as it was stored, by its key or a prefix, from any machine', async () => {
    expect(await save('build.tar', 'k-1', 'content')).toBe(true)
    expect(await save('build.tar', 'k-1', 'other')).toBe(false)
    expect(await restore('build.tar', 'k-1')).toEqual(['k-1', 'content'])
    expect(await restore('build.tar', 'k-2', ['k-'])).toEqual(['k-1', 'content'])
    expect(await restore('modules.tar', 'k-1')).toBeNull()
    mkdirSync(join(folder, 'another'))
    process.env.GITHUB_WORKSPACE = join(folder, 'another')
    store = githubStore(join(folder, 'another', 'temp'))
    expect(await restore('build.tar', 'k-1')).toEqual(['k-1', 'content'])
  })

  test('leaves the environment and the working directory as they were', async () => {
    process.env.TAR_OPTIONS = '--verbose'
    const [env, folderBefore] = [{...process.env}, process.cwd()]
    await save('build.tar', 'k-1', 'content')
    await restore('build.tar', 'k-1')
    await restore('build.tar', 'none')
    expect(process.env).toEqual(env)
    expect(process.cwd()).toBe(folderBefore)
    delete process.env.TAR_OPTIONS
  })

  test('comes back whole while others are restored', async () => {
    const names = ['build.tar', 'modules.tar', 'build.difference.tar', 'modules.difference.tar']
    const contents = names.map((name, index) => `${name} `.repeat(1_000_000 * (index + 1)))
    for (const [index, name] of names.entries()) await save(name, 'k', contents[index]!)
    const both = [...names, ...names].map(name =>
      store.restore(name, 'k', [], join(folder, 'temp', `restored-${name}`)),
    )
    expect(await Promise.all(both)).toEqual(Array(8).fill('k'))
    for (const [index, name] of names.entries())
      expect(readFileSync(join(folder, 'temp', `restored-${name}`), 'utf8') === contents[index]).toBe(true)
  })

  const good: Member = {name: 'build.tar', content: 'from the archive'}
  const outside = () => join(folder, 'outside')

  test.each<[string, () => Member[]]>([
    ['an absolute name', () => [{name: `${outside()}/new`, content: 'x'}, good]],
    ['an absolute name of a file that exists', () => [{name: `${outside()}/victim`, content: 'x'}, good]],
    ['a way out', () => [{name: '../../../outside/new', content: 'x'}, good]],
    ['a way out in a long name', () => [long(`../../${'../'.repeat(40)}${outside()}/new`), {name: 'x'}, good]],
    ['a way out in a pax header', () => [pax({path: `${outside()}/new`}), {name: 'x', content: 'x'}, good]],
    ['a folder outside', () => [{name: `${outside()}/new/`}, {name: `${outside()}/new/x`}, good]],
    ['a file below another', () => [{name: 'build.tar/x', content: 'x'}, good]],
    ['the file twice', () => [good, {...good, content: 'again'}]],
    ['dots', () => [{name: '..', type: '0', content: 'x'}, good]],
    ['words for a shell', () => [{name: '$(touch new);touch new', content: 'x'}, good]],
    ['an option', () => [{name: '--to-command=touch new', content: 'x'}, good]],
  ])('is not used when it holds %s', async (_, members) => {
    await save('modules.tar', 'k', 'modules')
    await poison('build.tar', 'k-1', tar(members()))
    const list = files()
    const [build, modules] = await Promise.all([restore('build.tar', 'k-1').catch(String), restore('modules.tar', 'k')])
    expect(build).toBeNull()
    expect(modules).toEqual(['k', 'modules'])
    expect(files()).toEqual(list)
    expect(readFileSync(join(outside(), 'victim'), 'utf8')).toBe('as it was')
  })

  test.each<[string, () => Member[]]>([
    ['a symbolic link', () => [{name: 'build.tar', type: '2', target: `${outside()}/victim`}]],
    ['a hard link', () => [{name: 'build.tar', type: '1', target: `${outside()}/victim`}]],
    ['a device', () => [{name: 'build.tar', type: '3'}]],
    ['a fifo', () => [{name: 'build.tar', type: '6'}]],
    ['a folder', () => [{name: 'build.tar/'}]],
    ['nothing', () => []],
  ])('is not used when there is %s instead of the file', async (_, members) => {
    await poison('build.tar', 'k-1', tar(members()))
    const list = files()
    await expect(restore('build.tar', 'k-1')).rejects.toThrow('k-1 does not hold a file called build.tar')
    expect(files()).toEqual(list)
  })

  test.each<[string, () => Member[]]>([
    ['a symbolic link to it', () => [{name: 'build.tar', type: '2', target: `${outside()}/victim`}]],
    ['a hard link to it', () => [{name: 'build.tar', type: '1', target: `${outside()}/victim`}]],
    ['a link to the folder', () => [{name: 'received', type: '2', target: outside()}]],
    ['a link to a fifo', () => [{name: 'build.tar', type: '6'}]],
    [
      'a folder that nobody may read',
      () => [
        {name: './', mode: 0},
        {name: '../', mode: 0},
      ],
    ],
  ])('writes through nothing: %s, then the file', async (_, members) => {
    await poison('build.tar', 'k-1', tar([...members(), good]))
    expect(await restore('build.tar', 'k-1')).toEqual(['k-1', 'from the archive'])
    expect(readFileSync(join(outside(), 'victim'), 'utf8')).toBe('as it was')
    expect(readdirSync(outside())).toEqual(['victim'])
  })

  test('can at worst keep another from being restored', async () => {
    for (const key of ['k-1', 'k-2', 'k-3']) {
      await save('modules.tar', key, 'modules')
      await poison('build.tar', `${key}-build`, tar([{name: 'modules.tar', content: 'x'}, good]))
      const [modules] = await Promise.all([restore('modules.tar', key), restore('build.tar', `${key}-build`)])
      expect([null, 'modules']).toContain(modules?.[1] ?? null)
    }
  })

  test('is safe when the runner logs for debugging, which lists archives too', async () => {
    process.env.RUNNER_DEBUG = '1'
    await poison('build.tar', 'k-1', tar([{name: `${outside()}/new`, content: 'x'}, good]))
    await poison('build.tar', 'k-2', tar([good]))
    expect(await restore('build.tar', 'k-1')).toBeNull()
    expect(await restore('build.tar', 'k-2')).toEqual(['k-2', 'from the archive'])
    expect(readdirSync(outside())).toEqual(['victim'])
    delete process.env.RUNNER_DEBUG
  })

  test('is not used when it is larger than a cache may be', async () => {
    store = githubStore(join(folder, 'temp'), 1_000_000)
    await poison('build.tar', 'k-1', tar([{name: 'build.tar', content: Buffer.alloc(1_000_000)}]))
    expect((await restore('build.tar', 'k-1'))?.[1]).toHaveLength(1_000_000)
    await poison('build.tar', 'k-2', tar([{name: 'build.tar', content: Buffer.alloc(1_000_001)}]))
    expect(await restore('build.tar', 'k-2')).toBeNull()
    await poison('build.tar', 'k-3', tar([{name: 'build.tar', content: Buffer.alloc(200_000_000)}]))
    expect(await restore('build.tar', 'k-3')).toBeNull()
  })

  test('is not used when it breaks off', async () => {
    await poison('build.tar', 'k-1', block({name: 'build.tar', content: 'x', size: 10_000}))
    expect(await restore('build.tar', 'k-1')).toBeNull()
    await save('build.tar', 'k-2', Buffer.from(Array.from({length: 100_000}, (_, n) => (n * n) % 251)))
    const {file} = github.entries().find(({key}) => key === 'k-2')!
    truncateSync(file, statSync(file).size - 100)
    expect(await restore('build.tar', 'k-2')).toBeNull()
  })

  test('is refused where tar is not the one that can be told', async () => {
    await save('build.tar', 'k', 'content')
    const path = process.env.PATH
    mkdirSync(join(folder, 'bin'))
    writeFileSync(join(folder, 'bin/tar'), '#!/bin/sh\necho bsdtar 3.8\n', {mode: 0o755})
    process.env.PATH = `${join(folder, 'bin')}:${path}`
    const refused = restore('build.tar', 'k').catch(String)
    expect(await refused.finally(() => Object.assign(process.env, {PATH: path}))).toContain('GNU tar is needed')
  })

  test('is what the stock restore would have let out', async () => {
    const {restoreCache} = await import('@actions/cache')
    await poison('build.tar', 'k-1', tar([{name: `${outside()}/new`, content: 'x'}, good]))
    expect(await restoreCache(['build.tar'], 'k-1')).toBe('k-1')
    expect(existsSync(join(outside(), 'new'))).toBe(true)
  })
})

describe('a poisoned module cache', () => {
  let modules: ModuleCache
  beforeAll(() => {
    modules = makeModuleCache(root)
  }, 120_000)

  /** What each check of the go command says by itself, and what an ordinary build makes of it. */
  const NOTICED: Record<keyof typeof ATTACKS, {verify: boolean; download: boolean; buildsEvil: boolean}> = {
    'a file of the tree is edited': {verify: true, download: false, buildsEvil: true},
    'a file is added to the tree': {verify: true, download: false, buildsEvil: false},
    'a file is taken from the tree': {verify: true, download: false, buildsEvil: false},
    'tree, zip and .ziphash are edited alike': {verify: false, download: true, buildsEvil: false},
    'go.mod among the downloads is edited': {verify: true, download: true, buildsEvil: false},
    'the tree is marked as incomplete, so that go unpacks the zip again': {
      verify: true,
      download: false,
      buildsEvil: true,
    },
  }

  test.each(Object.entries(ATTACKS))('is cleaned when %s', async (name, attack) => {
    const cache = modules.copy()
    attack(cache)
    const archive = modules.pack(cache, true)
    const noticed = NOTICED[name as keyof typeof ATTACKS]
    expect({
      verify: !modules.go(cache, ['mod', 'verify']).ok,
      download: !modules.go(cache, ['mod', 'download']).ok,
      buildsEvil:
        modules.go(cache, ['run', '.']).output.includes('evil') &&
        readFileSync(join(cache, TREE, 'ledger.go'), 'utf8') === EVIL,
    }).toEqual(noticed)
    const {bad, paths} = await verifyModules(archive, [modules.goSum])
    expect(bad.map(({module}) => module)).toEqual(['example.com/Ledger'])
    const cleaned = `${cache}.cleaned.tar`
    await withoutPaths(archive, paths, cleaned)
    const rest = mkdtempSync(join(root, 'rest-'))
    spawnSync('tar', ['-xf', cleaned, '-C', rest])
    const proxied = modules.go(rest, ['run', '.'], 'proxy')
    expect(proxied).toEqual({ok: true, output: expect.stringMatching(/^(?!.*evil).*42\n$/s)})
  })
})
