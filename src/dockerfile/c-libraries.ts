/** What programs with cgo need of the system, beyond glibc and a compiler. */
import {cgoModule} from '../go/cgo-modules.ts'
import type {Evidence} from '../go/project.ts'

export type CLibrary = {
  /** Module path; an entry also covers the packages below it. */
  module: string
  /** C++ is in it, so that libstdc++ has to be there at run time. */
  cxx: boolean
  /** Debian packages with headers for the build stage. */
  build: readonly string[]
  /** Debian packages with shared libraries for the final stage, by code name; null when everything is linked in. */
  run: Readonly<Record<string, string>> | null
  /** It can be linked with musl, and needs these build tags for that; null when it cannot. */
  musl: {tags: readonly string[]} | null
}

/** Of the modules of src/go/cgo-modules.ts those whose needs are known. Debian's package names: https://packages.debian.org, on 2026-11-21. */
export const C_LIBRARIES: readonly CLibrary[] = [
  // SQLite comes as one C file in the module.
  {module: 'github.com/mattn/go-sqlite3', cxx: false, build: [], run: null, musl: {tags: []}},
  {module: 'github.com/rqlite/go-sqlite3', cxx: false, build: [], run: null, musl: {tags: []}},
  {module: 'gorm.io/driver/sqlite', cxx: false, build: [], run: null, musl: {tags: []}},
  {
    ...{module: 'github.com/golang-migrate/migrate/v4/database/sqlite3', cxx: false, build: [], run: null},
    musl: {tags: []},
  },
  // All of their C code is in the module.
  ...[
    'github.com/mutecomm/go-sqlcipher',
    'github.com/smacker/go-tree-sitter',
    'github.com/tree-sitter/go-tree-sitter',
  ].map(module => ({module, cxx: false, build: [], run: null, musl: {tags: []}})),
  // Archives for glibc come with the module; the last one loads what it is told to at run time, which a program that is
  // linked statically cannot.
  ...['github.com/tursodatabase/go-libsql', 'github.com/bytecodealliance/wasmtime-go', 'github.com/miekg/pkcs11'].map(
    module => ({module, cxx: false, build: [], run: null, musl: null}),
  ),
  // librdkafka comes as one archive for glibc and one for musl (its README, "Using Go Modules").
  {module: 'github.com/confluentinc/confluent-kafka-go', cxx: false, build: [], run: null, musl: {tags: ['musl']}},
  // DuckDB comes as archives for glibc.
  {module: 'github.com/marcboeker/go-duckdb', cxx: true, build: [], run: null, musl: null},
  {module: 'github.com/duckdb/duckdb-go', cxx: true, build: [], run: null, musl: null},
  ...['github.com/h2non/bimg', 'github.com/davidbyttow/govips'].map(module => ({
    ...{module, cxx: true, build: ['libvips-dev'], musl: null},
    run: {trixie: 'libvips42t64', bookworm: 'libvips42'},
  })),
]

export type CNeeds = {
  cxx: boolean
  build: string[]
  run: NonNullable<CLibrary['run']>[]
  musl: {tags: string[]} | null
  /** A module that needs C libraries which are not known here; null when all are. */
  unknown: string | null
  /** The module that stands against musl or wants shared libraries; null when none does. */
  because: string | null
}

/**
 * What the evidence for cgo tells. Code of the project's own that imports "C" may be C++ as well as C, and links what
 * its #cgo lines say: it gets the runtime of C++, which C does not mind.
 */
export function cNeeds(evidence: readonly Evidence[]): CNeeds {
  const known = evidence.map(one => libraryOf(pathOf(one)))
  const libraries = [...new Set(known.filter(library => library !== undefined))]
  const tied = libraries.find(({musl, run}) => musl === null || run !== null)
  return {
    cxx: known.includes(undefined) || libraries.some(({cxx}) => cxx),
    build: [...new Set(libraries.flatMap(({build}) => build))].sort(),
    run: libraries.flatMap(({run}) => (run === null ? [] : [run])),
    musl: tied ? null : {tags: [...new Set(libraries.flatMap(({musl}) => musl?.tags ?? []))].sort()},
    because: tied?.module ?? null,
    unknown: evidence.map(pathOf).find(path => cgoModule(path) !== null && !libraryOf(path)) ?? null,
  }
}

/** Of a line such as `import "github.com/mattn/go-sqlite3"`. */
function pathOf({text = ''}: Evidence): string {
  return /"([^"]*)"/.exec(text)?.[1] ?? ''
}

function libraryOf(path: string): CLibrary | undefined {
  return C_LIBRARIES.find(({module}) => path === module || path.startsWith(`${module}/`))
}
