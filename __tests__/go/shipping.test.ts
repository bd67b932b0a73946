import {describe, expect, test} from '@jest/globals'
import {inspectProject} from '../../src/go/inspect.ts'
import type {MainPackage} from '../../src/go/project.ts'
import {writeTree} from './tree.ts'

const MOD = 'module example.com/app\n\ngo 1.24\n'
const MAIN = 'package main\n\nfunc main() {}\n'
const SERVER = 'package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":4001", nil) }\n'

async function mainsOf(files: Record<string, string>, module?: string): Promise<MainPackage[]> {
  await using tree = writeTree({'go.mod': MOD, ...files})
  return (await inspectProject({root: tree.root, ...(module !== undefined && {module})})).mains
}

/** What is said of the program in `dir`; null when it ships. */
async function reasonOf(dir: string, files: Record<string, string> = {}): Promise<string | null> {
  const mains = await mainsOf({[`${dir}/m.go`]: MAIN, ...files})
  const main = mains.find(one => one.dir === dir)!
  return main.shipping ? null : main.reason
}

describe('a program beside another one that ships', () => {
  test.each<[string, string | null]>([
    ['cmd/app', null],
    ['examples/basic', 'example: in a folder named examples'],
    ['demo', 'example: in a folder named demo'],
    ['test/e2e/app', 'test program: in a folder named test'],
    ['system_test/certs', 'test program: in a folder named system_test'],
    ['internal/testutil/server', 'test program: in a folder named testutil'],
    ['mocks/api', 'test program: in a folder named mocks'],
    ['internal/benchmarks/io', 'benchmark: in a folder named benchmarks'],
    ['internal/tools/lint', 'developer tool: in a folder named tools'],
    ['contrib/systemd', 'developer tool: in a folder named contrib'],
    ['hack/gen', 'developer tool: in a folder named hack'],
    ['scripts/release', 'script: in a folder named scripts'],
    ['internal/gen', 'generator: in a folder named gen'],
    ['docs/site', 'program of the documentation: in a folder named docs'],
    ['internal/cmd/stringer', 'developer tool: in a folder internal/cmd'],
    ['plugins/js/internal/types', 'developer tool: internal to plugins/js'],
    ['cmd/gen-docs', 'generator: named gen-docs'],
    ['cmd/gendocs', 'generator: named gendocs'],
    ['cmd/schema-gen', 'generator: named schema-gen'],
    ['cmd/mdatagen', 'generator: named mdatagen'],
    ['cmd/protoc-gen-app', 'plugin of protoc: named protoc-gen-app'],
    ['cmd/appbench', 'benchmark: named appbench'],
    ['cmd/loadgen', 'benchmark: named loadgen'],
    ['cmd/mock-bank', 'test program: named mock-bank'],
    ['cmd/test', 'test program: named test'],
    ['cmd/tools', 'developer tool: named tools'],
    ['cmd/tools/lint', 'developer tool: in a folder named tools'],
    // Near misses: products and parts of products.
    ['cmd/generic', null],
    ['cmd/oxygen', null],
    ['cmd/agent', null],
    ['cmd/latest', null],
    ['cmd/docserver', null],
    ['cmd/migrate', null],
    ['cmd/toolbox', null],
    ['cmd/democracy', null],
    ['internal/server', null],
    ['platform/internal/cmd', null],
    ['services/internals/types', null],
    ['benchmarker/ui', null],
    ['contest/api', null],
    ['attest', null],
  ])('%s: %s', async (dir, reason) => {
    expect(await reasonOf(dir, {'cmd/product/m.go': MAIN})).toBe(reason)
  })

  test.each(['cmd/test', 'cmd/gen-docs', 'internal/cmd/app', 'cmd/appbench'])(
    'ships where it is the only one, whatever its name: %s',
    async dir => {
      expect(await reasonOf(dir)).toBeNull()
    },
  )

  test('is measured against the programs of other modules too', async () => {
    const files = {'go.mod': MOD, 'api/go.mod': 'module api\n', 'api/m.go': MAIN, 'internal/cmd/x/go.mod': 'module x\n'}
    expect(await reasonOf('internal/cmd/x', files)).toBe('developer tool: in a folder internal/cmd')
  })

  test('ships when it listens, whatever its name', async () => {
    expect(await reasonOf('cmd/mock-bank', {'cmd/product/m.go': MAIN, 'cmd/mock-bank/m.go': SERVER})).toBeNull()
  })

  test('is judged from the folder of the module that is asked for', async () => {
    const files = {'main.go': MAIN, 'examples/shop/go.mod': 'module shop\n', 'examples/shop/main.go': MAIN}
    const shop = async (module?: string) => (await mainsOf(files, module)).find(({dir}) => dir === 'examples/shop')
    expect(await shop()).toMatchObject({shipping: false})
    expect(await shop('examples/shop')).toMatchObject({shipping: true, reason: 'the only command of its module'})
  })
})

describe('a program that the repository itself uses as a tool', () => {
  const product = {'cmd/product/m.go': MAIN}

  test.each<[string, Record<string, string>, string | null]>([
    [
      'a tool line of go.mod',
      {'go.mod': `${MOD}tool (\n\texample.com/app/cmd/lint\n\tother.io/x\n)\n`},
      'developer tool: named by a tool line (go.mod:5)',
    ],
    [
      'a tool line of another module, such as that of the tests',
      {'test/go.mod': 'module example.com/app/test\n\ntool example.com/app/cmd/lint\n'},
      null,
    ],
    ['a tool line for another program', {'go.mod': `${MOD}tool example.com/app/cmd/lint2\n`}, null],
    [
      'a file for the tag tools',
      {'tools.go': '//go:build tools\n\npackage app\n\nimport _ "example.com/app/cmd/lint"\n'},
      'developer tool: imported for the build tag tools (tools.go:5)',
    ],
    [
      'the older form of it',
      {'tools.go': '// +build tools\n\npackage app\n\nimport _ "example.com/app/cmd/lint"\n'},
      'developer tool: imported for the build tag tools (tools.go:5)',
    ],
    [
      'a file for another tag',
      {'tools.go': '//go:build toolsx\n\npackage app\n\nimport _ "example.com/app/cmd/lint"\n'},
      null,
    ],
    [
      'go:generate',
      {'a.go': 'package app\n\n//go:generate go run ./cmd/lint -o x\n'},
      'generator: run by //go:generate (a.go:3)',
    ],
    ['a comment about go:generate', {'a.go': 'package app\n\n// Use //go:generate go run ./cmd/lint.\n'}, null],
  ])('by %s', async (_, files, reason) => {
    expect(await reasonOf('cmd/lint', {...product, ...files})).toBe(reason)
  })

  test('is the product all the same when it is the root package', async () => {
    const [main] = await mainsOf({'go.mod': `${MOD}tool example.com/app\n`, 'main.go': MAIN})
    expect(main).toMatchObject({dir: '.', shipping: true})
  })
})

describe('what is offered first, and never built unasked', () => {
  const ORIGIN = '[remote "origin"]\n\turl = https://github.com/acme/ledger.git\n'

  test.each<[string, string[], string | null]>([
    ['the name of the module', ['cmd/app', 'cmd/migrate'], 'cmd/app: it has the name of the module'],
    ['the name of the repository', ['cmd/ledger', 'cmd/app'], 'cmd/ledger: it has the name of the repository'],
    ['the root, which has the name of its module', ['.', 'cmd/migrate'], '.: it has the name of the module'],
    ['nothing for a client beside its server', ['cmd/app', 'cmd/appd'], null],
    ['nothing for a client beside a server of another form', ['cmd/app', 'cmd/app-server'], null],
    ['the server for a client that says so', ['cmd/app', 'cmd/app-cli'], 'cmd/app: it has the name of the module'],
    ['nothing for a name in two places', ['cmd/app', 'other/app'], null],
    ['nothing for a longer name', ['cmd/application', 'cmd/x'], null],
    ['the only one that listens', ['cmd/x', 'cmd/y', 'listens'], 'listens: it is the only one that listens on a port'],
    [
      'the listening one beside a client',
      ['cmd/app', 'cmd/appd', 'listens'],
      'listens: it is the only one that listens on a port',
    ],
  ])('%s', async (_, dirs, expected) => {
    const programs = dirs.map(dir => [`${dir}/m.go`, dir === 'listens' ? SERVER : MAIN])
    await using tree = writeTree({'go.mod': MOD, '.git/config': ORIGIN, ...Object.fromEntries(programs)})
    const {decision} = await inspectProject({root: tree.root})
    if (decision.kind !== 'choose') throw new Error(`not asked: ${decision.kind}`)
    const {suggestion, candidates} = decision
    expect(suggestion && `${suggestion.main.dir}: ${suggestion.reason}`).toBe(expected)
    if (suggestion !== null) expect(candidates[0]).toBe(suggestion.main)
    expect(candidates).toHaveLength(dirs.length)
  })

  test('a module path that ends in a major version has the name before it', async () => {
    await using tree = writeTree({'go.mod': 'module example.com/app/v2\n', 'cmd/app/m.go': MAIN, 'cmd/x/m.go': MAIN})
    const {decision} = await inspectProject({root: tree.root})
    expect(decision).toMatchObject({suggestion: {main: {dir: 'cmd/app'}}})
  })

  test('of programs in several modules, only the name of the repository speaks for one', async () => {
    const modules = {
      'api/go.mod': 'module api\n',
      'api/m.go': MAIN,
      'ledger/go.mod': 'module b\n',
      'ledger/cmd/ledger/m.go': MAIN,
    }
    await using tree = writeTree({...modules, '.git/config': ORIGIN})
    expect((await inspectProject({root: tree.root})).decision).toMatchObject({
      code: 'module-ambiguous',
      suggestion: {main: {dir: 'ledger/cmd/ledger'}, reason: 'it has the name of the repository'},
    })
    await using unnamed = writeTree(modules)
    expect((await inspectProject({root: unnamed.root})).decision).toMatchObject({suggestion: null})
  })
})
