import {execFileSync, spawnSync} from 'node:child_process'
import {randomUUID} from 'node:crypto'
import {cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {fileURLToPath} from 'node:url'
import {pushEvent} from '../../__tests__/e2e/loopback/events.ts'
import {startGitHub} from '../../__tests__/e2e/loopback/github.ts'
import {createRunner} from '../../__tests__/e2e/loopback/runner.ts'
import type {Report} from '../../src/report/report.ts'
import {copyTree} from './copy-tree.ts'
import {HostCaches, run, timed} from './host-caches.ts'

const WAYS = ['cold', 'layer', 'copy-tree', 'portable', 'direct', 'runner', 'go-build', 'ko'] as const
export type Way = (typeof WAYS)[number]
export type Change = 'leaf' | 'main'

/** One step. `in` and `out` are what it takes to bring caches in and out; `out` has the upload at the end of the job. */
export type CacheRow = {
  way: Way
  change: Change
  inSeconds: number
  buildSeconds: number
  outSeconds: number
  totalSeconds: number
  uploadedBytes: number
}

export type CacheOptions = {
  yes: boolean
  changes: Change[]
  /** Those to measure, of WAYS. */
  ways: Way[]
  /** Leave what else the builder has alone: fresh mounts instead of an emptied builder. Not for `layer`. */
  shared: boolean
}

const large = fileURLToPath(new URL('large', import.meta.url))
const registryScript = fileURLToPath(new URL('../registry.sh', import.meta.url))
const layerDockerfile = fileURLToPath(new URL('large.Dockerfile', import.meta.url))

export function readWays(given: string | undefined): Way[] {
  if (given === undefined) return [...WAYS]
  const names = given.split(',')
  const unknown = names.find(name => !(WAYS as readonly string[]).includes(name))
  if (unknown === undefined) return WAYS.filter(way => names.includes(way))
  console.error(`There is no way "${unknown}" to measure; there are ${WAYS.join(', ')}.`)
  process.exit(2)
}

/**
 * A change to a small program over large modules (scripts/bench/large) on a builder that knows nothing, one way after
 * the other. The registry and the cache service are on loopback: their network time is left out for all ways alike.
 */
export async function measureCaches(options: CacheOptions): Promise<CacheRow[]> {
  const {changes, ways, shared} = options
  if (!options.yes && !shared) {
    console.error(
      'This empties the build cache of the current builder (docker buildx prune --all). Say --yes if it may.',
    )
    process.exit(2)
  }
  const folder = mkdtempSync(join(tmpdir(), 'go-image-bench-'))
  try {
    const workspace = join(folder, 'work', 'large')
    cpSync(large, workspace, {recursive: true})
    await using github = await startGitHub({folder: join(folder, 'github')})
    const runner = createRunner({workdir: join(folder, 'work'), github, workspace})
    const rows: CacheRow[] = []
    const add = (row: Omit<CacheRow, 'totalSeconds'> & {totalSeconds?: number}): CacheRow => {
      const total = row.totalSeconds ?? row.inSeconds + row.buildSeconds + row.outSeconds
      const whole = {...row, totalSeconds: total}
      rows.push(whole)
      console.error(`  ${row.way}, ${row.change}: ${total.toFixed(1)} s`)
      return whole
    }
    let pushes = 0
    /** Of the last run of ours: what its mounts in the builder are called by. */
    let namespace = ''
    const action = async (way: Way, change: Change, inputs: Record<string, string>) => {
      await emptyBuilder(shared)
      namespace = shared ? randomUUID() : ''
      const fresh = shared ? {'build-args': `BUILDKIT_CACHE_MOUNT_NS=${namespace}`} : {}
      const home = join(folder, 'runner', randomUUID())
      const before = new Set(github.entries().map(entry => entry.key))
      const job = runner.startJob(pushEvent({sha: `${++pushes}`.padEnd(40, 'a')}), {
        env: {GOCACHE: join(home, 'build'), GOMODCACHE: join(home, 'mod'), GOFLAGS: '-modcacherw'},
      })
      // The runner's Go may be another release than the image's: its caches are for another image.
      const image = way === 'runner' ? 'go-image-bench/runner' : 'go-image-bench/large'
      const main = await job.main({inputs: {tags: `${image}:one`, ...fresh, ...inputs}})
      if (main.outcome !== 'success') throw new Error(main.log)
      const report = JSON.parse(readFileSync(main.outputs.report!, 'utf8')) as Report
      const post = await job.post(main)
      await job.end()
      rmSync(home, {recursive: true, force: true})
      if (process.env.GO_IMAGE_BENCH_LOG) console.error(`${main.log}\n${post.log}`)
      return add({
        ...{way, change},
        ...movedSeconds(report, post.seconds),
        buildSeconds: report.build.seconds + spanOf(report, 'compile'),
        totalSeconds: main.seconds + post.seconds,
        uploadedBytes: github
          .entries()
          .filter(entry => !before.has(entry.key) && entry.key.startsWith(way === 'layer' ? '' : 'go-image-'))
          .reduce((sum, entry) => sum + (entry.size ?? 0), 0),
      })
    }
    const layers = {
      ...{file: layerDockerfile, cache: 'off'},
      ...{'cache-from': 'type=gha,scope=bench', 'cache-to': 'type=gha,scope=bench,mode=max'},
    }
    const inputsOf: Partial<Record<Way, Record<string, string>>> = {
      cold: {cache: 'off'},
      layer: layers,
      portable: {'cache-transfer': 'portable'},
      direct: {'cache-transfer': 'direct'},
      runner: {compile: 'runner'},
    }
    console.error('Filling the caches')
    // A builder that is not emptied would have the steps of an earlier benchmark.
    if (shared) changeFile(workspace, 'leaf')
    const ours = ways.find(way => way === 'direct' || way === 'portable')
    const first = ours && (await action(ours, changes[0]!, inputsOf[ours]!))
    const host = new HostCaches(join(folder, 'host'), workspace)
    const dance = ways.includes('copy-tree') ? copyTree(workspace, host) : null
    if (dance !== null) {
      // What the mounts hold is from the builder's Go, which has other results than that of this machine.
      if (ours === undefined) dance.build(namespace)
      dance.out(namespace)
    }
    if (ways.includes('runner')) await action('runner', changes[0]!, inputsOf.runner!)
    if (ways.includes('layer')) await action('layer', changes[0]!, layers)
    rows.length = 0
    if (ways.includes('go-build')) host.keep('go', () => host.compile())
    const registry = ways.includes('ko') ? registryForKo() : null
    if (registry !== null) host.keep('ko', () => ko(host, registry))

    const measure: Partial<Record<Way, (change: Change) => Promise<unknown>>> = {
      'copy-tree': async change => {
        if (dance === null) return
        const fresh = shared ? randomUUID() : ''
        const inSeconds = timed(() => dance.in(fresh))
        const buildSeconds = timed(() => dance.build(fresh))
        host.forget()
        const outSeconds = timed(() => dance.out(fresh))
        add({way: 'copy-tree', change, inSeconds, buildSeconds, outSeconds, uploadedBytes: host.packedBytes('dance')})
        host.clear()
      },
      // The floor: caches unpacked, go build, and the image around the finished program.
      'go-build': async change => {
        const inSeconds = timed(() => host.unpack('go'))
        const buildSeconds = timed(() => host.compile())
        const outSeconds = timed(() => host.exportImage())
        host.clear()
        add({way: 'go-build', change, inSeconds, buildSeconds, outSeconds, uploadedBytes: 0})
      },
      ko: async change => {
        if (registry === null) return
        const inSeconds = timed(() => host.unpack('ko'))
        const buildSeconds = timed(() => ko(host, registry))
        host.clear()
        add({way: 'ko', change, inSeconds, buildSeconds, outSeconds: 0, uploadedBytes: 0})
      },
    }
    for (const change of changes) {
      console.error(`A change in ${change === 'leaf' ? 'a leaf package' : 'main'}`)
      for (const way of ways) {
        changeFile(workspace, change)
        const other = measure[way]
        if (!other) await action(way, change, inputsOf[way]!)
        else {
          await emptyBuilder(shared)
          await other(change)
        }
      }
    }
    printCacheRows(rows, first?.uploadedBytes ?? Number.NaN)
    return rows
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
}

/** What the caches took: on the way in, and on the way out as far as it was not beside the build. */
function movedSeconds(report: Report, postSeconds: number): {inSeconds: number; outSeconds: number} {
  if (report.caches.length === 0) return {inSeconds: 0, outSeconds: 0}
  return {inSeconds: spanOf(report, 'caches in'), outSeconds: spanOf(report, 'caches out') + postSeconds}
}

function spanOf(report: Report, name: string): number {
  const span = report.timeline.find(one => one.name === name)
  return span ? span.end - span.start : 0
}

/** A registry on loopback that has the base image, which ko takes from a registry alone; null where ko is not installed. */
function registryForKo(): string | null {
  if (spawnSync('ko', ['version']).status !== 0) return null
  const registry = spawnSync(registryScript, {encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit']})
  const address = registry.stdout.trim().split('\n').at(-1)
  if (registry.status !== 0 || !address) return null
  run('docker', ['tag', 'gcr.io/distroless/static-debian13:nonroot', `${address}/go-image-bench/base`])
  run('docker', ['push', '--quiet', `${address}/go-image-bench/base`])
  return address
}

/** ko with the caches it left itself, pushing to the registry. */
function ko(host: HostCaches, registry: string): void {
  const env = {
    ...host.env,
    KO_DOCKER_REPO: `${registry}/go-image-bench/ko`,
    KO_DEFAULTBASEIMAGE: `${registry}/go-image-bench/base`,
  }
  run('ko', ['build', '--bare', '--insecure-registry', './cmd/large'], {cwd: host.workspace, env})
}

/** Something new every time, so that nobody has compiled it before. */
let edits = 0
function changeFile(workspace: string, change: Change): void {
  const mark = `${++edits}-${Date.now()}`
  if (change === 'leaf') {
    const text = `// Package d is the leaf.\npackage d\n\n// Name is new.\nfunc Name() string { return "d${mark}" }\n`
    writeFileSync(join(workspace, 'internal/d/d.go'), text)
  } else writeFileSync(join(workspace, 'cmd/large/changed.go'), `package main\n\nfunc init() { println("${mark}") }\n`)
}

async function emptyBuilder(shared: boolean): Promise<void> {
  if (!shared) execFileSync('docker', ['buildx', 'prune', '--all', '--force'], {stdio: 'pipe'})
  execFileSync('sync')
  try {
    writeFileSync('/proc/sys/vm/drop_caches', '3')
  } catch {
    // only root may; the figures are then those of a warm page cache for all ways alike
  }
  await delay(keepsNoJournal() ? 65_000 : shared ? 0 : 8_000)
}

/**
 * Deleting goes on after `prune` has ended, and whatever is timed meanwhile is slower. An ext4 without a journal, which
 * some virtual machines have, passes over the inodes of the last minute's deletions one by one for every file that it makes
 * (Linux, fs/ext4/ialloc.c, recently_deleted): unpacking then took five times as long.
 */
function keepsNoJournal(): boolean {
  const mounts = readFileSync('/proc/mounts', 'utf8').split('\n')
  const disks = mounts.filter(line => line.split(' ')[2] === 'ext4').map(line => line.split(' ')[0]!.split('/').at(-1)!)
  const journals = existsSync('/proc/fs/jbd2') ? readdirSync('/proc/fs/jbd2') : []
  return disks.some(disk => !journals.some(journal => journal.startsWith(`${disk}-`)))
}

/** For people: seconds, and the ratios that the project holds itself to. */
export function printCacheRows(rows: CacheRow[], firstUpload: number): void {
  for (const change of new Set(rows.map(row => row.change))) {
    const of = (way: Way) => rows.find(row => row.way === way && row.change === change)
    const total = (way: Way) => of(way)?.totalSeconds ?? Number.NaN
    const moved = (way: Way) => (of(way)?.inSeconds ?? Number.NaN) + (of(way)?.outSeconds ?? Number.NaN)
    console.error(`\nway             in     build       out     total    uploaded   (a change in ${change})`)
    for (const row of rows.filter(row => row.change === change)) {
      const seconds = [row.inSeconds, row.buildSeconds, row.outSeconds, row.totalSeconds]
      const cells = seconds.map(value => `${value.toFixed(1)} s`.padStart(9)).join(' ')
      console.error(`${row.way.padEnd(9)} ${cells} ${`${(row.uploadedBytes / 1e6).toFixed(2)} MB`.padStart(11)}`)
    }
    const goals: [name: string, ratio: number, goal: number][] = [
      ['direct in + out / copy-tree in + out', moved('direct') / moved('copy-tree'), 1 / 20],
      ['portable in + out / copy-tree in + out', moved('portable') / moved('copy-tree'), 1 / 8],
      ['direct total / go-build with image', total('direct') / total('go-build'), 1.2],
      ['direct total / layer total', total('direct') / total('layer'), 1 / 10],
      ['direct total / ko total', total('direct') / total('ko'), 1 / 2],
      ['uploaded by direct / by the first push', (of('direct')?.uploadedBytes ?? Number.NaN) / firstUpload, 0.01],
    ]
    for (const [name, ratio, goal] of goals)
      if (!Number.isNaN(ratio))
        console.error(`  ${ratio <= goal ? '✓' : '✗'} ${name}: ${ratio.toFixed(3)} (goal at most ${goal})`)
  }
}
