import type {CacheMode} from '../inputs.ts'

export type TrustInput = {
  event: string
  ref: string
  mode: CacheMode
  /** `cache-mode` of the workflow: none, read, write, write-only; null when not set. */
  platformMode: string | null
}

export type Trust = {restore: boolean; save: boolean; reason: string}

/**
 * May this run restore and save Go's caches? A pull request reads what branches wrote and writes nothing that they
 * would read; what is released is compiled from nothing but its sources, because nobody verifies a build cache.
 */
export function decideTrust({event, ref, mode, platformMode}: TrustInput): Trust {
  const decided = byInput(event, ref, mode)
  if (platformMode === null) return decided
  const restore = decided.restore && (platformMode === 'read' || platformMode === 'write')
  const save = decided.save && (platformMode === 'write' || platformMode === 'write-only')
  if (restore === decided.restore && save === decided.save) return decided
  return {restore, save, reason: `the workflow's cache-mode is ${platformMode}`}
}

function byInput(event: string, ref: string, mode: CacheMode): Trust {
  if (mode === 'off') return {restore: false, save: false, reason: 'input `cache` is off'}
  if (mode === 'always') return {restore: true, save: true, reason: 'input `cache` is always'}
  if (mode === 'read-only') return {restore: true, save: false, reason: 'input `cache` is read-only'}
  if (event === 'release' || ref.startsWith('refs/tags/'))
    return {restore: false, save: false, reason: 'releases are compiled from nothing but their sources'}
  if (/^(pull_request|pull_request_target|issue_comment|workflow_run|merge_group)$/.test(event))
    return {restore: true, save: false, reason: `${event} reads what branches saved and saves nothing`}
  return {restore: true, save: true, reason: `${event} on a branch`}
}
