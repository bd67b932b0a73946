/** The scripts of scripts.ts on folders that somebody can reach: the runner itself, root on it, or a builder's container. */
import {randomUUID} from 'node:crypto'
import {mkdir, rm, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import type {GoCacheMount} from '../dockerfile/mounts.ts'
import type {Execute, ExecuteOptions, ExecuteResult} from '../runner/exec.ts'
import {type PipeWriter, pipeWriter} from '../runner/pipe.ts'
import {DISCARD, OPENED, PACK, RECEIVE, UNPACK} from './scripts.ts'
import {packWords, readAnswers, readPacked, type Transfer, unpackWords} from './transfer.ts'

/** Where commands run that can reach the folders. */
export type Place = {
  run: (args: string[], options?: Pick<ExecuteOptions, 'onLine'>) => Promise<ExecuteResult>
  /** Name of the container; null where the files of this machine are visible as they are. */
  container: string | null
}

/**
 * In and out of folders that somebody at `place` can reach. `guard` makes a script refuse what it must not do there; it
 * is told how many words each cache has.
 */
export function transferAt(
  way: Transfer['way'],
  place: Place,
  folderOf: (mount: GoCacheMount) => string,
  {execute, temp}: {execute: Execute; temp: string},
  guard: (script: string, step: number) => string = script => script,
): Transfer {
  const run = {GO_IMAGE_RUN: randomUUID()}
  const receive = async (mount: GoCacheMount, archive: AsyncIterable<Buffer>) => {
    const words = [mount.name, folderOf(mount)]
    const discard = async () => void (await runScript(place, guard(DISCARD, 2), run, words).catch(() => {}))
    const path = join(temp, `${randomUUID()}.pipe`)
    const pipe = await pipeWriter(path)
    try {
      const receiving = runScript(place, guard(RECEIVE, 2), {...run, GO_IMAGE_PIPE: path}, words, line => {
        if (line === OPENED) pipe.opened()
      }).finally(pipe.opened)
      const [received, fed] = await Promise.allSettled([receiving, feed(archive, pipe)])
      // Where both failed, the script says why; a pipe says only that nobody reads.
      for (const one of [received, fed]) if (one.status === 'rejected') throw one.reason
      return {discard}
    } catch (error) {
      await discard()
      throw error
    } finally {
      await rm(path, {force: true})
    }
  }
  return {
    way,
    // A container gets files: see `within`.
    ...(place.container === null && {receive}),
    async unpack(restored, archives) {
      await within(place, archives, execute, async ({inFolder}) => {
        const env = {...run, GO_IMAGE_IN: `${inFolder}/`}
        await runScript(place, guard(UNPACK, 3), env, unpackWords(restored, folderOf))
      })
    },
    async pack(requests, folder) {
      const started = performance.now()
      const lists = join(folder, 'lists')
      await mkdir(lists, {recursive: true})
      const keep = requests.flatMap(request => request.keep)
      if (keep.length > 0) await writeFile(join(lists, 'modules.keep'), `${keep.join('\n')}\n`)
      return await within(place, lists, execute, async ({inFolder, outFolder, bringOut}) => {
        const env = {GO_IMAGE_IN: `${inFolder}/`, GO_IMAGE_OUT: outFolder(folder)}
        const answers = await runScript(place, guard(PACK, 4), env, packWords(requests, folderOf))
        await bringOut(folder)
        return {packed: readPacked(answers), seconds: (performance.now() - started) / 1000}
      })
    },
  }
}

async function feed(archive: AsyncIterable<Buffer>, pipe: PipeWriter): Promise<void> {
  try {
    await pipe.isOpen
    for await (const piece of archive) await pipe.write(piece)
  } finally {
    await pipe.close()
  }
}

/** Runs one of the scripts at the place; resolves with the words of the lines that it printed after `go-image`. */
export async function runScript(
  place: Place,
  text: string,
  env: Record<string, string>,
  words: string[],
  onLine?: (line: string) => void,
): Promise<string[][]> {
  const assigned = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  const {exitCode, stdout, stderr} = await place.run(
    ['env', ...assigned, 'sh', '-c', text, 'sh', ...words],
    onLine && {onLine},
  )
  if (exitCode !== 0) throw new Error(stderr.trim().split('\n').at(-1) || `exit code ${exitCode}`)
  return readAnswers(stdout.split('\n'))
}

type Inside = {
  inFolder: string
  outFolder: (folder: string) => string
  bringOut: (folder: string) => Promise<void>
}

/**
 * Makes the files of `folder` visible at the place while `body` runs. Into a container they are copied: `docker exec -i`
 * with an archive as standard input saves the second writing and still took longer (166 MB in four rounds each, with
 * unpacking: 3.6 to 5.7 s copied, 3.8 to 10.4 s streamed).
 */
async function within<T>(
  {run, container}: Place,
  folder: string,
  execute: Execute,
  body: (inside: Inside) => Promise<T>,
): Promise<T> {
  if (container === null) return await body({inFolder: folder, outFolder: out => out, bringOut: async () => {}})
  const inside = `/tmp/go-image-${randomUUID()}`
  const copy = async (from: string, to: string) => {
    const {exitCode, stderr} = await execute('docker', ['cp', '--quiet', from, to])
    if (exitCode !== 0) throw new Error(`docker cp: ${stderr.trim()}`)
  }
  try {
    await run(['mkdir', '-p', `${inside}/in`, `${inside}/out`])
    await copy(`${folder}/.`, `${container}:${inside}/in`)
    return await body({
      inFolder: `${inside}/in`,
      outFolder: () => `${inside}/out`,
      bringOut: out => copy(`${container}:${inside}/out/.`, out),
    })
  } finally {
    await run(['rm', '-rf', inside])
  }
}
