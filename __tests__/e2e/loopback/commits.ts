/** Commits, their comparison, and labels of pull requests: docs.github.com/rest/commits, rest/issues/labels. */
import {type Exchange, refuseRest, sendJson} from './exchange.ts'
import type {Commit, Store} from './state.ts'

/** `BASE...HEAD`; 404 for a commit that GitHub does not have. */
export function compareCommits(store: Store, exchange: Exchange): void {
  const [base, head] = decodeURIComponent(exchange.params.basehead ?? '').split('...')
  const own = new Set(ancestorsOf(store, base ?? '').map(({sha}) => sha))
  const mergeBase = ancestorsOf(store, head ?? '').find(({sha}) => own.has(sha))
  if (mergeBase === undefined) refuseRest(exchange, 404, 'Not Found')
  else sendJson(exchange, 200, {status: 'diverged', merge_base_commit: commitJson(mergeBase), commits: [], files: []})
}

export function listCommits(store: Store, exchange: Exchange): void {
  const listed = ancestorsOf(store, exchange.url.searchParams.get('sha') ?? '')
  if (listed.length === 0) refuseRest(exchange, 404, 'Not Found')
  else sendJson(exchange, 200, listed.slice(0, 100).map(commitJson))
}

export function getCommit(store: Store, exchange: Exchange): void {
  const {ref = ''} = exchange.params
  const found = store.state.commits.find(({sha}) => sha === ref)
  if (found === undefined) refuseRest(exchange, 422, `No commit found for SHA: ${ref}`)
  else sendJson(exchange, 200, commitJson(found))
}

/** Pull requests that brought a commit, merged. */
export function listPullsOfCommit(store: Store, exchange: Exchange): void {
  const merged = store.state.commits.find(({sha}) => sha === exchange.params.ref)?.pull ?? null
  const pulls =
    merged === null ? [] : [{number: merged, merged_at: '2026-11-20T09:00:00Z', labels: labelsOf(store, merged)}]
  sendJson(exchange, 200, pulls)
}

export function listLabels(store: Store, exchange: Exchange): void {
  sendJson(exchange, 200, labelsOf(store, Number(exchange.params.issue)))
}

function labelsOf(store: Store, issue: number): object[] {
  return store.state.labels.filter(label => label.issue === issue).map(({name}, id) => ({id, name, color: 'ededed'}))
}

/** The commit and all before it, newest first; empty for one that is not there. */
function ancestorsOf({state}: Store, sha: string): Commit[] {
  const reached = new Set<string>()
  const open = [sha]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const found = state.commits.find(commit => commit.sha === next)
    if (found === undefined || reached.has(next)) continue
    reached.add(next)
    open.push(...found.parents)
  }
  return state.commits.filter(commit => reached.has(commit.sha)).toReversed()
}

function commitJson({sha, parents, message}: Commit): object {
  return {sha, commit: {message}, parents: parents.map(parent => ({sha: parent}))}
}
