/**
 * Nobody vouches for a restored module cache but go.sum. `go mod verify` trusts the hashes inside the cache, and
 * `go mod download` does not look at the trees: each alone misses one attack (golang.org/ref/mod#module-cache).
 */
import {createHash} from 'node:crypto'
import {type FileHandle, open} from 'node:fs/promises'
import {messageOf} from '../runner/errors.ts'
import {type ArchiveCheck, archiveCheck, checkArchive, LIMITS, type Limits, type Sink, type Visit} from './archive.ts'
import {goModHash, hash1} from './dirhash.ts'
import {hashZip, type Place} from './zip-hash.ts'

/** `drop` says what of it must go: a zip can be bad for itself. Without it, go downloads it again. */
export type BadModule = {module: string; version: string; reason: string; drop: 'all' | 'zip'}

/**
 * Checks the archive as `checkArchive` does, and throws as it does, and every module in it against the texts of go.sum
 * files. `modules` counts those with an extracted tree; `paths` are the files and folders of the bad ones.
 *
 * `go mod verify` apart, Go never opens a zip whose tree and .ziphash are there (cmd/go/internal/modfetch: DownloadDir,
 * DownloadZip), so beside a good tree and a good .ziphash it may be as it is. Any other is hashed; and all are, when the
 * archive is unpacked `withoutTrees` (`part` of `GoCacheMount`).
 */
export async function verifyModules(
  archive: string,
  goSums: string[],
  withoutTrees = false,
): Promise<Judged & {modules: number; files: number; bytes: number}> {
  const check = moduleCheck(goSums)
  const checked = await checkArchive(archive, 'modules', check.visit)
  const left = {...LIMITS}
  await using file = await open(archive)
  const judged = await check.judge(withoutTrees, (zip, expected) => judgeZip(file, zip, expected, left))
  return {...judged, modules: check.trees(), ...checked}
}

/**
 * As `verifyModules`, for an archive that is read once, as it comes: of zips that need a look, none is good.
 */
export function streamedModules(goSums: string[]): {check: ArchiveCheck; judge: () => Promise<Judged>} {
  const {visit, judge} = moduleCheck(goSums)
  return {
    check: archiveCheck('modules', visit),
    judge: () => judge(false, async () => 'its zip was not looked into'),
  }
}

type Judged = {
  bad: BadModule[]
  /** In the archive, of all that is bad. */
  paths: string[]
}

type JudgeZip = (zip: Place, expected: Set<string> | undefined) => Promise<string | null>

function moduleCheck(goSums: string[]) {
  const sums = readGoSums(goSums)
  const found = new Map<string, Found>()
  /** By the module's path. */
  const lists = new Map<string, string>()
  const visit: Visit = ({name, type, size, content}) => {
    const part = partOf(name)
    if (part?.kind === 'list') lists.set(part.module, name)
    if (part === null || part.kind === 'list') return null
    const id = `${part.module}@${part.version}`
    let module = found.get(id)
    if (module === undefined) {
      module = {...part, tree: null, mod: null, zip: null, zipHash: null, stray: null, paths: new Set()}
      found.set(id, module)
    }
    module.valid &&= part.valid
    if (part.kind === 'tree') {
      module.tree ??= []
      module.paths.add(part.rest === '' ? name : name.slice(0, -part.rest.length - 1))
      if (type === 'directory') return null
      const {tree} = module
      return hashing(sha256 => tree.push({name: `${id}/${part.rest}`, sha256}))
    }
    const known = module
    known.paths.add(name)
    if (type === 'directory' || part.kind === 'stray') known.stray ??= name
    else if (part.kind === 'zip') known.zip = {start: content, size}
    else if (part.kind === 'mod') {
      return hashing(sha256 => {
        known.mod = goModHash(sha256)
      })
    } else if (part.kind === 'ziphash') {
      known.zipHash = ''
      return size > 100
        ? null
        : piece => {
            known.zipHash += piece?.toString('latin1') ?? ''
          }
    }
    return null
  }
  return {
    visit,
    trees: () => [...found.values()].filter(({tree}) => tree !== null).length,
    async judge(withoutTrees: boolean, zipIsBad: JudgeZip): Promise<Judged> {
      const bad: BadModule[] = []
      const paths: string[] = []
      for (const one of found.values()) {
        const {module, version, zip} = one
        const reason = judge(one, sums)
        if (reason !== null) {
          bad.push({module, version, reason, drop: 'all'})
          const list = lists.get(module)
          paths.push(...one.paths, ...(list === undefined ? [] : [list]))
        } else if (zip !== null && (withoutTrees || one.tree === null || one.zipHash === null)) {
          const zipReason = await zipIsBad(zip, expectedHashes(one, sums))
          if (zipReason === null) continue
          bad.push({module, version, reason: zipReason, drop: 'zip'})
          paths.push(...[...one.paths].filter(path => /^cache\/.*\.zip$/.test(path)))
        }
      }
      return {bad, paths}
    },
  }
}

type Found = {
  module: string
  version: string
  valid: boolean
  tree: {name: string; sha256: string}[] | null
  mod: string | null
  zip: Place | null
  zipHash: string | null
  /** A file that go leaves only when it was interrupted, such as VERSION.partial, or that is not its own. */
  stray: string | null
  /** The root of the tree and the files of the download cache, as they are written in the archive. */
  paths: Set<string>
}

function judge({module, version, valid, tree, mod, zipHash, stray}: Found, sums: Sums): string | null {
  if (!valid) return 'not written as the go command does'
  if (stray !== null) return `${stray} is not a file of a complete module`
  const id = `${module} ${version}`
  const hashes = sums.get(id)
  const modHashes = sums.get(`${id}/go.mod`)
  if (tree !== null) {
    if (!hashes) return 'not in go.sum'
    if (!hashes.has(hash1(tree))) return 'its files do not have the hash of go.sum'
  }
  if (zipHash !== null && !hashes) return 'not in go.sum'
  if (zipHash !== null && !hashes?.has(zipHash)) return 'its .ziphash is not the hash of go.sum'
  if (mod !== null && !modHashes) return 'its go.mod is not in go.sum'
  if (mod !== null && !modHashes?.has(mod)) return 'its go.mod does not have the hash of go.sum'
  return hashes || modHashes ? null : 'not in go.sum'
}

async function judgeZip(
  file: FileHandle,
  zip: Place,
  expected: Set<string> | undefined,
  left: Limits,
): Promise<string | null> {
  if (!expected) return 'its zip is not in go.sum'
  try {
    return expected.has(await hashZip(file, zip, left)) ? null : 'its zip does not have the hash of go.sum'
  } catch (error) {
    return `its zip is refused: ${messageOf(error)}`
  }
}

/** For a zip: go looks up in go.sum what .ziphash says of it. */
function expectedHashes({module, version, zipHash}: Found, sums: Sums): Set<string> | undefined {
  return zipHash === null ? sums.get(`${module} ${version}`) : new Set([zipHash])
}

type Sums = Map<string, Set<string>>

/** `module version` or `module version/go.mod` to its hashes (golang.org/ref/mod#go-sum-files). */
function readGoSums(texts: string[]): Sums {
  const sums: Sums = new Map()
  for (const line of texts.flatMap(text => text.split('\n'))) {
    const [module, version, hash, ...more] = line.trim().split(/\s+/)
    if (hash === undefined || more.length > 0 || !hash.startsWith('h1:')) continue
    const key = `${module} ${version}`
    sums.set(key, (sums.get(key) ?? new Set()).add(hash))
  }
  return sums
}

function hashing(done: (sha256: string) => void): Sink {
  const hash = createHash('sha256')
  return piece => {
    if (piece === null) done(hash.digest('hex'))
    else hash.update(piece)
  }
}

type Part = {
  module: string
  version: string
  /** Both are written as the go command does. */
  valid: boolean
  kind: 'tree' | 'info' | 'mod' | 'zip' | 'ziphash' | 'lock' | 'list' | 'stray'
  /** The path within the tree. */
  rest: string
}

/** Which module a name belongs to; null for folders above modules and for the checksum database, which is signed. */
function partOf(name: string): Part | null {
  if (name.startsWith('cache/')) {
    const [, path, file] = /^cache\/download\/(?!sumdb\/)([^@]+)\/@v\/(.+)$/.exec(name) ?? []
    if (path === undefined || file === undefined) return null
    if (file === 'list') return {...moduleOf(path, ''), kind: 'list', rest: ''}
    const [, version, kind] = /^(.+)\.(info|mod|zip|ziphash|lock)$/.exec(file) ?? []
    if (version !== undefined) return {...moduleOf(path, version), kind: kind as Part['kind'], rest: ''}
    return {...moduleOf(path, file.replace(/\.(?:partial|zip.*|tmp.*|.*\.tmp)$/, '')), kind: 'stray', rest: ''}
  }
  const [, path, version, rest] = /^((?:[^@/]+\/)*[^@/]+)@([^@/]+)(?:\/(.+))?$/.exec(name) ?? []
  if (path === undefined || version === undefined) return null
  return {...moduleOf(path, version), kind: 'tree', rest: rest ?? ''}
}

/** Undoes `!a` for `A` (golang.org/x/mod/module, UnescapePath). */
function moduleOf(path: string, version: string): {module: string; version: string; valid: boolean} {
  const [module, plain] = [path, version].map(text => text.replace(/!([a-z])/g, (_, letter) => letter.toUpperCase()))
  return {module: module!, version: plain!, valid: !/[A-Z]|!(?![a-z])/.test(`${path} ${version}`)}
}

/** Copies the archive to `output` without the files and folders that `paths` names. */
export async function withoutPaths(archive: string, paths: string[], output: string): Promise<void> {
  const dropped = new Set(paths)
  const isDropped = (name: string): boolean => {
    for (let at = name.indexOf('/'); at !== -1; at = name.indexOf('/', at + 1)) {
      if (dropped.has(name.slice(0, at))) return true
    }
    return dropped.has(name)
  }
  const kept: {start: number; end: number}[] = []
  await checkArchive(archive, 'modules', ({name, start, end}) => {
    if (isDropped(name)) return null
    const last = kept.at(-1)
    if (last?.end === start) last.end = end
    else kept.push({start, end})
    return null
  })
  await using from = await open(archive)
  await using to = await open(output, 'w')
  for (const {start, end} of kept) await copyRange(from, to, start, end)
  await to.writeFile(Buffer.alloc(1024))
}

async function copyRange(from: FileHandle, to: FileHandle, start: number, end: number): Promise<void> {
  const buffer = Buffer.allocUnsafe(Math.min(end - start, 4 * 1024 * 1024))
  for (let at = start; at < end; ) {
    const {bytesRead} = await from.read(buffer, 0, Math.min(buffer.length, end - at), at)
    if (bytesRead === 0) throw new Error('truncated: the file became shorter')
    await to.writeFile(buffer.subarray(0, bytesRead))
    at += bytesRead
  }
}
