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
  /** The go command takes its dependencies from a vendor folder: beside go.mod, or beside go.work for a member. */
  vendor: boolean
  /** `replace X => ./dir`: the folder relative to the project root (it may start with `../`: outside). */
  localReplaces: {path: string; dir: string; line: number}[]
  /** Lines of go.mod that messages point to. */
  lines: {module: number; go: number | null; toolchain: number | null}
}

export type Workspace = {
  file: string
  /** The `go` and `toolchain` lines as written, null when absent; where there is one, those of the members count for nothing. */
  go: string | null
  toolchain: string | null
  lines: {go: number | null; toolchain: number | null}
  /** Folders of the members, relative to the project root. */
  uses: string[]
  /** go.work.sum is beside it. */
  sum: boolean
  /** It is built from the vendor folder beside it. */
  vendor: boolean
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

/** A candidate that is offered first, with the sign that speaks for it: never more than an offer. */
export type Suggestion = {main: MainPackage; reason: string}
export const FACT_KINDS = [
  'certificates',
  'zones',
  'users',
  'temp-folder',
  'exec',
  'runtime-file',
  'frontend',
  'embed-missing',
  'generated',
  'private-module',
  'health',
  'pgo-elsewhere',
  'c-library',
] as const

export type FactKind = (typeof FACT_KINDS)[number]

/** What the program needs of its image or of whoever builds it, beyond compiling. `docs/facts.md` has the kinds. */
export type Fact = {
  kind: FactKind
  /** What it is about: a path of the image or of the repository, a program, a module, a command, a library. */
  subject: string
  /** True when the sources prove it. One that is inferred never stops a build alone. */
  certain: boolean
  /** One sentence for people, on one line. */
  says: string
  /** At least one, five at the most. */
  evidence: Evidence[]
  /** Of a `runtime-file`: the path as the program opens it, relative to the folder that it is started in. */
  opens?: string
}

/** A string variable that `-ldflags -X IMPORTPATH.NAME=` can set. `main` stands for the program's own package. */
export type LinkVariable = {importPath: string; name: string; evidence: Evidence}

export type Decision =
  | {kind: 'build'; main: MainPackage; moduleDir: string; reason: string}
  /** The input names several, in this order: the image with all of them starts the first. */
  | {kind: 'build-several'; mains: MainPackage[]; reason: string}
  | {
      kind: 'choose'
      code: 'main-ambiguous' | 'module-ambiguous'
      /** The suggested one first. */
      candidates: MainPackage[]
      suggestion: Suggestion | null
      reason: string
    }
  | {kind: 'refuse'; code: string; reason: string; evidence: Evidence[]}

/** `code` names the page in docs/errors. */
export type Obstacle = {code: string; message: string; evidence: Evidence[]}

export type Project = {
  schema: 1
  modules: GoModule[]
  workspace: Workspace | null
  mains: MainPackage[]
  /** Who says so: the scan of the sources alone, with the reason, or go list too. */
  mainsBy: {goList: true} | {goList: false; why: string}
  decision: Decision
  /** Why `go build` of the chosen program would fail for certain, whatever Dockerfile calls it. */
  obstacles: Obstacle[]
  cgo: {needed: boolean; evidence: Evidence[]}
  embeds: Embed[]
  /** Folders of the packages that the chosen programs reach, or of all where none is chosen. */
  packages: string[]
  /** Without a chosen main package only what is true of the repository as a whole. */
  facts: Fact[]
  /** Named like a version, in any package that a chosen program reaches; its own package comes first. */
  linkVariables: LinkVariable[]
  /** The default.pgo beside each chosen main package that has one. */
  pgo: string[]
  /** The repository's own Dockerfile, relative to the project root. */
  ownDockerfile: string | null
  warnings: string[]
}
