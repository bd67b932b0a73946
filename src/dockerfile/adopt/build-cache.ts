/** Whether a step may have a mount for the build cache. */
import type {Command} from '../commands.ts'
import {before, runsAsRoot, userAt, userNumbers} from '../stages.ts'
import {usesNativeLibraries} from './native-libraries.ts'
import {destination, isInside, readsOnward, touches} from './reach.ts'
import {refuseLocally} from './same-step.ts'
import {type File, isAfter, type Refusal, type Step} from './step.ts'
import {goVerb} from './step-commands.ts'

/** Why a RUN that compiles gets no mount for the build cache; null when it may. */
export function refuseBuild(step: Step, compiling: Step[], file: File): Refusal | null {
  const {stage, run, places} = step
  const no = (reason: string, line: number | null = run.line): Refusal => ({reason, line})
  if (file.final.has(stage)) return no('its stage is the final image, which would lack the files of the build cache')
  if (places.build === null) return no(places.reason ?? 'GOCACHE is not known')
  if (!runsAsRoot(stage, run, file.buildArgs) && userNumbers(stage, run, file.buildArgs).uid === null)
    return no(`the number of ${describeUser(userAt(stage, run))} is not in the Dockerfile`)
  for (const earlier of file.steps)
    if (isAfter(step, earlier) && /\bgo\s+env\s+-w\b[^;&|]*(GOCACHE|GOMODCACHE|GOPATH|GOFLAGS)/.test(earlier.raw))
      return no('go env -w changes settings that ENV does not show', earlier.run.line)
  if (step.workdir && step.workdir !== '/' && isInside(places.build, step.workdir))
    return no('the build cache lies among the sources')
  const local = refuseLocally(step, places.build)
  if (local) return no(local)
  if (hasFlagA((step.variables.get('GOFLAGS') ?? '').split(' ')))
    return no('GOFLAGS has -a, which compiles everything anew')
  for (const command of step.commands!) {
    const go = goVerb(command)
    if (go === null) continue
    const flags = command.assignments.find(([name]) => name === 'GOFLAGS')?.[1] ?? ''
    if (hasFlagA(command.words) || hasFlagA(flags.split(' ')))
      return no('-a compiles everything anew, a cache serves nothing')
    if (go === 'test' && !command.words.some(word => /^--?(c|count)(=|$)/.test(word)))
      return no('go test would answer from the cache instead of running the tests (-count=1 runs them)')
    if (command.words.some(word => /^--?(x|v|n|json)(=|$)/.test(word)) && isWritten(step.commands!))
      return no('what it prints is kept in a file, and depends on what is cached')
  }
  const native = usesNativeLibraries(step, file)
  if (native) return no(native.reason, native.line)
  const onward = readsOnward(stage, places.build, file)
  if (onward) return no(`the build cache is copied onward in line ${onward}`)
  for (const {instruction} of before(stage, run))
    if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') {
      const to = destination(stage, instruction, file.buildArgs)
      if (to && isInside(to, places.build)) return no('the Dockerfile itself puts files into GOCACHE', instruction.line)
    }
  for (const later of file.steps) {
    if (later === step || !isAfter(later, step) || (compiling.includes(later) && !refuseLocally(later, places.build)))
      continue
    const reader = touches(later, places.build)
    if (reader !== null) return no(`line ${later.run.line} reads the build cache`)
  }
  return null
}

function describeUser(user: string): string {
  return user === '' ? "the image's user" : `user "${user}"`
}

function hasFlagA(words: string[]): boolean {
  return words.some(word => /^--?a(=true)?$/.test(word))
}

function isWritten(commands: Command[]): boolean {
  const isFile = (path: string) => !/^(\d|-|\/dev\/\w+)$/.test(path)
  return commands.some(({words, redirects}) => words[0] === 'tee' || redirects.some(isFile))
}
