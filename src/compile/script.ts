/** What the shell of a RUN gets: its text and its variables. */
import {type Instruction, type Stage, stageVariables} from '../dockerfile/parse.ts'
import {before} from '../dockerfile/stages.ts'
import {CannotProve} from './refusal.ts'

/**
 * What the shell and the go command see. A variable whose value rests on one that is not known here (the image's own, or
 * the builder's platform) is left out, and the reader of the script then refuses its use.
 */
export function variablesOf(stage: Stage, run: Instruction, buildArgs: string[]): Map<string, string> {
  const known = stageVariables(stage, run, buildArgs)
  const declared = new Map<string, string>()
  for (const {stage: at, instruction} of before(stage, run)) {
    const {keyword, args} = instruction
    if (keyword !== 'ARG' && keyword !== 'ENV') continue
    const now = stageVariables(at, instruction, buildArgs)
    const unknown = [...args.matchAll(/(?<!\\)\$\{?(\w+)/g)]
      .map(([, name]) => name!)
      .find(name => !now.has(name) && !declared.has(name))
    const names =
      keyword === 'ENV' && /^\w+\s/.test(args)
        ? [args.split(/\s/)[0]!]
        : [...args.matchAll(/(?:^|\s)(\w+)(?==|\s|$)/g)].map(([, name]) => name!)
    for (const name of names) {
      if (/^BUILD(PLATFORM|OS|ARCH|VARIANT)$/.test(name) && !known.has(name)) continue
      if (unknown === undefined) declared.set(name, known.get(name) ?? '')
      else if (/^(GO|CGO)/.test(name))
        throw new CannotProve(`${name} depends on $${unknown}, which is not known here`, instruction.line)
      else declared.delete(name)
    }
  }
  return declared
}

/** The text of a RUN as BuildKit hands it to the shell: continued lines joined as they are, comment lines left out. */
export function scriptOf({line, endLine, args}: Instruction, text: string): string {
  if (args.startsWith('[')) throw new CannotProve('the RUN is in the exec form', line)
  const lines = text.split(/\r?\n/).slice(line - 1, endLine)
  return lines
    .filter((part, index) => index === 0 || !/^\s*(#|$)/.test(part))
    .map(part => part.replace(/\\[ \t]*$/, ''))
    .join('')
    .replace(/^\s*RUN\s+/i, '')
    .replace(/^(--[\w-]+(=("[^"]*"|\S)*)?\s+)+/, '')
    .trim()
}
