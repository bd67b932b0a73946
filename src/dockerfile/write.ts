import {posix} from 'node:path'
import type {MainPackage, Project} from '../go/project.ts'
import {builderRelease} from '../go/release.ts'
import type {DecisionRow} from '../report/report.ts'
import {UserError} from '../runner/errors.ts'
import {type FinalBase, finalBase} from './bases.ts'
import {writeIgnoreFile} from './ignore.ts'

export type WrittenDockerfile = {
  dockerfile: string
  ignore: string
  /** Every choice in it, with what it rests on. */
  choices: DecisionRow[]
}

/** Go's own variables that `build-args` may set for the compile step; each becomes an ARG where it is given. */
const GO_ARGUMENTS = [
  ...['GOPROXY', 'GOSUMDB', 'GOPRIVATE', 'GONOPROXY', 'GONOSUMDB', 'GOINSECURE', 'GOFLAGS', 'GOTOOLCHAIN'],
  ...['GOAMD64', 'GOARM64', 'GOEXPERIMENT', 'GOFIPS140'],
]

/**
 * Writes the Dockerfile for a project whose decision is `build`: one compile step that sees the sources through a bind
 * mount and Go's caches through cache mounts, cross-compiling on the build platform; a final stage with the program
 * alone. `buildArgs` are `NAME=value`.
 *
 * There is no download step of its own: on a fresh builder the layer cache would restore it as done while its cache
 * mount is empty. There is no `# syntax` line: every BuildKit knows these instructions, and the line costs a pull.
 */
export function writeDockerfile(project: Project, options: {base: string; buildArgs: string[]}): WrittenDockerfile {
  if (project.decision.kind !== 'build') throw new Error(`no main package was chosen: ${project.decision.kind}`)
  const {main, moduleDir} = project.decision
  const module = project.modules.find(candidate => candidate.dir === moduleDir)!
  if (project.cgo.needed) throw cgoNeeded(project)
  const release = builderRelease(module)
  const base = finalBase(options.base)
  const name = programName(main)
  const version = main.versionVariables.find(variable => /^(build|app)?version$/i.test(variable.name))
  const port = main.ports[0]
  const dockerfile = [
    `FROM --platform=$BUILDPLATFORM golang:${release.tag}-alpine AS build`,
    `WORKDIR ${posix.join('/src', moduleDir)}`,
    `ARG ${['TARGETOS', 'TARGETARCH', 'TARGETVARIANT', ...goArguments(options.buildArgs)].join(' ')}`,
    ...(version ? ['ARG VERSION=dev'] : []),
    'RUN --mount=type=bind,target=/src \\',
    '    --mount=type=cache,id=gomod,target=/go/pkg/mod \\',
    '    --mount=type=cache,id=gobuild,target=/root/.cache/go-build \\',
    '    CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH GOARM=${TARGETVARIANT#v} \\',
    `    go build -trimpath -buildvcs=false -ldflags="-s${version ? ` -X main.${version.name}=$VERSION` : ''}" \\`,
    `      -o /out/${name} ${packageArgument(main, moduleDir)} \\`,
    // A fixed time makes the layer of an unchanged program the same bytes on every machine.
    `    && touch -d @0 /out/${name}`,
    '',
    `FROM ${base.reference}`,
    ...(base.certificates ? [] : ['COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/']),
    `COPY --from=build /out/${name} /${name}`,
    `USER ${base.user}`,
    ...(port ? [`EXPOSE ${port.port}`] : []),
    `ENTRYPOINT ["/${name}"]`,
    '',
  ].join('\n')
  return {dockerfile, ignore: writeIgnoreFile(project), choices: choices(project, main, base, release)}
}

function choices(
  project: Project,
  main: MainPackage,
  base: FinalBase,
  release: ReturnType<typeof builderRelease>,
): DecisionRow[] {
  const at = (evidence: {file: string; line: number} | null | undefined) =>
    evidence ? [{file: evidence.file, line: evidence.line}] : []
  const version = main.versionVariables.find(variable => /^(build|app)?version$/i.test(variable.name))
  const port = main.ports[0]
  return [
    {what: 'builder', choice: `golang:${release.tag}-alpine`, reason: release.reason, evidence: at(release.evidence)},
    {what: 'cgo', choice: 'off', reason: 'no package of the program imports "C" for linux', evidence: []},
    {what: 'base', choice: base.reference, reason: base.reason, evidence: []},
    {what: 'user', choice: base.user, reason: 'numeric and not root, as Kubernetes wants it', evidence: []},
    ...(version
      ? [
          {
            what: 'version',
            choice: `-X main.${version.name}`,
            reason: 'set to the version of this build',
            evidence: at(version.evidence),
          },
        ]
      : []),
    ...(port
      ? [{what: 'port', choice: `${port.port}`, reason: 'the program listens there', evidence: at(port.evidence)}]
      : []),
    ...(project.pgo
      ? [{what: 'pgo', choice: project.pgo, reason: 'Go uses the profile beside main', evidence: []}]
      : []),
  ]
}

/** Last element of the import path, without a major version suffix, as `go build` names programs. */
function programName(main: MainPackage): string {
  const name = main.importPath
    .replace(/\/v\d+$/, '')
    .split('/')
    .at(-1)!
  if (/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) return name
  throw new UserError(
    'main-name',
    `The package ${main.importPath} ends in "${name}", which cannot name a program file.`,
  )
}

function packageArgument(main: MainPackage, moduleDir: string): string {
  const path = posix.relative(moduleDir, main.dir)
  // The module's folder is written too, after WORKDIR.
  if (!/^[\w./+~-]*$/.test(`${moduleDir}/${path}`))
    throw new UserError('main-path', `The folder "${main.dir}" has characters that a Dockerfile cannot carry safely.`)
  return path === '' ? '.' : `./${path}`
}

function goArguments(buildArgs: string[]): string[] {
  const given = new Set(buildArgs.map(arg => arg.split('=')[0]))
  return GO_ARGUMENTS.filter(name => given.has(name))
}

function cgoNeeded(project: Project): UserError {
  const [first] = project.cgo.evidence
  const where = first ? `${first.file}:${first.line} has \`${first.text ?? 'import "C"'}\`` : 'A package imports "C"'
  return new UserError(
    'cgo-needed',
    `The program needs cgo: ${where}, and no Dockerfile is written for cgo yet. Add a Dockerfile of your own; this action builds it with the same caches.`,
  )
}
