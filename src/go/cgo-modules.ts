import {isAtOrBelow} from './below.ts'

export type CgoModule = {
  /** Import path. An entry also covers the packages below it. */
  path: string
  why: string
  /** Shared libraries that the program loads on linux, named as for `-l`; empty when the module brings its C code. */
  libraries: readonly string[]
}

/** Packages that compile with CGO_ENABLED=0 and then fail when the program runs, or do not compile at all. */
export const NEEDS_CGO: readonly CgoModule[] = [
  {path: 'github.com/mattn/go-sqlite3', why: 'a stub without cgo: every connection fails', libraries: []},
  {path: 'github.com/rqlite/go-sqlite3', why: 'a stub without cgo: every connection fails', libraries: []},
  {path: 'github.com/mutecomm/go-sqlcipher', why: 'compiles SQLCipher', libraries: []},
  {path: 'gorm.io/driver/sqlite', why: 'uses github.com/mattn/go-sqlite3', libraries: []},
  {
    path: 'github.com/golang-migrate/migrate/v4/database/sqlite3',
    why: 'uses github.com/mattn/go-sqlite3',
    libraries: [],
  },
  {path: 'github.com/tursodatabase/go-libsql', why: 'binds libSQL', libraries: []},
  {path: 'github.com/confluentinc/confluent-kafka-go', why: 'binds librdkafka', libraries: []},
  {path: 'github.com/marcboeker/go-duckdb', why: 'binds DuckDB', libraries: ['stdc++']},
  {path: 'github.com/duckdb/duckdb-go', why: 'binds DuckDB', libraries: ['stdc++']},
  {path: 'github.com/linxGnu/grocksdb', why: 'binds RocksDB', libraries: ['rocksdb']},
  {path: 'github.com/tecbot/gorocksdb', why: 'binds RocksDB', libraries: ['rocksdb']},
  {path: 'github.com/h2non/bimg', why: 'binds libvips', libraries: ['vips']},
  {path: 'github.com/davidbyttow/govips', why: 'binds libvips', libraries: ['vips']},
  {path: 'gopkg.in/gographics/imagick.v2', why: 'binds ImageMagick', libraries: ['MagickWand']},
  {path: 'gopkg.in/gographics/imagick.v3', why: 'binds ImageMagick', libraries: ['MagickWand']},
  {path: 'gocv.io/x/gocv', why: 'binds OpenCV', libraries: ['opencv_core']},
  {path: 'github.com/otiai10/gosseract', why: 'binds Tesseract', libraries: ['tesseract']},
  {path: 'github.com/kolesa-team/go-webp', why: 'binds libwebp', libraries: ['webp']},
  {path: 'github.com/google/gopacket/pcap', why: 'binds libpcap', libraries: ['pcap']},
  {path: 'github.com/gopacket/gopacket/pcap', why: 'binds libpcap', libraries: ['pcap']},
  {path: 'github.com/pebbe/zmq4', why: 'binds ZeroMQ', libraries: ['zmq']},
  {path: 'github.com/libgit2/git2go', why: 'binds libgit2', libraries: ['git2']},
  {path: 'github.com/miekg/pkcs11', why: 'loads PKCS #11 modules', libraries: []},
  {path: 'github.com/proglottis/gpgme', why: 'binds GPGME', libraries: ['gpgme']},
  {path: 'github.com/seccomp/libseccomp-golang', why: 'binds libseccomp', libraries: ['seccomp']},
  {path: 'github.com/coreos/go-systemd/v22/sdjournal', why: 'loads libsystemd', libraries: ['systemd']},
  {path: 'github.com/godror/godror', why: 'loads the Oracle client', libraries: ['clntsh']},
  {path: 'github.com/bytecodealliance/wasmtime-go', why: 'binds Wasmtime', libraries: []},
  {path: 'github.com/smacker/go-tree-sitter', why: 'compiles Tree-sitter', libraries: []},
  {path: 'github.com/tree-sitter/go-tree-sitter', why: 'compiles Tree-sitter', libraries: []},
]

export function cgoModule(importPath: string): CgoModule | null {
  return NEEDS_CGO.find(({path}) => isAtOrBelow(importPath, path)) ?? null
}
