import {mkdir} from 'node:fs/promises'
import {join} from 'node:path'
import type {Execute} from '../runner/exec.ts'

export type RunnerGo = {
  /** As `go env GOVERSION` prints it: `go1.26.8`. */
  version: string
  goroot: string
}

/**
 * The exact release that an image reference names: `1.26.8` for `golang:1.26.8-alpine`. Null for a tag that moves
 * (`1.26`, `alpine`) and for a digest, where only the image itself can tell (`probeRelease`).
 */
export function releaseOfReference(reference: string): string | null {
  if (reference.includes('@')) return null
  return /:(1\.\d+(?:\.\d+|(?:rc|beta)\d+))(?:-[\w.-]+)?$/.exec(reference)?.[1] ?? null
}

/**
 * GOLANG_VERSION of an image, as its config has it: of the engine's own store, which the docker driver prefers, or of
 * the registry. Null when neither tells.
 */
export async function probeRelease(reference: string, driver: string, execute: Execute): Promise<string | null> {
  const asks = [
    ...(driver === 'docker' ? [['image', 'inspect', '--format={{json .Config}}', '--', reference]] : []),
    ['buildx', 'imagetools', 'inspect', '--format={{json .Image}}', reference],
  ]
  for (const args of asks) {
    const {exitCode, stdout} = await execute('docker', args)
    const found = new Set([...stdout.matchAll(/"GOLANG_VERSION=([\w.]+)"/g)].map(([, release]) => release!))
    if (exitCode === 0 && found.size === 1) return [...found][0]!
  }
  return null
}

/**
 * The runner's own Go when it is that release, else the release that its `go` fetches from the module proxy
 * (https://go.dev/doc/toolchain); null when neither can be had.
 */
export async function findGo(
  release: string,
  options: {env: Readonly<Record<string, string>>; temp: string},
  execute: Execute,
): Promise<RunnerGo | null> {
  // No go.mod or go.work may have a say.
  const cwd = join(options.temp, 'no-module')
  await mkdir(cwd, {recursive: true})
  const {GOROOT: _, ...env} = options.env
  for (const toolchain of ['local', `go${release}`]) {
    const answer = await execute('go', ['env', 'GOVERSION', 'GOROOT'], {
      cwd,
      env: {...env, GOTOOLCHAIN: toolchain, GOWORK: 'off', GOFLAGS: ''},
    }).catch(() => null)
    const [version, goroot] = answer?.exitCode === 0 ? answer.stdout.split('\n') : []
    if (version === `go${release}` && goroot) return {version, goroot}
  }
  return null
}
