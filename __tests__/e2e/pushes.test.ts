import {spawnSync} from 'node:child_process'
import {createHash, randomBytes} from 'node:crypto'
import {existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterAll, expect, jest, test} from '@jest/globals'
import {cachesIn} from '../../src/cache/bring-in.ts'
import {type CacheTools, type GoCache, planCaches} from '../../src/cache/caches.ts'
import {LARGEST_SHARE} from '../../src/cache/saving.ts'
import {PACK, PROBE, UNPACK} from '../../src/cache/scripts.ts'
import {folderStore} from '../../src/cache/store.ts'
import {cachesOut} from '../../src/cache/take-out.ts'
import {packWords, probeWords, readPacked, readProbed, type Transfer, unpackWords} from '../../src/cache/transfer.ts'
import type {Trust} from '../../src/cache/trust.ts'
import {findGoCacheMounts, type GoCacheMount} from '../../src/dockerfile/mounts.ts'
import {parseDockerfile} from '../../src/dockerfile/parse.ts'
import {readInputs} from '../../src/inputs.ts'
import {startHelp} from '../../src/runner/help.ts'
import {terminalLog} from '../../src/runner/log.ts'
import {contextOf} from '../runner/contexts.ts'

jest.setTimeout(240_000)

const root = mkdtempSync(path.join(tmpdir(), 'go-image-pushes-'))
afterAll(() => rmSync(root, {recursive: true, force: true}))

const TRUST: Trust = {restore: true, save: true, reason: 'push on a branch'}
const ENTRY_BYTES = 20_000
const USED = 150

/** The real scripts on a folder of this machine, which stands for a fresh builder's mount. */
function toolsFor(mount: string, temp: string): CacheTools {
  const run = (script: string, words: string[], env: NodeJS.ProcessEnv = {}) => {
    const {status, stdout, stderr} = spawnSync('sh', ['-c', script, 'sh', ...words], {
      encoding: 'utf8',
      env: {...process.env, ...env},
    })
    if (status !== 0) throw new Error(stderr)
    const lines = stdout.split('\n').filter(line => line.startsWith('go-image '))
    return lines.map(line => line.split(' ').slice(1))
  }
  const probed = (mounts: GoCacheMount[]) =>
    readProbed(
      run(
        PROBE,
        probeWords('word', mounts).map(word => (word.startsWith('/') ? mount : word)),
      ),
      'word',
    )
  const transfer: Transfer = {
    way: 'portable',
    unpack: async (restored, archives) =>
      void run(
        UNPACK,
        unpackWords(restored, () => mount),
        {GO_IMAGE_IN: `${archives}/`, GO_IMAGE_RUN: 'one'},
      ),
    pack: async (requests, folder) => {
      const words = packWords(requests, () => mount)
      return {packed: readPacked(run(PACK, words, {GO_IMAGE_OUT: folder})), seconds: 0}
    },
  }
  const portable: CacheTools['portable'] = {
    transfer,
    receives: false,
    open: async mounts => ({transfer, states: probed(mounts).states}),
    fetchBase: async () => {},
  }
  const fail = (message: string) => {
    throw new Error(message)
  }
  return {
    ...{store: folderStore(path.join(root, 'store')), portable, direct: null, temp, goSums: []},
    ...{warn: fail, explain: fail, signal: new AbortController().signal},
    watch: (_, body) => body(),
  }
}

function planFor(commit: string): GoCache[] {
  return planCaches({
    mounts: findGoCacheMounts(
      parseDockerfile('FROM golang:1.27\nRUN --mount=type=cache,target=/root/.cache/go-build go build\n'),
      [],
    ),
    goRelease: '1.27.4',
    inputs: readInputs(() => ''),
    ...{goSum: 'sum', imageKey: 'app', context: contextOf({commit, runId: commit}), trust: TRUST},
    help: startHelp(
      terminalLog(() => {}, false),
      new AbortController().signal,
    ),
  })
}

/** What `go build` does to its cache: marks what it uses and finds too old, adds what is missing. Counts the hits. */
function build(mount: string, ids: string[]): number {
  let hits = 0
  for (const id of ids)
    for (const end of ['a', 'd']) {
      const file = path.join(mount, id.slice(0, 2), `${id}-${end}`)
      if (!existsSync(file)) {
        mkdirSync(path.dirname(file), {recursive: true})
        writeFileSync(file, randomBytes(ENTRY_BYTES / 2))
        continue
      }
      if (end === 'a') hits++
      if (Date.now() - statSync(file).mtimeMs >= 3_600_000) utimesSync(file, new Date(), new Date())
    }
  return hits
}

test('over a hundred pushes, what is restored and stored stays small, and all is found again', async () => {
  const ids = Array.from({length: USED}, (_, index) => createHash('sha256').update(`start ${index}`).digest('hex'))
  const restored: number[] = []
  const saved: number[] = []
  let censuses = 0
  for (let push = 0; push < 100; push++) {
    // Each push replaces a few results; the old ones are never used again.
    for (let change = 0; change < 3; change++)
      ids[(push * 7 + change) % USED] = createHash('sha256').update(`push ${push} ${change}`).digest('hex')
    const [mount, temp] = [path.join(root, `mount-${push}`), path.join(root, `temp-${push}`)]
    mkdirSync(mount)
    mkdirSync(temp)
    const commit = createHash('sha256').update(`${push}`).digest('hex').slice(0, 40)
    const caches = planFor(commit)
    const tools = toolsFor(mount, temp)
    const way = await cachesIn(caches, TRUST, contextOf({commit}), tools)
    const hits = build(mount, ids)
    if (push > 0) expect(hits).toBe(USED - 3)
    const saves = await cachesOut(caches, TRUST, true, way, [], tools)
    for (const {name, key, file} of saves) {
      saved.push(statSync(file).size)
      if (name === 'build.tar' && push > 0) censuses++
      await tools.store.save(name, key, file)
    }
    restored.push(caches[0]!.report.restoredBytes ?? 0)
    for (const folder of [mount, temp]) rmSync(folder, {recursive: true})
  }
  const base = USED * ENTRY_BYTES * 1.2 // tar adds headers and padding
  expect(Math.max(...restored)).toBeLessThan(base * (1 + LARGEST_SHARE + 0.1))
  expect(censuses).toBeGreaterThanOrEqual(4)
  expect(censuses).toBeLessThanOrEqual(18)
  expect(saved.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(100 * base * 0.3)
  const stored = readdirSync(path.join(root, 'store')).map(name => statSync(path.join(root, 'store', name)).size)
  expect(stored.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(base * 12)
})
