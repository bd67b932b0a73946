import {parse as parseCsv} from 'csv-parse/sync'
import {FINAL_BASES, REFERENCE} from './dockerfile/bases.ts'
import {type GoFlags, readGoFlags} from './dockerfile/go-flags.ts'
import {type QualityCheck, readChecks} from './dockerfile/quality-checks.ts'
import {FAIL_ON, FAIL_SCOPES, type Gate} from './report/gate.ts'
import {UserError} from './runner/errors.ts'
import {parseSize, type Size} from './size/amount.ts'
import {type BaselineInput, readBaselineInput} from './size/baseline-input.ts'
import {type Budget, type BudgetInput, readBudgets} from './size/budget-lines.ts'

export const CACHE_MODES = ['auto', 'read-only', 'always', 'off'] as const
export type CacheMode = (typeof CACHE_MODES)[number]
export const MODES = ['build', 'caches', 'comment'] as const
export const COMPILE_PLACES = ['docker', 'runner'] as const
export const DOCKERFILE_STYLES = ['mount', 'layer', 'portable'] as const
export type DockerfileStyle = (typeof DOCKERFILE_STYLES)[number]
export const CACHE_MOUNTS = ['add', 'keep'] as const
export const TRANSFERS = ['auto', 'direct', 'portable'] as const
export type TransferMode = (typeof TRANSFERS)[number]
export const LAYER_CACHE_MODES = ['auto', 'off'] as const
export type LayerCacheMode = (typeof LAYER_CACHE_MODES)[number]
export const CHECKS = ['on', 'off'] as const
export const COMMENT_MODES = ['auto', 'always', 'on-change', 'never'] as const
export type CommentMode = (typeof COMMENT_MODES)[number]

/** The inputs of action.yml as typed values. Lists keep the syntax of docker/build-push-action. */
export type Inputs = {
  mode: (typeof MODES)[number]
  main: string
  module: string
  image: string
  base: string
  /** A JSON file with bases of one's own; empty for none. */
  bases: string
  style: DockerfileStyle
  goFlags: GoFlags
  /** What must pass before the image is made. */
  checks: QualityCheck[]
  cache: CacheMode
  compile: (typeof COMPILE_PLACES)[number]
  cacheMounts: (typeof CACHE_MOUNTS)[number]
  /** `github` or `registry=REF`. */
  cacheStore: string
  /** The most that the entries of a repository may have together. */
  cacheMaxSize: Size
  cacheTransfer: TransferMode
  layerCache: LayerCacheMode
  budgets: Record<BudgetInput, Budget[]>
  /** Of a pull request that may be over its budgets; empty for none. */
  sizeOverrideLabel: string
  baseline: BaselineInput
  /** Whether the repository's own Dockerfile is checked. */
  check: boolean
  gate: Gate
  /** Fixes as suggestions on the pull request. */
  suggest: boolean
  /** Both Dockerfiles, as it is and mended, are built and compared. */
  prove: boolean
  comment: CommentMode
  /** Report, or folder with reports, that `mode: comment` posts. */
  report: string
  commentKey: string
  /** Bytes of download by which the image must change to be worth a new comment; null: any change. */
  commentThreshold: number | null
  /** Hide the comment as resolved while there is nothing to tell. */
  commentHide: boolean
  /** Values of the job's matrix as people read them; empty without one. */
  matrix: string[]
  /** Number of the job; null where the runner does not tell it. */
  checkRunId: string | null
  build: BuildInputs
  githubToken: string
}

/** What docker/build-push-action has under the same names. */
export type BuildInputs = {
  addHosts: string[]
  allow: string[]
  annotations: string[]
  attests: string[]
  buildArgs: string[]
  buildContexts: string[]
  builder: string
  cacheFrom: string[]
  cacheTo: string[]
  call: string
  cgroupParent: string
  /** Empty: decided by what is checked out. */
  context: string
  file: string
  labels: string[]
  load: boolean
  network: string
  noCache: boolean
  noCacheFilters: string[]
  outputs: string[]
  platforms: string[]
  provenance: string
  pull: boolean
  push: boolean
  sbom: string
  secrets: string[]
  secretEnvs: string[]
  secretFiles: string[]
  shmSize: string
  ssh: string[]
  tags: string[]
  target: string
  ulimit: string[]
}

/** Reads and checks every input. `get` returns the text of an input, empty when it was not given. */
export function readInputs(get: (name: string) => string): Inputs {
  const text = (name: string) => get(name).trim()
  const lines = (name: string) => list(get(name), {commas: false})
  const items = (name: string) => list(get(name), {commas: true})
  const mode = oneOf('mode', text('mode') || 'build', MODES)
  const compile = oneOf('compile', text('compile') || 'docker', COMPILE_PLACES)
  return {
    mode,
    main: text('main'),
    module: text('module'),
    image: imageName(text('image')),
    base: baseImage(text('base') || 'distroless'),
    bases: text('bases'),
    style: oneOf('style', text('style') || 'mount', DOCKERFILE_STYLES),
    goFlags: readGoFlags(text, flag('upx', text('upx'))),
    checks: checksFor(readChecks(get('test')), {mode, compile}),
    cache: oneOf('cache', text('cache') || 'auto', CACHE_MODES),
    compile,
    cacheMounts: oneOf('cache-mounts', text('cache-mounts') || 'add', CACHE_MOUNTS),
    cacheStore: cacheStore(text('cache-store') || 'github'),
    cacheMaxSize: parseSize('cache-max-size', text('cache-max-size') || '3GB'),
    cacheTransfer: oneOf('cache-transfer', text('cache-transfer') || 'auto', TRANSFERS),
    layerCache: oneOf('layer-cache', text('layer-cache') || 'auto', LAYER_CACHE_MODES),
    budgets: {
      'size-budget': readBudgets('size-budget', get('size-budget').split('\n'), null),
      'size-increase': readBudgets('size-increase', get('size-increase').split('\n'), null),
    },
    sizeOverrideLabel: overrideLabel(text('size-override-label') || 'size-increase-ok'),
    baseline: readBaselineInput(text('baseline')),
    check: oneOf('check', text('check') || 'on', CHECKS) === 'on',
    gate: {
      failOn: oneOf('fail-on', text('fail-on') || 'never', FAIL_ON),
      scope: oneOf('fail-scope', text('fail-scope') || 'new', FAIL_SCOPES),
    },
    suggest: flag('suggest', text('suggest')),
    prove: flag('prove', text('prove')),
    comment: oneOf('comment', text('comment') || 'auto', COMMENT_MODES),
    report: text('report'),
    commentKey: text('comment-key'),
    commentThreshold: text('comment-threshold')
      ? parseSize('comment-threshold', text('comment-threshold')).bytes
      : null,
    commentHide: flag('comment-hide', text('comment-hide')),
    matrix: matrixValues(text('matrix')),
    checkRunId: /^[1-9]\d{0,18}$/.exec(text('check-run-id').trim())?.[0] ?? null,
    githubToken: text('github-token'),
    build: {
      addHosts: items('add-hosts'),
      allow: items('allow'),
      annotations: lines('annotations'),
      attests: lines('attests'),
      buildArgs: lines('build-args'),
      buildContexts: lines('build-contexts'),
      builder: text('builder'),
      cacheFrom: lines('cache-from'),
      cacheTo: lines('cache-to'),
      call: text('call'),
      cgroupParent: text('cgroup-parent'),
      context: text('context'),
      file: text('file'),
      labels: lines('labels'),
      load: flag('load', text('load')),
      network: text('network'),
      noCache: flag('no-cache', text('no-cache')),
      noCacheFilters: items('no-cache-filters'),
      outputs: list(get('outputs'), {commas: false, quotes: false}),
      platforms: items('platforms').map(platform),
      provenance: text('provenance'),
      pull: flag('pull', text('pull')),
      push: flag('push', text('push')),
      sbom: text('sbom'),
      secrets: list(get('secrets'), {commas: false, trim: false}),
      secretEnvs: items('secret-envs'),
      secretFiles: lines('secret-files'),
      shmSize: text('shm-size'),
      ssh: items('ssh'),
      tags: items('tags').map(tag),
      target: text('target'),
      ulimit: lines('ulimit'),
    },
  }
}

/**
 * A list as docker/build-push-action writes it: one item a line, CSV quoting for items with line breaks or quotes;
 * with `commas`, items may also share a line, or a quoted field that is alone on its line (docker/actions-toolkit
 * src/util.ts, getList).
 */
function list(value: string, options: {commas: boolean; quotes?: boolean; trim?: boolean}): string[] {
  if (value.trim() === '') return []
  let records: string[][]
  try {
    records = parseCsv(options.trim === false ? value : value.trim(), {
      relaxQuotes: true,
      relaxColumnCount: true,
      skipEmptyLines: true,
      ...(options.quotes === false && {quote: null}),
    })
  } catch (error) {
    throw new UserError('input-list', `Cannot read a list: ${(error as Error).message}. Write one item a line.`)
  }
  return records
    .flatMap(record => {
      if (!options.commas) return [record.join(',')]
      return record.length === 1 ? record[0]!.split(',') : record
    })
    .filter(item => item !== '')
    .map(item => (options.trim === false ? item : item.trim()))
}

/** The checks run in a stage before the compile step: where Docker does not compile, nothing would wait for them. */
function checksFor(checks: QualityCheck[], {mode, compile}: Pick<Inputs, 'mode' | 'compile'>): QualityCheck[] {
  if (checks.length === 0 || (mode === 'build' && compile === 'docker')) return checks
  const other = mode === 'build' ? `compile: ${compile}` : `mode: ${mode}`
  throw new UserError(
    'input-test',
    `Input \`test\` is for a program that Docker compiles, not with \`${other}\`. Leave one of them out, or run go test in a step before this one (docs/go-test.md).`,
  )
}

function cacheStore(value: string): string {
  if (value === 'github' || /^registry=./.test(value) || /^folder=\//.test(value)) return value
  throw new UserError(
    'input-value',
    `Input \`cache-store\` is "${value}"; it can be github, registry=REF or folder=DIR with an absolute DIR.`,
  )
}

function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find(option => option === value)
  if (found) return found
  throw new UserError('input-value', `Input \`${name}\` is "${value}"; it can be ${allowed.join(', ')}.`)
}

/** YAML 1.2 core schema booleans, as the runner's own `getBooleanInput` takes them. */
function flag(name: string, value: string): boolean {
  if (/^(true|True|TRUE)$/.test(value)) return true
  if (/^(false|False|FALSE|)$/.test(value)) return false
  throw new UserError('input-value', `Input \`${name}\` is "${value}"; it can be true or false.`)
}

/** OS, architecture and variant as in `linux/arm/v7` (containerd platform specifier); `local` is buildx's own word. */
function platform(value: string): string {
  if (/^[a-z0-9]+(\([^)]*\))?(\/[a-z0-9_.]+){0,2}$/i.test(value)) return value
  throw new UserError('input-platform', `Input \`platforms\` has "${value}"; a platform reads like linux/amd64.`)
}

function tag(value: string): string {
  if (/^[^\s,"'-][^\s,"']*$/.test(value)) return value
  throw new UserError('input-tag', `Input \`tags\` has "${value}"; a tag reads like ghcr.io/me/app:v1.`)
}

/** It becomes the word after FROM: white space there would begin another part of the instruction. */
function baseImage(value: string): string {
  if (REFERENCE.test(value)) return value
  throw new UserError(
    'input-base',
    `Input \`base\` is "${value}"; it can be ${Object.keys(FINAL_BASES).join(', ')} or an image reference.`,
  )
}

function overrideLabel(value: string): string {
  return value === 'off' ? '' : value
}

function imageName(value: string): string {
  if (value === '') return ''
  const [, repository = ''] = /^(?:[^/]*[.:][^/]*\/)?(.*)$/.exec(value) ?? []
  if (/[:@]/.test(repository))
    throw new UserError(
      'input-image',
      `Input \`image\` is "${value}", which has a tag or digest. Leave it out (tags follow the event) or use \`tags\`.`,
    )
  if (/^[a-z0-9][a-z0-9._:/-]*[a-z0-9]$/.test(value)) return value
  throw new UserError(
    'input-image',
    `Input \`image\` is "${value}"; a reference reads like ghcr.io/me/app, in lower case, without a tag.`,
  )
}

/** `toJSON(matrix)`: an object, or null outside of a matrix. Anything else is nobody's mistake that could be mended. */
function matrixValues(json: string): string[] {
  try {
    const matrix: unknown = JSON.parse(json || 'null')
    if (typeof matrix !== 'object' || matrix === null) return []
    return Object.values(matrix).map(value => (typeof value === 'object' ? JSON.stringify(value) : String(value)))
  } catch {
    return []
  }
}
