/** `make TARGET` in a RUN, with the Makefile of the context that it reads. */
import {posix} from 'node:path'
import {OPAQUE} from '../commands.ts'
import type {ShellCommand} from '../shell.ts'
import {contextPathOf} from './built.ts'
import {clean, contextPathIn} from './copy.ts'
import {type Makefile, readMakefile} from './makefile.ts'
import type {Model} from './model.ts'
import type {ContextFiles} from './rule.ts'
import type {Run} from './run.ts'

export type MakeCommand = {
  command: ShellCommand
  targets: string[]
  /** `NAME=value` among its words, which win over the Makefile. */
  given: ReadonlyMap<string, string>
  /** Where it works, in the stage. */
  folder: string
  /** Relative to the context. */
  file: string
  makefile: Makefile
}

/** Those whose Makefile is known; `-f` and variables in targets are not followed. */
export function makeCommands(model: Model, context: ContextFiles | null, run: Run): MakeCommand[] {
  if (context === null) return []
  return run.commands.flatMap(command => {
    const [program, ...rest] = command.words.map(({text}) => text)
    if (program === undefined || posix.basename(program) !== 'make' || command.folder === null) return []
    const into = rest.indexOf('-C')
    const folder = clean(posix.join(command.folder, into < 0 ? '.' : (rest[into + 1] ?? '.')))
    const words = rest.filter((word, index) => !word.startsWith('-') && (into < 0 || index !== into + 1))
    if (rest.some(word => /^(-f|--file|--makefile|-e|--environment-overrides)/.test(word)) || folder.includes(OPAQUE))
      return []
    // The order of GNU make.
    const file = ['GNUmakefile', 'makefile', 'Makefile']
      .flatMap(name => {
        const path = clean(posix.join(folder, name))
        // One of the root that COPY names, among other files.
        const places = contextPathIn(model.dockerfile, run.stage, run.instruction, name, model.buildArgs)
        return [contextPathOf(model, run, path), places.includes(path) ? name : null]
      })
      .find(path => path !== null && context.files.kind(path) === 'file')
    const text = file == null ? null : context.files.read(file)
    if (text === null || file == null) return []
    const given = new Map(
      words.filter(word => word.includes('=')).map(word => [word.split('=', 1)[0]!, word.slice(word.indexOf('=') + 1)]),
    )
    const targets = words.filter(word => !word.includes('='))
    if (targets.some(target => target.includes(OPAQUE))) return []
    return [{command, targets, given, folder, file, makefile: readMakefile(text)}]
  })
}
