/** Layers that hold the same bytes twice. */
import {posix} from 'node:path'
import {isAtOrBelow} from '../../go/below.ts'
import {type Copy, landsAt} from '../check/copy.ts'
import {addFlag, removeCommand} from '../check/edits.ts'
import {isHarmless} from '../check/harmless.ts'
import type {Edit, Problem, Rule, Subject} from '../check/rule.ts'
import type {Run} from '../check/run.ts'
import {OPAQUE} from '../opaque.ts'
import type {ShellCommand} from '../shell.ts'

const storedTwice: Rule = {
  id: 'A-07',
  severity: 'info',
  title: 'The program is stored a second time to change its mode or owner',
  why: 'A layer holds whole files: a chmod or chown that changes a file of an earlier layer stores all of it again.',
  source: 'https://docs.docker.com/reference/dockerfile/#copy---chown---chmod',
  find: subject => {
    const {model} = subject
    const final = model.stages.filter(({isFinal, isReached}) => isFinal && isReached)
    const copies = final.flatMap(each => each.copies)
    return final
      .flatMap(({runs}) => runs)
      .flatMap((run): Problem[] => {
        for (const command of run.commands) {
          const {program, to, paths} = changed(command)
          if (paths.length === 0 || NO_CHANGE[program]!.test(to)) continue
          const copy = copies.find(
            each =>
              each.instruction.start < run.instruction.start &&
              !each.instruction.flags.some(({name}) => name === program) &&
              programsIn(subject, each).some(place =>
                paths.some(({path, isDeep}) => place === path || (isDeep && isAtOrBelow(place, path))),
              ),
          )
          if (copy === undefined) continue
          const {line} = copy.instruction
          const edits = onCopy(subject, run, command, copy)
          return [
            {
              at: {start: command.words[0]!.start, end: command.words.at(-1)!.end},
              message: `\`${program}\` in a layer of its own stores what line ${line} brings a second time`,
              remedy: `Write COPY --${program}=${flagValue(program, to)} in line ${line} in its place.`,
              evidence: [{file: subject.file, line}],
              ...(edits && {fix: {title: `Let line ${line} do it`, edits}}),
            },
          ]
        }
        return []
      })
  },
}

/**
 * What leaves a program of `go build` and COPY as it is, mode 755 and root's: the layer is then empty (tried with BuildKit
 * of Docker 28: 4 kB after chmod 755, 1.99 MB after chmod 700 or chown 1001 of a file of 1.2 MB).
 */
const NO_CHANGE: Readonly<Record<string, RegExp>> = {
  chmod: /^(0?755|[ugoa]*\+r?x|[ugoa]*=rx)$/,
  chown: /^(root|0)?(:(root|0)?)?$/,
}

/** `to` is the mode or owner as written. */
type Changed = {program: string; to: string; paths: {path: string; isDeep: boolean}[]}

/** chown leaves the group at root's where none is named; COPY takes the user's number for it (reference of `--chown`). */
function flagValue(program: string, to: string): string {
  if (program === 'chmod') return to
  return /^[^:.]+$/.test(to) ? `${to}:0` : to.startsWith(':') ? `0${to}` : to
}

/** The flag of COPY that does the same, and the step without the command. COPY knows only names that are there by then. */
function onCopy(subject: Subject, run: Run, command: ShellCommand, copy: Copy): Edit[] | null {
  const {
    model: {dockerfile},
    programs,
  } = subject
  const {program, to, paths} = changed(command)
  const {origin, sources, destination, intoFolder, instruction, stage} = copy
  const isPlain = program === 'chmod' ? /^0?[0-7]{3}$/.test(to) : /^\d+(:\d+)?$/.test(to)
  const [source = '', ...others] = sources
  const lands = intoFolder && destination !== null ? posix.join(destination, posix.basename(source)) : destination
  const isThisAlone = others.length === 0 && paths.length === 1 && paths[0]!.path === lands && !paths[0]!.isDeep
  const {instructions} = run.stage
  const isNext = stage === run.stage && instructions.indexOf(instruction) + 1 === instructions.indexOf(run.instruction)
  const isAsRoot = /^(root|0)?(:|$)/.test(run.user)
  if (!isPlain || !isThisAlone || !isNext || !isAsRoot || instruction.heredocs.length > 0) return null
  // Of a folder COPY gives to all that is in it what chmod and chown give to the folder alone.
  const isCompiled = programs.some(
    each => origin.kind === 'stage' && each.run.stage === origin.stage && each.output === posix.join('/', source),
  )
  if (!isCompiled || run.commands.some(each => each !== command && !isHarmless(each))) return null
  const isAbout = dockerfile.comments.some(({line}) => line === run.instruction.line - 1)
  const removed = isAbout ? null : removeCommand(run, command, dockerfile.text)
  return removed && [addFlag(instruction, `--${program}=${flagValue(program, to)}`), removed]
}

/** What a chmod or chown names, as places in the stage. */
function changed({words, folder, certain}: ShellCommand): Changed {
  const [program = '', ...rest] = words.map(({text}) => text)
  if (!certain || !/^ch(mod|own)$/.test(program)) return {program, to: '', paths: []}
  const isDeep = rest.some(text => /^-\w*R|^--recursive$/.test(text))
  const [to = '', ...names] = rest.filter(text => !/^-[a-zA-Z-]+$/.test(text))
  const paths = names.flatMap(text => {
    if (text.includes(OPAQUE) || /[*?[]/.test(text)) return []
    const path = text.startsWith('/') ? text : folder === null ? null : `${folder}/${text}`
    return path === null ? [] : [{path: clean(path), isDeep}]
  })
  return {program, to: to.replaceAll(OPAQUE, '…'), paths}
}

function clean(path: string): string {
  return path
    .replace(/\/\.(?=\/|$)/g, '')
    .replace(/\/{2,}/g, '/')
    .replace(/(?<=.)\/$/, '')
}

/** Small files, for which it does not matter. */
const SMALL = /\.(sh|bash|py|txt|conf|cfg|ini|ya?ml|json|toml|env|pem|crt|html)$/

/** Where programs land that this COPY brings from another stage: what is compiled there, and single files. */
function programsIn({programs}: Subject, copy: Copy): string[] {
  const {origin, sources, destination} = copy
  if (origin.kind !== 'stage' || destination === null) return []
  const compiled = programs.flatMap(({run, output}) => {
    if (output === null || run.stage !== origin.stage) return []
    return landsAt(copy, output.slice(1)) ?? []
  })
  const [source = ''] = sources
  const name = posix.basename(source)
  // A name without an ending that is not that of a folder at the destination.
  const isFile = sources.length === 1 && !/[*?[]|\/$/.test(source) && /\/bin\/[\w-]+$/.test(source) && !SMALL.test(name)
  const single = isFile
    ? [copy.intoFolder ? posix.join(destination, name) : destination, posix.join(destination, name)]
    : []
  return [...compiled, ...single]
}

export const LAYER_RULES: readonly Rule[] = [storedTwice]
