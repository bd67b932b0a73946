/** How many processors the runtime uses. */
import {posix} from 'node:path'
import type {Rule, Subject} from '../check/rule.ts'
import {shippedPrograms} from '../check/shipped.ts'
import {bodyRange} from '../check/start.ts'
import {before} from '../stages.ts'

const pinnedProcessors: Rule = {
  id: 'R-13',
  severity: 'info',
  title: 'GOMAXPROCS is set by hand',
  why: 'Since Go 1.25 the runtime takes GOMAXPROCS from the CPU limit of the container and follows its changes. A value of the image, and automaxprocs, turn that off.',
  source: 'https://go.dev/doc/go1.25#container-aware-gomaxprocs',
  whyNoFix: 'The number can have been measured.',
  find: subject => {
    const go = languageOf(subject)
    if (go === null || go.minor < 25) return []
    const remedy = 'Leave it out: the runtime follows the CPU limit of the container'
    const evidence = [{file: go.file, line: go.line}]
    const set = before(subject.model.target.stage, null)
      .filter(({instruction: {keyword, args}}) => keyword === 'ENV' && /(^|\s)GOMAXPROCS[= ]/.test(args))
      .map(({instruction}) => ({
        at: bodyRange(instruction),
        message: 'GOMAXPROCS of the image turns off that the runtime follows the CPU limit of the container',
        ...{remedy, evidence},
      }))
    const imported = subject.packages.flatMap(({imports}) => imports.get('go.uber.org/automaxprocs') ?? [])
    const [first] = shippedPrograms(subject)
    if (imported.length === 0 || first === undefined) return set
    const message = `The program imports go.uber.org/automaxprocs, which turns off that the runtime of Go 1.${go.minor} follows the CPU limit`
    const {start, end} = first.go.command
    return [...set, {at: {start, end}, message, remedy, evidence: imported.slice(0, 5)}]
  },
}

/** The `go` line that the default of GODEBUG=containermaxprocs follows. */
function languageOf({project}: Subject): {minor: number; file: string; line: number} | null {
  if (project === null || project.decision.kind !== 'build') return null
  const {moduleDir} = project.decision
  const module = project.modules.find(({dir}) => dir === moduleDir)
  const of = (go: string | null | undefined, file: string, line: number | null | undefined) => {
    const minor = /^1\.(\d+)/.exec(go ?? '')?.[1]
    return minor === undefined || line == null ? null : {minor: Number(minor), file, line}
  }
  if (project.workspace) return of(project.workspace.go, project.workspace.file, project.workspace.lines.go)
  return of(module?.go, posix.join(moduleDir, 'go.mod'), module?.lines.go)
}

export const PROCESSOR_RULES: readonly Rule[] = [pinnedProcessors]
