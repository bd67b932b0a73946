/** Programs for another architecture than the image says. */
import {makesProgram, rangeOf} from '../check/go-command.ts'
import type {Problem, Rule} from '../check/rule.ts'
import type {Stage} from '../parse.ts'
import type {ShellCommand} from '../shell.ts'

/** A build argument of one's own for the architecture. */
const OWN_ARGUMENT = /^(GO)?ARCH$|^TARGET_(GO)?ARCH$|^(GO|BUILD)_?ARCH$/

const unlabelled: Rule = {
  id: 'P-07',
  severity: 'warning',
  title: 'The image says another architecture than its program has',
  why: 'The architecture in the configuration of an image is that of the platform that is built, whatever GOARCH is. A machine that trusts it pulls an image that cannot start.',
  source: 'https://docs.docker.com/build/building/multi-platform/',
  whyNoFix: 'Another architecture in the image than before can be in use somewhere.',
  find: ({model, platforms}) => {
    const {stage: target} = model.target
    // The configuration of such a base has its own architecture.
    const isNamed = /(^|[/:_-])(arm|aarch|ppc|s390|riscv|i386)\w*/.test(model.target.image.reference)
    if (target.platform !== null || platforms.length > 0 || isNamed) return []
    return model.stages
      .filter(({isReached}) => isReached)
      .flatMap(({stage, runs}) =>
        runs.flatMap((run): Problem[] => {
          if (stage.platform !== null) return []
          const go = run.go.find(each => makesProgram(each) && !each.isXx && each.command.certain)
          if (go === undefined) return ownArgument(stage, run.commands)
          const arch = go.command.environment.get('GOARCH')
          if (
            arch !== undefined &&
            /^(arm64|arm|386|ppc64le|s390x|riscv64)$/.test(arch) &&
            !isArgument(stage, 'GOARCH')
          )
            return [
              {
                at: rangeOf(go),
                message: `The program is for ${arch}, and without --platform the image says the architecture of the machine that builds it`,
                remedy: `Write ARG TARGETARCH and GOARCH=$TARGETARCH, and build with --platform=linux/${arch}`,
              },
            ]
          return ownArgument(stage, [go.command])
        }),
      )
  },
}

/** GOARCH is set, for go or for make, from an ARG that --platform does not set. */
function ownArgument(stage: Stage, commands: readonly ShellCommand[]): Problem[] {
  for (const {words, assignments} of commands) {
    if (!/^(go|make|env)$/.test(words[0]?.text ?? '')) continue
    const written = [
      ...assignments.flatMap(({name, value}) => (name === 'GOARCH' ? value.variables : [])),
      ...words.flatMap(({raw, variables}) => (/^["']?GOARCH=/.test(raw) ? variables : [])),
      ...(words[0]!.text === 'go' && isArgument(stage, 'GOARCH') ? ['GOARCH'] : []),
      // make build.$ARCH, make ARCH=$ARCH
      ...(words[0]!.text === 'make' ? words.flatMap(({variables}) => variables) : []),
    ]
    const own = written.find(name => OWN_ARGUMENT.test(name) && isArgument(stage, name))
    if (own === undefined) continue
    const problem: Problem = {
      at: {start: words[0]!.start, end: words.at(-1)!.end},
      severity: 'info',
      message: `${own} is a build argument of its own: another value without --platform makes an image that says the wrong architecture`,
      remedy: 'Write ARG TARGETARCH and GOARCH=$TARGETARCH in its place, which --platform sets.',
    }
    return [problem]
  }
  return []
}

function isArgument(stage: {instructions: readonly {keyword: string; args: string}[]}, name: string): boolean {
  return stage.instructions.some(
    ({keyword, args}) => keyword === 'ARG' && args.split(/\s+/).some(word => word.split('=')[0] === name),
  )
}

export const ARCHITECTURE_RULES: readonly Rule[] = [unlabelled]
