/** GitHub evicts what was not used for longest, base or difference alike: what the next push on a fresh builder gets. */
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {afterAll, afterEach, beforeAll, beforeEach, expect, jest, test} from '@jest/globals'
import {pushEvent} from './loopback/events.ts'
import {type StoredEntry, startGitHub} from './loopback/github.ts'
import type {StepResult} from './loopback/runner.ts'
import {
  type Cache,
  CHANGED_ONLY,
  cacheOf,
  changedFile,
  freshBuilder,
  PACKAGES,
  type Place,
  place,
  placeAfter,
  reportOf,
  runWhole,
} from './project.ts'

jest.setTimeout(300_000)

/** Its results are large beside those that `MORE` adds: else the run after would write a new base. */
const program = {
  ...PACKAGES,
  ...Object.fromEntries(
    [...'mnopqrstuvwx'].map(name => [
      `${name}/${name}.go`,
      `package ${name}\n\nconst Name = "${name.repeat(200_000)}"\n`,
    ]),
  ),
}
/** Packages that the first push does not have: some results more, and still a small part of the base. */
const MORE = Object.fromEntries(
  Array.from({length: 9}, (_, n) => [`more${n}/more.go`, `package more\n\nconst Number = ${n}\n`]),
)

let here: Place

type Push = {cache: Cache; log: string; ended: StepResult; warnings: string[]}

async function push(letter: string, files: Record<string, string> = {}): Promise<Push> {
  await here.write({...changedFile('packages'), ...files})
  const job = here.runner.startJob(pushEvent({sha: letter.repeat(40)}))
  const {main, post} = await runWhole(job, {'build-args': freshBuilder()})
  expect([main.outcome, post.outcome]).toEqual(['success', 'success'])
  expect(reportOf(main).build.outcome).toBe('success')
  return {cache: cacheOf(main, 'build'), log: main.log, ended: post, warnings: reportOf(main).warnings}
}

function entry(kind: 'build' | 'diff-build'): StoredEntry {
  const found = here.github.entries().filter(({key}) => key.startsWith(`go-image-${kind}-`))
  expect(found).toHaveLength(1)
  return found[0]!
}

const keys = (kind: 'build' | 'diff-build') =>
  here.github.entries().flatMap(({key}) => (key.startsWith(`go-image-${kind}-`) ? [key] : []))

/** What GitHub holds after the first two pushes, which each test starts from. */
const held = mkdtempSync(path.join(tmpdir(), 'go-image-held-'))
let base: StoredEntry
let difference: StoredEntry
/** Compile results of all packages. */
let all: number

/** The first push leaves a base, the second one a difference to it, which holds packages that the base does not have. */
beforeAll(async () => {
  const github = await startGitHub({folder: held})
  here = await place(undefined, github)
  const first = await push('a', program)
  expect(first.cache).toMatchObject({hit: 'none', added: first.cache.total})
  const second = await push('b', MORE)
  expect(second.cache).toMatchObject({hit: 'older', matchedKey: entry('build').key})
  expect(second.cache.added).toBeGreaterThanOrEqual(Object.keys(MORE).length)
  base = entry('build')
  difference = entry('diff-build')
  all = second.cache.total!
  await here.close()
  await github.close()
})
afterAll(() => rmSync(held, {recursive: true, force: true}))

beforeEach(async () => {
  here = await placeAfter(held)
  await here.write({...program, ...MORE})
})
afterEach(() => here.close())

test('with both there, all that either holds is reused', async () => {
  const third = await push('c')
  expect(third.cache).toMatchObject({hit: 'older', matchedKey: difference.key})
  expect(third.cache.verdict).toMatch(/results compiled.*saved after the job as the difference/)
  expect(third.cache.added).toBeLessThanOrEqual(CHANGED_ONLY)
})

test('without the base, its difference is not restored, and a new base is written', async () => {
  here.github.evict(base.key)
  const before = here.github.requests.length
  const third = await push('c')
  expect(third.cache).toMatchObject({hit: 'none', matchedKey: null, restoredBytes: null, added: third.cache.total})
  expect(third.cache.total).toBeGreaterThan(all / 2)
  expect(third.log).toMatch(/build +\S+ · nothing found/)
  expect(third.warnings).toEqual([])
  const asked = here.github.requests.slice(before).filter(({route}) => route === 'GetCacheEntryDownloadURL')
  expect(asked.flatMap(({key}) => (key?.startsWith('go-image-diff-') ? [key] : []))).toEqual([])
  expect(keys('build')).toEqual([third.cache.key])
  expect(third.ended.log).toContain(`▸ Saved  ${third.cache.key}`)
  // The old difference is of no more use: the next push starts from the new base alone.
  expect(keys('diff-build')).toEqual([difference.key])
  const fourth = await push('d')
  expect(fourth.cache).toMatchObject({hit: 'older', matchedKey: third.cache.key})
  expect(fourth.cache.added).toBeLessThanOrEqual(CHANGED_ONLY)
})

test('without the difference, only what came since the base is compiled again', async () => {
  here.github.evict(difference.key)
  const third = await push('c')
  expect(third.cache).toMatchObject({hit: 'older', matchedKey: base.key})
  expect(third.log).toMatch(new RegExp(`build +${base.key} · older, by prefix`))
  expect(third.warnings).toEqual([])
  const {added, hits, total} = third.cache
  expect(added).toBeGreaterThanOrEqual(Object.keys(MORE).length)
  expect(added).toBeLessThan(all / 2)
  // Where the file system notes access, what the base had was read and not compiled.
  if (hits !== null) expect(hits).toBeGreaterThan(0)
  expect(total! - added!).toBeGreaterThan(CHANGED_ONLY)
  expect(keys('build')).toEqual([base.key])
  expect(keys('diff-build')).toHaveLength(1)
  const fourth = await push('d')
  expect(fourth.cache).toMatchObject({hit: 'older', matchedKey: keys('diff-build')[0]})
  expect(fourth.cache.added).toBeLessThanOrEqual(CHANGED_ONLY)
})

test('without both, the build is cold and all is saved anew', async () => {
  for (const {key} of [base, difference]) here.github.evict(key)
  const third = await push('c')
  expect(third.cache).toMatchObject({hit: 'none', matchedKey: null, added: third.cache.total})
  expect(third.warnings).toEqual([])
  expect(keys('build')).toEqual([third.cache.key])
  expect(keys('diff-build')).toEqual([])
  const fourth = await push('d')
  expect(fourth.cache).toMatchObject({hit: 'older', matchedKey: third.cache.key})
  expect(fourth.cache.added).toBeLessThanOrEqual(CHANGED_ONLY)
})
