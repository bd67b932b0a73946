/** Whether a build asks git about the commit: then .git in the context is wanted. */
import {follow} from '../behind/follow.ts'
import {reachedRuns} from './model.ts'
import type {Subject} from './rule.ts'
import type {Run} from './run.ts'
import {inScript} from './script.ts'

const ASKS =
  /\bgit\s+(?:-C\s+\S+\s+)?(?:describe|rev-parse|log|tag|show|rev-list|status|diff|symbolic-ref|branch|submodule)\b|-buildvcs=true|\bgoreleaser\b|\bmage\b/

/** By its name, where no COPY tells which file of the context it is. */
const SCRIPT = /^(?:\.\/)?([\w./-]{1,200}\.(?:sh|bash))$/

const MAKE = /^(make|gmake|task|just|mage)$/

export type GitQuestion = {
  file: string
  line: number
  /** It is the value of a variable of a Makefile, and not a step of one of its targets. */
  isAssigned: boolean
}

/** The first place that asks, in the Dockerfile's own steps or in a Makefile or script that one of them leads to. */
export function gitQuestion(subject: Subject): GitQuestion | null {
  const {model, file, context} = subject
  const runs = reachedRuns(model)
  const direct = runs.find(run => ASKS.test(inScript(run)))
  if (direct) return {file, line: direct.instruction.line, isAssigned: false}
  for (const path of new Set(runs.flatMap(run => [...follow(subject, run).files, ...guessed(run)]))) {
    const lines = (context?.files.read(path) ?? '').split('\n')
    const at = lines.findIndex(line => ASKS.test(line))
    if (at >= 0) return {file: path, line: at + 1, isAssigned: /^\w+\s*[:?]?:?=/.test(lines[at]!)}
  }
  return null
}

/** Files that go by the names of its commands. */
function guessed({commands}: Run): string[] {
  return commands.flatMap(({words}) => {
    const texts = words.slice(0, 3).map(({text}) => text)
    return MAKE.test(texts[0] ?? '')
      ? ['Makefile', 'makefile', 'GNUmakefile', 'Taskfile.yml', 'justfile', 'magefile.go']
      : texts.flatMap(text => SCRIPT.exec(text)?.[1] ?? [])
  })
}

/** Also where a script runs that cannot be read. */
export function asksGit(subject: Subject): boolean {
  return gitQuestion(subject) !== null || reachedRuns(subject.model).some(({isForeign}) => isForeign)
}
