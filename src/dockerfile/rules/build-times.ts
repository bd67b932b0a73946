/** What makes other bytes of the same sources each time. */

import {type CommandBehind, follow} from '../behind/follow.ts'
import {calledAs, type GoBehind, goBehind} from '../behind/go-calls.ts'
import {type GoCommand, linkerFlags} from '../check/go-command.ts'
import {reachedRuns} from '../check/model.ts'
import type {Problem, Rule, Subject} from '../check/rule.ts'
import type {Run} from '../check/run.ts'
import {OPAQUE} from '../opaque.ts'
import type {ShellCommand, ShellWord} from '../shell.ts'

const CHANGING = /\$\(\s*date\b|`\s*date\b|\$RANDOM\b|\$\(\s*uuidgen\b|\$\(\s*openssl +rand\b/

/** The same as the words of `$(shell …)`. */
const CHANGING_CALL = /^(?:\S*\/)?(?:date|uuidgen|openssl +rand)\b/

/** A time that is given, not that of the clock. */
const IS_FIXED = /SOURCE_DATE_EPOCH|git log|git show|\bdate\b[^|;&)`]{0,200}\s(?:--reference|--date|-\w{0,3}[rd]\b)/

const changingStamp: Rule = {
  id: 'B-08',
  severity: 'info',
  title: 'The time of the build is in the program',
  why: 'A date or a random number of the build makes other bytes of the same sources each time: nobody can build the image again and compare.',
  source: 'https://reproducible-builds.org/docs/source-date-epoch/',
  whyNoFix: 'The time has to come from whoever starts the build.',
  find: subject =>
    reachedRuns(subject.model).flatMap(run => [
      ...run.go.flatMap(go => {
        const word = linkedWord(go)
        const said = word && setBy(word, run.commands).find(({text}) => isChanging(text))
        return word && said ? [stampProblem(word, `\`go ${go.verb}\``, said.text)] : []
      }),
      ...stampsBehind(subject, run),
    ]),
}

function isChanging(text: string): boolean {
  return CHANGING.test(text) && !IS_FIXED.test(text)
}

/** Of `-ldflags`, where a value of `-X`, or all of it, is known only in the build. */
function linkedWord(go: GoCommand): ShellWord | null {
  const isOpen = linkerFlags(go).some(field => field === OPAQUE || (/^--?X=/.test(field) && field.includes(OPAQUE)))
  return isOpen ? (go.flags.get('ldflags')?.word ?? null) : null
}

function stampProblem(at: Problem['at'], who: string, text: string, place = ''): Problem {
  const what = /date/.test(text) ? 'the time of the build' : 'a random value'
  return {
    at,
    message: `${who} writes ${what}${place} into the program: the same sources give other bytes each time`,
    remedy: 'Take the time of the commit, given with --build-arg: git log -1 --format=%cI',
  }
}

/** What the go commands of make and of scripts link, once for each command of the RUN. */
function stampsBehind(subject: Subject, run: Run): Problem[] {
  const {commands} = follow(subject, run)
  const found = goBehind(subject, run).flatMap(behind => {
    const stamp = stampOf(behind, commands)
    return stamp === null ? [] : [{via: behind.via, stamp}]
  })
  return found
    .filter(({via}, index) => found.findIndex(other => other.via === via) === index)
    .map(({via, stamp: {text, file, line}}) => {
      const at = {start: via.words[0]!.start, end: via.words.at(-1)!.end}
      const problem = stampProblem(at, `\`${calledAs(via)}\``, text, ` (${file}:${line})`)
      return {...problem, evidence: [{file, line}]}
    })
}

type Stamp = {text: string; file: string; line: number}

function stampOf({go, file, line, via, calls}: GoBehind, commands: readonly CommandBehind[]): Stamp | null {
  const word = linkedWord(go)
  if (word === null || !go.command.certain) return null
  const called = calls.find(({text}) => CHANGING_CALL.test(text) && !IS_FIXED.test(text))
  if (called !== undefined) return called
  const beside = commands.filter(each => each.file === file && each.via === via)
  const own = setBy(
    word,
    beside.map(({command}) => command),
  ).find(({text}) => isChanging(text))
  if (own === undefined) return null
  return {text: own.text, file, line: beside.find(({command}) => command === own.by)?.line ?? line}
}

/** More variables than lead from a command to a stamp. */
const MOST_NESTED = 5

/** The word as written, and how these commands set the variables that lead to it. */
function setBy(word: ShellWord, commands: readonly ShellCommand[]): {text: string; by: ShellCommand | null}[] {
  const found: {text: string; by: ShellCommand | null}[] = [{text: word.raw, by: null}]
  let names = new Set(word.variables)
  for (let depth = 0; depth < MOST_NESTED && names.size > 0; depth++) {
    const values = commands.flatMap(by => valuesOf(by, names).map(value => ({value, by})))
    found.push(...values.map(({value, by}) => ({text: value.raw, by})))
    names = new Set(values.flatMap(({value}) => value.variables))
  }
  return found
}

function valuesOf({words, assignments}: ShellCommand, names: ReadonlySet<string>): ShellWord[] {
  const exported = words.filter(({raw}) => names.has(/^(\w+)=/.exec(raw)?.[1] ?? ''))
  return [...assignments.filter(({name}) => names.has(name)).map(({value}) => value), ...exported]
}

export const BUILD_TIME_RULES: readonly Rule[] = [changingStamp]
