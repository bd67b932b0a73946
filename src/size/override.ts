/** Who may let an image pass that is over its budgets: a label of the pull request, or a trailer of the commit. */
import {plain, shortened} from '../report/plain.ts'
import {type Hub, labelsOfMerged, labelsOfPull, messageOfCommit} from '../runner/commits.ts'
import type {Context} from '../runner/context.ts'
import type {Execute} from '../runner/exec.ts'
import {inTime} from '../runner/patience.ts'
import {type BudgetVerdict, type Override, overruns} from './budget.ts'

const TRAILER = 'Size-Increase-OK'
const PATIENCE_MS = 4_000

type Where = {context: Context; folder: string; execute: Execute; signal: AbortSignal; hub: Hub | null}

/** Verdicts that do not hold, with who let them pass. Nobody is asked where all hold, or where `label` is empty. */
export async function letPass(verdicts: BudgetVerdict[], label: string, where: Where): Promise<BudgetVerdict[]> {
  if (label === '' || overruns(verdicts).length === 0) return verdicts
  const [labels, message] = await Promise.all([labelsOf(where), messageOf(where)])
  return overridden(verdicts, findOverride(labels, message, label))
}

/** How a merge queue calls its branches: docs.github.com, "Managing a merge queue". */
const QUEUED = /^refs\/heads\/gh-readonly-queue\/.+\/pr-(\d{1,10})-[0-9a-f]+$/

/** Of the pull request, also in a merge queue; after its merge, of the one that brought the commit. */
async function labelsOf({context, hub}: Where): Promise<string[]> {
  const {pullRequest, sha, ref} = context
  const queued = QUEUED.exec(ref)?.[1]
  if (queued !== undefined) return (hub && (await labelsOfPull(hub, Number(queued)))) ?? []
  if (pullRequest !== null) return (hub && (await labelsOfPull(hub, pullRequest.number))) ?? pullRequest.labels
  return (hub && sha !== null && (await labelsOfMerged(hub, sha))) || []
}

/** Of the head commit, which the merge commit of a pull request hides from a shallow clone. */
async function messageOf({context, folder, execute, signal, hub}: Where): Promise<string | null> {
  const {message, commit} = context
  if (message !== null || commit === null) return message
  const local = await inTime(PATIENCE_MS, signal, async limit => {
    const args = ['-C', folder, 'log', '-1', '--no-show-signature', '--format=%B', '--end-of-options', commit, '--']
    const {exitCode, stdout} = await execute('git', args, {signal: limit})
    return exitCode === 0 ? stdout : null
  })
  return local ?? (hub && (await messageOfCommit(hub, commit)))
}

/**
 * The override that is given, or null. Of a pull request's label the name counts, of a trailer a reason has to be there:
 * it is what a reader of the report gets to see.
 */
export function findOverride(labels: string[], message: string | null, label: string): Override | null {
  if (labels.includes(label)) return {by: 'label', name: label, reason: null}
  const reason = message === null ? '' : trailer(message)
  return reason === '' ? null : {by: 'trailer', name: TRAILER, reason}
}

/** The same verdicts; those that do not hold name who let them pass. */
function overridden(verdicts: BudgetVerdict[], override: Override | null): BudgetVerdict[] {
  return verdicts.map(verdict => (verdict.ok ? verdict : {...verdict, override}))
}

/**
 * As Git has it: the last paragraph of a message, which is not its first, and in which every line is a trailer or goes
 * on with one (git-scm.com/docs/git-interpret-trailers).
 */
function trailer(message: string): string {
  const paragraphs = message
    .replaceAll('\r', '')
    .trim()
    .split(/\n[ \t]*\n/)
  const lines = paragraphs.length > 1 ? paragraphs.at(-1)!.split('\n') : []
  if (!lines.every((line, index) => /^[\w-]+:/.test(line) || (index > 0 && /^\s/.test(line)))) return ''
  const found = lines.findLast(line => line.toLowerCase().startsWith(`${TRAILER.toLowerCase()}:`))
  return found === undefined ? '' : shortened(plain(found.slice(TRAILER.length + 1)), 200)
}
