/** Which program the container starts, and by which path. */
import {posix} from 'node:path'
import {isAtOrBelow} from '../../go/below.ts'
import {replace} from '../check/edits.ts'
import {installedElsewhere} from '../check/installed.ts'
import {isInImage} from '../check/needed.ts'
import {mayHold, mayMake} from '../check/presence.ts'
import type {Problem, Rule, Subject} from '../check/rule.ts'
import {shippedPrograms} from '../check/shipped.ts'
import {jsonWordRange, type StartedProgram, startedProgram, startFolder, startWords} from '../check/start.ts'
import type {Instruction} from '../instruction.ts'

const SHELL_WORD = /^(\/(usr\/)?bin\/)?(ba|da|a)?sh$/

const relativePath: Rule = {
  id: 'R-07',
  severity: 'warning',
  title: 'The program is started by a path that depends on the folder',
  why: 'A relative path is looked up in the folder that the container starts in. Another WORKDIR, in the file or with docker run -w, and it does not start.',
  source: 'https://docs.docker.com/reference/dockerfile/#entrypoint',
  find: subject => {
    const started = startedProgram(subject)
    if (started === null || isNoProgram(started.word) || !/^[^/]+\//.test(started.word)) return []
    const {stage} = subject.model.target
    const folder = startFolder(subject.model, subject.model.target)
    const path = folder === null ? null : posix.join(folder, started.word)
    if (path === null) return []
    const isShipped = shippedPrograms(subject).some(each => each.path === path)
    // What is not there is R-08's to say.
    if (!isShipped && !mayHold(subject, stage, path) && !isMade(subject, path)) return []
    return [
      {
        at: started.at,
        severity: 'info',
        message: `${started.word} is ${path} only as long as the container starts in ${folder}`,
        remedy: `Write "${path}"`,
        fix: {title: 'Start it by its whole path', edits: [replace(started.at, written(started, path))]},
      },
    ]
  },
}

/** As the form of the instruction has it. */
function written({instruction}: {instruction: Instruction}, path: string): string {
  return instruction.json ? JSON.stringify(path) : path
}

/** Folders that every base but scratch has programs in. */
const OF_THE_BASE = /^\/(usr\/(local\/)?)?s?bin\/|^\/busybox\//

const notThere: Rule = {
  id: 'R-08',
  severity: 'error',
  title: 'Starts a program that is not in the image',
  why: 'The container ends with "no such file or directory" before the program runs.',
  source: 'https://docs.docker.com/reference/dockerfile/#entrypoint',
  find: subject => {
    const {model} = subject
    const {stage, image} = model.target
    const started = startedProgram(subject)
    const first = startWords(model.target)
    for (const word of new Set([first?.words[0] ?? '', started?.word ?? ''])) {
      const by = installedElsewhere(subject, word)
      const at = word === started?.word ? started.at : first && jsonWordRange(first.instruction, 0)
      if (by !== null && at) return [inPath(word, by, at)]
    }
    if (started === null) return []
    if (isNoProgram(started.word)) return [severalWords(started)]
    // What starts a script is no wrong name of the program: a base without a shell is R-06's.
    if (SHELL_WORD.test(started.word)) return []
    if (image.kind === 'unknown') return []
    if (!started.word.includes('/')) return notInPath(subject, started)
    const folder = startFolder(model, model.target)
    if (folder === null && !started.word.startsWith('/')) return []
    const path = posix.join(started.word.startsWith('/') ? '/' : folder!, started.word)
    if (image.kind !== 'scratch' && OF_THE_BASE.test(path)) return []
    const shipped = shippedPrograms(subject)
    if (shipped.some(each => each.path === path || each.path === null)) return []
    if (mayHold(subject, stage, path) || isMade(subject, path)) return []
    const [only, ...others] = [...new Set(shipped.map(each => each.path!))]
    const place = only !== undefined && others.length === 0 ? only : null
    const {copy} = shipped[0] ?? {}
    return [
      {
        at: started.at,
        severity: 'warning',
        message: place
          ? `The container does not start: the program is ${place}, and ${path} is not in the image`
          : `The container does not start: nothing puts ${path} into the image`,
        remedy: place ? `Write "${place}"` : `Copy the program to ${path}`,
        evidence: copy ? [{file: subject.file, line: copy.instruction.line}] : [],
        // What the script does before it starts the program is not known.
        ...(place !== null &&
          !path.endsWith('.sh') && {
            fix: {title: 'Start the program that is there', edits: [replace(started.at, written(started, place))]},
          }),
      },
    ]
  },
}

function inPath(word: string, by: string, at: Problem['at']): Problem {
  const name = posix.basename(word)
  return {
    at,
    severity: 'warning',
    message: `The container does not start: \`${by}\` puts ${name} into a folder of PATH, and ${word} is not in the image`,
    remedy: `Write "${name}"`,
  }
}

/** `["app serve"]` and `["mode=dev", "/app"]`: nobody's program is called so. */
function isNoProgram(word: string): boolean {
  return /^\S+\s+\S/.test(word) || /^[\w.-]+=/.test(word)
}

function severalWords({word, at}: StartedProgram): Problem {
  const [first = '', ...rest] = word.trim().split(/\s+/)
  return {
    at,
    message: `The container does not start: in the JSON form the first word is the program, and none is called "${word}"`,
    remedy:
      rest.length > 0
        ? `Write ${[first, ...rest].map(each => JSON.stringify(each)).join(', ')}`
        : 'Write the program first, and set variables with ENV',
  }
}

/** What BuildKit and the images of this check have in PATH. */
const IN_PATH = /^(\/usr(\/local)?)?\/s?bin$/

/** The name of the program alone, where PATH does not lead to it: the folder it starts in is not looked into. */
function notInPath(subject: Subject, {word, at}: StartedProgram): Problem[] {
  const {stage, image} = subject.model.target
  const own = shippedPrograms(subject).filter(({path}) => path === null || posix.basename(path) === word)
  const [only, ...others] = new Set(own.map(({path}) => path))
  if (!only || others.length > 0 || IN_PATH.test(posix.dirname(only)) || image.kind === 'golang') return []
  if (isInImage(subject, /^PATH$/) || mayMake(subject, stage, /\bln\b|\bmv\b|\bcp\b|\binstall\b/)) return []
  if (['/usr/local/bin', '/usr/bin', '/bin'].some(folder => mayHold(subject, stage, posix.join(folder, word))))
    return []
  return [
    {
      at,
      severity: 'warning',
      message: `The container does not start: ${word} is looked for in PATH, and the program is ${only}`,
      remedy: `Write "${only}"`,
      fix: {title: 'Start it by its whole path', edits: [replace(at, JSON.stringify(only))]},
    },
  ]
}

/** A RUN of the final stage compiles there, names it, or does what nobody can read. */
function isMade(subject: Subject, path: string): boolean {
  const {stage, runs} = subject.model.target
  const name = posix.basename(path).replace(/[^\w]/g, '\\$&')
  if (mayMake(subject, stage, new RegExp(`(?<![\\w])${name}(?![\\w])`))) return true
  const folder = posix.dirname(path)
  return runs.some(run =>
    run.commands.some(({words}) =>
      words.some(({text}) => text.includes('\0') || (folder !== '/' && isAtOrBelow(text, folder))),
    ),
  )
}

export const START_RULES: readonly Rule[] = [relativePath, notThere]
