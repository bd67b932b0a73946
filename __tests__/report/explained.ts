import type {GoProgram, ImageFacts, PlatformFacts} from '../../src/image/facts.ts'
import type {Report} from '../../src/report/report.ts'
import {diffImages, type ImageDiff} from '../../src/size/diff.ts'
import {contentsOf, fileOf, moduleOf, packageOf, programOf, settingsOf} from '../size/programs.ts'
import {comparedReport, sampleFacts, sampleReport} from './sample.ts'

const OWN = 3

/** A service that got a client of a storage service, a larger web page, and a newer Go. */
export function explainedReport(overrides: Partial<Report> = {}): Report {
  const before = {schema: 1, source: 'this build', platforms: [older('linux/amd64')]} satisfies ImageFacts
  const after = {schema: 1, source: 'this build', platforms: [newer('linux/amd64')]} satisfies ImageFacts
  return comparedReport([], {facts: after, diff: wanted(diffImages(before, after)), ...overrides})
}

/** The same on its first run, with what nobody wants in an image. */
export function revealingReport(): Report {
  const facts = newer('linux/amd64')
  const contents = {
    ...facts.contents!,
    wastedBytes: 90_000,
    wasted: [{path: 'tmp/build.tar', bytes: 90_000, layers: [OWN]}],
    setuid: [{path: 'usr/bin/mount', mode: 0o4755, layer: 1}],
    secrets: [
      {path: 'root/.netrc', what: 'credentials', layer: OWN, removed: true},
      {path: 'etc/tls/server.key', what: 'private key', layer: OWN, removed: false},
    ],
  }
  return sampleReport({facts: {schema: 1, source: 'this build', platforms: [{...facts, contents}]}})
}

function wanted(diff: ImageDiff): ImageDiff {
  const place = {package: 'github.com/acme/ledger/internal/export', file: 'internal/export/proto.go', line: 7}
  const ways = new Map<string, string | null>([
    ['google.golang.org/protobuf', 'cloud.google.com/go/storage'],
    ['cloud.google.com/go/storage', null],
  ])
  const platforms = diff.platforms.map(platform => ({
    ...platform,
    causes: platform.causes.map(cause => {
      const through = ways.get(cause.subject)
      return through === undefined ? cause : {...cause, wantedBy: {...place, through}}
    }),
  }))
  return {...diff, platforms}
}

function older(platform: string): PlatformFacts {
  return withProgram(sampleFacts(platform, 6_210_000, 15_290_000), {
    bytes: 15_270_000,
    packages: [
      packageOf('main', null, 800_000),
      packageOf('net/http', 'std', 3_200_000),
      packageOf('golang.org/x/text/unicode/norm', 'golang.org/x/text', 90_000),
    ],
    modules: [moduleOf('golang.org/x/text', 'v0.29.0')],
    sections: [
      {name: '.text', bytes: 4_090_000, kind: 'code'},
      {name: '.rodata', bytes: 6_180_000, kind: 'constants'},
      {name: '.gopclntab', bytes: 5_000_000, kind: 'functions'},
    ],
    embedded: [{path: 'web/dist/app.js', bytes: 400_000}],
  })
}

function newer(platform: string): PlatformFacts {
  return withProgram(sampleFacts(platform, 7_330_000, 17_925_000), {
    bytes: 17_900_000,
    goRelease: 'go1.27.4',
    packages: [
      packageOf('main', null, 804_000),
      packageOf('net/http', 'std', 3_220_000),
      packageOf('google.golang.org/protobuf/internal/impl', 'google.golang.org/protobuf', 1_010_000),
      packageOf('google.golang.org/protobuf/proto', 'google.golang.org/protobuf', 20_000),
      packageOf('cloud.google.com/go/storage', 'cloud.google.com/go/storage', 240_000),
      packageOf('golang.org/x/text/unicode/norm', 'golang.org/x/text', 95_000),
    ],
    modules: [
      moduleOf('cloud.google.com/go/storage', 'v1.59.0'),
      moduleOf('golang.org/x/text', 'v0.31.0'),
      moduleOf('google.golang.org/protobuf', 'v1.36.9'),
    ],
    sections: [
      {name: '.text', bytes: 5_389_000, kind: 'code'},
      {name: '.rodata', bytes: 7_011_000, kind: 'constants'},
      {name: '.gopclntab', bytes: 5_500_000, kind: 'functions'},
    ],
    embedded: [
      {path: 'web/dist/app.js', bytes: 1_060_000},
      {path: 'web/dist/app.css', bytes: 50_000},
    ],
  })
}

function withProgram(facts: PlatformFacts, program: Partial<GoProgram>): PlatformFacts {
  const mainPackage = 'github.com/acme/ledger/cmd/ledgerd'
  const mainModule = moduleOf('github.com/acme/ledger', '(devel)')
  const programs = [programOf({...program, path: 'ledger', layer: OWN, mainPackage, mainModule})]
  const isNewer = program.goRelease !== undefined
  const files = [
    fileOf('etc/ssl/certs/ca-certificates.crt', 220_000, {layer: 2}),
    fileOf('etc/ledger.yaml', isNewer ? 4_000 : 3_000, {layer: OWN}),
    ...(isNewer ? [fileOf('etc/ledger-export.yaml', 2_000, {layer: OWN})] : []),
  ]
  return {
    ...facts,
    manifestDigest: `sha256:${(isNewer ? 'b' : 'a').repeat(64)}`,
    layers: facts.layers.map((layer, index) => ({
      ...layer,
      diffId: `sha256:${(index === OWN && isNewer ? '9' : String(index)).repeat(64)}`,
    })),
    settings: settingsOf({user: isNewer ? '65532' : ''}),
    contents: contentsOf(files, {programs}),
  }
}
