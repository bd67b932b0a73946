/** Whether the stages on one image may have a mount for their modules. */
import {lineage} from '../parse.ts'
import {overlaps, runsAsRoot} from '../stages.ts'
import {destination, readsOnward, touches} from './reach.ts'
import {refuseLocally} from './same-step.ts'
import {type File, isAfter, type Refusal, type Step} from './step.ts'
import {exported, goVerb, isCompiling, isKnown, shown} from './step-commands.ts'

/** Variables that decide how modules are fetched. */
const FETCHING = /^(GO(PROXY|PRIVATE|NOPROXY|NOSUMDB|SUMDB|INSECURE|AUTH|VCS)|NETRC|GIT_\w+|\w+_PROXY|\w+_proxy)$/

/** Why the modules of all stages on one image cannot be in a mount; null when they can. */
export function refuseModules(family: Step[], wanting: Step[], file: File): Refusal | null {
  const folder = wanting[0]!.places.modules
  if (folder === null)
    return {reason: wanting[0]!.places.reason ?? 'GOMODCACHE is not known', line: wanting[0]!.run.line}
  const mountsOf = ({run}: Step) =>
    run.flags
      .filter(({name, value}) => name === 'mount' && /type=(secret|ssh)/.test(value))
      .map(({value}) => value)
      .sort()
      .join(' ')
  for (const step of wanting) {
    const no = (reason: string): Refusal => ({reason, line: step.run.line})
    if (file.final.has(step.stage)) return no('a stage of the final image uses them')
    if (step.places.modules !== folder) return no('GOMODCACHE is not the same in every step')
    if (!runsAsRoot(step.stage, step.run, file.buildArgs)) return no('the step does not run as root')
    const local = refuseLocally(step, folder)
    if (local) return no(local)
    if (
      step.commands!.some(({words}) => words.includes('-mod=vendor')) ||
      /-mod=vendor/.test(step.variables.get('GOFLAGS') ?? '')
    )
      return no('they are vendored')
    if (step.run.flags.some(({name, value}) => name === 'network' && value === 'none'))
      return no('a step without network uses them')
    if (step.variables.get('GOPROXY') === 'off') return no('GOPROXY is off')
    if (mountsOf(step) !== mountsOf(wanting[0]!)) return no('not every step that needs them has the same secrets')
    const set = step.commands!.flatMap(({words, assignments}) => [
      ...assignments.map(([name]) => name),
      ...exported(words),
    ])
    const fetching = set.find(name => FETCHING.test(name))
    if (fetching) return no(`${fetching} is set in one step alone`)
    const isDownload = !step.commands!.some(isCompiling)
    const other = step.commands!.find(
      command => goVerb(command) === null && !/^(cd|set|true|:|mkdir)$/.test(command.words[0] ?? ''),
    )
    if (isDownload && other) return no(`\`${shown(other)}\` may set up what only this step's download has`)
    if (/pkg\/mod|GOMODCACHE|cache\/download/.test(step.raw)) return no('the step names the module cache')
  }
  for (const step of family) {
    const {run} = step
    if (wanting.includes(step)) continue
    const isLater = wanting.some(other => isAfter(step, other))
    if (/pkg\/mod|GOMODCACHE/.test(step.raw)) return {reason: 'the step names the module cache', line: run.line}
    if (!isLater) continue
    if (step.commands === null) return {reason: step.unread, line: run.line}
    const unknown = step.commands.find(command => !isKnown(command))
    if (unknown) return {reason: `\`${shown(unknown)}\` may need them`, line: run.line}
    if (/netrc|gitconfig|git-credentials|\.ssh|git\s+config/.test(step.raw))
      return {reason: 'credentials change after the download', line: run.line}
    if (touches(step, folder)) return {reason: 'the step reads them', line: run.line}
  }
  for (const stage of new Set(family.map(step => step.stage))) {
    const onward = readsOnward(stage, folder, file)
    if (onward) return {reason: 'they are copied onward', line: onward}
    for (const at of lineage(stage))
      for (const instruction of at.instructions) {
        if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') continue
        const to = destination(at, instruction, file.buildArgs)
        const isWhole = to === '/' && !file.uses.some(use => use.instruction === instruction)
        if (to === null || (overlaps(to, folder) && !isWhole))
          return {reason: 'the Dockerfile itself puts files there', line: instruction.line}
      }
  }
  return null
}
