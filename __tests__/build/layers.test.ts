import {describe, expect, test} from '@jest/globals'
import type {BuildPlan} from '../../src/build/arguments.ts'
import type {Builder} from '../../src/build/builder.ts'
import {layerScope, planLayers} from '../../src/build/layers.ts'
import {parseDockerfile} from '../../src/dockerfile/parse.ts'
import {readInputs} from '../../src/inputs.ts'

const node = {name: 'b0', endpoint: 'e', platforms: ['linux/amd64'], setPlatforms: []}
const builder: Builder = {
  name: 'b',
  driver: 'docker-container',
  exportsLayout: true,
  platform: 'linux/amd64',
  nodes: [node],
}
const service = {ACTIONS_RUNTIME_TOKEN: 't', ACTIONS_RESULTS_URL: 'https://results/'}
const readAndWrite = {restore: true, save: true, reason: ''}
const saturday = new Date('2026-11-21T12:00:00Z')
const web = [
  'FROM node:24 AS web',
  'COPY package.json .',
  'RUN npm ci',
  'FROM golang:1.27 AS build',
  'COPY . .',
  'RUN --mount=type=cache,target=/root/.cache/go-build go build -o /app .',
  'FROM debian:13',
  'COPY --from=build /app /app',
  'COPY --from=web /node_modules /node_modules',
  '',
].join('\n')
const runtime =
  'FROM golang:1.27 AS build\nCOPY . .\nRUN go build -o /app .\nFROM debian:13\nRUN apt-get install -y ffmpeg\nCOPY --from=build /app /app\n'

type Different = Partial<Omit<Parameters<typeof planLayers>[0], 'dockerfile'>> & {
  text?: string
  origin?: 'repository' | 'written'
  builder?: Partial<Builder>
  platforms?: string
}

function plan(given: Record<string, string>, {text = web, origin = 'repository', ...different}: Different = {}) {
  const inputs = readInputs(name => given[name] ?? '')
  const layers = planLayers({
    plan: {inputs: inputs.build, builder: {...builder, ...different.builder}} as BuildPlan,
    mode: inputs.layerCache,
    imageKey: 'ghcr.io/acme/ledger',
    dockerfile: {
      ...{
        origin,
        path: '/w/Dockerfile',
        buildPath: '/w/Dockerfile',
        shownPath: 'Dockerfile',
        text: null,
        choices: [],
        warnings: [],
      },
      model: parseDockerfile(text),
    },
    trust: readAndWrite,
    env: service,
    now: saturday,
    ...different,
  })
  const {cacheFrom, cacheTo} = layers.plan.inputs
  return {...layers, from: cacheFrom, to: cacheTo, evidence: layers.choices[0]?.evidence.map(({line}) => line)}
}
const nothing = {from: [], to: [], usesService: false}
const weekly = 'go-image-ghcr.io/acme/ledger-linux_amd64-2026-11-16'

describe("a user's own cache of type=gha", () => {
  const scope = 'go-image-ghcr.io/acme/ledger-linux_amd64'

  test('is kept under a name of the image and platform, and BuildKit’s own name is read second', () => {
    const {from, to, usesService, choices} = plan({'cache-from': 'type=gha', 'cache-to': 'type=gha,mode=max'})
    expect(from).toEqual([`type=gha,scope=${scope}`, 'type=gha'])
    expect(to).toEqual([`type=gha,mode=max,scope=${scope}`])
    expect(usesService).toBe(true)
    expect(choices).toEqual([
      {
        what: 'layer cache',
        choice: `scope ${scope}`,
        reason: expect.stringContaining('`cache-from` and `cache-to` with type=gha and no scope'),
        evidence: [],
      },
    ])
  })

  test('stays as it is where it has a scope, is of another type, or the input is off', () => {
    const named = {'cache-from': 'type=gha,scope=buildkit', 'cache-to': 'type=gha,mode=max,Scope=mine'}
    expect(plan(named)).toMatchObject({
      ...{from: ['type=gha,scope=buildkit'], to: ['type=gha,mode=max,Scope=mine']},
      ...{usesService: true, choices: []},
    })
    const others = {'cache-from': 'acme/ledger:cache\ntype=registry,ref=acme/gha', 'cache-to': 'type=inline'}
    expect(plan(others)).toMatchObject({
      ...{from: ['acme/ledger:cache', 'type=registry,ref=acme/gha'], to: ['type=inline']},
      ...{usesService: false, choices: []},
    })
    expect(plan({'cache-from': 'type=gha', 'layer-cache': 'off'})).toMatchObject({
      ...{from: ['type=gha'], to: [], usesService: true, choices: []},
    })
  })

  test('is written also on a pull request: the user asked for it', () => {
    const {to} = plan({'cache-to': 'type=gha'}, {trust: {...readAndWrite, save: false}})
    expect(to).toEqual([`type=gha,scope=${scope}`])
  })
})

describe('a scope', () => {
  test.each([
    ['acme/a', [], 'go-image-acme/a-linux_amd64'],
    ['acme/a', ['linux/arm64', 'linux/amd64'], 'go-image-acme/a-linux_amd64+linux_arm64'],
    ['acme/a', ['linux/arm/v7'], 'go-image-acme/a-linux_arm_v7'],
  ])('of %s for %j is %s', (key, platforms, expected) => {
    expect(layerScope(key, platforms, builder)).toBe(expected)
  })

  test('is another for names that the service’s keys cannot tell apart, and never too long', () => {
    const scopes = ['a b', 'a,b', 'a#b', 'a_b', 'a'.repeat(500), 'a'.repeat(501)].map(key =>
      layerScope(key, [], builder),
    )
    expect(new Set(scopes).size).toBe(6)
    for (const scope of scopes) expect(scope).toMatch(/^[\w.+:@/-]{1,220}$/)
  })

  test('of a builder that has not started names it', () => {
    expect(layerScope('a', [], {...builder, platform: null})).toBe('go-image-a-builder')
  })
})

describe('without any, a layer cache is added', () => {
  test('for a slow step that is not Go, with all stages when it is not in the image itself', () => {
    const {from, to, usesService, choices} = plan({})
    expect(from).toEqual([`type=gha,scope=${weekly}`])
    expect(to).toEqual([`type=gha,scope=${weekly},mode=max,ignore-error=true`])
    expect(usesService).toBe(true)
    expect(choices).toEqual([
      {
        what: 'layer cache',
        choice: `restore and save, scope ${weekly}, mode=max`,
        reason: "npm ci: Go's caches do not help there",
        evidence: [{file: 'Dockerfile', line: 3}],
      },
    ])
  })

  test('without the stages of Go when the slow step is in the image', () => {
    expect(plan({}, {text: runtime}).to).toEqual([`type=gha,scope=${weekly},mode=min,ignore-error=true`])
  })

  test('with a name that changes on Mondays', () => {
    const scopeAt = (now: string) => plan({}, {now: new Date(now)}).from[0]
    expect(scopeAt('2026-11-16T00:00:00Z')).toBe(`type=gha,scope=${weekly}`)
    expect(scopeAt('2026-11-22T23:59:59Z')).toBe(`type=gha,scope=${weekly}`)
    expect(scopeAt('2026-11-23T00:00:00Z')).toContain('2026-11-23')
    expect(scopeAt('2027-01-01T00:00:00Z')).toContain('2026-12-28')
  })

  test('that pull requests only read', () => {
    const {from, to, choices} = plan({}, {trust: {...readAndWrite, save: false}})
    expect({from, to}).toEqual({from: [`type=gha,scope=${weekly}`], to: []})
    expect(choices[0]!.choice).toBe(`restore only, scope ${weekly}`)
  })

  test('that a run which restores nothing only saves', () => {
    expect(plan({}, {trust: {...readAndWrite, restore: false}})).toMatchObject({from: [], to: [expect.any(String)]})
  })
})

describe('nothing is added', () => {
  const onlyGo = web.replace('RUN npm ci', 'RUN npm --version')

  test.each<[string, Record<string, string>, Different]>([
    ['on releases', {}, {trust: {restore: false, save: false, reason: ''}}],
    ['when the input is off', {'layer-cache': 'off'}, {}],
    ['without the cache service', {}, {env: {}}],
    ['without its token', {}, {env: {ACTIONS_RESULTS_URL: 'https://results/'}}],
    ['when only a description is asked for', {call: 'outline'}, {}],
    ['when layers shall not be used', {'no-cache': 'true'}, {}],
    ['for a Dockerfile of ours', {}, {origin: 'written'}],
  ])('%s, and nothing said', (_, given, different) => {
    expect(plan(given, different)).toMatchObject({...nothing, choices: []})
  })

  test.each<[string, Different, string, number[]]>([
    ['when only Go is slow', {text: onlyGo}, "only Go takes long in it, and Go's own caches do that better", [6]],
    ['when nothing is slow', {text: 'FROM scratch\nCOPY app /\n'}, 'no step of it takes long', []],
    [
      'when the step runs at each commit anyway',
      {text: web.replace('COPY package.json', 'COPY .')},
      'npm ci runs again at each commit, because line 2 takes in the whole context',
      [3],
    ],
    [
      'when packages are brought up to date',
      {text: runtime.replace('install -y ffmpeg', 'upgrade -y')},
      'apt-get upgrade would be held back with its layer',
      [5],
    ],
    [
      'when Go’s compile results would go along',
      {text: web.replace(/--mount=\S+ /, '')},
      "it would have to keep every stage, and Go's compile results lie in a layer without a cache mount",
      [6],
    ],
    [
      'when the builder cannot',
      {builder: {driver: 'docker', exportsLayout: false}},
      'the builder (driver docker) cannot save layers; docker/setup-buildx-action makes one that would keep npm ci',
      [3],
    ],
    [
      'when nodes of a builder would overwrite each other',
      {
        platforms: 'linux/amd64,linux/arm64',
        builder: {nodes: [node, {...node, name: 'b1', platforms: ['linux/arm64']}]},
      },
      'several nodes build it, and each would overwrite what another has saved',
      [3],
    ],
    [
      'when the builder has a shared cache of its own',
      {builder: {driver: 'cloud'}},
      'the builder (driver cloud) cannot save layers; docker/setup-buildx-action makes one that would keep npm ci',
      [3],
    ],
  ])('%s, and the report says why', (_, different, reason, lines) => {
    const {platforms = '', ...others} = different
    const planned = plan({platforms}, others)
    expect(planned).toMatchObject({...nothing, choices: [{choice: 'none added', reason}]})
    expect(planned.evidence).toEqual(lines)
  })
})

test('a stage that was compiled elsewhere no longer counts', () => {
  const text =
    'FROM golang:1.27 AS build\nRUN apt-get install -y libvips-dev\nRUN go build -o /app .\nFROM debian:13\nCOPY --from=build /app /app\n'
  expect(plan({'build-contexts': 'build=oci-layout:///t@sha256:0'}, {text})).toMatchObject(nothing)
})
