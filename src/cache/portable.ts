import {randomUUID} from 'node:crypto'
import {mkdir, rename, rm, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {followProgress} from '../build/progress.ts'
import type {GoCacheMount} from '../dockerfile/mounts.ts'
import type {Execute} from '../runner/exec.ts'
import {PACK, PROBE, UNPACK} from './scripts.ts'
import {
  cacheFolder,
  type Probed,
  packWords,
  probeWords,
  readPacked,
  readProbed,
  type Transfer,
  unpackWords,
} from './transfer.ts'

/**
 * The portable way into and out of cache mounts: small builds whose one RUN has exactly the Dockerfile's own mount
 * options, on the Go stage's own base image. Works on every driver, local or remote, and needs no privileges. What is
 * unpacked can write nowhere but into that step's own file system and the mounts.
 */
export type Portable = Transfer & {probe: (mounts: GoCacheMount[]) => Promise<Probed>}

type Settings = {
  builder: string
  buildContexts: string[]
  /** Of the user's build; only those that decide which mount a mount is are used. */
  buildArgs: string[]
  temp: string
}

export function portableTransfer(settings: Settings, execute: Execute): Portable {
  const solve = (name: string, script: string, mounts: GoCacheMount[], words: string[], more: Partial<Solve>) =>
    runSolve({name, script, mounts, words, files: null, lists: {}, output: null, ...more}, settings, execute)
  return {
    way: 'portable',
    async probe(mounts) {
      const word = randomUUID()
      return readProbed(await solve('probe', PROBE, mounts, probeWords(word, mounts), {}), word)
    },
    async unpack(restored, archives) {
      const mounts = restored.map(({mount}) => mount)
      await solve('unpack', UNPACK, mounts, unpackWords(restored, cacheFolder), {files: archives})
    },
    async pack(requests, folder) {
      const mounts = requests.map(({mount}) => mount)
      const output = requests.some(({what}) => what !== 'count') ? folder : null
      const keep = requests.flatMap(({keep}) => keep)
      const more = {output, lists: keep.length > 0 ? {'modules.keep': `${keep.join('\n')}\n`} : {}}
      return readPacked(await solve('pack', PACK, mounts, packWords(requests, cacheFolder), more))
    },
  }
}

type Solve = {
  name: string
  script: string
  mounts: GoCacheMount[]
  words: string[]
  /** Folder whose files the script finds in /.go-image. */
  files: string | null
  /** Further small files for /.go-image. */
  lists: Record<string, string>
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
    for (const [name, text] of Object.entries(solve.lists)) await writeFile(join(files, name), text)
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
