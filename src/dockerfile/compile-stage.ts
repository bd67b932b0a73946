import {posix} from 'node:path'
import {chosenMains, moduleDirsOf} from '../go/chosen.ts'
import type {GoModule, Project} from '../go/project.ts'
import type {DockerfileStyle} from '../inputs.ts'
import {UserError} from '../runner/errors.ts'
import {type GoBuilder, installLines} from './builder.ts'
import type {GoFlags} from './go-flags.ts'
import {argLines, runLines} from './instructions.ts'
import type {ModuleAccess} from './private-modules.ts'
import type {Program, Programs} from './programs.ts'
import {passedCopy, passedMount, type QualityStage, qualityStage} from './quality-stage.ts'
import {stampArguments} from './stamps.ts'

/**
 * Go's own variables that `build-args` may set; each becomes an ARG where it is given. Those of the first list say where
 * modules come from.
 */
const FETCH_ARGUMENTS = [
  ...['GOPROXY', 'GOSUMDB', 'GOPRIVATE', 'GONOPROXY', 'GONOSUMDB', 'GOINSECURE', 'GOFLAGS', 'GOTOOLCHAIN'],
]
const COMPILE_ARGUMENTS = ['GOAMD64', 'GOARM64', 'GOEXPERIMENT', 'GOFIPS140']

/** UPX's package; Debian 12 has none. */
const UPX = {apk: 'upx', apt: 'upx-ucl'}

type Settings = {
  builder: GoBuilder
  flags: GoFlags
  /** `NAME=value`. */
  buildArgs: string[]
  programs: Programs['programs']
  access: ModuleAccess
  /** What must have passed before. */
  quality: Pick<QualityStage, 'checks' | 'builder'>
}

/**
 * The stage that compiles, in each style. All of them compile on the same sources with the same flags, so that they give
 * the same program. There is no `# syntax` line: every BuildKit knows these instructions, and the line costs a pull.
 */
export function compileStage(project: Project, module: GoModule, settings: Settings) {
  const {builder, flags, buildArgs, programs, access} = settings
  const given = new Set(buildArgs.map(arg => arg.split('=')[0]))
  const fetching = FETCH_ARGUMENTS.filter(name => given.has(name))
  const fixed = Object.entries({GOAMD64: flags.amd64, GOFIPS140: flags.fips140}).filter(([, value]) => value !== '')
  const compiling = COMPILE_ARGUMENTS.filter(name => given.has(name) && !fixed.some(([known]) => known === name))
  const folder = posix.join('/src', module.dir)
  // The go command refuses a module that the workspace above it does not have.
  const alone = project.workspace !== null && !project.workspace.uses.includes(module.dir)
  const sums = moduleFiles(alone ? {...project, workspace: null} : project, module)
  const download = `${alone ? 'GOWORK=off ' : ''}go mod download`
  const signingIn = access.environment.map(pair => `${pair} \\`)
  const bound = sums.map(file => {
    // `go mod download` of a workspace writes the sums of all that it met; with `rw` they go nowhere.
    const how = file.endsWith('.work.sum') ? ',rw' : ''
    return `type=bind,source=${file},target=/src/${file}${how}`
  })
  const {image, crossCompiles, cgo} = builder
  const onTargetPlatform = `FROM ${image} AS build`
  const from = crossCompiles ? `FROM --platform=$BUILDPLATFORM ${image} AS build` : onTargetPlatform
  const platform = crossCompiles ? ['TARGETOS', 'TARGETARCH', 'TARGETVARIANT'] : []
  const {manager} = builder
  const packages = [...builder.packages, ...access.packages[manager], ...(flags.upx ? [UPX[manager]] : [])]
  const install = installLines(manager, packages)
  const stamping = stampArguments(programs.flatMap(({stamps}) => stamps))
  const ofTarget = [
    ...(alone ? ['GOWORK=off'] : []),
    `CGO_ENABLED=${cgo === null ? 0 : 1}`,
    ...fixed.map(pair => pair.join('=')),
  ].join(' ')
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's
  const crossing = 'GOOS=$TARGETOS GOARCH=$TARGETARCH GOARM=${TARGETVARIANT#v}'
  const forPlatform = crossCompiles ? `${ofTarget} ${crossing}` : ofTarget
  const linking = ({stamps}: Program) =>
    [
      '-s',
      ...(cgo?.static ? ['-linkmode external -extldflags -static'] : []),
      ...stamps.map(({symbol, argument}) => `-X ${symbol}=$${argument}`),
      ...(flags.ldflags === '' ? [] : [flags.ldflags]),
    ].join(' ')
  const tags = [...new Set([...builder.tags, ...flags.tags])]
  const selecting = [
    ...(tags.length > 0 ? [`-tags=${tags.join(',')}`] : []),
    ...(flags.gcflags === '' ? [] : [`-gcflags="${flags.gcflags}"`]),
  ]
  const files = programs.map(({name}) => `/out/${name}`).join(' ')
  const compile = [
    `${['go build -trimpath -buildvcs=false', ...selecting, ...linkFlags(programs, linking)].join(' ')} \\`,
    // The slash at the end is what makes go take several packages.
    `      -o ${programs.length > 1 ? '/out/' : files} ${programs.map(one => one.package).join(' ')} \\`,
    ...(flags.upx ? [`    && upx -q ${files} \\`] : []),
    // A fixed time makes the layer of an unchanged program the same bytes on every machine.
    `    && touch -d @0 ${files}`,
  ]
  const run = (mounts: readonly string[], environment: string, before: string[] = []): string[] => {
    const [first, ...rest] = compile
    return [...runLines(mounts, [...before, `${environment} \\`, first!]), ...rest]
  }
  const sources = 'type=bind,target=/src'
  const modules = 'type=cache,id=gomod,target=/go/pkg/mod'
  const results = 'type=cache,id=gobuild,target=/root/.cache/go-build'
  const downloadLayer = module.vendor ? [] : runLines([...access.mounts, ...bound], [...signingIn, download])
  const downloadCopied = module.vendor
    ? []
    : [
        ...sums.map(file => `COPY ${file} ${posix.dirname(file) === '.' ? './' : `${posix.dirname(file)}/`}`),
        ...(module.dir === '.' ? [] : [`WORKDIR ${folder}`]),
        `RUN ${download}`,
      ]
  const {quality} = settings
  const isTested = quality.checks.length > 0
  const passed = isTested ? [passedMount] : []
  const tests = (style: DockerfileStyle, download: string[] = []) =>
    isTested
      ? qualityStage(style, {
          ...quality,
          ...{folder, fetching, compiling, results, access, download},
          otherFolders: moduleDirsOf(chosenMains(project.decision))
            .filter(dir => dir !== module.dir)
            .map(dir => posix.join('/src', demandPlain(dir))),
          modules: module.vendor ? [] : [modules],
          environment: ofTarget,
          tags: [...new Set([...quality.builder.tags, ...flags.tags])],
        })
      : []
  return {
    /**
     * One compile step that sees the sources through a bind mount and Go's caches through cache mounts. It has no download
     * step of its own: on a fresh builder the layer cache would restore that as done while its cache mount is empty.
     */
    mount: () => [
      ...tests('mount'),
      from,
      ...install,
      `WORKDIR ${folder}`,
      ...argLines([...platform, ...fetching, ...compiling]),
      ...stamping,
      ...run(
        [...access.mounts, sources, ...(module.vendor ? [] : [modules]), results, ...passed],
        forPlatform,
        signingIn,
      ),
    ],
    /** Modules in a layer of their own, before all that is of one platform: a plain layer cache brings it back. */
    layer: () => [
      ...tests('layer', downloadLayer),
      from,
      ...install,
      `WORKDIR ${folder}`,
      ...argLines(fetching),
      ...downloadLayer,
      ...argLines([...platform, ...compiling]),
      ...stamping,
      ...run([sources, results, ...passed], forPlatform),
    ],
    /** Without any mount, and on the platform that it is for: for kaniko and builders from before BuildKit. */
    portable: () => [
      ...tests('portable', downloadCopied),
      onTargetPlatform,
      ...install,
      'WORKDIR /src',
      ...argLines(fetching),
      ...downloadCopied,
      'COPY . /src',
      ...(module.vendor && module.dir !== '.' ? [`WORKDIR ${folder}`] : []),
      ...argLines(compiling),
      ...stamping,
      ...(isTested ? [passedCopy] : []),
      ...run([], ofTarget),
    ],
  }
}

/**
 * One flag where all programs are linked alike, else one for each: `-X` of a variable that is no string in another program
 * is an error there ("cannot set with -X: not a var of type string").
 */
function linkFlags(programs: readonly Program[], linking: (program: Program) => string): string[] {
  const flags = programs.map(linking)
  const [same] = flags
  if (flags.every(one => one === same)) return [`-ldflags="${same}"`]
  return programs.map((program, index) => `-ldflags="${program.package}=${flags[index]}"`)
}

/** Throws for a folder that would be more than one word of an instruction, or an option of a mount. */
export function demandPlain(dir: string): string {
  if (/^[\w./+~-]*$/.test(dir)) return dir
  throw new UserError('main-path', `The folder "${dir}" has characters that a Dockerfile cannot carry safely.`)
}

/**
 * What `go mod download` reads: go.mod and go.sum of the main modules, those of the workspace where it has this one, and
 * of what their `replace` lines name. Lines of the replaced modules count for nothing (https://go.dev/ref/mod#go-mod-file-replace).
 */
function moduleFiles({workspace, modules}: Pick<Project, 'workspace' | 'modules'>, module: GoModule): string[] {
  const main = [module.dir, ...(workspace?.uses ?? [])]
  const replaced = [...modules.filter(({dir}) => main.includes(dir)), ...(workspace ? [workspace] : [])]
    .flatMap(({localReplaces}) => localReplaces)
    .map(({dir}) => dir)
  const dirs = [...new Set([...main, ...replaced])].filter(dir => !dir.startsWith('..'))
  return [
    ...(workspace === null ? [] : [workspace.file, ...(workspace.sum ? [`${workspace.file}.sum`] : [])]),
    ...dirs.map(demandPlain).flatMap(dir => {
      const found = modules.find(one => one.dir === dir)
      const files = found?.goSum === true ? ['go.mod', 'go.sum'] : ['go.mod']
      return files.map(file => posix.join(dir, file))
    }),
  ]
}
