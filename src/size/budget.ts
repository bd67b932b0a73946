/** How an image stands against the budgets for its size. */
import type {ImageFacts, PlatformFacts} from '../image/facts.ts'
import {plain, shortened} from '../report/plain.ts'
import {bytes, delta, NOISE_BYTES} from '../report/units.ts'
import {type Budget, type BudgetInput, type BudgetPart, nameOf} from './budget-lines.ts'
import type {ImageDiff} from './diff.ts'

export type BudgetVerdict = {
  input: BudgetInput
  platform: string
  part: BudgetPart
  ok: boolean
  /** Bytes of this image, or their growth for `size-increase`. */
  actual: number
  /** Allowed bytes. A percentage is turned into bytes of the baseline first. */
  limit: number
  /** As the user wrote it: `10 MB`, `5 %`. */
  written: string
  /** The settings file that has it; null for the input. */
  file: string | null
  /** Who let it pass all the same; null where nobody did, or nobody needed to. */
  override: Override | null
}

/** `by`: a label by its name, or the trailer of a commit. `reason` is what the trailer says. */
export type Override = {by: 'label' | 'trailer'; name: string; reason: string | null}

type Part = {
  /** Bytes; null where they were not read, or where there is none. */
  weigh: (facts: PlatformFacts) => number | null
  /** Complete "linux/amd64 …": a figure, and a growth. */
  has: (figure: string) => string
  grew: (figure: string) => string
}

const PARTS: Record<BudgetPart, Part> = {
  download: {
    weigh: facts => facts.downloadBytes,
    has: figure => `downloads ${figure}`,
    grew: figure => `grew by ${figure}`,
  },
  disk: {
    weigh: facts => facts.diskBytes,
    has: figure => `has ${figure} on disk`,
    grew: figure => `grew by ${figure} on disk`,
  },
  binary: {
    weigh: programBytes,
    has: figure => `has Go programs of ${figure}`,
    grew: figure => `has Go programs that grew by ${figure}`,
  },
  own: {
    weigh: ownBytes,
    has: figure => `downloads ${figure} of own layers`,
    grew: figure => `has own layers that grew by ${figure}`,
  },
}

/** Of the files of all Go programs; null where the image was not looked into, or has none. */
export function programBytes({contents}: PlatformFacts): number | null {
  if (contents === null || contents.programs.length === 0) return null
  return contents.programs.reduce((sum, program) => sum + program.bytes, 0)
}

/** What is downloaded of layers that are not the base image's, each blob once. */
function ownBytes({layers}: PlatformFacts): number {
  const blobs = new Map(layers.filter(({part}) => part === 'own').map(layer => [layer.digest, layer.downloadBytes]))
  return [...blobs.values()].reduce((sum, size) => sum + size, 0)
}

/**
 * A verdict for each platform and budget. Growth is judged only where there is a baseline, and passes up to
 * `NOISE_BYTES`: reports show that as no change. `unjudged` says which budgets nothing could be held against, and why.
 */
export function judge(
  budgets: Budget[],
  before: ImageFacts | null,
  after: ImageFacts,
): {verdicts: BudgetVerdict[]; unjudged: string[]} {
  const names = after.platforms.map(({platform}) => platform)
  const nowhere = budgets
    .filter(({platform}) => platform !== null && !names.includes(platform))
    .map(budget => `${quoted(budget)} is for a platform that the image does not have; it has ${names.join(', ')}.`)
  const results = after.platforms.flatMap(facts => {
    const older = before?.platforms.find(({platform}) => platform === facts.platform) ?? null
    return budgetsFor(budgets, facts.platform).map(budget => judgeOne(budget, older, facts))
  })
  return {
    verdicts: results.filter(result => result !== null && typeof result === 'object'),
    unjudged: [...nowhere, ...results.filter(result => typeof result === 'string')],
  }
}

/** A line that names the platform stands in the place of one that does not. */
function budgetsFor(budgets: Budget[], platform: string): Budget[] {
  const named = budgets.filter(budget => budget.platform === platform)
  const others = budgets.filter(
    ({platform: of, input, part}) => of === null && !named.some(each => each.input === input && each.part === part),
  )
  return budgets.filter(budget => named.includes(budget) || others.includes(budget))
}

/** A string says why there is no verdict; null where there is no baseline to have grown from. */
function judgeOne(budget: Budget, before: PlatformFacts | null, after: PlatformFacts): BudgetVerdict | string | null {
  const {input, part, limit, written, file} = budget
  const {weigh} = PARTS[part]
  const {platform} = after
  const now = weigh(after)
  if (now === null) {
    const why = after.contents === null ? 'the files of the image were not read' : 'the image has no Go program'
    return `${quoted(budget)} cannot be judged on ${platform}: ${why}.`
  }
  const verdict = (actual: number, limit: number, ok: boolean): BudgetVerdict => ({
    ...{input, platform, part, ok, actual, limit, written, file, override: null},
  })
  if (input === 'size-budget') {
    const allowed = 'bytes' in limit ? limit.bytes : 0
    return verdict(now, allowed, now <= allowed)
  }
  if (before === null) return null
  const then = weigh(before)
  if (then === null) return `${quoted(budget)} cannot be judged on ${platform}: the baseline does not say what it had.`
  const allowed = 'bytes' in limit ? limit.bytes : Math.floor((then * limit.percent) / 100)
  return verdict(now - then, allowed, now - then <= Math.max(allowed, NOISE_BYTES))
}

function quoted(budget: Budget): string {
  return `The ${budget.input} \`${nameOf(budget)} ${budget.written}\`${budget.file === null ? '' : ` of ${budget.file}`}`
}

/** Budgets that do not hold, and that nobody let pass. */
export function overruns(verdicts: BudgetVerdict[]): BudgetVerdict[] {
  return verdicts.filter(({ok, override}) => !ok && override === null)
}

/** How many causes an error names. */
const NAMED = 3

/**
 * The error for budgets that do not hold: figure, limit and excess of each, and what grew most. Null when all hold.
 * `label` is the one that lets the change pass; empty or null for none.
 */
export function describeOverrun(
  verdicts: BudgetVerdict[],
  diff: ImageDiff | null,
  label: string | null,
): string | null {
  const broken = overruns(verdicts)
  if (broken.length === 0) return null
  const lines = broken.map(({input, platform, part, actual, limit, written, file}) => {
    const {has, grew} = PARTS[part]
    const excess = `${bytes(actual - limit)} over \`${input}\` ${written}${file === null ? '' : ` of ${file}`}`
    return `${platform} ${(input === 'size-budget' ? has : grew)(bytes(actual))}, ${excess}`
  })
  const grown = grownMost(diff, broken[0]!.platform)
  const mostly = grown === '' ? 'The report shows the layers that grew' : `What grew most: ${grown}`
  const pass = !label ? '' : `, or label the pull request ${label}`
  return `The image is too large: ${lines.join('; ')}. ${mostly}; raise the budget if that is meant${pass}.`
}

/** On disk; empty where no cause is known. */
function grownMost(diff: ImageDiff | null, platform: string): string {
  const causes = diff?.platforms.find(each => each.platform === platform)?.causes ?? []
  return causes
    .filter(cause => cause.bytes > NOISE_BYTES && cause.kind !== 'rest')
    .slice(0, NAMED)
    .map(({kind, subject, bytes: more}) => `${nameOfCause(kind, subject)} ${delta(more)}`)
    .join(', ')
}

function nameOfCause(kind: string, subject: string): string {
  return subject === '' ? kind.replaceAll('-', ' ') : shortened(plain(subject), 80)
}
