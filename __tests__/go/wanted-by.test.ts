import {symlinkSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {type BuildListModule, dependencyImports, moduleCacheOf} from '../../src/go/dependency-imports.ts'
import {readCheckout} from '../../src/go/modules.ts'
import {wantedBy} from '../../src/go/wanted-by.ts'
import {type Tree, writeTree} from './tree.ts'

const target = {os: 'linux', arch: 'amd64', cgo: false}
const module = (path: string, version = 'v1.0.0', replacedBy: BuildListModule['replacedBy'] = null) => ({
  ...{path, version, replacedBy},
})

const project = {
  'go.mod': 'module a.io/app\n\ngo 1.26\n\nrequire d.io/direct v1.0.0\n',
  'cmd/app/main.go': 'package main\n\nimport (\n\t"fmt"\n\n\t"a.io/app/internal/export"\n)\n\nfunc main() {}\n',
  'internal/export/other_windows.go': 'package export\n\nimport _ "d.io/direct/win"\n',
  'internal/export/encode_arm64.go': 'package export\n\nimport _ "d.io/direct/arm"\n',
  'internal/export/proto.go': 'package export\n\nimport (\n\t"d.io/direct/storage"\n\t"d.io/directory"\n)\n',
  'cmd/tool/main.go': 'package main\n\nimport _ "t.io/tool"\n\nfunc main() {}\n',
}
const list = [
  module('d.io/direct'),
  module('d.io/directory', 'v0.3.0'),
  module('i.io/Indirect'),
  module('i.io/deep', 'v1.0.0', {path: 'fork.io/deep', version: 'v1.1.0'}),
  module('t.io/tool'),
]
/** As GOMODCACHE has them: an upper-case letter is `!` and the lower-case one. */
const cached = {
  'd.io/direct@v1.0.0/storage/storage.go': 'package storage\n\nimport "d.io/direct/inner"\n',
  'd.io/direct@v1.0.0/storage/storage_test.go': 'package storage\n\nimport "t.io/tool"\n',
  'd.io/direct@v1.0.0/storage/storage_windows.go': 'package storage\n\nimport "t.io/tool"\n',
  'd.io/direct@v1.0.0/storage/cgo.go': 'package storage\n\nimport (\n\t"C"\n\t"t.io/tool"\n)\n',
  'd.io/direct@v1.0.0/inner/inner.go': 'package inner\n\nimport "i.io/Indirect/x"\n',
  'i.io/!indirect@v1.0.0/x/x.go': 'package x\n\nimport "i.io/deep"\n',
  'fork.io/deep@v1.1.0/deep.go': 'package deep\n\nimport "t.io/tool"\n',
}

function ask(tree: Tree, wanted: string[], options: {moduleCache?: string; vendor?: string; main?: string}) {
  const {moduleCache = null, vendor = null, main = 'a.io/app/cmd/app'} = options
  const sources = {root: tree.root, vendor, moduleCache, modules: list, target}
  const program = {mainPackage: main, modules: list, target}
  return Object.fromEntries(wantedBy(readCheckout(tree.root), program, new Set(wanted), dependencyImports(sources)))
}

const place = {package: 'a.io/app/internal/export', file: 'internal/export/proto.go'}

describe('a module is wanted', () => {
  test('by the first own import of one of its packages; one whose path only begins alike is another', async () => {
    await using tree = writeTree(project)
    expect(ask(tree, ['d.io/direct', 'd.io/directory'], {})).toEqual({
      'd.io/direct': {...place, line: 4, through: null},
      'd.io/directory': {...place, line: 5, through: null},
    })
  })

  test('through the direct dependency whose sources in the module cache lead to it', async () => {
    await using tree = writeTree(project)
    await using cache = writeTree(cached)
    expect(ask(tree, ['i.io/Indirect', 'i.io/deep'], {moduleCache: cache.root})).toEqual({
      'i.io/Indirect': {...place, line: 4, through: 'd.io/direct'},
      'i.io/deep': {...place, line: 4, through: 'd.io/direct'},
    })
  })

  test('through a vendor folder, and then the module cache has no say', async () => {
    await using tree = writeTree({
      ...project,
      'vendor/modules.txt': '# d.io/direct v1.0.0\n## explicit\nd.io/direct/storage\n',
      'vendor/d.io/direct/storage/storage.go': 'package storage\n\nimport "i.io/Indirect/x"\n',
    })
    await using cache = writeTree(cached)
    const wanted = ['i.io/Indirect', 'i.io/deep']
    expect(ask(tree, wanted, {vendor: 'vendor', moduleCache: cache.root})).toEqual({
      'i.io/Indirect': {...place, line: 4, through: 'd.io/direct'},
    })
  })

  test.each<[string, string[], Parameters<typeof ask>[2]]>([
    ['of an indirect module without sources', ['i.io/Indirect'], {}],
    ['of a module that another program imports', ['t.io/tool'], {}],
    ['of a program that is not in the checkout', ['d.io/direct'], {main: 'a.io/app/cmd/gone'}],
    ['of a package that is no program', ['d.io/direct'], {main: 'a.io/app/internal'}],
  ])('by nobody that is known: %s', async (_, wanted, options) => {
    await using tree = writeTree(project)
    expect(ask(tree, wanted, options)).toEqual({})
  })
})

describe('sources of dependencies', () => {
  const importsOf = (
    root: string,
    moduleCache: string | null,
    modules: BuildListModule[],
    vendor: string | null = null,
  ) => dependencyImports({root, vendor, moduleCache, modules, target})

  test.each<[string, string, BuildListModule]>([
    ['a path that leaves it', 'd.io/direct/../../outside', module('d.io/direct')],
    ['a version that leaves it', 'd.io/direct', module('d.io/direct', '../../outside')],
    ['a replacement that leaves it', 'd.io/x', module('d.io/x', 'v1.0.0', {path: '../outside', version: 'v1.0.0'})],
    ['a replacement by a folder', 'd.io/x', module('d.io/x', 'v1.0.0', {path: '../outside', version: ''})],
    ['another module', 'e.io/x', module('d.io/direct')],
    ['a package that is not there', 'd.io/direct/none', module('d.io/direct')],
  ])('are not read in the module cache for %s', async (_, importPath, of) => {
    await using tree = writeTree({...cached, 'outside/x.go': 'package x\n\nimport "secret"\n'})
    expect(importsOf(tree.root, join(tree.root, 'd.io'), [of])(importPath)).toBeNull()
    expect(importsOf(tree.root, tree.root, [of])(importPath)).toBeNull()
  })

  test('are not read through links out of the checkout', async () => {
    await using tree = writeTree({'vendor/modules.txt': '', 'vendor/d.io/ok/ok.go': 'package ok\n\nimport "e.io/ok"\n'})
    await using outside = writeTree({'x.go': 'package x\n\nimport "secret"\n'})
    symlinkSync(outside.root, join(tree.root, 'vendor/d.io/link'))
    symlinkSync(join(outside.root, 'x.go'), join(tree.root, 'vendor/d.io/ok/x.go'))
    const imports = importsOf(tree.root, null, [], 'vendor')
    expect(imports('d.io/link')).toBeNull()
    expect(imports('d.io/ok')).toEqual(['e.io/ok'])
  })
})

test.each([
  [{GOMODCACHE: '/m', GOPATH: '/p', HOME: '/h'}, '/m'],
  [{GOPATH: '/p:/q', HOME: '/h'}, '/p/pkg/mod'],
  [{HOME: '/h'}, '/h/go/pkg/mod'],
  [{}, null],
])('the module cache of %j is %s', (env, expected) => {
  expect(moduleCacheOf(env)).toBe(expected)
})
