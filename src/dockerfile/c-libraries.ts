/** What programs with cgo need of the system, beyond glibc and a compiler. */
import {isAtOrBelow} from '../go/below.ts'
import {cgoModule} from '../go/cgo-modules.ts'
import type {Evidence, Project} from '../go/project.ts'
import {plain} from '../report/plain.ts'
import {type CPackages, packagesOf} from './c-packages.ts'

export type CLibrary = {
  /** Module path; an entry also covers the packages below it. */
  module: string
  /** C++ is in it, so that libstdc++ has to be there at run time. */
  cxx: boolean
  /** It can be linked with musl, and needs these build tags for that; null when it cannot. */
  musl: {tags: readonly string[]} | null
}

/** Modules of src/go/cgo-modules.ts that bring their C code, or archives of it. */
export const C_LIBRARIES: readonly CLibrary[] = [
  // SQLite comes as one C file in the module.
  {module: 'github.com/mattn/go-sqlite3', cxx: false, musl: {tags: []}},
  {module: 'github.com/rqlite/go-sqlite3', cxx: false, musl: {tags: []}},
  {module: 'gorm.io/driver/sqlite', cxx: false, musl: {tags: []}},
  {
    ...{module: 'github.com/golang-migrate/migrate/v4/database/sqlite3', cxx: false},
    musl: {tags: []},
  },
  // All of their C code is in the module.
  ...[
    'github.com/mutecomm/go-sqlcipher',
    'github.com/smacker/go-tree-sitter',
    'github.com/tree-sitter/go-tree-sitter',
  ].map(module => ({module, cxx: false, musl: {tags: []}})),
  // Archives for glibc come with the module; the last one loads what it is told to at run time, which a program that is
  // linked statically cannot.
  ...['github.com/tursodatabase/go-libsql', 'github.com/bytecodealliance/wasmtime-go', 'github.com/miekg/pkcs11'].map(
    module => ({module, cxx: false, musl: null}),
  ),
  // librdkafka comes as one archive for glibc and one for musl (its README, "Using Go Modules").
  {module: 'github.com/confluentinc/confluent-kafka-go', cxx: false, musl: {tags: ['musl']}},
  // DuckDB comes as archives for glibc.
  {module: 'github.com/marcboeker/go-duckdb', cxx: true, musl: null},
  {module: 'github.com/duckdb/duckdb-go', cxx: true, musl: null},
]

/**
 * Modules that compile only with a release of their library that Debian may not have: a check of theirs, or a function
 * that is missing, stops the build.
 */
const BOUND = [
  'github.com/libgit2/git2go',
  'github.com/linxGnu/grocksdb',
  'github.com/tecbot/gorocksdb',
  'gocv.io/x/gocv',
  'gopkg.in/gographics/imagick.v2',
]

export type CNeeds = {
  cxx: boolean
  build: string[]
  /** Packages of shared libraries, for each library that is not in every base. */
  run: {library: string; packages: CPackages['run']}[]
  musl: {tags: string[]} | null
  /** A module or library whose packages are not known here; null when all are. */
  unknown: string | null
  /** The module or library that stands against musl or wants shared libraries; null when none does. */
  because: string | null
}

/**
 * What the evidence for cgo and the facts of kind `c-library` tell. Code of the project's own that imports "C" may be C++
 * as well as C: it gets the runtime of C++, which C does not mind.
 */
export function cNeeds({cgo: {evidence}, facts}: Pick<Project, 'cgo' | 'facts'>): CNeeds {
  const paths = evidence.map(pathOf)
  const known = paths.map(libraryOf)
  const modules = [...new Set(known.filter(library => library !== undefined))]
  const linked = [
    ...facts.filter(({kind}) => kind === 'c-library').map(({subject}) => subject),
    ...paths.flatMap(path => cgoModule(path)?.libraries ?? []),
  ]
  const libraries = [...new Set(linked)].map(library => ({library, found: packagesOf(library)}))
  const tied = modules.find(({musl}) => musl === null)
  const shared = libraries.filter(({found}) => found !== null && !inEveryCompiler(found))
  const run = shared.map(({library, found}) => ({library, packages: found!.run}))
  return {
    cxx: known.includes(undefined) || modules.some(({cxx}) => cxx),
    build: [...new Set(shared.flatMap(({found}) => found?.build ?? []))].sort(),
    run,
    musl: tied || shared.length > 0 ? null : {tags: [...new Set(modules.flatMap(({musl}) => musl?.tags ?? []))].sort()},
    because: tied?.module ?? shared[0]?.library ?? null,
    unknown:
      paths.find(path => isBound(path)) ??
      paths.find(path => cgoModule(path)?.libraries.some(library => packagesOf(library) === null)) ??
      paths.find(path => cgoModule(path)?.libraries.length === 0 && !libraryOf(path)) ??
      libraries.flatMap(({library, found}) => (found === null ? [`the C library ${plain(library)}`] : []))[0] ??
      null,
  }
}

/** The runtime of C++, which bases have or not as `cxx` says. */
function inEveryCompiler({build, run}: CPackages): boolean {
  return build === null && Object.values(run).every(names => names.length === 0)
}

/** Of a line such as `import "github.com/mattn/go-sqlite3"`. */
function pathOf({text = ''}: Evidence): string {
  return /"([^"]*)"/.exec(text)?.[1] ?? ''
}

function isBound(path: string): boolean {
  return BOUND.some(module => isAtOrBelow(path, module))
}

function libraryOf(path: string): CLibrary | undefined {
  return C_LIBRARIES.find(({module}) => isAtOrBelow(path, module))
}
