import type {getOctokit} from '@actions/github'

export type Octokit = ReturnType<typeof getOctokit>

export type CommentResult =
  | {done: 'created' | 'updated' | 'unchanged' | 'skipped'; url: string | null}
  /** The token may not write: what to grant is in `why`. */
  | {done: 'refused'; why: string}

type Comment = {id: number; body?: string | undefined; html_url: string; user: {login?: string; type?: string} | null}

/**
 * Keeps one comment per marker on a pull request: found by the marker on its first line and by its author, updated in
 * place, left alone when nothing changed. With `create` false an existing comment is still updated.
 */
export async function keepComment(
  octokit: Octokit,
  place: {owner: string; repo: string; issue_number: number},
  content: {marker: string; body: string; create: boolean},
): Promise<CommentResult> {
  try {
    const existing = await findComment(octokit, place, content.marker)
    if (!existing && !content.create) return {done: 'skipped', url: null}
    if (!existing) {
      const {data} = await octokit.rest.issues.createComment({...place, body: content.body})
      return {done: 'created', url: data.html_url}
    }
    if (existing.body?.replaceAll('\r\n', '\n') === content.body) return {done: 'unchanged', url: existing.html_url}
    const {data} = await octokit.rest.issues.updateComment({...place, comment_id: existing.id, body: content.body})
    return {done: 'updated', url: data.html_url}
  } catch (error) {
    const why = refusal(error, 'comments')
    if (why === null) throw error
    return {done: 'refused', why}
  }
}

/** What to grant, when the token may not write; null for any other error. */
export function refusal(error: unknown, what: string): string | null {
  const {status} = error as {status?: number}
  if (status !== 403 && status !== 404 && status !== 401) return null
  return `the token may not write ${what} here (HTTP ${status}); the job needs \`permissions: pull-requests: write\`, and pull requests from forks never get it`
}

/**
 * Anybody can write a comment with our marker, so the author counts too: the workflow token's comments come from a bot.
 * GET /user tells a personal token's login and answers 403 to the workflow token.
 */
async function findComment(
  octokit: Octokit,
  place: {owner: string; repo: string; issue_number: number},
  marker: string,
): Promise<Comment | undefined> {
  let login: string | null | undefined
  for await (const {data} of octokit.paginate.iterator(octokit.rest.issues.listComments, {...place, per_page: 100}))
    for (const comment of data as Comment[]) {
      if (!comment.body?.startsWith(marker)) continue
      login ??= await ownLogin(octokit)
      if (login === null ? comment.user?.type === 'Bot' : comment.user?.login === login) return comment
    }
  return undefined
}

async function ownLogin(octokit: Octokit): Promise<string | null> {
  try {
    return (await octokit.rest.users.getAuthenticated()).data.login
  } catch {
    return null
  }
}
