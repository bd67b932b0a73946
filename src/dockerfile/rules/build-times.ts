/** What makes other bytes of the same sources each time. */

import {makeCommands} from '../behind/make-command.ts'
import {isUsed, recipesOf} from '../behind/makefile.ts'
import {linkerFlags} from '../check/go-command.ts'
import {reachedRuns} from '../check/model.ts'
import type {ContextFiles, Problem, Rule, Subject} from '../check/rule.ts'
import type {Run} from '../check/run.ts'
import {OPAQUE} from '../opaque.ts'

const CHANGING = /\$\(\s*date\b|`\s*date\b|\$RANDOM\b|\$\(\s*uuidgen\b|\$\(\s*openssl +rand\b/

const changingStamp: Rule = {
  id: 'B-08',
  severity: 'info',
  title: 'The time of the build is in the program',
  why: 'A date or a random number of the build makes other bytes of the same sources each time: nobody can build the image again and compare.',
  source: 'https://reproducible-builds.org/docs/source-date-epoch/',
  whyNoFix: 'The time has to come from whoever starts the build.',
  find: ({model, context}) =>
    reachedRuns(model).flatMap(run => [
      ...run.go.flatMap(go => {
        const word = go.flags.get('ldflags')?.word
        if (!word || !linkerFlags(go).some(field => /^--?X=/.test(field) && field.includes(OPAQUE))) return []
        const said = [word.raw, ...assigned(run, word.variables)].find(text => CHANGING.test(text))
        if (said === undefined || IS_FIXED.test(said)) return []
        const what = /date/.test(said) ? 'the time of the build' : 'a random value'
        return [stampProblem(word, `\`go ${go.verb}\``, what)]
      }),
      ...makeStamps(model, context, run),
    ]),
}

/** A time that is given, not that of the clock. */
const IS_FIXED = /SOURCE_DATE_EPOCH|git log|git show|--reference|--date|-[rd] /

function stampProblem(at: Problem['at'], who: string, what: string): Problem {
  return {
    at,
    message: `${who} writes ${what} into the program: the same sources give other bytes each time`,
    remedy: 'Take the time of the commit, given with --build-arg: git log -1 --format=%cI',
  }
}

/** Variables of the Makefile with the time of the build that its go commands name. */
function makeStamps(model: Subject['model'], context: ContextFiles | null, run: Run): Problem[] {
  return makeCommands({model, context}, run).flatMap(({command, targets, given, file, makefile}) => {
    const builds = recipesOf(makefile, targets).filter(({text}) => /\b(go|\$\(GO\)) (build|install)\b/.test(text))
    const used = [...makefile.variables].find(
      ([name, {operator, value}]) =>
        !given.has(name) &&
        !(operator === '?=' && command.environment.has(name)) &&
        /\$\(shell [^)]*\bdate\b/.test(value) &&
        !IS_FIXED.test(value) &&
        isUsed(name, builds, makefile),
    )
    if (used === undefined) return []
    const {line} = used[1]
    const at = {start: command.words[0]!.start, end: command.words.at(-1)!.end}
    const problem = stampProblem(at, `\`${['make', ...targets].join(' ')}\``, `the time of the build (${file}:${line})`)
    return [{...problem, evidence: [{file, line}]}]
  })
}

/** How the script sets these variables. */
function assigned({commands}: Run, names: readonly string[]): string[] {
  return commands.flatMap(({words, assignments}) => [
    ...assignments.filter(({name}) => names.includes(name)).map(({value}) => value.raw),
    ...words.filter(({raw}) => names.some(name => raw.startsWith(`${name}=`))).map(({raw}) => raw),
  ])
}

export const BUILD_TIME_RULES: readonly Rule[] = [changingStamp]
