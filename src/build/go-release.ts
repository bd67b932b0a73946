import type {Execute} from '../runner/exec.ts'
import {inTime} from '../runner/patience.ts'
import type {Builder} from './builder.ts'

/** A registry that does not answer in this time does not hold the build: the image's name serves in its place. */
const PATIENCE_MS = 4_000

/**
 * The exact Go release in a builder image, `1.27.4`: from its tag where that is exact, else from the image's variable
 * GOLANG_VERSION (docker-library/golang, Dockerfile-linux.template), as the engine has it or the registry says it. Null
 * where none of them tells. Fails never.
 */
export async function readGoRelease(
  image: string,
  builder: Pick<Builder, 'name' | 'driver'>,
  options: {pull: boolean; signal: AbortSignal},
  execute: Execute,
): Promise<string | null> {
  const exact = /(?:^|\/)[^/:]*go[^/:]*:(\d+\.\d+\.\d+|\d+\.\d+(?:beta|rc)\d+)(?=$|[-@])/.exec(image)?.[1]
  if (exact !== undefined) return exact
  if (image === '' || image === 'scratch' || image.startsWith('-')) return null
  // BuildKit in the engine takes a local image for FROM unless it is told to pull (moby/moby
  // daemon/internal/builder-next/adapters/containerimage/pull.go, ResolveModeDefault).
  if (builder.driver === 'docker' && !options.pull) {
    const local = await asked(
      execute,
      ['image', 'inspect', '--format={{json .Config.Env}}', '--', image],
      options.signal,
    )
    if (local !== null) return local
  }
  return await asked(
    execute,
    ['buildx', 'imagetools', 'inspect', `--builder=${builder.name}`, '--format={{json .Image}}', '--', image],
    options.signal,
  )
}

async function asked(execute: Execute, args: string[], signal: AbortSignal): Promise<string | null> {
  return await inTime(PATIENCE_MS, signal, async limit => {
    const {exitCode, stdout} = await execute('docker', args, {signal: limit})
    return exitCode === 0 ? (/"GOLANG_VERSION=(\d[\w.]*)"/.exec(stdout)?.[1] ?? null) : null
  })
}
