import type {Baseline, Report} from '../../src/report/report.ts'
import type {PlatformDiff} from '../../src/size/diff.ts'
import {explainedReport, revealingReport} from './explained.ts'
import {
  comparedReport,
  sampleBudget,
  sampleBuild,
  sampleCache,
  sampleFacts,
  sampleFinding,
  sampleLayer,
  sampleLedger,
  sampleReport,
  sampleSeconds,
} from './sample.ts'

const amd64 = 'linux/amd64'
const arm64 = 'linux/arm64'
const before = {download: 6_210_000, disk: 15_000_000}
const grown = {download: 7_330_000, disk: 17_630_000}

/** Breaks out of every context that text can land in. */
export const hostile =
  '`|</details></code><!-- go-image:x --> **b** [a](https://evil.example) @octocat #1 GH-2 :tada: $x$ ::error::x \u202e\u001b[31m\n# h'

const warmCaches = [
  sampleCache(),
  sampleCache({
    kind: 'modules',
    key: 'go-image-mod-1-3f9a',
    matchedKey: 'go-image-mod-1-3f9a',
    hit: 'exact',
    restoredBytes: 117_000_000,
    savedBytes: 0,
    parts: [{name: 'go.sum', value: '3f9a'}],
    changed: [],
    seconds: sampleSeconds({download: 1.2, in: 0.7}),
    added: 0,
    hits: null,
    total: 96,
    verdict: 'no download',
  }),
]

/** One report for each thing that a pull request can show. The name is that of its golden file. */
export const samples: Record<string, Report> = {
  'first-run': sampleReport(),

  'first-run-with-contents': revealingReport(),

  'no-baseline': sampleReport({
    baseline: {found: false, why: 'that of `4f1c2ab` is no longer in the cache; `size-increase` is not judged'},
    budgets: [sampleBudget({actual: 8_300_000})],
    caches: warmCaches,
  }),

  'no-change': comparedReport([{platform: amd64, before, after: before}], {caches: warmCaches}),

  'growth-within-budget': comparedReport([{platform: amd64, before, after: grown}], {
    ledger: sampleLedger(),
    budgets: [sampleBudget()],
    caches: warmCaches,
    dockerfile: {
      ...{origin: 'repository', path: 'Dockerfile', text: null},
      ...{excerpts: [], findings: [sampleFinding()], failing: 0},
    },
  }),

  'growth-explained': explainedReport({budgets: [sampleBudget()]}),

  'over-budget-explained': explainedReport({budgets: [sampleBudget({ok: false, actual: 10_420_000})]}),

  shrinkage: comparedReport([{platform: amd64, before: grown, after: before}]),

  'over-budget': comparedReport([{platform: amd64, before, after: {download: 8_330_000, disk: 21_000_000}}], {
    budgets: [
      sampleBudget({ok: false, actual: 10_420_000}),
      sampleBudget({input: 'size-increase', ok: false, actual: 2_120_000, limit: 415_000, written: '5 %'}),
    ],
  }),

  // Let pass by a label, against a baseline that is not the merge base, with budgets that this change moves.
  'budgets-let-pass': letPassReport(),

  'several-platforms': comparedReport(
    [
      {platform: amd64, before, after: grown},
      {
        platform: arm64,
        before: {download: 5_730_000, disk: 13_940_000},
        after: {download: 6_780_000, disk: 16_430_000},
      },
      {platform: 'linux/arm/v7', before, after: before},
    ],
    {budgets: [sampleBudget(), sampleBudget({platform: arm64, actual: 8_870_000})]},
  ),

  'own-dockerfile-with-findings': comparedReport([{platform: amd64, before, after: grown}], {
    dockerfile: {
      origin: 'repository',
      path: 'deploy/Dockerfile',
      text: null,
      excerpts: [
        {from: 1, lines: ['FROM golang:1.27-alpine AS build', 'WORKDIR /src', 'COPY . .']},
        {
          from: 7,
          lines: [
            'RUN --mount=type=cache,target=/go/pkg/mod go mod download',
            '',
            'RUN CGO_ENABLED=0 go build \\',
            '      -trimpath \\',
            '      -o /out/ledger ./cmd/ledgerd',
            'ENV LEDGER_TOKEN=(not shown)',
          ],
        },
      ],
      findings: [
        sampleFinding(),
        sampleFinding({
          rule: 'C-03',
          severity: 'error',
          line: 9,
          endLine: 11,
          message: '`go build` cannot see the modules that line 7 downloaded',
        }),
        sampleFinding({rule: 'S-01', severity: 'info', line: null, message: 'The image runs as root', url: null}),
      ],
      failing: null,
    },
    warnings: ['The build cache was not saved: this run may only read (`cache-mode: read`).'],
  }),

  'findings-that-fail': comparedReport([{platform: amd64, before, after: before}], {
    dockerfile: {
      ...{origin: 'repository', path: 'Dockerfile', text: null, excerpts: []},
      ...{findings: [sampleFinding(), sampleFinding({rule: 'C-01', line: 7})], failing: 2},
    },
  }),

  'failed-build': sampleReport({
    facts: null,
    build: sampleBuild({
      outcome: 'failure',
      seconds: 7.3,
      steps: {total: 9, cached: 6},
      failure: {
        step: 'RUN go build -trimpath -o /out/ledger ./cmd/ledgerd',
        line: 9,
        lines: [
          '# github.com/acme/ledger/internal/export',
          'internal/export/proto.go:7:2: "google.golang.org/protobuf/proto" imported and not used',
          'internal/export/proto.go:31:14: undefined: encode',
        ],
      },
    }),
    caches: warmCaches.map(cache => ({...cache, savedBytes: null, verdict: 'not saved after a failed build'})),
  }),

  'caches-that-do-not-pay': comparedReport([{platform: amd64, before, after: grown}], {
    caches: warmCaches,
    ledger: sampleLedger({
      ...{steps: 3.1, cost: 4.9, verdict: 'saved nothing for 4.9 s'},
      without: {seconds: 3, commit: null, created: '2026-11-18T09:00:00Z'},
      advice: "Over the last 5 runs Go's caches took 9.4 s more than they saved; `cache: off` turns them off.",
    }),
  }),

  'cold-caches': sampleReport({
    ledger: sampleLedger({
      ...{steps: 131, without: null, cost: 4.8},
      verdict: '2 min 11 s without a build cache: what later runs are measured against',
    }),
    build: sampleBuild({seconds: 142, steps: {total: 14, cached: 0}}),
    caches: warmCaches.map(cache => ({
      ...cache,
      matchedKey: null,
      hit: 'none' as const,
      way: null,
      restoredBytes: null,
      savedBytes: 166_000_000,
      changed: [],
      seconds: sampleSeconds({pack: 3.9, out: 4.2}),
      hits: null,
      verdict: 'first build with this key; saved after the job',
    })),
    dockerfile: {
      origin: 'written',
      path: null,
      text: '# syntax=docker/dockerfile:1\nFROM golang:1.27 AS build\nRUN go build -o /out/ledger ./cmd/ledgerd\n',
      excerpts: [],
      findings: [],
      failing: null,
    },
  }),

  'warm-caches': comparedReport([{platform: amd64, before, after: {download: 6_230_000, disk: 15_060_000}}], {
    build: sampleBuild({seconds: 8.6, steps: {total: 14, cached: 11}}),
    caches: [
      ...warmCaches,
      sampleCache({hit: 'warm', way: null, matchedKey: null, restoredBytes: null, savedBytes: null}),
    ],
  }),

  'hostile-strings': hostileReport(hostile),

  'very-long': longReport(),
}

/** The same with every text that comes from an image or a repository. */
function hostileOf<Value>(value: Value, hostile: string): Value {
  const kept = new Set(['kind', 'part', 'mode'])
  const inside = (each: unknown): unknown => {
    if (typeof each === 'string') return hostile
    if (Array.isArray(each)) return each.map(inside)
    if (typeof each !== 'object' || each === null) return each
    return Object.fromEntries(Object.entries(each).map(([key, of]) => [key, kept.has(key) ? of : inside(of)]))
  }
  return inside(value) as Value
}

function letPassReport(): Report {
  const report = comparedReport([{platform: amd64, before, after: {download: 8_330_000, disk: 21_000_000}}])
  const override = {by: 'trailer', name: 'Size-Increase-OK', reason: 'crypto/tls, as agreed in #12'} as const
  const file = '.go-image.json'
  const sizes = [9_020_000, 8_990_000, 9_000_500, 9_310_000, 8_300_000]
  return {
    ...report,
    baseline: {
      ...(report.baseline as Baseline & {found: true}),
      ...{
        how: 'ancestor',
        distance: 3,
        why: '3 commits before the merge base with `main`, the nearest that was measured',
      },
    },
    budgets: [
      sampleBudget({ok: false, actual: 10_420_000, file, override}),
      sampleBudget({part: 'disk', actual: 27_470_000, limit: 30_000_000, written: '30 MB', file}),
      sampleBudget({input: 'size-increase', part: 'own', ok: false, actual: 2_120_000, limit: 415_000, override}),
    ],
    budgetChanges: [
      {input: 'size-budget', name: 'disk', before: '25 MB', after: '30 MB'},
      {input: 'size-budget', name: 'linux/arm64 binary', before: '9 MB', after: null},
      {input: 'size-increase', name: 'own', before: null, after: '10 MB'},
    ],
    trend: sizes.map((download, index) => ({
      commit: index === 0 ? null : String(index).repeat(40),
      created: `2026-11-1${index}T09:00:00Z`,
      platforms: [{platform: amd64, download, disk: download * 3, binary: index < 2 ? null : download * 2}],
    })),
  }
}

/** A report in which each text that others choose is this one. */
export function hostileReport(hostile: string): Report {
  const report = comparedReport([{platform: hostile, before, after: grown}])
  const [explained] = explainedReport().diff!.platforms
  const contents = hostileOf(revealingReport().facts!.platforms[0]!.contents, hostile)
  const layers = report.diff!.platforms[0]!.layers.map(layer => ({...layer, instruction: hostile}))
  return {
    ...report,
    image: {name: hostile, tags: [hostile], digest: hostile, id: hostile, part: hostile},
    source: {...report.source, ref: hostile, runUrl: 'javascript:alert(1)', job: hostile},
    project: {module: hostile, main: hostile, go: hostile},
    dockerfile: {
      origin: 'written',
      path: hostile,
      text: `FROM x\n${hostile}\n\`\`\`\`\n</pre>`,
      excerpts: [{from: 1, lines: [hostile]}],
      findings: [sampleFinding({rule: hostile, message: hostile, remedy: hostile, url: 'https://a@evil.example/)'})],
      failing: 1,
    },
    baseline: {
      ...{found: true, commit: hostile, ref: hostile, created: '2026-11-20T11:00:00Z', why: hostile},
      ...{how: 'newest', distance: null, measuredBy: hostile},
    },
    diff: {schema: 1, platforms: [{...hostileOf(explained!, hostile), ...sizesOf(report), layers, caveats: [hostile]}]},
    facts: {schema: 1, source: hostile, platforms: [{...report.facts!.platforms[0]!, contents}]},
    budgets: [
      sampleBudget({
        ...{platform: hostile, written: hostile, file: hostile, ok: false, actual: 10_420_000},
        override: {by: 'trailer', name: hostile, reason: hostile},
      }),
    ],
    budgetChanges: [{input: 'size-budget', name: hostile, before: hostile, after: hostile}],
    trend: [1, 2].map(download => ({
      ...{commit: hostile, created: '2026-11-20T11:00:00Z'},
      platforms: [{platform: hostile, download, disk: 1, binary: null}],
    })),
    caches: [sampleCache({key: hostile, matchedKey: hostile, verdict: hostile})],
    decisions: [{what: hostile, choice: hostile, reason: hostile, evidence: [{file: '../../../evil', line: 1}]}],
    timeline: [
      {name: hostile, start: 0, end: 1},
      {name: 'section x: y', start: 1, end: 2},
    ],
    warnings: [hostile],
  }
}

function sizesOf({diff}: Report): Pick<PlatformDiff, 'before' | 'after'> {
  const {before, after} = diff!.platforms[0]!
  return {before, after}
}

function longReport(): Report {
  const facts = {
    ...sampleFacts(amd64, 1, 1),
    layers: Array.from({length: 200}, (_, index) =>
      sampleLayer({instruction: `COPY part-${index} /parts/${index}`, line: index + 10, part: 'own'}),
    ),
  }
  return sampleReport({
    facts: {schema: 1, source: 'this build', platforms: [facts]},
    dockerfile: {
      origin: 'repository',
      path: 'Dockerfile',
      text: null,
      excerpts: [],
      findings: Array.from({length: 500}, (_, index) =>
        sampleFinding({line: index + 1, message: `finding ${index} `.repeat(40)}),
      ),
      failing: null,
    },
    warnings: Array.from({length: 40}, (_, index) => `Warning ${index}: ${'a long story '.repeat(200)}`),
    decisions: Array.from({length: 300}, (_, index) => ({
      what: `choice ${index}`,
      choice: 'this',
      reason: 'because '.repeat(60),
      evidence: [{file: 'go.mod', line: index + 1}],
    })),
  })
}
