/**
 * A runner for JavaScript actions: runs the scripts that action.yml names, in their own process, with the environment,
 * files and signals of GitHub's runner (github.com/actions/runner). Linux and macOS.
 */
import {type ChildProcess, spawn} from 'node:child_process'
import {randomUUID} from 'node:crypto'
import {existsSync, mkdirSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {StringDecoder} from 'node:string_decoder'
import {setTimeout as sleep} from 'node:timers/promises'
import {fileURLToPath} from 'node:url'
import {type ActionFile, holds, inputVariables, type JobStatus, readActionFile} from './action-file.ts'
import {type Annotation, createCommandReader, type Group} from './commands.ts'
import {cacheScopes, type WorkflowEvent} from './events.ts'
import {createCommandFiles, type FileValues, readCommandFiles} from './file-commands.ts'
import type {GitHub} from './github.ts'
import {descendantsOf, type ProcessInfo, processesWith, stillRunning} from './processes.ts'
import {installationToken, type Permissions, READ, runtimeToken, WRITE} from './tokens.ts'

export type StepResult = FileValues & {
  /** `skipped`: `post-if` did not hold, or there is no post script. */
  outcome: JobStatus | 'skipped'
  /** Null when a signal ended the process, and for a skipped step. */
  exitCode: number | null
  /** Both streams as a reader of the log sees them: commands carried out, secrets masked. */
  log: string
  /** As written. */
  stdout: string
  stderr: string
  annotations: Annotation[]
  hiddenAnnotations: Annotation[]
  groups: Group[]
  /** Secrets that the step or the runner registered. */
  masks: string[]
  /** What a cancelled step was sent before it ended. */
  signals: NodeJS.Signals[]
  /** Processes of the step that outlived it by half a second. They are left alone until the job ends. */
  survivors: ProcessInfo[]
  seconds: number
}

export type StepOptions = {
  script: string
  node?: string
  /** Arguments for node itself. */
  nodeArguments?: string[]
  cwd: string
  /** All variables of the step except those of the command files. */
  env: Record<string, string>
  /** RUNNER_TEMP. */
  temp: string
  secrets?: string[]
  /** Shows `::debug::` lines, as with ACTIONS_STEP_DEBUG. */
  debug?: boolean
  /** Aborting it cancels the step as a person or a newer run does. */
  signal?: AbortSignal
  /** Milliseconds after each signal. */
  grace?: {interrupt: number; terminate: number}
  /** Each line of the log as soon as it is there. */
  onOutput?: (line: string) => void
}

export type RunnerOptions = {
  /** Holds `_temp`, `_tool` and the workspace; made when missing. */
  workdir: string
  github: GitHub
  /** Folder with action.yml, this repository unless told. */
  action?: string
  /** GITHUB_WORKSPACE, a folder below `workdir` unless told. It is never emptied. */
  workspace?: string
  /** For every step. Wins over everything that the runner sets. */
  env?: Record<string, string>
}

export type JobOptions = {
  /** `permissions:`; contents read and pull-requests write unless told. A fork's are lowered to read. */
  permissions?: Permissions
  /** `cache-mode:` of the job; also what the cache token allows. */
  cacheMode?: 'none' | 'read' | 'write' | 'write-only'
  /** The token can only read the cache and nothing says so beforehand: GitHub's rule for untrusted triggers. */
  readOnlyCache?: boolean
  debug?: boolean
  env?: Record<string, string>
}

export type RunOptions = Pick<StepOptions, 'signal' | 'grace' | 'onOutput'>

export type MainOptions = RunOptions & {
  /** `with:` */
  inputs?: Record<string, string | number | boolean>
  /** `env:` */
  env?: Record<string, string>
}

export type Runner = {
  temp: string
  workspace: string
  /** Empties `temp`. One job at a time. */
  startJob: (event: WorkflowEvent, options?: JobOptions) => Job
}

export type Job = AsyncDisposable & {
  event: WorkflowEvent
  /** GITHUB_TOKEN, for looking at the API as the step can. */
  token: string
  main: (options?: MainOptions) => Promise<StepResult>
  /** The post script of that main step, with its inputs and state. `status` is the job's so far, the step's own unless told. */
  post: (main: StepResult, options?: RunOptions & {status?: JobStatus}) => Promise<StepResult>
  /** Kills what the steps left running and says what it was. */
  end: () => Promise<ProcessInfo[]>
}

const REPOSITORY_ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const AZURE_DNS = new URL('./azure-dns.ts', import.meta.url).href
/** Runner.Sdk/ProcessInvoker.cs */
const GRACE = {interrupt: 7_500, terminate: 2_500}
const STREAM_GRACE = 5_000
const SURVIVOR_GRACE = 500
const TRACKING = 'RUNNER_TRACKING_ID'
const CACHE_PERMISSIONS = {none: 0, read: READ, write: READ | WRITE, 'write-only': WRITE}

export function createRunner(options: RunnerOptions): Runner {
  const action = readActionFile(options.action ?? REPOSITORY_ROOT)
  const temp = path.join(options.workdir, '_temp')
  const name = options.github.repository.name.split('/')[1] ?? ''
  const workspace = options.workspace ?? path.join(options.workdir, name, name)
  mkdirSync(workspace, {recursive: true})
  mkdirSync(path.join(options.workdir, '_tool'), {recursive: true})
  const startJob = (event: WorkflowEvent, jobOptions: JobOptions = {}): Job => {
    rmSync(temp, {recursive: true, force: true})
    mkdirSync(path.join(temp, '_github_workflow'), {recursive: true})
    writeFileSync(path.join(temp, '_github_workflow', 'event.json'), JSON.stringify(event.payload, null, 2))
    return createJob({runner: options, action, temp, workspace, event, options: jobOptions})
  }
  return {temp, workspace, startJob}
}

type JobParts = {
  runner: RunnerOptions
  action: ActionFile
  temp: string
  workspace: string
  event: WorkflowEvent
  options: JobOptions
}

function createJob(parts: JobParts): Job {
  const {runner, action, temp, workspace, event, options} = parts
  const token = installationToken(permissionsOf(event, options.permissions))
  const cache = runtimeToken(
    cacheScopes(event, options.readOnlyCache ? READ : CACHE_PERMISSIONS[options.cacheMode ?? 'write']),
  )
  const tracking = `github_${randomUUID()}`
  const jobVariables: Record<string, string> = {...contextVariables(parts, cache), [TRACKING]: tracking}
  /** What steps put into GITHUB_ENV and GITHUB_PATH. */
  const exported: {env: Record<string, string>; path: string[]} = {env: {}, path: []}
  const inputsOf = new Map<
    StepResult,
    {variables: Record<string, string>; unexpected: string[]; env: Record<string, string>}
  >()

  const run = async (
    script: string,
    step: {variables: Record<string, string>; env: Record<string, string>},
    state: Record<string, string>,
    runOptions: RunOptions,
  ): Promise<StepResult> => {
    const searched = [...exported.path.toReversed(), jobVariables.PATH].join(path.delimiter)
    const states = Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])
    const result = await runStep({
      ...runOptions,
      script,
      nodeArguments: runner.github.azureHostNames ? ['--import', AZURE_DNS] : [],
      cwd: workspace,
      temp,
      secrets: [token, cache],
      debug: options.debug ?? false,
      env: {
        ...jobVariables,
        PATH: searched,
        ...exported.env,
        ...options.env,
        ...step.env,
        ...step.variables,
        ...Object.fromEntries(states),
        ...runner.env,
      },
    })
    Object.assign(exported.env, result.env)
    exported.path.push(...result.path)
    return result
  }

  const end = async (): Promise<ProcessInfo[]> => {
    const orphans = processesWith(TRACKING, tracking)
    for (const {pid} of orphans) kill(pid, 'SIGKILL')
    return orphans
  }

  return {
    event,
    token,
    main: async ({inputs = {}, env = {}, ...runOptions} = {}) => {
      const contexts = expressionContexts(parts, token)
      const step = {...inputVariables(action, inputs, contexts), env}
      const result = await run(action.main, step, {}, runOptions)
      if (step.unexpected.length > 0) {
        const valid = action.inputs.map(({name}) => `'${name}'`).join(', ')
        const message = `Unexpected input(s) '${step.unexpected.join("', '")}', valid inputs are [${valid}]`
        result.annotations.unshift({kind: 'warning', message})
      }
      inputsOf.set(result, step)
      return result
    },
    post: async (main, {status, ...runOptions} = {}) => {
      const step = inputsOf.get(main)
      if (step === undefined || main.outcome === 'skipped')
        throw new Error('post needs the result of a main step of this job')
      if (action.post === null || !holds(action.postIf, status ?? main.outcome)) return skipped()
      return run(action.post, step, main.state, runOptions)
    },
    end,
    [Symbol.asyncDispose]: async () => void (await end()),
  }
}

export async function runStep(options: StepOptions): Promise<StepResult> {
  const began = performance.now()
  const files = createCommandFiles(options.temp)
  const reader = createCommandReader({secrets: options.secrets ?? [], debug: options.debug ?? false})
  const log: string[] = []
  const say = (line: string): void => {
    log.push(line)
    options.onOutput?.(line)
  }
  const readLine = (line: string): void => reader.read(line).forEach(say)

  const child = spawn(options.node ?? nodeBinary(), [...(options.nodeArguments ?? []), options.script], {
    cwd: options.cwd,
    env: {...options.env, ...Object.fromEntries(Object.entries(files).map(([kind, file]) => [`GITHUB_${kind}`, file]))},
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stdout = collectLines(child.stdout, readLine)
  const stderr = collectLines(child.stderr, readLine)
  const closed = new Promise<void>(resolve => child.once('close', () => resolve()))
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => resolve(code))
  })
  const cancellation = cancelOn(options.signal, child, exited, options.grace ?? GRACE)
  const exitCode = await exited
  const {signals, family} = cancellation.stop()
  // An orphan may hold the streams open.
  await within(STREAM_GRACE, closed)
  child.stdout.destroy()
  child.stderr.destroy()

  const values = readCommandFiles(files, reader, say)
  const failed = exitCode !== 0 || reader.failed()
  return {
    outcome: options.signal?.aborted && signals.length > 0 ? 'cancelled' : failed ? 'failure' : 'success',
    exitCode,
    log: log.join('\n'),
    stdout: stdout(),
    stderr: stderr(),
    annotations: reader.annotations,
    hiddenAnnotations: reader.hiddenAnnotations,
    groups: reader.groups,
    masks: reader.masks,
    signals,
    survivors: await survivorsOf(family, options.env[TRACKING]),
    seconds: (performance.now() - began) / 1000,
    ...values,
    outputs: {...reader.outputs, ...values.outputs},
    state: {...reader.state, ...values.state},
  }
}

function skipped(): StepResult {
  return {
    outcome: 'skipped',
    exitCode: null,
    log: '',
    stdout: '',
    stderr: '',
    annotations: [],
    hiddenAnnotations: [],
    groups: [],
    masks: [],
    signals: [],
    survivors: [],
    seconds: 0,
    env: {},
    outputs: {},
    state: {},
    path: [],
    summary: '',
  }
}

/** The Node that GitHub runs actions with, where npm could install it. */
function nodeBinary(): string {
  const installed = path.join(REPOSITORY_ROOT, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node')
  return existsSync(installed) ? installed : process.execPath
}

/** The process alone is signalled, not its children: passing it on is the action's task. */
function cancelOn(
  signal: AbortSignal | undefined,
  child: ChildProcess,
  exited: Promise<unknown>,
  grace: {interrupt: number; terminate: number},
): {stop: () => {signals: NodeJS.Signals[]; family: ProcessInfo[]}} {
  const signals: NodeJS.Signals[] = []
  const family: ProcessInfo[] = []
  const send = (name: NodeJS.Signals): void => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
    family.push(...descendantsOf(child.pid))
    signals.push(name)
    child.kill(name)
  }
  const cancel = async (): Promise<void> => {
    send('SIGINT')
    await within(grace.interrupt, exited)
    send('SIGTERM')
    await within(grace.terminate, exited)
    send('SIGKILL')
  }
  const onAbort = (): void => void cancel()
  if (signal?.aborted) onAbort()
  else signal?.addEventListener('abort', onAbort, {once: true})
  return {
    stop: () => {
      signal?.removeEventListener('abort', onAbort)
      return {signals, family}
    },
  }
}

/** Two ways, because an action may start its children with a clean environment. */
async function survivorsOf(family: ProcessInfo[], tracking: string | undefined): Promise<ProcessInfo[]> {
  const find = (): ProcessInfo[] => {
    const tracked = tracking === undefined ? [] : processesWith(TRACKING, tracking)
    const known = new Set(tracked.map(({pid}) => pid))
    const others = stillRunning(family).filter(
      ({pid}, index, all) => all.findIndex(other => other.pid === pid) === index,
    )
    return [...tracked, ...others.filter(({pid}) => !known.has(pid))]
  }
  const deadline = performance.now() + SURVIVOR_GRACE
  let found = find()
  while (found.length > 0 && performance.now() < deadline) {
    await sleep(50)
    found = find()
  }
  return found
}

/** Lines end as .NET's reader ends them: at `\n`, `\r\n` and also at a lone `\r`. Returns a function for the whole text. */
function collectLines(stream: NodeJS.ReadableStream, onLine: (line: string) => void): () => string {
  const decoder = new StringDecoder('utf8')
  const chunks: string[] = []
  let rest = ''
  stream.on('data', (data: Buffer) => {
    const text = decoder.write(data)
    chunks.push(text)
    // A `\r` at the very end may be half of `\r\n`.
    const lines = `${rest}${text}`.split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    lines.forEach(onLine)
  })
  stream.on('end', () => {
    if (rest !== '') onLine(rest.replace(/\r$/, ''))
  })
  return () => chunks.join('')
}

async function within(milliseconds: number, promise: Promise<unknown>): Promise<void> {
  const timer = new AbortController()
  const timeout = sleep(milliseconds, undefined, {signal: timer.signal}).catch(() => undefined)
  await Promise.race([promise, timeout])
  timer.abort()
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function permissionsOf(event: WorkflowEvent, given: Permissions | undefined): Permissions {
  const permissions = given ?? {contents: 'read', 'pull-requests': 'write'}
  if (!event.fork) return permissions
  return Object.fromEntries(Object.keys(permissions).map(name => [name, 'read']))
}

/** Nothing of this process's environment but the way to programs and to Docker. */
function contextVariables({runner, temp, workspace, event, options}: JobParts, cache: string): Record<string, string> {
  const inherited = Object.entries(process.env).filter(([name]) =>
    /^(PATH|HOME|(DOCKER|BUILDX|BUILDKIT)_.*)$/.test(name),
  )
  const [owner = ''] = event.repository.split('/')
  const workflow = `${event.repository}/.github/workflows/image.yml@${event.ref}`
  return {
    ...(Object.fromEntries(inherited) as Record<string, string>),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__self',
    GITHUB_ACTION_REF: '',
    GITHUB_ACTION_REPOSITORY: '',
    GITHUB_ACTOR: 'octocat',
    GITHUB_ACTOR_ID: '583231',
    GITHUB_API_URL: runner.github.url,
    GITHUB_BASE_REF: event.baseRef,
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: path.join(temp, '_github_workflow', 'event.json'),
    GITHUB_GRAPHQL_URL: `${runner.github.url}/graphql`,
    GITHUB_HEAD_REF: event.headRef,
    GITHUB_JOB: 'image',
    GITHUB_REF: event.ref,
    GITHUB_REF_NAME: event.refName,
    GITHUB_REF_PROTECTED: 'false',
    GITHUB_REF_TYPE: event.refType,
    GITHUB_REPOSITORY: event.repository,
    GITHUB_REPOSITORY_ID: '700100200',
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_REPOSITORY_OWNER_ID: '9001',
    GITHUB_RETENTION_DAYS: '90',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '16000000001',
    GITHUB_RUN_NUMBER: '1',
    // Not the loopback address: on any other host than github.com the cache client falls back to v1.
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: event.sha,
    GITHUB_TRIGGERING_ACTOR: 'octocat',
    GITHUB_WORKFLOW: 'image',
    GITHUB_WORKFLOW_REF: workflow,
    GITHUB_WORKFLOW_SHA: event.sha,
    GITHUB_WORKSPACE: workspace,
    RUNNER_ARCH: process.arch === 'arm64' ? 'ARM64' : 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'GitHub Actions 1',
    RUNNER_OS: process.platform === 'darwin' ? 'macOS' : 'Linux',
    RUNNER_TEMP: temp,
    RUNNER_TOOL_CACHE: path.join(runner.workdir, '_tool'),
    RUNNER_WORKSPACE: path.dirname(workspace),
    ImageOS: 'ubuntu24',
    ImageVersion: '20261115.1',
    ACTIONS_CACHE_SERVICE_V2: 'True',
    ACTIONS_CACHE_URL: `${runner.github.url}/`,
    ACTIONS_RESULTS_URL: `${runner.github.url}/`,
    ACTIONS_RUNTIME_TOKEN: cache,
    ACTIONS_RUNTIME_URL: `${runner.github.url}/`,
    ...(options.cacheMode !== undefined && {ACTIONS_CACHE_MODE: options.cacheMode}),
    ...(options.debug && {RUNNER_DEBUG: '1'}),
  }
}

function expressionContexts({runner, temp, workspace, event}: JobParts, token: string): Record<string, string> {
  return {
    'github.actor': 'octocat',
    'github.api_url': runner.github.url,
    'github.event_name': event.name,
    'github.job': 'image',
    'github.ref': event.ref,
    'github.ref_name': event.refName,
    'github.repository': event.repository,
    'github.server_url': 'https://github.com',
    'github.sha': event.sha,
    'github.token': token,
    'toJSON(matrix)': 'null',
    'job.check_run_id': '88210',
    'github.workflow': 'image',
    'github.workspace': workspace,
    'runner.temp': temp,
  }
}
