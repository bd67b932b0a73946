import {existsSync} from 'node:fs'
import {chmod, copyFile, mkdir, realpath, stat, utimes, writeFile} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import type {Execute} from '../runner/exec.ts'
import type {CompileCommand} from './commands.ts'
import {type Program, writeLayout} from './layout.ts'
import type {CompilePlan} from './plan.ts'
import {asRefusal, CannotProve, type Refusal} from './refusal.ts'
import {isBelow, LISTED_FIELDS, proveSources, readListed} from './sources.ts'

export type Compiled = {
  kind: 'compiled'
  /** Values for `--build-context`. */
  contexts: string[]
  /** Path of the Dockerfile to build instead of the plan's own; null where that one can stay. */
  dockerfile: string | null
  programs: {platform: string; output: string; file: string; bytes: number}[]
  /** Looking at the sources, and `go build` for all platforms. */
  seconds: {sources: number; build: number}
}

export type CompileOptions = {
  /** Folder of the build context. */
  context: string
  /** Path of the Dockerfile: beside it may lie an ignore file of its own. */
  dockerfile: string
  /** The runner's environment: its HOME, GOCACHE, GOMODCACHE and credentials are used. */
  env: Readonly<Record<string, string>>
  /** A folder that outlives the build. */
  temp: string
  onLine?: (line: string) => void
}

/**
 * Compiles as the plan says, with the runner's own Go caches. When anything is not as in the stage, or the go command
 * fails, the answer is a refusal: the build in Docker then says best what is wrong.
 */
export async function compileOnRunner(
  plan: CompilePlan,
  options: CompileOptions,
  execute: Execute,
): Promise<Compiled | Refusal> {
  try {
    return await compile(plan, options, execute)
  } catch (error) {
    return asRefusal(error)
  }
}

async function compile(plan: CompilePlan, options: CompileOptions, execute: Execute): Promise<Compiled> {
  const context = await realpath(options.context)
  const folder = join(options.temp, 'compiled')
  const work = plan.commands.map(command => {
    const cwd = join(context, command.cwd)
    const env = {
      ...options.env,
      ...command.env,
      ...(command.env.GOWORK === '' && {GOWORK: workspace(context, cwd)}),
      PWD: cwd,
    }
    const file = join(folder, command.platform.name.replaceAll('/', '-'), command.output)
    return {command, cwd, env, file}
  })
  const go = (step: {command: CompileCommand; cwd: string; env: Record<string, string>}, args: string[]) =>
    runGo(join(plan.go.goroot, 'bin', 'go'), args, step, options, execute)

  const started = performance.now()
  for (const step of work) {
    const {args} = step.command
    const list = ['list', '-deps', `-json=${LISTED_FIELDS}`, ...args.slice(1)]
    const [modules, listed] = [await go(step, ['env', 'GOMODCACHE']), await go(step, list)]
    const places = {plan, context, dockerfile: options.dockerfile, cwd: step.command.cwd, modules: modules.trim()}
    await proveSources(readListed(listed), places)
  }
  const proved = performance.now()
  for (const step of work) {
    const {command, file} = step
    await mkdir(dirname(file), {recursive: true})
    await go(step, ['build', '-o', file, ...command.args.slice(1)])
    // The runner's umask may differ from the image's 022.
    await chmod(file, 0o755)
    if (command.time !== null) await utimes(file, command.time, command.time)
  }
  const built = performance.now()
  return {
    kind: 'compiled',
    ...(await handIn(plan, work, options)),
    programs: await Promise.all(
      work.map(async ({command, file}) => ({
        ...{platform: command.platform.name, output: command.output, file},
        bytes: (await stat(file)).size,
      })),
    ),
    seconds: {sources: (proved - started) / 1000, build: (built - proved) / 1000},
  }
}

/** The go.work in force, as far as the stage has it too: above the context there is none. */
function workspace(context: string, cwd: string): string {
  for (let folder = cwd; isBelow(folder, context); folder = dirname(folder))
    if (existsSync(join(folder, 'go.work'))) return join(folder, 'go.work')
  return 'off'
}

async function runGo(
  program: string,
  args: string[],
  step: {command: CompileCommand; cwd: string; env: Record<string, string>},
  {onLine}: CompileOptions,
  execute: Execute,
): Promise<string> {
  const {exitCode, stdout, stderr} = await execute(program, args, {
    ...{cwd: step.cwd, env: step.env},
    onLine: (line, stream) => stream === 'stderr' && onLine?.(line),
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    throw new CannotProve(`${program} or the folder ${step.cwd} does not exist`, step.command.line)
  })
  if (exitCode === 0) return stdout
  const reason =
    stderr.split('\n').find(line => line !== '' && !line.startsWith('go: downloading')) ?? `exit code ${exitCode}`
  throw new CannotProve(`\`go ${args[0]}\` failed on the runner: ${reason}`, step.command.line)
}

/**
 * An OCI layout, also for one platform, because it is found by its digest. A folder is compared with what the builder
 * got for a context of that name before, by size and time (tonistiigi/fsutil, diff.go, sameFile), and with
 * `touch -d @0` a persistent builder would take an earlier program of the same size. Nor can folders differ by platform:
 * buildx takes no `NAME::os/arch` for a name, and BuildKit looks a stage up under the platform of its FROM.
 */
async function handIn(
  plan: CompilePlan,
  work: readonly {command: CompileCommand; file: string}[],
  {temp, dockerfile: original}: CompileOptions,
): Promise<Pick<Compiled, 'contexts' | 'dockerfile'>> {
  const platforms = [...new Map(work.map(({command: {platform}}) => [platform.name, platform])).values()]
  const images = platforms.map(platform => ({
    platform,
    programs: work
      .filter(({command}) => command.platform.name === platform.name)
      .map(({command, file}): Program => ({output: command.output, file, time: command.time ?? now()})),
  }))
  const layout = join(temp, 'compiled-layout')
  const digest = await writeLayout(layout, images)
  let dockerfile: string | null = null
  if (plan.dockerfile !== null) {
    dockerfile = join(temp, 'Dockerfile.compiled')
    await writeFile(dockerfile, plan.dockerfile)
    const ignore = '.dockerignore'
    if (existsSync(original + ignore)) await copyFile(original + ignore, dockerfile + ignore)
  }
  return {contexts: [`${plan.stage}=oci-layout://${layout}@${digest}`], dockerfile}
}

function now(): number {
  return Math.floor(Date.now() / 1000)
}
