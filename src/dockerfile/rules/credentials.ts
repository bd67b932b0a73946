/** How the go command and git sign in during a build, and whom they trust. */
import {addStepBefore} from '../check/edits.ts'
import {compiles, downloads, type GoCommand, rangeOf} from '../check/go-command.ts'
import {earlierRuns, modelOf, reachedRuns} from '../check/model.ts'
import type {Edit, Problem, Rule, Subject} from '../check/rule.ts'
import type {Run} from '../check/run.ts'
import {inScript} from '../check/script.ts'
import {OPAQUE} from '../opaque.ts'
import {lineage} from '../parse.ts'
import type {ShellCommand, ShellWord} from '../shell.ts'
import {runsAsRoot} from '../stages.ts'

/** Files that git and the go command read credentials from. */
const CREDENTIAL_FILE = /(?:^|\/)(?:\.netrc|\.git-credentials|\.gitconfig|\.config\/git\/\w+)$/

const writtenToken: Rule = {
  id: 'S-04',
  severity: 'error',
  title: 'Writes a token into a file of a layer',
  why: 'git config --global and a .netrc are files in the home folder. What a RUN leaves there is in its layer, and with it the token, whichever way it came in.',
  source: 'https://docs.docker.com/build/building/secrets/',
  whyNoFix: 'The build has to be started with a secret in its place.',
  anyFile: true,
  find: ({model}) =>
    reachedRuns(model).flatMap(run => {
      const found = run.commands.find(command => isTokenWritten(command) && !isTakenAway(run, command))
      if (found === undefined) return []
      const isConfig = found.words[0]!.text.endsWith('git')
      const where = isConfig ? 'the global git configuration' : (targetOf(found) ?? 'a file')
      const stays = modelOf(model, run.stage).isFinal ? 'of the image' : "that the builder's cache keeps"
      const problem: Problem = {
        at: {start: found.words[0]!.start, end: found.words.at(-1)!.end},
        message: `This writes the token into ${where}, in a layer ${stays}`,
        remedy: isConfig
          ? 'Mount the credentials for the steps that fetch: RUN --mount=type=secret,id=netrc,target=/root/.netrc,required go mod download'
          : 'Write RUN --mount=type=secret,id=netrc,target=/root/.netrc,required on the steps that fetch, and take this out.',
      }
      return [problem]
    }),
}

function isTokenWritten(command: ShellCommand): boolean {
  const [program, ...rest] = command.words
  if (program === undefined) return false
  if (
    program.text.endsWith('git') &&
    rest[0]?.text === 'config' &&
    rest.some(({text}) => /^--(global|system)$/.test(text))
  )
    return rest.some(({text}) => /insteadof/i.test(text)) && rest.some(hasToken)
  const target = targetOf(command)
  return target !== null && CREDENTIAL_FILE.test(target) && rest.some(holdsValue)
}

/** `https://${TOKEN}@host`: what stands before the @ is known only when it runs, and is more than a user's name. */
function hasToken(word: ShellWord): boolean {
  const [, user] = /https?:\/\/([^\s/@]{0,400})@/.exec(word.text) ?? []
  // Of an ARG with an empty default nothing is left in the text.
  const isWritten = /https?:\/\/[^\s@/]{0,200}\$[^\s@]{0,200}@/.test(word.raw)
  return (isWritten || (user?.includes(OPAQUE) ?? false)) && isSecretValue(word)
}

function holdsValue(word: ShellWord): boolean {
  return word.text.includes(OPAQUE) && isSecretValue(word)
}

function isSecretValue({variables}: ShellWord): boolean {
  return variables.length === 0 || variables.some(name => !/USER(NAME)?$|HOST$|HOME$|OWNER$|ORG$/i.test(name))
}

function targetOf({redirects}: ShellCommand): string | null {
  return redirects.find(({operator}) => operator.startsWith('>'))?.target?.text ?? null
}

/** The same RUN removes it again, or it lies in a mount. */
function isTakenAway(run: Run, written: ShellCommand): boolean {
  const file = targetOf(written) ?? '.gitconfig'
  const name = file.slice(file.lastIndexOf('/') + 1)
  if (
    run.mounts.some(
      ({target, type}) => type !== 'cache' && target !== null && (target.endsWith(name) || target === '/root'),
    )
  )
    return true
  return run.commands.some(({start, words}) => {
    const texts = words.map(({text}) => text)
    if (start <= written.start) return false
    if (texts[0] === 'rm') return texts.some(text => text.endsWith(name))
    return texts[0] === 'git' && texts.some(text => /^--(unset(-all)?|remove-section)$/.test(text))
  })
}

type Access = 'mount' | 'token' | null

/** How a RUN can sign in to where private modules are. */
function accessOf({model}: Subject, run: Run): Access {
  const all = [...earlierRuns(model, run), run]
  if (all.some(({mounts}) => mounts.some(({type}) => type === 'ssh' || type === 'secret'))) return 'mount'
  const copied = modelOf(model, run.stage).copies.some(({sources}) =>
    sources.some(each => /netrc|\.ssh|id_|git-?config|credential/.test(each)),
  )
  const configured = all.some(({commands}) =>
    commands.some(({words, redirects}) =>
      [...words, ...redirects.flatMap(({target}) => target ?? [])].some(({text}) =>
        /insteadof|netrc|git-credentials|credential\.helper|GOAUTH/i.test(text),
      ),
    ),
  )
  return copied || configured || hasProxy(run) ? 'token' : null
}

function hasProxy({go}: Run): boolean {
  return go.some(({command: {environment}}) => {
    const proxy = environment.get('GOPROXY')
    return (
      environment.has('GOAUTH') ||
      (proxy !== undefined && !/^(https:\/\/proxy\.golang\.org|direct|off|,|\|)*$/.test(proxy))
    )
  })
}

function fetches(go: GoCommand): boolean {
  const isVendored = go.flags.get('mod')?.value === 'vendor'
  return (downloads(go) || compiles(go)) && !isVendored && go.command.certain
}

/** The first step of a stage that needs the modules. */
function fetchingRuns({model}: Subject): {run: Run; go: GoCommand}[] {
  const seen = new Set<Run['stage']>()
  return reachedRuns(model).flatMap(run => {
    const go = run.isForeign || run.isBroken ? undefined : run.go.find(fetches)
    if (go === undefined || seen.has(run.stage)) return []
    seen.add(run.stage)
    return [{run, go}]
  })
}

function privateModule({project}: Subject) {
  if (project === null || project.workspace?.vendor || project.modules.some(({vendor}) => vendor)) return undefined
  return project.facts.find(({kind, certain}) => kind === 'private-module' && certain)
}

const noAccess: Rule = {
  id: 'S-05',
  severity: 'warning',
  title: 'Private modules without a way to fetch them',
  why: 'A private module is in no public proxy. Without credentials the go command asks the public servers and fails.',
  source: 'https://go.dev/ref/mod#private-modules',
  whyNoFix: 'Which credentials the server takes is for its owner to say.',
  find: subject => {
    const fact = privateModule(subject)
    if (fact === undefined) return []
    return fetchingRuns(subject)
      .filter(({run}) => accessOf(subject, run) === null)
      .map(({run, go}) => ({
        at: rangeOf(go),
        message: `\`go ${go.verb}\` needs ${fact.subject}, which is private, and nothing in line ${run.instruction.line} or before signs in`,
        remedy: `Write RUN --mount=type=secret,id=netrc,target=/root/.netrc,required with GOPRIVATE=${fact.subject} before the command.`,
        evidence: fact.evidence.slice(0, 2),
      }))
  },
}

const optionalSecret: Rule = {
  id: 'S-06',
  severity: 'info',
  title: 'A credential mount that may be absent',
  why: 'Without `required` a build that is not given the secret goes on without the file, and fails later with a message about a server that asks for a password.',
  source: 'https://docs.docker.com/reference/dockerfile/#run---mounttypesecret',
  whyNoFix: 'Builds that do without the credentials, as those of forks may, would stop.',
  find: ({model}) =>
    reachedRuns(model).flatMap(run => {
      // A script that looks whether it is there means it to be optional.
      if (!run.go.some(fetches) || /(?:\[|test)\s+-[efsr]\s|\bif\b|\|\|/.test(inScript(run))) return []
      return run.mounts
        .filter(({type, options}) => /^(ssh|secret)$/.test(type) && !/(^|,)required(=(1|t|true))?(,|$)/i.test(options))
        .slice(0, 1)
        .map(({type, options, range}) => ({
          at: range,
          message: `Without \`required\` a build that lacks this ${type === 'ssh' ? 'key' : 'secret'} fails only where \`go\` is refused by the server`,
          remedy: `Write --mount=${options},required`,
        }))
    }),
}

const noGit: Rule = {
  id: 'S-07',
  severity: 'warning',
  title: 'Fetches modules with git in an image without git',
  why: 'The golang images for Alpine have no git. Modules that come from their server and not from a proxy need it.',
  source: 'https://github.com/docker-library/docs/tree/master/golang#golangversion-alpine',
  find: subject => {
    const fact = privateModule(subject)
    return fetchingRuns(subject).flatMap(({run, go}) => {
      const {image} = modelOf(subject.model, run.stage)
      if (image.kind !== 'golang' || image.libc !== 'musl' || run.instruction.start < 0) return []
      const proxy = go.command.environment.get('GOPROXY')
      const needed = fact !== undefined && proxy === undefined ? fact.subject : null
      const isDirect = proxy === 'direct' && (subject.project?.modules.some(({goSum}) => goSum) ?? false)
      if (needed === null && !isDirect) return []
      const hasGit = [...earlierRuns(subject.model, run), run].some(
        each =>
          each.isForeign || each.isBroken || each.commands.some(({words}) => isAddingGit(words.map(({text}) => text))),
      )
      if (hasGit || modelOf(subject.model, run.stage).copies.some(({origin}) => origin.kind === 'image')) return []
      const edits = isFirstOfStage(subject, run) ? withGit(subject, run) : null
      return [
        {
          at: rangeOf(go),
          message: `\`go ${go.verb}\` fetches ${needed ?? 'every module'} with git, and ${image.reference} has none`,
          remedy: 'Write RUN apk add --no-cache git before it.',
          evidence: needed === null ? [] : fact!.evidence.slice(0, 1),
          ...(edits && {fix: {title: 'Install git before it', edits}}),
        },
      ]
    })
  },
}

/** The steps after it have git too then. */
function isFirstOfStage(subject: Subject, run: Run): boolean {
  return !fetchingRuns(subject).some(
    each => each.run.instruction.start < run.instruction.start && lineage(run.stage).includes(each.run.stage),
  )
}

/** Before all that the stage copies, which would have it installed again at each change. */
function withGit({model}: Subject, {stage, instruction, network, mounts}: Run): Edit[] | null {
  const first = stage.instructions.find(({keyword}) => /^(COPY|ADD|RUN)$/.test(keyword)) ?? instruction
  const packages = mounts.some(({type}) => type === 'ssh') ? 'git openssh-client' : 'git'
  if (network === 'none' || !runsAsRoot(stage, first, model.buildArgs)) return null
  return addStepBefore(first, [`RUN apk add --no-cache ${packages}`], model.dockerfile)
}

function isAddingGit([program = '', ...rest]: string[]): boolean {
  return (
    (program.endsWith('apk') &&
      rest.includes('add') &&
      rest.some(word => /^(git|git[@~=<>].*|alpine-sdk|build-base-git)$/.test(word) || word.includes(OPAQUE))) ||
    program.includes('make') ||
    program.endsWith('.sh')
  )
}

export const CREDENTIAL_RULES: readonly Rule[] = [writtenToken, noAccess, optionalSecret, noGit]
