import {describe, expect, test} from '@jest/globals'
import {C_PACKAGES} from '../../src/dockerfile/c-packages.ts'
import {writeDockerfile} from '../../src/dockerfile/write.ts'
import {cgoModule} from '../../src/go/cgo-modules.ts'
import {inspectProject} from '../../src/go/inspect.ts'
import type {Fact} from '../../src/go/project.ts'
import {writeTree} from '../go/tree.ts'
import {at, importing, projectOf} from './projects.ts'

const library = (subject: string): Fact => ({
  ...{kind: 'c-library', subject, certain: true, says: `It needs ${subject}.`},
  evidence: [at('db.go', 3)],
})
const linking = (...libraries: string[]) => projectOf({...importing('C'), facts: libraries.map(library)})
const write = (project: ReturnType<typeof projectOf>, base = 'distroless') =>
  writeDockerfile(project, {base, buildArgs: []}).dockerfile
const installed = (dockerfile: string) =>
  [...dockerfile.matchAll(/--no-install-recommends (.*) \\$/gm)].map(([, packages]) => packages)

describe('a program that links C libraries', () => {
  test.each([
    [['sqlite3'], 'libsqlite3-dev', 'libsqlite3-0'],
    [['ssl', 'crypto'], 'libssl-dev', 'libssl3t64'],
    [['libzmq', 'z'], 'libzmq3-dev zlib1g-dev', 'libzmq5 zlib1g'],
    [['pcap', 'stdc++'], 'libpcap-dev', 'libpcap0.8t64'],
    [['webp', 'webpmux'], 'libwebp-dev', 'libwebp7 libwebpmux3'],
  ])('%j has the headers to compile and the shared objects to run', (libraries, build, run) => {
    const dockerfile = write(linking(...libraries))
    expect(installed(dockerfile)).toEqual([build, run])
    expect(dockerfile).toMatch(/^FROM golang:1.27-trixie AS build$/m)
    expect(dockerfile).toMatch(/^FROM debian:trixie-slim$/m)
  })

  test('has those of another Debian release on a base of that', () => {
    const usual = {user: '1:1', cxx: true, shell: true, certificates: true, zones: true, users: true, reason: 'ours'}
    const old = {
      ...usual,
      reference: 'debian:bookworm-slim',
      libc: 'glibc',
      debian: 'bookworm',
      packages: 'apt',
    } as const
    const options = {base: 'old', bases: {old}, buildArgs: []}
    expect(installed(writeDockerfile(linking('git2'), options).dockerfile)).toEqual(['libgit2-dev', 'libgit2-1.5'])
    expect(() => writeDockerfile(linking('leptonica'), options)).toThrow(
      'The program needs cgo for leptonica, which Debian bookworm has no package of.',
    )
  })

  test.each([
    ['atomic', 'libatomic1'],
    ['gomp', 'libgomp1'],
  ])('%s comes with the compiler, and not with the base', (name, run) => {
    expect(installed(write(linking(name)))).toEqual([run])
  })

  test('has no package for the runtime of C++, which the base has', () => {
    const dockerfile = write(linking('stdc++'))
    expect(installed(dockerfile)).toEqual([])
    expect(dockerfile).toMatch(/^FROM gcr.io\/distroless\/cc-debian13:nonroot$/m)
  })

  test.each(['foo', 'sqlite', 'toString', 'libpcap0.8'])(
    'is refused by the name of one that is not known: %s',
    name => {
      expect(() => write(linking('z', name))).toThrow(
        `The program needs cgo for the C library ${name}, and which packages`,
      )
    },
  )

  test.each([
    ['scratch', 'scratch has no glibc for it'],
    ['alpine', 'alpine:3.24 has no glibc for it'],
    ['distroless-cc', 'gcr.io/distroless/cc-debian13:nonroot has no apt-get for its shared library'],
  ])('is refused on %s, which cannot have a shared object', (base, reason) => {
    expect(() => write(linking('z'), base)).toThrow(
      `The program needs cgo for z, which cannot be linked statically, and the base ${reason}`,
    )
  })
})

test.each([
  ['github.com/google/gopacket/pcap', ['libpcap-dev', 'libpcap0.8t64']],
  ['github.com/otiai10/gosseract/v2', ['libtesseract-dev', 'libtesseract5 tesseract-ocr-eng']],
  ['gopkg.in/gographics/imagick.v3/imagick', ['libmagickwand-dev', 'libmagickwand-7.q16-10']],
  ['github.com/coreos/go-systemd/v22/sdjournal', ['libsystemd-dev', 'libsystemd0']],
])('the library of the module %s is installed', (path, packages) => {
  expect(installed(write(projectOf(importing(path))))).toEqual(packages)
})

test.each([
  'gopkg.in/gographics/imagick.v2/imagick',
  'github.com/libgit2/git2go/v34',
  'github.com/linxGnu/grocksdb',
  'gocv.io/x/gocv',
  'github.com/godror/godror',
])('the module %s is refused: no package of Debian is sure to fit it', path => {
  expect(cgoModule(path)).not.toBeNull()
  expect(() => write(projectOf(importing(path)))).toThrow(`The program needs cgo for ${path}`)
})

test('what #cgo lines of the sources name is installed', async () => {
  await using tree = writeTree({
    'go.mod': 'module example.com/app\n\ngo 1.27\n',
    'main.go': `package main

// #cgo LDFLAGS: -lsqlite3 -lm
// #cgo linux pkg-config: libxml-2.0
// #cgo darwin LDFLAGS: -lunknown
import "C"

func main() {}
`,
  })
  expect(installed(write(await inspectProject({root: tree.root})))).toEqual([
    'libsqlite3-dev libxml2-dev',
    'libsqlite3-0 libxml2',
  ])
})

test('each name of a library stands in the table once for each release', () => {
  for (const release of ['trixie', 'bookworm'] as const) {
    const names = C_PACKAGES.filter(({run}) => run[release] !== undefined).flatMap(one => one.names)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  }
  for (const {build, run} of C_PACKAGES)
    for (const name of [build ?? 'none', ...Object.values(run).flat()]) expect(name).toMatch(/^[a-z0-9][a-z0-9+.-]+$/)
})
