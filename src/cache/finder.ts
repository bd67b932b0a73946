import {randomUUID} from 'node:crypto'
import {chmod, mkdir, rm, writeFile} from 'node:fs/promises'
import {join, posix} from 'node:path'
import type {GoCacheMount} from '../dockerfile/mounts.ts'
import type {Execute} from '../runner/exec.ts'
import {type Architecture, finderProgram} from './finder-program.ts'
import {SENTINEL} from './scripts.ts'
import {runSmallBuild, writable} from './small-build.ts'

/** What a step that had the mount left behind: what the kernel told it, and a word in a file of the mount. */
export type Sighting = {
  mount: GoCacheMount
  /** Lines of /proc/self/mountinfo in the step. */
  mountInfo: string[]
  word: string
  /** The file with the word, relative to the mount. */
  sentinel: string
}

type Settings = {
  builder: string
  /** The builder's own. */
  platform: string
  architecture: Architecture
  /** Of the user's build. */
  buildArgs: string[]
  temp: string
}

/**
 * Sees the mounts through steps that have exactly their options, as the portable way does, but on no image at all, with
 * a program of our own: so it need not wait for the Go stage's base image. Throws when the builder cannot run them.
 */
export async function findMounts(mounts: GoCacheMount[], settings: Settings, execute: Execute): Promise<Sighting[]> {
  const folder = join(settings.temp, `finder-${randomUUID()}`)
  const steps = stepsFor(mounts)
  await mkdir(folder, {recursive: true})
  try {
    await writeFile(join(folder, 'finder'), finderProgram(settings.architecture))
    await chmod(join(folder, 'finder'), 0o755)
    await writeFile(join(folder, 'Dockerfile'), finderDockerfile(steps))
    const ran = await runSmallBuild(
      {
        ...{builder: settings.builder, buildArgs: settings.buildArgs, context: folder},
        // Else DOCKER_DEFAULT_PLATFORM would have a say.
        ...{platform: settings.platform, dockerfile: join(folder, 'Dockerfile'), output: 'type=cacheonly', more: []},
      },
      execute,
    )
    return steps.flatMap(({word, mounts}) => {
      const mountInfo = ran.find(({name}) => name.includes(word))?.lines ?? []
      return mounts.map(mount => ({mount, mountInfo, word, sentinel: SENTINEL}))
    })
  } finally {
    await rm(folder, {recursive: true, force: true})
  }
}

type FinderStep = {word: string; mounts: GoCacheMount[]}

/** One step for all mounts, as far as no two of them have the same place. */
function stepsFor(mounts: GoCacheMount[]): FinderStep[] {
  const steps: FinderStep[] = []
  for (const mount of mounts) {
    const step = steps.find(({mounts}) =>
      mounts.every(({target, options}) => target !== mount.target || options === mount.options),
    )
    if (step) step.mounts.push(mount)
    else steps.push({word: randomUUID(), mounts: [mount]})
  }
  return steps
}

/**
 * No `# syntax`, which costs a pull. Root may write into every mount, and there is no /etc/passwd for names of users
 * anyway; who finds the file removes it. The word is new in each run, so that no step comes from the layer cache and none is
 * taken for another with the same command and targets but other mount ids (solver/llbsolver/ops/exec.go,
 * checkShouldClearCacheOpts).
 */
function finderDockerfile(steps: FinderStep[]): string {
  return [
    'FROM scratch',
    ...steps.flatMap(({word, mounts}) => {
      const sentinels = mounts.map(({target}) => posix.join(target, SENTINEL))
      return [
        'RUN --network=none \\',
        ...[...new Set(mounts.map(({options}) => writable(options)))].map(options => `    --mount=${options} \\`),
        '    --mount=type=bind,target=/.go-image \\',
        `    ${JSON.stringify(['/.go-image/finder', word, ...new Set(sentinels)])}`,
      ]
    }),
    '',
  ].join('\n')
}
