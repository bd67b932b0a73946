/** What fixes of a Dockerfile change for real: both files are built, and their images and times compared. */
import {createHash} from 'node:crypto'
import {createReadStream} from 'node:fs'
import {appendFile, cp, mkdtemp, rm, stat, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {pipeline} from 'node:stream/promises'
import {extract} from 'tar-stream'
import {UserError} from '../runner/errors.ts'
import type {Execute} from '../runner/exec.ts'

export type Proof = {
  /** Of a build after a change of one line in a program, on a builder that has built it before; null without a program. */
  seconds: {before: number; after: number} | null
  /** Bytes of all files of the image. */
  bytes: {before: number; after: number}
  added: ImageFile[]
  removed: ImageFile[]
  /** Same path, other content, mode or owner. */
  changed: {path: string; before: number; after: number}[]
  same: number
}

export type ImageFile = {path: string; bytes: number}

type Options = {
  before: string
  after: string
  /** Of the build context; it is copied, and only the copy is changed. */
  folder: string
  buildArgs: string[]
  target: string
  /** A Go file of the program, relative to the folder, that gets a comment for the second build; null for none. */
  source: string | null
}

/** Throws a UserError when either file does not build. What is built stays in the builder's cache. */
export async function prove(options: Options, execute: Execute): Promise<Proof> {
  const temp = await mkdtemp(join(tmpdir(), 'go-image-prove-'))
  try {
    const context = join(temp, 'context')
    await cp(options.folder, context, {recursive: true, verbatimSymlinks: true})
    const before = await built('before', options.before, {...options, context, temp}, execute)
    const after = await built('after', options.after, {...options, context, temp}, execute)
    return {
      ...compare(before.files, after.files),
      seconds:
        before.seconds === null || after.seconds === null ? null : {before: before.seconds, after: after.seconds},
    }
  } finally {
    await rm(temp, {recursive: true, force: true})
  }
}

type Place = Pick<Options, 'buildArgs' | 'target' | 'source'> & {context: string; temp: string}

async function built(name: string, text: string, place: Place, execute: Execute) {
  const {context, temp, source, buildArgs, target} = place
  const file = join(temp, `${name}.Dockerfile`)
  await writeFile(file, text)
  const output = join(temp, `${name}.tar`)
  const build = async () => {
    const {exitCode, stderr, seconds} = await execute('docker', [
      ...['buildx', 'build', '--progress=plain', '--provenance=false', `--file=${file}`],
      ...buildArgs.map(argument => `--build-arg=${argument}`),
      ...(target === '' ? [] : [`--target=${target}`]),
      `--output=type=tar,dest=${output}`,
      '--',
      context,
    ])
    if (exitCode === 0) return seconds
    const last = stderr.trim().split('\n').slice(-5).join('\n')
    throw new UserError(
      'prove-failed',
      `The Dockerfile ${name} the fixes does not build, so that nothing is proved:\n${last}`,
    )
  }
  await build()
  const files = await filesIn(output)
  if (source === null) return {files, seconds: null}
  // A comment makes another file of it, and the program stays the same.
  await appendFile(join(context, source), `\n// ${name}\n`)
  return {files, seconds: await build()}
}

/** Each file with its size and a hash over content, type, mode and owner. */
async function filesIn(archive: string): Promise<Map<string, {bytes: number; print: string}>> {
  const files = new Map<string, {bytes: number; print: string}>()
  const reader = extract()
  reader.on('entry', ({name, size = 0, type, mode, uid, gid, linkname}, stream, next) => {
    const hash = createHash('sha256').update(JSON.stringify([type, mode, uid, gid, linkname ?? null]))
    stream.on('data', (piece: Buffer) => hash.update(piece))
    stream.on('end', () => {
      if (type !== 'directory') files.set(`/${name.replace(/^\.?\//, '')}`, {bytes: size, print: hash.digest('hex')})
      next()
    })
  })
  if ((await stat(archive)).size > 0) await pipeline(createReadStream(archive), reader)
  return files
}

/** Two images by their files. */
export function compare(
  before: ReadonlyMap<string, {bytes: number; print: string}>,
  after: ReadonlyMap<string, {bytes: number; print: string}>,
): Omit<Proof, 'seconds'> {
  const sum = (files: typeof before) => [...files.values()].reduce((all, {bytes}) => all + bytes, 0)
  const only = (one: typeof before, other: typeof before) =>
    [...one].flatMap(([path, {bytes}]) => (other.has(path) ? [] : [{path, bytes}]))
  const both = [...before].filter(([path]) => after.has(path))
  const changed = both.filter(([path, {print}]) => after.get(path)!.print !== print)
  return {
    bytes: {before: sum(before), after: sum(after)},
    added: only(after, before),
    removed: only(before, after),
    changed: changed.map(([path, {bytes}]) => ({path, before: bytes, after: after.get(path)!.bytes})),
    same: both.length - changed.length,
  }
}
