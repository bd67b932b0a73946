import type {GivenIds} from '../build/secrets.ts'
import {chosenMains, moduleDirsOf} from '../go/chosen.ts'
import type {Project} from '../go/project.ts'
import type {BuilderRelease} from '../go/release.ts'
import type {DockerfileStyle} from '../inputs.ts'
import type {DecisionRow} from '../report/report.ts'
import {type Bases, FINAL_BASES, finalBase} from './bases.ts'
import {chooseBuilder, type GoBuilder, installLines} from './builder.ts'
import {BUILDER_IMAGES} from './builder-images.ts'
import {compileStage} from './compile-stage.ts'
import {factRow} from './fact-row.ts'
import {flagChoices, type GoFlags, NO_FLAGS} from './go-flags.ts'
import {writeIgnoreFile} from './ignore.ts'
import {leftToYou} from './left-to-you.ts'
import {endedWarnings} from './lifetimes.ts'
import {furnish} from './needs.ts'
import {privateModules} from './private-modules.ts'
import {imageStages, type Programs, programChoices, programsOf} from './programs.ts'
import type {QualityCheck} from './quality-checks.ts'
import {qualityBuilder, qualityChoices} from './quality-stage.ts'
import type {RuntimeFile} from './runtime-files.ts'
import {stampChoices} from './stamps.ts'

export type WrittenDockerfile = {
  dockerfile: string
  ignore: string
  /** Every choice in it, with what it rests on. */
  choices: DecisionRow[]
  /** What it cannot do for the program and what to do about it. */
  warnings: string[]
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
  /** What the program opens of the repository; nothing unless told. */
  runtimeFiles?: RuntimeFile[]
  /** What must pass before it compiles; nothing unless told. */
  checks?: readonly QualityCheck[]
  /** Secrets and SSH agents that the build has; none unless told. */
  given?: GivenIds
  /** The day of the run, on which the ends of life of the images are judged; they are not unless told. */
  today?: Date
}

/**
 * Writes the Dockerfile for a project of which it is decided what to build: a compile stage, and one with the program
 * alone. Of several programs each has a stage, and the last one has all.
 */
export function writeDockerfile(project: Project, options: WriteOptions): WrittenDockerfile {
  const {programs, module, release} = programsOf(project)
  const {style = 'mount', goFlags = NO_FLAGS, runtimeFiles = [], checks = []} = options
  const bases = options.bases ?? FINAL_BASES
  const builder = chooseBuilder(project, release.tag, finalBase(options.base, bases), bases)
  const {base} = builder
  const certificates = 'COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/'
  const {stage, copies, settings, choices: needs} = furnish(project.facts, runtimeFiles, builder)
  const left = leftToYou(project.facts, {base, programs})
  const {buildArgs, given = {secrets: [], ssh: []}} = options
  const {access, ...fetched} = privateModules(project.facts, {style, vendored: module.vendor, given, buildArgs})
  const quality = {checks, builder: qualityBuilder(checks, project, release.tag, builder)}
  const settingsOfStage = {builder, flags: goFlags, buildArgs, programs, access, quality}
  const dockerfile = [
    ...compileStage(project, module, settingsOfStage)[style](),
    ...stage,
    '',
    ...imageStages(programs, {
      from: base.reference,
      prepare: [...installLines('apt', builder.basePackages), ...(base.certificates ? [] : [certificates]), ...copies],
      ...{user: base.user, settings},
    }),
    '',
  ].join('\n')
  const rows = [
    ...choices(project, programs, builder, release, style),
    ...[
      ...needs,
      ...fetched.choices,
      ...left.choices,
      ...flagChoices(goFlags),
      ...qualityChoices(checks, quality.builder, moduleDirsOf(chosenMains(project.decision))),
    ],
  ]
  const images = {builder: builder.image, test: quality.builder.image, base: base.reference}
  const ignore = writeIgnoreFile(project, runtimeFiles, checks)
  const warnings = [...ended(builder, quality.builder, options.today), ...fetched.warnings, ...left.warnings]
  return {dockerfile, ignore, choices: rows, warnings, images, release: release.newest}
}

/** What no longer gets security fixes. They are no rows: a Dockerfile that is kept would differ from one day to the next. */
function ended({base, image, variant}: GoBuilder, test: {image: string; variant: GoBuilder['variant']}, today?: Date) {
  if (today === undefined) return []
  const builders = [{image, variant}, ...(test.image === image ? [] : [test])]
  return endedWarnings([base, ...builders.map(one => ({reference: one.image, ...BUILDER_IMAGES[one.variant]}))], today)
}

const STYLE_REASONS: Record<Exclude<DockerfileStyle, 'mount'>, string> = {
  layer: 'modules are in a layer, which plain layer caches keep',
  portable: 'no mounts, for builders that are not BuildKit',
}

function choices(
  project: Project,
  programs: Programs['programs'],
  builder: GoBuilder,
  release: BuilderRelease,
  style: DockerfileStyle,
): DecisionRow[] {
  const at = (evidence: {file: string; line: number} | null | undefined) =>
    evidence ? [{file: evidence.file, line: evidence.line}] : []
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
      : factRow('cgo', 'on', cgo.reason, project.cgo.evidence),
    {what: 'base', choice: base.reference, reason: base.reason, evidence: []},
    ...(base.certificates ? [] : certificateChoice(project)),
    {what: 'user', choice: base.user, reason: 'numeric and not root, as Kubernetes wants it', evidence: []},
    ...stampChoices(
      programs.flatMap(({stamps}) => stamps),
      project.linkVariables,
    ),
    ...programChoices(programs),
    ...project.pgo.map(choice => ({what: 'pgo', choice, reason: 'Go uses the profile beside main', evidence: []})),
  ]
}

/** They are copied in any case: what dependencies do is not seen. */
function certificateChoice({facts}: Project): DecisionRow[] {
  const choice = '/etc/ssl/certs/ca-certificates.crt'
  const reason = 'the program opens TLS connections, and the base has no CA certificates; they are those of the builder'
  return facts
    .filter(({kind}) => kind === 'certificates')
    .map(({evidence}) => factRow('certificates', choice, reason, evidence))
}
