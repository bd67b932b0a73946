import * as v from 'valibot'
import {checkSubject} from '../dockerfile/check/check.ts'
import {type ContextReport, contextReport} from '../dockerfile/check/context-report.ts'
import {withFingerprints} from '../dockerfile/check/fingerprint.ts'
import {mergeFindings} from '../dockerfile/check/merge.ts'
import type {ChosenDockerfile} from '../dockerfile/choose.ts'
import {RULES} from '../dockerfile/rules/table.ts'
import type {Inputs} from '../inputs.ts'
import {annotationsOf} from '../report/annotations.ts'
import type {Finding} from '../report/report.ts'
import type {Execute} from '../runner/exec.ts'
import type {Help} from '../runner/help.ts'
import type {OwnDockerfile} from './own-dockerfile.ts'

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

export type CheckedDockerfile = {
  findings: Finding[]
  /** What the build sends of its context; null where that is not known, or nothing. */
  context: ContextReport | null
}

const NOTHING: CheckedDockerfile = {findings: [], context: null}

type Options = {
  /** Null where the Dockerfile is not the repository's own, or not on this machine. */
  own: OwnDockerfile | null
  shownPath: ChosenDockerfile['shownPath']
  inputs: Inputs
  /** Address of the folder with the pages of the rules. */
  rulePages: string | null
  execute: Execute
  help: Help
}

/**
 * What BuildKit's checks and our rules find in the repository's own Dockerfile, as annotations too. What we wrote
 * ourselves is held against both in our tests.
 */
export async function checkDockerfile({
  own,
  shownPath,
  inputs,
  rulePages,
  execute,
  help,
}: Options): Promise<CheckedDockerfile> {
  if (own === null || !inputs.check || inputs.build.call !== '') return NOTHING
  const {builder, target, buildArgs} = inputs.build
  const {path, context} = own
  const [text, buildkit] = await Promise.all([
    own.text(),
    help.attempt('BuildKit could not check the Dockerfile', null, () =>
      runChecks({builder, target, buildArgs, file: path, context}, execute),
    ),
  ])
  const checked = await help.attempt('The Dockerfile could not be checked', NOTHING, async () => {
    const subject = await own.subjectOf(text)
    if (subject === null) return NOTHING
    return {findings: checkSubject(subject, RULES, rulePages).findings, context: contextReport(subject)}
  })
  const findings = withFingerprints(mergeFindings(checked.findings, buildkit ?? [], RULES), text)
  for (const {level, message, place} of annotationsOf(findings, shownPath)) help.annotate(level, message, place)
  return {findings, context: checked.context}
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
        ...{remedy: null, evidence: [], fingerprint: null, fix: null},
        url: warning.url || null,
      }
    })
  } catch {
    return null
  }
}
