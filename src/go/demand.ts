import {UserError} from '../runner/errors.ts'
import {describeCandidates, place, shown} from './candidates.ts'
import {chosenMains} from './chosen.ts'
import type {Fact, FactKind, MainPackage, Project} from './project.ts'
import {programOf} from './suggest.ts'

/** Throws a `UserError` for a project of which no Dockerfile can be written: nothing is chosen, or it would not compile. */
export function demandProgram({decision, obstacles, facts, workspace}: Project): void {
  if (decision.kind === 'choose') throw new UserError(decision.code, describeCandidates(decision))
  if (decision.kind === 'refuse') throw new UserError(decision.code, decision.reason)
  const mains = chosenMains(decision)
  const dirs = [...new Set(mains.map(({moduleDir}) => moduleDir))]
  if (dirs.length > 1 && !dirs.every(dir => workspace?.uses.includes(dir)))
    throw new UserError('main-several', ofSeveralModules(mains, dirs))
  const [obstacle] = obstacles
  if (obstacle !== undefined) throw new UserError(obstacle.code, obstacle.message)
  for (const fact of facts) demandSources(fact)
}

/** Certain facts of these kinds stop go build. A Dockerfile of the repository's own may make the files itself. */
const MADE_BEFORE: Partial<Record<FactKind, {code: string; remedy: string}>> = {
  frontend: {code: 'embed-missing', remedy: 'Run that in a step before this one, or commit what it makes.'},
  'embed-missing': {code: 'embed-missing', remedy: 'Commit the file, or make it in a step before this one.'},
  generated: {code: 'generated-missing', remedy: 'Generate it in a step before this one, or commit it.'},
}

function demandSources({kind, certain, says, evidence: [at]}: Fact): void {
  const stop = certain ? MADE_BEFORE[kind] : undefined
  if (stop !== undefined) throw new UserError(stop.code, `${at ? `${place(at)}: ` : ''}${says} ${stop.remedy}`)
}

function ofSeveralModules(mains: readonly MainPackage[], dirs: readonly string[]): string {
  const found = `programs of ${dirs.length} modules, ${dirs.map(shown).join(' and ')}`
  return [
    `The input main names ${found}, which no go.work has together: one go build cannot compile them. Use a step for each:`,
    ...mains.map(({dir, importPath}) => `  with: { main: ${shown(dir)}, image: …/${programOf({importPath})} }`),
  ].join('\n')
}
