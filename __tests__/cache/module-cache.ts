/** A project of two modules, built once, with the module cache that the build left. */
import {execFileSync, spawnSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {hash1} from '../../src/cache/dirhash.ts'
import {moduleZip, publish} from './module-proxy.ts'

export const LEDGER = {
  'go.mod': 'module example.com/Ledger\n\ngo 1.21\n',
  'ledger.go': 'package ledger\n\nfunc Sum() string { return "42" }\n',
  LICENSE: 'free',
}

export const PAPER = {
  'go.mod': 'module example.com/paper/v2\n\ngo 1.21\n',
  'paper.go': 'package paper\n\nfunc Print(s string) { println(s) }\n',
}

export type ModuleCache = {
  /** The text of go.sum. */
  goSum: string
  /** A module cache of its own for each caller, as the build left it. */
  copy: () => string
  /** Packs a cache as PACK does, with zips or without. */
  pack: (cache: string, zips?: boolean) => string
  /** Runs go in the project, without the module proxy unless told. */
  go: (cache: string, args: string[], network?: 'off' | 'proxy') => {ok: boolean; output: string}
}

export function makeModuleCache(root: string): ModuleCache {
  const proxy = join(root, 'proxy')
  publish(proxy, 'example.com/Ledger', 'v1.0.0', LEDGER)
  publish(proxy, 'example.com/paper/v2', 'v2.1.0-rc1', PAPER)
  const project = join(root, 'project')
  mkdirSync(project)
  writeFileSync(
    join(project, 'go.mod'),
    'module example.com/app\n\ngo 1.21\n\nrequire (\n\texample.com/Ledger v1.0.0\n\texample.com/paper/v2 v2.1.0-rc1\n)\n',
  )
  writeFileSync(
    join(project, 'main.go'),
    'package main\n\nimport (\n\tledger "example.com/Ledger"\n\tpaper "example.com/paper/v2"\n)\n\nfunc main() { paper.Print(ledger.Sum()) }\n',
  )
  const built = join(root, 'built')
  const envOf = (cache: string, goproxy: string) => ({
    ...process.env,
    GOFLAGS: '-modcacherw -mod=mod',
    GOMODCACHE: cache,
    GONOSUMDB: '*',
    GOPROXY: goproxy,
    GOTOOLCHAIN: 'local',
    GOWORK: 'off',
  })
  for (const args of [
    ['mod', 'tidy'],
    ['build', '-o', join(root, 'app'), '.'],
  ])
    execFileSync('go', args, {cwd: project, env: envOf(built, `file://${proxy}`), stdio: 'pipe'})
  return {
    goSum: readFileSync(join(project, 'go.sum'), 'utf8'),
    copy() {
      const cache = mkdtempSync(join(root, 'cache-'))
      cpSync(built, cache, {recursive: true})
      return cache
    },
    pack(cache, zips = false) {
      const file = `${cache}.tar`
      const skip = zips ? '*.lock' : '*.zip'
      const script = `tar -cf "$0" -- $(ls -A | grep -v '^cache$') $(find cache/download -type f ! -name "$1" ! -name '*.lock')`
      execFileSync('sh', ['-c', script, file, skip], {cwd: cache})
      return file
    },
    go(cache, args, network = 'off') {
      const {status, stdout, stderr} = spawnSync('go', args, {
        cwd: project,
        env: envOf(cache, network === 'off' ? 'off' : `file://${proxy}`),
        encoding: 'utf8',
      })
      return {ok: status === 0, output: stdout + stderr}
    },
  }
}

/** What somebody who can write to the cache would do to example.com/Ledger. */
export const ATTACKS = {
  'a file of the tree is edited': cache => writeFileSync(join(cache, TREE, 'ledger.go'), EVIL),
  'a file is added to the tree': cache => writeFileSync(join(cache, TREE, 'more.go'), MORE),
  'a file is taken from the tree': cache => rmSync(join(cache, TREE, 'LICENSE')),
  'tree, zip and .ziphash are edited alike': cache => {
    writeFileSync(join(cache, TREE, 'ledger.go'), EVIL)
    const zip = join(cache, DOWNLOAD, 'v1.0.0.zip')
    writeFileSync(zip, moduleZip('example.com/Ledger', 'v1.0.0', {...LEDGER, 'ledger.go': EVIL}))
    const files = Object.entries({...LEDGER, 'ledger.go': EVIL}).map(([name, content]) => ({
      name: `example.com/Ledger@v1.0.0/${name}`,
      sha256: createHash('sha256').update(content).digest('hex'),
    }))
    writeFileSync(join(cache, DOWNLOAD, 'v1.0.0.ziphash'), hash1(files))
  },
  'go.mod among the downloads is edited': cache =>
    writeFileSync(join(cache, DOWNLOAD, 'v1.0.0.mod'), `${LEDGER['go.mod']}\nrequire example.com/evil v1.0.0\n`),
  'the tree is marked as incomplete, so that go unpacks the zip again': cache => {
    writeFileSync(
      join(cache, DOWNLOAD, 'v1.0.0.zip'),
      moduleZip('example.com/Ledger', 'v1.0.0', {...LEDGER, 'ledger.go': EVIL}),
    )
    writeFileSync(join(cache, DOWNLOAD, 'v1.0.0.partial'), '')
  },
} satisfies Record<string, (cache: string) => void>

export const EVIL = 'package ledger\n\nfunc Sum() string { return "evil" }\n'
const MORE = 'package ledger\n\nfunc init() { println("evil") }\n'
export const TREE = 'example.com/!ledger@v1.0.0'
export const DOWNLOAD = 'cache/download/example.com/!ledger/@v'
