/**
 * The runner's own GOCACHE and GOMODCACHE: the same archives, scripts and marks as for a builder's mounts, in two
 * folders of the user's own.
 */
import {mkdir, readdir} from 'node:fs/promises'
import {join} from 'node:path'
import type {GoCacheMount} from '../dockerfile/mounts.ts'
import type {Execute} from '../runner/exec.ts'
import type {CacheTools} from './caches.ts'
import {type Place, transferAt} from './place.ts'

/** Where the go command of the runner keeps what. */
export type RunnerCaches = {
  /** Exact release, `1.27.4`. */
  goRelease: string
  modules: string
  /** Null where a program of the user's keeps the results instead (GOCACHEPROG). */
  build: string | null
}

/**
 * Asks the go command in `cwd`, whose go.mod may choose another release; null where it does not answer. `env` and
 * `go env -w` have their say about the folders.
 */
export async function readRunnerCaches(
  {go, cwd, env}: {go: string; cwd: string; env: Readonly<Record<string, string>>},
  execute: Execute,
): Promise<RunnerCaches | null> {
  const args = ['env', 'GOVERSION', 'GOMODCACHE', 'GOCACHE', 'GOCACHEPROG']
  const answer = await execute(go, args, {cwd, env: {...env}}).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (answer?.exitCode !== 0) return null
  const [version = '', modules = '', build = '', program = ''] = answer.stdout.split('\n')
  const goRelease = /^go(\d\S*)/.exec(version)?.[1]
  if (goRelease === undefined || !modules.startsWith('/')) return null
  return {goRelease, modules, build: program === '' && build.startsWith('/') ? build : null}
}

/** The folders, as the mounts of a Dockerfile are described. */
export function runnerMounts({modules, build}: RunnerCaches, platforms: string[]): GoCacheMount[] {
  const mount = (kind: GoCacheMount['kind'], target: string): GoCacheMount => ({
    ...{kind, name: kind, node: null, platforms, options: '', target, within: '.', part: ''},
    ...{image: '', platform: null, user: '', wantsZips: false, line: 0},
  })
  return [mount('modules', modules), ...(build === null ? [] : [mount('build', build)])]
}

/** The runner's way, in the place of the portable one: it is always open, and has no other beside it. */
export function runnerTransfer(machine: {execute: Execute; temp: string}): CacheTools['portable'] {
  const {execute} = machine
  const here: Place = {run: ([command, ...args], options) => execute(command!, args, options), container: null}
  const transfer = transferAt('runner', here, mount => mount.target, machine)
  return {
    transfer,
    receives: true,
    async open(mounts) {
      if (process.platform !== 'linux') throw new Error(`the scripts need Linux, and this is ${process.platform}`)
      const states = new Map<string, 'warm' | 'empty'>()
      for (const {kind, name, target} of mounts) {
        await mkdir(target, {recursive: true})
        states.set(name, (await (kind === 'build' ? hasResults : hasModules)(target)) ? 'warm' : 'empty')
      }
      return {transfer, states}
    },
    fetchBase: async () => {},
  }
}

/**
 * `go env`, which actions/setup-go runs, tries the C compiler and leaves eight results (cmd/go/internal/work,
 * gccSupportsFlag); the smallest program has over a hundred.
 */
const FEW = 32

async function hasResults(folder: string): Promise<boolean> {
  let found = 0
  for (const name of await readdir(folder)) {
    if (!/^[0-9a-f]{2}$/.test(name)) continue
    found += (await readdir(join(folder, name))).filter(file => file.endsWith('-a')).length
    if (found > FEW) return true
  }
  return false
}

/** A toolchain that the go command fetched for itself is no module (https://go.dev/doc/toolchain). */
async function hasModules(folder: string): Promise<boolean> {
  const names = async (path: string, own: RegExp) =>
    (await readdir(join(folder, path)).catch(() => [])).filter(name => !own.test(name))
  const found = [
    await names('.', /^(cache|golang\.org|\.go-image-.*)$/),
    await names('golang.org', /^toolchain@/),
    await names('cache/download', /^(golang\.org|sumdb)$/),
    await names('cache/download/golang.org', /^toolchain$/),
  ]
  return found.flat().length > 0
}
