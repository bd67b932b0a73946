/**
 * How large a difference may become before the default branch writes a new base. A small share writes many bases, a
 * large one makes every run download what nobody uses any more.
 */
import {CADDY, LARGE, NOTES, type Sample, sampleOf} from './share/caches.ts'
import {historyOf, MIX, type Push, type Repository, recompiled} from './share/history.ts'
import {type Measured, measureRates, packBase, secondsOf} from './share/rates.ts'
import {type Outcome, simulate, type Work} from './share/simulate.ts'

const SHARES = [0.01, 0.02, 0.05, 0.1, 0.15, 0.25, 0.35, 0.5, 0.75, 1, 2, Number.POSITIVE_INFINITY]
/** Bytes per second: a slow day, what users of actions/cache report, a runner beside the service. */
const NETWORKS = [20e6, 60e6, 200e6]
const PUSHES = 400
/** Runs of pull requests after each push. */
const PULL_REQUESTS = [0, 3, 10]
const SHOWN_PULL_REQUESTS = 3
const PUSHES_PER_DAY = 10
/** Several histories, or the result would depend on where one happens to end. */
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8]

export type ShareRow = {
  repository: string
  /** `never`: the first base stays for good. */
  share: number | 'never'
  /** Bytes per second. */
  network: number
  pullRequestRunsPerPush: number
  /** Mean over all runs, for bringing the cache in and out; compiling is the same for all shares. */
  secondsPerRun: number
  cheapest: boolean
  uploadedBytesPerPush: number
  /** Most that the service kept at once. */
  keptBytes: number
  /** Entries that the service's quota dropped, in all histories. */
  droppedEntries: number
  /** Pushes that found no base, in all histories; the first of each is one. */
  coldPushes: number
  basesPer100Pushes: number
}

export type ShareResult = {
  assumptions: Record<string, unknown>
  rates: Measured
  changes: {sample: string; change: string; baseBytes: number; measuredBytes: number; modelBytes: number}[]
  rows: ShareRow[]
  /** For each share, how much more than the cheapest it costs at worst, over repositories and networks: 0.1 is 10 %. */
  regrets: {pullRequestRunsPerPush: number; share: ShareRow['share']; regret: number}[]
}

export async function measureShares(): Promise<ShareResult> {
  const notes = sampleOf(NOTES, packBase)
  const large = sampleOf(LARGE, packBase)
  console.error('Measuring rates')
  const rates = await measureRates(large)
  const repositories: Repository[] = [
    {name: 'notes', sample: notes, own: ['example.com/notes']},
    {name: 'large', sample: large, own: ['example.com/large']},
    {name: 'service', sample: large, own: ['example.com/large', CADDY]},
  ]
  const rows = repositories.flatMap(repository =>
    PULL_REQUESTS.flatMap(pullRequests => rowsOf(repository, pullRequests, rates)),
  )
  const result: ShareResult = {
    assumptions: {
      ...{pushes: PUSHES, histories: SEEDS.length, pullRequestRunsPerPush: PULL_REQUESTS, pushesPerDay: PUSHES_PER_DAY},
      ...{mix: MIX, networks: NETWORKS},
    },
    rates,
    changes: [...changesOf('notes', notes), ...changesOf('large', large)],
    rows,
    regrets: PULL_REQUESTS.flatMap(runs => {
      const compared = rows.filter(row => row.pullRequestRunsPerPush === runs)
      return SHARES.map(nameOf).map(share => ({
        pullRequestRunsPerPush: runs,
        share,
        regret: regretOf(compared, share),
      }))
    }),
  }
  print(result)
  return result
}

function rowsOf(repository: Repository, pullRequests: number, {rates, compression}: Measured): ShareRow[] {
  const histories = SEEDS.map(seed => historyOf(repository, PUSHES, seed))
  const outcomes = SHARES.map(share => {
    const settings = {share, pullRequests, pushesPerDay: PUSHES_PER_DAY, compression}
    return together(histories.map((pushes: Push[]) => simulate(repository, pushes, settings)))
  })
  return NETWORKS.flatMap(network => {
    const seconds = outcomes.map(({work}) => secondsOf(work, rates, network) / work.runs)
    const least = Math.min(...seconds)
    return outcomes.map(({work, bases, cold, kept, dropped}, index): ShareRow => {
      const pushes = PUSHES * SEEDS.length
      return {
        ...{repository: repository.name, share: nameOf(SHARES[index]!), network, pullRequestRunsPerPush: pullRequests},
        ...{secondsPerRun: seconds[index]!, cheapest: seconds[index] === least},
        ...{uploadedBytesPerPush: work.uploaded / pushes, keptBytes: kept, droppedEntries: dropped},
        coldPushes: cold,
        basesPer100Pushes: (bases / pushes) * 100,
      }
    })
  })
}

function together(outcomes: Outcome[]): Outcome {
  return outcomes.reduce((a, b) => ({
    work: Object.fromEntries(
      Object.entries(a.work).map(([name, value]) => [name, value + b.work[name as keyof Work]]),
    ) as Work,
    ...{bases: a.bases + b.bases, cold: a.cold + b.cold, dropped: a.dropped + b.dropped},
    kept: Math.max(a.kept, b.kept),
  }))
}

/** What real changes added, beside what the model says they do. */
function changesOf(name: string, {packages, changes, bytes}: Sample): ShareResult['changes'] {
  return changes.map(({name: change, reach, touched, bytes: measuredBytes}) => {
    const indexes = packages.flatMap(({path}, index) => (touched.includes(path) ? [index] : []))
    const modelBytes = recompiled(packages, indexes, reach).reduce((sum, index) => sum + packages[index]!.bytes, 0)
    return {sample: name, change, baseBytes: bytes, measuredBytes, modelBytes}
  })
}

function regretOf(rows: ShareRow[], share: ShareRow['share']): number {
  return Math.max(
    ...rows
      .filter(row => row.share === share)
      .map(row => {
        const best = rows.find(one => one.cheapest && one.repository === row.repository && one.network === row.network)
        return row.secondsPerRun / best!.secondsPerRun - 1
      }),
  )
}

function nameOf(share: number): ShareRow['share'] {
  return Number.isFinite(share) ? share : 'never'
}

function print({rates: {rates, compression, census}, changes, rows, regrets}: ShareResult): void {
  const say = (...lines: string[]) => console.error(lines.join('\n'))
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
  say('', 'Seconds for a gigabyte of archive, on this machine, without the network:')
  say(
    `  ${Object.entries(rates)
      .map(([name, rate]) => `${name} ${(rate * 1e9).toFixed(2)}`)
      .join(', ')}`,
  )
  say(
    `Compressed to ${percent(compression.base)} (base), ${percent(compression.first)} (difference), ` +
      `${percent(compression.again)} (packages that a difference has already)`,
    `A census took a cache of ${megabytes(census.before)} to ${megabytes(census.after)}; its base had ${megabytes(census.base)}`,
    '',
    'What real changes added to a build cache, and what the simulation takes for it:',
    ...changes.map(({sample, change, baseBytes, measuredBytes, modelBytes}) =>
      [
        `  ${sample}, ${change}`.padEnd(32),
        megabytes(measuredBytes).padStart(9),
        megabytes(modelBytes).padStart(9),
        `  of ${megabytes(baseBytes)}`,
      ].join(' '),
    ),
  )
  for (const name of new Set(rows.map(row => row.repository))) {
    const heads = NETWORKS.map(network => `at ${network / 1e6} MB/s`.padStart(13)).join('')
    say('', `share   ${heads}  uploaded/push  most kept  bases/100   (${name}; seconds per run, * cheapest)`)
    for (const share of SHARES.map(nameOf)) {
      const found = rows.filter(
        row => row.repository === name && row.share === share && row.pullRequestRunsPerPush === SHOWN_PULL_REQUESTS,
      )
      const seconds = found.map(row => `${row.secondsPerRun.toFixed(2)}${row.cheapest ? '*' : ' '}`.padStart(13))
      const {uploadedBytesPerPush, keptBytes, basesPer100Pushes, droppedEntries} = found[0]!
      say(
        [
          `${share}`.padEnd(8),
          ...seconds,
          megabytes(uploadedBytesPerPush).padStart(15),
          `${(keptBytes / 1e9).toFixed(2)} GB`.padStart(11),
          basesPer100Pushes.toFixed(1).padStart(11),
          droppedEntries > 0 ? `   the quota dropped ${droppedEntries} entries` : '',
        ].join(''),
      )
    }
  }
  say(
    '',
    'Dearer than the cheapest share, at worst over repositories and networks, with so many pull-request runs a push:',
  )
  for (const runs of PULL_REQUESTS) {
    const found = regrets.filter(one => one.pullRequestRunsPerPush === runs)
    say(`  ${runs}: ${found.map(({share, regret}) => `${share}: ${percent(regret)}`).join(', ')}`)
  }
}

function percent(part: number): string {
  return `${(part * 100).toFixed(1)} %`
}
