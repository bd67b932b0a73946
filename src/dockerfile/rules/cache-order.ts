/** Steps in an order that repeats them for every commit. */
import {brings, contextUses, isWhole} from '../check/context-use.ts'
import type {Problem, Rule, Subject} from '../check/rule.ts'
import type {Run} from '../check/run.ts'
import {lineage} from '../parse.ts'
import type {ShellCommand} from '../shell.ts'

/** Programs that fetch and unpack, with the verb that does. `needs`: what of the sources it reads. */
const INSTALLERS: readonly {program: RegExp; verb: RegExp; needs: RegExp | null; cache: RegExp}[] = [
  {program: /^(apk|xx-apk)$/, verb: /^add$/, needs: null, cache: /\/var\/cache\/apk|\/etc\/apk/},
  {program: /^(apt|apt-get|xx-apt|xx-apt-get)$/, verb: /^install$/, needs: null, cache: /\/var\/cache\/apt/},
  {program: /^(dnf|yum|microdnf|tdnf)$/, verb: /^install$/, needs: null, cache: /\/var\/cache/},
  {program: /^npm$/, verb: /^(ci|install|i)$/, needs: /package/, cache: /npm/},
  {program: /^(yarn|pnpm)$/, verb: /^install$/, needs: /package/, cache: /yarn|pnpm|store/},
  {program: /^go$/, verb: /^install$/, needs: null, cache: /./},
]

const repeatedInstall: Rule = {
  id: 'H-05',
  severity: 'warning',
  title: 'Installs packages after the sources are copied',
  why: 'A layer is made again when one before it has changed, and COPY . . changes with each commit. What is installed after it is installed again each time.',
  source: 'https://docs.docker.com/build/cache/optimize/#order-your-layers',
  find: subject => {
    const {model} = subject
    // What brings Go files of the program changes with nearly every commit.
    const files = subject.packages.flatMap(({files: own}) => own.slice(0, 1).map(({file}) => file)).slice(0, 200)
    const whole = contextUses(model).filter(
      use => !use.isMount && (isWhole(use) || files.some(file => brings(use, file))),
    )
    return model.stages
      .filter(({isReached}) => isReached)
      .flatMap(({runs}) => runs.flatMap(run => installAfter(subject, run, whole).slice(0, 1)))
  },
}

function installAfter({file}: Subject, run: Run, whole: ReturnType<typeof contextUses>): Problem[] {
  const stages = lineage(run.stage)
  const copy = whole.find(
    ({stage, instruction}) =>
      stages.includes(stage) && (stage !== run.stage || instruction.start < run.instruction.start),
  )
  if (copy === undefined || run.isForeign) return []
  const {line} = copy.instruction
  return run.commands.flatMap((command): Problem[] => {
    const what = installed(run, command)
    if (what === null) return []
    const {start} = command.words[0]!
    return [
      {
        at: {start, end: command.words[1]?.end ?? command.end},
        message: `\`${what}\` runs again for each change of ${isWhole(copy) ? 'any file' : 'the sources'}, because line ${line} copies ${isWhole(copy) ? 'all of them' : 'them'} first`,
        remedy: /^(npm|yarn|pnpm)/.test(what)
          ? `Write COPY package*.json ./ and RUN ${what} before line ${line}.`
          : `Write this in a RUN of its own before line ${line}.`,
        evidence: [{file, line}],
      },
    ]
  })
}

function installed({mounts}: Run, {words, certain}: ShellCommand): string | null {
  const [program = '', ...rest] = words.map(({text}) => text)
  const found = INSTALLERS.find(each => each.program.test(program))
  const verb = found && rest.find(text => found.verb.test(text))
  if (!certain || found === undefined || verb === undefined) return null
  if (mounts.some(({type, target}) => type === 'cache' && found.cache.test(target ?? ''))) return null
  const names = rest.slice(rest.indexOf(verb) + 1).filter(text => !text.startsWith('-'))
  // A package of the repository, or a list that is in it.
  if (names.some(text => /[/\\]|\0|\.(apk|deb|rpm)$/.test(text) && !text.includes('@')) && program !== 'npm')
    return null
  if (program === 'go' && (names.length === 0 || !names.every(text => /^[\w.-]+\.[a-z]+\/\S+@\S+$/.test(text))))
    return null
  return program === 'go' || names.length > 0 || found.needs !== null ? `${program} ${verb}` : null
}

export const ORDER_RULES: readonly Rule[] = [repeatedInstall]
