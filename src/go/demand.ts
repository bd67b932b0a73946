import {UserError} from '../runner/errors.ts'
import {describeCandidates, shown} from './candidates.ts'
import {chosenMains} from './chosen.ts'
import type {MainPackage, Project} from './project.ts'
import {programOf} from './suggest.ts'

/** Throws a `UserError` for a project of which no Dockerfile can be written: nothing is chosen, or it would not compile. */
export function demandProgram({decision, obstacles, workspace}: Project): void {
  if (decision.kind === 'choose') throw new UserError(decision.code, describeCandidates(decision))
  if (decision.kind === 'refuse') throw new UserError(decision.code, decision.reason)
  const mains = chosenMains(decision)
  const dirs = [...new Set(mains.map(({moduleDir}) => moduleDir))]
  if (dirs.length > 1 && !dirs.every(dir => workspace?.uses.includes(dir)))
    throw new UserError('main-several', ofSeveralModules(mains, dirs))
  const [obstacle] = obstacles
  if (obstacle !== undefined) throw new UserError(obstacle.code, obstacle.message)
}

function ofSeveralModules(mains: readonly MainPackage[], dirs: readonly string[]): string {
  const found = `programs of ${dirs.length} modules, ${dirs.map(shown).join(' and ')}`
  return [
    `The input main names ${found}, which no go.work has together: one go build cannot compile them. Use a step for each:`,
    ...mains.map(({dir, importPath}) => `  with: { main: ${shown(dir)}, image: …/${programOf({importPath})} }`),
  ].join('\n')
}
