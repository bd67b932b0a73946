/** Whether a step, a COPY or a bind mount meets a folder. */
import {posix} from 'node:path'
import {OPAQUE} from '../opaque.ts'
import {expand, type Instruction, lineage, type Stage} from '../parse.ts'
import {copyWords, knownVariables, overlaps, variablesAt, workdirAt} from '../stages.ts'
import {type File, isCompilingStep, type Step} from './step.ts'
import {goVerb, outputsOf, shown, WITH_PATHS} from './step-commands.ts'

/** The command that names a path on, above or below `folder`; null when none does. `rm -f` of later steps is fine. */
export function touches(step: Step, folder: string): string | null {
  if (step.commands === null) return /\.cache|go-build|GOCACHE|pkg\/mod|GOMODCACHE/.test(step.raw) ? 'RUN' : null
  for (const command of step.commands) {
    const [name = '', ...words] = command.words
    if (name === 'cd') continue
    if (name === 'rm' && words.some(word => /^-\w*f/.test(word)) && !isCompilingStep(step)) continue
    const paths = [
      ...command.redirects.filter(path => !/^(\d|-|\/dev\/\w+)$/.test(path)),
      ...(WITH_PATHS.has(posix.basename(name)) ? words.filter(word => !/^-\w*$/.test(word)) : []),
      ...(goVerb(command) === null ? [] : outputsOf(command)),
    ]
    if (paths.some(path => mayReach(path, command.folder, folder))) return shown(command)
  }
  return null
}

/** Whether a word, as far as it is known, may be a path that is, contains or is inside of `folder`. */
function mayReach(word: string, cwd: string | null, folder: string): boolean {
  const at = word.indexOf(OPAQUE)
  const known = at < 0 ? word : word.slice(0, at)
  if (known === '' || (!known.startsWith('/') && cwd === null)) return true
  const path = known.startsWith('/') ? known : posix.join(cwd!, known)
  if (at < 0) return overlaps(posix.normalize(path), folder)
  // The rest is open: whatever begins with the known part.
  const begin = posix.normalize(path)
  return folder.startsWith(begin) || begin === `${folder}/` || isInside(posix.dirname(`${begin}x`), folder)
}

export function isInside(path: string, folder: string): boolean {
  const relative = posix.relative(folder, path)
  return relative === '' || !(relative === '..' || relative.startsWith('../'))
}

/** The line that copies `folder`, or a part of it, out of a stage or one that is built on it. */
export function readsOnward(stage: Stage, folder: string, {uses, buildArgs}: File): number | null {
  const use = uses.find(
    ({of, by, instruction, sources}) =>
      lineage(of).includes(stage) &&
      sources.some(source => {
        const known = knownVariables(by, instruction, buildArgs)
        const path = source
          .replace(/\$(?:(\w+)|\{(\w+)\}|\{[^}]*\})/g, (_, plain, braced) => known.get(plain ?? braced ?? '') ?? OPAQUE)
          .replace(/[*?[]/g, OPAQUE)
        return mayReach(`/${path}`, '/', folder)
      }),
  )
  return use?.instruction.line ?? null
}

export function destination(stage: Stage, instruction: Instruction, buildArgs: string[]): string | null {
  const to = expand(copyWords(instruction.args).at(-1) ?? '', variablesAt(stage, instruction, buildArgs))
  if (to.startsWith('/')) return posix.normalize(to)
  const workdir = workdirAt(stage, instruction, buildArgs)
  return workdir && posix.join(workdir, to)
}
