import {posix} from 'node:path'
import {
  type Dockerfile,
  type Instruction,
  lineage,
  rootImage,
  type Stage,
  stageVariables,
  targetStage,
} from '../dockerfile/parse.ts'
import {
  before,
  copyWords,
  isGolang,
  isRoot,
  mountFields,
  mountTarget,
  reachedStages,
  stageUses,
  workdirAt,
} from '../dockerfile/stages.ts'
import {goEnvironment} from './environment.ts'
import {type BuildFlags, readBuildFlags} from './flags.ts'
import {asRefusal, CannotProve, type Refusal} from './refusal.ts'
import {type RunnerGo, releaseOfReference} from './release.ts'
import {readScript, type SimpleCommand} from './shell.ts'

/** One `go build` for one platform. */
export type CompileCommand = {
  platform: Platform
  /** Variables of the go command that are as in the stage, over those of the runner. */
  env: Record<string, string>
  /** `build`, flags and package, without `-o`. */
  args: string[]
  /** Where it runs, relative to the context. */
  cwd: string
  /** Absolute path of the program in the stage. */
  output: string
  /** `touch -d @SECONDS` of the Dockerfile; null leaves the time of the build. */
  time: number | null
  line: number
}

/** A COPY or bind mount of the compile stage: what of the context the go command can see. */
export type SourceCopy = {source: string; destination: string; line: number}

export type CompilePlan = {
  kind: 'compile'
  /** Name of the stage for `--build-context`. */
  stage: string
  /** Line of the stage's FROM. */
  line: number
  go: RunnerGo
  /** Folder of the stage where the context is. */
  root: string
  copies: SourceCopy[]
  /** For each platform in their order, every program. */
  commands: CompileCommand[]
  /**
   * With several platforms, the Dockerfile to build instead, the same in every line but the FROM of the stage: with
   * `--platform=$BUILDPLATFORM` BuildKit resolves the stage's context once, for the builder's platform. Null where the
   * Dockerfile can stay.
   */
  dockerfile: string | null
}

export type Platform = {os: string; arch: string; variant: string; name: string}

export type PlanOptions = {
  dockerfile: Dockerfile
  target: string
  /** Never empty: the builder's own platform where the user names none. */
  platforms: string[]
  /** `NAME=value`, as they go to the build: later ones win. */
  buildArgs: string[]
  /** The user's `NAME=VALUE`: one that replaces the stage or its image changes what would be compiled. */
  buildContexts: string[]
  /** Null when the runner has no Go, or not of that release. */
  go: RunnerGo | null
  /** The release in the stage's image where that was looked up (`probeRelease`); null trusts an exact tag only. */
  stageRelease: string | null
}

/** The one stage that compiles for the target; which image has to be looked up for `stageRelease`. */
export function compileStage(dockerfile: Dockerfile, target: string): {stage: Stage; release: string | null} | Refusal {
  try {
    const stage = stageThatCompiles(dockerfile, target)
    return {stage, release: releaseOfReference(rootImage(stage))}
  } catch (error) {
    return asRefusal(error)
  }
}

/**
 * What the runner's Go has to do so that the result is, bit for bit, what the compile stage of the Dockerfile would
 * hold; or the reason why that cannot be proved.
 */
export function planCompile(options: PlanOptions): CompilePlan | Refusal {
  try {
    return plan(options)
  } catch (error) {
    return asRefusal(error)
  }
}

function plan(options: PlanOptions): CompilePlan {
  const {dockerfile, target, buildArgs} = options
  refuseDirectives(dockerfile.text)
  const stage = stageThatCompiles(dockerfile, target)
  const name = stageName(stage, options)
  const go = goOf(stage, options)
  refuseOtherInstructions(stage, buildArgs)
  const platforms = options.platforms.map(readPlatform)
  const {root, copies} = sourcesOf(stage, buildArgs)
  const commands = platforms.flatMap(platform => commandsFor(stage, platform, root, dockerfile, options))
  const outputs = new Set(commands.map(({output}) => output))
  refuseOtherUses(dockerfile, stage, target, outputs)
  const crossing = stage.platform !== null && !/^\$(\{TARGETPLATFORM\}|TARGETPLATFORM)$/.test(stage.platform)
  return {
    ...{kind: 'compile', stage: name, line: stage.line, go, root, copies, commands},
    dockerfile: platforms.length > 1 && crossing ? withoutPlatform(dockerfile.text, stage) : null,
  }
}

/** A parser directive changes how the file is read; only the official frontend is known. */
function refuseDirectives(text: string): void {
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const [, name = '', value = ''] = /^#\s*(\w+)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (name === '') return
    if (/^escape$/i.test(name) && value !== '\\') throw new CannotProve('the Dockerfile sets another escape', index + 1)
    if (/^syntax$/i.test(name) && !/^(docker\.io\/)?docker\/dockerfile(:1(\.\d+)*)?(@sha256:\w+)?$/.test(value))
      throw new CannotProve(`the Dockerfile is read by another frontend, ${value}`, index + 1)
  }
}

function stageThatCompiles(dockerfile: Dockerfile, target: string): Stage {
  const last = targetStage(dockerfile, target)
  if (last === null) throw new CannotProve(`the Dockerfile has no stage "${target}"`)
  const compiling = reachedStages(dockerfile, last).filter(stage => stage.instructions.some(mayCompile))
  const [stage, other] = compiling
  if (stage === undefined) throw new CannotProve('no stage of the build runs `go build`')
  if (other !== undefined)
    throw new CannotProve(`two stages compile, on lines ${stage.line} and ${other.line}`, other.line)
  return stage
}

function mayCompile({keyword, args}: Instruction): boolean {
  return keyword === 'RUN' && /\bgo["',\s]+(.*\s)?["']?(build|install)\b/s.test(args)
}

function stageName(stage: Stage, {dockerfile, buildContexts}: PlanOptions): string {
  const name = stage.name?.toLowerCase() ?? ''
  if (name === '') throw new CannotProve('the stage that compiles has no name: write `FROM … AS build`', stage.line)
  // The name is parsed as an image reference (docker/buildx commands/build.go, "invalid context name").
  if (!/^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/.test(name))
    throw new CannotProve(`the stage name "${name}" cannot be that of a build context`, stage.line)
  const twice = dockerfile.stages.find(other => other !== stage && other.name?.toLowerCase() === name)
  if (twice) throw new CannotProve(`two stages have the name "${name}"`, twice.line)
  const built = dockerfile.stages.find(other => other.base.toLowerCase().replace(/:latest$/, '') === name)
  if (built) throw new CannotProve(`another stage is built on "${name}", not only on its program`, built.line)
  const bases = new Set([name, ...lineage(stage).flatMap(({name: own, base}) => [base, own?.toLowerCase() ?? base])])
  const replaced = buildContexts
    .map(context => context.split('=')[0]!.toLowerCase())
    .find(context => bases.has(context))
  if (replaced !== undefined) throw new CannotProve(`the input \`build-contexts\` replaces ${replaced}`, stage.line)
  return name
}

function goOf(stage: Stage, {go, stageRelease}: PlanOptions): RunnerGo {
  const image = rootImage(stage)
  const {line} = lineage(stage).at(-1)!
  if (!isGolang(stage)) throw new CannotProve(`the stage is built on ${image}, not on the official golang image`, line)
  const release = stageRelease ?? releaseOfReference(image)
  if (release === null)
    throw new CannotProve(`${image} does not tell its exact Go release; a tag like golang:1.27.3-alpine does`, line)
  if (go === null) throw new CannotProve(`the runner has no Go ${release}`, line)
  if (go.version !== `go${release}`)
    throw new CannotProve(`${image} has Go ${release} and the runner ${go.version}: they must be the same`, line)
  return go
}

/** Instructions that leave no file in the stage, and set nothing that the go command would see. */
const HARMLESS = new Set([
  'ARG',
  'ENV',
  'WORKDIR',
  'LABEL',
  'EXPOSE',
  'USER',
  'COPY',
  'RUN',
  'CMD',
  'ENTRYPOINT',
  'MAINTAINER',
  'STOPSIGNAL',
])

function refuseOtherInstructions(stage: Stage, buildArgs: string[]): void {
  let compiled = false
  for (const {stage: at, instruction} of before(stage, null)) {
    const {keyword, args, line} = instruction
    if (!HARMLESS.has(keyword)) throw new CannotProve(`${keyword} is not followed in the stage that compiles`, line)
    if (keyword === 'ARG' && at !== stage)
      throw new CannotProve('an ARG of the stage below may be in force or not', line)
    if (keyword === 'USER' && !isRoot(args))
      throw new CannotProve('the program belongs to another user than root', line)
    if (keyword === 'ENV' && /(^|\s)PATH[=\s]/.test(args) && !/PATH[=\s]["']?\$\{?PATH\b/.test(args))
      throw new CannotProve('PATH may name another go', line)
    if (compiled && (keyword === 'COPY' || keyword === 'RUN') && !mayCompile(instruction))
      throw new CannotProve(`a ${keyword} after go build may change the program`, line)
    compiled ||= mayCompile(instruction)
    for (const name of buildArgs.filter(arg => !arg.includes('=')))
      if (keyword === 'ARG' && new RegExp(`(^|\\s)${name}(=|\\s|$)`).test(args))
        throw new CannotProve(`the build argument ${name} has its value from the environment`, line)
  }
}

const ARCHITECTURES: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  'x86-64': 'amd64',
  aarch64: 'arm64',
  i386: '386',
  armhf: 'arm',
}

/** Normalized as containerd/platforms does (database.go, normalizeArch). */
export function readPlatform(text: string): Platform {
  const [os = '', written = '', given = '', more] = text.toLowerCase().split('/')
  const arch = ARCHITECTURES[written] ?? written
  if (os !== 'linux' || arch === '' || more !== undefined)
    throw new CannotProve(`the platform "${text}" is not one of Linux`)
  const usual: Record<string, string> = {amd64: 'v1', arm64: 'v8'}
  const variant =
    arch === 'arm' ? given.replace(/^(?=\d)/, 'v') || 'v7' : usual[arch] === given.replace(/^(?=\d)/, 'v') ? '' : given
  return {os, arch, variant, name: [os, arch, ...(variant === '' ? [] : [variant])].join('/')}
}

/** Where in the stage the context lies, from its bind mounts and COPYs. */
function sourcesOf(stage: Stage, buildArgs: string[]): {root: string; copies: SourceCopy[]} {
  const copies = before(stage, null).flatMap(({stage: at, instruction}) => {
    const workdir = workdirAt(at, instruction, buildArgs) ?? ''
    if (instruction.keyword === 'COPY') return readCopy(instruction, workdir)
    return instruction.keyword === 'RUN' && mayCompile(instruction) ? readBinds(instruction, workdir) : []
  })
  const whole = copies.find(({source}) => source === '.')
  const module = copies.find(({source, destination}) => /^go\.(mod|\*)$/.test(source) && destination.endsWith('/'))
  const root = posix.normalize((whole ?? module)?.destination ?? '').replace(/(?<=.)\/$/, '')
  if (root === '.') throw new CannotProve('where the sources are in the stage cannot be told', stage.line)
  // go refuses a go.mod in GOPATH itself, and everything would be a source in /.
  if (root === '/' || root === '/go') throw new CannotProve(`the sources are copied into ${root}`, stage.line)
  return {root, copies}
}

function readCopy({args, flags, line}: Instruction, workdir: string): SourceCopy[] {
  const other = flags.find(({name}) => name !== 'link')
  if (other) throw new CannotProve(`COPY --${other.name} is not followed in the stage that compiles`, line)
  const words = copyWords(args)
  if (words.length < 2 || /["'$<\\]/.test(words.join('')))
    throw new CannotProve('the COPY has variables or quotes', line)
  const destination = words.at(-1)!
  const absolute = posix.join(posix.resolve('/', workdir, destination), /(^|\/)\.{0,2}$/.test(destination) ? '/' : '')
  return words.slice(0, -1).map(word => {
    const source = posix.normalize(word).replace(/^\/+/, '').replace(/\/$/, '') || '.'
    if (source.startsWith('..')) throw new CannotProve('the COPY leaves the context', line)
    if (/[*?[]/.test(source) && !/^[\w-]*\.?\*\.?[\w-]+$|^go\.\*$/.test(source))
      throw new CannotProve(`the COPY has the pattern ${source}, which is not followed`, line)
    return {source, destination: absolute, line}
  })
}

function readBinds({flags, line}: Instruction, workdir: string): SourceCopy[] {
  return flags.flatMap(({name, value}) => {
    if (name !== 'mount') throw new CannotProve(`RUN --${name} is not followed`, line)
    const fields = mountFields(value)
    const type = fields.get('type') ?? 'bind'
    if (type === 'cache' && !fields.has('from')) return []
    const source = fields.get('source') ?? fields.get('src') ?? '.'
    if (type !== 'bind' || fields.has('from') || posix.resolve('/', source) !== '/' || value.includes('$'))
      throw new CannotProve(`the mount ${value} is not followed`, line)
    return [{source: '.', destination: `${posix.resolve('/', workdir, mountTarget(fields))}/`, line}]
  })
}

function commandsFor(
  stage: Stage,
  platform: Platform,
  root: string,
  dockerfile: Dockerfile,
  options: PlanOptions,
): CompileCommand[] {
  const platformArguments = [
    `TARGETPLATFORM=${platform.name}`,
    `TARGETOS=${platform.os}`,
    `TARGETARCH=${platform.arch}`,
    `TARGETVARIANT=${platform.variant}`,
  ]
  const buildArgs = [...platformArguments, ...options.buildArgs]
  const commands: CompileCommand[] = []
  for (const {stage: at, instruction} of before(stage, null)) {
    if (instruction.keyword !== 'RUN') continue
    const {line} = instruction
    const variables = variablesOf(at, instruction, buildArgs)
    const workdir = workdirAt(at, instruction, buildArgs)
    if (workdir === null) throw new CannotProve('the WORKDIR cannot be told', line)
    for (const command of readScript(scriptOf(instruction, dockerfile.text), variables, line)) {
      const [program, verb] = command.words
      if (program === 'touch') reproduceTouch(command, commands, workdir, line)
      else if (
        program === 'go' &&
        verb === 'mod' &&
        /^(download|verify)( -x)?$/.test(command.words.slice(2).join(' '))
      ) {
        if (command.assignments.length > 0) throw new CannotProve('go mod with an environment of its own', line)
      } else if (program === 'go' && verb === 'build') {
        const place = {root, workdir, stage, platform, line}
        commands.push(readGoBuild(command, variables, place, options))
      } else
        throw new CannotProve(
          `the RUN has \`${command.words.slice(0, 3).join(' ')}\`, and only go build is followed`,
          line,
        )
    }
  }
  const inSources = commands.find(({output}) => isWithin(output, root))
  if (commands.length > 1 && inSources)
    throw new CannotProve('one of several programs is put among the sources', inSources.line)
  const outputs = commands.map(({output}) => output)
  const other = commands.find(({output}, index) => outputs.some((one, at) => at !== index && isWithin(one, output)))
  if (other) throw new CannotProve(`two programs are put into ${other.output}`, other.line)
  return commands
}

type Place = {root: string; workdir: string; stage: Stage; platform: Platform; line: number}

/** Folders of the image: `-o` with one of them puts the program into it. */
const FOLDERS =
  /^\/(?:(?:usr\/)?(?:local\/)?(?:s?bin|lib|src|share)?|usr\/local\/go(?:\/.*)?|usr\/local\/etc|opt|tmp|home|root|go(?:\/(?:bin|src|pkg))?|etc|var(?:\/\w+)?|dev|proc|sys|run|srv|mnt|media)$/

function readGoBuild(
  command: SimpleCommand,
  variables: ReadonlyMap<string, string>,
  {root, workdir, stage, platform, line}: Place,
  {go}: PlanOptions,
): CompileCommand {
  const env = goEnvironment(new Map([...variables, ...command.assignments]), go!, line)
  const read = readBuildFlags(command.words.slice(2), env.GOFLAGS!.split(/\s+/).filter(Boolean), line)
  refuseDefaults(env, stage, platform, line)
  const cwd = posix.relative(root, workdir)
  if (!isWithin(workdir, root)) throw new CannotProve(`go build runs in ${workdir}, outside of the sources`, line)
  const output = posix.resolve(workdir, read.output)
  if (
    read.output.endsWith('/') ||
    /^\.*$/.test(posix.basename(read.output)) ||
    FOLDERS.test(output) ||
    isWithin(workdir, output) ||
    isWithin(root, output)
  )
    throw new CannotProve(`-o ${read.output} is a folder; name the program too`, line)
  return {
    ...{platform, env, cwd, output, line, time: null},
    args: ['build', ...read.flags, ...packageOf(read, workdir, root, line)],
  }
}

function refuseDefaults(env: Record<string, string>, stage: Stage, platform: Platform, line: number): void {
  if (env.CGO_ENABLED !== '0') throw new CannotProve('cgo is not switched off: CGO_ENABLED=0 is missing', line)
  const own = stage.platform === null || /^\$(TARGETPLATFORM|\{TARGETPLATFORM\})$/.test(stage.platform)
  if (lineage(stage).at(-1) !== stage && (env.GOOS === '' || env.GOARCH === ''))
    throw new CannotProve('GOOS and GOARCH are those of the stage below', line)
  if (!own && (env.GOOS === '' || env.GOARCH === ''))
    throw new CannotProve(`GOOS and GOARCH are not set, and --platform is ${stage.platform}`, line)
  env.GOOS ||= platform.os
  env.GOARCH ||= platform.arch
  // Go's own default is 7, that of its release for arm 6, and the image's own ENV says another again.
  if (own && env.GOARCH === 'arm' && env.GOARM === '')
    throw new CannotProve('GOARM is not set, and the image for arm has a default of its own', line)
}

function packageOf({packages}: BuildFlags, workdir: string, root: string, line: number): string[] {
  const [path = '.', more] = packages
  if (more !== undefined || !/^\.(\.?\/|$)/.test(path) || /\.\.\.|\.go$|[@*]/.test(path))
    throw new CannotProve(
      `go build of \`${packages.join(' ')}\` is not followed; one folder like ./cmd/server is`,
      line,
    )
  if (!isWithin(posix.resolve(workdir, path), root)) throw new CannotProve(`${path} is outside of the sources`, line)
  return [path]
}

/** `touch -d @0 FILE` on a program. */
function reproduceTouch(
  {words, assignments}: SimpleCommand,
  commands: CompileCommand[],
  workdir: string,
  line: number,
): void {
  const [, option, time, file, more] = words
  const touched = commands.find(({output}) => output === posix.resolve(workdir, file ?? ''))
  const seconds = /^@(\d{1,10})$/.exec(time ?? '')?.[1]
  if (option !== '-d' || seconds === undefined || more !== undefined || !touched || assignments.length > 0)
    throw new CannotProve(`\`${words.join(' ')}\` is not followed; \`touch -d @0 PROGRAM\` is`, line)
  touched.time = Number(seconds)
}

/**
 * What the shell and the go command see. A variable whose value rests on one that is not known here (the image's own, or
 * the builder's platform) is left out, and the reader of the script then refuses its use.
 */
function variablesOf(stage: Stage, run: Instruction, buildArgs: string[]): Map<string, string> {
  const known = stageVariables(stage, run, buildArgs)
  const declared = new Map<string, string>()
  for (const {stage: at, instruction} of before(stage, run)) {
    const {keyword, args} = instruction
    if (keyword !== 'ARG' && keyword !== 'ENV') continue
    const now = stageVariables(at, instruction, buildArgs)
    const unknown = [...args.matchAll(/(?<!\\)\$\{?(\w+)/g)]
      .map(([, name]) => name!)
      .find(name => !now.has(name) && !declared.has(name))
    const names =
      keyword === 'ENV' && /^\w+\s/.test(args)
        ? [args.split(/\s/)[0]!]
        : [...args.matchAll(/(?:^|\s)(\w+)(?==|\s|$)/g)].map(([, name]) => name!)
    for (const name of names) {
      if (/^BUILD(PLATFORM|OS|ARCH|VARIANT)$/.test(name) && !known.has(name)) continue
      if (unknown === undefined) declared.set(name, known.get(name) ?? '')
      else if (/^(GO|CGO)/.test(name))
        throw new CannotProve(`${name} depends on $${unknown}, which is not known here`, instruction.line)
      else declared.delete(name)
    }
  }
  return declared
}

/** The text of a RUN as BuildKit hands it to the shell: continued lines joined as they are, comment lines left out. */
function scriptOf({line, endLine, args}: Instruction, text: string): string {
  if (args.startsWith('[')) throw new CannotProve('the RUN is in the exec form', line)
  const lines = text.split(/\r?\n/).slice(line - 1, endLine)
  return lines
    .filter((part, index) => index === 0 || !/^\s*(#|$)/.test(part))
    .map(part => part.replace(/\\[ \t]*$/, ''))
    .join('')
    .replace(/^\s*RUN\s+/i, '')
    .replace(/^(--[\w-]+(=("[^"]*"|\S)*)?\s+)+/, '')
    .trim()
}

/** Only the programs may be taken from the stage: nothing else is in the context that replaces it. */
function refuseOtherUses(dockerfile: Dockerfile, stage: Stage, target: string, outputs: ReadonlySet<string>): void {
  const last = targetStage(dockerfile, target)!
  if (last === stage) throw new CannotProve('the image is the stage that compiles itself', stage.line)
  const reached = new Set(reachedStages(dockerfile, last))
  let used = false
  for (const {of, by, instruction, sources} of stageUses(dockerfile)) {
    if (of !== stage || !reached.has(by)) continue
    used = true
    if (instruction.keyword !== 'COPY')
      throw new CannotProve(`line ${instruction.line} uses the stage other than by COPY`, instruction.line)
    for (const source of sources) {
      const path = posix.resolve('/', source)
      if (/[$*?[\\]/.test(source) || !outputs.has(path))
        throw new CannotProve(`COPY --from takes ${source}, which go build did not make`, instruction.line)
    }
  }
  if (!used) throw new CannotProve('nothing is copied from the stage that compiles', stage.line)
}

function withoutPlatform(text: string, stage: Stage): string {
  const lines = text.split('\n')
  const from = lines[stage.line - 1]!
  const changed = from.replace(/--platform=\S+\s+/, '')
  if (changed === from) throw new CannotProve('the FROM goes over several lines', stage.line)
  lines[stage.line - 1] = changed
  return lines.join('\n')
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`)
}
