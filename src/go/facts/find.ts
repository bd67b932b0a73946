/** The facts of a checkout: a table of detectors, all of which read the same ground. */
import {plain} from '../../report/plain.ts'
import type {Checkout} from '../modules.ts'
import type {Fact, LinkVariable, MainPackage} from '../project.ts'
import type {GoPackage} from '../scan.ts'
import {C_LIBRARIES} from './c-libraries.ts'
import {CERTIFICATES} from './certificates.ts'
import {EMBEDDED} from './embedded.ts'
import {checkoutFiles} from './files.ts'
import {GENERATED} from './generated.ts'
import {gitIgnore} from './gitignore.ts'
import type {Detector} from './ground.ts'
import {HEALTH} from './health.ts'
import {PRIVATE_MODULES} from './private-modules.ts'
import {PROFILES} from './profiles.ts'
import {readProgram} from './program-files.ts'
import {PROGRAMS} from './programs.ts'
import {RUNTIME_FILES} from './runtime-files.ts'
import {TEMP_FOLDER} from './temp-folder.ts'
import {USERS} from './users.ts'
import {wantedOf} from './uses.ts'
import {ZONES} from './zones.ts'

/** In the order in which they are told. */
const DETECTORS: readonly Detector[] = [
  CERTIFICATES,
  ZONES,
  USERS,
  TEMP_FOLDER,
  PROGRAMS,
  RUNTIME_FILES,
  EMBEDDED,
  GENERATED,
  PRIVATE_MODULES,
  HEALTH,
  PROFILES,
  C_LIBRARIES,
]

// More is a checkout that somebody made to have more.
const MOST_FACTS = 100

const WANTED = wantedOf(DETECTORS.flatMap(({reads}) => reads))

/** `packages`: those that the chosen program reaches, itself first, or all of the checkout where none is chosen. */
export function findFacts(
  root: string,
  checkout: Checkout,
  main: MainPackage | null,
  mains: readonly MainPackage[],
  packages: readonly GoPackage[],
): {facts: Fact[]; linkVariables: LinkVariable[]} {
  const {modules, goMods, workspace, scan} = checkout
  const {uses, linkVariables} =
    main === null ? {uses: [], linkVariables: []} : readProgram(root, {main, packages, modules}, WANTED)
  const files = checkoutFiles(root)
  const ground = {main, mains, packages, uses, modules, goMods, workspace, scan, files, ignored: gitIgnore(files)}
  const facts = DETECTORS.flatMap(({find}) => find(ground).slice(0, MOST_FACTS)).map(fact => ({
    ...fact,
    says: plain(fact.says),
  }))
  return {facts, linkVariables}
}
