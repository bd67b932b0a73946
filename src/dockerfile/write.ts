import {posix} from 'node:path'
import type {MainPackage, Project} from '../go/project.ts'
import {builderRelease} from '../go/release.ts'
import type {DockerfileStyle} from '../inputs.ts'
import type {DecisionRow} from '../report/report.ts'
import {UserError} from '../runner/errors.ts'
import {type Bases, FINAL_BASES, finalBase} from './bases.ts'
import {chooseBuilder, type GoBuilder, installLines} from './builder.ts'
import {compileStage, demandPlain} from './compile-stage.ts'
import {flagChoices, type GoFlags, NO_FLAGS} from './go-flags.ts'
import {writeIgnoreFile} from './ignore.ts'
import type {QualityCheck} from './quality-checks.ts'
import {qualityBuilder, qualityChoices} from './quality-stage.ts'

export type WrittenDockerfile = {
  dockerfile: string
  ignore: string
  /** Every choice in it, with what it rests on. */
  choices: DecisionRow[]
  /** What its FROM lines name; `test` is the builder too where there is no other for the checks. */
  images: {builder: string; test: string; base: string}
  /** The newest Go release that the builder's tag is known to mean: `1.27.4`. */
  release: string
}

export type WriteOptions = {
  /** Value of the input `base`. */
  base: string
  /** The table of bases; our own unless told. */
  bases?: Bases
  /** `NAME=value`. */
  buildArgs: string[]
  /** None unless told. */
  goFlags?: GoFlags
  /** `mount` unless told. */
  style?: DockerfileStyle
  /** What must pass before it compiles; nothing unless told. */
  checks?: readonly QualityCheck[]
}

/** Writes the Dockerfile for a project whose decision is `build`: a compile stage, and one with the program alone. */
export function writeDockerfile(project: Project, options: WriteOptions): WrittenDockerfile {
  if (project.decision.kind !== 'build') throw new Error(`no main package was chosen: ${project.decision.kind}`)
  const {main, moduleDir} = project.decision
  const {style = 'mount', goFlags = NO_FLAGS, checks = []} = options
  const module = project.modules.find(candidate => candidate.dir === moduleDir)!
  const release = builderRelease(module)
  const bases = options.bases ?? FINAL_BASES
  const builder = chooseBuilder(project, release.tag, finalBase(options.base, bases), bases)
  const {base} = builder
  const quality = {checks, builder: qualityBuilder(checks, project, release.tag, builder)}
  const name = programName(main)
  const version = main.versionVariables.find(variable => /^(build|app)?version$/i.test(variable.name))
  const port = main.ports[0]
  const dockerfile = [
    ...compileStage(project, module, {
      ...{builder, flags: goFlags, buildArgs: options.buildArgs},
      ...{name, package: packageArgument(main, moduleDir), version: version?.name ?? null, quality},
    })[style](),
    '',
    `FROM ${base.reference}`,
    ...installLines('apt', builder.basePackages),
    ...(base.certificates ? [] : ['COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/']),
    `COPY --from=build /out/${name} /${name}`,
    `USER ${base.user}`,
    ...(port ? [`EXPOSE ${port.port}`] : []),
    `ENTRYPOINT ["/${name}"]`,
    '',
  ].join('\n')
  const tests = qualityChoices(checks, quality.builder)
  const rows = [...choices(project, main, builder, release, style), ...flagChoices(goFlags), ...tests]
  const images = {builder: builder.image, test: quality.builder.image, base: base.reference}
  return {dockerfile, ignore: writeIgnoreFile(project, checks), choices: rows, images, release: release.newest}
}

const STYLE_REASONS: Record<Exclude<DockerfileStyle, 'mount'>, string> = {
  layer: 'modules are in a layer, which plain layer caches keep',
  portable: 'no mounts, for builders that are not BuildKit',
}

function choices(
  project: Project,
  main: MainPackage,
  builder: GoBuilder,
  release: ReturnType<typeof builderRelease>,
  style: DockerfileStyle,
): DecisionRow[] {
  const at = (evidence: {file: string; line: number} | null | undefined) =>
    evidence ? [{file: evidence.file, line: evidence.line}] : []
  const version = main.versionVariables.find(variable => /^(build|app)?version$/i.test(variable.name))
  const port = main.ports[0]
  const {image, base, cgo} = builder
  const onlyGo = 'no package of the program imports "C" for linux'
  return [
    {
      ...{what: 'builder', choice: image, evidence: at(release.evidence)},
      reason: builder.reason === '' ? release.reason : `${release.reason}; ${builder.reason}`,
    },
    ...(style === 'mount' ? [] : [{what: 'style', choice: style, reason: STYLE_REASONS[style], evidence: []}]),
    cgo === null
      ? {what: 'cgo', choice: 'off', reason: onlyGo, evidence: []}
      : {what: 'cgo', choice: 'on', reason: cgo.reason, evidence: project.cgo.evidence.slice(0, 3).flatMap(at)},
    {what: 'base', choice: base.reference, reason: base.reason, evidence: []},
    {what: 'user', choice: base.user, reason: 'numeric and not root, as Kubernetes wants it', evidence: []},
    ...(version
      ? [
          {
            what: 'version',
            choice: `-X main.${version.name}`,
            reason: 'set to the version of this build',
            evidence: at(version.evidence),
          },
        ]
      : []),
    ...(port
      ? [{what: 'port', choice: `${port.port}`, reason: 'the program listens there', evidence: at(port.evidence)}]
      : []),
    ...(project.pgo
      ? [{what: 'pgo', choice: project.pgo, reason: 'Go uses the profile beside main', evidence: []}]
      : []),
  ]
}

/** Last element of the import path, without a major version suffix, as `go build` names programs. */
function programName(main: MainPackage): string {
  const name = main.importPath
    .replace(/\/v\d+$/, '')
    .split('/')
    .at(-1)!
  if (/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) return name
  throw new UserError(
    'main-name',
    `The package ${main.importPath} ends in "${name}", which cannot name a program file.`,
  )
}

function packageArgument(main: MainPackage, moduleDir: string): string {
  const path = posix.relative(moduleDir, main.dir)
  demandPlain(moduleDir)
  demandPlain(path)
  return path === '' ? '.' : `./${path}`
}
