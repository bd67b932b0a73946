import type {GivenIds} from '../../src/build/secrets.ts'
import {type GoFlags, NO_FLAGS} from '../../src/dockerfile/go-flags.ts'
import {type QualityCheck, readChecks} from '../../src/dockerfile/quality-checks.ts'
import type {RuntimeFile} from '../../src/dockerfile/runtime-files.ts'
import type {Fact, FactKind, GoModule, MainPackage, Project, Workspace} from '../../src/go/project.ts'
import type {DockerfileStyle} from '../../src/inputs.ts'

/** Of a go.work that has neither line. */
export const NO_LINES = {go: null, toolchain: null, lines: {go: null, toolchain: null}}

/** A service at the root of its repository, with nothing special. */
export function projectOf(
  different: Partial<Project> & {main?: Partial<MainPackage>; go?: string; vendor?: boolean} = {},
): Project {
  const {main: mainPart, go = '1.27.3', vendor = false, ...rest} = different
  const main: MainPackage = {
    importPath: 'github.com/acme/ledger',
    dir: '.',
    moduleDir: '.',
    shipping: true,
    reason: 'the only command',
    evidence: {file: 'main.go', line: 8},
    versionVariables: [],
    ports: [],
    ...mainPart,
  }
  return {
    schema: 1,
    modules: [
      {
        dir: main.moduleDir,
        path: 'github.com/acme/ledger',
        go,
        toolchain: null,
        goSum: true,
        vendor,
        localReplaces: [],
        lines: {module: 1, go: 3, toolchain: null},
      },
    ],
    workspace: null,
    mains: [main],
    decision: {kind: 'build', main, moduleDir: main.moduleDir, reason: main.reason},
    mainsBy: {goList: true},
    obstacles: [],
    cgo: {needed: false, evidence: []},
    embeds: [],
    packages: ['.'],
    facts: [],
    linkVariables: [],
    pgo: [],
    ownDockerfile: null,
    warnings: [],
    ...rest,
  }
}

export const at = (file: string, line: number) => ({file, line})
const embed = (dir: string, ...patterns: string[]) => ({dir, patterns, missing: [], evidence: at('x.go', 1)})

/** Those of other styles, with the mounts of Go's caches that they have. */
export const styled: Record<string, {project: Project; style: DockerfileStyle; buildArgs: string[]; caches: string[]}> =
  {
    layer: {
      project: projectOf(),
      style: 'layer',
      buildArgs: ['GOPROXY=https://proxy.acme.com', 'GOAMD64=v2'],
      caches: ['build'],
    },
    'layer-of-a-workspace': {
      project: workspaceOf({localReplaces: [{path: 'github.com/acme/money', dir: 'lib/money', line: 9}]}),
      ...{style: 'layer', buildArgs: [], caches: ['build']},
    },
    'layer-vendor': {project: projectOf({vendor: true}), style: 'layer', buildArgs: [], caches: ['build']},
    portable: {
      project: projectOf(),
      style: 'portable',
      buildArgs: ['GOPROXY=https://proxy.acme.com', 'GOAMD64=v2'],
      caches: [],
    },
    'portable-of-a-workspace': {project: workspaceOf({}), style: 'portable', buildArgs: [], caches: []},
    'layer-of-a-replacing-workspace': {
      project: workspaceOf(
        {},
        {sum: true, localReplaces: [{path: 'github.com/acme/money', dir: 'lib/money', line: 8}]},
      ),
      ...{style: 'layer', buildArgs: [], caches: ['build']},
    },
    'layer-beside-a-workspace': {
      project: workspaceOf({}, {uses: ['lib'], sum: true}),
      ...{style: 'layer', buildArgs: [], caches: ['build']},
    },
    'portable-vendor': {
      project: projectOf({main: {dir: 'services/ledger', moduleDir: 'services/ledger'}, vendor: true}),
      ...{style: 'portable', buildArgs: [], caches: []},
    },
  }

/** A program in one member of a workspace; the other one is a library without a go.sum. */
function workspaceOf(different: Partial<GoModule>, ofWorkspace: Partial<Workspace> = {}): Project {
  const project = projectOf({
    main: {importPath: 'github.com/acme/ledger/cmd/api', dir: 'api/cmd/api', moduleDir: 'api'},
    workspace: {file: 'go.work', uses: ['api', 'lib'], ...NO_LINES, sum: false, localReplaces: [], vendor: false},
  })
  const [api] = project.modules as [GoModule]
  const lib = {...api, dir: 'lib', path: 'github.com/acme/lib', goSum: false, ...different}
  const workspace = {...project.workspace!, ...ofWorkspace}
  return {
    ...project,
    workspace,
    modules: [api, lib, {...api, dir: 'lib/money', path: 'github.com/acme/money', goSum: false}],
  }
}

/** What is written for each is a golden file, and BuildKit's own checks pass on it (e2e/dockerfile.test.ts). */
export const written: Record<string, {project: Project; base: string; buildArgs: string[]}> = {
  plain: {project: projectOf(), base: 'distroless', buildArgs: []},
  everything: {
    project: projectOf({
      main: {
        importPath: 'github.com/acme/ledger/cmd/ledgerd',
        dir: 'cmd/ledgerd',
        versionVariables: [
          {name: 'commit', evidence: at('cmd/ledgerd/main.go', 12)},
          {name: 'appVersion', evidence: at('cmd/ledgerd/main.go', 13)},
        ],
        ports: [
          {port: 8080, evidence: at('cmd/ledgerd/main.go', 40)},
          {port: 9090, evidence: at('metrics.go', 9)},
        ],
      },
      embeds: [embed('web', 'index.html', 'all:static', 'pages/*.html'), embed('.', 'all:.', 'testdata/seed.json')],
      pgo: ['cmd/ledgerd/default.pgo'],
    }),
    base: 'distroless',
    buildArgs: ['GOPROXY=https://proxy.acme.com', 'GOFLAGS=-tags=netgo', 'OTHER=1', 'GOPRIVATE'],
  },
  'module-in-a-folder': {
    project: projectOf({
      main: {importPath: 'github.com/acme/ledger/v2', dir: 'services/ledger', moduleDir: 'services/ledger'},
    }),
    base: 'scratch',
    buildArgs: [],
  },
  workspace: {
    project: projectOf({
      main: {importPath: 'github.com/acme/ledger/cmd/api', dir: 'api/cmd/api', moduleDir: 'api'},
      workspace: {file: 'go.work', uses: ['api', 'lib'], ...NO_LINES, sum: false, localReplaces: [], vendor: false},
    }),
    base: 'alpine',
    buildArgs: [],
  },
  vendor: {project: projectOf({vendor: true, go: '1.26'}), base: 'cgr.dev/chainguard/static:latest', buildArgs: []},
}

/** A need for cgo that this import proves. */
export const importing = (path: string) => ({
  cgo: {needed: true, evidence: [{...at('db.go', 6), text: `import "${path}"`}]},
})

/** Programs that need cgo, for bases of each kind. */
export const withCgo: Record<string, {project: Project; base: string; style: DockerfileStyle}> = {
  'cgo-sqlite': {project: projectOf(importing('github.com/mattn/go-sqlite3')), base: 'distroless', style: 'mount'},
  'cgo-own-code': {
    project: projectOf({...importing('C'), main: {versionVariables: [{name: 'version', evidence: at('main.go', 5)}]}}),
    ...{base: 'distroless', style: 'layer'},
  },
  'cgo-vips': {project: projectOf(importing('github.com/h2non/bimg')), base: 'distroless', style: 'mount'},
  'cgo-static-scratch': {
    project: projectOf(importing('gorm.io/driver/sqlite')),
    ...{base: 'scratch', style: 'mount'},
  },
  'cgo-static-kafka': {
    project: projectOf(importing('github.com/confluentinc/confluent-kafka-go/v2/kafka')),
    ...{base: 'gcr.io/distroless/static-debian13:nonroot', style: 'portable'},
  },
}

/** Programs that are compiled with flags of the user's. */
export const withFlags: Record<string, {project: Project; base: string; style: DockerfileStyle; goFlags: GoFlags}> = {
  'flags-all': {
    project: projectOf({main: {versionVariables: [{name: 'version', evidence: at('main.go', 5)}]}}),
    ...{base: 'distroless', style: 'mount'},
    goFlags: {
      ...{tags: ['netgo', 'osusergo'], ldflags: "-X 'main.title=My service' -w", gcflags: 'all=-N -l'},
      ...{amd64: 'v3', fips140: 'v1.0.0', upx: true},
    },
  },
  'flags-cgo': {
    ...withCgo['cgo-static-kafka']!,
    goFlags: {...NO_FLAGS, tags: ['musl', 'netgo'], ldflags: '-w', upx: true},
  },
}

export const fact = (kind: FactKind, subject: string, different: Partial<Fact> = {}): Fact => ({
  ...{kind, subject, certain: true, says: `It wants ${subject}.`, evidence: [at('main.go', 12)]},
  ...different,
})

export const opened = (path: string, different: Partial<RuntimeFile> = {}): RuntimeFile => ({
  ...{path, opens: path, evidence: [at('main.go', 20)], bytes: 7, without: [], refused: null},
  ...different,
})

const LOOKS_FOR = [fact('certificates', '/etc/ssl'), fact('zones', '/usr/share/zoneinfo'), fact('users', '/etc/passwd')]

/** Programs that look for something in their image. */
export const withNeeds: Record<
  string,
  {project: Project; base: string; style: DockerfileStyle; runtimeFiles: RuntimeFile[]}
> = {
  'needs-on-scratch': {
    project: projectOf({facts: [...LOOKS_FOR, fact('users', '/etc/group'), fact('temp-folder', '/tmp')]}),
    ...{base: 'scratch', style: 'mount'},
    runtimeFiles: [
      opened('web/templates', {opens: 'templates', without: ['web/templates/.env', 'web/templates/a*[b].pem']}),
      opened('config.yml'),
      opened('data', {refused: 'is larger than 64 MB: mount it where the image runs'}),
    ],
  },
  'needs-on-distroless': {
    project: projectOf({facts: [...LOOKS_FOR, fact('temp-folder', '/tmp')]}),
    ...{base: 'distroless', style: 'layer', runtimeFiles: [opened('templates')]},
  },
  'needs-on-alpine-with-cgo': {
    project: projectOf({facts: LOOKS_FOR, ...importing('github.com/mattn/go-sqlite3')}),
    ...{base: 'alpine', style: 'portable', runtimeFiles: []},
  },
}

/** Programs that are tested before they are compiled. */
export const withChecks: Record<
  string,
  {
    project: Project
    base: string
    style: DockerfileStyle
    buildArgs: string[]
    checks: QualityCheck[]
    goFlags?: GoFlags
  }
> = {
  'test-mount': {
    ...{project: projectOf(), base: 'distroless', style: 'mount', buildArgs: []},
    checks: readChecks('vet, test\nrun: go run ./cmd/lint --all, then <"here" && cat <<EOF $HOME'),
  },
  'test-race': {
    ...{project: projectOf(), base: 'distroless', style: 'mount', buildArgs: ['GOFLAGS=-count=1', 'GOAMD64=v2']},
    checks: readChecks('vet,race,fuzz-seed'),
    goFlags: {...NO_FLAGS, tags: ['netgo', 'osusergo'], fips140: 'v1.0.0'},
  },
  'test-race-cgo': {
    ...{project: projectOf(importing('gorm.io/driver/sqlite')), base: 'scratch', style: 'layer', buildArgs: []},
    checks: readChecks('race'),
  },
  'test-linters': {
    ...{project: projectOf({vendor: true}), base: 'distroless', style: 'mount', buildArgs: []},
    checks: readChecks('staticcheck,golangci-lint'),
  },
  'test-layer': {
    ...{project: workspaceOf({}), base: 'distroless', style: 'layer', buildArgs: ['GOPROXY=https://proxy.acme.com']},
    checks: readChecks('test,staticcheck'),
  },
  'test-portable': {
    ...{project: workspaceOf({}), base: 'alpine', style: 'portable', buildArgs: ['GOFLAGS=-count=1']},
    checks: readChecks('vet\nrun: make check'),
  },
}

export const privateModule = (path: string, different: Partial<Fact> = {}): Fact =>
  fact('private-module', path, {says: `${path} is private: GOPRIVATE names it.`, ...different})

type Fetching = {project: Project; base: string; style: DockerfileStyle; given: GivenIds; buildArgs: string[]}

const MONEY = privateModule('git.acme.com/lib/money')
const QUEUE = privateModule('github.com/acme/queue', {evidence: [at('go.mod', 6)]})

/** Programs with private modules, for builds that are given a secret or an SSH agent for them. */
export const withPrivateModules: Record<string, Fetching & {checks?: QualityCheck[]}> = {
  'private-netrc': {
    project: projectOf({facts: [QUEUE]}),
    ...{base: 'distroless', style: 'mount', given: {secrets: ['netrc'], ssh: []}, buildArgs: []},
  },
  'private-ssh': {
    project: projectOf({facts: [QUEUE, MONEY]}),
    ...{base: 'distroless', style: 'layer', given: {secrets: ['known_hosts'], ssh: ['default']}, buildArgs: []},
  },
  'private-netrc-proxy': {
    project: projectOf({facts: [QUEUE]}),
    ...{base: 'alpine', style: 'mount', given: {secrets: ['netrc'], ssh: []}},
    buildArgs: ['GOPROXY=https://proxy.acme.com'],
  },
  'private-ssh-tested': {
    project: workspaceOf({}),
    ...{base: 'scratch', style: 'mount', given: {secrets: ['netrc', 'known_hosts'], ssh: ['deploy']}},
    ...{buildArgs: ['GOPRIVATE=git.acme.com/*'], checks: readChecks('vet, race\nrun: make <lint')},
  },
  'private-netrc-layer-tested': {
    project: workspaceOf({}, {uses: ['lib']}),
    ...{base: 'distroless', style: 'layer', given: {secrets: ['netrc'], ssh: []}, buildArgs: []},
    checks: readChecks('test,staticcheck'),
  },
  'private-ssh-cgo': {
    project: projectOf({facts: [MONEY], ...importing('github.com/mattn/go-sqlite3')}),
    ...{base: 'distroless', style: 'mount', given: {secrets: ['known_hosts'], ssh: ['default']}, buildArgs: []},
  },
}
