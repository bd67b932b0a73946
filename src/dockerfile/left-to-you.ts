/** Facts that no line of a Dockerfile can answer: what is certain becomes a warning, the rest a row of the report. */
import {posix} from 'node:path'
import {place} from '../go/candidates.ts'
import {MADE_BEFORE} from '../go/demand.ts'
import type {Fact, FactKind} from '../go/project.ts'
import {plain} from '../report/plain.ts'
import type {DecisionRow} from '../report/report.ts'
import type {FinalBase} from './bases.ts'
import {factRow} from './fact-row.ts'
import type {Program} from './programs.ts'

export type LeftToYou = {choices: DecisionRow[]; warnings: string[]}

/** `advice`: nothing fails without it, so that it is a row also where it is certain. */
type Answer = {choice: string; reason: string; remedy: string; advice?: true}

/** What an answer may depend on besides its fact. */
export type Ground = {
  base: FinalBase
  programs: readonly Program[]
}

/** Null where the fact needs nobody's eyes. Kinds of `MADE_BEFORE` are answered by that. */
const ANSWERS: Partial<Record<FactKind, (fact: Fact, ground: Ground) => Answer | null>> = {
  exec: programAnswer,
  health: healthAnswer,
  'pgo-elsewhere': ({says, subject}) => ({choice: `${subject} is not used`, reason: says, remedy: '', advice: true}),
}

/** What both busybox and Debian's slim image have. */
const EVERYWHERE = new Set([
  ...['sh', 'awk', 'basename', 'cat', 'chmod', 'chown', 'cp', 'cut', 'date', 'df', 'dirname', 'du', 'echo', 'env'],
  ...['false', 'find', 'grep', 'gzip', 'head', 'id', 'ln', 'ls', 'mkdir', 'mktemp', 'mv'],
  ...['nproc', 'printf', 'pwd', 'readlink', 'rm', 'rmdir', 'sed', 'sleep', 'sort', 'stat', 'sync', 'tail', 'tar'],
  ...['tee', 'test', 'touch', 'tr', 'true', 'uname', 'uniq', 'wc', 'whoami', 'xargs'],
])

function programAnswer({subject, certain}: Fact, {base}: Ground): Answer | null {
  const name = subject.replace(/^(?:\/usr)?\/s?bin\//, '')
  if (base.shell && EVERYWHERE.has(name)) return null
  const starts = certain ? 'the program starts it' : 'the program may start it'
  const unknown = base.packages !== undefined || base.libc === 'unknown'
  return {
    choice: unknown ? `${subject} may not be in ${base.reference}` : `${subject} is not in ${base.reference}`,
    reason: starts,
    remedy: EVERYWHERE.has(name)
      ? '`base: alpine` has it.'
      : 'Let `base` name an image that has it; alpine and debian have a package manager to make one.',
  }
}

/**
 * The lines to add, in exec form: a base without a shell has nothing else. It is not written unasked, because the sources
 * do not say whether the command asks this program or another one, nor how long that may take, and a check that fails
 * ends containers. Kubernetes turns HEALTHCHECK off: https://github.com/kubernetes/kubernetes/pull/50796.
 */
function healthAnswer({subject, evidence: [at]}: Fact, {programs}: Ground): Answer {
  const [only, ...others] = programs
  const dir = posix.dirname(at?.file ?? '')
  const program = programs.find(({main}) => main.dir === dir) ?? (others.length === 0 ? only : undefined)
  const command = `["/${program?.name ?? 'PROGRAM'}", ${JSON.stringify(subject)}]`
  return {
    ...{choice: 'no HEALTHCHECK', advice: true},
    reason: `the program has "${subject}", but what it asks and how long that may take is for you to say`,
    remedy: `In a Dockerfile that you keep: HEALTHCHECK CMD ${command}. In Kubernetes, which does not read that line: livenessProbe: {exec: {command: ${command}}}.`,
  }
}

function answerTo(fact: Fact, ground: Ground): Answer | null {
  const before = MADE_BEFORE[fact.kind]
  if (before === undefined) return ANSWERS[fact.kind]?.(fact, ground) ?? null
  return {choice: `${fact.subject} is not ${before.made} here`, reason: fact.says, remedy: before.remedy}
}

export function leftToYou(facts: readonly Fact[], ground: Ground): LeftToYou {
  const left: LeftToYou = {choices: [], warnings: []}
  for (const fact of facts) {
    const answer = answerTo(fact, ground)
    if (answer === null) continue
    const {choice, reason, remedy, advice = false} = answer
    if (fact.certain && !advice)
      left.warnings.push(plain(`${choice}: ${reason} (${place(fact.evidence[0]!)}). ${remedy}`))
    else {
      const told = remedy === '' ? reason : `${reason.replace(/\.$/, '')}. ${remedy}`
      left.choices.push(factRow(fact.kind, choice, told, fact.evidence))
    }
  }
  return left
}
