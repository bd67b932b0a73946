import {followProgress, type Step} from '../build/progress.ts'
import type {Execute} from '../runner/exec.ts'

export type SmallBuild = {
  /** Empty for the current one. */
  builder: string
  platform: string | null
  /** Of the user's build; only those that decide which mount a mount is are used. */
  buildArgs: string[]
  dockerfile: string
  context: string
  /** Value of `--output`. */
  output: string
  /** Further flags, `--flag=value`. */
  more: string[]
}

/** A small build of ours with cache mounts of the user's; resolves with its steps and all that they printed. */
export async function runSmallBuild(build: SmallBuild, execute: Execute): Promise<Step[]> {
  const progress = followProgress(Number.POSITIVE_INFINITY)
  const args = [
    'buildx',
    'build',
    '--progress=plain',
    ...(build.builder === '' ? [] : [`--builder=${build.builder}`]),
    ...(build.platform === null ? [] : [`--platform=${build.platform}`]),
    // Namespace of all cache mounts (docs.docker.com/reference/dockerfile, "BuildKit built-in build args").
    ...build.buildArgs.filter(arg => arg.startsWith('BUILDKIT_CACHE_MOUNT_NS=')).map(arg => `--build-arg=${arg}`),
    ...build.more,
    '--provenance=false',
    `--file=${build.dockerfile}`,
    `--output=${build.output}`,
    '--',
    build.context,
  ]
  const {exitCode} = await execute('docker', args, {onLine: line => progress.read(line)})
  if (exitCode !== 0) throw new Error(progress.failure() ?? `docker buildx build ended with exit code ${exitCode}`)
  return progress.steps()
}

/** A mount is the same with and without `readonly`; ours must be able to write. */
export function writable(options: string): string {
  return options
    .split(',')
    .filter(field => !/^(ro|readonly|rw|readwrite)(=.*)?$/.test(field.trim()))
    .join(',')
}
