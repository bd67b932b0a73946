/**
 * Import paths that compile with CGO_ENABLED=0 and then fail when the program runs, or do not compile at all. An entry
 * also covers the packages below it.
 */
export const NEEDS_CGO: readonly {path: string; why: string}[] = [
  {path: 'github.com/mattn/go-sqlite3', why: 'a stub without cgo: every connection fails'},
  {path: 'github.com/rqlite/go-sqlite3', why: 'a stub without cgo: every connection fails'},
  {path: 'gorm.io/driver/sqlite', why: 'uses github.com/mattn/go-sqlite3'},
  {path: 'github.com/confluentinc/confluent-kafka-go', why: 'binds librdkafka'},
  {path: 'github.com/marcboeker/go-duckdb', why: 'binds DuckDB'},
  {path: 'github.com/duckdb/duckdb-go', why: 'binds DuckDB'},
  {path: 'github.com/h2non/bimg', why: 'binds libvips'},
  {path: 'github.com/davidbyttow/govips', why: 'binds libvips'},
]

export function needsCgo(importPath: string): boolean {
  return NEEDS_CGO.some(({path}) => importPath === path || importPath.startsWith(`${path}/`))
}
