/**
 * Cache service v2 (Twirp, JSON) as @actions/cache 6 and BuildKit's gha backend speak it. Rules of scopes and matching:
 * https://docs.github.com/actions/reference/workflows-and-actions/dependency-caching
 */
import {randomUUID} from 'node:crypto'
import {existsSync, statSync} from 'node:fs'
import {blobFile} from './blobs.ts'
import {bearer, type Exchange, readJson, refuseTwirp, sendJson} from './exchange.ts'
import {type CacheEntry, now, type Store} from './state.ts'
import {type CacheScope, READ, readRuntimeToken, WRITE} from './tokens.ts'

export type SignedUrl = (blob: string, access: 'r' | 'w') => string

export async function createCacheEntry(store: Store, exchange: Exchange, signedUrl: SignedUrl): Promise<void> {
  const {key, version} = await readKey(exchange)
  const scopes = scopesOf(exchange)
  if (scopes === null) return refuseTwirp(exchange, 401, 'invalid token')
  const scope = writable(scopes)
  if (scope === null) {
    return sendJson(exchange, 200, {ok: false, message: 'cache write denied: the token of this run is read-only'})
  }
  if (find(store, scope, key, version) !== undefined) {
    return refuseTwirp(exchange, 409, 'cache entry with the same key, version, and scope already exists')
  }
  const entry = {
    number: store.nextNumber(),
    blob: randomUUID(),
    key,
    version,
    scope,
    size: null,
    ...{created: now(), lastUsed: now()},
  } satisfies CacheEntry
  store.state.entries.push(entry)
  store.save()
  sendJson(exchange, 200, {ok: true, signed_upload_url: signedUrl(entry.blob, 'w')})
}

export async function finalizeCacheEntryUpload(store: Store, exchange: Exchange): Promise<void> {
  const {key, version, body} = await readKey(exchange)
  const scopes = scopesOf(exchange)
  if (scopes === null) return refuseTwirp(exchange, 401, 'invalid token')
  const entry = find(store, writable(scopes) ?? '', key, version)
  if (entry === undefined) return refuseTwirp(exchange, 404, 'cache entry not found')
  const file = blobFile(store, entry.blob)
  const stored = existsSync(file) ? statSync(file).size : null
  if (stored !== Number(body.size_bytes ?? 0)) {
    return sendJson(exchange, 200, {
      ok: false,
      message: `size of the upload is ${stored ?? 'unknown'}, expected ${body.size_bytes}`,
    })
  }
  entry.size = stored
  store.save()
  sendJson(exchange, 200, {ok: true, entry_id: `${entry.number}`})
}

export async function getCacheEntryDownloadUrl(store: Store, exchange: Exchange, signedUrl: SignedUrl): Promise<void> {
  const {key, version, body} = await readKey(exchange)
  const scopes = scopesOf(exchange)
  if (scopes === null) return refuseTwirp(exchange, 401, 'invalid token')
  const readable = scopes.filter(scope => (scope.Permission & READ) !== 0)
  if (readable.length === 0) {
    return refuseTwirp(exchange, 403, 'cache read denied: the token of this run has no readable scope')
  }
  const keys = [key, ...((body.restore_keys ?? []) as string[])]
  const entry = match(
    store.state.entries,
    readable.map(scope => scope.Scope),
    keys,
    version,
  )
  if (entry === undefined) return sendJson(exchange, 200, {ok: false})
  entry.lastUsed = now()
  store.save()
  sendJson(exchange, 200, {ok: true, signed_download_url: signedUrl(entry.blob, 'r'), matched_key: entry.key})
}

/** Scope before key: every key is tried in the run's own scope before the base's entries are looked at. */
function match(entries: CacheEntry[], scopes: string[], keys: string[], version: string): CacheEntry | undefined {
  const ready = entries.filter(entry => entry.size !== null && entry.version === version)
  for (const scope of scopes) {
    const own = ready.filter(entry => entry.scope === scope)
    for (const key of keys) {
      const hit = own.find(entry => entry.key === key) ?? own.findLast(entry => entry.key.startsWith(key))
      if (hit !== undefined) return hit
    }
  }
  return undefined
}

function find(store: Store, scope: string, key: string, version: string): CacheEntry | undefined {
  return store.state.entries.find(entry => entry.scope === scope && entry.key === key && entry.version === version)
}

function writable(scopes: CacheScope[]): string | null {
  return scopes.find(scope => (scope.Permission & WRITE) !== 0)?.Scope ?? null
}

function scopesOf(exchange: Exchange): CacheScope[] | null {
  return readRuntimeToken(bearer(exchange))
}

async function readKey(exchange: Exchange): Promise<{key: string; version: string; body: Record<string, unknown>}> {
  const body = await readJson(exchange)
  exchange.noteKey(String(body.key ?? ''))
  return {key: String(body.key ?? ''), version: String(body.version ?? ''), body}
}
