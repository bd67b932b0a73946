/**
 * Real build caches of Go, and what real changes add to them. Compiling them takes minutes and gives the same each time,
 * so it is done once for a Go release and kept in the system's temporary folder.
 */
import {execFileSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))

export type Package = {
  path: string
  /** Empty for the standard library. */
  module: string
  imports: string[]
  /** What its entries take in an archive. */
  bytes: number
}

/** One edit: a number changed in each of the packages, compiled for real. */
type Edit = {
  name: string
  touched: (path: string, module: string) => boolean
  /** Importers see it, or only what is inside a package changed. */
  reach: Reach
}

/** How far from a changed package others are compiled again: see `recompiled` in history.ts. */
export type Reach = 'inside' | 'exported'

export type Change = {name: string; reach: Reach; touched: string[]; bytes: number}

export type Sample = {
  folder: string
  packages: Package[]
  /** Of the base, as an archive. What the packages do not account for is index entries, which all builds read. */
  bytes: number
  changes: Change[]
}

type Subject = {
  name: string
  source: string
  main: string
  /** Modules that get edited, so that a copy has to stand in for them. */
  copied: string[]
  edits: Edit[]
}

export const CADDY = 'github.com/caddyserver/caddy/v2'
const NET = 'golang.org/x/net'

export const NOTES: Subject = {
  name: 'notes',
  source: 'examples/notes',
  main: './cmd/notes',
  copied: ['github.com/go-chi/chi/v5'],
  edits: [
    {name: 'leaf', touched: path => path === 'example.com/notes/internal/store', reach: 'exported'},
    {name: 'main', touched: path => path === 'example.com/notes/cmd/notes', reach: 'exported'},
    {name: 'dependency', touched: (_, module) => module === 'github.com/go-chi/chi/v5', reach: 'exported'},
  ],
}

export const LARGE: Subject = {
  name: 'large',
  source: 'scripts/bench/large',
  main: './cmd/large',
  copied: [CADDY, NET],
  edits: [
    {name: 'leaf', touched: path => path === 'example.com/large/internal/d', reach: 'exported'},
    {name: 'main', touched: path => path === 'example.com/large/cmd/large', reach: 'exported'},
    {name: 'dependency, inside', touched: (_, module) => module === NET, reach: 'inside'},
    {name: 'dependency', touched: (_, module) => module === NET, reach: 'exported'},
    {name: 'wide', touched: path => path === CADDY, reach: 'exported'},
    {name: 'big', touched: (_, module) => module === CADDY, reach: 'exported'},
  ],
}

/** Raised when what is kept gets another form. */
const FORMAT = 1

/** Compiles with what was kept, so that Go finds its entries again. */
export function compile(folder: string, subject: Subject, goCache: string): void {
  go(['build', '-o', '/dev/null', subject.main], join(folder, 'source'), goCache)
}

/** From what an earlier run has kept, or compiled now. `pack` makes BASE of a whole cache. */
export function sampleOf(subject: Subject, pack: (goCache: string, file: string) => void): Sample {
  const release = execFileSync('go', ['env', 'GOVERSION', 'GOOS', 'GOARCH'], {encoding: 'utf8'})
  const sum = readFileSync(join(root, subject.source, 'go.sum'), 'utf8')
  const digest = createHash('sha256')
    .update(JSON.stringify([FORMAT, subject, release, sum]))
    .digest('hex')
  const folder = join(tmpdir(), `go-image-bench-share-${subject.name}-${digest.slice(0, 12)}`)
  const kept = join(folder, 'sample.json')
  if (!existsSync(kept)) {
    console.error(`Compiling ${subject.source} and ${subject.edits.length} changes to it; kept in ${folder}`)
    rmSync(folder, {recursive: true, force: true})
    const made = mkdtempSync(join(tmpdir(), 'go-image-bench-making-'))
    try {
      makeSample(made, subject, pack)
      renameSync(made, folder)
    } finally {
      rmSync(made, {recursive: true, force: true})
    }
  }
  return {...(JSON.parse(readFileSync(kept, 'utf8')) as Omit<Sample, 'folder'>), folder}
}

/** Archives that a sample keeps: the whole cache; one and two generations of the same packages; all changes. */
export const ARCHIVES = {base: 'base.tar', once: 'once.tar', twice: 'twice.tar', all: 'all.tar'} as const

function makeSample(folder: string, subject: Subject, pack: (goCache: string, file: string) => void): void {
  const source = join(folder, 'source')
  const goCache = join(folder, 'cache')
  cpSync(join(root, subject.source), source, {recursive: true})
  go(['list', '-deps', subject.main], source, goCache) // downloads what is not on this machine yet
  for (const module of subject.copied) {
    const original = go(['list', '-m', '-f', '{{.Dir}}', module], source, goCache).trim()
    const copy = join(source, 'copied', createHash('sha256').update(module).digest('hex').slice(0, 8))
    mkdirSync(join(source, 'copied'), {recursive: true})
    execFileSync('cp', ['-R', original, copy])
    execFileSync('chmod', ['-R', 'u+w', copy])
    go(['mod', 'edit', `-replace=${module}=./${copy.slice(source.length + 1)}`], source, goCache)
  }
  const values = new Map<string, Values>()
  for (const one of listPackages(source, subject.main, goCache, []))
    if (subject.edits.some(edit => edit.touched(one.path, one.module))) {
      values.set(one.path, {exported: 0, inside: 0})
      writeValues(one, values.get(one.path)!)
    }
  compile(folder, subject, goCache)
  const listed = listPackages(source, subject.main, goCache, ['-export'])
  pack(goCache, join(folder, ARCHIVES.base))
  const known = new Set(filesOf(goCache))
  const added: {name: string; files: string[]}[] = []
  const changes: Change[] = []
  for (const edit of subject.edits) {
    const touched = listed.filter(one => edit.touched(one.path, one.module))
    if (touched.length === 0) throw new Error(`${subject.source} has no package for the change "${edit.name}"`)
    for (const one of touched) {
      values.get(one.path)![edit.reach]++
      writeValues(one, values.get(one.path)!)
    }
    compile(folder, subject, goCache)
    const files = filesOf(goCache).filter(file => !known.has(file))
    for (const file of files) known.add(file)
    added.push({name: edit.name, files})
    const bytes = files.reduce((sum, file) => sum + inArchive(statSync(join(goCache, file)).size), 0)
    changes.push({name: edit.name, reach: edit.reach, touched: touched.map(one => one.path), bytes})
    console.error(`  ${edit.name}: ${(bytes / 1e6).toFixed(1)} MB`)
  }
  const archive = (name: string, of: (change: string) => boolean) => {
    const list = join(folder, 'list')
    writeFileSync(
      list,
      added
        .filter(one => of(one.name))
        .flatMap(one => one.files)
        .join('\n'),
    )
    execFileSync('tar', ['-cf', join(folder, name), '-C', goCache, '-T', list])
    rmSync(list)
  }
  archive(ARCHIVES.all, () => true)
  archive(ARCHIVES.once, change => change === 'wide')
  archive(ARCHIVES.twice, change => change === 'wide' || change === 'big')
  rmSync(goCache, {recursive: true})
  const packages = listed.map(({path, module, imports, bytes}): Package => ({path, module, imports, bytes}))
  const sample: Omit<Sample, 'folder'> = {packages, bytes: statSync(join(folder, ARCHIVES.base)).size, changes}
  writeFileSync(join(folder, 'sample.json'), JSON.stringify(sample))
}

/** Numbers that stand in a package's source, one that importers see and one inside a function. */
type Values = Record<Reach, number>

/**
 * Both are there from the start, and an edit changes one: a new declaration can move others in what importers read
 * (cmd/compile's export data), even one that is not exported.
 */
function writeValues({folder, name}: Listed, {exported, inside}: Values): void {
  const text = `package ${name}\n\nconst GoImageChange = ${exported}\n\nfunc goImageChange() int { return ${inside} }\n`
  writeFileSync(join(folder, 'go_image_change.go'), text)
}

type Listed = Package & {folder: string; name: string}

/** Small entries that go with a compiled package: three index entries, counted in a real cache. */
const INDEX_ENTRIES = 3

/** Sizes come with `-export`, which compiles what is not there yet. */
function listPackages(source: string, main: string, goCache: string, options: '-export'[]): Listed[] {
  const fields = 'ImportPath,Imports,ImportMap,Module,Export,Dir,Name'
  const text = go(['list', '-deps', ...options, `-json=${fields}`, main], source, goCache)
  const documents = JSON.parse(`[${text.replaceAll('\n}\n{', '\n},\n{')}]`) as {
    ImportPath: string
    Name: string
    Dir: string
    Imports?: string[]
    ImportMap?: Record<string, string>
    Module?: {Path: string}
    Export?: string
  }[]
  return documents.map(one => ({
    path: one.ImportPath,
    name: one.Name,
    folder: one.Dir,
    module: one.Module?.Path ?? '',
    imports: (one.Imports ?? []).map(imported => one.ImportMap?.[imported] ?? imported),
    bytes: one.Export ? inArchive(statSync(one.Export).size) + INDEX_ENTRIES * inArchive(1) : 0,
  }))
}

/** A file's header and content in blocks (ustar). */
function inArchive(size: number): number {
  return 512 + Math.ceil(size / 512) * 512
}

function filesOf(goCache: string): string[] {
  return readdirSync(goCache)
    .filter(name => /^[0-9a-f]{2}$/.test(name))
    .flatMap(name => readdirSync(join(goCache, name)).map(file => `${name}/${file}`))
}

function go(args: string[], cwd: string, goCache: string): string {
  const env = {...process.env, GOCACHE: goCache, CGO_ENABLED: '0', GOFLAGS: '-trimpath -buildvcs=false', GOWORK: 'off'}
  return execFileSync('go', args, {cwd, env, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe']})
}
