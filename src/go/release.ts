/** Which `golang:` image builds a module. */
import {posix} from 'node:path'
import type {Evidence, GoModule, Workspace} from './project.ts'

export type BuilderRelease = {
  /** For `golang:<tag>`: `1.27`, `1.27.3`. */
  tag: string
  /** The tag names one release; otherwise it moves to the newest patch. */
  exact: boolean
  /** The newest release that the tag is known to mean, `1.27.4`; the tag itself where none is known. */
  newest: string
  reason: string
  evidence: Evidence | null
}

/**
 * Minor releases of Go 1 that get security fixes, oldest first, with their newest patch: https://go.dev/doc/devel/release,
 * on 2026-11-21.
 */
const MAINTAINED: readonly {minor: number; patch: number}[] = [
  {minor: 26, patch: 11},
  {minor: 27, patch: 4},
]
const NEWEST = MAINTAINED.at(-1)!
export const OLDEST_MAINTAINED = `1.${MAINTAINED[0]!.minor}`
export const NEWEST_MAINTAINED = `1.${NEWEST.minor}`

type Version = {minor: number; patch: number | null; prerelease: string}

/**
 * An exact `toolchain` line is taken at its word. A `go` line is a lower bound, so that it is built with the newest
 * patch of its minor while that is maintained, and with the newest Go once it is not. In a workspace, the lines of
 * go.work stand for those of its members.
 */
export function builderRelease(
  module: Pick<GoModule, 'dir' | 'go' | 'toolchain' | 'lines'>,
  workspace: Workspace | null = null,
): BuilderRelease {
  // https://go.dev/ref/mod#go-work-file-go: a member that asks for more than go.work is an error of the go command.
  if (workspace?.uses.includes(module.dir) && (workspace.go !== null || workspace.toolchain !== null))
    return releaseOf({...workspace, file: workspace.file})
  return releaseOf({...module, file: posix.join(module.dir, 'go.mod')})
}

/** That of the module which asks for the newest Go; `modules` has one at least. */
export function newestRelease(modules: readonly GoModule[], workspace: Workspace | null): BuilderRelease {
  const releases = modules.map(module => builderRelease(module, workspace))
  return releases.sort((a, b) => compare(parseVersion(b.newest)!, parseVersion(a.newest)!))[0]!
}

type Lines = Pick<Workspace, 'file' | 'go' | 'toolchain'> & {lines: {go: number | null; toolchain: number | null}}

function releaseOf(module: Lines): BuilderRelease {
  const go = module.go === null ? null : parseVersion(module.go)
  const toolchain =
    module.toolchain === null ? null : parseVersion(module.toolchain.replace(/^go/, '').split('-', 1)[0]!)
  // The go command ignores a toolchain line that is older than the go line.
  if (toolchain !== null && (go === null || compare(toolchain, go) >= 0)) {
    const evidence = evidenceOf(module, module.lines.toolchain, `toolchain ${module.toolchain}`)
    const tag = tagOf(toolchain)
    return {tag, exact: isRelease(toolchain), newest: tag, reason: 'the toolchain line names it', evidence}
  }
  const evidence = evidenceOf(module, module.lines.go, `go ${module.go}`)
  return {...fromGoLine(module.go, go), evidence}
}

function fromGoLine(written: string | null, go: Version | null): Omit<BuilderRelease, 'evidence'> {
  const newestTag = `1.${NEWEST.minor}`
  const newest = `${newestTag}.${NEWEST.patch}`
  if (go === null) {
    const found = written === null ? 'there is no go line' : `go ${written} is not a release of Go 1`
    return {tag: newestTag, exact: false, newest, reason: `${found}; the newest maintained Go builds it`}
  }
  const tagged = tagOf(go)
  if (go.minor > NEWEST.minor)
    return {tag: tagged, exact: isRelease(go), newest: tagged, reason: `the go line asks for ${tagged}`}
  const maintained = MAINTAINED.find(({minor}) => minor === go.minor)
  if (maintained === undefined) {
    const reason = `Go 1.${go.minor} gets no security fixes any more; ${newestTag} builds it, and the go line still sets the language version`
    return {tag: newestTag, exact: false, newest, reason}
  }
  const tag = `1.${go.minor}`
  // A go line can be newer than this table.
  const ofMinor = {tag, exact: false, newest: `${tag}.${Math.max(maintained.patch, go.patch ?? 0)}`}
  if (tagged === tag) return {...ofMinor, reason: `the go line asks for ${tag}; the tag moves to its newest patch`}
  return {...ofMinor, reason: `the go line asks for ${tagged} or newer; golang:${tag} is its newest patch`}
}

function parseVersion(text: string): Version | null {
  const match = /^1\.(\d+)(?:\.(\d+))?((?:rc|beta)\d+)?$/.exec(text)
  if (match === null) return null
  return {minor: Number(match[1]), patch: match[2] === undefined ? null : Number(match[2]), prerelease: match[3] ?? ''}
}

function tagOf({minor, patch, prerelease}: Version): string {
  return `1.${minor}${patch === null ? '' : `.${patch}`}${prerelease}`
}

/** Since 1.21 a first release is called 1.21.0, and `1.21` is only a language version. */
function isRelease({minor, patch, prerelease}: Version): boolean {
  return patch !== null || prerelease !== '' || minor < 21
}

/** Of a release as tags and go lines write it, `1.26` or `1.26.3`. */
export function isMaintained(release: string): boolean {
  const version = parseVersion(release)
  return version !== null && version.prerelease === '' && MAINTAINED.some(({minor}) => minor === version.minor)
}

/** Negative when the first one is older; null for what is no release of Go 1. */
export function compareReleases(one: string, other: string): number | null {
  const a = parseVersion(one)
  const b = parseVersion(other)
  return a === null || b === null ? null : compare(a, b)
}

/** `1.27` < `1.27rc1` < `1.27.0`: https://go.dev/doc/toolchain#version. */
function compare(a: Version, b: Version): number {
  const rank = ({patch, prerelease}: Version) => (patch !== null ? patch + 2 : prerelease !== '' ? 1 : 0)
  return (
    a.minor - b.minor || rank(a) - rank(b) || (a.prerelease < b.prerelease ? -1 : a.prerelease > b.prerelease ? 1 : 0)
  )
}

function evidenceOf({file}: Pick<Lines, 'file'>, line: number | null, text: string): Evidence | null {
  return line === null ? null : {file, line, text}
}
