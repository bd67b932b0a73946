import {UserError} from '../runner/errors.ts'
import {describeCandidates} from './candidates.ts'
import type {Project} from './project.ts'

/** Throws a `UserError` for a project of which no Dockerfile can be written: nothing is chosen, or it would not compile. */
export function demandProgram({decision, obstacles}: Project): void {
  if (decision.kind === 'choose') throw new UserError(decision.code, describeCandidates(decision))
  if (decision.kind === 'refuse') throw new UserError(decision.code, decision.reason)
  const [obstacle] = obstacles
  if (obstacle !== undefined) throw new UserError(obstacle.code, obstacle.message)
}
