import type {Decision, MainPackage} from './project.ts'

/** The programs that are built, in the order in which they were named; none before that is decided. */
export function chosenMains(decision: Decision): MainPackage[] {
  if (decision.kind === 'build') return [decision.main]
  return decision.kind === 'build-several' ? decision.mains : []
}

/** Folders of the modules that they are of, in their order, each once. */
export function moduleDirsOf(mains: readonly MainPackage[]): string[] {
  return [...new Set(mains.map(({moduleDir}) => moduleDir))]
}
