import {UserError} from '../runner/errors.ts'
import type {Execute} from '../runner/exec.ts'

export type Builder = {
  name: string
  /** `docker`, `docker-container`, `kubernetes`, `remote` or `cloud`. */
  driver: string
  /** It can export an OCI layout: every driver but docker's with the classic image store (docker/buildx driver/docker/driver.go, Features). */
  exportsLayout: boolean
  /** What it builds for unless told, `linux/amd64`; null while it has not started yet. */
  platform: string | null
  /** In buildx's order; one for most builders. */
  nodes: BuilderNode[]
}

/** A BuildKit of the builder, with cache mounts and layers of its own. */
export type BuilderNode = {
  name: string
  endpoint: string
  /** All that it builds for, normalized: those that were set first, then what its BuildKit says; none while it is away. */
  platforms: string[]
  /** Those of them that `docker buildx create --platform` set. */
  setPlatforms: string[]
}

/** Node's names of architectures in Go's, where they differ. */
const ARCHITECTURES: Readonly<Record<string, string>> = {x64: 'amd64', ppc64: 'ppc64le'}

/** What an image for this machine is built for, `linux/amd64`. */
export function ownPlatform(): string {
  return `linux/${ARCHITECTURES[process.arch] ?? process.arch}`
}

/** Asks buildx and the engine about the builder. An unknown builder or no Docker at all is the user's to mend. */
export async function inspectBuilder(name: string, execute: Execute): Promise<Builder> {
  const [inspected, store] = await Promise.all([
    execute('docker', ['buildx', 'inspect', ...(name === '' ? [] : [`--`, name])]).catch(notStarted),
    execute('docker', ['info', '--format={{json .DriverStatus}}']).catch(notStarted),
  ])
  if (inspected.exitCode !== 0) throw noBuilder(name, inspected.stderr || inspected.stdout)
  // `inspect` ends with 0 while the engine is away: it leaves the driver empty and adds a line `Error:`.
  const driver = /^Driver:[ \t]*(\S+)$/m.exec(inspected.stdout)?.[1]
  if (driver === undefined) throw noBuilder(name, /^Error:\s*(.*)$/m.exec(inspected.stdout)?.[1] ?? inspected.stdout)
  // A remote builder that is gone has no error line; others are inactive until their first build.
  const states = [...inspected.stdout.matchAll(/^Status:[ \t]*(\S+)$/gm)].map(([, state]) => state)
  if (driver === 'remote' && states.length > 0 && states.every(state => state === 'inactive'))
    throw noBuilder(name, 'it is inactive, nothing listens at its endpoint')
  if (driver === 'docker' && store.exitCode !== 0) throw noBuilder(name, store.stderr || store.stdout)
  return {
    name: /^Name:[ \t]*(\S+)/m.exec(inspected.stdout)?.[1] ?? name,
    driver,
    exportsLayout: driver !== 'docker' || store.stdout.includes('io.containerd.snapshotter'),
    // A star marks platforms that were set by hand.
    platform: /^Platforms:[ \t]*([\w/]+)/m.exec(inspected.stdout)?.[1] ?? null,
    nodes: readNodes(inspected.stdout),
  }
}

/**
 * The sections below `Nodes:` (docker/buildx commands/inspect.go, runInspect). The running pods of a kubernetes node are
 * each a section with that node's name (builder/node.go, LoadNodes): for a build they are one, of which the driver picks
 * a pod.
 */
function readNodes(inspected: string): BuilderNode[] {
  const [, ...sections] = inspected.split(/^Name:[ \t]*/m).slice(1)
  const nodes = new Map<string, BuilderNode>()
  for (const section of sections) {
    const name = /^\S*/.exec(section)![0]
    const endpoint = /^Endpoint:[ \t]*(\S+)$/m.exec(section)?.[1] ?? ''
    const words = (/^Platforms:[ \t]*(\S.*)$/m.exec(section)?.[1] ?? '').split(/,\s*/).filter(word => word !== '')
    const platforms = words.map(word => word.replace(/\*$/, ''))
    const setPlatforms = words.filter(word => word.endsWith('*')).map(word => word.slice(0, -1))
    if (!nodes.has(name)) nodes.set(name, {name, endpoint, platforms, setPlatforms})
  }
  return [...nodes.values()]
}

function notStarted(error: unknown): {exitCode: number; stdout: string; stderr: string} {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  return {exitCode: 127, stdout: '', stderr: 'the program `docker` was not found'}
}

function noBuilder(name: string, output: string): UserError {
  const reason = output.trim().split('\n').at(-1) ?? ''
  return new UserError(
    'no-builder',
    name === ''
      ? `Docker with buildx does not answer: ${reason}. Run this step where \`docker buildx inspect\` works.`
      : `The builder "${name}" does not answer: ${reason}. \`docker buildx ls\` lists the builders; docker/setup-buildx-action makes one.`,
  )
}
