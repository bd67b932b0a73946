import type {Suggestion} from '../report/suggestions.ts'
import type {Octokit} from './comments.ts'
import {refusal} from './comments.ts'

export type ReviewResult = {done: 'suggested'; count: number} | {done: 'nothing'} | {done: 'refused'; why: string}

type Place = {owner: string; repo: string; pull_number: number}

/** The patch of a file in a pull request; null when the pull request does not change it, or GitHub shows none. */
export async function patchOfFile(octokit: Octokit, place: Place, file: string): Promise<string | null> {
  for await (const {data} of octokit.paginate.iterator(octokit.rest.pulls.listFiles, {...place, per_page: 100}))
    for (const {filename, patch} of data) if (filename === file) return patch ?? null
  return null
}

/** One review with those that were not made before, whoever resolved or dismissed them since. */
export async function suggest(
  octokit: Octokit,
  place: Place,
  {file, commit, suggestions}: {file: string; commit: string; suggestions: readonly Suggestion[]},
): Promise<ReviewResult> {
  try {
    const made = await madeBefore(octokit, place)
    const fresh = suggestions.filter(({marker}) => !made.some(body => body.includes(marker)))
    if (fresh.length === 0) return {done: 'nothing'}
    await octokit.rest.pulls.createReview({
      ...place,
      commit_id: commit,
      event: 'COMMENT',
      comments: fresh.map(({from, to, body}) => ({
        ...{path: file, body, line: to, side: 'RIGHT'},
        ...(from < to && {start_line: from, start_side: 'RIGHT'}),
      })),
    })
    return {done: 'suggested', count: fresh.length}
  } catch (error) {
    const why = refusal(error, 'reviews')
    if (why === null) throw error
    return {done: 'refused', why}
  }
}

async function madeBefore(octokit: Octokit, place: Place): Promise<string[]> {
  const bodies: string[] = []
  const pages = octokit.paginate.iterator(octokit.rest.pulls.listReviewComments, {...place, per_page: 100})
  for await (const {data} of pages) bodies.push(...data.map(({body}) => body))
  return bodies
}
