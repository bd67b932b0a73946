/** What the detectors of this folder read, and the form of a detector. */
import {isAtOrBelow} from '../below.ts'
import type {GoMod} from '../gomod.ts'
import type {Evidence, Fact, MainPackage, Project} from '../project.ts'
import type {GoPackage, Scan} from '../scan.ts'
import type {CheckoutFiles} from './files.ts'
import type {GitIgnore} from './gitignore.ts'
import type {Use} from './uses.ts'

/** A use with the folder of the package and the place. */
export type PlacedUse = Use & {dir: string; evidence: Evidence}

export type Ground = {
  /** Null while no main package is chosen: `packages` are then all of the checkout, and there are no `uses`. */
  main: MainPackage | null
  /** Reached by the chosen program, itself first. */
  packages: readonly GoPackage[]
  uses: readonly PlacedUse[]
  mains: readonly MainPackage[]
  modules: Project['modules']
  goMods: ReadonlyMap<string, GoMod>
  workspace: Project['workspace']
  scan: Pick<Scan, 'packages' | 'others' | 'directives'>
  files: CheckoutFiles
  /** What git leaves out. */
  ignored: GitIgnore
}

export type Detector = {
  /** What it looks for in the Go files of the program, as `wantedOf` reads it. */
  reads: readonly string[]
  find: (ground: Ground) => Fact[]
}

/** Of one fact. */
export const MOST_EVIDENCE = 5

/** Certain when one of the uses is. The evidence that makes it certain comes first. */
export function factOf(
  fact: Pick<Fact, 'kind' | 'subject' | 'says'>,
  signs: readonly {certain: boolean; evidence: Evidence}[],
): Fact {
  const sorted = [...signs].sort((a, b) => Number(b.certain) - Number(a.certain))
  const evidence = sorted.slice(0, MOST_EVIDENCE).map(sign => sign.evidence)
  return {...fact, certain: sorted[0]!.certain, evidence}
}

/** One fact for each subject, in the order in which they are met. */
export function factsBySubject<Sign extends {subject: string; certain: boolean; evidence: Evidence}>(
  signs: readonly Sign[],
  fact: (subject: string, signs: readonly Sign[]) => Pick<Fact, 'kind' | 'says'>,
): Fact[] {
  const subjects = new Map<string, Sign[]>()
  for (const sign of signs) {
    const own = subjects.get(sign.subject)
    if (own === undefined) subjects.set(sign.subject, [sign])
    else own.push(sign)
  }
  return [...subjects].map(([subject, own]) => factOf({subject, ...fact(subject, own)}, own))
}

/** Does one of the packages import this path, or one below it? */
export function importOf(packages: readonly GoPackage[], path: string): Evidence | null {
  for (const {imports} of packages) {
    for (const [imported, evidence] of imports) {
      if (isAtOrBelow(imported, path)) return evidence
    }
  }
  return null
}
