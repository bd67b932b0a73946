import {execFile} from 'node:child_process'
import {existsSync} from 'node:fs'
import {link, mkdir, mkdtemp, realpath, rename, rm, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {restoreCache, saveCache} from '@actions/cache'
import {pipeReader} from '../runner/pipe.ts'
import type {GitHubEntries} from './github-entries.ts'

export {folderStore} from './folder-store.ts'

/** Keeps single files under immutable keys. Both ways may fail: a cache is a help, never a condition. */
export type CacheStore = {
  /**
   * Looks a key up, then the newest entry under each prefix in order, and puts its file at `file`. Null on a miss.
   * A prefix ends with a `-`, the separator of keys: a registry knows no others. `name` says what kind of file it is;
   * only entries stored under the same name are found. Throws rather than leave a damaged file.
   */
  restore: (name: string, key: string, prefixes: string[], file: string) => Promise<string | null>
  /**
   * Hands the content under exactly this key on as it comes. Null on a miss; else resolves with what `consume` did, and
   * throws what it threw. It may have seen all of an entry that turns out to be damaged in the end, when this throws.
   * Missing where content is only had as a file. Each piece is only valid until the next one is asked for.
   */
  stream?: <T>(name: string, key: string, consume: Consume<T>) => Promise<T | null>
  /** The key of the entry that `restore` would take, without fetching it. */
  find: (name: string, key: string, prefixes: string[]) => Promise<string | null>
  /** False when the entry exists already, which stays as it is, or when the service took nothing. */
  save: (name: string, key: string, file: string) => Promise<boolean>
  /**
   * The entries of ours, by isOwnKey, of all names and branches. Null where this run may not see them, or nobody made
   * a way to ask.
   */
  list: () => Promise<StoredEntry[] | null>
  /** Removes an entry that was listed; true also when it is gone already. False where this run may not. */
  remove: (entry: StoredEntry) => Promise<boolean>
}

export type Consume<T> = (content: AsyncIterable<Buffer>) => Promise<T>

/** Times in milliseconds since 1970. */
export type StoredEntry = {
  /** What the store itself knows the entry by. */
  id: string
  key: string
  /** Null where the store does not tell. */
  name: string | null
  /** As stored: what counts against a quota. */
  bytes: number
  created: number
  lastUsed: number | null
  /** Full ref that wrote it, the only one besides its pull requests that sees it; null where all see all. */
  scope: string | null
}

/** A file in the store may not be larger once it is unpacked. */
const MAX_BYTES = 20e9

/**
 * GitHub's cache service. An entry's version is a hash of the path *as written* (@actions/cache,
 * internal/cacheUtils.js getCacheVersion), and that is NAME alone, so the same on every machine.
 *
 * @actions/cache unpacks with `tar -P`: members may lead anywhere, by absolute names, `..` and links. So tar is told,
 * through the variable that GNU tar reads, to create nothing and hand the content of files to RECEIVE instead, which
 * writes at most one, to the place made for it: a file, or a pipe that somebody reads. Other members are passed over, for
 * want of content.
 *
 * The service neither lists nor removes; `entries` does, by the REST API.
 */
export function githubStore(temp: string, maxBytes = MAX_BYTES, entries: GitHubEntries | null = null): CacheStore {
  let made: Promise<string> | undefined
  const folderOf = () => {
    made ??= makeFolder(temp)
    return made
  }
  /** `body` gets the place of the file, and what fetches an entry to it. */
  const receiving = <T>(name: string, body: (place: string, fetch: Fetch) => Promise<T>) =>
    inTurn(nameOf(name), async () => {
      const folder = await folderOf()
      await demandGnuTar()
      const place = join(folder, 'received', name)
      await mkdir(place, {recursive: true})
      try {
        return await body(place, async (key, prefixes) => {
          const asked = () => restoreCache([name], key, prefixes)
          const matched = (await withEnvironment(restoring(folder, maxBytes), asked)) ?? null
          if (matched !== null && !existsSync(join(place, 'begun')))
            throw new Error(`the entry ${matched} does not hold a file called ${name}`)
          return matched
        })
      } finally {
        await rm(place, {recursive: true, force: true})
      }
    })
  return {
    restore: (name, key, prefixes, file) =>
      receiving(name, async (place, fetch) => {
        const matched = await fetch(key, prefixes)
        if (matched !== null) await rename(join(place, 'file'), file)
        return matched
      }),
    stream: (name, key, consume) =>
      receiving(name, async (place, fetch) => {
        const pipe = await pipeReader(join(place, 'file'))
        const fetching = fetch(key, []).finally(() => pipe.noMore())
        fetching.catch(() => {}) // awaited below
        try {
          await pipe.begun
          // Nothing came: there is no such entry, or it was no use.
          if (!existsSync(join(place, 'begun'))) return await fetching.then(() => null)
          const result = await consume(pipe.content)
          if ((await fetching) === null) throw new Error(`the entry ${key} could not be read to its end`)
          return result
        } finally {
          pipe.close()
          await fetching.catch(() => {})
        }
      }),
    find: async (name, key, prefixes) => {
      const folder = await folderOf()
      const asked = () => restoreCache([nameOf(name)], key, prefixes, {lookupOnly: true})
      return (await withEnvironment(restoring(folder, maxBytes), asked)) ?? null
    },
    save: (name, key, file) =>
      inTurn('save', async () => {
        const folder = await realpath(await folderOf())
        const path = join(folder, nameOf(name))
        await link(file, path)
        const before = process.cwd()
        // @actions/glob finds a relative path from the working directory, @actions/cache stores it from the workspace.
        process.chdir(folder)
        try {
          return await withEnvironment(
            {GITHUB_WORKSPACE: folder, TAR_OPTIONS: undefined},
            async () => (await saveCache([name], key)) !== -1,
          )
        } finally {
          process.chdir(before)
          await rm(path, {force: true})
        }
      }),
    list: async () => (entries === null ? null : entries.list()),
    remove: async entry => (entries === null ? false : entries.remove(entry)),
  }
}

type Fetch = (key: string, prefixes: string[]) => Promise<string | null>

/** A pattern of @actions/glob would find other files than the one meant. */
function nameOf(name: string): string {
  if (!/^[a-z0-9][a-z0-9.-]*$/.test(name)) throw new Error(`${name} is no name for a file in the cache`)
  return name
}

/**
 * What tar starts for each regular file, with its name in TAR_FILENAME and its content as standard input
 * (gnu.org/software/tar/manual/html_section/extract-options.html, "Writing to an External Program"). There is a folder
 * for each name asked for; with `set -C` none is written twice. Anything else ends tar, and the restore with it.
 */
const RECEIVE = `refuse() {
  echo "go-image: not what was stored under this name" >&2
  kill $PPID
  exit 1
}
case $TAR_FILENAME in */* | . | .. | '') refuse ;; esac
set -C
: >"$GO_IMAGE_RECEIVED/$TAR_FILENAME/begun" || refuse
file=$GO_IMAGE_RECEIVED/$TAR_FILENAME/file
if [ -p "$file" ]; then # whoever reads it counts
  cat >"$file" || refuse
  exit
fi
head -c "$GO_IMAGE_MAX_BYTES" >"$file" || refuse
[ "$(head -c 1 | wc -c)" -eq 0 ] || refuse
`

async function makeFolder(temp: string): Promise<string> {
  await mkdir(temp, {recursive: true})
  const folder = await mkdtemp(join(temp, 'go-image-store-'))
  await mkdir(join(folder, 'workspace'))
  await writeFile(join(folder, 'receive.sh'), RECEIVE)
  return folder
}

function restoring(folder: string, maxBytes: number): Record<string, string> {
  return {
    // Empty: where relative names of a tar that knows no TAR_OPTIONS would go.
    GITHUB_WORKSPACE: join(folder, 'workspace'),
    // exec: so that tar itself is the parent of the script. A blank is escaped, or it would end the option.
    // Pieces of 128 KiB; those of 10 KiB cost twice the time.
    TAR_OPTIONS: '--blocking-factor=256 --to-command=exec\\ sh\\ \\"$GO_IMAGE_RECEIVED/../receive.sh\\"',
    GO_IMAGE_RECEIVED: join(folder, 'received'),
    GO_IMAGE_MAX_BYTES: `${maxBytes}`,
  }
}

/** Any other would unpack as the archive says. @actions/cache prefers `gtar` on macOS (internal/tar.js, getTarPath). */
async function demandGnuTar(): Promise<void> {
  const tar = process.platform === 'darwin' ? 'gtar' : 'tar'
  const {stdout} = await promisify(execFile)(tar, ['--version'], {env: process.env}).catch(() => ({stdout: ''}))
  if (!stdout.includes('GNU tar')) throw new Error(`GNU tar is needed to restore caches safely, as \`${tar}\` on PATH`)
}

/** The environment is the only way to tell @actions/cache; calls that run side by side have the same one. */
let shared: {calls: number; name: string; before: Record<string, string | undefined>} | null = null

async function withEnvironment<T>(values: Record<string, string | undefined>, work: () => Promise<T>): Promise<T> {
  const name = JSON.stringify(values)
  if (shared !== null && shared.name !== name) throw new Error('caches cannot be restored and saved at the same time')
  if (shared === null) {
    const before = Object.fromEntries(Object.keys(values).map(key => [key, process.env[key]]))
    shared = {calls: 0, name, before}
    setEnvironment(values)
  }
  shared.calls++
  try {
    return await work()
  } finally {
    shared.calls--
    if (shared.calls === 0) {
      setEnvironment(shared.before)
      shared = null
    }
  }
}

function setEnvironment(values: Record<string, string | undefined>): void {
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined) delete process.env[key]
    else process.env[key] = value
  }
}

/** One after the other for each name. */
const turns = new Map<string, Promise<unknown>>()

function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  const turn = (turns.get(name) ?? Promise.resolve()).catch(() => {}).then(work)
  turns.set(name, turn)
  return turn
}
