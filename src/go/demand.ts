import {UserError} from '../runner/errors.ts'
import {describeCandidates, place, shown} from './candidates.ts'
import {chosenMains, moduleDirsOf} from './chosen.ts'
import type {Fact, FactKind, MainPackage, Obstacle, Project} from './project.ts'
import {programOf} from './suggest.ts'

/** Throws a `UserError` for a project of which no Dockerfile can be written: nothing is chosen, or it would not compile. */
export function demandProgram(project: Project): void {
  const stop = stopOf(project)
  if (stop !== null) throw new UserError(stop.code, stop.message)
}

/** The first reason why no Dockerfile can be written; null where one can. */
export function stopOf({decision, obstacles, facts, workspace}: Project): Pick<Obstacle, 'code' | 'message'> | null {
  if (decision.kind === 'choose') return {code: decision.code, message: describeCandidates(decision)}
  if (decision.kind === 'refuse') return {code: decision.code, message: decision.reason}
  const mains = chosenMains(decision)
  const dirs = moduleDirsOf(mains)
  if (dirs.length > 1 && !dirs.every(dir => workspace?.uses.includes(dir)))
    return {code: 'main-several', message: ofSeveralModules(mains, dirs)}
  return obstacles[0] ?? facts.map(missingSource).find(stop => stop !== null) ?? null
}

/**
 * What somebody has to make before `go build`: certain facts of these kinds stop it. A Dockerfile of the repository's own
 * may do that itself.
 */
export const MADE_BEFORE: Partial<Record<FactKind, {code: string; made: string; remedy: string}>> = {
  frontend: {
    ...{code: 'embed-missing', made: 'built'},
    remedy: 'Run that in a step before this one, or commit what it makes.',
  },
  'embed-missing': {
    ...{code: 'embed-missing', made: 'made'},
    remedy: 'Commit the file, or make it in a step before this one.',
  },
  generated: {
    ...{code: 'generated-missing', made: 'generated'},
    remedy: 'Generate it in a step before this one, or commit it.',
  },
}

function missingSource({kind, certain, says, evidence: [at]}: Fact): Pick<Obstacle, 'code' | 'message'> | null {
  const stop = certain ? MADE_BEFORE[kind] : undefined
  if (stop === undefined) return null
  return {code: stop.code, message: `${at ? `${place(at)}: ` : ''}${says} ${stop.remedy}`}
}

function ofSeveralModules(mains: readonly MainPackage[], dirs: readonly string[]): string {
  const found = `programs of ${dirs.length} modules, ${dirs.map(shown).join(' and ')}`
  return [
    `The input main names ${found}, which no go.work has together: one go build cannot compile them. Use a step for each:`,
    ...mains.map(({dir, importPath}) => `  with: { main: ${shown(dir)}, image: …/${programOf({importPath})} }`),
  ].join('\n')
}
