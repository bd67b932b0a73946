/** The projects in `fixtures/projects`, each a small Go module that stands for one fact or one combination. */
import {fileURLToPath} from 'node:url'
import type {GivenIds} from '../src/build/secrets.ts'
import {writeFromCheckout} from '../src/dockerfile/from-checkout.ts'
import {demandProgram} from '../src/go/demand.ts'
import {inspectProject} from '../src/go/inspect.ts'
import type {Project} from '../src/go/project.ts'
import type {DockerfileStyle} from '../src/inputs.ts'
import {UserError} from '../src/runner/errors.ts'

export const EMULATED_PLATFORMS = ['linux/arm64', 'linux/arm/v7'] as const
export type EmulatedPlatform = (typeof EMULATED_PLATFORMS)[number]

export type FixtureProject = {
  /** Below `fixtures/projects`; the name of the row unless told. */
  folder?: string
  /** The inputs of these names. */
  main?: string
  module?: string
  base?: string
  style?: DockerfileStyle
  given?: GivenIds
  /** Of several programs, the one that the image is of. */
  target?: string
  /** What a container prints; it ends with 0. */
  prints?: string
  /** Arguments of that container. */
  args?: string[]
  /** The port on which a container answers HTTP; it must also be the one that the image exposes. */
  serves?: number
  /** It needs the standard library compiled once more, or much of it: not for three platforms. */
  isCostly?: true
  /** C is compiled on the platform that it is for, which is emulated unless it is the machine's own. */
  isCgo?: 'glibc' | 'musl'
  /** Also built for these and started there. Few: what is emulated takes about ten times as long. */
  emulated?: EmulatedPlatform[]
  /** Why nothing is built, although a Dockerfile is written. A row with none of these three is refused. */
  unbuilt?: string
}

export type Outcome =
  | {project: Project; dockerfile: string; ignore: string}
  | {project: Project | null; refusal: Pick<UserError, 'code' | 'message'>}

/** What a build with these inputs sets, so that a fixture shows whether its variable was told. */
export const VERSION = '1.2.3'
export const COMMIT = '0123456789abcdef0123456789abcdef01234567'
export const DATE = '2026-11-21T10:00:00Z'

export const folderOf = (name: string, {folder = name}: FixtureProject): string =>
  fileURLToPath(new URL(`fixtures/projects/${folder}`, import.meta.url))

/** What the step would do with it, from the sources alone: neither Go nor Docker is asked. */
export async function outcomeOf(name: string, fixture: FixtureProject): Promise<Outcome> {
  const {main, module, base = 'distroless', style = 'mount', given = NOTHING} = fixture
  let project: Project | null = null
  try {
    project = await inspectProject({
      root: folderOf(name, fixture),
      ...(main !== undefined && {main}),
      ...(module !== undefined && {module}),
    })
    demandProgram(project)
    const options = {base, style, given, buildArgs: []}
    const {dockerfile, ignore} = writeFromCheckout(folderOf(name, fixture), project, options)
    return {project, dockerfile, ignore}
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return {project, refusal: {code: error.code, message: error.message}}
  }
}

const NOTHING: GivenIds = {secrets: [], ssh: []}
const TOKEN: GivenIds = {secrets: ['netrc'], ssh: []}
const KEY: GivenIds = {secrets: ['known_hosts'], ssh: ['default']}
const CANNOT_FETCH =
  'no server has its dependency; e2e/private-modules.test.ts and e2e/private-modules-ssh.test.ts have one'

export const fixtureProjects: Readonly<Record<string, FixtureProject>> = {
  // Where the module is.
  'root-module': {prints: 'letters: 3', emulated: ['linux/arm64']},
  'cmd-folder': {prints: 'app'},
  'nested-module': {prints: 'nested api'},
  'nested-beside-root': {prints: 'of the root'},
  'nested-beside-root-agent': {folder: 'nested-beside-root', module: 'agent', prints: 'of the agent'},
  'no-root-module': {prints: 'backend'},
  'two-modules': {},
  'two-modules-job': {folder: 'two-modules', module: 'job', prints: 'job'},
  workspace: {prints: 'of the library'},
  'workspace-sums': {prints: '3'},
  'workspace-replace': {prints: 'replaced by the workspace'},
  'workspace-outsider': {prints: 'outside of the workspace'},
  'workspace-member-missing': {},
  vendor: {prints: 'vendored'},
  'vendor-nested': {prints: 'vendored'},
  'vendor-workspace': {prints: 'lib, vendored'},
  'vendor-inconsistent': {},
  'replace-inside': {prints: 'of the folder'},
  'replace-sibling': {prints: 'of the sibling'},
  'replace-outside': {},
  'replace-missing': {},
  'no-go-sum': {prints: 'no sums'},
  'go-sum-missing': {},
  'major-version': {prints: 'version two'},
  'hyphen-and-dot': {prints: 'my-app.io'},
  'deep-path': {prints: 'billingd'},
  'non-ascii-folder': {},
  'non-ascii-embed': {prints: 'groß'},

  // Lines of go.mod.
  'toolchain-line': {isCostly: true, prints: 'go1.26.8'},
  'tool-line': {prints: 'app'},
  'tool-line-elsewhere': {},
  'godebug-line': {prints: 'panicnil: true'},
  'ignore-line': {prints: 'not ignored'},
  'go-1.18': {prints: 'generic'},
  'go-line-missing': {prints: 'no go line'},
  'go-line-newer': {unbuilt: 'there is no such Go'},
  'go-mod-broken': {},

  // Which program.
  'several-mains': {},
  'several-mains-api': {folder: 'several-mains', main: 'cmd/api', prints: 'api'},
  'several-mains-worker': {folder: 'several-mains', main: './cmd/worker', prints: 'worker'},
  'several-mains-both': {folder: 'several-mains', main: './cmd/worker, ./cmd/api', prints: 'worker'},
  'several-mains-target': {folder: 'several-mains', main: './cmd/worker, ./cmd/api', target: 'api', prints: 'api'},
  'name-trap': {},
  'name-trap-client': {folder: 'name-trap', main: 'cmd/ledger', prints: 'client'},
  'name-trap-server': {folder: 'name-trap', main: 'cmd/ledgerd', serves: 7070},
  'examples-beside': {prints: 'the program'},
  'examples-beside-chosen': {folder: 'examples-beside', main: 'examples/small', prints: 'an example'},
  'tools-beside': {prints: 'the program'},
  'tools-imported': {prints: 'the program'},
  'generator-beside': {prints: 'generated'},
  'platform-only': {prints: 'server'},
  'windows-only': {},
  library: {},
  'library-example': {folder: 'library', main: 'examples/count', prints: 'words'},
  'internal-program': {},
  'internal-program-example': {folder: 'internal-program', main: 'examples/base', prints: 'base'},
  'no-func-main': {},
  empty: {},
  'own-dockerfile': {prints: 'own'},

  // Before modules.
  'legacy-dep': {},
  'legacy-glide': {},
  'legacy-gopath': {},

  // What is embedded or generated.
  'embed-file': {prints: 'a page'},
  'embed-folder': {prints: 'a style'},
  'embed-all': {prints: 'a hidden file'},
  'embed-glob': {prints: 'two words'},
  'embed-testdata': {prints: 'a seed'},
  'embed-missing': {},
  frontend: {},
  'frontend-placeholder': {prints: 'placeholder'},
  'generated-missing': {},

  // What the program needs.
  profile: {isCostly: true, prints: 'profiled'},
  'profile-elsewhere': {prints: 'not profiled'},
  'runtime-file': {prints: 'configured'},
  templates: {prints: 'a template', isCostly: true},
  'port-literal': {isCostly: true, serves: 4001},
  'port-flag': {serves: 4002},
  'port-variable': {serves: 4003},
  'version-in-main': {prints: `version ${VERSION}`},
  'version-elsewhere': {prints: `version ${VERSION}`},
  'version-commit-date': {prints: `${VERSION} of ${COMMIT} at ${DATE}`},
  'version-constant': {prints: 'version 1.0.0 7'},
  'private-module': {unbuilt: CANNOT_FETCH},
  'private-module-netrc': {folder: 'private-module', given: TOKEN, unbuilt: CANNOT_FETCH},
  'private-module-ssh': {folder: 'private-module', given: KEY, base: 'alpine', unbuilt: CANNOT_FETCH},
  'private-module-layer': {folder: 'private-module', given: TOKEN, style: 'layer', unbuilt: CANNOT_FETCH},
  'private-modules-ssh-layer': {
    ...{folder: 'private-modules', main: './api, ./worker'},
    ...{given: KEY, style: 'layer', unbuilt: CANNOT_FETCH},
  },
  'private-modules-netrc': {folder: 'private-modules', main: 'worker', given: TOKEN, unbuilt: CANNOT_FETCH},
  health: {args: ['healthcheck'], prints: 'healthy'},
  exec: {prints: 'git did not run'},
  zones: {prints: 'Europe/Lisbon'},
  'zones-within': {base: 'scratch', prints: 'Europe/Lisbon'},
  users: {prints: '/home/nonroot'},
  'temp-folder': {prints: 'written'},
  certificates: {prints: 'authorities: true'},
  'certificates-scratch': {folder: 'certificates', base: 'scratch', prints: 'authorities: true'},
  'system-files': {prints: 'linux unix'},
  assembly: {prints: 'sum: 42'},
  'cgo-stub': {prints: 'answer: 42'},
  'cgo-elsewhere': {prints: 'answer: 42'},
  cgo: {isCgo: 'glibc', prints: 'answer: 42', emulated: ['linux/arm64', 'linux/arm/v7']},
  'cgo-debian': {folder: 'cgo', base: 'debian', isCgo: 'glibc', prints: 'answer: 42'},
  'cgo-static': {folder: 'cgo', base: 'scratch', isCgo: 'musl', prints: 'answer: 42'},
  'cgo-cxx': {isCgo: 'glibc', prints: 'length: 30'},
  'cgo-module': {isCgo: 'glibc', prints: 'token library: false', emulated: ['linux/arm64']},
  // Not emulated by default: apt-get then reads the list of all packages for a minute.
  'cgo-library': {isCgo: 'glibc', prints: 'complete: 1 0'},

  // Combinations.
  'workspace-service': {prints: `api ${VERSION} words`},
  'nested-major-version': {prints: `ledgerd ${VERSION}`},
  'nested-several-mains': {prints: 'api'},
}
