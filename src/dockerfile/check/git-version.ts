/** Whether a build asks git about the commit: then .git in the context is wanted. */
import {reachedRuns} from './model.ts'
import type {Subject} from './rule.ts'
import {inScript} from './script.ts'

const ASKS =
  /\bgit\s+(?:-C\s+\S+\s+)?(?:describe|rev-parse|log|tag|show|rev-list|status|diff|symbolic-ref|branch|submodule)\b|-buildvcs=true|\bgoreleaser\b|\bmage\b/

/** A file of commands that a step runs. */
const SCRIPT = /^(?:\.\/)?([\w./-]{1,200}\.(?:sh|bash))$/

const MAKE = /^(make|gmake|task|just|mage)$/

export type GitQuestion = {
  file: string
  line: number
  /** It is the value of a variable of a Makefile, and not a step of one of its targets. */
  isAssigned: boolean
}

/** The first place that asks, in the Dockerfile's own steps or in the Makefile or script that one of them runs. */
export function gitQuestion({model, file, context}: Subject): GitQuestion | null {
  const runs = reachedRuns(model)
  const direct = runs.find(run => ASKS.test(inScript(run)))
  if (direct) return {file, line: direct.instruction.line, isAssigned: false}
  const read = (path: string): GitQuestion | null => {
    const lines = (context?.files.read(path) ?? '').split('\n')
    const at = lines.findIndex(line => ASKS.test(line))
    return at < 0 ? null : {file: path, line: at + 1, isAssigned: /^\w+\s*[:?]?:?=/.test(lines[at]!)}
  }
  for (const {words} of runs.flatMap(({commands}) => commands)) {
    const texts = words.slice(0, 3).map(({text}) => text)
    const named = MAKE.test(texts[0] ?? '')
      ? ['Makefile', 'makefile', 'GNUmakefile', 'Taskfile.yml', 'justfile', 'magefile.go']
      : texts.flatMap(text => SCRIPT.exec(text)?.[1] ?? [])
    for (const path of named) {
      const found = read(path)
      if (found) return found
    }
  }
  return null
}

/** Also where a script runs that cannot be read. */
export function asksGit(subject: Subject): boolean {
  return gitQuestion(subject) !== null || reachedRuns(subject.model).some(({isForeign}) => isForeign)
}
