/** Private modules in a written Dockerfile: how the go command signs in, without a trace of it in a layer. */
import type {GivenIds} from '../build/secrets.ts'
import {place} from '../go/candidates.ts'
import type {Fact} from '../go/project.ts'
import type {DockerfileStyle} from '../inputs.ts'
import {plain} from '../report/plain.ts'
import type {DecisionRow} from '../report/report.ts'
import type {GoBuilder} from './builder.ts'
import {factRow} from './fact-row.ts'
import {howToGive, howToKnow, type Missing} from './private-advice.ts'

/** What the steps that may fetch modules have besides their command. */
export type ModuleAccess = {
  /** Options of mounts. */
  mounts: readonly string[]
  /** `NAME=value` of that command alone; each is one word of a shell. */
  environment: readonly string[]
  /** What their stage installs. The golang images for Debian stand on buildpack-deps:scm, which has git and ssh. */
  packages: Readonly<Record<GoBuilder['manager'], readonly string[]>>
}

export type PrivateModules = {access: ModuleAccess; choices: DecisionRow[]; warnings: string[]}

type Options = {
  style: DockerfileStyle
  /** Nothing is fetched then. */
  vendored: boolean
  given: GivenIds
  /** `NAME=value`. */
  buildArgs: readonly string[]
}

/** `GOAUTH` is `netrc` unless set (https://pkg.go.dev/cmd/go#hdr-GOAUTH_environment_variable); git reads the file too. */
const NETRC = 'type=secret,id=netrc,target=/root/.netrc,required'
const KNOWN_HOSTS = 'type=secret,id=known_hosts,target=/root/.ssh/known_hosts,required'

const NO_ACCESS: ModuleAccess = {mounts: [], environment: [], packages: {apk: [], apt: []}}

/**
 * Paths of modules as the go command takes them (golang.org/x/mod/module, CheckPath), without a port. It refuses any
 * other; nothing of these means more to a shell or an instruction than itself.
 */
const MODULE_PATH = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/[\w.~-]+)*$/i

/** What the build is given for private modules, and what to do where that does not do. */
export function privateModules(facts: readonly Fact[], options: Options): PrivateModules {
  const {style, vendored, given, buildArgs} = options
  const modules = facts
    .filter(({kind, subject}) => kind === 'private-module' && MODULE_PATH.test(subject))
    .sort((one, other) => Number(other.certain) - Number(one.certain))
  const [first] = modules
  const hosts = hostsOf(modules, argument(buildArgs, 'GOPRIVATE') ?? '')
  const netrc = given.secrets.includes('netrc')
  const isGiven = netrc || given.ssh.length > 0
  const proxied = namesProxy(argument(buildArgs, 'GOPROXY') ?? '')
  const left = (missing: Missing) => ({access: NO_ACCESS, ...leftOver(modules, missing)})
  if (vendored || (!isGiven && (proxied || first === undefined))) return {access: NO_ACCESS, choices: [], warnings: []}
  if (style === 'portable') return left({kind: 'portable', isGiven})
  if (!isGiven) return left({kind: 'nothing given', host: hostOf(first!.subject)})
  if (!netrc && hosts.length === 0) return left({kind: 'no host'})
  return signIn({modules, hosts, netrc, proxied, given, buildArgs})
}

type Known = Pick<Options, 'given' | 'buildArgs'> & {
  modules: readonly Fact[]
  hosts: readonly string[]
  netrc: boolean
  proxied: boolean
}

/** A secret `netrc` signs in by HTTPS; `ssh` has git take SSH for the hosts of private modules. */
function signIn({modules, hosts, netrc, proxied, given, buildArgs}: Known): PrivateModules {
  const ssh = given.ssh.length > 0 && hosts.length > 0
  const byGit = ssh || !proxied
  const patterns = privatePatterns(modules, byGit, buildArgs)
  const packages = [...(byGit ? ['git'] : []), ...(ssh ? ['openssh-client'] : [])]
  const how = [...patterns, ...(byGit ? ['git is installed where the builder has none'] : [])]
  return {
    access: {
      mounts: [...(netrc ? [NETRC] : []), ...(ssh ? [sshMount(given.ssh), KNOWN_HOSTS] : [])],
      environment: [...patterns, ...(ssh ? gitBySsh(hosts) : [])],
      packages: {apk: packages, apt: []},
    },
    choices: [
      ...(netrc && !ssh ? [netrcChoice(modules, how)] : []),
      ...(netrc && ssh ? [netrcChoice([], ['git takes SSH for the hosts of private modules'])] : []),
      ...(ssh ? [sshChoice(modules, hosts, how)] : []),
    ],
    warnings: [
      ...(ssh && !given.secrets.includes('known_hosts') ? [howToKnow(hosts)] : []),
      ...(given.ssh.length > 0 && !ssh ? [howToGive({kind: 'no host'})] : []),
    ],
  }
}

/** The value that the build gives one; null where it does not, or takes it from the environment. */
function argument(buildArgs: readonly string[], name: string): string | null {
  const found = buildArgs.findLast(one => one.startsWith(`${name}=`))
  return found === undefined ? null : found.slice(name.length + 1)
}

/** https://go.dev/ref/mod#environment-variables: a list with commas and bars. The public proxy has no private module. */
function namesProxy(value: string): boolean {
  return value
    .split(/[,|]/)
    .map(one => one.trim().replace(/\/$/, ''))
    .some(one => !['', 'direct', 'off', 'https://proxy.golang.org'].includes(one))
}

/** Those of the modules, and those that GOPRIVATE of the build names without a wildcard. */
function hostsOf(modules: readonly Fact[], goPrivate: string): string[] {
  const paths = [...modules.map(({subject}) => subject), ...goPrivate.split(',').map(one => one.trim())]
  return [...new Set(paths.map(hostOf).filter(host => MODULE_PATH.test(host)))].sort()
}

function hostOf(path: string): string {
  return path.split('/')[0]!
}

/**
 * The modules themselves and nothing beside them: GOPRIVATE takes them from their own servers, GONOSUMDB only keeps
 * their names from the checksum database. What the build sets has the say.
 */
function privatePatterns(modules: readonly Fact[], byGit: boolean, buildArgs: readonly string[]): string[] {
  const name = byGit ? 'GOPRIVATE' : 'GONOSUMDB'
  const isSet = ['GOPRIVATE', name].some(one => buildArgs.some(arg => arg.split('=')[0] === one))
  const paths = [...new Set(modules.map(({subject}) => subject))].sort()
  // A pattern is for all below it too (golang.org/x/mod/module, MatchPrefixPatterns).
  const patterns = paths.filter(path => !paths.some(other => path.startsWith(`${other}/`)))
  return isSet || patterns.length === 0 ? [] : [`${name}=${patterns.join(',')}`]
}

/** Settings of git for one command, from 2.31 on, and in no file (https://git-scm.com/docs/git-config#ENVIRONMENT). */
function gitBySsh(hosts: readonly string[]): string[] {
  return [
    `GIT_CONFIG_COUNT=${hosts.length}`,
    ...hosts.flatMap((host, index) => [
      `GIT_CONFIG_KEY_${index}=url.ssh://git@${host}/.insteadOf`,
      `GIT_CONFIG_VALUE_${index}=https://${host}/`,
    ]),
  ]
}

/** BuildKit's id is `default` unless told. */
function sshMount(ids: readonly string[]): string {
  const id = ids.includes('default') ? undefined : ids.find(one => /^[\w.-]+$/.test(one))
  return id === undefined ? 'type=ssh,required' : `type=ssh,id=${id},required`
}

function netrcChoice(modules: readonly Fact[], how: readonly string[]): DecisionRow {
  const reason = [
    'the build is given it, and the steps that may fetch modules have it as /root/.netrc',
    ...how,
    'elsewhere: docker buildx build --secret id=netrc,src=$HOME/.netrc',
  ].join('; ')
  return row('secret netrc', reason, modules)
}

function sshChoice(modules: readonly Fact[], hosts: readonly string[], how: readonly string[]): DecisionRow {
  const reason = [
    `the build is given \`ssh\`, and git takes it instead of HTTPS for ${hosts.join(', ')}`,
    ...how,
    'elsewhere: docker buildx build --ssh default --secret id=known_hosts,src=$HOME/.ssh/known_hosts',
  ].join('; ')
  return row('ssh and secret known_hosts', reason, modules)
}

function row(choice: string, reason: string, modules: readonly Fact[]): DecisionRow {
  const evidence = modules.flatMap(({evidence}) => evidence)
  return factRow('private-module', choice, reason, evidence)
}

/** One for all modules, the certain ones first: a warning for those, and where what is given is not used. */
function leftOver(modules: readonly Fact[], missing: Missing): Pick<PrivateModules, 'choices' | 'warnings'> {
  const [first] = modules
  const remedy = howToGive(missing)
  if (first === undefined) return {choices: [], warnings: [remedy]}
  const more = modules.length > 1 ? ` and ${modules.length - 1} more` : ''
  const choice = `${first.subject}${more} ${more === '' ? 'is' : 'are'} fetched without a secret`
  if (first.certain || (missing.kind === 'portable' && missing.isGiven))
    return {
      choices: [],
      warnings: [plain(`${choice}: ${first.says.replace(/\.$/, '')} (${place(first.evidence[0]!)}). ${remedy}`)],
    }
  return {choices: [row(choice, `${first.says} ${remedy}`, modules)], warnings: []}
}
