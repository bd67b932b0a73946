/** Facts that no line of a Dockerfile can answer: what is certain becomes a warning, the rest a row of the report. */
import {place} from '../go/candidates.ts'
import type {Fact, FactKind} from '../go/project.ts'
import {plain} from '../report/plain.ts'
import type {DecisionRow} from '../report/report.ts'
import type {FinalBase} from './bases.ts'
import {factRow} from './fact-row.ts'

export type LeftToYou = {choices: DecisionRow[]; warnings: string[]}

type Answer = {choice: string; reason: string; remedy: string}

/** Null where the fact needs nobody's eyes on this base. */
const ANSWERS: Partial<Record<FactKind, (fact: Fact, base: FinalBase) => Answer | null>> = {
  exec: programAnswer,
  frontend: ({says, subject}) => ({
    choice: `${subject} is not built here`,
    reason: says,
    remedy: 'Build it in a step before this one.',
  }),
  'embed-missing': ({says, subject}) => ({
    choice: `${subject} is not made here`,
    reason: says,
    remedy: 'Make it in a step before this one.',
  }),
  generated: ({says, subject}) => ({
    choice: `${subject} is not generated here`,
    reason: says,
    remedy: 'Generate it in a step before this one, or commit it.',
  }),
  'pgo-elsewhere': ({says, subject}) => ({choice: `${subject} is not used`, reason: says, remedy: ''}),
}

/** What both busybox and Debian's slim image have. */
const EVERYWHERE = new Set([
  ...['sh', 'awk', 'basename', 'cat', 'chmod', 'chown', 'cp', 'cut', 'date', 'df', 'dirname', 'du', 'echo', 'env'],
  ...['false', 'find', 'grep', 'gzip', 'head', 'id', 'ln', 'ls', 'mkdir', 'mktemp', 'mv'],
  ...['nproc', 'printf', 'pwd', 'readlink', 'rm', 'rmdir', 'sed', 'sleep', 'sort', 'stat', 'sync', 'tail', 'tar'],
  ...['tee', 'test', 'touch', 'tr', 'true', 'uname', 'uniq', 'wc', 'whoami', 'xargs'],
])

function programAnswer({subject, certain}: Fact, base: FinalBase): Answer | null {
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

export function leftToYou(facts: readonly Fact[], base: FinalBase): LeftToYou {
  const left: LeftToYou = {choices: [], warnings: []}
  for (const fact of facts) {
    const answer = ANSWERS[fact.kind]?.(fact, base) ?? null
    if (answer === null) continue
    const {choice, reason, remedy} = answer
    if (fact.certain && fact.kind !== 'pgo-elsewhere')
      left.warnings.push(plain(`${choice}: ${reason} (${place(fact.evidence[0]!)}). ${remedy}`))
    else left.choices.push(factRow(fact.kind, choice, [reason, remedy].filter(Boolean).join(' '), fact.evidence))
  }
  return left
}
