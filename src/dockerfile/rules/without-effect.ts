/** Settings of Go's that are written where the go command cannot see them. */
import {declaredIn} from '../check/go-variables.ts'
import type {Problem, Subject} from '../check/rule.ts'
import {bodyRange} from '../check/start.ts'

/** What the go command reads from its environment (`go help environment`). */
const OF_GO =
  /^(CGO_ENABLED|GO(AMD64|ARCH|ARM|ARM64|EXPERIMENT|FIPS140|FLAGS|INSECURE|NOPROXY|NOSUMDB|OS|PRIVATE|PROXY|SUMDB|TOOLCHAIN|WORK|111MODULE))$/

/** An ARG before the first FROM with a name of Go's, that neither a FROM nor a stage takes. */
export function withoutEffect({model: {dockerfile}}: Subject): Problem[] {
  const {preamble, stages} = dockerfile
  const taken = [...preamble, ...stages.flatMap(({from, instructions}) => [from, ...instructions])]
  return preamble.flatMap(instruction => {
    if (instruction.keyword !== 'ARG') return []
    return [...declaredIn([instruction]).keys()].flatMap(name => {
      const pattern = new RegExp(`(?<![\\w.])${name}(?!\\w)`)
      if (!OF_GO.test(name) || taken.some(each => each !== instruction && pattern.test(each.args))) return []
      return [
        {
          at: bodyRange(instruction),
          severity: 'info',
          message: `${name} has no effect: it is declared for FROM lines only, and no stage takes it over`,
          remedy: `Write ARG ${name} in the stage that compiles`,
        } satisfies Problem,
      ]
    })
  })
}
