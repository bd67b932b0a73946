import {UserError} from '../runner/errors.ts'
import {describeCandidates, shown} from './candidates.ts'
import type {MainPackage, Project} from './project.ts'
import {programOf} from './suggest.ts'

/** Throws a `UserError` for a project of which no Dockerfile can be written: nothing is chosen, or it would not compile. */
export function demandProgram({decision, obstacles}: Project): void {
  if (decision.kind === 'choose') throw new UserError(decision.code, describeCandidates(decision))
  if (decision.kind === 'refuse') throw new UserError(decision.code, decision.reason)
  if (decision.kind === 'build-several') throw new UserError('main-several', severalPrograms(decision.mains))
  const [obstacle] = obstacles
  if (obstacle !== undefined) throw new UserError(obstacle.code, obstacle.message)
}

function severalPrograms(mains: readonly MainPackage[]): string {
  const lines = mains.map(({dir, importPath}) => `  with: { main: ${shown(dir)}, image: …/${programOf({importPath})} }`)
  return [
    `The input main names ${mains.length} programs, and a Dockerfile is written for one. Use a step for each:`,
    ...lines,
  ].join('\n')
}
