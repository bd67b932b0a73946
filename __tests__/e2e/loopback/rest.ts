/** The routes of GitHub's REST API that the action uses, with its answers' fields as far as a client can notice them. */
import {createHash} from 'node:crypto'
import {removeBlob} from './blobs.ts'
import {bearer, type Exchange, readJson, refuseRest, sendJson} from './exchange.ts'
import {nodeIdOf} from './graphql.ts'
import {type CacheEntry, type Comment, now, type Store} from './state.ts'
import {type Permissions, readInstallationToken} from './tokens.ts'

/** Characters, not bytes: https://github.com/orgs/community/discussions/27190 */
export const MAX_BODY = 65_536
const REPOSITORY_ID = 700_100_200
const DEFAULT_PAGE = 30
const MAX_PAGE = 100

export type Repository = {name: string; defaultBranch: string; private: boolean}

/** What GITHUB_TOKEN comments as. */
export const ACTIONS_BOT = {login: 'github-actions[bot]', type: 'Bot'} as const

const ACTIONS_APP = {id: 15368, slug: 'github-actions', name: 'GitHub Actions', owner: {login: 'github'}}
const ACTIONS_BOT_ID = 41898282
const FORBIDDEN = 'Resource not accessible by integration'

/** Links between pages go by the repository's number: `/repositories/ID/…` is the same as `/repos/OWNER/NAME/…`. */
export function resolveRepositoryId(path: string, repository: Repository): string {
  return path.replace(new RegExp(`^/repositories/${REPOSITORY_ID}/`), `/repos/${repository.name}/`)
}

/** What `permissions:` must allow: to read or write comments, or caches, or to read commits. */
export type Need = 'read' | 'write' | 'actions-read' | 'actions-write' | 'contents-read'

/** Answers by itself and gives false when the token, the repository or the permission is wrong. */
export function authorize(exchange: Exchange, repository: Repository, need: Need): boolean {
  const token = bearer(exchange)
  const permissions = readInstallationToken(token)
  const writes = need === 'write' || need === 'actions-write'
  if (permissions === null && (token !== null || writes)) {
    refuseRest(exchange, 401, token === null ? 'Requires authentication' : 'Bad credentials')
  } else if (`${exchange.params.owner}/${exchange.params.repo}` !== repository.name) {
    refuseRest(exchange, 404, 'Not Found')
  } else if ((writes || repository.private) && !isGranted(need, permissions)) {
    refuseRest(exchange, 403, FORBIDDEN)
  } else {
    return true
  }
  exchange.request.resume()
  return false
}

/** An installation is no user. */
export function getUser(exchange: Exchange): void {
  const known = readInstallationToken(bearer(exchange)) !== null
  if (known) refuseRest(exchange, 403, FORBIDDEN)
  else refuseRest(exchange, 401, 'Requires authentication')
}

export function getRepository(exchange: Exchange, repository: Repository): void {
  sendJson(exchange, 200, repositoryJson(repository))
}

export function repositoryJson(repository: Repository): Record<string, unknown> {
  const [owner = '', name = ''] = repository.name.split('/')
  return {
    id: REPOSITORY_ID,
    name,
    full_name: repository.name,
    private: repository.private,
    visibility: repository.private ? 'private' : 'public',
    fork: false,
    owner: {login: owner, id: 9_001, type: 'Organization'},
    html_url: `https://github.com/${repository.name}`,
    clone_url: `https://github.com/${repository.name}.git`,
    default_branch: repository.defaultBranch,
  }
}

export function listComments(store: Store, exchange: Exchange, repository: Repository): void {
  const {url, params} = exchange
  const since = url.searchParams.get('since') ?? ''
  const all = store.state.comments.filter(comment => comment.issue === Number(params.issue) && comment.updated >= since)
  const perPage = Math.min(positive(url.searchParams.get('per_page'), DEFAULT_PAGE), MAX_PAGE)
  const page = positive(url.searchParams.get('page'), 1)
  const link = linkHeader(url, `issues/${params.issue}/comments`, page, Math.ceil(all.length / perPage))
  const shown = all.slice((page - 1) * perPage, page * perPage)
  const body = shown.map(comment => commentJson(comment, repository, url.origin))
  const etag = `W/"${createHash('sha256')
    .update(JSON.stringify([body, link]))
    .digest('hex')}"`
  if (exchange.request.headers['if-none-match'] === etag) {
    exchange.response.writeHead(304, {etag}).end()
    return
  }
  sendJson(exchange, 200, body, {etag, ...(link !== '' && {link})})
}

export async function createComment(store: Store, exchange: Exchange, repository: Repository): Promise<void> {
  const body = await validBody(exchange)
  if (body === null) return
  const comment = addComment(store, Number(exchange.params.issue), body, ACTIONS_BOT)
  sendJson(exchange, 201, commentJson(comment, repository, exchange.url.origin))
}

export function addComment(store: Store, issue: number, body: string, user: Comment['user']): Comment {
  const time = now()
  const comment = {
    id: 2_000_000_000 + store.nextNumber(),
    issue,
    body,
    user,
    created: time,
    updated: time,
    minimized: null,
  }
  store.state.comments.push(comment)
  store.save()
  return comment
}

export function getComment(store: Store, exchange: Exchange, repository: Repository): void {
  const comment = findComment(store, exchange)
  if (comment !== null) sendJson(exchange, 200, commentJson(comment, repository, exchange.url.origin))
}

export async function updateComment(store: Store, exchange: Exchange, repository: Repository): Promise<void> {
  const body = await validBody(exchange)
  if (body === null) return
  const comment = findComment(store, exchange)
  if (comment === null) return
  comment.body = body
  comment.updated = now()
  store.save()
  sendJson(exchange, 200, commentJson(comment, repository, exchange.url.origin))
}

export function deleteComment(store: Store, exchange: Exchange): void {
  const comment = findComment(store, exchange)
  if (comment === null) return
  store.state.comments.splice(store.state.comments.indexOf(comment), 1)
  store.save()
  exchange.response.writeHead(204).end()
}

function findComment(store: Store, exchange: Exchange): Comment | null {
  const comment = store.state.comments.find(({id}) => id === Number(exchange.params.comment))
  if (comment === undefined) refuseRest(exchange, 404, 'Not Found')
  return comment ?? null
}

async function validBody(exchange: Exchange): Promise<string | null> {
  const {body} = await readJson(exchange)
  const problem =
    typeof body !== 'string' || body.trim() === ''
      ? "Body can't be blank"
      : [...body].length > MAX_BODY
        ? `Body is too long (maximum is ${MAX_BODY} characters)`
        : null
  if (problem === null) return body as string
  sendJson(exchange, 422, {
    message: 'Validation Failed',
    errors: [{resource: 'IssueComment', code: 'unprocessable', field: 'data', message: problem}],
    documentation_url: 'https://docs.github.com/rest/issues/comments',
    status: '422',
  })
  return null
}

function commentJson(comment: Comment, repository: Repository, origin: string): Record<string, unknown> {
  const bot = comment.user.login === ACTIONS_BOT.login
  const api = `${origin}/repos/${repository.name}/issues`
  return {
    id: comment.id,
    node_id: nodeIdOf(comment),
    url: `${api}/comments/${comment.id}`,
    html_url: `https://github.com/${repository.name}/pull/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${api}/${comment.issue}`,
    user: {...comment.user, id: bot ? ACTIONS_BOT_ID : 9_002},
    body: comment.body,
    created_at: comment.created,
    updated_at: comment.updated,
    author_association: bot ? 'NONE' : 'MEMBER',
    performed_via_github_app: bot ? ACTIONS_APP : null,
  }
}

/** docs.github.com/rest/actions/cache: `key` is a prefix, `ref` a full ref, both may be missing. */
export function listCaches(store: Store, exchange: Exchange): void {
  const {url} = exchange
  const {key, ref, sort, direction} = Object.fromEntries(url.searchParams)
  const field = {created_at: 'created', size_in_bytes: 'size', last_accessed_at: 'lastUsed'} as const
  const by = field[(sort ?? 'last_accessed_at') as keyof typeof field]
  const sign = direction === 'asc' ? 1 : -1
  const all = store.state.entries
    .filter(entry => entry.size !== null && entry.key.startsWith(key ?? '') && entry.scope === (ref ?? entry.scope))
    .sort((a, b) => sign * (a[by]! < b[by]! ? -1 : a[by]! > b[by]! ? 1 : a.number - b.number))
  const perPage = Math.min(positive(url.searchParams.get('per_page'), DEFAULT_PAGE), MAX_PAGE)
  const page = positive(url.searchParams.get('page'), 1)
  const link = linkHeader(url, 'actions/caches', page, Math.ceil(all.length / perPage))
  const shown = all.slice((page - 1) * perPage, page * perPage).map(cacheJson)
  sendJson(exchange, 200, {total_count: all.length, actions_caches: shown}, link === '' ? {} : {link})
}

export function deleteCache(store: Store, exchange: Exchange): void {
  const entry = store.state.entries.find(({number, size}) => size !== null && number === Number(exchange.params.cache))
  if (entry === undefined) {
    refuseRest(exchange, 404, 'Not Found')
    return
  }
  removeBlob(store, entry.blob)
  store.state.entries.splice(store.state.entries.indexOf(entry), 1)
  store.save()
  exchange.response.writeHead(204).end()
}

function cacheJson(entry: CacheEntry): Record<string, unknown> {
  return {
    id: entry.number,
    ref: entry.scope,
    key: entry.key,
    version: entry.version,
    last_accessed_at: entry.lastUsed,
    created_at: entry.created,
    size_in_bytes: entry.size,
  }
}

/** Empty for a single page, as GitHub leaves the header out then. */
function linkHeader(url: URL, path: string, page: number, pages: number): string {
  const to = (target: number, rel: string): string => {
    const query = new URLSearchParams(url.searchParams)
    query.set('page', `${target}`)
    const base = `${url.origin}${url.pathname.replace(/\/repos(?:itories)?\/.*$/, '')}`
    return `<${base}/repositories/${REPOSITORY_ID}/${path}?${query}>; rel="${rel}"`
  }
  const back = page > 1 && pages > 0 ? [to(Math.min(page - 1, pages), 'prev'), to(1, 'first')] : []
  const forward = page < pages ? [to(page + 1, 'next'), to(pages, 'last')] : []
  return [...back, ...forward].join(', ')
}

function positive(text: string | null, fallback: number): number {
  const value = Number(text)
  return Number.isInteger(value) && value > 0 ? value : fallback
}

/** A pull request's comments are open to either permission. */
function isGranted(need: Need, permissions: Permissions | null): boolean {
  switch (need) {
    case 'read':
      return permissions?.issues !== undefined || permissions?.['pull-requests'] !== undefined
    case 'write':
      return permissions?.issues === 'write' || permissions?.['pull-requests'] === 'write'
    case 'actions-read':
      return permissions?.actions !== undefined
    case 'actions-write':
      return permissions?.actions === 'write'
    case 'contents-read':
      return permissions?.contents !== undefined
  }
}
