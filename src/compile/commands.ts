/** The go commands of the stage, for one platform. */
import {posix} from 'node:path'
import {type Dockerfile, lineage, type Stage} from '../dockerfile/parse.ts'
import {before, workdirAt} from '../dockerfile/stages.ts'
import {goEnvironment} from './environment.ts'
import {type BuildFlags, readBuildFlags} from './flags.ts'
import type {PlanOptions} from './plan.ts'
import type {Platform} from './platform.ts'
import {CannotProve} from './refusal.ts'
import {scriptOf, variablesOf} from './script.ts'
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

export function commandsFor(
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

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`)
}
