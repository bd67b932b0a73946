import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, test} from '@jest/globals'
import type {Step} from '../../src/build/progress.ts'
import {planCaches} from '../../src/cache/caches.ts'
import {
  judgeCaches,
  judgeRun,
  type LedgerRun,
  lastUpload,
  ledgerToStore,
  noteRelease,
  noteUploads,
  readLedger,
  secondsOfSteps,
} from '../../src/cache/ledger.ts'
import {folderStore} from '../../src/cache/store.ts'
import {findGoCacheMounts} from '../../src/dockerfile/mounts.ts'
import {parseDockerfile} from '../../src/dockerfile/parse.ts'
import {readInputs} from '../../src/inputs.ts'
import {startHelp} from '../../src/runner/help.ts'
import {terminalLog} from '../../src/runner/log.ts'
import {contextOf} from '../runner/contexts.ts'

const root = mkdtempSync(join(tmpdir(), 'go-image-ledger-'))
afterAll(() => rmSync(root, {recursive: true, force: true}))

const TRUST = {restore: true, save: true, reason: 'push on a branch'}
const warnings: string[] = []
const help = startHelp(
  terminalLog(line => warnings.push(line), false),
  new AbortController().signal,
)

const run = (different: Partial<LedgerRun> = {}): LedgerRun => ({
  ...{created: '2026-11-18T09:00:00.000Z', commit: 'c'.repeat(40), go: '1.27.4', cold: false},
  ...{steps: 6, cost: 4, layers: {}, uploads: [], ...different},
})
const cold = run({cold: true, steps: 130, cost: 0.5, commit: 'a'.repeat(40)})

const mounts = findGoCacheMounts(
  parseDockerfile(
    'FROM golang:1.27\nRUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build go build\n',
  ),
  [],
)

const step = (name: string, seconds: number | null): Step => ({
  ...{id: '1', name, seconds, cached: seconds === null, error: null, lines: []},
})

function plannedCaches() {
  return planCaches({
    ...{mounts, goRelease: '1.27.4', goSum: 's', imageKey: 'app', trust: TRUST, help},
    ...{context: contextOf(), inputs: readInputs(() => '')},
  })
}

describe('the steps that use the caches', () => {
  test('are those whose text has one of the mounts, and ran', () => {
    const steps = [
      step('[build 2/4] RUN --mount=type=cache,target=/go/pkg/mod go mod download', 3),
      step('[build 3/4] RUN --mount=type=cache,target=/root/.cache/go-build go build', 5.5),
      step('[build 4/4] RUN --mount=type=cache,target=/go/pkg/mod go vet', null),
      step('[stage-1 2/2] RUN apt-get install', 40),
      step('[internal] load /go/pkg/mod', 2),
    ]
    expect(secondsOfSteps(steps, mounts)).toBe(8.5)
  })

  test('are none where the layer cache had them all', () => {
    expect(
      secondsOfSteps([step('[build 2/2] RUN --mount=type=cache,target=/go/pkg/mod go build', null)], mounts),
    ).toBeNull()
  })
})

describe('the verdict', () => {
  test('is what was saved against the newest run without, for what', () => {
    const uploaded = run({uploads: [{key: 'go-image-diff-build-1-x', bytes: 10, seconds: 0.9}]})
    expect(judgeCaches(run(), [uploaded, cold, run({cold: true, steps: 500})])).toEqual({
      ...{steps: 6, cost: 4, verdict: 'saved 2 min 4 s for 4.0 s', advice: null},
      without: {seconds: 130, commit: 'a'.repeat(40), created: cold.created},
    })
  })

  test('of a run without is what others are measured against', () => {
    expect(judgeCaches(cold, [])).toMatchObject({without: null, verdict: expect.stringContaining('2 min 10 s without')})
  })

  test('says when there is nothing to compare with', () => {
    expect(judgeCaches(run(), [run()])).toMatchObject({
      without: null,
      advice: null,
      verdict: expect.stringContaining('no run without'),
    })
  })

  test('advises once caches have cost more than they saved over five runs, and names the input', () => {
    const small = {...cold, steps: 7}
    const poor = run({steps: 6, cost: 3})
    expect(judgeCaches(poor, [poor, poor, poor, small]).advice).toBeNull()
    expect(judgeCaches(poor, [poor, poor, poor, poor, small]).advice).toBe(
      "Over the last 5 runs Go's caches took 10 s more than they saved; `cache: off` turns them off.",
    )
    expect(
      judgeCaches(poor, [poor, run({steps: 0.1, cost: 0}), run({steps: 0, cost: 0}), run({steps: 0, cost: 0}), small])
        .advice,
    ).toBeNull()
  })
})

describe('a run', () => {
  const spans = [
    {name: 'caches in', start: 1, end: 4},
    {name: 'build', start: 4, end: 10},
    {name: 'caches out', start: 9, end: 10.5},
  ]
  const steps = [step('[build 2/2] RUN --mount=type=cache,target=/go/pkg/mod go build', 5)]
  const judged = (caches = plannedCaches(), earlier: LedgerRun[] = []) =>
    judgeRun(
      {caches, steps, spans, goRelease: '1.27.4', layerInput: null, context: contextOf(), now: new Date(0)},
      earlier,
    )

  test('costs the way in, and of the way out what the build did not cover', () => {
    expect(judged().runs[0]).toMatchObject({cold: true, steps: 5, cost: 3.5, go: '1.27.4', uploads: []})
  })

  test('is warm once a build cache was restored', () => {
    const caches = plannedCaches()
    caches.find(({key}) => key.kind === 'build')!.report.hit = 'older'
    expect(judged(caches).runs[0]).toMatchObject({cold: false})
  })

  test('tells of each cache what its upload took last time', () => {
    const caches = plannedCaches()
    judged(caches, [run({uploads: [{key: 'go-image-mod-1-x', bytes: 9, seconds: 2.5}]}), run()])
    expect(caches.map(({report}) => [report.kind, report.seconds.upload])).toEqual([
      ['modules', 2.5],
      ['build', null],
    ])
    expect(lastUpload([run({uploads: [{key: 'go-image-diff-build-1-x', bytes: 1, seconds: 7}]})], 'build')).toBe(7)
  })

  test('in which nothing was compiled is not remembered', () => {
    expect(
      judgeRun(
        {
          caches: plannedCaches(),
          steps: [],
          spans,
          goRelease: null,
          layerInput: null,
          context: contextOf(),
          now: new Date(0),
        },
        [cold],
      ),
    ).toEqual({
      report: null,
      runs: [cold],
    })
  })
})

describe('a layer cache', () => {
  const spans = [{name: 'caches in', start: 0, end: 1}]
  const go = step('[build 2/2] RUN --mount=type=cache,target=/go/pkg/mod go build', 5)
  const judged = (steps: Step[], earlier: LedgerRun[]) =>
    judgeRun(
      ...([
        {
          ...{caches: plannedCaches(), steps, spans, goRelease: null, layerInput: 'layer-cache' as const},
          ...{context: contextOf(), now: new Date(0)},
        },
        earlier,
      ] as const),
    )

  test('that takes longer to save than its steps ran is worth a word, which names the input', () => {
    const first = judged([go, step('[web 2/2] RUN npm ci', 4), step('exporting to GitHub Actions Cache', 9)], [])
    expect(first.runs[0]!.layers).toEqual({'[web] RUN npm ci': 4})
    const later = judged(
      [go, step('[web 2/2] RUN npm ci', null), step('exporting to GitHub Actions Cache', 9)],
      first.runs,
    )
    expect(later.report!.advice).toMatch(/^The layer cache took 9\.0 s .*`layer-cache: off` turns it off/)
  })

  test('that pays is not', () => {
    const steps = [go, step('[web 2/2] RUN npm ci', null), step('exporting to GitHub Actions Cache', 2)]
    expect(judged(steps, [run({layers: {'[web] RUN npm ci': 40}})]).report!.advice).toBeNull()
  })
})

describe('another Go release', () => {
  test('is named as the reason why no build cache was found', () => {
    const caches = plannedCaches()
    noteRelease(caches, '1.27.4', [run({go: null}), run({go: '1.27.3'})])
    expect(caches.find(({key}) => key.kind === 'build')!.report).toMatchObject({
      changed: [{name: 'go', before: '1.27.3', after: '1.27.4'}],
      verdict: 'Go 1.27.3 → 1.27.4: starts from nothing, results of another release are never used',
    })
    expect(caches.find(({key}) => key.kind === 'modules')!.report.changed).toEqual([])
  })

  test('is not named where it is the same, or unknown', () => {
    const caches = plannedCaches()
    noteRelease(caches, '1.27.4', [run()])
    noteRelease(caches, null, [run()])
    noteRelease(caches, '1.27.4', [])
    expect(caches.flatMap(({report}) => report.changed)).toEqual([])
  })
})

describe('the stored ledger', () => {
  test('is found again, with the uploads that were made after it was written', async () => {
    const store = folderStore(join(root, 'store'))
    const [entry] = await ledgerToStore([run(), cold], 'app', contextOf(), TRUST, root)
    await noteUploads(entry!.file, [{key: 'go-image-mod-1-x', bytes: 5, seconds: 1}])
    await store.save(entry!.name, entry!.key, entry!.file)
    const runs = await readLedger('app', store, root, help)
    expect(runs).toEqual([run({uploads: [{key: 'go-image-mod-1-x', bytes: 5, seconds: 1}]}), cold])
    expect(await readLedger('other', store, root, help)).toEqual([])
    expect(warnings).toEqual([])
  })

  test('stays short', async () => {
    const [entry] = await ledgerToStore(
      Array.from({length: 300}, () => run()),
      'app',
      contextOf(),
      TRUST,
      root,
    )
    expect(JSON.parse(readFileSync(entry!.file, 'utf8')).runs).toHaveLength(100)
  })

  test('is not written by a run that may not save', async () => {
    expect(await ledgerToStore([run()], 'app', contextOf(), {...TRUST, save: false}, root)).toEqual([])
  })

  test.each([
    'no json',
    '{"schema":2,"runs":[]}',
    JSON.stringify({schema: 1, runs: [{...run(), steps: -1}]}),
    JSON.stringify({schema: 1, runs: [{...run(), steps: 1e300}]}),
    JSON.stringify({schema: 1, runs: [{...run(), commit: 'x'.repeat(10_000)}]}),
    JSON.stringify({schema: 1, runs: Array.from({length: 5_000}, () => run())}),
  ])('that is not what we write is a warning: %#', async content => {
    warnings.length = 0
    const foreign = {
      ...folderStore(root),
      async restore(_name: string, _key: string, _prefixes: string[], file: string) {
        writeFileSync(file, content)
        return 'go-image-ledger-1-app-x'
      },
    }
    expect(await readLedger('app', foreign, root, help)).toEqual([])
    expect(warnings).toEqual([expect.stringContaining('What earlier runs spent could not be read')])
  })
})
