import {posix} from 'node:path'
import {type Builder, ownPlatform} from '../build/builder.ts'
import type {GoCacheMount} from '../dockerfile/mounts.ts'
import type {TransferMode} from '../inputs.ts'
import type {Execute} from '../runner/exec.ts'
import {guarded, LOOK} from './direct-scripts.ts'
import {findMounts, type Sighting} from './finder.ts'
import {architectureOf} from './finder-program.ts'
import {foldersOf, parseMountInfo} from './mountinfo.ts'
import {type Place, runScript, transferAt} from './place.ts'
import {SENTINEL} from './scripts.ts'
import type {Opened, Probed, Refused, Way} from './transfer.ts'

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
  const open = async (mounts: GoCacheMount[]): Promise<Opened | Refused> => {
    const place = placeOf(builder, mounts, machine)
    if ('refused' in place) return place
    // A builder in a container may begin with the finder's build; before that there is nothing to reach.
    const early = place.container === null ? await reach(place) : null
    if (early && 'refused' in early) return early
    const sightings = await sight(builder, mounts, probe, machine)
    const reached = early ?? (await reach(place))
    if ('refused' in reached) return reached
    return await openFolders(sightings, reached.mountInfo, place, machine)
  }
  return {open, receives: builder.driver === 'docker'}
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
    return {run: (args, options) => execute('docker', ['exec', '-i', container, ...args], options), container}
  }
  if (dockerHost !== '' && !dockerHost.startsWith('unix://')) return {refused: 'the engine is on another machine'}
  if (!isRoot) return {run: (args, options) => execute('sudo', ['-n', ...args], options), container: null}
  return {run: ([command, ...args], options) => execute(command!, args, options), container: null}
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
  const known = own ?? ownPlatform()
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
  machine: Machine,
): Promise<Opened | Refused> {
  const other = parseMountInfo(mountInfo)
  const candidates = sightings.flatMap(sighting =>
    foldersOf(sighting.mount.target, parseMountInfo(sighting.mountInfo), other).map(path => ({...sighting, path})),
  )
  const words = candidates.flatMap(({mount, word, sentinel, path}, index) => [
    ...[`${index}`, posix.join(path, mount.within), posix.join(path, sentinel), word],
  ])
  const answers = words.length === 0 ? [] : await runScript(place, LOOK, {}, words)
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
  return {transfer: transferAt('direct', place, mount => folders.get(mount.name)!, machine, guarded), states}
}
