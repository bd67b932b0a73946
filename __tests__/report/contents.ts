/** Images with many files and packages, made up but like real ones: sizes fall off as those of a Go service do. */
import type {FileFact, GoPackage, ImageFacts, PlatformFacts} from '../../src/image/facts.ts'
import type {Report} from '../../src/report/report.ts'
import {diffImages} from '../../src/size/diff.ts'
import {contentsOf, fileOf, moduleOf, programOf} from '../size/programs.ts'
import {
  comparedReport,
  sampleBudget,
  sampleCache,
  sampleFinding,
  sampleLayer,
  sampleLedger,
  sampleReport,
} from './sample.ts'

const MODULES: [path: string, version: string, packages: number, bytes: number][] = [
  ['google.golang.org/grpc', 'v1.76.0', 46, 1_420_000],
  ['github.com/jackc/pgx/v5', 'v5.7.6', 14, 980_000],
  ['github.com/prometheus/client_golang', 'v1.23.2', 9, 410_000],
  ['go.opentelemetry.io/otel', 'v1.38.0', 22, 520_000],
  ['github.com/klauspost/compress', 'v1.18.1', 8, 640_000],
  ['golang.org/x/net', 'v0.46.0', 11, 560_000],
  ['golang.org/x/text', 'v0.31.0', 13, 300_000],
  ['gopkg.in/yaml.v3', 'v3.0.1', 1, 190_000],
  ['github.com/go-chi/chi/v5', 'v5.2.3', 2, 84_000],
]
const ADDED: typeof MODULES = [
  ['google.golang.org/protobuf', 'v1.36.9', 24, 1_030_000],
  ['cloud.google.com/go/storage', 'v1.59.0', 5, 380_000],
]
const STANDARD = [
  'net/http',
  'crypto/tls',
  'runtime',
  'encoding/json',
  'reflect',
  'fmt',
  'time',
  'net',
  'os',
  'strconv',
]
const STANDARD_MORE = [
  'go/types',
  'math/big',
  'html/template',
  'regexp/syntax',
  'compress/flate',
  'encoding/xml',
  'sync',
  'io',
]
const OWN = ['main', 'internal/ledger', 'internal/http', 'internal/store', 'internal/auth', 'internal/export']
const BASE = 1
const PROGRAM = 2
const WEB = 3

type Shape = {isNewer: boolean; files: number}

/** A service on distroless with a web page of `files` files, before and after a client of a storage service came in. */
export function serviceReport(different: Partial<Report> & {files?: number} = {}): Report {
  const {files = 420, ...overrides} = different
  const before = {
    schema: 1,
    source: 'this build',
    platforms: [serviceFacts({isNewer: false, files})],
  } satisfies ImageFacts
  const after = {
    schema: 1,
    source: 'this build',
    platforms: [serviceFacts({isNewer: true, files})],
  } satisfies ImageFacts
  const text = DOCKERFILE.join('\n')
  return comparedReport([], {
    ...{
      facts: after,
      diff: diffImages(before, after),
      budgets: [sampleBudget({actual: 11_900_000, limit: 12_600_000, written: '12 MiB'})],
    },
    dockerfile: {origin: 'written', path: null, text, excerpts: [], findings: FINDINGS, failing: null},
    ...{
      caches: [sampleCache(), sampleCache({kind: 'modules', hit: 'exact', verdict: 'no download'})],
      ledger: sampleLedger(),
    },
    timeline: [
      {name: 'inspect', start: 0, end: 0.4},
      {name: 'pull base images', start: 0.5, end: 6.8},
      {name: 'caches in', start: 0.6, end: 3.4},
      {name: 'build', start: 3.4, end: 19.2},
      {name: 'caches out', start: 17.6, end: 18},
      {name: 'measure', start: 19.2, end: 20.1},
    ],
    ...overrides,
  })
}

/** The same on its first run. */
export function firstServiceReport(different: Partial<Report> & {files?: number} = {}): Report {
  const {files = 420, ...overrides} = different
  return sampleReport({
    facts: {schema: 1, source: 'this build', platforms: [serviceFacts({isNewer: true, files})]},
    ...overrides,
  })
}

const DOCKERFILE = [
  'FROM --platform=$BUILDPLATFORM golang:1.27-alpine AS build',
  'WORKDIR /src',
  'ARG VERSION',
  'COPY go.mod go.sum ./',
  'RUN go mod download',
  'COPY . .',
  'RUN --mount=type=cache,target=/root/.cache/go-build go build -o /out/ledger ./cmd/ledgerd',
  'FROM gcr.io/distroless/static-debian13:nonroot',
  'COPY --from=build /out/ledger /ledger',
  'COPY web/dist /srv/web',
  'ENTRYPOINT ["/ledger"]',
]
const FINDINGS = [
  sampleFinding({line: 3, endLine: 3, remedy: 'Put `ARG VERSION` below the line that downloads.'}),
  sampleFinding({
    ...{rule: 'C-03', severity: 'error', line: 7, endLine: 7},
    ...{
      message: '`go build` cannot see the modules that line 5 downloaded',
      remedy: 'Mount `/go/pkg/mod` in both lines.',
    },
  }),
]

export function serviceFacts({isNewer, files}: Shape): PlatformFacts {
  const zones = Array.from({length: 60}, (_, index) =>
    fileOf(
      `usr/share/zoneinfo/${['Europe', 'America', 'Asia', 'Africa'][index % 4]}/Zone${index}`,
      falling(index, 60, 400_000),
      {layer: 0},
    ),
  )
  const certificates = fileOf('etc/ssl/certs/ca-certificates.crt', 224_000, {layer: BASE})
  const web = Array.from({length: files}, (_, index) =>
    fileOf(webPath(index), falling(index, files, isNewer && index % 40 === 3 ? 1_500_000 : 1_200_000), {layer: WEB}),
  )
  const program = serviceProgram(isNewer)
  const contents = contentsOf([...zones, certificates, ...web.slice(isNewer ? 0 : 2, isNewer ? -3 : undefined)], {
    programs: [program],
  })
  const content = (layer: number) =>
    contents.files.reduce((sum, file) => sum + (file.layer === layer ? file.bytes : 0), 0)
  const layers = [
    'base files',
    'ca-certificates',
    'COPY --from=build /out/ledger /ledger',
    'COPY web/dist /srv/web',
  ].map((instruction, index) => {
    const disk = content(index) + 12_000 + 512 * contents.files.filter(({layer}) => layer === index).length
    const part = index <= BASE ? ('base' as const) : ('own' as const)
    const diffId = `sha256:${`${index}${isNewer && index >= PROGRAM ? 'b' : 'a'}`.repeat(32)}`
    const line = part === 'own' ? index + 7 : null
    return sampleLayer({instruction, part, line, diffId, diskBytes: disk, downloadBytes: Math.round(disk * 0.41)})
  })
  const total = (of: 'downloadBytes' | 'diskBytes') => layers.reduce((sum, layer) => sum + layer[of], 0)
  return {
    ...{platform: 'linux/amd64', manifestDigest: `sha256:${(isNewer ? 'b' : 'a').repeat(64)}`},
    ...{configDigest: `sha256:${'c'.repeat(64)}`, downloadBytes: total('downloadBytes'), diskBytes: total('diskBytes')},
    ...{compression: 'gzip', layers, settings: null, provenance: null, contents},
    base: {name: 'gcr.io/distroless/static-debian13:nonroot', digest: null},
  }
}

function serviceProgram(isNewer: boolean) {
  const standard = [...STANDARD, ...STANDARD_MORE].map((path, index) =>
    sized(path, 'std', falling(index, 18, 4_100_000)),
  )
  const own = OWN.map((path, index) =>
    sized(
      path === 'main' ? path : `github.com/acme/ledger/${path}`,
      'github.com/acme/ledger',
      falling(index, 6, isNewer ? 640_000 : 600_000),
    ),
  )
  const modules = isNewer ? [...MODULES, ...ADDED] : MODULES
  const dependencies = modules.flatMap(([module, , count, bytes]) =>
    Array.from({length: count}, (_, index) =>
      sized(index === 0 ? module : `${module}/part${index}`, module, falling(index, count, bytes)),
    ),
  )
  const packages = [...standard, ...own, ...dependencies]
  const code = packages.reduce((sum, {codeBytes}) => sum + codeBytes, 0)
  const tables = packages.reduce((sum, {tableBytes}) => sum + tableBytes, 0)
  const embedded = [{path: 'web/dist/app.js', bytes: isNewer ? 1_060_000 : 400_000}]
  const sections = [
    {name: '.text', bytes: code + 210_000, kind: 'code' as const},
    {name: '.rodata', bytes: 2_300_000 + embedded[0]!.bytes, kind: 'constants' as const},
    {name: '.typelink', bytes: 640_000, kind: 'types' as const},
    {name: '.gopclntab', bytes: tables + 90_000, kind: 'functions' as const},
    {name: '.data', bytes: 310_000, kind: 'data' as const},
    {name: '.shstrtab', bytes: 9_000, kind: 'other' as const},
  ]
  return programOf({
    ...{path: 'ledger', layer: PROGRAM, packages, sections, embedded, goRelease: isNewer ? 'go1.27.4' : 'go1.27.3'},
    bytes: sections.reduce((sum, {bytes}) => sum + bytes, 0),
    ...{mainPackage: 'github.com/acme/ledger/cmd/ledgerd', mainModule: moduleOf('github.com/acme/ledger', '(devel)')},
    modules: modules.map(([path, version]) => moduleOf(path, version)),
  })
}

function sized(path: string, module: string, bytes: number): GoPackage {
  const tableBytes = Math.round(bytes * 0.38)
  return {path, module, codeBytes: bytes - tableBytes, tableBytes, functions: Math.ceil(bytes / 900)}
}

/** The share of number `index` of `count` in `total`: each is a little smaller than the one before. */
function falling(index: number, count: number, total: number): number {
  // The sum of 1 / (at + 2) over all of them, nearly.
  const sum = Math.log((count + 1.5) / 1.5)
  return Math.max(1, Math.round(total / (index + 2) / sum))
}

function webPath(index: number): FileFact['path'] {
  const folder = ['assets', 'assets/fonts', 'assets/icons', 'pages', 'pages/help', ''][index % 6]!
  const name = `${folder}/${['app', 'chunk', 'index', 'icon', 'font'][index % 5]}-${index}.${['js', 'css', 'svg', 'woff2', 'html'][index % 5]}`
  return `srv/web/${name.replace(/^\//, '')}`
}
