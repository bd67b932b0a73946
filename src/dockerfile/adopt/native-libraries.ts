import type {Command} from '../commands.ts'
import {before} from '../stages.ts'
import {destination} from './reach.ts'
import type {File, Refusal, Step} from './step.ts'
import {exportedValue, isCompiling} from './step-commands.ts'

/** Packages that only complete the C toolchain; their version is in the compiler's, which Go hashes. */
const C_TOOLCHAIN = /^(musl-dev|libc6-dev|libc-dev|linux-libc-dev|linux-headers)$/

/**
 * Go's cache does not see changes of C libraries outside of the packages (`go help cache`), so a stage that installs
 * some may have other results from a cache; the compiler itself is part of Go's keys.
 */
export function usesNativeLibraries(step: Step, file: File): Refusal | null {
  const isOff = (command: Command) =>
    (command.assignments.find(([name]) => name === 'CGO_ENABLED')?.[1] ??
      exportedValue(step.commands!, 'CGO_ENABLED') ??
      step.variables.get('CGO_ENABLED')) === '0'
  if (step.commands!.filter(isCompiling).every(isOff)) return null
  const reason = "cgo may use C libraries that this line brings, and Go's cache does not see their changes"
  for (const {stage, instruction} of before(step.stage, step.run)) {
    const {line} = instruction
    if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') {
      const to = destination(stage, instruction, file.buildArgs)
      if (to && /^\/(usr\/)?(local\/)?(lib|include)/.test(to)) return {reason, line}
    }
    if (instruction.keyword !== 'RUN') continue
    const earlier = file.steps.find(candidate => candidate.run === instruction)
    if (/\b(make\s+install|cmake|ninja|meson|\.\/configure)\b/.test(instruction.args)) return {reason, line}
    const packages = earlier?.commands?.filter(({words}) =>
      /^(apk|apt|apt-get|dnf|yum|microdnf|xx-apk|xx-apt)$/.test(words[0] ?? ''),
    )
    const isLibrary = (word: string) => /-(dev|devel|static)(=|$)/.test(word) && !C_TOOLCHAIN.test(word.split('=')[0]!)
    if (packages?.some(({words}) => words.some(isLibrary))) return {reason, line}
    if (earlier?.commands === null && /-dev(el)?\b/.test(instruction.args)) return {reason, line}
  }
  const same = step.commands!.some(({words}) =>
    words.some(word => /-(dev|devel)$/.test(word) && !C_TOOLCHAIN.test(word)),
  )
  return same ? {reason, line: step.run.line} : null
}
