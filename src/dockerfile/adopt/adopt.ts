import type {DecisionRow} from '../../report/report.ts'
import {findGoCacheMounts, type GoCacheMount, surveyGoCacheMounts} from '../mounts.ts'
import {type Dockerfile, lineage, type Stage, targetStage} from '../parse.ts'
import {reachedStages, stageUses} from '../stages.ts'
import {refuseBuild} from './build-cache.ts'
import {insert, isPlaced} from './insert.ts'
import {refuseModules} from './modules.ts'
import {type File, type Refusal, readStep, type Step} from './step.ts'
import {isCompiling, needsModules} from './step-commands.ts'

export type Adoption =
  | {
      kind: 'adopted'
      /** The Dockerfile with mounts; every line has its old number. */
      text: string
      /** One for each RUN that was changed; `mount` is what was put in. */
      added: {line: number; kinds: GoCacheMount['kind'][]; mount: string}[]
      /** What was left as it is, and why. */
      left: Refusal[]
      notes: string[]
      mounts: GoCacheMount[]
    }
  | ({kind: 'kept'} & Refusal)

export type Options = {
  buildArgs: string[]
  /** Empty for the last stage. */
  target: string
  /** `NAME=VALUE` of --build-context: they replace stages and images of that name. */
  buildContexts?: string[]
}

/**
 * A copy of a repository's own Dockerfile in which the RUNs that compile have cache mounts for Go's caches, or why
 * there is none. The files of the final stage are the same with and without, or the RUN is left as it is: what is not
 * understood is refused, with its line.
 */
export function adoptDockerfile(text: string, model: Dockerfile, options: Options): Adoption {
  const {buildArgs} = options
  const target = targetStage(model, options.target)
  if (target === null) return kept(`the Dockerfile has no stage "${options.target}"`, null)
  const stages = reachedStages(model, target)
  const refusal = refuseFile(text, stages, options)
  if (refusal) return {kind: 'kept', ...refusal}
  const own = surveyGoCacheMounts(model, buildArgs, options.target)
  const steps = stages.flatMap(stage =>
    stage.instructions.filter(({keyword}) => keyword === 'RUN').map(run => readStep(text, stage, run, buildArgs)),
  )
  const compiling = steps.filter(step => step.commands?.some(command => isCompiling(command)))
  if (compiling.length === 0) {
    const hidden = steps.find(step => step.commands === null && /\bgo\b/.test(step.raw))
    return hidden ? kept(hidden.unread, hidden.run.line) : kept('no RUN runs go build, install, test, vet or run', null)
  }
  const final = new Set(lineage(target))
  const uses = stageUses(model).filter(use => stages.includes(use.by))
  const file: File = {steps, final, uses, buildArgs}
  const has = (kind: GoCacheMount['kind']) => own.mounts.some(mount => mount.kind === kind)
  if (own.excluded.length > 0 && own.mounts.length === 0)
    return kept(`it has a cache mount of its own: ${own.excluded[0]!.reason}`, own.excluded[0]!.line)
  if (has('build') && has('modules')) return kept('it has cache mounts of its own', own.mounts[0]!.line)

  const left: Refusal[] = []
  const changes = new Map<Step, GoCacheMount['kind'][]>()
  if (!has('build'))
    for (const step of compiling) {
      const reason = refuseBuild(step, compiling, file)
      if (reason) left.push(reason)
      else changes.set(step, ['build'])
    }
  const notes: string[] = []
  if (!has('modules') && (has('build') || changes.size > 0))
    for (const bottom of new Set(steps.map(step => lineage(step.stage).at(-1)!))) {
      const family = steps.filter(step => lineage(step.stage).at(-1) === bottom)
      const wanting = family.filter(step => step.commands?.some(needsModules))
      // Modules alone would serve no RUN that compiles.
      if (!wanting.some(step => has('build') || changes.has(step))) continue
      const refused = refuseModules(family, wanting, file)
      if (refused) {
        left.push({...refused, reason: `no mount for the modules: ${refused.reason}`})
        continue
      }
      for (const step of wanting) changes.set(step, [...(changes.get(step) ?? []), 'modules'])
      const download = wanting.find(step => !step.commands?.some(isCompiling))
      if (download)
        notes.push(
          `modules of line ${download.run.line} are in the mount, not in a layer: when that layer is cached and the mount is empty, the compile step downloads them`,
        )
    }
  if (changes.size === 0) return {kind: 'kept', ...left[0]!}
  const inserted = insert(text, changes, options)
  const misplaced = inserted.added.find(({line, mount}) => !isPlaced(model, inserted.model, line, mount))
  if (misplaced) return kept('flags cannot be put into its first line', misplaced.line)
  const mounts = findGoCacheMounts(inserted.model, buildArgs, options.target)
  return {kind: 'adopted', text: inserted.text, added: inserted.added, left, notes, mounts}
}

export function kept(reason: string, line: number | null): Adoption {
  return {kind: 'kept', reason, line}
}

/** Reasons that hold for the whole file. */
function refuseFile(text: string, stages: Stage[], {buildContexts = []}: Options): Refusal | null {
  const directives = /^(?:\uFEFF?#![^\n]*\n)?(?:\s*#\s*\w+\s*=[^\n]*\n)*/.exec(text)?.[0] ?? ''
  const syntax = /^\s*#\s*syntax\s*=\s*(\S+)/im.exec(directives)?.[1]
  if (syntax && !/^(docker\.io\/)?docker\/dockerfile:(1|1\.([2-9]|\d\d)(\.\d+)?|latest)(-labs)?(@.*)?$/.test(syntax))
    return {reason: `its syntax ${syntax} may not know cache mounts`, line: 1}
  if (/^\s*#\s*escape\s*=\s*`/im.test(directives)) return {reason: 'its escape character is `', line: 1}
  const named = new Set(buildContexts.map(context => context.split('=')[0]!.toLowerCase()))
  for (const stage of stages) {
    for (const name of [stage.name, stage.base])
      if (name && named.has(name.toLowerCase())) return {reason: `a build context replaces "${name}"`, line: stage.line}
    const trigger = stage.instructions.find(({keyword}) => keyword === 'ONBUILD')
    if (trigger) return {reason: 'ONBUILD adds steps that are not in the file', line: trigger.line}
  }
  return null
}

/** The decision as rows of the report: what was added where, what was left and why. */
export function describeAdoption(adoption: Adoption, file: string): DecisionRow[] {
  const at = (line: number | null) => (line === null ? [] : [{file, line}])
  const left = ({reason, line}: Refusal): DecisionRow => ({
    ...{what: 'cache mounts', choice: 'none added', reason, evidence: at(line)},
  })
  if (adoption.kind === 'kept') return [left(adoption)]
  return [
    ...adoption.added.map(
      ({line, kinds, mount}): DecisionRow => ({
        ...{what: 'cache mounts', choice: 'added in a temporary copy', evidence: at(line)},
        reason: `${kinds.join(', ')}; to have them in the file: RUN ${mount}`,
      }),
    ),
    ...adoption.left.map(left),
    ...adoption.notes.map((note): DecisionRow => ({what: 'cache mounts', choice: 'note', reason: note, evidence: []})),
  ]
}
