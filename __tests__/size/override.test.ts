import {describe, expect, test} from '@jest/globals'
import type {Hub} from '../../src/runner/commits.ts'
import type {Execute} from '../../src/runner/exec.ts'
import {findOverride, letPass} from '../../src/size/override.ts'
import {sampleBudget} from '../report/sample.ts'
import {contextOf, pullRequestContext} from '../runner/contexts.ts'

const LABEL = 'size-increase-ok'

describe('an image may be over its budgets', () => {
  test('by the label', () => {
    expect(findOverride(['bug', LABEL], null, LABEL)).toEqual({by: 'label', name: LABEL, reason: null})
  })

  test.each<[string, string]>([
    ['Add TLS\n\nSize-Increase-OK: TLS costs 1.2 MB\n', 'TLS costs 1.2 MB'],
    ['Add TLS\n\nIt is needed.\n\nReviewed-by: A\nsize-increase-ok:  yes \nSigned-off-by: B', 'yes'],
    ['Add TLS\r\n\r\nSize-Increase-OK: a\r\n  and more\r\n', 'a'],
    ['A\n\nSize-Increase-OK: a\u001b[31mb\u202e', 'ab⟨U+202E⟩'],
  ])('by a trailer with its reason: %j', (message, reason) => {
    expect(findOverride([], message, LABEL)).toEqual({by: 'trailer', name: 'Size-Increase-OK', reason})
  })

  test.each<[string, string[], string | null, string]>([
    ['without either', ['bug'], 'Change\n\nSigned-off-by: A', LABEL],
    ['by a label of another case', ['Size-Increase-OK'], null, LABEL],
    ['by a trailer without a reason', [], 'Change\n\nSize-Increase-OK:', LABEL],
    ['by a trailer that is the title', [], 'Size-Increase-OK: yes', LABEL],
    ['by a paragraph that only mentions it', [], 'A\n\nWe could write\nSize-Increase-OK: yes', LABEL],
    ['by an earlier paragraph', [], 'A\n\nSize-Increase-OK: yes\n\nNo, better not.', LABEL],
    ['by a longer word', [], 'A\n\nSize-Increase-OK-Not: yes', LABEL],
  ])('but not %s', (_, labels, message, label) => {
    expect(findOverride(labels, message, label)).toBeNull()
  })
})

describe('who let it pass is found', () => {
  const over = sampleBudget({ok: false})
  const noGit: Execute = async () => ({exitCode: 128, stdout: '', stderr: '', seconds: 0})
  const where = {folder: '/nowhere', execute: noGit, signal: new AbortController().signal, hub: null}
  const hubWith = (rest: object) =>
    ({octokit: {rest}, owner: 'acme', repo: 'ledger', signal: where.signal}) as unknown as Hub
  const byLabel = [{...over, override: {by: 'label', name: LABEL, reason: null}}]

  test('in the labels that the event had, where GitHub is not asked', async () => {
    const context = pullRequestContext()
    context.pullRequest!.labels = [LABEL]
    expect(await letPass([over], LABEL, {...where, context})).toEqual(byLabel)
    expect(await letPass([over], LABEL, {...where, context: pullRequestContext()})).toEqual([over])
  })

  test('in the labels of now, which win over those of the event', async () => {
    const context = pullRequestContext()
    context.pullRequest!.labels = [LABEL]
    const hub = hubWith({issues: {listLabelsOnIssue: async () => ({data: []})}})
    expect(await letPass([over], LABEL, {...where, context, hub})).toEqual([over])
  })

  test('after the merge, in the labels of the pull request that brought the commit', async () => {
    const pull = (merged_at: string | null) => ({merged_at, labels: [{name: LABEL}]})
    const hub = (data: unknown[]) => hubWith({repos: {listPullRequestsAssociatedWithCommit: async () => ({data})}})
    const context = contextOf({message: 'Merge'})
    expect(await letPass([over], LABEL, {...where, context, hub: hub([pull('2026-11-20T09:00:00Z')])})).toEqual(byLabel)
    expect(await letPass([over], LABEL, {...where, context, hub: hub([pull(null)])})).toEqual([over])
  })

  test('in a merge queue, in the labels of the pull request that its branch names', async () => {
    const asked: number[] = []
    const listLabelsOnIssue = async ({issue_number}: {issue_number: number}) => {
      asked.push(issue_number)
      return {data: [{name: LABEL}]}
    }
    const context = contextOf({event: 'merge_group', ref: `refs/heads/gh-readonly-queue/main/pr-12-${'a'.repeat(40)}`})
    expect(await letPass([over], LABEL, {...where, context, hub: hubWith({issues: {listLabelsOnIssue}})})).toEqual(
      byLabel,
    )
    expect(asked).toEqual([12])
  })

  test('in the message of the head commit, which Git has or GitHub tells', async () => {
    const message = 'A\n\nSize-Increase-OK: TLS'
    const passed = [{...over, override: {by: 'trailer', name: 'Size-Increase-OK', reason: 'TLS'}}]
    const context = pullRequestContext()
    const execute: Execute = async () => ({exitCode: 0, stdout: message, stderr: '', seconds: 0})
    expect(await letPass([over], LABEL, {...where, execute, context})).toEqual(passed)
    const hub = hubWith({
      issues: {listLabelsOnIssue: () => Promise.reject(new Error('403'))},
      repos: {getCommit: async () => ({data: {commit: {message}}})},
    })
    expect(await letPass([over], LABEL, {...where, context, hub})).toEqual(passed)
  })

  test('only where a budget does not hold, and only where that is not turned off', async () => {
    const context = pullRequestContext({message: 'A\n\nSize-Increase-OK: yes'})
    const holds = [sampleBudget()]
    expect(await letPass(holds, LABEL, {...where, context})).toBe(holds)
    expect(await letPass([over], '', {...where, context})).toEqual([over])
  })
})
