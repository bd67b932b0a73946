import {existsSync} from 'node:fs'
import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import type {BuildContext} from '../build/context.ts'
import type {Inputs} from '../inputs.ts'
import type {DecisionRow, Report} from '../report/report.ts'
import {UserError} from '../runner/errors.ts'
import type {Help} from '../runner/help.ts'
import {saidBy, shown} from './candidates.ts'
import {chosenMains} from './chosen.ts'
import type {GoAtHand} from './go-list.ts'
import {inspectProject} from './inspect.ts'
import type {Project} from './project.ts'
import {goSumHash, modulesOfSums} from './sums.ts'

export type ReadProject = {
  /** Null for a remote context, or when the repository's own Dockerfile builds what is no readable Go project. */
  project: Project | null
  summary: Report['project']
  decisions: DecisionRow[]
  /** Hash over all go.sum files, `none` without any. */
  goSum: string
  /** Texts of those files. */
  goSums: string[]
  /** Modules that they name, as `path@version` in file names. */
  keep: string[]
}

const NOTHING: ReadProject = {project: null, summary: null, decisions: [], goSum: 'none', goSums: [], keep: []}

/**
 * Inspects the Go project of a build context. A Dockerfile of the repository's own makes every problem a warning; `go`,
 * null where nothing is written, is asked about the programs only where there is none.
 */
export async function readProject(
  source: BuildContext,
  inputs: Inputs,
  help: Help,
  go: GoAtHand | null,
): Promise<ReadProject> {
  if (source.kind === 'remote') return NOTHING
  const ownDockerfile = inputs.build.file !== '' || existsSync(join(source.path, 'Dockerfile'))
  try {
    const project = await inspectProject({
      root: source.path,
      ...(inputs.main !== '' && {main: inputs.main}),
      ...(inputs.module !== '' && {module: inputs.module}),
      ...(go !== null && !ownDockerfile && {go}),
    })
    const sums = await goSumHash(source.path, project.modules)
    for (const warning of project.warnings) help.warn(warning)
    // Where a Dockerfile is written, they are its errors.
    if (ownDockerfile) for (const {message} of project.obstacles) help.warn(message)
    const goSums = await Promise.all(sums.files.map(file => readFile(join(source.path, file), 'utf8')))
    const goSum = sums.files.length === 0 ? 'none' : sums.hash
    return {project, ...summarize(project), goSum, goSums, keep: modulesOfSums(goSums)}
  } catch (error) {
    if (!(error instanceof UserError) || !ownDockerfile) throw error
    help.warn(error.message)
    return NOTHING
  }
}

function summarize({decision, modules, mainsBy}: Project): Pick<ReadProject, 'summary' | 'decisions'> {
  const mains = chosenMains(decision)
  const dir = mains[0]?.moduleDir ?? '.'
  const module = modules.find(candidate => candidate.dir === dir) ?? modules[0]
  if (!module) return {summary: null, decisions: []}
  const go = module.toolchain?.replace(/^go/, '') ?? module.go
  if (mains.length === 0) return {summary: {module: module.path, main: 'left to the Dockerfile', go}, decisions: []}
  return {
    summary: {module: module.path, main: mains.map(main => shown(main.dir)).join(', '), go},
    decisions: mains.map(({dir, evidence: {file, line}}) => ({
      what: 'main',
      choice: shown(dir),
      reason: `${decision.reason}; ${saidBy(mainsBy)}`,
      evidence: [{file, line}],
    })),
  }
}
