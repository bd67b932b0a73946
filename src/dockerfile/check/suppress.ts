/** Comments that silence findings: `# go-image ignore=C-01,V-07 reason`, above an instruction or above the first one. */
import type {Dockerfile} from '../parse.ts'

export type Suppression = {
  rules: string[]
  reason: string
  line: number
  /** Lines that it is for, both included; the whole file for one above everything. */
  from: number
  to: number
}

const COMMENT = /^\s*go-image\s+ignore=([\w-]+(?:,[\w-]+)*)\s*(.*)$/

export function readSuppressions(dockerfile: Dockerfile): Suppression[] {
  return [...readSkips(dockerfile), ...readComments(dockerfile)]
}

/**
 * `# check=skip=NAME,NAME;error=true` (docs.docker.com/reference/dockerfile, "check"). Those of its names that are no
 * rules of ours are BuildKit's.
 */
function readSkips({directives}: Dockerfile): Suppression[] {
  return directives
    .filter(({name}) => name === 'check')
    .flatMap(({value, line}) => {
      const names =
        /(?:^|;)\s*skip=([^;]*)/
          .exec(value)?.[1]
          ?.split(',')
          .map(name => name.trim()) ?? []
      const rules = names.filter(name => name === 'all' || /^[A-Z]-\d+$/.test(name))
      return rules.length === 0 ? [] : [{rules, reason: '', line, from: 1, to: Number.MAX_SAFE_INTEGER}]
    })
}

function readComments({comments, preamble, stages}: Dockerfile): Suppression[] {
  const instructions = [...preamble, ...stages.flatMap(({from, instructions: own}) => [from, ...own])]
  const first = instructions[0]?.line ?? 1
  const commented = new Set(comments.map(comment => comment.line))
  return comments.flatMap(({text, line}) => {
    const [, rules, reason = ''] = COMMENT.exec(text) ?? []
    if (rules === undefined) return []
    const common = {rules: rules.split(','), reason, line}
    // With an empty line below it, it is about the file.
    const next = instructions.find(each => each.endLine >= line)
    const isAbove = next !== undefined && between(line, next.line, commented)
    if (next === undefined || (line < first && !isAbove)) return [{...common, from: 1, to: Number.MAX_SAFE_INTEGER}]
    return [{...common, from: next.line, to: next.endLine}]
  })
}

/** Only comments stand between the two lines. */
function between(line: number, instruction: number, commented: ReadonlySet<number>): boolean {
  for (let at = line + 1; at < instruction; at++) if (!commented.has(at)) return false
  return true
}
