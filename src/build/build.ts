import {readFile} from 'node:fs/promises'
import {buildText} from '../report/progress-text.ts'
import type {BuildReport} from '../report/report.ts'
import type {Execute} from '../runner/exec.ts'
import type {Log} from '../runner/log.ts'
import {dockerfileSteps, followProgress, isExport, type Step, stepsDone} from './progress.ts'

export type BuildResult = {
  report: BuildReport
  steps: Step[]
  /** buildx's metadata file, an empty object when the build failed. */
  metadata: Record<string, unknown>
  /** BuildKit's last word when the build failed. */
  error: string | null
}

/**
 * Runs `docker buildx build` and streams its progress. A failed build is a result, not an exception. `onExport` is told
 * the steps when all have run and BuildKit begins to write the image.
 */
export async function build(
  args: string[],
  metadataFile: string,
  execute: Execute,
  log: Log,
  onExport: (steps: Step[]) => void = () => {},
): Promise<BuildResult> {
  const progress = followProgress()
  let exporting = false
  const {exitCode, seconds, stderr} = await log.foreign(print =>
    log.watch(
      passed => buildText(passed, stepsDone(progress.steps())),
      () =>
        execute('docker', args, {
          onLine: (line, stream) => {
            print(line)
            if (stream !== 'stderr') return
            progress.read(line)
            if (exporting || !isExport(line)) return
            exporting = true
            onExport(progress.steps())
          },
        }),
    ),
  )
  const steps = progress.steps()
  const own = dockerfileSteps(steps)
  const failed = exitCode === 0 ? null : (steps.find(step => step.error !== null) ?? null)
  return {
    steps,
    metadata: exitCode === 0 ? await readMetadata(metadataFile) : {},
    error:
      exitCode === 0
        ? null
        : // buildx refuses wrong flags in its first line, without `ERROR:`, and its usage follows
          (progress.failure() ?? failed?.error ?? (stderr.split('\n').find(Boolean) || `exit code ${exitCode}`)),
    report: {
      outcome: exitCode === 0 ? 'success' : 'failure',
      seconds,
      steps: {total: own.length, cached: own.filter(step => step.cached).length},
      failure:
        exitCode === 0
          ? null
          : {
              step: failed?.name ?? null,
              line: progress.failedLine(),
              lines: (failed?.lines ?? []).filter(line => line.trim() !== '').slice(-12),
            },
    },
  }
}

async function readMetadata(file: string): Promise<Record<string, unknown>> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>
  } catch {
    return {} // buildx leaves the file out when nothing was exported (`call`, no output)
  }
}

/** The image ID as `--iidfile` has it: the config's digest where there is one (docker/buildx build/build.go). */
export function imageId(metadata: Record<string, unknown>): string | null {
  return text(metadata['containerimage.config.digest']) ?? text(metadata['containerimage.digest'])
}

export function imageDigest(metadata: Record<string, unknown>): string | null {
  return text(metadata['containerimage.digest'])
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
