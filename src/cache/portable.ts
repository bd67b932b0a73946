import {randomUUID} from 'node:crypto'
import {link, mkdir, rename, rm, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import type {GoCacheMount} from '../dockerfile/mounts.ts'
import type {Execute} from '../runner/exec.ts'
import {settled} from '../runner/settled.ts'
import {PACK, PROBE, UNPACK} from './scripts.ts'
import {runSmallBuild, writable} from './small-build.ts'
import {
  cacheFolder,
  type Opened,
  type Probed,
  packWords,
  probeWords,
  readAnswers,
  readPacked,
  readProbed,
  type Transfer,
  unpackWords,
} from './transfer.ts'

/**
 * The portable way into and out of cache mounts: small builds whose RUNs have exactly the Dockerfile's own mount options,
 * on the Go stages' own base images. Works on every driver, local or remote, and needs no privileges. What is unpacked
 * can write nowhere but into that step's own file system and the mounts.
 *
 * Its steps are root's: a USER that the Dockerfile makes is not in the base image, and root can write whatever owner a
 * mount's uid and gid name. The scripts give what they make to that owner.
 */
export type Portable = {
  transfer: Transfer
  /** As of `Way`. */
  receives: boolean
  /** Throws when the builder cannot run a step with these mounts. */
  open: (mounts: GoCacheMount[]) => Promise<Opened>
  probe: (mounts: GoCacheMount[]) => Promise<Probed>
  /** Lets the builder have the Go stages' base images, which the build needs anyway. */
  fetchBase: (mounts: GoCacheMount[]) => Promise<void>
}

type Settings = {
  builder: string
  buildContexts: string[]
  /** Of the user's build; only those that decide which mount a mount is are used. */
  buildArgs: string[]
  /**
   * Folder that the user's build has as context, where the driver is kubernetes: of several pods it takes one by the hash
   * of that path (docker/buildx commands/build.go, contextPathHash). Nothing of it is used.
   */
  contextFolder?: string | null
  temp: string
}

export function portableTransfer(settings: Settings, execute: Execute): Portable {
  const solve = (name: string, script: string, mounts: GoCacheMount[], more: Partial<Solve>) => {
    const none: Omit<Solve, 'name' | 'script' | 'mounts'> = {words: () => [], archives: null, lists: {}, output: null}
    return solveOnNodes({...none, name, script, mounts, ...more}, settings, execute)
  }
  const probe = async (mounts: GoCacheMount[]): Promise<Probed> => {
    const word = randomUUID()
    const {answers} = await solve('probe', PROBE, mounts, {words: group => probeWords(word, group)})
    return readProbed(answers, word)
  }
  const transfer: Transfer = {
    way: 'portable',
    async unpack(restored, archives) {
      const mounts = restored.map(({mount}) => mount)
      const words = (group: GoCacheMount[]) => unpackWords(of(restored, group), cacheFolder)
      await solve('unpack', UNPACK, mounts, {words, archives})
    },
    async pack(requests, folder) {
      const mounts = requests.map(({mount}) => mount)
      const output = requests.some(({what}) => what !== 'count') ? folder : null
      const keep = [...new Set(requests.flatMap(({keep}) => keep))]
      const lists: Solve['lists'] = keep.length > 0 ? {'modules.keep': `${keep.join('\n')}\n`} : {}
      const words = (group: GoCacheMount[]) => packWords(of(requests, group), cacheFolder)
      const {answers, seconds} = await solve('pack', PACK, mounts, {words, output, lists})
      return {packed: readPacked(answers), seconds}
    },
  }
  return {
    transfer,
    receives: false,
    probe,
    open: async mounts => ({transfer, states: (await probe(mounts)).states}),
    async fetchBase(mounts) {
      await solve('fetch', 'true', mounts.map(withoutMount), {})
    },
  }
}

function of<T extends {mount: GoCacheMount}>(all: T[], mounts: GoCacheMount[]): T[] {
  return all.filter(({mount}) => mounts.includes(mount))
}

/** Its step cannot wait for another one that holds a locked mount. */
function withoutMount(mount: GoCacheMount): GoCacheMount {
  const target = '/.go-image-none'
  return {...mount, options: `type=tmpfs,target=${target}`, target}
}

type Solve = {
  name: string
  script: string
  mounts: GoCacheMount[]
  /** What the script gets for some of the mounts. */
  words: (mounts: GoCacheMount[]) => string[]
  /** Folder with the archives of the mounts, which the script finds in /.go-image. */
  archives: string | null
  /** Further small files for /.go-image. */
  lists: Record<string, string>
  /** Where the archives of /out go; null: nothing comes out. */
  output: string | null
}

/** The words of every line that the script printed after `go-image`, and how long it ran. */
type Solved = {answers: string[][]; seconds: number}

/** One build for each node, side by side. All of them have ended when one fails. */
async function solveOnNodes(solve: Solve, settings: Settings, execute: Execute): Promise<Solved> {
  const nodes = [...new Set(solve.mounts.map(({node}) => node))]
  const solves = nodes.map(node => ({...solve, mounts: solve.mounts.filter(mount => mount.node === node)}))
  const solved = await settled(solves.map(one => runSolve(one, settings, execute)))
  return {
    answers: solved.flatMap(({answers}) => answers),
    seconds: Math.max(...solved.map(({seconds}) => seconds)),
  }
}

/** All mounts are of one node. */
async function runSolve(solve: Solve, settings: Settings, execute: Execute): Promise<Solved> {
  const folder = join(settings.temp, `${solve.name}-${randomUUID()}`)
  const [context, files] = [join(folder, 'context'), join(folder, 'files')]
  await Promise.all([context, files].map(made => mkdir(made, {recursive: true})))
  try {
    await writeFile(join(files, `${solve.name}.sh`), solve.script)
    for (const [name, text] of Object.entries(solve.lists)) await writeFile(join(files, name), text)
    if (solve.archives !== null) await linkArchives(solve.archives, files, solve.mounts)
    await writeFile(join(folder, 'Dockerfile'), solveDockerfile(solve))
    const steps = await runSmallBuild(
      {
        ...{builder: settings.builder, buildArgs: settings.buildArgs, platform: solve.mounts[0]!.node},
        ...{dockerfile: join(folder, 'Dockerfile'), context: settings.contextFolder ?? context},
        output: solve.output === null ? 'type=cacheonly' : `type=local,dest=${folder}/out`,
        more: [
          ...settings.buildContexts.map(context => `--build-context=${context}`),
          `--build-context=go-image-files=${files}`,
          // A changed argument makes the step run again; --no-cache-filter would empty the mounts instead.
          `--build-arg=GO_IMAGE_RUN=${randomUUID()}`,
        ],
      },
      execute,
    )
    if (solve.output !== null)
      for (const {name} of solve.mounts)
        await rename(join(folder, 'out', `${name}.tar`), join(solve.output, `${name}.tar`)).catch(() => {})
    const answers = readAnswers(steps.flatMap(step => step.lines))
    const seconds = Math.max(0, ...steps.filter(({name}) => name.includes(' RUN ')).map(step => step.seconds ?? 0))
    return {answers, seconds}
  } finally {
    await rm(folder, {recursive: true, force: true})
  }
}

/** A node gets its own archives, not those of others; of large files that costs nothing. */
async function linkArchives(from: string, to: string, mounts: GoCacheMount[]): Promise<void> {
  for (const name of mounts.flatMap(({name}) => [`${name}.tar`, `${name}-difference.tar`]))
    await link(join(from, name), join(to, name)).catch(error => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    })
}

/**
 * One stage for each group. The words of the command tell sets of mounts apart: BuildKit takes two RUNs with the same
 * command and targets but other mount ids for one step (solver/llbsolver/ops/exec.go, checkShouldClearCacheOpts).
 */
function solveDockerfile({name, mounts, words, output}: Solve): string {
  const groups = groupMounts(mounts)
  const stages = groups.flatMap((group, index) => {
    const [{image, platform}] = group as [GoCacheMount]
    const options = [...new Set(group.map(mount => writable(mount.options)))]
    return [
      `FROM ${platform ? `--platform=${platform} ` : ''}${image} AS ${stageName(index)}`,
      'USER 0:0',
      // What the last stage needs to be there, so that this one runs.
      ...(groups.length > 1 ? ['WORKDIR /out'] : []),
      'ARG GO_IMAGE_RUN',
      'RUN --network=none \\',
      ...options.map(option => `    --mount=${option} \\`),
      '    --mount=type=bind,from=go-image-files,target=/.go-image \\',
      `    ${JSON.stringify(['sh', `/.go-image/${name}.sh`, ...words(group)])}`,
    ]
  })
  const collect = output !== null || groups.length > 1
  const copies = groups.map((_, index) => `COPY --from=${stageName(index)} /out/ /`)
  return [...stages, ...(collect ? ['FROM scratch', ...copies] : []), ''].join('\n')
}

function stageName(index: number): string {
  return `go-image-${index + 1}`
}

/** Mounts that one step can have: on the same base image, and none of them on or in another. */
function groupMounts(mounts: GoCacheMount[]): GoCacheMount[][] {
  const groups: GoCacheMount[][] = []
  for (const mount of mounts) {
    const group = groups.find(
      group => isSameBase(group[0]!, mount) && !group.some(other => hides(mount, other) || hides(other, mount)),
    )
    if (group) group.push(mount)
    else groups.push([mount])
  }
  return groups
}

function isSameBase(one: GoCacheMount, other: GoCacheMount): boolean {
  return one.image === other.image && one.platform === other.platform
}

function hides(one: GoCacheMount, other: GoCacheMount): boolean {
  if (writable(one.options) === writable(other.options)) return false
  return other.target === one.target || other.target.startsWith(`${one.target}/`)
}
