import {randomUUID} from 'node:crypto'
import {mkdir, rename, rm, writeFile} from 'node:fs/promises'
import {join, posix} from 'node:path'
import {followProgress} from '../build/progress.ts'
import type {GoCacheMount} from '../dockerfile/mounts.ts'
import type {Execute} from '../runner/exec.ts'
import {PACK, PROBE, UNPACK} from './scripts.ts'

/**
 * The portable way into and out of cache mounts: small builds whose one RUN has exactly the Dockerfile's own mount
 * options, on the Go stage's own base image. Works on every driver, local or remote, and needs no privileges. What is
 * unpacked can write nowhere but into that step's own file system and the mounts.
 */
export type Portable = {
  probe: (mounts: GoCacheMount[]) => Promise<Map<GoCacheMount['kind'], 'warm' | 'empty'>>
  /** Unpacks `archives/KIND.tar` into each mount. The archive is gone afterwards. */
  unpack: (mounts: GoCacheMount[], archives: string) => Promise<void>
  /** Counts what each mount has and, unless `folder` is null, packs those with anything new into `folder/KIND.tar`. */
  pack: (mounts: GoCacheMount[], folder: string | null) => Promise<Packed[]>
}

export type Packed = {
  kind: GoCacheMount['kind']
  /** Compile results or modules that the build added, and all there are. */
  added: number
  total: number
  /** The mount still has what was unpacked into it. */
  stamped: boolean
}

type Settings = {
  builder: string
  buildContexts: string[]
  /** Of the user's build; only those that decide which mount a mount is are used. */
  buildArgs: string[]
  temp: string
}

export function portableTransfer(settings: Settings, execute: Execute): Portable {
  const solve = (name: string, script: string, mounts: GoCacheMount[], words: string[], more: Partial<Solve>) =>
    runSolve({name, script, mounts, words, files: null, output: null, ...more}, settings, execute)
  return {
    async probe(mounts) {
      const answers = await solve('probe', PROBE, mounts, mounts.flatMap(pairOf), {})
      return new Map(answers.map(([kind, state]) => [kind as GoCacheMount['kind'], state as 'warm' | 'empty']))
    },
    async unpack(mounts, archives) {
      await solve('unpack', UNPACK, mounts, mounts.flatMap(pairOf), {files: archives})
    },
    async pack(mounts, folder) {
      const words = mounts.flatMap(mount => [
        ...pairOf(mount),
        folder === null ? 'count' : mount.wantsZips ? 'all' : 'no-zips',
      ])
      const answers = await solve('pack', PACK, mounts, words, {output: folder})
      return answers.map(([kind, added, total, stamped]) => ({
        kind: kind as GoCacheMount['kind'],
        added: Number(added),
        total: Number(total),
        stamped: stamped === 'yes',
      }))
    },
  }
}

function pairOf(mount: GoCacheMount): string[] {
  return [mount.kind, posix.join(mount.target, mount.within)]
}

type Solve = {
  name: string
  script: string
  mounts: GoCacheMount[]
  words: string[]
  /** Folder whose files the script finds in /.go-image. */
  files: string | null
  /** Where the content of /out goes; null: nothing comes out. */
  output: string | null
}

/** One build; resolves with the words of every line that the script printed after `go-image`. */
async function runSolve(solve: Solve, settings: Settings, execute: Execute): Promise<string[][]> {
  const folder = join(settings.temp, `${solve.name}-${randomUUID()}`)
  const files = solve.files ?? join(folder, 'files')
  await mkdir(join(folder, 'context'), {recursive: true})
  await mkdir(files, {recursive: true})
  try {
    await writeFile(join(files, `${solve.name}.sh`), solve.script)
    await writeFile(join(folder, 'Dockerfile'), solveDockerfile(solve))
    const progress = followProgress()
    const args = [
      'buildx',
      'build',
      '--progress=plain',
      ...(settings.builder === '' ? [] : [`--builder=${settings.builder}`]),
      ...settings.buildContexts.map(context => `--build-context=${context}`),
      `--build-context=go-image-files=${files}`,
      // Namespace of all cache mounts (docs.docker.com/reference/dockerfile, "BuildKit built-in build args").
      ...settings.buildArgs.filter(arg => arg.startsWith('BUILDKIT_CACHE_MOUNT_NS=')).map(arg => `--build-arg=${arg}`),
      // A changed argument makes the step run again; --no-cache-filter would empty the mounts instead.
      `--build-arg=GO_IMAGE_NONCE=${randomUUID()}`,
      '--provenance=false',
      `--file=${join(folder, 'Dockerfile')}`,
      `--output=${solve.output === null ? 'type=cacheonly' : `type=local,dest=${folder}/out`}`,
      '--',
      join(folder, 'context'),
    ]
    const {exitCode} = await execute('docker', args, {onLine: line => progress.read(line)})
    if (exitCode !== 0) throw new Error(progress.failure() ?? `docker buildx build ended with exit code ${exitCode}`)
    if (solve.output !== null)
      for (const {kind} of solve.mounts)
        await rename(join(folder, 'out', `${kind}.tar`), join(solve.output, `${kind}.tar`)).catch(() => {})
    return progress
      .steps()
      .flatMap(step => step.lines)
      .filter(line => line.startsWith('go-image '))
      .map(line => line.split(' ').slice(1))
  } finally {
    await rm(folder, {recursive: true, force: true})
    if (solve.files) await rm(solve.files, {recursive: true, force: true})
  }
}

/**
 * The words of the command tell sets of mounts apart: BuildKit takes two RUNs with the same command and targets but
 * other mount ids for one step (solver/llbsolver/ops/exec.go, checkShouldClearCacheOpts).
 */
function solveDockerfile({name, mounts, words, output}: Solve): string {
  const [{image, platform, user}] = mounts as [GoCacheMount]
  const options = [...new Set(mounts.map(mount => writable(mount.options)))]
  return [
    `FROM ${platform ? `--platform=${platform} ` : ''}${image} AS go`,
    ...(user === '' ? [] : [`USER ${user}`]),
    'ARG GO_IMAGE_NONCE',
    'RUN --network=none \\',
    ...options.map(option => `    --mount=${option} \\`),
    '    --mount=type=bind,from=go-image-files,target=/.go-image \\',
    `    ${JSON.stringify(['sh', `/.go-image/${name}.sh`, ...words])}`,
    ...(output === null ? [] : ['FROM scratch', 'COPY --from=go /out/ /']),
    '',
  ].join('\n')
}

/** A mount is the same with and without `readonly`; ours must be able to write. */
function writable(options: string): string {
  return options
    .split(',')
    .filter(field => !/^(ro|readonly|rw|readwrite)(=.*)?$/.test(field.trim()))
    .join(',')
}
