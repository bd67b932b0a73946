import {randomUUID} from 'node:crypto'
import {mkdir, writeFile} from 'node:fs/promises'
import {join, posix} from 'node:path'
import type {Builder} from '../build/builder.ts'
import type {GoCacheMount} from '../dockerfile/mounts.ts'
import type {TransferMode} from '../inputs.ts'
import type {Execute, ExecuteResult} from '../runner/exec.ts'
import {guarded, LOOK} from './direct-scripts.ts'
import {findMounts, type Sighting} from './finder.ts'
import {architectureOf} from './finder-program.ts'
import {foldersOf, parseMountInfo} from './mountinfo.ts'
import {PACK, SENTINEL, UNPACK} from './scripts.ts'
import {
  type Opened,
  type Probed,
  packWords,
  type Refused,
  readPacked,
  type Transfer,
  unpackWords,
  type Way,
} from './transfer.ts'

/** Where commands run that can reach the builder's storage: this machine as root, or inside the builder's container. */
type Place = {
  run: (args: string[]) => Promise<ExecuteResult>
  /** Name of the container; null where the files of this machine are visible as they are. */
  container: string | null
}

type Machine = {
  execute: Execute
  temp: string
  dockerHost: string
  isRoot: boolean
  /** Of the user's build. */
  buildArgs: string[]
}

/**
 * The direct way: archives are unpacked straight into the folders of the builder's storage that the cache mounts are
 * binds of. Two to three times cheaper than the portable way, where it is open: the docker driver with an engine on this
 * machine (root, or sudo without a password), and the docker-container driver. A word that a step wrote through the
 * mount proves that a folder is the mount. Null where the user wants the portable way.
 *
 * `probe` serves where the finder's program does not run.
 */
export function directWay(
  mode: TransferMode,
  builder: Builder,
  probe: (mounts: GoCacheMount[]) => Promise<Probed>,
  machine: Machine,
): Way | null {
  if (mode === 'portable') return null
  return async mounts => {
    const place = placeOf(builder, mounts, machine)
    if ('refused' in place) return place
    // A builder in a container may begin with the finder's build; before that there is nothing to reach.
    const early = place.container === null ? await reach(place) : null
    if (early && 'refused' in early) return early
    const sightings = await sight(builder, mounts, probe, machine)
    const reached = early ?? (await reach(place))
    if ('refused' in reached) return reached
    return await openFolders(sightings, reached.mountInfo, place, machine.execute)
  }
}

function placeOf(builder: Builder, mounts: GoCacheMount[], {execute, dockerHost, isRoot}: Machine): Place | Refused {
  const {driver, nodes} = builder
  const [node] = nodes
  if (driver !== 'docker' && driver !== 'docker-container')
    return {refused: `the storage of a ${driver} builder cannot be reached`}
  if (nodes.length > 1 || mounts.some(({node}) => node !== null))
    return {refused: `each of the builder's ${nodes.length} nodes has mounts of its own`}
  const part = mounts.find(mount => mount.part !== '')
  if (part) return {refused: `the mount on ${part.target} is only a part of the module cache`}
  if (driver === 'docker-container') {
    // docker/buildx driver/docker-container/factory.go and driver.go; a node is named BUILDER0 unless told
    const container = `buildx_buildkit_${node?.name ?? `${builder.name}0`}`
    return {run: args => execute('docker', ['exec', '-i', container, ...args]), container}
  }
  if (dockerHost !== '' && !dockerHost.startsWith('unix://')) return {refused: 'the engine is on another machine'}
  if (!isRoot) return {run: args => execute('sudo', ['-n', ...args]), container: null}
  return {run: ([command, ...args]) => execute(command!, args), container: null}
}

/** What is mounted there, for who has all that the scripts need. */
async function reach({run, container}: Place): Promise<{mountInfo: string[]} | Refused> {
  const needs = 'tar --help >/dev/null 2>&1 && command -v find >/dev/null && cat /proc/self/mountinfo'
  const {exitCode, stdout, stderr} = await run(['sh', '-c', needs])
  if (exitCode === 0) return {mountInfo: stdout.split('\n')}
  const [why = ''] = stderr.trim().split('\n')
  if (container !== null) return {refused: `the builder's container has no shell with tar and find: ${why}`}
  return {refused: `the engine's storage needs root, and sudo without a password does not work: ${why}`}
}

async function sight(
  {name, platform, nodes}: Builder,
  mounts: GoCacheMount[],
  probe: (mounts: GoCacheMount[]) => Promise<Probed>,
  {execute, temp, buildArgs}: Machine,
): Promise<Sighting[]> {
  const [node] = nodes
  // What was set by hand comes first and need not be what the node is.
  const own = node?.platforms.find(platform => !node.setPlatforms.includes(platform)) ?? platform
  const known = own ?? `linux/${process.arch === 'x64' ? 'amd64' : process.arch}`
  const architecture = architectureOf(known)
  if (architecture !== null)
    return await findMounts(mounts, {builder: name, platform: known, architecture, buildArgs, temp}, execute)
  const {mountInfo, word} = await probe(mounts)
  return mounts.map(mount => ({mount, mountInfo, word, sentinel: posix.join(mount.within, SENTINEL)}))
}

/** The folder of each mount, proved by the word in it. */
async function openFolders(
  sightings: Sighting[],
  mountInfo: string[],
  place: Place,
  execute: Execute,
): Promise<Opened | Refused> {
  const other = parseMountInfo(mountInfo)
  const candidates = sightings.flatMap(sighting =>
    foldersOf(sighting.mount.target, parseMountInfo(sighting.mountInfo), other).map(path => ({...sighting, path})),
  )
  const words = candidates.flatMap(({mount, word, sentinel, path}, index) => [
    ...[`${index}`, posix.join(path, mount.within), posix.join(path, sentinel), word],
  ])
  const answers = words.length === 0 ? [] : await script(place, LOOK, {}, words)
  const folders = new Map<string, string>()
  const states: Opened['states'] = new Map()
  for (const [index, state] of answers) {
    const {mount, path} = candidates[Number(index)]!
    if (folders.has(mount.name)) continue
    if (state === 'linked') return {refused: `a link in the mount on ${mount.target} leads elsewhere`}
    folders.set(mount.name, posix.join(path, mount.within))
    states.set(mount.name, state === 'warm' ? 'warm' : 'empty')
  }
  const lost = sightings.find(({mount}) => !folders.has(mount.name))
  if (lost) {
    const count = candidates.filter(({mount}) => mount === lost.mount).length
    return {refused: `the folder behind ${lost.mount.target} was not found (${count} candidates)`}
  }
  return {transfer: transferAt('direct', place, mount => folders.get(mount.name)!, execute), states}
}

/** In and out of folders that somebody at `place` can reach. */
export function transferAt(
  way: Transfer['way'],
  place: Place,
  folderOf: (mount: GoCacheMount) => string,
  execute: Execute,
): Transfer {
  const text = way === 'direct' ? guarded : (script: string) => script
  return {
    way,
    async unpack(restored, archives) {
      await within(place, archives, execute, async ({inFolder}) => {
        const env = {GO_IMAGE_IN: `${inFolder}/`}
        // Each cache in a process of its own: two cores unpack faster than one.
        await Promise.all(restored.map(one => script(place, text(UNPACK, 3), env, unpackWords([one], folderOf))))
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
        const answers = await script(place, text(PACK, 4), env, packWords(requests, folderOf))
        await bringOut(folder)
        return {packed: readPacked(answers), seconds: (performance.now() - started) / 1000}
      })
    },
  }
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
