import type {Layer, PlatformFacts} from '../../src/image/facts.ts'
import type {BuildReport, CacheReport, Finding, LedgerReport, Report} from '../../src/report/report.ts'
import type {BudgetVerdict} from '../../src/size/budget.ts'
import type {Bytes, LayerChange, PlatformDiff} from '../../src/size/diff.ts'

/** A measured image of one platform on its first run: no baseline, no budget, nothing found. Overrides are whole fields. */
export function sampleReport(overrides: Partial<Report> = {}): Report {
  return {
    schema: 1,
    tool: {name: 'go-image', version: '1.0.0'},
    created: '2026-11-20T12:00:00Z',
    image: {
      name: 'ghcr.io/acme/ledger',
      tags: ['ghcr.io/acme/ledger:pr-12'],
      digest: `sha256:${'d'.repeat(64)}`,
      id: `sha256:${'1'.repeat(64)}`,
      part: 'ghcr.io/acme/ledger',
    },
    source: {
      server: 'https://github.com',
      repository: 'acme/ledger',
      commit: '9be02d1f00c0ffee9be02d1f00c0ffee9be02d1f',
      ref: '12/merge',
      pullRequest: 12,
      runUrl: 'https://github.com/acme/ledger/actions/runs/4711',
      job: 'image',
    },
    project: {module: 'github.com/acme/ledger', main: './cmd/ledgerd', go: '1.26'},
    dockerfile: {origin: 'repository', path: 'Dockerfile', text: null, excerpts: [], findings: [], failing: null},
    build: sampleBuild(),
    caches: [],
    ledger: null,
    facts: {schema: 1, source: 'this build', platforms: [sampleFacts('linux/amd64', 6_210_000, 15_000_000)]},
    baseline: {found: false, why: 'it is stored by the next push to `main`'},
    diff: null,
    ...{budgets: [], budgetChanges: [], trend: []},
    decisions: [
      {
        what: 'main package',
        choice: './cmd/ledgerd',
        reason: 'the only command',
        evidence: [{file: 'cmd/ledgerd/main.go', line: 21}],
      },
    ],
    timeline: [
      {name: 'caches in', start: 0.2, end: 3.1},
      {name: 'build', start: 0.9, end: 21.9},
      {name: 'measure', start: 21.9, end: 22.4},
    ],
    warnings: [],
    ...overrides,
  }
}

export function sampleBuild(overrides: Partial<BuildReport> = {}): BuildReport {
  return {outcome: 'success', seconds: 21.04, steps: {total: 14, cached: 9}, failure: null, ...overrides}
}

/** Three base layers of distroless and one of the program, whose sizes are given. */
export function sampleFacts(platform: string, download: number, disk: number): PlatformFacts {
  const layers = [
    sampleLayer({downloadBytes: 90_000, diskBytes: 300_000, instruction: 'base files'}),
    sampleLayer({downloadBytes: 800_000, diskBytes: 2_000_000, instruction: 'tzdata'}),
    sampleLayer({downloadBytes: 1_200_000, diskBytes: 4_170_000, instruction: 'ca-certificates'}),
    sampleLayer({
      downloadBytes: download,
      diskBytes: disk,
      instruction: 'COPY --from=build /out/ledger /ledger',
      line: 14,
      part: 'own',
    }),
  ]
  return {
    platform,
    manifestDigest: `sha256:${'a'.repeat(64)}`,
    configDigest: `sha256:${'c'.repeat(64)}`,
    downloadBytes: layers.reduce((sum, layer) => sum + layer.downloadBytes, 0),
    diskBytes: layers.reduce((sum, layer) => sum + layer.diskBytes, 0),
    compression: 'gzip',
    ...{base: null, settings: null, provenance: null, contents: null},
    layers,
  }
}

export function sampleLayer(overrides: Partial<Layer> = {}): Layer {
  const instruction = overrides.instruction ?? 'COPY a /a'
  return {
    digest: `sha256:${'e'.repeat(64)}`,
    diffId: `sha256:${'f'.repeat(64)}`,
    mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
    downloadBytes: 1_000_000,
    diskBytes: 2_000_000,
    createdBy: `${instruction} # buildkit`,
    instruction,
    line: null,
    part: 'base',
    ...overrides,
  }
}

/** A platform whose own layer went from `before` to `after`, on the same base. */
export function sampleDiff(platform: string, before: Bytes, after: Bytes): PlatformDiff {
  const facts = sampleFacts(platform, after.download, after.disk)
  const layers = facts.layers.map(({part, instruction, line, downloadBytes, diskBytes}): LayerChange => {
    const now = {download: downloadBytes, disk: diskBytes}
    if (part === 'base') return {kind: 'same', part, instruction, line, before: now, after: now}
    const same = before.download === after.download && before.disk === after.disk
    return {kind: same ? 'same' : 'changed', part, instruction, line, before, after}
  })
  const total = (side: 'before' | 'after'): Bytes => ({
    download: layers.reduce((sum, layer) => sum + (layer[side]?.download ?? 0), 0),
    disk: layers.reduce((sum, layer) => sum + (layer[side]?.disk ?? 0), 0),
  })
  return {
    ...{platform, before: total('before'), after: total('after'), layers},
    ...{files: null, programs: [], settings: [], caveats: [], causes: []},
  }
}

/** A report compared with main, from the own layer's sizes before and after on each platform. */
export function comparedReport(
  platforms: {platform: string; before: Bytes; after: Bytes}[],
  overrides: Partial<Report> = {},
): Report {
  return sampleReport({
    baseline: {
      found: true,
      commit: '4f1c2ab00c0ffee4f1c2ab00c0ffee4f1c2ab00c',
      ref: 'main',
      created: '2026-11-20T10:03:00Z',
      why: 'the merge base with `main`, measured 2 hours ago',
      ...{how: 'exact', distance: 0, measuredBy: '1.0.0'},
    },
    facts: {
      schema: 1,
      source: 'this build',
      platforms: platforms.map(({platform, after}) => sampleFacts(platform, after.download, after.disk)),
    },
    diff: {schema: 1, platforms: platforms.map(({platform, before, after}) => sampleDiff(platform, before, after))},
    ...overrides,
  })
}

export function sampleBudget(overrides: Partial<BudgetVerdict> = {}): BudgetVerdict {
  return {
    input: 'size-budget',
    platform: 'linux/amd64',
    part: 'download',
    ok: true,
    actual: 9_420_000,
    limit: 10_000_000,
    written: '10 MB',
    ...{file: null, override: null},
    ...overrides,
  }
}

export function sampleFinding(overrides: Partial<Finding> = {}): Finding {
  return {
    rule: 'C-07',
    severity: 'warning',
    line: 4,
    column: null,
    endLine: null,
    endColumn: null,
    message: '`ARG VERSION` before `go mod download`: every commit downloads the modules again',
    remedy: null,
    evidence: [],
    url: 'https://example.com/rules/C-07',
    fingerprint: null,
    fix: null,
    ...overrides,
  }
}

export function sampleSeconds(known: Partial<CacheReport['seconds']> = {}): CacheReport['seconds'] {
  return {lookup: null, download: null, in: null, pack: null, out: null, upload: null, ...known}
}

export function sampleCache(overrides: Partial<CacheReport> = {}): CacheReport {
  return {
    kind: 'build',
    key: 'go-image-build-1-go1.27.3-linux/amd64-3f9a-9be02d1',
    matchedKey: 'go-image-build-1-go1.27.3-linux/amd64-3f9a-4f1c2ab',
    hit: 'older',
    way: 'direct',
    restoredBytes: 166_000_000,
    savedBytes: 93_000,
    parts: [
      {name: 'go', value: '1.27.3'},
      {name: 'platforms', value: 'linux/amd64'},
      {name: 'go.sum', value: '3f9a'},
      {name: 'commit', value: '9be02d1'},
    ],
    changed: [{name: 'commit', before: '4f1c2ab', after: '9be02d1'}],
    seconds: sampleSeconds({download: 1.1, in: 1.8, pack: 0.1, out: 0.1}),
    added: 3,
    hits: 1409,
    total: 1415,
    verdict: '1,412 of 1,415 compile steps reused',
    ...overrides,
  }
}

export function sampleLedger(overrides: Partial<LedgerReport> = {}): LedgerReport {
  return {
    steps: 6.5,
    without: {seconds: 131, commit: '4f1c2abc00c0ffee4f1c2abc00c0ffee4f1c2abc', created: '2026-11-18T09:00:00Z'},
    cost: 4.9,
    verdict: 'saved 2 min 4 s for 4.9 s',
    advice: null,
    ...overrides,
  }
}
