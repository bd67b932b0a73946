/** Walks a checkout and reads its Go packages. Nothing is run, and no link is followed out of the checkout. */
import {closeSync, type Dirent, openSync, readdirSync, readFileSync, readSync, realpathSync, statSync} from 'node:fs'
import {join, posix, sep} from 'node:path'
import {isBuilt, systemsOf, type Target} from './constraints.ts'
import {embedMatches} from './embed.ts'
import {MAY_LISTEN} from './ports.ts'
import type {Embed, Evidence} from './project.ts'
import {readBody, readHeader, type SourceHeader, type SourceImport} from './source.ts'

export type GoPackage = {
  /** Folder relative to the root, `.` for the root itself. */
  dir: string
  /** Folder of the go.mod it belongs to, relative to the root. */
  moduleDir: string
  name: string
  /** The files that linux builds, relative to the root. */
  files: {file: string; imports: SourceImport[]}[]
  /** Import paths of the files that linux builds, each with its first place. */
  imports: Map<string, Evidence>
  /** Places of `import "C"` in files that linux builds with cgo. */
  importsC: Evidence[]
  /** A file that is built only without cgo: the package has an answer to CGO_ENABLED=0. */
  withoutCgo: Evidence | null
  funcMain: Evidence | null
  /** First sentence of the package comment. */
  synopsis: string | null
  embeds: Embed[]
  stringVariables: {name: string; evidence: Evidence}[]
  /** A lower rank is a surer sign. */
  ports: {port: number; rank: number; evidence: Evidence}[]
}

export type Scan = {
  packages: GoPackage[]
  /** Folders with a go.mod, the root first, then by name. */
  moduleDirs: string[]
  /** Packages that a `//go:generate go run …` line names, as written there. */
  generators: {argument: string; dir: string; evidence: Evidence}[]
  /** Every `//go:generate` line, with the folder that its command runs in. */
  directives: {command: string; dir: string; evidence: Evidence}[]
  /** .go files that belong to no module. */
  strayFiles: number
  /** Programs in files that linux does not build: for which systems they are, none for `//go:build ignore` and the like. */
  leftOut: {dir: string; moduleDir: string; systems: string[]; evidence: Evidence}[]
  /** Packages that a file with the build tag `tools` imports. */
  toolImports: {path: string; evidence: Evidence}[]
  /** Folders named `_examples`: `./...` leaves them out. */
  hiddenExamples: string[]
  /** Files that are no Go and that facts are read from, relative to the root, also of folders that go.mod ignores. */
  others: string[]
}

// What `src/go/facts` reads besides Go files.
const OTHERS = /^(?:package\.json|sqlc\.(?:json|ya?ml)|.*\.(?:pgo|proto|templ))$/

/** Said once per module when its go.mod is met: the paths of its `ignore` lines. */
export type IgnoresOf = (moduleDir: string) => readonly string[]

// Long enough for the licence and imports of nearly all files; the rest of a file is read only when it can matter.
const HEAD_BYTES = 16 * 1024
const BODY_BYTES = 4 * 1024 * 1024

/** What images are built for by default. */
export const TARGETS: readonly {withCgo: Target; withoutCgo: Target}[] = ['amd64', 'arm64'].map(arch => ({
  withCgo: {os: 'linux', arch, cgo: true},
  withoutCgo: {os: 'linux', arch, cgo: false},
}))

type Walk = {root: string; realRoot: string; scan: Scan; ignoresOf: IgnoresOf; buffer: Buffer}
type Module = {dir: string; ignores: readonly string[]} | 'ignored'

/** Reads synchronously: 20,000 awaited reads cost several times the reads themselves. */
export function scanProject(root: string, ignoresOf: IgnoresOf = () => []): Scan {
  const scan: Scan = {
    ...{packages: [], moduleDirs: [], generators: [], directives: [], strayFiles: 0, others: []},
    ...{leftOut: [], toolImports: [], hiddenExamples: []},
  }
  const walk = {root, realRoot: realpathSync(root), scan, ignoresOf, buffer: Buffer.allocUnsafe(HEAD_BYTES)}
  visit(walk, '.', null)
  return scan
}

function visit(walk: Walk, dir: string, parent: Module | null): void {
  const entries = list(join(walk.root, dir))
  let module = parent
  for (const {name} of entries.filter(entry => entry.isFile() && OTHERS.test(entry.name))) {
    walk.scan.others.push(posix.join(dir, name))
  }
  if (parent !== 'ignored' && entries.some(entry => entry.name === 'go.mod' && !entry.isDirectory())) {
    module = {dir, ignores: walk.ignoresOf(dir)}
    walk.scan.moduleDirs.push(dir)
  }
  if (module !== 'ignored') {
    const files = entries.filter(entry => isGoFile(walk, dir, entry)).map(entry => entry.name)
    if (files.length > 0) readPackage(walk, dir, module, files)
  }
  for (const entry of entries) {
    if (entry.isDirectory() && /^_examples?$/.test(entry.name))
      walk.scan.hiddenExamples.push(posix.join(dir, entry.name))
    if (!entry.isDirectory() || isSkipped(entry.name)) continue
    const child = posix.join(dir, entry.name)
    visit(walk, child, module !== null && isIgnored(child, module) ? 'ignored' : module)
  }
}

function list(folder: string): Dirent[] {
  try {
    const entries = readdirSync(folder, {withFileTypes: true})
    // No import path may have such a character (golang.org/x/mod/module, CheckImportPath), and no message of ours should.
    return entries.filter(({name}) => !/\p{Cc}/u.test(name)).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    return []
  }
}

/** Folders that `./...` never matches (`go help packages`), and node_modules, which holds other people's Go files. */
function isSkipped(name: string): boolean {
  return /^[._]/.test(name) || name === 'vendor' || name === 'testdata' || name === 'node_modules'
}

/** `ignore ./a` is a folder of the module's root, `ignore a` a folder at any depth: https://go.dev/ref/mod#go-mod-file-ignore. */
function isIgnored(dir: string, module: Module): boolean {
  if (module === 'ignored') return true
  const inside = posix.relative(module.dir, dir)
  return module.ignores.some(ignore => {
    const path = posix.normalize(ignore).replace(/\/$/, '')
    return inside === path || (!ignore.startsWith('./') && inside.endsWith(`/${path}`))
  })
}

function isGoFile(walk: Walk, dir: string, entry: Dirent): boolean {
  if (!entry.name.endsWith('.go') || entry.name.endsWith('_test.go') || /^[._]/.test(entry.name)) return false
  return isRegular(walk, dir, entry)
}

/** A file, or a link to one of this checkout. */
function isRegular(walk: Walk, dir: string, entry: Dirent): boolean {
  if (entry.isFile()) return true
  if (!entry.isSymbolicLink()) return false
  try {
    const target = realpathSync(join(walk.root, dir, entry.name))
    return target.startsWith(walk.realRoot + sep) && statSync(target).isFile()
  } catch {
    return false
  }
}

function readPackage(walk: Walk, dir: string, module: Exclude<Module, 'ignored'> | null, files: string[]): void {
  if (module === null) {
    walk.scan.strayFiles += files.length
    return
  }
  const found: GoPackage = {
    dir,
    moduleDir: module.dir,
    name: '',
    files: [],
    imports: new Map(),
    importsC: [],
    withoutCgo: null,
    funcMain: null,
    synopsis: null,
    embeds: [],
    stringVariables: [],
    ports: [],
  }
  for (const name of files) readFile(walk, found, name)
  if (found.name === '') return
  found.ports.sort((a, b) => a.rank - b.rank)
  walk.scan.packages.push(found)
}

function readFile(walk: Walk, found: GoPackage, name: string): void {
  const file = posix.join(found.dir, name)
  const path = join(walk.root, file)
  let {text, whole} = readHead(path, walk.buffer)
  let header = readHeader(text)
  if (!whole && !header?.complete) {
    text = readWhole(path)
    whole = true
    header = readHeader(text)
  }
  if (header === null || header.packageName === 'documentation') return
  if (text.includes('//go:generate')) findGenerators(walk, found.dir, file, text)
  const withCgo = TARGETS.some(target => isBuilt(name, header.preamble, target.withCgo))
  const importC = header.imports.find(({path}) => path === 'C')
  const withoutCgo = !importC && TARGETS.some(target => isBuilt(name, header.preamble, target.withoutCgo))
  if (!withCgo && !withoutCgo) {
    noteLeftOut(walk, found, {name, file, header}, whole ? text : readWhole(path))
    return
  }
  if (importC && withCgo) found.importsC.push({file, line: importC.line, text: 'import "C"'})
  if (withoutCgo && !withCgo) found.withoutCgo ??= {file, line: 1}
  if (found.name === '') found.name = header.packageName
  found.synopsis ??= synopsis(header)
  found.files.push({file, imports: header.imports})
  for (const {path, line} of header.imports) {
    if (!found.imports.has(path)) found.imports.set(path, {file, line, text: `import "${path}"`})
  }
  const embeds = header.imports.some(({path}) => path === 'embed')
  if (header.packageName !== 'main' && !embeds && !MAY_LISTEN.test(text)) return
  addBody(walk, found, file, whole ? text : readWhole(path))
}

function noteLeftOut(
  {scan}: Walk,
  {dir, moduleDir}: GoPackage,
  {name, file, header}: {name: string; file: string; header: SourceHeader},
  text: string,
): void {
  // https://go.dev/wiki/Modules#how-can-i-track-tool-dependencies-for-a-module
  if (/^\/\/go:build tools?$|^\/\/ \+build tools?$/m.test(header.preamble)) {
    for (const {path, line} of header.imports) {
      scan.toolImports.push({path, evidence: {file, line, text: `import _ "${path}"`}})
    }
  }
  const line = header.packageName === 'main' ? readBody(text).funcMain : null
  if (line !== null)
    scan.leftOut.push({dir, moduleDir, systems: systemsOf(name, header.preamble), evidence: {file, line}})
}

function addBody(walk: Walk, found: GoPackage, file: string, text: string): void {
  const body = readBody(text)
  const lines = text.split('\n')
  const at = (line: number): Evidence => ({file, line, text: lines[line - 1]?.trim() ?? ''})
  if (body.funcMain !== null && found.name === 'main') found.funcMain ??= at(body.funcMain)
  for (const {name, line} of body.stringVariables) found.stringVariables.push({name, evidence: at(line)})
  for (const {port, rank, line} of body.ports) found.ports.push({port, rank, evidence: at(line)})
  for (const {patterns, line, text} of body.embeds) {
    const folder = join(walk.root, found.dir)
    const missing = patterns.filter(pattern => !embedMatches(folder, pattern))
    found.embeds.push({dir: found.dir, patterns, missing, evidence: {file, line, text}})
  }
}

function readHead(path: string, buffer: Buffer): {text: string; whole: boolean} {
  let descriptor: number
  try {
    descriptor = openSync(path, 'r')
  } catch {
    return {text: '', whole: true}
  }
  try {
    const size = readSync(descriptor, buffer, 0, buffer.length, 0)
    return {text: buffer.toString('utf8', 0, size), whole: size < buffer.length}
  } finally {
    closeSync(descriptor)
  }
}

/** Reads files whole, up to 4 MiB of each. Most take one buffer that is used again: half the system calls of `readFile`. */
export function wholeReader(): (path: string) => string {
  const buffer = Buffer.allocUnsafe(HEAD_BYTES)
  return path => {
    const {text, whole} = readHead(path, buffer)
    return whole ? text : readWhole(path)
  }
}

function readWhole(path: string): string {
  if (statSync(path).size <= BODY_BYTES) return readFileSync(path, 'utf8')
  return readHead(path, Buffer.allocUnsafe(BODY_BYTES)).text
}

/** `//go:generate go run [flags] ./cmd/x …`: the package that it runs. */
function findGenerators(walk: Walk, dir: string, file: string, text: string): void {
  text.split('\n').forEach((row, index) => {
    const directive = /^\/\/go:generate[ \t]+(.*)$/.exec(row)
    if (directive === null) return
    const place = {file, line: index + 1, text: row.trim()}
    walk.scan.directives.push({command: directive[1]!.trim(), dir, evidence: place})
    const match = /^\/\/go:generate\s+go\s+run\s+(?:-\S+\s+)*(\S+)/.exec(row)
    if (match === null) return
    walk.scan.generators.push({argument: match[1]!, dir, evidence: place})
  })
}

/** go/doc's idea of a synopsis: the first sentence, on one line. */
function synopsis({comment}: SourceHeader): string | null {
  const paragraph = comment
    .split(/\n\s*\n/, 1)[0]!
    .replace(/\s+/g, ' ')
    .trim()
  if (paragraph === '' || /^(?:copyright|all rights reserved|code generated|spdx-)/i.test(paragraph)) return null
  const sentence = /^.*?[.!?](?=\s|$)/.exec(paragraph)?.[0] ?? paragraph
  return sentence.length > 100 ? `${sentence.slice(0, 97).trimEnd()}…` : sentence
}
