/** Stages that compile, and the module that they compile. */
import {posix} from 'node:path'
import {goBehind} from '../behind/go-calls.ts'
import {hiddenBuilds} from './builds-go.ts'
import {contextPathIn} from './copy.ts'
import {compiles, type GoCommand} from './go-command.ts'
import type {StageModel} from './model.ts'
import type {Subject} from './rule.ts'
import {imageWord} from './words.ts'

/** Commands are those of the Dockerfile, and those that a Makefile or a script of the repository brings. */
export type Compiling = StageModel & {release: string; commands: GoCommand[]; dir: string | null}

/** Stages of the target that compile on an image whose tag names a release of Go, one for each FROM. */
export function compiling({model, programs, project, context}: Subject): Compiling[] {
  const isBrought = ({stage, runs}: StageModel, file: string) =>
    contextPathIn(model.dockerfile, stage, runs.at(-1)!.instruction, file, model.buildArgs).length > 0
  const hidden = new Set(hiddenBuilds({model, context}).map(({stage}) => stage))
  const found = model.stages.flatMap(each => {
    const behind = each.runs.flatMap(run => goBehind({model, context}, run))
    const commands = [...each.runs.flatMap(({go}) => go), ...behind.map(({go}) => go)].filter(compiles)
    const {go: release} = each.image
    if (!each.isReached || release === null || (commands.length === 0 && !hidden.has(each.stage))) return []
    const dirs = programs.flatMap(({run, dir}) => (run.stage === each.stage && dir !== null ? [dir] : []))
    const modules = (project?.modules ?? [])
      .map(({dir}) => dir)
      .filter(dir => isBrought(each, posix.join(dir, 'go.mod')))
    // `go install example.com/tool@latest` alone has nothing to do with the module of the repository.
    const [only, ...others] = dirs.length > 0 ? dirs.slice(0, 1) : modules
    return [{...each, release, commands, dir: others.length > 0 ? null : (only ?? null)}]
  })
  return [...new Map(found.map(each => [imageWord(each.stage).start, each])).values()]
}
