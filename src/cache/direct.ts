import {randomUUID} from 'node:crypto'
import {mkdir, writeFile} from 'node:fs/promises'
import {join, posix} from 'node:path'
import type {Builder} from '../build/builder.ts'
import type {GoCacheMount} from '../dockerfile/mounts.ts'
import type {TransferMode} from '../inputs.ts'
import type {Execute, ExecuteResult} from '../runner/exec.ts'
import {foldersOf, parseMountInfo} from './mountinfo.ts'
import {PACK, SENTINEL, UNPACK} from './scripts.ts'
import {type Probed, packWords, readPacked, type Transfer, unpackWords} from './transfer.ts'

/** Why the direct way is not open; the portable one serves instead. */
export type Refused = {refused: string}

/** Where commands run that can reach the builder's storage: this machine as root, or inside the builder's container. */
type Place = {
  run: (args: string[], options?: {input?: string}) => Promise<ExecuteResult>
  /** Makes a folder of this machine visible there and gives its name; null where it is visible as it is. */
  container: string | null
}

/**
 * The direct way: archives are unpacked straight into the folders of the builder's storage that the cache mounts are
 * binds of. Two to three times cheaper than the portable way, where it is open: the docker driver with an engine on this
 * machine (root, or sudo without a password), and the docker-container driver. A sentinel that the probe wrote through
 * the mount proves that a folder is the mount.
 */
export async function directTransfer(
  options: {builder: Builder; mounts: GoCacheMount[]; probed: Probed; dockerHost: string; isRoot: boolean},
  execute: Execute,
): Promise<Transfer | Refused> {
  const place = await reachStorage(options, execute)
  if ('refused' in place) return place
  const folders = await findFolders(options, place)
  if ('refused' in folders) return folders
  const folderOf = (mount: GoCacheMount) => posix.join(folders.get(mount.target)!, mount.within)
  return {
    way: 'direct',
    async unpack(restored, archives) {
      await within(place, archives, execute, async ({inFolder}) => {
        // Each cache in a process of its own: two cores unpack faster than one.
        await Promise.all(
          restored.map(one => script(place, UNPACK, {GO_IMAGE_IN: `${inFolder}/`}, unpackWords([one], folderOf))),
        )
      })
    },
    async pack(requests, folder) {
      const lists = join(folder, 'lists')
      await mkdir(lists, {recursive: true})
      const keep = requests.flatMap(request => request.keep)
      if (keep.length > 0) await writeFile(join(lists, 'modules.keep'), `${keep.join('\n')}\n`)
      return await within(place, lists, execute, async ({inFolder, outFolder, bringOut}) => {
        const words = packWords(requests, folderOf)
        const answers = await script(place, PACK, {GO_IMAGE_IN: `${inFolder}/`, GO_IMAGE_OUT: outFolder(folder)}, words)
        await bringOut(folder)
        return readPacked(answers)
      })
    },
  }
}

/** The direct way as caches.ts asks for it; null where the user wants the portable one. */
export function directWay(
  mode: TransferMode,
  builder: Builder,
  machine: {execute: Execute; dockerHost: string; isRoot: boolean},
): ((mounts: GoCacheMount[], probed: Probed) => Promise<Transfer | Refused>) | null {
  if (mode === 'portable') return null
  const {execute, dockerHost, isRoot} = machine
  return (mounts, probed) => directTransfer({builder, mounts, probed, dockerHost, isRoot}, execute)
}

async function reachStorage(
  {builder, dockerHost, isRoot}: {builder: Builder; dockerHost: string; isRoot: boolean},
  execute: Execute,
): Promise<Place | Refused> {
  if (builder.driver === 'docker-container') {
    // docker/buildx driver/docker-container: the container of the first node
    const name = `buildx_buildkit_${builder.name}0`
    const place: Place = {run: (args, more) => execute('docker', ['exec', '-i', name, ...args], more), container: name}
    const {exitCode, stderr} = await place.run(['sh', '-c', 'tar --help >/dev/null 2>&1 && command -v find'])
    return exitCode === 0
      ? place
      : {refused: `the builder's container has no shell with tar and find: ${stderr.trim()}`}
  }
  if (builder.driver !== 'docker') return {refused: `the storage of a ${builder.driver} builder cannot be reached`}
  if (dockerHost !== '' && !dockerHost.startsWith('unix://')) return {refused: 'the engine is on another machine'}
  if (isRoot) return {run: ([command, ...args], more) => execute(command!, args, more), container: null}
  const sudo: Place = {run: (args, more) => execute('sudo', ['-n', ...args], more), container: null}
  const {exitCode} = await sudo.run(['true']).catch(() => ({exitCode: 1}))
  return exitCode === 0 ? sudo : {refused: 'the engine’s storage needs root, and sudo asks for a password'}
}

/** The folder of each mount's target, proved by the sentinel. */
async function findFolders(
  {mounts, probed}: {mounts: GoCacheMount[]; probed: Probed},
  place: Place,
): Promise<Map<string, string> | Refused> {
  const {stdout} = await place.run(['cat', '/proc/self/mountinfo'])
  const [container, other] = [parseMountInfo(probed.mountInfo), parseMountInfo(stdout.split('\n'))]
  const found = new Map<string, string>()
  for (const mount of mounts) {
    const candidates = foldersOf(mount.target, container, other)
    const sentinels = candidates.map(folder => posix.join(folder, mount.within, SENTINEL))
    const print = 'for file; do if [ "$(cat "$file" 2>/dev/null)" = "$0" ]; then echo "$file"; fi; done'
    const {stdout: proved} = await place.run(['sh', '-c', print, probed.word, ...sentinels])
    const index = sentinels.indexOf(proved.split('\n')[0] ?? '')
    if (index < 0) return {refused: `the folder behind ${mount.target} was not found (${candidates.length} candidates)`}
    found.set(mount.target, candidates[index]!)
  }
  return found
}

/** Runs one of the scripts at the place; resolves with the words of the lines that it printed after `go-image`. */
async function script(place: Place, text: string, env: Record<string, string>, words: string[]): Promise<string[][]> {
  const assigned = Object.entries(env).map(([name, value]) => `${name}=${value}`)
  const {exitCode, stdout, stderr} = await place.run(['env', ...assigned, 'sh', '-c', text, 'sh', ...words])
  if (exitCode !== 0) throw new Error(stderr.trim().split('\n').at(-1) || `exit code ${exitCode}`)
  return stdout
    .split('\n')
    .filter(line => line.startsWith('go-image '))
    .map(line => line.split(' ').slice(1))
}

type Inside = {
  inFolder: string
  outFolder: (folder: string) => string
  bringOut: (folder: string) => Promise<void>
}

/** Makes the files of `folder` visible at the place while `body` runs. */
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
