/** Reading images, against dive as a CI tool and against what crane and skopeo only fetch and unpack. */
import {execFile} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {type BuildCost, measureBuildCost} from './image/build-cost.ts'
import {type BenchImage, buildImages} from './image/images.ts'
import {goTool, knownReader, type Run, skopeo, timed} from './image/programs.ts'
import {type CountedRegistry, countedRegistry} from './image/registry.ts'
import {median} from './rows.ts'

export type ImageRow = {
  image: string
  from: 'archive' | 'registry'
  way: string
  runs: number
  bestSeconds: number
  medianSeconds: number
  /** Of all processors together: says more than the others where the machine has other work. */
  cpuSeconds: number
  peakBytes: number
  /** How many times as fast as dive with the archive of the image, by the medians; null where there is no dive. */
  timesAsFast: number | null
}

export type ImageBenchmark = {rows: ImageRow[]; downloads: Downloads | null; build: BuildCost}

/** Bytes of layers: what the manifest says, and what the registry sent where nothing was known of them, and then all. */
type Downloads = {imageBytes: number; firstBytes: number; knownBytes: number}

type Way = {image: string; from: ImageRow['from']; way: string; command: string[]; env?: Record<string, string>}

const CLI = join(import.meta.dirname, '../../dist/cli.js')

export async function measureImages(runs: number): Promise<ImageBenchmark> {
  const folder = mkdtempSync(join(tmpdir(), 'go-image-bench-image-'))
  try {
    const images = buildImages(folder)
    await using registry = await countedRegistry(folder)
    const reader = knownReader(folder)
    const rows = images.flatMap(image => {
      const ways = [
        ...ofArchive(image, reader, folder),
        ...(registry ? ofRegistry(image, registry, reader, folder) : []),
      ]
      return rowsOf(ways, runs, folder)
    })
    const downloads = registry && (await countDownloads(registry, images.at(-1)!, reader, folder))
    const build = await measureBuildCost(join(folder, 'build'), CLI)
    print(rows, downloads, build)
    return {rows, downloads, build}
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
}

const FIRST = 'go-image'
const KNOWN = 'go-image, layers known'

function ofArchive({name, archive}: BenchImage, reader: string, folder: string): Way[] {
  const [dive, crane, copier] = [goTool('dive'), goTool('crane'), skopeo()]
  const way = (way: string, command: string[], env = {}): Way => ({image: name, from: 'archive', way, command, env})
  const image = `docker-archive:${archive}`
  const out = join(folder, 'copied')
  return [
    ...(dive ? [way('dive', [dive, '--source', 'docker-archive', archive], {CI: 'true'})] : []),
    way(FIRST, [process.execPath, CLI, 'measure', image]),
    way(KNOWN, [process.execPath, reader, image, join(folder, `${name}.kept`)]),
    ...(crane ? [way('crane export', ['sh', '-c', `'${crane}' export - - <'${archive}' >/dev/null`])] : []),
    ...(copier ? [way('skopeo copy', [copier, 'copy', '--quiet', image, `dir:${out}`])] : []),
  ]
}

function ofRegistry({name}: BenchImage, registry: CountedRegistry, reader: string, folder: string): Way[] {
  const [crane, copier] = [goTool('crane'), skopeo()]
  const way = (way: string, command: string[]): Way => ({image: name, from: 'registry', way, command})
  const image = registry.push(name)
  const out = join(folder, 'copied')
  return [
    way(FIRST, [process.execPath, CLI, 'measure', image]),
    way(KNOWN, [process.execPath, reader, image, join(folder, `${name}.kept`)]),
    ...(crane ? [way('crane export', ['sh', '-c', `'${crane}' export '${image}' - >/dev/null`])] : []),
    ...(copier
      ? [way('skopeo copy', [copier, 'copy', '--quiet', '--src-tls-verify=false', `docker://${image}`, `dir:${out}`])]
      : []),
  ]
}

/** Each way once in each round, so that all of them see the same machine; one round before them is not counted. */
function rowsOf(ways: Way[], runs: number, folder: string): ImageRow[] {
  const measured = new Map<Way, Run[]>(ways.map(way => [way, []]))
  for (let round = 0; round <= runs; round++)
    for (const [way, all] of measured) {
      const run = timed(way.command, folder, way.env)
      if (round > 0) all.push(run)
    }
  const seconds = (way: Way) => measured.get(way)!.map(run => run.seconds)
  const dive = ways.find(({way}) => way === 'dive')
  return ways.map(each => ({
    ...{image: each.image, from: each.from, way: each.way, runs},
    bestSeconds: Math.min(...seconds(each)),
    medianSeconds: median(seconds(each)),
    cpuSeconds: median(measured.get(each)!.map(run => run.cpuSeconds)),
    peakBytes: Math.max(...measured.get(each)!.map(run => run.peakBytes)),
    timesAsFast: dive === undefined ? null : median(seconds(dive)) / median(seconds(each)),
  }))
}

async function countDownloads(
  registry: CountedRegistry,
  {name}: BenchImage,
  reader: string,
  folder: string,
): Promise<Downloads> {
  const kept = join(folder, 'counted.kept')
  const layers = await registry.layers(name)
  const read = async () => {
    await promisify(execFile)(process.execPath, [reader, registry.counted(name), kept])
    const sent = registry.sent()
    return layers.reduce((total, {digest}) => total + (sent.get(digest) ?? 0), 0)
  }
  const imageBytes = layers.reduce((total, {size}) => total + size, 0)
  return {imageBytes, firstBytes: await read(), knownBytes: await read()}
}

function print(rows: ImageRow[], downloads: Downloads | null, build: BuildCost): void {
  const times = (value: number | null) => (value === null ? '–' : `${value.toFixed(1)} ×`)
  console.error('| image | from | way | best | median | processor | peak memory | as fast as dive |')
  console.error('|:--|:--|:--|--:|--:|--:|--:|--:|')
  for (const {image, from, way, bestSeconds, medianSeconds, cpuSeconds, peakBytes, timesAsFast} of rows) {
    const figures = [bestSeconds, medianSeconds, cpuSeconds].map(seconds => `${seconds.toFixed(2)} s`)
    const cells = [image, from, way, ...figures, `${(peakBytes / 1e6).toFixed(0)} MB`, times(timesAsFast)]
    console.error(`| ${cells.join(' | ')} |`)
  }
  for (const {ok, text} of goals(rows, downloads, build)) console.error(`  ${ok ? '✓' : '✗'} ${text}`)
}

function goals(rows: ImageRow[], downloads: Downloads | null, build: BuildCost): {ok: boolean; text: string}[] {
  const found = (way: string) =>
    rows.find(row => row.image === 'toolchain' && row.from === 'archive' && row.way === way)
  const [first, known] = [found(FIRST)!, found(KNOWN)!]
  const peak = Math.max(...rows.filter(({way}) => way === FIRST || way === KNOWN).map(row => row.peakBytes))
  const added = build.measureSeconds + build.compareSeconds
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`
  const ratio = ({timesAsFast}: ImageRow, goal: number, what: string) =>
    timesAsFast === null
      ? []
      : [{ok: timesAsFast >= goal, text: `${what}: ${timesAsFast.toFixed(1)} × (goal ${goal} ×)`}]
  const sent = downloads && {
    ok: downloads.firstBytes <= downloads.imageBytes && downloads.knownBytes === 0,
    text: `the registry sent ${megabytes(downloads.firstBytes)} for layers of ${megabytes(downloads.imageBytes)}, and ${megabytes(downloads.knownBytes)} when they were known (goal once and none)`,
  }
  return [
    ...ratio(first, 2.5, 'the toolchain against dive, the first time'),
    ...ratio(known, 10, 'the toolchain against dive, layers known'),
    {ok: peak < 150e6, text: `peak memory ${megabytes(peak)} (goal under 150 MB)`},
    ...(sent ? [sent] : []),
    {
      ok: added < 1,
      text: `measuring and comparing a build of ${megabytes(build.imageBytes)}: ${added.toFixed(2)} s (goal under 1 s)`,
    },
  ]
}
