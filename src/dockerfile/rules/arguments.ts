/** Build arguments that a stage uses: what is not declared in it is empty there. */

import {declareBefore, declaredIn, isDeclared} from '../check/go-variables.ts'
import {textOf} from '../check/presence.ts'
import type {Problem, Rule, Subject} from '../check/rule.ts'
import type {Run} from '../check/run.ts'
import {type Instruction, type PlacedText, type Range, rangeIn} from '../instruction.ts'
import {lineage, type Stage} from '../parse.ts'
import {PLATFORM_ARGUMENTS} from '../stages.ts'
import {withoutEffect} from './without-effect.ts'

const SCOPE = 'https://docs.docker.com/reference/dockerfile/#scope'
const PLATFORMS = 'https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope'

/** `${NAME:-default}` and its like have an answer to a name without a value. */
const USE = /(?<![\\$])\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(\}|[^}]?))/g

/** Longer scripts are nobody's: each name is looked for in the whole text. */
const MOST_TEXT = 64 * 1024

/** `run` without commands is an ENV. */
type Unset = {name: string; at: Range; run: Pick<Run, 'stage' | 'instruction' | 'commands'>}

/** Variables of ENVs and RUNs that nothing in the stage declares or sets: the first place in each stage. */
function unsetVariables({model}: Subject, isMeant: (name: string) => boolean): Unset[] {
  return model.stages.flatMap(({stage, isReached, image, runs}) => {
    // An image that nobody has described may have it in its environment.
    if (!isReached || image.kind === 'unknown') return []
    const found = new Map<string, Unset>()
    for (const instruction of stage.instructions.filter(({keyword}) => keyword === 'ENV'))
      for (const {name, at} of usesIn(instruction))
        if (isMeant(name) && !found.has(name) && !isDeclared({stage, instruction}, name))
          found.set(name, {name, at, run: {stage, instruction, commands: []}})
    for (const run of runs) {
      if (run.isForeign || run.isBroken || run.instruction.json) continue
      const text = textOf(run)
      if (text.length > MOST_TEXT) continue
      for (const {name, at} of usesIn(run.instruction))
        if (isMeant(name) && !found.has(name) && !isSet(run, name, text)) found.set(name, {name, at, run})
    }
    return [...found.values()]
  })
}

function usesIn({body, heredocs}: Instruction): {name: string; at: Range}[] {
  const of = (placed: PlacedText) => {
    const quoted = singleQuoted(placed.text)
    return [...placed.text.matchAll(USE)].flatMap(match => {
      const [whole, plain, braced, operator = ''] = match
      if (/[-=+?:]/.test(operator) || quoted.has(match.index)) return []
      return [{name: plain ?? braced!, at: rangeIn(placed, match.index, match.index + whole.length)}]
    })
  }
  return [body, ...heredocs.map(each => each.body)].flatMap(of)
}

/** Places of `$` in single quotes: the shell leaves it as it is, and what reads it may have a variable of that name. */
function singleQuoted(text: string): Set<number> {
  const found = new Set<number>()
  let quote = ''
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!
    if (char === '$' && quote === "'") found.add(at)
    // A lone apostrophe ends with its line: it stood in a comment.
    if (char === '\n') quote = ''
    else if (char === '\\' && quote !== "'") at++
    else if (quote === char) quote = ''
    else if (quote === '' && (char === "'" || char === '"')) quote = char
  }
  return found
}

function isSet(run: Run, name: string, text: string): boolean {
  if (isDeclared(run, name)) return true
  if (run.commands.some(({words}) => /^(\.|source|eval)$/.test(words[0]?.text ?? ''))) return true
  if (run.mounts.some(({options}) => new RegExp(`(^|,)env=${name}(,|$)`).test(options))) return true
  return new RegExp(`(^|[^\\w$])(${name}=|(read|for|select|getopts)\\s[^;|&\\n]{0,200}\\b${name}\\b)`).test(text)
}

/** Where the value is a part of an address or a version, the command fails without it. */
function isVital({name, run}: Unset): boolean {
  return run.commands.some(({words}) =>
    words.some(({raw, variables}) => variables.includes(name) && /:\/\/|@v?\$|@\$/.test(raw)),
  )
}

/** An ARG or ENV that comes after the RUN. */
function declaredLater({stage, instruction}: Unset['run'], name: string): Instruction | undefined {
  const pattern = new RegExp(`(^|\\s)${name}(=|\\s|$)`)
  return stage.instructions.find(
    ({keyword, start, args}) => keyword === 'ARG' && start > instruction.start && pattern.test(args),
  )
}

const platformUndeclared: Rule = {
  id: 'P-05',
  severity: 'error',
  buildkit: ['UndefinedVar'],
  title: 'A platform argument that the stage does not declare',
  why: 'BuildKit sets TARGETARCH and its like only in stages that declare them with ARG. Elsewhere they are empty, and the go command compiles for the platform that it runs on.',
  source: PLATFORMS,
  find: subject => {
    const unset = unsetVariables(subject, name => PLATFORM_ARGUMENTS.test(name))
    const instructions = [...new Set(unset.map(({run}) => run.instruction))]
    return instructions.map((instruction): Problem => {
      const together = unset.filter(({run}) => run.instruction === instruction)
      const [{at, run}] = together as [Unset]
      const names = together.map(({name}) => name)
      const {platform} = lineage(run.stage).at(-1)!
      const isOnTarget = platform === null || /TARGETPLATFORM/.test(platform)
      const isHarmless = isOnTarget && names.every(name => isOnlyForGo(run, name))
      const later = declaredLater(run, names[0]!)
      const ends = isHarmless ? 'the go command takes its own platform' : 'the value is empty here'
      const what = names.map(name => `$${name}`).join(' and ')
      return {
        at,
        severity: isHarmless ? 'warning' : 'error',
        message: `${what}: not declared in this stage${later ? ` before line ${later.line}` : ''}, ${ends}`,
        remedy: `Write ARG ${names.join(' ')} before this ${instruction.keyword}`,
        evidence: later ? [{file: subject.file, line: later.line}] : [],
        fix: {title: `Declare ${names.join(' and ')}`, edits: declareBefore(subject.model, run, names)},
      }
    })
  },
}

/** Without a value GOOS and GOARCH are those of the go command. */
function isOnlyForGo({commands, instruction}: Unset['run'], name: string): boolean {
  if (instruction.keyword === 'ENV') return isGoEnvironment(instruction, name)
  const uses = commands.flatMap(({words, assignments}) => [
    ...words.filter(({variables}) => variables.includes(name)).map(({raw}) => raw.split('=')[0]!),
    ...assignments.filter(({value}) => value.variables.includes(name)).map(each => each.name),
  ])
  return uses.length > 0 && uses.every(each => /^(GOOS|GOARCH|GOARM)$/.test(each))
}

/** `ENV GOARCH=$TARGETARCH`. */
function isGoEnvironment({args}: Instruction, name: string): boolean {
  const uses = args.split(/\s+/).filter(word => new RegExp(`\\$\\{?${name}\\b`).test(word))
  return uses.every(word => /^(GOOS|GOARCH|GOARM)=/.test(word))
}

const overridden: Rule = {
  id: 'P-06',
  severity: 'error',
  title: 'A default for a platform argument',
  why: 'BuildKit gives TARGETARCH and its like their values by itself. A default in ARG wins over them, so that every platform has the same.',
  source: 'https://github.com/docker/buildx/issues/510',
  find: subject => {
    const {model, platforms} = subject
    const reached = model.stages.filter(({isReached}) => isReached).flatMap(({stage}) => stage.instructions)
    return [...model.dockerfile.preamble, ...reached]
      .filter(({keyword}) => keyword === 'ARG')
      .flatMap(({body}) =>
        [...body.text.matchAll(/(?<=^|\s)(\w+)(=([^\s$]+))(?=\s|$)/g)].flatMap(match => {
          const [whole, name, equals, value] = match as unknown as [string, string, string, string]
          if (!PLATFORM_ARGUMENTS.test(name)) return []
          const bare = value.replace(/["']/g, '')
          const isWrong = name.startsWith('TARGET') && platforms.some(platform => !fits(name, bare, platform))
          const start = match.index + name.length
          return [
            {
              at: rangeIn(body, match.index, match.index + whole.length),
              severity: isWrong ? 'error' : 'warning',
              message: `The default ${bare || '""'} wins over the value that BuildKit gives ${name} for each platform`,
              remedy: `Write ARG ${name}`,
              fix: {title: 'Take the default out', edits: [{...rangeIn(body, start, start + equals.length), text: ''}]},
            } satisfies Problem,
          ]
        }),
      )
  },
}

function fits(name: string, value: string, platform: string): boolean {
  const [os = '', architecture = '', variant = ''] = platform.split('/')
  if (name === 'TARGETOS') return os === value
  if (name === 'TARGETARCH') return architecture === value
  return name === 'TARGETVARIANT' ? variant === value : platform === value
}

/** Known in every RUN without ARG. https://docs.docker.com/reference/dockerfile/#predefined-args */
const PREDEFINED = /^(https?|ftp|no|all)_proxy$/i

/** What the images of this check set, and what every shell has. */
const OF_THE_IMAGE = /^(PATH|HOME|PWD|OLDPWD|HOSTNAME|IFS|GOPATH|GOLANG_VERSION|GOTOOLCHAIN|SHLVL|TERM|USER|SHELL)$/

const undeclared: Rule = {
  id: 'H-03',
  severity: 'error',
  buildkit: ['UndefinedVar'],
  title: 'A build argument that the stage does not declare',
  why: 'An ARG before the first FROM is for FROM lines, and one of another stage is for that stage. In a stage that does not declare it, the variable is empty, and the go command does not see it.',
  source: SCOPE,
  find: subject => {
    const {dockerfile} = subject.model
    const elsewhere = declaredIn(
      [dockerfile.preamble, ...dockerfile.stages.map(({instructions}) => instructions)].flat(),
    )
    const isMeant = (name: string) =>
      elsewhere.has(name) && !PLATFORM_ARGUMENTS.test(name) && !PREDEFINED.test(name) && !OF_THE_IMAGE.test(name)
    const unset = unsetVariables(subject, isMeant).map((unset): Problem => {
      const {name, at, run} = unset
      const {line} = declaredLater(run, name) ?? elsewhere.get(name)!
      const isGlobal = dockerfile.preamble.some(each => each.line === line)
      return {
        at,
        severity: isVital(unset) ? 'error' : 'warning',
        message: `$${name} is empty here: line ${line} declares it ${isGlobal ? 'for FROM lines only' : placeOf(run.stage, line)}`,
        remedy: `Write ARG ${name} in this stage, before the ${run.instruction.keyword}`,
        evidence: [{file: subject.file, line}],
        ...(isGlobal && {fix: {title: `Declare ${name}`, edits: declareBefore(subject.model, run, [name])}}),
      }
    })
    return [...withoutEffect(subject), ...unset]
  },
}

function placeOf({instructions}: Stage, line: number): string {
  return instructions.some(each => each.line === line) ? 'only after this RUN' : 'in another stage'
}

export const ARGUMENT_RULES: readonly Rule[] = [platformUndeclared, overridden, undeclared]
