import type {BuildPlan} from '../build/arguments.ts'
import type {BuildContext} from '../build/context.ts'
import type {ChosenDockerfile} from '../dockerfile/choose.ts'
import type {DecisionRow} from '../report/report.ts'
import type {Execute} from '../runner/exec.ts'
import type {Log} from '../runner/log.ts'
import {handInCompiled, type ReadyToCompile, readyToCompile} from './hand-in.ts'
import type {Refusal} from './refusal.ts'

type Sources = {dockerfile: ChosenDockerfile; source: BuildContext}
type Machine = {log: Log; execute: Execute; env: Record<string, string>; temp: string}

/** Where the program is compiled: `ready` is null for Docker. */
export type Where = {ready: ReadyToCompile | null; choice: DecisionRow[]}

/** Without `compile: runner` there is nothing to decide. */
export const IN_DOCKER: Where = {ready: null, choice: []}

export async function decideWhere(
  plan: BuildPlan,
  {dockerfile, source}: Sources,
  {execute, env, temp}: Machine,
): Promise<Where> {
  const options = {plan, env, temp, dockerfile: dockerfile.model, folder: folderOf(source)}
  const ready = await readyToCompile(options, execute)
  if (ready.kind === 'refuse') return {ready: null, choice: [inDocker(ready, dockerfile)]}
  const {go, stage} = ready.planned
  return {ready, choice: [onRunner(`${go.version}, handed in as stage ${stage}`)]}
}

/**
 * Compiles on the runner; resolves with the plan for the build that remains. What is refused only now leaves the plan as
 * it is: `seconds` is then null.
 */
export async function compileThere(
  ready: ReadyToCompile,
  plan: BuildPlan,
  {dockerfile, source}: Sources,
  {log, execute, env, temp}: Machine,
): Promise<{plan: BuildPlan; seconds: number | null; choice: DecisionRow}> {
  const handed = await log.group('▸ Compile  on the runner', () =>
    log.foreign(onLine => handInCompiled(ready, {plan, env, temp, onLine, folder: folderOf(source)}, execute)),
  )
  if (handed.kind === 'refuse') return {plan, seconds: null, choice: inDocker(handed, dockerfile)}
  const seconds = handed.seconds.sources + handed.seconds.build
  const {go, stage} = ready.planned
  const choice = onRunner(`${go.version} in ${seconds.toFixed(1)} s, handed in as stage ${stage}`)
  return {plan: handed.plan, seconds, choice}
}

function folderOf(source: BuildContext): string | null {
  return source.kind === 'folder' ? source.path : null
}

function onRunner(reason: string): DecisionRow {
  return {what: 'compile', choice: 'on the runner', reason, evidence: []}
}

function inDocker({reason, line}: Refusal, {shownPath}: ChosenDockerfile): DecisionRow {
  const evidence = line === null || shownPath === null ? [] : [{file: shownPath, line}]
  return {what: 'compile', choice: 'in Docker', reason, evidence}
}
