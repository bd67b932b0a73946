import {describe, expect, test} from '@jest/globals'
import {decideTrust} from '../../src/cache/trust.ts'
import {CACHE_MODES} from '../../src/inputs.ts'

const decide = (
  event: string,
  ref: string,
  mode: (typeof CACHE_MODES)[number] = 'auto',
  platformMode: string | null = null,
  sharedStore = false,
) => {
  const {restore, save} = decideTrust({event, ref, mode, platformMode, sharedStore})
  return [restore ? 'restore' : '', save ? 'save' : ''].filter(Boolean).join('+') || 'nothing'
}

const MAIN = 'refs/heads/main'
const PULL = 'refs/pull/12/merge'
const TAG = 'refs/tags/v1.2.3'

// event, reference: auto, read-only, always, off
const table: [string, string, string, string, string, string][] = [
  ['push', MAIN, 'restore+save', 'restore', 'restore+save', 'nothing'],
  ['push', 'refs/heads/feature', 'restore+save', 'restore', 'restore+save', 'nothing'],
  ['push', TAG, 'nothing', 'restore', 'restore+save', 'nothing'],
  ['release', TAG, 'nothing', 'restore', 'restore+save', 'nothing'],
  ['release', MAIN, 'nothing', 'restore', 'restore+save', 'nothing'],
  ['workflow_dispatch', MAIN, 'restore+save', 'restore', 'restore+save', 'nothing'],
  ['workflow_dispatch', TAG, 'nothing', 'restore', 'restore+save', 'nothing'],
  ['schedule', MAIN, 'restore+save', 'restore', 'restore+save', 'nothing'],
  ['local', '', 'restore+save', 'restore', 'restore+save', 'nothing'],
  ['pull_request', PULL, 'restore', 'restore', 'restore+save', 'nothing'],
  ['pull_request_target', MAIN, 'restore', 'restore', 'restore', 'nothing'],
  ['pull_request_review', PULL, 'restore', 'restore', 'restore+save', 'nothing'],
  ['issue_comment', MAIN, 'restore', 'restore', 'restore', 'nothing'],
  ['issues', MAIN, 'restore', 'restore', 'restore', 'nothing'],
  ['workflow_run', MAIN, 'restore', 'restore', 'restore', 'nothing'],
  ['repository_dispatch', MAIN, 'restore', 'restore', 'restore', 'nothing'],
  ['merge_group', 'refs/heads/gh-readonly-queue/main/pr-1', 'restore', 'restore', 'restore+save', 'nothing'],
  ['an_event_of_tomorrow', MAIN, 'restore', 'restore', 'restore', 'nothing'],
]

test.each(table)('%s on %s: auto %s, read-only %s, always %s, off %s', (event, ref, auto, readOnly, always, off) => {
  expect(decide(event, ref, 'auto')).toBe(auto)
  expect(decide(event, ref, 'read-only')).toBe(readOnly)
  expect(decide(event, ref, 'always')).toBe(always)
  expect(decide(event, ref, 'off')).toBe(off)
})

test.each([
  ['pull_request', PULL, 'restore'],
  ['merge_group', 'refs/heads/gh-readonly-queue/main/pr-1', 'restore'],
  ['push', MAIN, 'restore+save'],
  ['local', '', 'restore+save'],
  ['release', TAG, 'restore+save'],
])('a store without scopes of their own: %s on %s may %s, even when the input says always', (event, ref, allowed) => {
  expect(decide(event, ref, 'always', null, true)).toBe(allowed)
})

describe("the workflow's own cache-mode can only take away", () => {
  const allowed: Record<string, string[]> = {
    none: [],
    read: ['restore'],
    write: ['restore', 'save'],
    'write-only': ['save'],
    // An unknown mode is no limit, as for @actions/cache; the service has the last word.
    something: ['restore', 'save'],
  }

  test.each(Object.keys(allowed))('%s', platformMode => {
    for (const [event, ref] of table)
      for (const mode of CACHE_MODES) {
        const without = decide(event, ref, mode).split('+')
        const expected = without.filter(right => allowed[platformMode]!.includes(right)).join('+') || 'nothing'
        expect([event, ref, mode, decide(event, ref, mode, platformMode)]).toEqual([event, ref, mode, expected])
      }
  })

  test('and is given as the reason only where it did', () => {
    const reason = (platformMode: string) =>
      decideTrust({event: 'push', ref: MAIN, mode: 'auto', platformMode, sharedStore: false}).reason
    expect(reason('read')).toBe("the workflow's cache-mode is read")
    expect(reason('write')).toBe('push on a branch')
  })
})
