import type {BuildPlan} from '../build/arguments.ts'
import type {BuildContext} from '../build/context.ts'
import type {ChosenDockerfile} from '../dockerfile/choose.ts'
import type {Inputs} from '../inputs.ts'
import type {DecisionRow} from '../report/report.ts'
import type {Execute} from '../runner/exec.ts'
import type {Log} from '../runner/log.ts'
import {handInCompiled} from './hand-in.ts'

/** Compiles where the input `compile` says; resolves with the plan for the build that remains. */
export async function compileWhere(
  mode: Inputs['compile'],
  plan: BuildPlan,
  dockerfile: ChosenDockerfile,
  source: BuildContext,
  machine: {log: Log; execute: Execute; env: Record<string, string>; temp: string},
): Promise<{plan: BuildPlan; compiled: boolean; choice: DecisionRow[]}> {
  if (mode === 'docker' || plan.inputs.call !== '') return {plan, compiled: false, choice: []}
  const {log, execute, env, temp} = machine
  const handed = await log.group('▸ Compile  on the runner', () =>
    log.foreign(onLine =>
      handInCompiled(
        {
          ...{plan, env, temp, onLine, dockerfile: dockerfile.model, shownPath: dockerfile.shownPath},
          folder: source.kind === 'folder' ? source.path : null,
        },
        execute,
      ),
    ),
  )
  return {plan: handed.plan, compiled: handed.compiled, choice: [handed.choice]}
}
