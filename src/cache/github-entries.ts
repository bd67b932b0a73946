import type {Octokit} from '../runner/comments.ts'
import type {StoredEntry} from './store.ts'
import {isOwnKey, KEY_PREFIX} from './stored-key.ts'

/** The caches of a repository, as far as the token may see and remove them. */
export type GitHubEntries = {
  list: () => Promise<StoredEntry[] | null>
  remove: (entry: StoredEntry) => Promise<boolean>
}

const PER_PAGE = 100
/** Of more entries the smallest are left out. */
const MAX_PAGES = 50

/**
 * docs.github.com/rest/actions/cache: listing needs `actions: read`, which every token has in a public repository;
 * removing needs `actions: write`. `key` is a prefix there.
 */
export function githubEntries(octokit: Octokit, place: {owner: string; repo: string}): GitHubEntries {
  return {
    async list() {
      const found: StoredEntry[] = []
      try {
        for (let page = 1; page <= MAX_PAGES; page++) {
          const {data} = await octokit.rest.actions.getActionsCacheList({
            ...place,
            ...{key: KEY_PREFIX, sort: 'size_in_bytes', direction: 'desc', per_page: PER_PAGE, page},
          })
          found.push(...data.actions_caches.map(readEntry).filter(entry => entry !== null))
          if (data.actions_caches.length < PER_PAGE) break
        }
        return found
      } catch (error) {
        if (isRefusal(error, [401, 403, 404])) return null
        throw error
      }
    },
    async remove({id}) {
      try {
        await octokit.rest.actions.deleteActionsCacheById({...place, cache_id: Number(id)})
        return true
      } catch (error) {
        // Who may list sees the repository: what is not found is gone.
        if (isRefusal(error, [404])) return true
        if (isRefusal(error, [401, 403])) return false
        throw error
      }
    },
  }
}

type Listed = Awaited<ReturnType<Octokit['rest']['actions']['getActionsCacheList']>>['data']['actions_caches'][number]

/** Null for what is none of ours, or is not described as the API should. */
function readEntry(listed: Listed): StoredEntry | null {
  const {id, key, ref, created_at, last_accessed_at, size_in_bytes: bytes} = listed
  const created = Date.parse(created_at ?? '')
  const used = Date.parse(last_accessed_at ?? '')
  if (!Number.isSafeInteger(id) || typeof key !== 'string' || !isOwnKey(key)) return null
  if (bytes === undefined || !Number.isSafeInteger(bytes) || bytes < 0 || Number.isNaN(created)) return null
  return {
    ...{id: `${id}`, key, name: null, bytes, created},
    lastUsed: Number.isNaN(used) ? null : used,
    scope: ref ?? null,
  }
}

/** A rate limit has the status of a refusal too, and passes. */
function isRefusal(error: unknown, statuses: number[]): boolean {
  const {status, message} = error as {status?: number; message?: string}
  return statuses.includes(status ?? 0) && !/rate limit/i.test(message ?? '')
}
