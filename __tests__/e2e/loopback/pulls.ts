/** Files and reviews of pull requests: docs.github.com/rest/pulls. */
import {type Exchange, readJson, refuseRest, sendJson} from './exchange.ts'
import {readPatchLines} from './patch.ts'
import type {Store} from './state.ts'

export function getPull(store: Store, exchange: Exchange): void {
  const pull = store.state.pulls.find(({number}) => number === Number(exchange.params.issue))
  if (pull === undefined) {
    refuseRest(exchange, 404, 'Not Found')
    return
  }
  const repo = (name: string | null) => name && {full_name: name}
  const {number, headSha, headRepository, baseRepository} = pull
  sendJson(exchange, 200, {
    ...{number, state: 'open', title: 'Change'},
    ...{head: {sha: headSha, repo: repo(headRepository)}, base: {ref: 'main', repo: repo(baseRepository)}},
  })
}

export function listPullFiles(store: Store, exchange: Exchange): void {
  const files = store.state.pullFiles.filter(({pull}) => pull === Number(exchange.params.issue))
  sendJson(
    exchange,
    200,
    files.map(({filename, patch}) => ({sha: 'a'.repeat(40), filename, status: 'modified', patch})),
  )
}

export function listReviewComments(store: Store, exchange: Exchange): void {
  const own = store.state.reviewComments.filter(({pull}) => pull === Number(exchange.params.issue))
  sendJson(
    exchange,
    200,
    own.map(({path, line, startLine, body}, id) => ({id, path, line, start_line: startLine, side: 'RIGHT', body})),
  )
}

type Draft = {path: string; body: string; line: number; start_line?: number; side: string}

/** A comment off the lines of the patch fails the review as a whole, as it does at GitHub. */
export async function createReview(store: Store, exchange: Exchange): Promise<void> {
  const {event, comments = []} = (await readJson(exchange)) as {event?: string; comments?: Draft[]}
  const pull = Number(exchange.params.issue)
  const isOff = ({path, line, start_line: start = line}: Draft) => {
    const file = store.state.pullFiles.find(each => each.pull === pull && each.filename === path)
    const lines = readPatchLines(file?.patch ?? '')
    return start > line || !lines.has(line) || !lines.has(start)
  }
  if (event !== 'COMMENT' || comments.some(isOff)) {
    sendJson(exchange, 422, {
      message: 'Unprocessable Entity',
      errors: ['Pull request review thread line must be part of the diff'],
    })
    return
  }
  const review = store.nextNumber()
  for (const {path, line, start_line: start, body} of comments)
    store.state.reviewComments.push({pull, review, path, line, startLine: start ?? null, body})
  store.save()
  sendJson(exchange, 200, {id: review, state: 'COMMENTED'})
}
