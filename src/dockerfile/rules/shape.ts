/** What the image is made of: the stage that becomes it, and what it takes from others. */
import {posix} from 'node:path'
import {isAtOrBelow} from '../../go/below.ts'
import {hiddenBuilds} from '../check/builds-go.ts'
import {type Copy, clean, contextPathIn} from '../check/copy.ts'
import {compiles, makesProgram} from '../check/go-command.ts'
import {describeImage} from '../check/image.ts'
import {modelOf, type StageModel} from '../check/model.ts'
import {commandOf, forDebugging} from '../check/purpose.ts'
import type {Problem, Rule, Subject} from '../check/rule.ts'
import {imageWord, wordsOf} from '../check/words.ts'
import {lineage} from '../parse.ts'

/** Programs that compile, or start what compiles. */
const TOOLS = new Set(
  'go make air reflex CompileDaemon gow modd gin fresh realize dlv nodemon task mage just tail sleep'.split(' '),
)

/** Tools that compile again when a source changes, and debuggers, as their import paths. */
const RELOADS = /\/(air|reflex|CompileDaemon|gow|modd|gin|fresh|realize|dlv)(@|$)/

/** The toolchain is wanted: by a target for developers or tests, or by a program that runs the go command. */
function needsToolchain(subject: Subject): boolean {
  const {model, project} = subject
  const command = commandOf(model.target.stage)
  if (forDebugging(subject) || command === '') return true
  const started = command.split(/[\s"'[\],;&|]+/).filter(Boolean)
  // What a script of the repository starts is not looked into.
  if (started.some(word => TOOLS.has(posix.basename(word)) || word.endsWith('.sh'))) return true
  if (started.length === 1 && /^(\/\w+)*\/?(ba|a|z)?sh$/.test(started[0]!)) return true
  const finalRuns = model.stages.flatMap(({isFinal, runs}) => (isFinal ? runs : []))
  const words = finalRuns.flatMap(({commands}) => commands.flatMap(each => each.words))
  const startsOwn = subject.programs.some(({output}) => output !== null && started[0] === output)
  if (!startsOwn && words.some(({text}) => RELOADS.test(text))) return true
  // What compiles with a copied toolchain has to name its place for that alone.
  const isForBuild = !isToolchain(model.target.image) && finalRuns.some(({go}) => go.some(makesProgram))
  if (!isForBuild && namesToolchain(subject)) return true
  const facts = project?.facts ?? []
  if (facts.some(({kind, subject: program}) => kind === 'exec' && /^(go|gofmt|gopls)$/.test(program))) return true
  return (project?.modules.length ?? 0) === 0 && startsGo(subject)
}

function namesToolchain({model}: Subject): boolean {
  return lineage(model.target.stage).some(({instructions}) =>
    instructions.some(({keyword, args}) => keyword === 'ENV' && /\bGOROOT\b|\/go\/bin/.test(args)),
  )
}

/** Files that are read as text where there is no module to read. */
const MOST_FILES = 50

function startsGo({programs, context}: Subject): boolean {
  const folders = new Set(programs.flatMap(({dir}) => dir ?? []))
  const files = [...folders].flatMap(dir => (context?.files.names(dir) ?? []).map(name => posix.join(dir, name)))
  return files
    .filter(file => file.endsWith('.go'))
    .slice(0, MOST_FILES)
    .some(file => /\bexec\.Command(Context)?\((\w+, )?"go(fmt|pls)?"/.test(context?.files.read(file) ?? ''))
}

function isForDevelopers({model, file}: Subject): boolean {
  return [file, model.target.stage.name ?? ''].some(text => /dev|debug|test/i.test(text))
}

function shown({name, tag}: {name: string; tag: string | null}): string {
  return tag ? `${name}:${tag}` : name
}

function bringsToolchain({origin, sources}: Copy): boolean {
  if (origin.kind !== 'image' || describeImage(origin.reference).kind !== 'golang') return false
  return sources.some(source => /^\/usr\/local\/go\/?$/.test(source))
}

function isToolchain({kind, name}: {kind: string; name: string}): boolean {
  return kind === 'golang' || (kind === 'chainguard' && name.endsWith('/go'))
}

const toolchainShips: Rule = {
  id: 'A-01',
  severity: 'warning',
  title: 'The image is that of the compiler',
  why: 'A compiled Go program needs neither the compiler nor the sources. An image with them is hundreds of megabytes larger, and every flaw of its Debian packages is in it.',
  source: 'https://docs.docker.com/build/building/multi-stage/',
  whyNoFix: 'What the final stage has to have besides the program is for its author to say.',
  find: subject => {
    const {stages, target} = subject.model
    const brought = stages.filter(({isFinal}) => isFinal).flatMap(({copies}) => copies.find(bringsToolchain) ?? [])
    if (brought[0] !== undefined && !needsToolchain(subject))
      return [
        {
          at: brought[0].instruction.flags.find(({name}) => name === 'from') ?? brought[0].instruction,
          message: 'This COPY brings the compiler and the standard library into the image that ships',
          remedy: 'Compile in a stage of its own, FROM golang, and COPY --from the program into the final one',
        },
      ]
    const hidden = hiddenBuilds(subject).map(({stage}) => stage)
    const makes = stages.some(
      ({stage, isFinal, runs}) => isFinal && (hidden.includes(stage) || runs.some(({go}) => go.some(makesProgram))),
    )
    const runsSources = /^\[?\s*"?go"?[\s,]+"?run\b/.test(commandOf(target.stage)) && !isForDevelopers(subject)
    if (isToolchain(target.image) && runsSources)
      return [
        {
          at: imageWord(target.stage),
          message: `The image that ships is ${shown(target.image)} itself, and \`go run\` compiles the program again at each start`,
          remedy: 'Compile with go build in a first stage, and COPY --from the program into a small second one',
        },
      ]
    const isBrought = target.copies.some(({origin}) => origin.kind === 'stage')
    if (!isToolchain(target.image) || !(makes || isBrought) || needsToolchain(subject)) return []
    return [
      {
        at: imageWord(target.stage),
        message: `The image that ships is ${shown(target.image)} itself, with the compiler${makes ? ', the sources and the downloaded modules' : ' that the program does not need'}`,
        remedy:
          'Begin a second stage, FROM gcr.io/distroless/static-debian13:nonroot, and COPY --from the program into it',
      },
    ]
  },
}

/** Folders of the toolchain and its caches in the official image. */
const OF_TOOLCHAIN: readonly {path: RegExp; what: string}[] = [
  {path: /^\/usr\/local\/go$/, what: 'the compiler and the standard library'},
  {path: /^\/(go|go\/pkg|go\/pkg\/mod)$/, what: 'the module cache'},
  {path: /^\/root\/\.cache(\/go-build)?$/, what: 'the build cache'},
]

const sourcesShip: Rule = {
  id: 'A-02',
  severity: 'warning',
  title: 'The image takes the toolchain or the sources along',
  why: 'What the compiler needed is no part of the program: it makes the image larger, and shows the sources to everybody who can pull it.',
  source: 'https://docs.docker.com/build/building/multi-stage/',
  whyNoFix: 'The sources may have files beside them that the program opens.',
  find: subject => {
    const {model} = subject
    if (isToolchain(model.target.image) || needsToolchain(subject)) return []
    if (model.target.runs.some(({go}) => go.length > 0)) return []
    return model.stages
      .filter(({isFinal}) => isFinal)
      .flatMap(({copies}) => copies)
      .flatMap(copy => takenAlong(subject, copy))
  },
}

/** Of a repository with many programs the first ones are enough. */
const MOST_SOURCES = 20

function takenAlong({model, project}: Subject, copy: Copy): Problem[] {
  const {origin, instruction} = copy
  if (origin.kind !== 'stage') return []
  const from = modelOf(model, origin.stage)
  const chain = lineage(origin.stage).map(stage => modelOf(model, stage))
  if (from.image.kind !== 'golang' || !chain.some(({runs}) => runs.some(({go}) => go.some(compiles)))) return []
  // Somebody may have taken the sources out again.
  const programs = chain.flatMap(({runs}) =>
    runs.flatMap(({commands}) => commands.map(({words}) => words[0]?.text ?? '')),
  )
  const isCleaned = programs.some(program => /^(rm|find|mv)$/.test(posix.basename(program)))
  const known = [
    ...(project?.modules ?? []).map(({dir}) => posix.join(dir, 'go.mod')),
    ...(project?.mains ?? []).map(({evidence}) => evidence.file),
  ]
  const sources = known
    .slice(0, MOST_SOURCES)
    .flatMap(file => contextPathIn(model.dockerfile, origin.stage, null, file, model.buildArgs))
  return copy.sources.flatMap(written => {
    if (/[*?[$]/.test(written)) return []
    const path = clean(`/${written}`)
    const found = OF_TOOLCHAIN.find(each => each.path.test(path))
    const source = sources.find(file => file !== path && isAtOrBelow(file, path))
    const compiled = compiledFolders(chain).find(({folder}) => isAtOrBelow(folder, path))
    const hasSources = (source ?? compiled) !== undefined && !isCleaned && !copy.keepsParents
    const what = found?.what ?? (hasSources ? 'the sources' : null)
    if (what === null) return []
    const seen = source ? `, with ${posix.basename(source)} in it` : `, which line ${compiled?.line} compiles`
    return [
      {
        at: wordsOf(instruction).find(({text}) => clean(`/${text}`) === path) ?? instruction,
        message: `${path} of ${origin.stage.name ?? 'that stage'} is ${what}${found ? '' : seen}: a compiled program does not need them`,
        remedy: 'Copy the program alone, and the files that it opens',
      },
    ]
  })
}

/** Folders whose package is compiled by a path: Go files are in them for certain. */
function compiledFolders(chain: readonly StageModel[]): {folder: string; line: number}[] {
  return chain.flatMap(({runs}) =>
    runs.flatMap(({go: commands, instruction: {line}}) =>
      commands.flatMap(({verb, args, folder, command}) => {
        const isOfPath = args.every(({text}) => /^\.{1,2}($|\/)|^[\w-]+\.go$/.test(text) && !text.endsWith('...'))
        if (verb !== 'build' || folder === null || !command.certain || !isOfPath) return []
        const paths =
          args.length === 0 ? ['.'] : args.map(({text}) => (text.endsWith('.go') ? posix.dirname(text) : text))
        return paths.map(path => ({folder: clean(posix.join(folder, path)), line}))
      }),
    ),
  )
}

const alsoByGoReleaser: Rule = {
  id: 'A-04',
  severity: 'info',
  title: 'GoReleaser packages a Dockerfile that compiles',
  why: 'GoReleaser builds its images in a folder that has only the programs it has compiled. A Dockerfile that compiles again needs sources that are not there, and makes another program than the release.',
  source: 'https://goreleaser.com/errors/docker-build/',
  whyNoFix: 'Which of the two is meant to compile cannot be known.',
  find: ({model, context, file}) => {
    const named = ['.goreleaser.yaml', '.goreleaser.yml', 'goreleaser.yaml', 'goreleaser.yml']
    const config = named.find(name => context?.files.kind(name) === 'file')
    const rows = (config === undefined ? null : context?.files.read(config))?.split('\n') ?? []
    const line = rows.findIndex(row => /^dockers(_v2)?:\s*$/.test(row)) + 1
    if (config === undefined || line === 0) return []
    // Without a name it is `Dockerfile`.
    const files = rows.flatMap(row => /^\s+(?:- )?dockerfile:\s*["']?([^\s"'#]+)/.exec(row)?.[1] ?? [])
    if (!(files.length === 0 ? ['Dockerfile'] : files).some(name => posix.normalize(name) === posix.normalize(file)))
      return []
    const brings = model.stages.some(({copies}) => copies.some(({origin}) => origin.kind === 'context'))
    const run = model.stages
      .filter(({isReached}) => isReached)
      .flatMap(({runs}) => runs)
      .find(({go}) => go.some(makesProgram))
    if (run === undefined || !brings) return []
    return [
      {
        at: {start: run.instruction.start, end: run.instruction.start + run.instruction.keyword.length},
        message: `${config}:${line} builds this Dockerfile in a folder that has only the compiled programs: this step compiles again, from sources that are not there`,
        remedy: 'Give GoReleaser a Dockerfile that only copies the program, or leave its dockers section out',
        evidence: [{file: config, line}],
      },
    ]
  },
}

export const SHAPE_RULES: readonly Rule[] = [toolchainShips, sourcesShip, alsoByGoReleaser]
