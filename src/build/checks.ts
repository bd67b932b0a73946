import * as v from 'valibot'
import type {ChosenDockerfile} from '../dockerfile/choose.ts'
import type {BuildInputs} from '../inputs.ts'
import type {Finding} from '../report/report.ts'
import type {Execute} from '../runner/exec.ts'
import type {Help} from '../runner/help.ts'
import type {BuildContext} from './context.ts'

/** moby/buildkit frontend/subrequests/lint/lint.go; only what is used here. Go writes an empty list as null. */
const LintResult = v.object({
  warnings: v.nullish(
    v.array(
      v.object({
        ruleName: v.string(),
        description: v.optional(v.string()),
        url: v.optional(v.string()),
        detail: v.optional(v.string()),
        location: v.optional(
          v.object({
            ranges: v.nullish(
              v.array(v.object({start: v.object({line: v.number()}), end: v.object({line: v.number()})})),
            ),
          }),
        ),
      }),
    ),
  ),
})

/** Findings on the repository's own Dockerfile; what we wrote ourselves is held against the checks in our tests. */
export async function checkDockerfile(
  dockerfile: ChosenDockerfile,
  inputs: BuildInputs,
  source: BuildContext,
  execute: Execute,
  help: Help,
): Promise<Finding[]> {
  const {path, shownPath} = dockerfile
  if (dockerfile.origin === 'written' || path === null || source.kind === 'remote' || inputs.call !== '') return []
  const {builder, target, buildArgs} = inputs
  const options = {builder, target, buildArgs, file: path, context: source.path}
  const findings =
    (await help.attempt('BuildKit could not check the Dockerfile', [], () => runChecks(options, execute))) ?? []
  for (const {line, endLine, message, rule} of findings)
    help.annotate(message, {
      title: rule,
      ...(shownPath !== null && {file: shownPath}),
      ...(line !== null && {startLine: line}),
      ...(endLine !== null && {endLine}),
    })
  return findings
}

/**
 * BuildKit's own checks on a Dockerfile. Null when the builder cannot run them (too old, or a syntax error, which the
 * build itself then reports best).
 */
export async function runChecks(
  options: {builder: string; file: string; context: string; target: string; buildArgs: string[]},
  execute: Execute,
): Promise<Finding[] | null> {
  const {stdout} = await execute('docker', [
    'buildx',
    'build',
    '--call=check,format=json',
    ...(options.builder === '' ? [] : [`--builder=${options.builder}`]),
    ...options.buildArgs.map(arg => `--build-arg=${arg}`),
    ...(options.target === '' ? [] : [`--target=${options.target}`]),
    `--file=${options.file}`,
    '--',
    options.context,
  ])
  try {
    const {warnings} = v.parse(LintResult, JSON.parse(stdout))
    return (warnings ?? []).map(warning => {
      const range = warning.location?.ranges?.[0]
      return {
        rule: warning.ruleName,
        severity: 'warning',
        line: range?.start.line ?? null,
        column: null,
        endLine: range?.end.line ?? null,
        endColumn: null,
        message: warning.detail || warning.description || warning.ruleName,
        ...{remedy: null, evidence: [], fix: null},
        url: warning.url || null,
      }
    })
  } catch {
    return null
  }
}
