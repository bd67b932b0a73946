/** How the scripts of RUN are written. */

import {isAtOrBelow} from '../../go/below.ts'
import {insert, removeCommand, replace} from '../check/edits.ts'
import {type GoCommand, makesProgram, rangeOf} from '../check/go-command.ts'
import {reachedRuns} from '../check/model.ts'
import type {Problem, Rule} from '../check/rule.ts'
import type {Run} from '../check/run.ts'
import {inScript, scriptAfter, scriptBefore} from '../check/script.ts'
import type {ShellCommand} from '../shell.ts'
import {before} from '../stages.ts'

const INDEX = '/var/cache/apk'

const packageIndex: Rule = {
  id: 'H-01',
  severity: 'info',
  title: 'apk leaves its package index in the image',
  why: 'Without --no-cache, apk keeps the index that it has downloaded in /var/cache/apk: some 2 MB that nothing reads any more.',
  source: 'https://github.com/docker-library/docs/tree/master/alpine#how-to-use-this-image',
  find: ({model: {stages, dockerfile}}) =>
    stages
      .filter(
        ({isFinal, isReached, image}) => isFinal && isReached && (image.packages === 'apk' || image.packages === null),
      )
      .flatMap(({runs}) => runs)
      .flatMap((run): Problem[] => {
        const script = inScript(run)
        const isMounted = run.mounts.some(
          ({target}) => target !== null && (isAtOrBelow(INDEX, target) || target.startsWith(`${INDEX}/`)),
        )
        if (isMounted || /rm\s[^;&|]{0,500}\/var\/cache|apk\s+cache\s+clean/.test(script)) return []
        const calls = run.commands.filter(({words, certain}) => certain && words[0]?.text === 'apk')
        const keeps = calls.filter(({words}) => {
          const texts = words.map(({text}) => text)
          return texts.some(text => /^(add|update|upgrade)$/.test(text)) && !texts.includes('--no-cache')
        })
        const [first] = keeps
        if (first === undefined) return []
        const verb = first.words.find(({text}) => /^(add|update|upgrade)$/.test(text))!
        const isPlain =
          keeps.length === 1 &&
          verb.text === 'add' &&
          first.words.every(({text}) => !/^(-U|--update(-cache)?|--cache-dir.*)$/.test(text))
        const update = first.words.find(({text}) => /^(-U|--update|--update-cache)$/.test(text))
        const edits = update ? [replace(update, '--no-cache')] : [insert(verb.end, ' --no-cache')]
        const problem: Problem = {
          at: {start: first.words[0]!.start, end: verb.end},
          message: `\`apk ${verb.text}\` leaves the package index in the image, in ${INDEX}`,
          remedy:
            verb.text === 'update'
              ? 'Take this out, and write apk add --no-cache.'
              : `Write apk ${verb.text} --no-cache`,
        }
        const isUseless = verb.text === 'update' && calls.every(call => call === first || isWithoutCache(call))
        const removed = isUseless && keeps.length === 1 ? removeCommand(run, first, dockerfile.text) : null
        if (removed !== null && calls.length > 1)
          return [{...problem, fix: {title: 'Leave the index out, which --no-cache fetches itself', edits: [removed]}}]
        const canFix = keeps.length === 1 && verb.text === 'add' && (isPlain || update !== undefined)
        return [canFix ? {...problem, fix: {title: 'Leave no package index in the layer', edits}} : problem]
      }),
}

function isWithoutCache({words}: ShellCommand): boolean {
  return words.some(({text}) => text === '--no-cache')
}

const unseenFailure: Rule = {
  id: 'H-04',
  severity: 'warning',
  title: 'A failed command does not fail the step',
  why: 'A step fails when its script does, and a script ends as its last command does. What fails before a `;`, in a pipe or in the background is not seen there.',
  source: 'https://docs.docker.com/build/building/best-practices/#using-pipes',
  whyNoFix: 'A command that has always failed unseen would stop the build from now on.',
  find: ({model}) =>
    reachedRuns(model).flatMap((run): Problem[] => {
      if (run.isForeign || run.isBroken || run.instruction.json || stopsAtFailure(run)) return []
      for (const go of run.go.filter(makesProgram)) {
        const how = hidden(run, go)
        if (how === null) continue
        const {says, remedy} = how
        return [{at: rangeOf(go), message: `When \`go ${go.verb}\` fails, the step goes on: ${says}`, remedy}]
      }
      const fetch = run.commands.find(command => isFetch(command) && goesOn(run, command))
      if (fetch === undefined) return []
      const [program, verb] = fetch.words
      const name = /^(wget|curl)$/.test(program!.text) ? program!.text : `${program!.text} ${verb!.text}`
      return [
        {
          at: {start: program!.start, end: verb!.end},
          message: `When \`${name}\` fails, the step goes on: the command after it is what counts`,
          remedy: 'Write && in place of ; or put set -e first.',
        },
      ]
    }),
}

/** Programs that ask a server, and the verb that does. */
const FETCHES: readonly {program: RegExp; verb: RegExp}[] = [
  {program: /^apk$/, verb: /^add$/},
  {program: /^(apt|apt-get|dnf|microdnf|yum)$/, verb: /^install$/},
  {program: /^(curl|wget)$/, verb: /^https?:/},
  {program: /^git$/, verb: /^clone$/},
]

function isFetch({words, certain}: ShellCommand): boolean {
  const [program = '', ...rest] = words.map(({text}) => text)
  const known = FETCHES.find(each => each.program.test(program))
  return certain && known !== undefined && rest.some(text => known.verb.test(text))
}

/** Another command follows it, whatever becomes of this one. */
function goesOn(run: Run, command: ShellCommand): boolean {
  const [, operator, word = ''] = /^[^\S\n]*(;|\n)\s*(\S*)/.exec(scriptAfter(run, command.end)) ?? []
  return command.pipedTo === null && operator !== undefined && !/^(fi|esac|\}|\)|done|else|elif|#|)$|^exit\b/.test(word)
}

/** `set -e` in the script, or a SHELL with it. */
function stopsAtFailure(run: Run): boolean {
  const shell = before(run.stage, run.instruction).findLast(({instruction}) => instruction.keyword === 'SHELL')
  const hasPipe = run.go.some(({command}) => command.pipedTo !== null)
  const options = [inScript(run), shell?.instruction.args ?? ''].join('\n')
  if (hasPipe) return /pipefail/.test(options)
  const isSet = run.commands.some(
    ({words}) => words[0]?.text === 'set' && words.some(({text}) => /^-\w*e/.test(text) || text === 'errexit'),
  )
  return isSet || /^#!.*\s-\w*e/.test(inScript(run)) || /"-\w*e\w*"/.test(shell?.instruction.args ?? '')
}

function hidden(run: Run, {command}: GoCommand): {says: string; remedy: string} | null {
  const after = scriptAfter(run, command.end)
  if (command.pipedTo !== null) {
    const reader = command.pipedTo.words[0]?.text ?? 'the next command'
    return {
      says: `in a pipe only ${reader} counts`,
      remedy: 'Put set -o pipefail before it, with a shell that has it: SHELL ["/bin/bash", "-o", "pipefail", "-c"]',
    }
  }
  const next = /^[^\S\n]*(\|\||&&|&|;;?|\n|$)\s*(\S*)/.exec(after)
  const [, operator = '', word = ''] = next ?? []
  if (operator === '&')
    return {says: 'it runs in the background, and `wait` ends with 0', remedy: 'Let it run in front.'}
  if (operator === '||') {
    const isHidden = /^(true|:|echo)$/.test(word) && !/\bexit\b/.test(after)
    return isHidden ? {says: `\`|| ${word}\` hides it`, remedy: `Take \`|| ${word}\` out.`} : null
  }
  if (operator !== ';' && operator !== '\n') return null
  const isLoop = /(?:^|[;&\s])(?:for|while)\s/.test(scriptBefore(run, command.start)) && word === 'done'
  if (isLoop) return {says: 'of a loop only the last turn counts', remedy: 'Put set -e; before the loop.'}
  if (!command.certain || /^(fi|esac|\}|\)|done|else|elif|#|)$/.test(word) || /^exit\b/.test(word)) return null
  return {
    says: 'the command after it is what counts',
    remedy: operator === ';' ? 'Write && in place of ; or put set -e; first.' : 'Put a line set -e first.',
  }
}

export const SHELL_RULES: readonly Rule[] = [packageIndex, unseenFailure]
