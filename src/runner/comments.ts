import {setTimeout as wait} from 'node:timers/promises'
import type {getOctokit} from '@actions/github'

export type Octokit = ReturnType<typeof getOctokit>

export type CommentResult =
  /** `node` is its id in GraphQL. */
  | {done: 'created' | 'updated' | 'unchanged' | 'skipped'; url: string | null; node: string | null}
  /** The token may not write: what to grant is in `why`. */
  | {done: 'refused'; why: string}

type Comment = {
  id: number
  node_id: string
  body?: string | undefined
  html_url: string
  user: {login?: string; type?: string} | null
}
type Written = Pick<Comment, 'html_url' | 'node_id'>
type Place = {owner: string; repo: string; issue_number: number}

/** What one job has to say in a comment that it may share with others. */
export type CommentContent = {
  /** The first line of the comment. */
  marker: string
  /** The whole body, from those that are there (none, one, or twins); null: nothing is worth saying. */
  merge: (bodies: string[]) => string | null
  /** Whether what this job has to say is in a body. */
  holds: (body: string) => boolean
  /** Whether others write into it, too. */
  isShared: (body: string) => boolean
}

const ATTEMPTS = 20
/**
 * GitHub has no conditional update of a comment: of two jobs that read it at the same time, the later writer undoes the
 * other. So a job that shares its comment looks again after a while (milliseconds), by when whoever had read the old
 * text has written, and writes again where its part is gone. Drawn anew each time, so that two jobs part.
 */
const SETTLING = {shortest: 1_200, longest: 3_000}

/**
 * Keeps one comment per marker on a pull request: found by the marker on its first line and by its author, updated in
 * place, left alone when nothing changed. Jobs that write at the same time all get their part in.
 */
export async function keepComment(
  octokit: Octokit,
  place: Place,
  content: CommentContent,
  settling: {shortest: number; longest: number} = SETTLING,
): Promise<CommentResult> {
  try {
    let done = 'unchanged' as 'created' | 'updated' | 'unchanged'
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const started = performance.now()
      const found = await findComments(octokit, place, content.marker)
      const [first] = found
      const isSettled = first !== undefined && found.length === 1 && attempt > 1 && content.holds(bodyOf(first))
      const body = isSettled ? bodyOf(first) : content.merge(found.map(bodyOf))
      if (body === null) return {done: 'skipped', ...placeOf(first)}
      if (first && found.length === 1 && bodyOf(first) === body) return {done, ...placeOf(first)}
      const written = await write(octokit, place, found, body)
      if (written !== null) {
        done = first === undefined || done === 'created' ? 'created' : 'updated'
        if (done === 'updated' && !content.isShared(body)) return {done, ...placeOf(written)}
      }
      // Of a comment that is new, only a twin can come: the time between another's looking and its writing.
      const share = content.isShared(body) ? 1 : 0.25
      const drawn = share * (settling.shortest + Math.random() * (settling.longest - settling.shortest))
      // Where GitHub is slow, others need as long between their reading and their writing.
      await wait(Math.max(drawn, 3 * (performance.now() - started)))
    }
    throw new Error(`other jobs wrote into the comment ${ATTEMPTS} times while this one did`)
  } catch (error) {
    const why = refusal(error, 'comments')
    if (why === null) throw error
    return {done: 'refused', why}
  }
}

function placeOf(comment: Written | undefined): {url: string | null; node: string | null} {
  return {url: comment?.html_url ?? null, node: comment?.node_id ?? null}
}

/** The comment; null where somebody took it away meanwhile. Of several that jobs began at once, the first stays. */
async function write(octokit: Octokit, place: Place, found: Comment[], body: string): Promise<Written | null> {
  const {owner, repo} = place
  const [first, ...twins] = found
  if (first === undefined) return (await octokit.rest.issues.createComment({...place, body})).data
  const existed = async (change: Promise<unknown>): Promise<boolean> => {
    try {
      await change
      return true
    } catch (error) {
      if ((error as {status?: number}).status !== 404) throw error
      // A token that may not write gets 404, too: then the comment is still to be seen.
      const now = await findComments(octokit, place, body.split('\n', 1)[0]!)
      if (now.some(({id}) => id === first.id)) throw error
      return false
    }
  }
  if (!(await existed(octokit.rest.issues.updateComment({owner, repo, comment_id: first.id, body})))) return null
  for (const {id} of twins)
    await octokit.rest.issues.deleteComment({owner, repo, comment_id: id}).catch(error => {
      // Another job has taken it over, too.
      if ((error as {status?: number}).status !== 404) throw error
    })
  return first
}

function bodyOf({body}: Comment): string {
  return body?.replaceAll('\r\n', '\n') ?? ''
}

/** What to grant, when the token may not write; null for any other error. */
export function refusal(error: unknown, what: string): string | null {
  const {status} = error as {status?: number}
  if (status !== 403 && status !== 404 && status !== 401) return null
  return `the token may not write ${what} here (HTTP ${status}); the job needs \`permissions: pull-requests: write\`, and pull requests from forks never get it`
}

/**
 * Oldest first. Anybody can write a comment with our marker, so the author counts too: the workflow token's comments
 * come from a bot. GET /user tells a personal token's login and answers 403 to the workflow token.
 */
async function findComments(octokit: Octokit, place: Place, marker: string): Promise<Comment[]> {
  const found: Comment[] = []
  let login: string | null | undefined
  for await (const {data} of octokit.paginate.iterator(octokit.rest.issues.listComments, {...place, per_page: 100}))
    for (const comment of data as Comment[]) {
      if (bodyOf(comment).split('\n', 1)[0] !== marker) continue
      login ??= await ownLogin(octokit)
      if (login === null ? comment.user?.type === 'Bot' : comment.user?.login === login) found.push(comment)
    }
  return found.toSorted((a, b) => a.id - b.id)
}

async function ownLogin(octokit: Octokit): Promise<string | null> {
  try {
    return (await octokit.rest.users.getAuthenticated()).data.login
  } catch {
    return null
  }
}
