import type {CacheMode, Inputs} from '../inputs.ts'
import type {DecisionRow} from '../report/report.ts'
import type {Context} from '../runner/context.ts'

export type TrustInput = {
  event: string
  ref: string
  mode: CacheMode
  /** `cache-mode` of the workflow: none, read, write, write-only; null when not set. */
  platformMode: string | null
  /** Everybody reads what anybody writes to the store; GitHub's keeps pull requests apart. */
  sharedStore: boolean
}

export type Trust = {restore: boolean; save: boolean; reason: string}

/** The decision for a run with these inputs. */
export function trustOf(inputs: Pick<Inputs, 'cache' | 'cacheStore'>, {event, ref, cacheMode}: Context): Trust {
  return decideTrust({
    ...{event, ref, mode: inputs.cache, platformMode: cacheMode},
    sharedStore: inputs.cacheStore !== 'github',
  })
}

/** The decision as a row of the report. */
export function describeTrust({restore, save, reason}: Trust): DecisionRow {
  const choice = restore
    ? save
      ? 'restore and save'
      : 'restore only'
    : save
      ? 'save only'
      : 'neither restore nor save'
  return {what: 'caches', choice, reason, evidence: []}
}

/**
 * Events that build what a branch has, started by whoever may push to it. All others may build a stranger's code, some
 * of them (pull_request_target, issue_comment, workflow_run, repository_dispatch) with the default branch's own caches.
 */
const BRANCH_EVENTS = ['push', 'workflow_dispatch', 'schedule', 'local']

export function isBranchEvent(event: string): boolean {
  return BRANCH_EVENTS.includes(event)
}

/**
 * May this run restore and save Go's caches? A pull request reads what branches wrote and writes nothing that they
 * would read; a release restores nothing, because nobody verifies what a build cache holds.
 */
export function decideTrust({event, ref, mode, platformMode, sharedStore}: TrustInput): Trust {
  const wanted = byInput(event, ref, mode)
  const decided =
    wanted.save && mayBeForeign(event, ref, sharedStore)
      ? {...wanted, save: false, reason: `${event} may build a stranger's code, and pushes would read what it saves`}
      : wanted
  // @actions/cache takes an unknown mode for no limit (lib/internal/config.js); the service has the last word anyway.
  if (!['none', 'read', 'write', 'write-only'].includes(platformMode ?? '')) return decided
  const restore = decided.restore && (platformMode === 'read' || platformMode === 'write')
  const save = decided.save && (platformMode === 'write' || platformMode === 'write-only')
  if (restore === decided.restore && save === decided.save) return decided
  return {restore, save, reason: `the workflow's cache-mode is ${platformMode}`}
}

/**
 * GitHub gives each event the scope of its ref: that of a pull request or of a merge queue is its own, that of a branch
 * is read by every push to it.
 */
function mayBeForeign(event: string, ref: string, sharedStore: boolean): boolean {
  if (isBranchEvent(event) || event === 'release') return false
  const hasOwnScope = ref.startsWith('refs/pull/') || ref.startsWith('refs/heads/gh-readonly-queue/')
  return sharedStore || !hasOwnScope
}

function byInput(event: string, ref: string, mode: CacheMode): Trust {
  if (mode === 'off') return {restore: false, save: false, reason: 'input `cache` is off'}
  if (mode === 'always') return {restore: true, save: true, reason: 'input `cache` is always'}
  if (mode === 'read-only') return {restore: true, save: false, reason: 'input `cache` is read-only'}
  if (event === 'release' || ref.startsWith('refs/tags/'))
    return {restore: false, save: false, reason: 'releases restore no cache: nobody verifies what a build cache holds'}
  if (!isBranchEvent(event))
    return {restore: true, save: false, reason: `${event} reads what branches saved and saves nothing`}
  return {restore: true, save: true, reason: event === 'local' ? 'a build on this machine' : `${event} on a branch`}
}
