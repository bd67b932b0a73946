import type {MainPackage, Project} from '../../src/go/project.ts'

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
    cgo: {needed: false, evidence: []},
    embeds: [],
    pgo: null,
    ownDockerfile: null,
    warnings: [],
    ...rest,
  }
}

const at = (file: string, line: number) => ({file, line})
const embed = (dir: string, ...patterns: string[]) => ({dir, patterns, missing: [], evidence: at('x.go', 1)})

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
      pgo: 'cmd/ledgerd/default.pgo',
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
      workspace: {file: 'go.work', uses: ['api', 'lib']},
    }),
    base: 'alpine',
    buildArgs: [],
  },
  vendor: {project: projectOf({vendor: true, go: '1.26'}), base: 'cgr.dev/chainguard/static:latest', buildArgs: []},
}
