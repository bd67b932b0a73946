import {posix} from 'node:path'
import {type Command, readCommands} from './commands.ts'
import {type Dockerfile, type Instruction, lineage, type Stage, targetStage} from './parse.ts'
import {readRunScript} from './run-script.ts'
import {before, copyWords, isGolang, knownVariables, mountFields, reachedStages} from './stages.ts'

/** A RUN that installs packages or compiles something that is not Go: only a layer cache can save its time. */
export type SlowStep = {
  line: number
  /** `apt-get install`, for a reader. */
  what: string
  /** The stage is the target or one that it is built on, so that its layers are in the image. */
  inImage: boolean
  /** It brings packages up to date: kept, it would hold updates back. */
  updates: boolean
  /** Line of an earlier instruction that takes in the whole context, so that nearly every commit runs it again. */
  afterContext: number | null
}

export type SlowSteps = {
  steps: SlowStep[]
  /** Lines of the RUNs that run the go command. */
  goLines: number[]
}

type Options = {
  buildArgs: string[]
  /** Empty for the last stage. */
  target: string
  /** `NAME=VALUE` of --build-context: a stage of that name is not built. */
  buildContexts: string[]
}

type Rule = {
  programs: RegExp
  /** The word that says what to do; null where all take long. */
  verbs: RegExp | null
  updates?: RegExp
  /** What follows the verb are packages, of which small ones are not worth a cache. */
  installs?: true
  /** It installs when there is no word at all. */
  alone?: true
}

const RULES: Rule[] = [
  {
    programs: /^(apt|apt-get|aptitude|xx-apt|xx-apt-get)$/,
    verbs: /^(install|build-dep)$/,
    updates: /^(upgrade|dist-upgrade|full-upgrade)$/,
    installs: true,
  },
  {programs: /^(apk|xx-apk)$/, verbs: /^add$/, updates: /^upgrade$/, installs: true},
  {
    programs: /^(dnf5?|yum|microdnf|tdnf)$/,
    verbs: /^(install|groupinstall|group|builddep|module)$/,
    updates: /^(update|upgrade|distro-sync)$/,
    installs: true,
  },
  {
    programs: /^zypper$/,
    verbs: /^(install|in)$/,
    updates: /^(update|up|patch|dist-upgrade|dup)$/,
    installs: true,
  },
  {programs: /^(pip[\d.]*|pipx|poetry|pipenv|conda|mamba|micromamba)$/, verbs: /^(install|sync|create)$/},
  {programs: /^uv$/, verbs: /^(pip|sync|tool)$/},
  {programs: /^(npm|pnpm|bun)$/, verbs: /^(install|i|ci|add|install-clean|run|run-script|build|exec|dlx)$/},
  {programs: /^yarn$/, verbs: /^(install|add|run|build|exec|dlx|workspaces?)$/, alone: true},
  {programs: /^(npx|bunx)$/, verbs: null},
  {programs: /^(gem|bundle|bundler|composer)$/, verbs: /^(install|update)$/},
  {programs: /^cargo$/, verbs: /^(build|install|fetch|chef|test)$/},
  {programs: /^rustup$/, verbs: /^(toolchain|target|component|install|default)$/},
  {
    programs: /^(mvnw?|gradlew?|sbt|dotnet|bazel|bazelisk|cmake|ninja|meson|gcc|g\+\+|cc|c\+\+|clang|clang\+\+)$/,
    verbs: null,
  },
]

/** Often a wrapper around the go command, so that it counts only where there is no Go. */
const MAKE = /^(make|gmake|just|task)$/

/** Packages that a fast mirror delivers in less time than a cache service needs for their layer. */
const SMALL_PACKAGES = new Set(
  'bash busybox busybox-extras bzip2 ca-certificates ca-certificates-bundle coreutils curl dumb-init file findutils git gnupg gzip jq less libcap mailcap make musl musl-dev openssh-client openssl patch procps shadow su-exec sudo tar tini tzdata unzip upx wget xz xz-utils zip'.split(
    ' ',
  ),
)

const WRAPPERS = /^(sudo|xargs|nice|eatmydata|time)$/
const SHELLS = /^(ba|da|a)?sh$/

/** What takes long in the stages that a build of the target runs, apart from Go. */
export function findSlowSteps(dockerfile: Dockerfile, options: Options): SlowSteps {
  const built = withoutReplaced(dockerfile, options.buildContexts)
  const target = targetStage(built, options.target)
  if (target === null) return {steps: [], goLines: []}
  const inImage = new Set(lineage(target))
  const runs = reachedStages(built, target).flatMap(stage =>
    stage.instructions.filter(({keyword}) => keyword === 'RUN').map(run => ({stage, run})),
  )
  return {
    steps: runs.flatMap(({stage, run}) => {
      const slow = slowCommand(built.text, stage, run, options.buildArgs)
      if (slow === null) return []
      const afterContext = takesContext(stage, run)
      return [{...slow, line: run.line, inImage: inImage.has(stage), afterContext}]
    }),
    goLines: runs.filter(({run}) => runsGo(run.args)).map(({run}) => run.line),
  }
}

/** A script that runs the go command in a way that can take time. */
export function runsGo(script: string): boolean {
  return /\b(xx-)?go["',\s]+(-C["',\s]*\S+["',\s]+)?(build|install|test|vet|run|generate|get|tool|mod["',\s]+(download|vendor|tidy|verify))\b/.test(
    script,
  )
}

/** The same file, in which stages that a named context replaces have no instructions and lead nowhere. */
function withoutReplaced(dockerfile: Dockerfile, buildContexts: string[]): Dockerfile {
  const replaced = new Set(buildContexts.map(context => context.split('=')[0]!.toLowerCase()))
  const copies = new Map<Stage, Stage>()
  for (const stage of dockerfile.stages) {
    const isReplaced = stage.name !== null && replaced.has(stage.name.toLowerCase())
    const parent = stage.parent && !isReplaced ? (copies.get(stage.parent) ?? null) : null
    copies.set(stage, {...stage, parent, instructions: isReplaced ? [] : stage.instructions})
  }
  return {...dockerfile, stages: [...copies.values()]}
}

function slowCommand(
  text: string,
  stage: Stage,
  run: Instruction,
  buildArgs: string[],
): Pick<SlowStep, 'what' | 'updates'> | null {
  const lines = text.split('\n').slice(run.line - 1, run.endLine)
  const {commands} = readRunScript(lines, knownVariables(stage, run, buildArgs))
  const scripts = commands?.flatMap(innerCommands) ?? guessCommands(lines.join('\n'))
  const hasGo = isGolang(stage) || lineage(stage).some(({instructions}) => instructions.some(({args}) => runsGo(args)))
  const found = scripts.map(each => judge(each, hasGo)).filter(each => each !== null)
  return found.find(({updates}) => updates) ?? found[0] ?? null
}

/** Words of the commands that a command runs: of `sh -c`, behind `sudo` and its like, and of Python's `-m`. */
function innerCommands({words}: Pick<Command, 'words'>): string[][] {
  const [first = '', ...rest] = words
  const program = posix.basename(first)
  if (WRAPPERS.test(program)) {
    const at = rest.findIndex(word => !word.startsWith('-'))
    return at < 0 ? [] : innerCommands({words: rest.slice(at)})
  }
  if (SHELLS.test(program) && /^-\w*c$/.test(rest[0] ?? ''))
    return readCommands(rest[1] ?? '', new Map())?.flatMap(innerCommands) ?? guessCommands(rest[1] ?? '')
  if (/^python[\d.]*$/.test(program) && rest[0] === '-m') return [rest.slice(1)]
  return [[program, ...rest]]
}

/** Of a script that is more than can be followed (a here-document, a function): whatever looks like one of the commands. */
function guessCommands(script: string): string[][] {
  return [...script.matchAll(/(?<=^|[\s;&|(`])([a-z][\w.+-]*)((?:[ \t]+[^\s;&|()`]+){0,20})/g)].flatMap(
    ([, program, rest]) => [[program!, ...rest!.trim().split(/[ \t]+/)], ...guessCommands(rest!.trimStart())],
  )
}

function judge([program = '', ...words]: string[], hasGo: boolean): Pick<SlowStep, 'what' | 'updates'> | null {
  if (MAKE.test(program)) return hasGo ? null : {what: program, updates: false}
  const rule = RULES.find(({programs}) => programs.test(program))
  if (!rule) return null
  const {verbs, updates} = rule
  if (verbs === null) return {what: program, updates: false}
  // Not the first word: options before the verb may have values of their own.
  const rest = words.filter(word => !word.startsWith('-'))
  const at = rest.findIndex(word => verbs.test(word) || updates?.test(word))
  if (at < 0) return rule.alone && rest.length === 0 ? {what: program, updates: false} : null
  const what = `${program} ${rest[at]}`
  if (updates?.test(rest[at]!)) return {what, updates: true}
  const packages = rest.slice(at + 1)
  return rule.installs && packages.length > 0 && packages.every(isSmall) ? null : {what, updates: false}
}

/** Without version or repository: `git=2.47.3-r0`, `git~2.47`, `git@edge`. A name with a dot before it is apk's for a group. */
function isSmall(name: string): boolean {
  return name.startsWith('.') || SMALL_PACKAGES.has(name.replace(/[=~<>@].*$/, ''))
}

function takesContext(stage: Stage, run: Instruction): number | null {
  const own = run.flags.some(isWholeContext) ? run.line : null
  return before(stage, run).find(({instruction}) => copiesContext(instruction))?.instruction.line ?? own
}

function copiesContext({keyword, flags, args}: Instruction): boolean {
  if (!/^(COPY|ADD)$/.test(keyword) || flags.some(({name}) => name === 'from')) return false
  return copyWords(args)
    .slice(0, -1)
    .some(source => posix.normalize(`/${source}`) === '/')
}

function isWholeContext({name, value}: {name: string; value: string}): boolean {
  if (name !== 'mount') return false
  const fields = mountFields(value)
  if ((fields.get('type') ?? 'bind') !== 'bind' || fields.has('from')) return false
  return posix.normalize(`/${fields.get('source') ?? fields.get('src') ?? ''}`) === '/'
}
