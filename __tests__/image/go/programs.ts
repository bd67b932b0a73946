/** Go programs, really built by the Go release that a test asks for, and what Go's own tools say about them. */
import {execFile} from 'node:child_process'
import {createHash} from 'node:crypto'
import {existsSync, mkdirSync, readFileSync, renameSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {promisify} from 'node:util'
import type {RandomAccess} from '../../../src/image/contents.ts'
import {writeTree} from '../../go/tree.ts'

/** The last patch release of each that the module proxy had when this was written. */
export const RELEASES = [
  '1.18.10',
  '1.19.13',
  '1.20.14',
  '1.21.13',
  '1.22.12',
  '1.23.12',
  '1.24.11',
  '1.25.5',
  '1.26.11',
]
export const NEWEST = '1.27.4'

export type Build = {
  /** `local`: the one of this machine. */
  release: string
  arch?: string
  /** As in GOFLAGS. */
  flags?: string[]
  /** C code and a C linker. */
  cgo?: boolean
}

/** Larger than 1 KiB: the compiler hashes such a file in another way. */
export const LARGE = 'Content of a file.\n'.repeat(200)

const SOURCES = {
  'go.mod':
    'module example.com/app.v2\n\ngo 1.18\n\nrequire example.com/lib v1.2.3\n\nreplace example.com/lib => ./lib\n',
  'lib/go.mod': 'module example.com/lib\n\ngo 1.18\n',
  'lib/sub.v3/sub.go': `package sub

type Map[K comparable, V any] struct{ m map[K]V }

func New[K comparable, V any]() *Map[K, V] { return &Map[K, V]{m: map[K]V{}} }

//go:noinline
func (s *Map[K, V]) Put(k K, v V) { s.m[k] = v }

//go:noinline
func (s *Map[K, V]) Len() int { return len(s.m) }
`,
  'web/index.html': 'hello\n',
  'web/deep/large.txt': LARGE,
  'web/empty.txt': '',
  'main.go': `package main

import (
	"embed"
	"fmt"

	sub "example.com/lib/sub.v3"
)

//go:embed web
var web embed.FS

func main() {
	m := sub.New[string, [3]int]()
	m.Put("a", [3]int{1})
	entries, _ := web.ReadDir("web")
	fmt.Println(m.Len(), len(entries), func() int { return m.Len() * twice(1) }())
}
`,
  'go_only.go': '//go:build !cgo\n\npackage main\n\nfunc twice(n int) int { return 2 * n }\n',
  'with_c.go': `package main

// static int twice(int n) { return 2 * n; }
import "C"

func twice(n int) int { return int(C.twice(C.int(n))) }
`,
}

/** The file of a program that is kept for later runs; or why it cannot be had here. */
export async function buildProgram(build: Build): Promise<{file: string} | {missing: string}> {
  const {release, arch = 'amd64', flags = [], cgo = false} = build
  const key = createHash('sha256').update(JSON.stringify([SOURCES, release, arch, flags, cgo]))
  const file = join(tmpdir(), 'go-image-test-programs', `${release}-${arch}-${key.digest('hex').slice(0, 12)}`)
  if (existsSync(file) && release !== 'local') return {file}
  await using tree = writeTree(SOURCES)
  const out = join(tree.root, 'app')
  try {
    await go(build, ['build', '-buildvcs=false', `-o=${out}`, ...flags, '.'], tree.root)
  } catch (error) {
    return {missing: String((error as {stderr?: string}).stderr || error)}
  }
  mkdirSync(dirname(file), {recursive: true})
  renameSync(out, file)
  return {file}
}

/** Output of the go command of the release that the build is by. */
export async function go({release, arch = 'amd64', cgo = false}: Build, args: string[], cwd = '/'): Promise<string> {
  const toolchain = release === 'local' ? 'local' : `go${release}`
  const env = {GOTOOLCHAIN: toolchain, GOARCH: arch, GOFLAGS: '', GOWORK: 'off', CGO_ENABLED: cgo ? '1' : '0'}
  const options = {cwd, env: {...process.env, ...env}, maxBuffer: 256 * 1024 * 1024}
  return (await promisify(execFile)('go', args, options)).stdout
}

export function accessTo(bytes: Buffer): RandomAccess {
  const read = (offset: number, length: number) => bytes.subarray(offset, offset + length)
  return {size: bytes.length, read, window: read}
}

export function open(file: string): RandomAccess {
  return accessTo(readFileSync(file))
}

/** Bytes by package that `go tool nm` has for the code; names as debug/gosym takes them apart. */
export async function codeByPackage(build: Build, file: string): Promise<Map<string, number>> {
  const sums = new Map<string, number>()
  for (const line of (await go(build, ['tool', 'nm', '-size', file])).split('\n')) {
    const [, bytes, name] = /^\s*[\da-f]+\s+(\d+)\s+[Tt]\s+(.*)$/.exec(line) ?? []
    // What compares and hashes a type that has a name is of the package of that type.
    const ofType = name?.replace(/^type[:.]\.(?:eq|hash)\.(?=[\w.~%+/-]+(?:\[.*\])?$)/, '')
    if (bytes === undefined || /^(?:go|type)[:.]/.test(ofType!)) continue
    const symbol = ofType!.replace(/\[.*\]/, '')
    const dot = symbol.indexOf('.', symbol.lastIndexOf('/') + 1)
    const path = symbol.slice(0, Math.max(0, dot)).replaceAll('%2e', '.')
    sums.set(path, (sums.get(path) ?? 0) + Number(bytes))
  }
  return sums
}
