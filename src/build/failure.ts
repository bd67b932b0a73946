import type {BuildReport} from '../report/report.ts'

const SHOWN_LINES = 8
const STEP_LENGTH = 120

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
  return [`${shown} ${how}:`, ...failure.lines.slice(-SHOWN_LINES)].join('\n')
}
