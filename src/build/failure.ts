import type {BuildReport} from '../report/report.ts'

const SHOWN_LINES = 8
const STEP_LENGTH = 120

/** What Linux says of a program for another processor (ENOEXEC), as runc, a shell and Go print it. */
const FOREIGN = /\bexec format error\b/i
const EMULATION =
  'This builder cannot run programs of that platform. Put docker/setup-qemu-action before this step; or, much faster, let the stage run on the builder with `FROM --platform=$BUILDPLATFORM`, and Go compile for GOOS=$TARGETOS GOARCH=$TARGETARCH.'

/**
 * The step's error for a failed build: the failed instruction and the last lines it printed. BuildKit's own sentence
 * repeats the whole instruction and leaves out what the compiler said; it serves where no instruction failed.
 */
export function describeFailure({failure}: BuildReport, error: string): string {
  if (!failure || failure.step === null || failure.lines.length === 0) return `The build failed: ${error}`
  const step = failure.step.replace(/\s+/g, ' ')
  const shown = step.length > STEP_LENGTH ? `${step.slice(0, STEP_LENGTH)}…` : step
  const [, exitCode] = /exit code: (\d+)/.exec(error) ?? []
  const how = exitCode === undefined ? 'failed' : `ended with exit code ${exitCode}`
  const last = failure.lines.slice(-SHOWN_LINES)
  return [`${shown} ${how}:`, ...last, ...(last.some(line => FOREIGN.test(line)) ? [EMULATION] : [])].join('\n')
}
