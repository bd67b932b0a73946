/** Steps in an order that repeats them for every commit. */
import {isAtOrBelow} from '../../go/below.ts'
import {brings, contextUses, isWhole} from '../check/context-use.ts'
import {moveStepBefore} from '../check/edits.ts'
import {modelOf} from '../check/model.ts'
import type {Edit, Problem, Rule, Subject} from '../check/rule.ts'
import type {Run} from '../check/run.ts'
import type {Instruction} from '../instruction.ts'
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

function installAfter(subject: Subject, run: Run, whole: ReturnType<typeof contextUses>): Problem[] {
  const stages = lineage(run.stage)
  const copy = whole.find(
    ({stage, instruction}) =>
      stages.includes(stage) && (stage !== run.stage || instruction.start < run.instruction.start),
  )
  if (copy === undefined || run.isForeign) return []
  const {file} = subject
  const {line} = copy.instruction
  const edits = copy.stage === run.stage ? movedUp(subject, run, copy.instruction) : null
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
        ...(edits && {fix: {title: `Install before line ${line}`, edits}}),
      },
    ]
  })
}

/** Where packages have their files, and package managers their settings. */
const OF_SYSTEM = ['/bin', '/boot', '/etc', '/lib', '/lib64', '/root', '/sbin', '/tmp', '/usr', '/var']
const SOURCES = ['/usr/src', '/usr/local/src']

/** The RUN before the COPY; null where it may need, or change, what stands between. */
function movedUp({model}: Subject, {stage, instruction, commands, isBroken}: Run, copy: Instruction): Edit[] | null {
  const isPlain = instruction.flags.length + instruction.heredocs.length === 0 && instruction.json === null
  if (!isPlain || isBroken || !commands.every(isOfSystem)) return null
  const {instructions} = stage
  const between = instructions.slice(instructions.indexOf(copy), instructions.indexOf(instruction))
  const isAside = between.every(each => {
    if (each.keyword === 'WORKDIR') return true
    const destination = modelOf(model, stage).copies.find(one => one.instruction === each)?.destination ?? '/'
    const isSources = SOURCES.some(folder => isAtOrBelow(destination, folder))
    return each.keyword === 'COPY' && (isSources || ![...OF_SYSTEM, '/'].some(top => inOrOver(destination, top)))
  })
  return isAside ? moveStepBefore(instruction, copy, model.dockerfile) : null
}

function inOrOver(path: string, top: string): boolean {
  return top === '/' ? path === '/' : isAtOrBelow(path, top)
}

/** It installs packages by their names, or tidies up after that. */
function isOfSystem({words, redirects, assignments}: ShellCommand): boolean {
  const [program = '', ...rest] = words.map(({text}) => text)
  if (redirects.length > 0 || words.some(({variables}) => variables.length > 0)) return false
  if (program === 'rm')
    return rest.every(text => text.startsWith('-') || /^\/var\/(lib\/apt\/lists|cache)\//.test(text))
  const isManager = INSTALLERS.some(each => each.needs === null && each.program.test(program) && program !== 'go')
  return isManager && assignments.every(({name}) => name === 'DEBIAN_FRONTEND')
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
