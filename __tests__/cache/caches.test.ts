import {createReadStream, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeEach, describe, expect, test} from '@jest/globals'
import {cachesIn} from '../../src/cache/bring-in.ts'
import {type CacheTools, type GoCache, planCaches} from '../../src/cache/caches.ts'
import type {Portable} from '../../src/cache/portable.ts'
import type {CacheStore} from '../../src/cache/store.ts'
import {cachesOut} from '../../src/cache/take-out.ts'
import type {Packed, Restored, Transfer, Way} from '../../src/cache/transfer.ts'
import type {Trust} from '../../src/cache/trust.ts'
import {findGoCacheMounts} from '../../src/dockerfile/mounts.ts'
import {parseDockerfile} from '../../src/dockerfile/parse.ts'
import {readInputs} from '../../src/inputs.ts'
import {startHelp} from '../../src/runner/help.ts'
import {terminalLog} from '../../src/runner/log.ts'
import {contextOf} from '../runner/contexts.ts'
import {tar} from './tar-blocks.ts'

const WARM: [string, 'warm'][] = [
  ['modules', 'warm'],
  ['build', 'warm'],
]
const FULL: Trust = {restore: true, save: true, reason: 'push on a branch'}
const PULL: Trust = {restore: true, save: false, reason: 'pull_request reads what branches saved and saves nothing'}
const NONE: Trust = {restore: false, save: false, reason: 'releases'}
const WRITE: Trust = {restore: false, save: true, reason: "the workflow's cache-mode is write-only"}

const DOCKERFILE = `FROM golang:1.27-alpine
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build go build
`

const root = mkdtempSync(join(tmpdir(), 'go-image-'))
afterAll(() => rmSync(root, {recursive: true, force: true}))

let temp: string
let warnings: string[]
let cancelled: AbortController
beforeEach(() => {
  temp = mkdtempSync(join(root, 'run-'))
  warnings = []
  explained = []
  archives = {}
  cancelled = new AbortController()
})

function plan(trust: Trust, given: Record<string, string> = {}, text: string | null = DOCKERFILE): GoCache[] {
  return planCaches({
    mounts: text === null ? [] : findGoCacheMounts(parseDockerfile(text), []),
    goRelease: '1.27.4',
    inputs: readInputs(name => given[name] ?? ''),
    goSum: 'abc',
    imageKey: 'app',
    context: contextOf(),
    trust,
    help: startHelp(
      terminalLog(line => warnings.push(line), false),
      cancelled.signal,
    ),
  })
}

/** Where a test wants another archive than a small one. */
let archives: Record<string, Buffer> = {}

/** A store that has `entries` under `NAME`; a key that ends with `*` matches as an older entry. */
function storeWith(entries: Record<string, string>, asked: string[] = []): CacheStore {
  return {
    async restore(name, key, prefixes, file) {
      asked.push(name)
      const content = entries[name]
      if (content === undefined) return null
      const matched = content.startsWith('older') && prefixes.length > 0 ? `${prefixes.at(-1)}older` : key
      writeFileSync(
        file,
        content === 'damaged'
          ? content
          : (archives[name] ?? tar(name.startsWith('build') ? [{name: 'README', content}] : [])),
      )
      return matched
    },
    save: () => Promise.reject(new Error('saved before the end of the job')),
    find: async (name, key, prefixes) => {
      const content = entries[name]
      if (content === undefined) return null
      return content.startsWith('older') ? `${prefixes.at(-1)}older` : key
    },
    list: async () => null,
    remove: async () => false,
  }
}

type States = [string, 'warm' | 'empty'][]
type Fake = Partial<Transfer> & {states?: () => Promise<States>; packed?: Packed[]}

/** A builder that says of its mounts and of what it packed what a test wants. */
function transferOf({states, packed = [], ...different}: Fake = {}): Portable {
  const transfer: Transfer = {
    way: 'portable',
    unpack: async () => {},
    async pack(requests, folder) {
      for (const {name, added} of packed) {
        const what = requests.find(({mount}) => mount.name === name)?.what
        if (what === 'used' || (what !== 'count' && added > 0)) writeFileSync(join(folder, `${name}.tar`), 'tar')
      }
      return {packed, seconds: 0.5}
    },
    ...different,
  }
  return {
    transfer,
    receives: false,
    open: async mounts => ({
      transfer,
      states: new Map(states ? await states() : mounts.map(({name}): States[number] => [name, 'empty'])),
    }),
    probe: () => Promise.reject(new Error('asked for the mounts')),
    fetchBase: async () => {},
  }
}

const wayOf = (transfer: Transfer, states: States = []): Way => ({
  receives: true,
  open: async () => ({transfer, states: new Map(states)}),
})

let explained: string[] = []
const tools = (store: CacheStore, portable: Portable, direct: CacheTools['direct'] = null): CacheTools => ({
  ...{store, portable, direct, temp, goSums: [], signal: cancelled.signal},
  warn: (message: string) => void warnings.push(message),
  explain: (message: string) => void explained.push(message),
  watch: (_, body) => body(),
})

const reportOf = (caches: GoCache[], kind: 'modules' | 'build') =>
  caches.find(cache => cache.mount.kind === kind)!.report
const packed = (added: number, stamped = true): Packed[] => [
  {name: 'modules', added, total: 10, hits: null, stamped},
  {name: 'build', added, total: 100, hits: null, stamped},
]

describe('planned are', () => {
  test('both caches that the Dockerfile mounts', () => {
    expect(plan(FULL).map(({report}) => [report.kind, report.hit, report.verdict])).toEqual([
      ['modules', 'none', 'no entry yet'],
      ['build', 'none', 'no entry yet'],
    ])
  })

  test('none where the input turns them off, nothing is built or nothing can be read', () => {
    expect(plan(FULL, {cache: 'off'})).toEqual([])
    expect(plan(FULL, {call: 'check'})).toEqual([])
    expect(plan(FULL, {}, null)).toEqual([])
    expect(plan(FULL, {}, 'FROM golang\nRUN go build\n')).toEqual([])
    expect(warnings).toEqual([])
  })

  test('none with no-cache, which would empty the mounts, and the log says so', () => {
    expect(plan(FULL, {'no-cache': 'true'})).toEqual([])
    expect(warnings).toEqual([expect.stringContaining('`no-cache`')])
  })

  test('some that this run may not restore, with the reason', () => {
    expect(reportOf(plan(WRITE), 'build')).toMatchObject({
      hit: 'off',
      verdict: "not restored: the workflow's cache-mode is write-only",
    })
  })
})

describe('on the way in', () => {
  test('an entry under this very key is unpacked', async () => {
    const caches = plan(FULL)
    const unpacked: string[] = []
    const transfer = transferOf({
      async unpack(restored, archives) {
        for (const {kind} of restored.map(({mount}) => mount))
          unpacked.push(`${kind}: ${existsSync(join(archives, `${kind}.tar`))}`)
      },
    })
    await cachesIn(caches, FULL, contextOf(), tools(storeWith({'modules.tar': 'm', 'build.tar': 'b'}), transfer))
    expect(unpacked).toEqual(['modules: true', 'build: true'])
    expect(reportOf(caches, 'build')).toMatchObject({
      hit: 'exact',
      matchedKey: caches[1]!.key.key,
      restoredBytes: 2048,
      verdict: 'restored',
      way: 'portable',
      seconds: {download: expect.any(Number), in: expect.any(Number), pack: null, out: null},
    })
  })

  test('an older entry serves, and says that it is older', async () => {
    const caches = plan(FULL)
    await cachesIn(caches, FULL, contextOf(), tools(storeWith({'build.tar': 'older'}), transferOf()))
    expect(reportOf(caches, 'build')).toMatchObject({
      hit: 'older',
      verdict: 'restored from an older entry',
      way: 'portable',
    })
    expect(reportOf(caches, 'modules')).toMatchObject({hit: 'none', matchedKey: null, verdict: 'no entry yet'})
  })

  test('a miss of everything unpacks nothing', async () => {
    const unpack = () => Promise.reject(new Error('unpacked nothing'))
    await cachesIn(plan(FULL), FULL, contextOf(), tools(storeWith({}), transferOf({unpack})))
    expect(warnings).toEqual([])
  })

  test('what the builder has already is neither downloaded nor unpacked', async () => {
    const caches = plan(FULL)
    const asked: string[] = []
    const unpacked: string[] = []
    const transfer = transferOf({
      states: async () => [
        ['modules', 'warm'],
        ['build', 'empty'],
      ],
      unpack: async restored => void unpacked.push(...restored.map(({mount}) => mount.kind)),
    })
    await cachesIn(caches, FULL, contextOf(), tools(storeWith({'modules.tar': 'm', 'build.tar': 'b'}, asked), transfer))
    expect([asked, unpacked]).toEqual([['build.tar', 'build-difference.tar'], ['build']])
    expect(reportOf(caches, 'modules')).toMatchObject({hit: 'warm', matchedKey: null})
  })

  test('a builder that is slow to answer and warm after all keeps what it has', async () => {
    const caches = plan(FULL)
    const transfer = transferOf({
      states: () => new Promise(done => setTimeout(() => done(WARM), 1_700)),
      unpack: () => Promise.reject(new Error('unpacked over a warm cache')),
    })
    await cachesIn(caches, FULL, contextOf(), tools(storeWith({'modules.tar': 'm', 'build.tar': 'b'}), transfer))
    expect([reportOf(caches, 'build').hit, warnings]).toEqual(['warm', []])
  })

  test('a download that fails is a warning and a miss; the other cache goes on', async () => {
    const caches = plan(FULL)
    const store = storeWith({'build.tar': 'b'})
    const failing: CacheStore = {
      ...store,
      find: (name, ...rest) => (name === 'modules.tar' ? Promise.reject(new Error('503')) : store.find(name, ...rest)),
    }
    await cachesIn(caches, FULL, contextOf(), tools(failing, transferOf()))
    expect(warnings).toEqual(['The modules cache could not be downloaded: 503'])
    expect(reportOf(caches, 'modules')).toMatchObject({hit: 'none', matchedKey: null, verdict: 'the download failed'})
    expect(reportOf(caches, 'build').hit).toBe('exact')
  })

  test('an archive that is not what it should be is a warning and a miss, and never reaches the builder', async () => {
    const caches = plan(FULL)
    const unpack = () => Promise.reject(new Error('unpacked'))
    await cachesIn(caches, FULL, contextOf(), tools(storeWith({'build.tar': 'damaged'}), transferOf({unpack})))
    expect(warnings).toEqual([expect.stringMatching(/^The build cache could not be downloaded: .* is not used: /)])
    expect(reportOf(caches, 'build')).toMatchObject({hit: 'none', matchedKey: null})
  })

  test.each<[string, Fake]>([
    ['the builder does not answer', {states: () => Promise.reject(new Error('no builder'))}],
    ['the archive does not unpack', {unpack: () => Promise.reject(new Error('no space left'))}],
  ])('when %s, the build starts cold and says so', async (_, broken) => {
    const caches = plan(FULL)
    await cachesIn(
      caches,
      FULL,
      contextOf(),
      tools(storeWith({'modules.tar': 'm', 'build.tar': 'b'}), transferOf(broken)),
    )
    expect(warnings).toEqual([expect.stringContaining('the build starts cold')])
    for (const {report} of caches)
      expect(report).toMatchObject({
        hit: 'none',
        matchedKey: null,
        restoredBytes: null,
        verdict: 'could not be put into the builder',
      })
  })

  test('a run that may not restore downloads nothing', async () => {
    const asked: string[] = []
    await cachesIn(plan(WRITE), WRITE, contextOf(), tools(storeWith({'build.tar': 'b'}, asked), transferOf()))
    await cachesIn(
      plan(NONE),
      NONE,
      contextOf(),
      tools(storeWith({'build.tar': 'b'}, asked), transferOf({states: () => Promise.reject(new Error('asked'))})),
    )
    expect([asked, warnings]).toEqual([[], []])
  })

  test('a cancelled run ends with the reason', async () => {
    const reason = new Error('cancelled by SIGINT')
    const transfer = transferOf({
      async unpack() {
        cancelled.abort(reason)
        throw reason
      },
    })
    await expect(cachesIn(plan(FULL), FULL, contextOf(), tools(storeWith({'build.tar': 'b'}), transfer))).rejects.toBe(
      reason,
    )
  })
})

describe('a builder that takes archives as they come', () => {
  /** What it received and unpacked, in order. `taking` is what happens to an archive on its way. */
  async function into(
    entries: Record<string, string>,
    {taking, states, unpack, streams = true}: Partial<Into> = {},
  ): Promise<{events: string[]; caches: GoCache[]; way: string; dropped: string[]}> {
    const events: string[] = []
    const dropped: string[] = []
    const transfer = transferOf({
      way: 'direct',
      async receive({name}, archive) {
        let bytes = 0
        for await (const piece of archive) bytes += piece.length
        await taking?.(name)
        events.push(`received ${name} ${bytes > 0}`)
        return {discard: async () => void events.push(`discarded ${name}`)}
      },
      async unpack(restored, archives) {
        for (const {mount} of restored) {
          events.push(`unpacked ${mount.name}`)
          const list = join(archives, `${mount.name}.dropped`)
          if (existsSync(list)) dropped.push(...readFileSync(list, 'utf8').trimEnd().split('\n'))
          expect(existsSync(join(archives, `${mount.name}.tar`))).toBe(false)
        }
        await unpack?.()
      },
    }).transfer
    const portable = transferOf({
      async unpack(restored, archives) {
        for (const {mount} of restored) {
          events.push(`portable ${mount.name}`)
          expect(existsSync(join(archives, `${mount.name}.tar`))).toBe(true)
        }
      },
    })
    const store = storeWith(entries)
    const streaming: CacheStore = {
      ...store,
      async stream(name, key, consume) {
        const file = join(temp, `stored-${name}`)
        if ((await store.restore(name, key, [], file)) === null) return null
        const result = await consume(createReadStream(file))
        if (entries[name] === 'ends badly') throw new Error('the digest is wrong')
        return result
      },
    }
    const caches = plan(FULL)
    const used = await cachesIn(
      caches,
      FULL,
      contextOf(),
      tools(streams ? streaming : store, portable, wayOf(transfer, states)),
    )
    return {events, caches, way: used.way, dropped}
  }

  type Into = {
    taking: (name: string) => Promise<void>
    unpack: () => Promise<void>
    states: States
    streams: boolean
  }

  test.each([true, false])('gets them without a file (the store streams: %j)', async streams => {
    const {events, caches, way} = await into({'modules.tar': 'm', 'build.tar': 'b'}, {streams})
    expect(events.toSorted()).toEqual([
      ...['received build true', 'received modules true', 'unpacked build', 'unpacked modules'],
    ])
    expect([way, warnings, explained]).toEqual(['direct', [], []])
    for (const {report} of caches) {
      expect(report).toMatchObject({hit: 'exact', way: 'direct', restoredBytes: expect.any(Number)})
      expect(report.seconds.download).toBeGreaterThanOrEqual(0)
      expect(report.seconds.in).toBeGreaterThan(0)
    }
  })

  test('has nothing left of an archive that is refused, and the build starts cold', async () => {
    const {events, caches} = await into({'build.tar': 'damaged'})
    expect(events).toEqual([])
    expect(warnings).toEqual([expect.stringMatching(/^The build cache could not be downloaded: .* is not used: trunc/)])
    expect(reportOf(caches, 'build')).toMatchObject({hit: 'none', verdict: 'the download failed', way: null})
  })

  test('throws away what was received when the store finds it damaged in the end', async () => {
    const {events, caches} = await into({'build.tar': 'ends badly'})
    expect(events).toEqual(['received build true', 'discarded build'])
    expect(warnings).toEqual(['The build cache could not be downloaded: the digest is wrong'])
    expect(reportOf(caches, 'build').hit).toBe('none')
  })

  test('leaves out modules that are not what go.sum says', async () => {
    const name = 'modules.tar'
    const evil = [{name: 'example.com/evil@v1.0.0/'}, {name: 'example.com/evil@v1.0.0/a.go', content: 'package a'}]
    const download = 'cache/download/example.com/evil/@v'
    const more = [
      {name: `${download}/v1.0.0.mod`, content: 'module x'},
      {name: `${download}/list`, content: 'v1.0.0'},
    ]
    archives[name] = tar([...evil, ...more])
    const {events, dropped} = await into({[name]: 'm'})
    expect(events).toEqual(['received modules true', 'unpacked modules'])
    expect(dropped).toEqual(['example.com/evil@v1.0.0', `${download}/v1.0.0.mod`, `${download}/list`])
    expect(warnings).toEqual([expect.stringContaining('example.com/evil@v1.0.0 not in go.sum')])
  })

  test('that could not take one gets it by the portable way, and so when it cannot put it in place', async () => {
    const taking = () => Promise.reject(new Error('no space left on device'))
    const {events, way, caches} = await into({'build.tar': 'b'}, {taking})
    expect([events, way]).toEqual([['portable build'], 'portable'])
    expect(explained).toEqual([expect.stringContaining('the direct one failed: no space left')])
    expect(reportOf(caches, 'build')).toMatchObject({hit: 'exact', way: 'portable'})
    const again = await into({'build.tar': 'b'}, {unpack: () => Promise.reject(new Error('read-only'))})
    expect(again.events).toEqual(['received build true', 'unpacked build', 'portable build'])
    expect([again.way, warnings]).toEqual(['portable', []])
  })

  test('and is warm after all keeps what it has', async () => {
    const {events, caches} = await into({'build.tar': 'b'}, {states: WARM})
    expect([events, caches.map(({report}) => report.hit)]).toEqual([[], ['warm', 'warm']])
  })
})

describe('on the way out', () => {
  async function out(restored: Record<string, string>, packing: Fake, trust = FULL, ran = true) {
    const caches = plan(trust)
    const all = tools(storeWith(restored), transferOf(packing))
    const way = await cachesIn(caches, trust, contextOf(), all)
    const saves = await cachesOut(caches, trust, ran, way, ['example.com/kept@v1'], all)
    return {caches, saves, build: reportOf(caches, 'build'), kinds: saves.map(({name}) => name)}
  }

  test('a first build saves all of both', async () => {
    const {saves, build, caches} = await out({}, {packed: packed(7, false)})
    expect(saves.map(({name, key}) => [name, key])).toEqual([
      ['modules.tar', caches[0]!.key.key],
      ['build.tar', caches[1]!.key.key],
    ])
    expect(saves.every(({file}) => existsSync(file))).toBe(true)
    expect(build).toMatchObject({added: 7, savedBytes: 3, verdict: '100 results compiled; saved after the job'})
  })

  test('a build on top of an older entry saves the difference to it', async () => {
    const {kinds, build} = await out({'build.tar': 'older'}, {packed: packed(7)})
    expect(kinds).toContain('build-difference.tar')
    expect(build.verdict).toBe(
      '7 results compiled, 93 of 100 were there; saved after the job as the difference to 2.05 kB',
    )
  })

  test('what the build read of it is told, where the file system knows', async () => {
    const counted = packed(7).map(one => ({...one, hits: one.name === 'build' ? 60 : null}))
    const {build} = await out({'build.tar': 'older'}, {packed: counted})
    expect(build).toMatchObject({added: 7, hits: 60, total: 100, seconds: {pack: 0.5, out: expect.any(Number)}})
    expect(build.verdict).toMatch(/^7 results compiled, 60 reused; /)
  })

  test.each<[string, Record<string, string>, Packed[], Trust, RegExp]>([
    ['nothing was added', {'build.tar': 'older'}, packed(0), FULL, /nothing to save$/],
    [
      'the builder lost what had been restored',
      {'build.tar': 'older', 'modules.tar': 'older'},
      packed(3, false),
      FULL,
      /garbage collection/,
    ],
    ['the run is a pull request', {}, packed(3), PULL, /not saved: pull_request reads/],
  ])('nothing is saved when %s', async (_, restored, result, trust, verdict) => {
    const {kinds, build} = await out(restored, {packed: result}, trust)
    expect(kinds).toEqual([])
    expect(build.verdict).toMatch(verdict)
    expect(build.savedBytes).toBeNull()
  })

  test('a cache that lost what was restored does not claim how much was added', async () => {
    const {build} = await out({'build.tar': 'older'}, {packed: packed(3, false)})
    expect(build.added).toBeNull()
  })

  test('a pull request counts and packs nothing', async () => {
    const asked: string[] = []
    const pack: Transfer['pack'] = async requests => {
      asked.push(...requests.map(({what}) => what))
      return {packed: packed(3), seconds: 0}
    }
    const {build} = await out({'build.tar': 'older'}, {pack}, PULL)
    expect([asked, build.added]).toEqual([['count', 'count'], 3])
  })

  test('a large difference makes the next run of the default branch write a new base of what is still used', async () => {
    const restoring: Restored[] = []
    const asked: string[] = []
    const {saves, build, caches} = await out(
      {'build.tar': 'older', 'build-difference.tar': 'older, and large'},
      {
        unpack: async restored => void restoring.push(...restored),
        async pack(requests, folder) {
          asked.push(...requests.map(({mount, what}) => `${mount.kind} ${what}`))
          writeFileSync(join(folder, 'build.tar'), 'used')
          return {packed: packed(40), seconds: 0}
        },
      },
    )
    expect(restoring).toEqual([expect.objectContaining({census: true})])
    expect(asked).toEqual(['modules all', 'build used'])
    expect(saves.find(({name}) => name === 'build.tar')?.key).toBe(caches[1]!.key.key)
    expect(build.verdict).toBe(
      '40 of 100 results were used or compiled; 4 B still used, saved as a new base after the job',
    )
  })

  test('the way that is open is taken, and the other one when it fails', async () => {
    const ways: string[] = []
    const open = (way: 'direct' | 'portable', fails: boolean) =>
      transferOf({
        way,
        unpack: async () => {
          ways.push(`${way} in`)
          if (fails) throw new Error('read-only')
        },
      })
    const caches = plan(FULL)
    const portable = open('portable', false)
    const direct = wayOf(open('direct', true).transfer)
    const store = storeWith({'build.tar': 'b'})
    const taken = await cachesIn(caches, FULL, contextOf(), tools(store, portable, direct))
    expect([ways, taken.way]).toEqual([['direct in', 'portable in'], 'portable'])
    expect(explained).toEqual([expect.stringContaining('the direct one failed: read-only')])
    const refused = {receives: true, open: async () => ({refused: 'the engine is on another machine'})}
    await cachesIn(plan(FULL), FULL, contextOf(), tools(store, portable, refused))
    expect(explained.at(-1)).toContain('portable way: the engine is on another machine')
  })

  test('an archive that did not come out is not saved', async () => {
    const {kinds, build} = await out({}, {pack: async () => ({packed: packed(3, false), seconds: 0})})
    expect(kinds).toEqual([])
    expect(build.verdict).toMatch(/nothing came out of the builder$/)
  })

  test('after an unpacking that failed, what the build made is saved', async () => {
    const unpack = () => Promise.reject(new Error('broken archive'))
    const {kinds} = await out({'build.tar': 'older'}, {unpack, packed: packed(3, false)})
    expect(kinds).toEqual(['modules.tar', 'build.tar'])
  })

  test.each([
    ['the layer cache had every step', false, FULL],
    ['this run may do nothing', true, NONE],
  ])('the builder is not asked when %s', async (_, ran, trust) => {
    const {kinds} = await out({}, {pack: () => Promise.reject(new Error('asked'))}, trust, ran)
    expect([kinds, warnings]).toEqual([[], []])
  })

  test('warm caches are left alone', async () => {
    const {kinds} = await out(
      {},
      {
        states: async () => WARM,
        pack: () => Promise.reject(new Error('asked')),
      },
    )
    expect([kinds, warnings]).toEqual([[], []])
  })

  test('a harvest that fails is a warning, and nothing is saved', async () => {
    const {kinds} = await out({}, {pack: () => Promise.reject(new Error('no space left'))})
    expect([kinds, warnings]).toEqual([[], [expect.stringContaining('nothing is saved: no space left')]])
  })

  test('a cancelled run ends with the reason', async () => {
    const reason = new Error('cancelled by SIGTERM')
    const pack = async () => {
      cancelled.abort(reason)
      throw reason
    }
    await expect(out({}, {pack})).rejects.toBe(reason)
  })
})
