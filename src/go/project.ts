/** What is known about a Go project, as data. Everything here is read without running the project's own code. */

/** A place in the repository that proves a fact. `file` is relative to the project root with `/`; lines count from 1. */
export type Evidence = {file: string; line: number; text?: string}

export type GoModule = {
  /** Folder of go.mod relative to the project root, `.` for the root itself. */
  dir: string
  /** Module path, for example `github.com/acme/ledger`. */
  path: string
  /** The `go` line as written (`1.26`, `1.26.3`), null when absent. */
  go: string | null
  /** The `toolchain` line as written (`go1.27.3`), null when absent or `default`. */
  toolchain: string | null
  /** go.sum exists beside go.mod. */
  goSum: boolean
  /** vendor/modules.txt exists beside go.mod. */
  vendor: boolean
  /** `replace X => ./dir`: the folder relative to the project root (it may start with `../`: outside). */
  localReplaces: {path: string; dir: string; line: number}[]
  /** Lines of go.mod that messages point to. */
  lines: {module: number; go: number | null; toolchain: number | null}
}

export type Workspace = {
  file: string
  /** Folders of the members, relative to the project root. */
  uses: string[]
  /** go.work.sum is beside it. */
  sum: boolean
  /** Its `replace` lines with a folder, which win over those of the members. */
  localReplaces: GoModule['localReplaces']
}

export type MainPackage = {
  importPath: string
  /** Folder relative to the project root, `.` for the root. */
  dir: string
  moduleDir: string
  /** False for examples, tools, generators, tests and scripts: programs that do not go into an image. */
  shipping: boolean
  /** Why it ships or not, in a few words: `the only command`, `example: in a folder named examples`. */
  reason: string
  /** Where `func main` stands. */
  evidence: Evidence
  /** String variables of package main that `-X main.NAME=` can set and that are named like a version. */
  versionVariables: {name: string; evidence: Evidence}[]
  /** Ports found as literals near a listen call, most likely first. */
  ports: {port: number; evidence: Evidence}[]
  /** First sentence of the package comment, absent without one. */
  synopsis?: string
}

export type Embed = {
  /** Package folder relative to the project root. */
  dir: string
  /** Patterns of one `//go:embed` line, unquoted. */
  patterns: string[]
  /** Patterns that match no file of this checkout. */
  missing: string[]
  evidence: Evidence
}

export type Decision =
  | {kind: 'build'; main: MainPackage; moduleDir: string; reason: string}
  | {kind: 'choose'; code: 'main-ambiguous' | 'module-ambiguous'; candidates: MainPackage[]; reason: string}
  | {kind: 'refuse'; code: string; reason: string; evidence: Evidence[]}

export type Project = {
  schema: 1
  modules: GoModule[]
  workspace: Workspace | null
  mains: MainPackage[]
  decision: Decision
  cgo: {needed: boolean; evidence: Evidence[]}
  embeds: Embed[]
  /** A default.pgo beside the chosen main package. */
  pgo: string | null
  /** The repository's own Dockerfile, relative to the project root. */
  ownDockerfile: string | null
  warnings: string[]
}
