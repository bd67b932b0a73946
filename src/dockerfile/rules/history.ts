/** A version that is asked of git. */
import {brings, contextUses, isWhole} from '../check/context-use.ts'
import {gitQuestion} from '../check/git-version.ts'
import {reachedRuns} from '../check/model.ts'
import type {Rule} from '../check/rule.ts'
import {rangeIn} from '../instruction.ts'

const noHistory: Rule = {
  id: 'X-08',
  severity: 'warning',
  title: 'Asks git for a version, and .git is not in the context',
  why: 'Without .git a `git describe` fails, and in a $(…) of a flag its failure is not seen: the version is the empty text.',
  source: 'https://docs.docker.com/build/concepts/context/#dockerignore-files',
  find: subject => {
    const {context, model} = subject
    const line = context?.ignore?.keepsOut('.git/HEAD')
    const asked = gitQuestion(subject)
    if (!line || asked === null || !contextUses(model).some(use => isWhole(use) || brings(use, '.git'))) return []
    const file = context!.ignore!.file
    const kept = `${file}:${line.line} ${line.text} keeps .git out of the context`
    const remedy =
      'Give the version as an ARG instead: docker build --build-arg VERSION=$(git describe --tags --always) .'
    const evidence = [{file, line: line.line}]
    // A version that is handed in goes before what make would ask.
    const isGiven = model.stages.some(({stage}) =>
      stage.instructions.some(
        ({keyword, args}) => keyword === 'ARG' && /VERSION|COMMIT|REVISION|TAG|\bREF|SHA/i.test(args),
      ),
    )
    if (asked.file !== subject.file) {
      if (isGiven || !asked.isAssigned) return []
      const caller = reachedRuns(model)
        .flatMap(({commands}) => commands)
        .find(({words}) => /make$|task$|just$|\.sh$/.test(words[0]?.text ?? ''))
      if (caller === undefined) return []
      const at = {start: caller.words[0]!.start, end: caller.words.at(-1)!.end}
      const message = `${asked.file}:${asked.line} asks git, and ${kept}: the answer is empty`
      return [{at, severity: 'info', message, remedy, evidence: [{file: asked.file, line: asked.line}, ...evidence]}]
    }
    const asking = reachedRuns(model).find(({instruction}) => instruction.line === asked.line)!
    // With another repository in the step, or an answer for the case that there is none, it is meant so.
    const {body} = asking.instruction
    if (/git\s+(clone|init|config)|\|\||--git-dir|2>\s*\/dev\/null/.test(body.text)) return []
    const at = body.text.search(/\bgit\b/)
    return [
      {
        at: at < 0 ? asking.instruction : rangeIn(body, at, at + 3),
        message: `This asks git, and ${kept}: the answer is empty`,
        ...{remedy, evidence},
      },
    ]
  },
}

export const HISTORY_RULES: readonly Rule[] = [noHistory]
