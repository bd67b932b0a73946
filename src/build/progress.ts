/** One step of BuildKit's graph as its plain progress shows it. */
export type Step = {
  id: string
  /** `[build 3/3] RUN go build …`, without the id. */
  name: string
  cached: boolean
  /** Seconds on the line `DONE 1.2s`; null while running or cached. */
  seconds: number | null
  error: string | null
  /** The last lines it printed, without BuildKit's time column. */
  lines: string[]
}

export type Progress = {
  /** In order of appearance. */
  steps: () => Step[]
  read: (line: string) => void
  /** BuildKit's own last error, from `ERROR: failed to …`. */
  failure: () => string | null
  /** Line of the Dockerfile that BuildKit names below the error. */
  failedLine: () => number | null
}

/** Tests print a lot before what went wrong; BuildKit itself cuts a step's output at 2 MiB. */
const KEPT_LINES = 2000

/**
 * Follows `--progress=plain`: lines `#ID [stage n/m] INSTRUCTION`, `#ID SECONDS output`, `#ID CACHED`, `#ID DONE 1.2s`,
 * `#ID ERROR: …` (moby/buildkit util/progress/progressui/printer.go). Of each step the last `keptLines` lines are kept.
 */
export function followProgress(keptLines = KEPT_LINES): Progress {
  const steps = new Map<string, Step>()
  let failure: string | null = null
  let failedLine: number | null = null
  let previous = ''
  return {
    steps: () => [...steps.values()],
    failure: () => failure,
    failedLine: () => failedLine,
    read(line) {
      // `NAME:LINE` stands between two rules (moby/buildkit solver/errdefs/source.go, Print); other lines are output.
      if (/^-{20}$/.test(line)) failedLine = Number(/^\S.*:(\d+)$/.exec(previous)?.[1] ?? failedLine) || null
      previous = line
      const [, id, rest] = /^#(\d+) (.*)$/.exec(line) ?? []
      if (id === undefined || rest === undefined) {
        if (line.startsWith('ERROR: ')) failure = line.slice('ERROR: '.length)
        return
      }
      const step = steps.get(id)
      if (!step) return void steps.set(id, {id, name: rest, cached: false, seconds: null, error: null, lines: []})
      const [, output] = /^\d+\.\d+ (.*)$/.exec(rest) ?? []
      if (output !== undefined) {
        step.lines.push(output)
        if (step.lines.length > keptLines) step.lines.shift()
      } else if (rest === 'CACHED') step.cached = true
      else if (rest.startsWith('DONE ')) step.seconds = Number.parseFloat(rest.slice('DONE '.length))
      else if (rest.startsWith('ERROR: ')) step.error = rest.slice('ERROR: '.length)
    },
  }
}

/** Steps of the Dockerfile itself: `[stage n/m]`, not `[internal]`, exports or imports. */
export function dockerfileSteps(steps: Step[]): Step[] {
  return steps.filter(step => /^\[(?!internal\])[^\]]*\d+\/\d+\] /.test(step.name))
}

/**
 * How many steps of the Dockerfile are done, and which step runs: BuildKit names its number and those of its stage
 * (`[build 4/6] RUN …`). How many there will be in all is not known: it leaves out those that nothing needs.
 */
export function stepsDone(steps: Step[]): {done: number; now: string | null} {
  const isDone = ({cached, seconds}: Step) => cached || seconds !== null
  // Step 0 says which builder builds, and has no end.
  const running = steps.findLast(step => !isDone(step) && step.error === null && step.id !== '0')
  return {done: dockerfileSteps(steps).filter(isDone).length, now: running?.name ?? null}
}

/** A compile or download step really ran: only then can a cache mount hold something new. */
export function anyRunExecuted(steps: Step[]): boolean {
  return dockerfileSteps(steps).some(step => / RUN /.test(step.name) && !step.cached)
}

/** A line that begins the export of the image (moby/buildkit exporter, `exporting to image`, `exporting to oci image format`). */
export function isExport(line: string): boolean {
  return /^#\d+ exporting to /.test(line)
}
