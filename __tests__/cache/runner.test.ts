/** The runner's own caches, with the real go command and the shell of this machine. */
import {execFileSync, spawnSync} from 'node:child_process'
import {cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, test} from '@jest/globals'
import {readRunnerCaches, runnerMounts, runnerTransfer} from '../../src/cache/runner.ts'
import {type ExecuteOptions, execute as start} from '../../src/runner/exec.ts'
import {type ModuleCache, makeModuleCache} from './module-cache.ts'

const root = mkdtempSync(join(tmpdir(), 'go-image-'))
afterAll(() => {
  execFileSync('chmod', ['-R', 'u+w', root])
  rmSync(root, {recursive: true, force: true})
})

const base = {PATH: process.env.PATH!, HOME: root}
const execute = (command: string, args: string[], options: Partial<ExecuteOptions> = {}) =>
  start(command, args, {env: base, ...options})
/** As on a hosted runner; root could write into the read-only folders of the module cache. */
const isRoot = process.getuid?.() === 0
const user = isRoot ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : ['env']
const asUser: typeof execute = (command, args, options) =>
  execute(user[0]!, [...user.slice(1), command, ...args], options)

const fresh = () => {
  const folder = mkdtempSync(join(root, 'runner-'))
  execFileSync('chmod', ['0777', root, folder])
  return {goRelease: '1.0.0', modules: join(folder, 'modules'), build: join(folder, 'build')}
}
const stateOf = async (runner: ReturnType<typeof fresh>) =>
  Object.fromEntries((await runnerTransfer({execute: execute, temp: tmpdir()}).open(runnerMounts(runner, []))).states)
const put = (folder: string, ...files: string[]) => {
  for (const file of files) {
    mkdirSync(join(folder, file, '..'), {recursive: true})
    writeFileSync(join(folder, file), 'x')
  }
}

describe('the go command tells', () => {
  const ask = (env: Record<string, string>) =>
    readRunnerCaches({go: 'go', cwd: root, env: {...base, GOTOOLCHAIN: 'local', ...env}}, execute)

  test('its exact release and its two folders', async () => {
    const version = execFileSync('go', ['env', 'GOVERSION'], {cwd: root, env: {...base, GOTOOLCHAIN: 'local'}})
    expect(await ask({GOMODCACHE: '/m', GOCACHE: '/b'})).toEqual({
      ...{modules: '/m', build: '/b'},
      goRelease: `${version}`.trim().replace(/^go/, ''),
    })
  })

  test('that a program keeps the results, or none are kept', async () => {
    expect(await ask({GOCACHE: '/b', GOCACHEPROG: '/bin/keeper'})).toMatchObject({build: null})
    expect(await ask({GOCACHE: 'off'})).toMatchObject({build: null})
  })

  test('nothing where there is none', async () => {
    expect(await ask({PATH: '/nowhere'})).toBeNull()
  })
})

describe('empty are caches', () => {
  test('that are not there', async () => {
    expect(await stateOf(fresh())).toEqual({modules: 'empty', build: 'empty'})
  })

  test('that only `go env` has touched, as actions/setup-go does', async () => {
    const runner = fresh()
    execFileSync('go', ['env'], {env: {...base, GOMODCACHE: runner.modules, GOCACHE: runner.build, CGO_ENABLED: '1'}})
    expect(await stateOf(runner)).toEqual({modules: 'empty', build: 'empty'})
  })

  test('with nothing but a toolchain that go fetched for itself', async () => {
    const runner = fresh()
    put(runner.modules, 'golang.org/toolchain@v0.0.1-go1.27.4.linux-amd64/bin/go', 'cache/lock')
    put(runner.modules, 'cache/download/golang.org/toolchain/@v/v0.0.1-go1.27.4.linux-amd64.ziphash')
    put(runner.modules, 'cache/download/sumdb/sum.golang.org/latest', '.go-image-stamp')
    expect(await stateOf(runner)).toMatchObject({modules: 'empty'})
    put(runner.modules, 'cache/download/golang.org/x/text/@v/v0.3.0.mod')
    expect(await stateOf(runner)).toMatchObject({modules: 'warm'})
  })
})

describe('after a build', () => {
  let modules: ModuleCache
  let goroot: string
  beforeAll(() => {
    modules = makeModuleCache(root)
    // Another folder, as that of an image is another than the runner's.
    goroot = join(mkdtempSync(join(root, 'image-')), 'go')
    const own = execFileSync('go', ['env', 'GOROOT'], {cwd: root, env: base, encoding: 'utf8'}).trim()
    mkdirSync(goroot)
    for (const part of ['bin', 'pkg', 'src', 'VERSION', 'go.env'])
      if (existsSync(join(own, part))) cpSync(join(own, part), join(goroot, part), {recursive: true, dereference: true})
  }, 180_000)

  /** Builds the project in a folder and with caches of its own; resolves with the packages that were compiled. */
  function build(runner: ReturnType<typeof fresh>, go: string, flags: string[], proxy = 'off'): string[] {
    const project = mkdtempSync(join(root, 'checkout-'))
    for (const name of ['go.mod', 'go.sum', 'main.go']) cpSync(join(root, 'project', name), join(project, name))
    const {status, stderr} = spawnSync(go, ['build', '-x', ...flags, '-o', join(project, 'app'), '.'], {
      cwd: project,
      encoding: 'utf8',
      maxBuffer: 1e9,
      env: {
        ...base,
        ...{GOMODCACHE: runner.modules, GOCACHE: runner.build, GOPROXY: proxy, GONOSUMDB: '*'},
        ...{GOTOOLCHAIN: 'local', CGO_ENABLED: '0', GOFLAGS: ''},
      },
    })
    expect([status, status === 0 ? '' : stderr]).toEqual([0, ''])
    return [...stderr.matchAll(/\/compile .* -p (\S+)/g)].map(([, name]) => name!)
  }

  const move = async (from: ReturnType<typeof fresh>, to: ReturnType<typeof fresh>) => {
    const archives = mkdtempSync(join(root, 'archives-'))
    execFileSync('chmod', ['-R', 'a+rwX', from.modules, from.build, archives])
    const all = runnerMounts(from, []).map(mount => ({mount, what: 'all' as const, keep: []}))
    const {packed} = await runnerTransfer({execute: execute, temp: tmpdir()}).transfer.pack(all, archives)
    const restored = runnerMounts(to, []).map(mount => ({mount, census: false}))
    await runnerTransfer({execute: asUser, temp: tmpdir()}).transfer.unpack(restored, archives)
    return packed
  }

  test('of an image, the runner compiles nothing with -trimpath, though all folders are others', async () => {
    const [image, runner] = [fresh(), fresh()]
    expect(build(image, join(goroot, 'bin/go'), ['-trimpath'], `file://${join(root, 'proxy')}`)).toContain('main')
    const packed = await move(image, runner)
    expect(packed).toMatchObject([
      {name: 'modules', added: 2, total: 2, stamped: false},
      {name: 'build', stamped: false},
    ])
    expect(build(runner, 'go', ['-trimpath'])).toEqual([])
    // Settings that the program shows (`go version -m`) are part of main alone.
    expect(build(runner, 'go', ['-trimpath', '-tags=other'])).toEqual(['main'])
    // Without -trimpath other results: the recipe tells users to have it in GOFLAGS.
    expect(build(runner, 'go', [])).toContain('example.com/Ledger')
  }, 180_000)

  test('only what came since is packed, by a user who is not root, and the next restores both', async () => {
    const [first, second, third] = [fresh(), fresh(), fresh()]
    build(first, 'go', ['-trimpath'], `file://${join(root, 'proxy')}`)
    const archives = mkdtempSync(join(root, 'archives-'))
    execFileSync('chmod', ['0777', archives])
    const transfer = runnerTransfer({execute: asUser, temp: tmpdir()}).transfer
    const request = (runner: typeof first, what: 'all' | 'difference') =>
      runnerMounts(runner, []).map(mount => ({mount, what, keep: []}))
    if (isRoot) execFileSync('chown', ['-R', '65534:65534', first.modules, first.build])
    await transfer.pack(request(first, 'all'), archives)
    const restored = (runner: typeof first) => runnerMounts(runner, []).map(mount => ({mount, census: false}))
    await transfer.unpack(restored(second), archives)
    expect(await stateOf(second)).toEqual({modules: 'warm', build: 'warm'})
    if (isRoot) execFileSync('chmod', ['-R', 'a+rwX', second.build])
    expect(build(second, 'go', ['-trimpath', '-gcflags=-N'])).toEqual(['main'])
    if (isRoot) execFileSync('chown', ['-R', '65534:65534', second.build])
    const out = mkdtempSync(join(root, 'archives-'))
    execFileSync('chmod', ['0777', out])
    const {packed} = await transfer.pack(request(second, 'difference'), out)
    expect(packed).toMatchObject([
      {name: 'modules', added: 0, total: 2, stamped: true},
      {name: 'build', stamped: true},
    ])
    const {added} = packed[1]!
    expect(added).toBeGreaterThan(0)
    expect(added).toBeLessThanOrEqual(8)
    expect(existsSync(join(out, 'modules.tar'))).toBe(false)
    renameSync(join(out, 'build.tar'), join(archives, 'build-difference.tar'))
    await transfer.unpack(restored(third), archives)
    if (isRoot) execFileSync('chmod', ['-R', 'a+rwX', third.build])
    expect(build(third, 'go', ['-trimpath', '-gcflags=-N'])).toEqual([])
    expect(modules.goSum).toContain('example.com/Ledger')
  }, 180_000)

  test('an archive that does not unpack is said with what tar said', async () => {
    const archives = mkdtempSync(join(root, 'archives-'))
    writeFileSync(join(archives, 'build.tar'), 'no tar at all')
    const restored = runnerMounts(fresh(), [])
      .filter(({kind}) => kind === 'build')
      .map(mount => ({mount, census: false}))
    await expect(
      runnerTransfer({execute: execute, temp: tmpdir()}).transfer.unpack(restored, archives),
    ).rejects.toThrow(/tar/)
  })
})
