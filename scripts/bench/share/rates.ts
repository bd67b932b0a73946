/** How long this machine takes for what a run does with archives: the real functions and scripts of src/cache. */
import {linkSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {startGitHub} from '../../../__tests__/e2e/loopback/github.ts'
import {READ, runtimeToken, WRITE} from '../../../__tests__/e2e/loopback/tokens.ts'
import {checkArchive} from '../../../src/cache/archive.ts'
import {githubStore} from '../../../src/cache/store.ts'
import {median} from '../rows.ts'
import {ARCHIVES, compile, LARGE, type Sample} from './caches.ts'
import {pack, unpack} from './scripts.ts'
import type {Compression, Work} from './simulate.ts'

/** Seconds for a byte of an archive. The network's part is not in them. */
export type Rates = {
  /** Decompressing and writing, after the download. */
  restore: number
  check: number
  unpack: number
  /** Looking through the mount for what was added. */
  count: number
  pack: number
  /** What a build takes longer in a census: it marks what it uses. */
  mark: number
  /** Compressing, before the upload. */
  save: number
}

export type Measured = {
  rates: Rates
  compression: Compression
  /** Of the cache's bytes with all changes in it, those that a census left, and those of the base. */
  census: {before: number; after: number; base: number}
}

const REPEATS = 3

/** The whole cost of a run's share in the work; `network` in bytes per second, both ways. */
export function secondsOf(work: Work, rates: Rates, network: number): number {
  return (
    (work.downloaded + work.uploaded) / network +
    work.restored * (rates.restore + rates.check + rates.unpack) +
    work.counted * rates.count +
    work.packed * rates.pack +
    work.marked * rates.mark +
    work.saved * rates.save
  )
}

export async function measureRates(sample: Sample): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'go-image-bench-'))
  const environment = {...process.env}
  const print = process.stdout.write
  // What @actions/cache says is no part of the result.
  process.stdout.write = () => true
  await using github = await startGitHub({folder: join(folder, 'github')})
  try {
    Object.assign(process.env, {
      ...{ACTIONS_CACHE_SERVICE_V2: 'True', ACTIONS_RESULTS_URL: `${github.url}/`},
      ACTIONS_RUNTIME_TOKEN: runtimeToken([{Scope: 'refs/heads/main', Permission: READ | WRITE}]),
      ...{GITHUB_REPOSITORY: 'acme/ledger', GITHUB_SERVER_URL: 'https://github.com'},
      ...{GITHUB_WORKSPACE: folder, RUNNER_TEMP: folder},
    })
    const store = githubStore(folder)
    const save = async (archive: string, key: string) => {
      const file = join(sample.folder, archive)
      const seconds = await timed(() => store.save('build.tar', key, file))
      const size = github.entries().find(entry => entry.key === key)?.size
      if (!size) throw new Error(`${archive} was not saved`)
      return {seconds, bytes: statSync(file).size, compressed: size}
    }
    const rounds: Rates[] = []
    let census = {before: 0, after: 0, base: 0}
    let base = {bytes: 0, compressed: 0}
    for (let round = 0; round < REPEATS; round++) {
      const saved = await save(ARCHIVES.base, `base-${round}`)
      base = saved
      const measured = await oneRound(sample, folder, file => store.restore('build.tar', `base-${round}`, [], file))
      rounds.push({...measured.rates, save: saved.seconds / saved.bytes})
      census = {...measured.census, base: saved.bytes}
    }
    const once = await save(ARCHIVES.once, 'once')
    const twice = await save(ARCHIVES.twice, 'twice')
    const middle = (name: keyof Rates) => median(rounds.map(round => round[name]))
    return {
      rates: {
        ...{restore: middle('restore'), check: middle('check'), unpack: middle('unpack'), count: middle('count')},
        ...{pack: middle('pack'), mark: middle('mark'), save: middle('save')},
      },
      compression: {
        base: base.compressed / base.bytes,
        first: once.compressed / once.bytes,
        again: (twice.compressed - once.compressed) / (twice.bytes - once.bytes),
      },
      census,
    }
  } finally {
    process.stdout.write = print
    process.env = environment
    rmSync(folder, {recursive: true, force: true})
  }
}

async function oneRound(sample: Sample, folder: string, restore: (file: string) => Promise<unknown>) {
  const [archives, mount, out] = ['archives', 'mount', 'out'].map(name => join(folder, name)) as [
    string,
    string,
    string,
  ]
  mkdirSync(archives)
  const file = join(archives, 'build.tar')
  try {
    const restoring = await timed(() => restore(file))
    const checking = await timed(() => checkArchive(file, 'build'))
    linkSync(join(sample.folder, ARCHIVES.all), join(archives, 'build-difference.tar'))
    const base = statSync(file).size
    const before = base + statSync(join(archives, 'build-difference.tar')).size
    const unpacking = await timed(() => unpack(archives, mount, false))
    const counting = await timed(() => pack(mount, out, 'count'))
    const building = await timed(() => compile(sample.folder, LARGE, mount))
    rmSync(mount, {recursive: true})
    unpack(archives, mount, true)
    const marking = await timed(() => compile(sample.folder, LARGE, mount))
    const packing = await timed(() => pack(mount, out, 'used'))
    const after = statSync(join(out, 'build.tar')).size
    return {
      rates: {
        ...{restore: restoring / base, check: checking / base, unpack: unpacking / before, count: counting / before},
        ...{pack: Math.max(0, packing - counting) / after, mark: Math.max(0, marking - building) / after},
      },
      census: {before, after},
    }
  } finally {
    for (const used of [archives, mount, out]) rmSync(used, {recursive: true, force: true})
  }
}

async function timed(body: () => unknown): Promise<number> {
  const started = performance.now()
  await body()
  return (performance.now() - started) / 1000
}

/** BASE of a sample: all of a cache, as the action packs it. */
export function packBase(goCache: string, file: string): void {
  const out = mkdtempSync(join(dirname(file), 'out-'))
  pack(goCache, out, 'all')
  renameSync(join(out, 'build.tar'), file)
  rmSync(out, {recursive: true})
}
