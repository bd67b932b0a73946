import {spawn} from 'node:child_process'
import {createInterface} from 'node:readline'

export type ExecuteOptions = {
  cwd?: string
  /** The whole environment of the child; nothing is inherited. */
  env: Record<string, string>
  /**
   * Cancels: SIGINT to the child first, which lets buildx end its solve on the builder; SIGKILL to it and everything it
   * started when that does not help.
   */
  signal?: AbortSignal
  /** Written to the child's standard input, which is closed after it. */
  input?: string
  /** Called for every line as it comes. */
  onLine?: (line: string, stream: 'stdout' | 'stderr') => void
}

export type ExecuteResult = {exitCode: number; stdout: string; stderr: string; seconds: number}

export type Execute = (command: string, args: string[], options?: Partial<ExecuteOptions>) => Promise<ExecuteResult>

/** How long a cancelled child may take before it is killed. GitHub's runner itself gives the step 7.5 s. */
const GRACE_MS = 5_000

/**
 * Runs a program with an argument array, never through a shell, and resolves with what it printed, whatever its exit
 * code. Rejects when the program cannot be started, and with the signal's reason when it was cancelled.
 *
 * node:child_process and not @actions/exec: the latter cannot cancel, its child outlives the step.
 */
export function execute(command: string, args: string[], options: ExecuteOptions): Promise<ExecuteResult> {
  const started = performance.now()
  return new Promise((resolve, reject) => {
    if (options.signal?.aborted) return reject(options.signal.reason)
    const child = spawn(command, args, {
      ...(options.cwd !== undefined && {cwd: options.cwd}),
      env: options.env,
      // A process group of its own: a killed `docker` would leave its plugin behind, which holds our pipes open.
      detached: true,
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    })
    const output = {stdout: [] as string[], stderr: [] as string[]}
    for (const stream of ['stdout', 'stderr'] as const) {
      createInterface({input: child[stream]!, crlfDelay: Number.POSITIVE_INFINITY}).on('line', line => {
        output[stream].push(line)
        options.onLine?.(line, stream)
      })
    }
    let force: NodeJS.Timeout | undefined
    const cancel = () => {
      child.kill('SIGINT')
      force = setTimeout(() => killGroup(child.pid), GRACE_MS)
    }
    const settle = () => {
      clearTimeout(force)
      options.signal?.removeEventListener('abort', cancel)
    }
    options.signal?.addEventListener('abort', cancel, {once: true})
    child.on('error', error => {
      settle()
      reject(error)
    })
    child.on('close', (code, signal) => {
      settle()
      if (options.signal?.aborted) return reject(options.signal.reason)
      const text = {stdout: output.stdout.join('\n'), stderr: output.stderr.join('\n')}
      resolve({exitCode: code ?? (signal ? 128 : 1), ...text, seconds: (performance.now() - started) / 1000})
    })
    child.stdin?.on('error', () => {}) // a child that exits before it reads must not crash us with EPIPE
    child.stdin?.end(options.input)
  })
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // ended meanwhile
  }
}

/** Tokens that only the runner and `type=gha` layer caches need; a RUN step or a plugin must not see them otherwise. */
const PRIVATE = /^(INPUT_|STATE_|ACTIONS_RUNTIME_TOKEN$|ACTIONS_ID_TOKEN_|ACTIONS_RESULTS_URL$|ACTIONS_CACHE_URL$)/

/** The environment for a child: this process's, without inputs, state and, unless asked for, the cache service's token. */
export function childEnvironment(env: NodeJS.ProcessEnv, options: {layerCacheToken: boolean}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => {
      const [name, value] = entry
      if (value === undefined) return false
      if (options.layerCacheToken && /^ACTIONS_(RUNTIME_TOKEN|RESULTS_URL|CACHE_URL)$/.test(name)) return true
      return !PRIVATE.test(name)
    }),
  )
}
