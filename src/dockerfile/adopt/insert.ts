/** Writes the mounts into the file. */
import type {GoCacheMount} from '../mounts.ts'
import {type Dockerfile, parseDockerfile} from '../parse.ts'
import {runsAsRoot, userNumbers} from '../stages.ts'
import type {Options} from './adopt.ts'
import type {Step} from './step.ts'

/** Puts the flags into the first line of each RUN, after the flags that it has there: no line moves. */
export function insert(text: string, changes: ReadonlyMap<Step, GoCacheMount['kind'][]>, options: Options) {
  const lines = text.split('\n')
  const added = [...changes].map(([step, kinds]) => {
    const mount = kinds.map(kind => mountFlag(step, kind, options.buildArgs)).join(' ')
    const at = step.run.line - 1
    lines[at] = lines[at]!.replace(
      /^(\uFEFF?\s*RUN(?:\s+--[\w-]+(?:=(?:"[^"]*"|[^\s\\"])*)?(?=\s))*)/i,
      (_, head: string) => `${head} ${mount}`,
    )
    return {line: step.run.line, kinds, mount}
  })
  added.sort((one, other) => one.line - other.line)
  const adopted = lines.join('\n')
  return {text: adopted, added, model: parseDockerfile(adopted, options.buildArgs)}
}

/** Read again, the RUN on that line has the new flags, and all else is as before. */
export function isPlaced(before: Dockerfile, after: Dockerfile, line: number, mount: string): boolean {
  const runOf = ({stages}: Dockerfile) =>
    stages.flatMap(({instructions}) => instructions).find(instruction => instruction.line === line)
  const [old, changed] = [runOf(before), runOf(after)]
  const added = mount.split(' ').map(flag => flag.replace('--mount=', ''))
  const values = changed?.flags.map(({value}) => value) ?? []
  return (
    old?.args === changed?.args &&
    values.length === (old?.flags.length ?? 0) + added.length &&
    added.every(value => values.includes(value))
  )
}

/**
 * Users other than root have a mount of their own: what root wrote there they could not add to. It has to be owned by
 * number: `mode=0777` does not help, the umask of BuildKit takes it back (measured with BuildKit of Docker 28.5).
 */
function mountFlag(step: Step, kind: GoCacheMount['kind'], buildArgs: string[]): string {
  const name = kind === 'modules' ? 'gomod' : 'gobuild'
  const place = step.places[kind]!
  if (runsAsRoot(step.stage, step.run, buildArgs)) return `--mount=type=cache,id=${name},target=${place}`
  const {uid, gid} = userNumbers(step.stage, step.run, buildArgs)
  return `--mount=type=cache,id=${name}-${uid},target=${place},uid=${uid}${gid === null ? '' : `,gid=${gid}`}`
}
