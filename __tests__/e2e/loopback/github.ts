/**
 * GitHub on a loopback port: cache service v2, its blob storage and the REST routes of pull-request comments and caches.
 * Tests and the demo point the action at it through the same variables that a runner sets.
 */
import http from 'node:http'
import type {AddressInfo} from 'node:net'
import {BLOB_PATH, blobFile, getBlob, putBlob, removeBlob, signedPath} from './blobs.ts'
import {createCacheEntry, finalizeCacheEntryUpload, getCacheEntryDownloadUrl} from './cache-service.ts'
import {compareCommits, getCommit, listCommits, listLabels, listPullsOfCommit} from './commits.ts'
import {type Exchange, type Refuse, refuseAzure, refuseRest, refuseTwirp} from './exchange.ts'
import {applyFault, createFaults, type Fault} from './faults.ts'
import {answerGraphql} from './graphql.ts'
import {createReview, getPull, listPullFiles, listReviewComments} from './pulls.ts'
import {
  ACTIONS_BOT,
  addComment,
  authorize,
  createComment,
  deleteCache,
  deleteComment,
  getComment,
  getRepository,
  getUser,
  listCaches,
  listComments,
  type Need,
  type Repository,
  resolveRepositoryId,
  updateComment,
} from './rest.ts'
import {
  type CacheEntry,
  type Comment,
  type Commit,
  openStore,
  type PullFile,
  type PullRequest,
  type ReviewComment,
  type Store,
} from './state.ts'

export type GitHubOptions = {
  /** Holds blobs and state. An earlier service's folder is continued. */
  folder: string
  /** `owner/name`, `acme/ledger` unless told. */
  repository?: string
  defaultBranch?: string
  private?: boolean
  /** 0, a free one, unless told. */
  port?: number
  /**
   * Hands out blob URLs on `cacheaccount.blob.core.windows.net`, the only host for which @actions/cache downloads in
   * parallel ranges. Steps then need azure-dns.ts preloaded, which runner.ts does.
   */
  azureHostNames?: boolean
  /** Has its REST API at `/api/v3` and GraphQL at `/api/graphql`, as GitHub Enterprise Server does. */
  enterprise?: boolean
}

export type StoredEntry = CacheEntry & {
  /** The blob's file. Changing it is how a test damages an entry. */
  file: string
}

export type RequestRecord = {
  route: string
  method: string
  /** Path with query. */
  url: string
  range: string | null
  /** Bytes of the body as announced, 0 without one. */
  bytes: number
  /** Of the cache entry that it is about; null for requests about something else. */
  key: string | null
  /** 0 until answered, and for good when the connection broke before. */
  status: number
}

export type GitHub = AsyncDisposable & {
  /** Without a slash at the end. */
  url: string
  repository: Repository
  azureHostNames: boolean
  requests: RequestRecord[]
  inject: (fault: Fault) => void
  /** Finalized entries, oldest first. */
  entries: () => StoredEntry[]
  /** Forgets an entry in all scopes, as GitHub does with the oldest when the repository's quota is used up. */
  evict: (key: string) => void
  comments: (issue?: number) => Comment[]
  reviewComments: () => ReviewComment[]
  seedPull: (pull: PullRequest) => void
  seedPullFile: (file: PullFile) => void
  /** Older ones first. */
  seedCommits: (...commits: (Pick<Commit, 'sha' | 'parents'> & Partial<Commit>)[]) => void
  seedLabel: (label: {issue: number; name: string}) => void
  seedComment: (comment: {issue: number; body: string; user?: Comment['user']}) => Comment
  /** As a maintainer hides a comment, for a reason as GraphQL words it. */
  minimize: (comment: number, reason: string) => void
  /** Rejects with the first error inside the service, which clients saw as status 500. */
  close: () => Promise<void>
}

type Service = {store: Store; repository: Repository; azureHostNames: boolean}
type Route = {
  name: string
  method: string
  pattern: RegExp
  refuse: Refuse
  /** What `permissions:` must allow; null where the handler itself decides. */
  need: Need | null
  handle: (service: Service, exchange: Exchange) => void | Promise<void>
}

const REPOSITORY = '^/repos/(?<owner>[^/]+)/(?<repo>[^/]+)'
const COMMENTS = new RegExp(`${REPOSITORY}/issues/(?<issue>\\d+)/comments$`)
const COMMENT = new RegExp(`${REPOSITORY}/issues/comments/(?<comment>\\d+)$`)

const PULL = `${REPOSITORY}/pulls/(?<issue>\\d+)`
const CACHES = new RegExp(`${REPOSITORY}/actions/caches$`)
const CACHE = new RegExp(`${REPOSITORY}/actions/caches/(?<cache>\\d+)$`)

const ROUTES: Route[] = [
  rpc('CreateCacheEntry', (s, e) => createCacheEntry(s.store, e, signer(s, e))),
  rpc('FinalizeCacheEntryUpload', (s, e) => finalizeCacheEntryUpload(s.store, e)),
  rpc('GetCacheEntryDownloadURL', (s, e) => getCacheEntryDownloadUrl(s.store, e, signer(s, e))),
  blob('blob.put', 'PUT', putBlob),
  blob('blob.get', 'GET', getBlob),
  blob('blob.head', 'HEAD', getBlob),
  rest('comments.list', 'GET', COMMENTS, 'read', (s, e) => listComments(s.store, e, s.repository)),
  rest('comments.create', 'POST', COMMENTS, 'write', (s, e) => createComment(s.store, e, s.repository)),
  rest('comment.get', 'GET', COMMENT, 'read', (s, e) => getComment(s.store, e, s.repository)),
  rest('comment.update', 'PATCH', COMMENT, 'write', (s, e) => updateComment(s.store, e, s.repository)),
  rest('comment.delete', 'DELETE', COMMENT, 'write', (s, e) => deleteComment(s.store, e)),
  rest('pull.get', 'GET', new RegExp(`${PULL}$`), 'read', (s, e) => getPull(s.store, e)),
  rest('pull.files', 'GET', new RegExp(`${PULL}/files$`), 'read', (s, e) => listPullFiles(s.store, e)),
  rest('pull.comments', 'GET', new RegExp(`${PULL}/comments$`), 'read', (s, e) => listReviewComments(s.store, e)),
  rest('pull.review', 'POST', new RegExp(`${PULL}/reviews$`), 'write', (s, e) => createReview(s.store, e)),
  rest('caches.list', 'GET', CACHES, 'actions-read', (s, e) => listCaches(s.store, e)),
  rest('cache.delete', 'DELETE', CACHE, 'actions-write', (s, e) => deleteCache(s.store, e)),
  rest('labels.list', 'GET', new RegExp(`${REPOSITORY}/issues/(?<issue>\\d+)/labels$`), 'read', (s, e) =>
    listLabels(s.store, e),
  ),
  rest('compare', 'GET', new RegExp(`${REPOSITORY}/compare/(?<basehead>[^/]+)$`), 'contents-read', (s, e) =>
    compareCommits(s.store, e),
  ),
  rest('commits.list', 'GET', new RegExp(`${REPOSITORY}/commits$`), 'contents-read', (s, e) => listCommits(s.store, e)),
  rest('commit.pulls', 'GET', new RegExp(`${REPOSITORY}/commits/(?<ref>[^/]+)/pulls$`), 'read', (s, e) =>
    listPullsOfCommit(s.store, e),
  ),
  rest('commit.get', 'GET', new RegExp(`${REPOSITORY}/commits/(?<ref>[^/]+)$`), 'contents-read', (s, e) =>
    getCommit(s.store, e),
  ),
  rest('repository', 'GET', new RegExp(`${REPOSITORY}$`), 'read', (s, e) => getRepository(e, s.repository)),
  rest('user', 'GET', /^\/user$/, null, (_, e) => getUser(e)),
  rest('graphql', 'POST', /^\/graphql$/, null, (s, e) => answerGraphql(s.store, e)),
]

export async function startGitHub(options: GitHubOptions): Promise<GitHub> {
  const store = openStore(options.folder)
  const repository = {
    name: options.repository ?? 'acme/ledger',
    defaultBranch: options.defaultBranch ?? 'main',
    private: options.private ?? false,
  }
  const service = {store, repository, azureHostNames: options.azureHostNames ?? false}
  const faults = createFaults()
  const requests: RequestRecord[] = []
  const errors: unknown[] = []

  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
    const path = resolveRepositoryId(restPath(url.pathname, options.enterprise ?? false), repository)
    const route = ROUTES.find(({method, pattern}) => method === request.method && pattern.test(path))
    const record = recordOf(request, route?.name ?? 'none')
    requests.push(record)
    response.once('finish', () => {
      record.status = response.statusCode
    })
    const params = {...route?.pattern.exec(path)?.groups}
    const noteKey = (key: string): void => {
      record.key = key
    }
    const exchange: Exchange = {request, response, url, params, cutAfter: null, noteKey}
    try {
      if (route === undefined) return refuseRest(exchange, 404, 'Not Found')
      const fault = faults.take(route.name)
      if (fault !== undefined && (await applyFault(fault, exchange, route.refuse))) return
      if (route.need !== null && !authorize(exchange, repository, route.need)) return
      await route.handle(service, exchange)
    } catch (error) {
      if (request.socket.destroyed) return
      errors.push(error)
      if (response.headersSent) response.destroy()
      else route?.refuse(exchange, 500, String(error))
    }
  })
  // A save of several minutes may pause between two blocks.
  server.keepAliveTimeout = 60_000
  server.requestTimeout = 0
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })

  const close = async (): Promise<void> => {
    if (server.listening) {
      const closed = new Promise(resolve => server.close(resolve))
      server.closeAllConnections()
      await closed
    }
    if (errors.length > 0) throw errors[0]
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    repository,
    azureHostNames: service.azureHostNames,
    requests,
    inject: fault => {
      if (!ROUTES.some(({name}) => name === fault.route)) {
        throw new Error(`no route ${fault.route}; there are ${ROUTES.map(({name}) => name).join(', ')}`)
      }
      faults.add(fault)
    },
    entries: () =>
      store.state.entries
        .filter(entry => entry.size !== null)
        .map(entry => ({...entry, file: blobFile(store, entry.blob)})),
    evict: key => {
      for (const entry of store.state.entries.filter(candidate => candidate.key === key)) removeBlob(store, entry.blob)
      store.state.entries = store.state.entries.filter(entry => entry.key !== key)
      store.save()
    },
    comments: issue =>
      structuredClone(store.state.comments.filter(comment => issue === undefined || comment.issue === issue)),
    reviewComments: () => structuredClone(store.state.reviewComments),
    seedPull: pull => {
      store.state.pulls.push(pull)
      store.save()
    },
    seedPullFile: file => {
      store.state.pullFiles.push(file)
      store.save()
    },
    seedCommits: (...commits) => {
      store.state.commits.push(...commits.map(commit => ({message: 'Change', pull: null, ...commit})))
      store.save()
    },
    seedLabel: label => {
      store.state.labels.push(label)
      store.save()
    },
    seedComment: ({issue, body, user}) => ({...addComment(store, issue, body, user ?? ACTIONS_BOT)}),
    minimize: (comment, reason) => {
      for (const each of store.state.comments) if (each.id === comment) each.minimized = reason
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** The path as on github.com, where the API is a host of its own; empty for one that an enterprise server does not have. */
function restPath(path: string, enterprise: boolean): string {
  if (!enterprise || path.startsWith('/twirp/') || BLOB_PATH.test(path)) return path
  return path === '/api/graphql' ? '/graphql' : (/^\/api\/v3(\/.*)$/.exec(path)?.[1] ?? '')
}

function rpc(name: string, handle: Route['handle']): Route {
  const pattern = new RegExp(`^/twirp/github\\.actions\\.results\\.api\\.v1\\.CacheService/${name}$`)
  return {name, method: 'POST', pattern, refuse: refuseTwirp, need: null, handle}
}

function blob(name: string, method: string, handle: typeof putBlob): Route {
  return {
    name,
    method,
    pattern: BLOB_PATH,
    refuse: refuseAzure,
    need: null,
    handle: ({store}, exchange) => handle(store, exchange),
  }
}

function rest(name: string, method: string, pattern: RegExp, need: Route['need'], handle: Route['handle']): Route {
  return {name, method, pattern, refuse: refuseRest, need, handle}
}

function signer({store, azureHostNames}: Service, {url}: Exchange): (blob: string, access: 'r' | 'w') => string {
  return (name, access) =>
    azureHostNames
      ? `http://cacheaccount.blob.core.windows.net:${url.port}${signedPath(store, name, access, '')}`
      : `${url.origin}${signedPath(store, name, access, '/cacheaccount')}`
}

function recordOf(request: http.IncomingMessage, route: string): RequestRecord {
  return {
    route,
    method: request.method ?? '',
    url: request.url ?? '',
    range: String(request.headers['x-ms-range'] ?? request.headers.range ?? '') || null,
    bytes: Number(request.headers['content-length'] ?? 0),
    key: null,
    status: 0,
  }
}
