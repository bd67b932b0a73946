/** Starts and health checks that need a shell or a program of the base. */
import {posix} from 'node:path'
import {replace} from '../check/edits.ts'
import {mayHold, mayMake} from '../check/presence.ts'
import type {Problem, Rule, Subject} from '../check/rule.ts'
import type {Run} from '../check/run.ts'
import {bodyRange, startOf} from '../check/start.ts'
import type {Instruction} from '../instruction.ts'
import {before} from '../stages.ts'

const SHELL_WORD = /^(\/(usr\/)?bin\/)?(ba|da|a)?sh$/
const FETCHERS = /^(curl|wget)$/

/** Where a shell would be, if somebody has brought one. */
const SHELLS = ['/bin/sh', '/busybox', '/usr/bin/sh', '/bin/bash', '/bin/busybox']

const withoutShell: Rule = {
  id: 'R-06',
  severity: 'error',
  title: 'Needs a shell or a program that the base does not have',
  why: 'The shell form runs /bin/sh -c. scratch, distroless and other small bases have no shell, and no curl or wget for a HEALTHCHECK.',
  source: 'https://docs.docker.com/reference/dockerfile/#shell-and-exec-form',
  find: subject => {
    const {target} = subject.model
    const {image, stage} = target
    if (image.shell === null) return []
    const all = before(stage, null)
    if (all.some(({instruction}) => instruction.keyword === 'SHELL')) return []
    const health = all.findLast(({instruction}) => instruction.keyword === 'HEALTHCHECK')?.instruction
    if (image.shell) return health ? withoutFetcher(subject, health) : []
    if (SHELLS.some(path => mayHold(subject, stage, path))) return []
    const {entrypoint, command} = startOf(target)
    const starts = [entrypoint, command].flatMap(each => (each ? shellOf(each, image.name) : []))
    const runs = target.runs.flatMap(run => (needsShell(run) ? [shellProblem(run.instruction, image.name)] : []))
    return [...starts, ...runs, ...(health ? withoutFetcher(subject, health) : [])]
  },
}

function shellOf(instruction: Instruction, base: string): Problem[] {
  const {json} = instruction
  if (json !== null) return SHELL_WORD.test(json[0] ?? '') ? [shellProblem(instruction, base)] : []
  if (instruction.body.text === '') return []
  // A plain path and plain words mean the same without a shell.
  const words = /^\/[\w./-]+( [\w./=:,-]+)*$/.test(instruction.body.text) ? instruction.body.text.split(' ') : null
  const at = bodyRange(instruction)
  const text = words && `[${words.map(word => `"${word}"`).join(', ')}]`
  return [
    {
      ...shellProblem(instruction, base),
      remedy: text ? `Write ${instruction.keyword} ${text}` : 'Write the JSON form: ["/program", "argument"]',
      ...(text && {fix: {title: 'Start it without a shell', edits: [replace(at, text)]}}),
    },
  ]
}

/** A mount can bring a shell for one step, as `--mount=from=busybox,src=/bin,dst=/bin` does. */
function needsShell({instruction, mounts}: Run): boolean {
  return instruction.json === null && !mounts.some(({type}) => type === 'bind')
}

function shellProblem(instruction: Instruction, base: string): Problem {
  const what = instruction.keyword === 'RUN' ? 'The build fails here' : 'The container does not start'
  return {
    at: bodyRange(instruction),
    message: `${what}: ${instruction.keyword} needs /bin/sh, which ${base} does not have`,
    remedy:
      instruction.keyword === 'RUN'
        ? 'Do this in an earlier stage and copy what comes out'
        : 'Write the JSON form with the program itself: ["/program", "argument"]',
  }
}

/** HEALTHCHECK CMD with what the base does not have. */
function withoutFetcher(subject: Subject, health: Instruction): Problem[] {
  const {image, stage} = subject.model.target
  const [, written = ''] = /^CMD\s+(.*)$/is.exec(health.body.text) ?? []
  if (written === '') return []
  const words = health.json ?? written.split(/\s+/)
  const [program = ''] = words
  const needsItself = health.json === null || SHELL_WORD.test(program)
  const name =
    FETCHERS.exec(posix.basename(program))?.[0] ?? (needsItself && /\b(curl|wget)\b/.exec(written)?.[1]) ?? ''
  const at = bodyRange(health)
  const remedy = 'Give the program a command that checks itself, and write HEALTHCHECK CMD ["/app", "health"]'
  if (image.shell === false && (needsItself || name)) {
    if (name && !needsItself && mayHold(subject, stage, program.startsWith('/') ? program : `/usr/bin/${name}`))
      return []
    const missing = needsItself ? '/bin/sh' : name
    return [{at, message: `The health check always fails: ${image.name} does not have ${missing}`, remedy}]
  }
  const lacks =
    (image.kind === 'alpine' && name === 'curl') || ((image.kind === 'debian' || image.kind === 'ubuntu') && name)
  if (!lacks || image.name === 'buildpack-deps' || !name) return []
  // `curl … || wget …` has an answer.
  if (/curl/.test(written) && /wget/.test(written)) return []
  if (mayMake(subject, stage, new RegExp(`\\b${name}\\b`))) return []
  if (['/usr/bin', '/bin', '/usr/local/bin'].some(folder => mayHold(subject, stage, `${folder}/${name}`))) return []
  return [
    {
      at,
      severity: 'warning',
      message: `The health check always fails: ${image.name} has no ${name}, and nothing installs it`,
      remedy:
        image.kind === 'alpine'
          ? 'Write wget -q -O /dev/null in its place, which Alpine has'
          : `Install ${name}, or ${remedy.toLowerCase()}`,
    },
  ]
}

export const NEEDED_SHELL_RULES: readonly Rule[] = [withoutShell]
