import {posix} from 'node:path'
import type {Project} from '../go/project.ts'
import type {DockerfileStyle} from '../inputs.ts'
import type {DecisionRow} from '../report/report.ts'
import {FINAL_BASES} from './bases.ts'
import {chooseBuilder, type GoBuilder, installLines} from './builder.ts'
import {builderImage} from './builder-images.ts'
import {argLines, runLines} from './instructions.ts'
import type {ModuleAccess} from './private-modules.ts'
import type {QualityCheck} from './quality-checks.ts'

export const QUALITY_STAGE = 'test'

/**
 * A folder that the stage makes at its end and the compile step takes in: BuildKit runs only what something needs. The
 * folder is empty, and a mount counts by its content, so that the compile step's key knows no more than that all passed.
 */
const PASSED = '/tested'

/** What the compile step has of a stage that must have passed before it. */
export const passedMount = `type=bind,from=${QUALITY_STAGE},source=${PASSED},target=${PASSED}`
export const passedCopy = `COPY --from=${QUALITY_STAGE} ${PASSED} ${PASSED}`

type TestBuilder = Pick<GoBuilder, 'image' | 'variant' | 'manager' | 'packages' | 'tags'> & {reason: string}

/**
 * The builder that the checks run in: the one that compiles, or Debian's for those with cgo. The race detector needs a C
 * compiler, which golang:alpine has not, and the go command's own tests leave it out on Alpine (cmd/go/go_test.go,
 * isAlpineLinux; golang/go#14481).
 */
export function qualityBuilder(
  checks: readonly QualityCheck[],
  project: Project,
  release: string,
  builder: GoBuilder,
): TestBuilder {
  if (!checks.some(({cgo}) => cgo) || builder.manager === 'apt') return {...builder, reason: ''}
  const {debian} = FINAL_BASES
  const reason = 'the race detector needs a C compiler'
  if (project.cgo.needed) return {...chooseBuilder(project, release, debian, FINAL_BASES), reason}
  return {...builderImage(release, debian.debian), packages: [], tags: [], reason}
}

export type QualityStage = {
  checks: readonly QualityCheck[]
  builder: TestBuilder
  /** Folder of the module below `/src`, and of the other modules that programs are of. */
  folder: string
  otherFolders: readonly string[]
  /** Names for ARG: what says where modules come from, and what makes compile results others. */
  fetching: readonly string[]
  compiling: readonly string[]
  /** `NAME=value …` of the compile step, without what is of its platform. */
  environment: string
  tags: readonly string[]
  /** Options of the mounts for Go's caches; no modules where they are vendored. */
  modules: readonly string[]
  results: string
  access: ModuleAccess
  /** What brings the modules where no mount has them. */
  download: readonly string[]
}

const SOURCES = 'type=bind,target=/src'

/**
 * Lines of the stage that runs the checks, once and on the builder's own platform. The flags of the compile step are in
 * its environment, so that commands of the user's find the same results. Up to the download it has the lines of the
 * compile stage: BuildKit runs a step that two stages have only once.
 */
export function qualityStage(style: DockerfileStyle, stage: QualityStage): string[] {
  const {checks, builder, folder, fetching, compiling, modules, results, access} = stage
  const isPortable = style === 'portable'
  // The proxy may want a login for the modules of tools too.
  const installing = isPortable ? [] : [...access.mounts, results]
  // What a test writes beside its sources goes nowhere, but it may.
  const mounts = {
    mount: [...access.mounts, `${SOURCES},rw`, ...modules, results],
    layer: [`${SOURCES},rw`, results],
    portable: [],
  }[style]
  // The other styles have all modules by then.
  const environment = style === 'mount' ? access.environment : []
  const isElsewhere = folder !== '/src' && stage.download.length === 0
  const tags = stage.tags.length > 0 ? [`-tags=${stage.tags.join(',')}`] : []
  const goFlags = ['-trimpath', ...tags, ...(fetching.includes('GOFLAGS') ? ['$GOFLAGS'] : [])].join(' ')
  return [
    `FROM ${isPortable ? '' : '--platform=$BUILDPLATFORM '}${builder.image} AS ${QUALITY_STAGE}`,
    ...installLines(builder.manager, [...builder.packages, ...access.packages[builder.manager]]),
    `WORKDIR ${isPortable ? '/src' : folder}`,
    ...argLines(fetching),
    ...stage.download,
    ...checks.flatMap(({tool}) => (tool ? runLines(installing, installTool(tool)) : [])),
    ...(isPortable ? ['COPY . /src', ...(isElsewhere ? [`WORKDIR ${folder}`] : [])] : []),
    ...argLines(compiling),
    `ENV ${stage.environment} GOFLAGS="${goFlags}"`,
    ...checks.flatMap(check =>
      commandsOf(check, environment, stage.otherFolders).flatMap(lines => runLines(mounts, lines)),
    ),
    // It makes the folder, and starts no container for that.
    `WORKDIR ${PASSED}`,
    '',
  ]
}

/**
 * A tool's modules are in no go.sum of the project, so that they would not be restored with the others: they go into a
 * folder that is removed. What was compiled of them stays in the cache. The tool may need a newer Go than the builder's.
 */
function installTool({package: path, version}: NonNullable<QualityCheck['tool']>): string[] {
  const modules = '/tmp/tool-modules'
  return [
    `CGO_ENABLED=0 GOFLAGS=-trimpath GOTOOLCHAIN=auto GOMODCACHE=${modules} GOBIN=/usr/local/bin \\`,
    `go install ${path}@${version} \\`,
    `&& rm -rf ${modules}`,
  ]
}

/** `./...` is of one module, so that a check is run in each. Where a command of the user's runs is for the user to say. */
function commandsOf(check: QualityCheck, environment: readonly string[], otherFolders: readonly string[]): string[][] {
  const lines = linesOf(check, environment)
  if (check.name === 'run') return [lines]
  return [lines, ...otherFolders.map(folder => [`${goingTo(folder)}${lines[0]}`, ...lines.slice(1)])]
}

/** The begin of a command in another folder than that of the stage, by which its step is known. */
export function goingTo(folder: string): string {
  return `cd ${folder} && `
}

function linesOf({name, command, cgo}: QualityCheck, environment: readonly string[]): string[] {
  // JSON ends where it ends, whatever the command is; `<` as an escape begins no here-document.
  const json = (words: readonly string[]) =>
    `[${words.map(word => JSON.stringify(word)).join(', ')}]`.replaceAll('<', '\\u003c')
  const env = environment.length > 0 ? ['/usr/bin/env', ...environment] : []
  if (name === 'run') return [json([...env, '/bin/sh', '-c', command])]
  return [...environment.map(pair => `${pair} \\`), cgo ? `CGO_ENABLED=1 ${command}` : command]
}

/** A row for the report; none without checks. `modules` are the folders of those that they run in. */
export function qualityChoices(
  checks: readonly QualityCheck[],
  builder: TestBuilder,
  modules: readonly string[],
): DecisionRow[] {
  if (checks.length === 0) return []
  const choice = checks.map(({name, command}) => (name === 'run' ? `run: ${command}` : name)).join(', ')
  const tools = checks.flatMap(({tool}) => (tool ? [`${posix.basename(tool.package)} ${tool.version}`] : []))
  const reason = [
    'before the compile step, in its caches',
    ...(modules.length > 1 ? [`in each of the modules ${modules.join(', ')}`] : []),
    ...(builder.reason === '' ? [] : [`in ${builder.image}: ${builder.reason}`]),
    ...(tools.length > 0 ? [`with ${tools.join(' and ')}`] : []),
  ].join('; ')
  return [{what: 'test', choice, reason, evidence: []}]
}
