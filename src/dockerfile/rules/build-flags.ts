/** Flags of `go build` that decide what the program is like. */
import {posix} from 'node:path'
import {compareReleases} from '../../go/release.ts'
import {type GoBehind, goBehind} from '../behind/go-calls.ts'
import {addGoFlag, insert, standsIn} from '../check/edits.ts'
import {compilesProject, type GoCommand, linkerFlags, rangeOf} from '../check/go-command.ts'
import type {BaseImage} from '../check/image.ts'
import {isTaken, programsInImage} from '../check/in-image.ts'
import type {StageModel} from '../check/model.ts'
import {forDebugging} from '../check/purpose.ts'
import type {Edit, Problem, Rule, Subject} from '../check/rule.ts'
import {OPAQUE} from '../opaque.ts'

/** Commands that compile what the image ships, each once. With flags of an image that nobody knows, none. */
export function shippingCommands(subject: Subject): GoCommand[] {
  const programs = programsInImage(subject).filter(({go, run}) => {
    const {image} = subject.model.stages.find(({stage}) => stage === run.stage)!
    return /^(build|install)$/.test(go.verb) && hasNoFlags(image) && !hasUnknownFlags(subject, go)
  })
  return [...new Set(programs.map(({go}) => go))]
}

/** The first go command of a RUN that make or a script brings, where its stage is one that the image takes from. */
function hiddenCommands({model, context, project}: Subject): GoBehind[] {
  return model.stages
    .filter(({stage, isReached, image}) => isReached && hasNoFlags(image) && isTaken(model, stage))
    .flatMap(({runs}) =>
      runs.flatMap(run => {
        const all = goBehind({model, context}, run).filter(({go}) => isOwnBuild(go))
        const isClear = all.every(({go}) => go.command.certain && !hasUnknownFlags({model}, go))
        const [only] = all
        return project === null || only === undefined || !isClear ? [] : [only]
      }),
    )
}

/** Neither the golang image nor those of the distributions set GOFLAGS, wherever these have their Go from. */
function hasNoFlags({kind}: BaseImage): boolean {
  return /^(golang|alpine|debian|ubuntu|redhat)$/.test(kind)
}

/** `go install` of anything but a path is one of a tool: `go install tool`, `go install example.com/x@v1`. */
function isOwnBuild(go: GoCommand): boolean {
  const {verb, args} = go
  if (!compilesProject(go)) return false
  return verb === 'build' || (verb === 'install' && args.every(({text}) => /^\.{0,2}(\/|$)/.test(text)))
}

/** GOFLAGS may come from a variable, or from `go env -w` of another step. */
function hasUnknownFlags({model}: Pick<Subject, 'model'>, {command}: GoCommand): boolean {
  if (command.words.some(({text}) => text.startsWith(OPAQUE))) return true
  if ((command.environment.get('GOFLAGS') ?? '').includes(OPAQUE)) return true
  const isOpen = (text: string) => text.startsWith('GOFLAGS=') || text.split('=', 1)[0]!.includes(OPAQUE)
  return model.stages.some(({runs}) =>
    runs.some(({go}) =>
      go.some(({verb, flags, args}) => {
        const words = [flags.get('w')?.value ?? '', ...args.map(({text}) => text)]
        return verb === 'env' && flags.has('w') && words.some(isOpen)
      }),
    ),
  )
}

/** For a debugger: then symbols and paths are wanted. */
function isUnoptimised({flags}: GoCommand): boolean {
  return /(^|[\s=])-N\b/.test(flags.get('gcflags')?.value ?? '')
}

const withSymbols: Rule = {
  id: 'B-01',
  severity: 'info',
  title: 'The program keeps its symbol table and debug information',
  why: 'Without `-s` the linker adds a symbol table and DWARF, which only a debugger reads: a third of the bytes of a program. Stack traces of a panic do not need them.',
  source: 'https://pkg.go.dev/cmd/link',
  find: subject => [
    ...shippingCommands(subject).flatMap(go => {
      if (!keepsSymbols(go) || forDebugging(subject) || isStripped(subject, go)) return []
      const edit = stripEdit(go, subject.model.dockerfile.text)
      const problem: Problem = {
        at: rangeOf(go),
        message: `\`go ${go.verb}\` writes a symbol table and debug information into the program: about a third of its bytes, which nothing in an image reads`,
        remedy: go.flags.has('ldflags') ? 'Put -s before the other linker flags: -ldflags="-s …"' : 'Add -ldflags=-s',
      }
      return [edit === null ? problem : {...problem, fix: {title: 'Leave them out with -ldflags=-s', edits: [edit]}}]
    }),
    ...hiddenCommands(subject)
      .filter(({go}) => keepsSymbols(go) && !forDebugging(subject))
      .map(({go, via, file, line}) => ({
        at: rangeOfCommand(via),
        message: `\`go ${go.verb}\` of ${file}:${line} writes a symbol table and debug information into the program: about a third of its bytes, which nothing in an image reads`,
        remedy: `Add -ldflags=-s in ${file}`,
        evidence: [{file, line}],
      })),
  ],
}

function rangeOfCommand({words}: GoBehind['via']) {
  return {start: words[0]!.start, end: words.at(-1)!.end}
}

/** By `strip`, of which another rule speaks. */
function isStripped({programs, model}: Subject, go: GoCommand): boolean {
  const outputs = programs.flatMap(program => (program.go === go && program.output !== null ? [program.output] : []))
  const calls = model.stages.flatMap(({runs}) => runs.flatMap(({commands}) => commands))
  return calls.some(
    ({words: [program, ...rest], folder}) =>
      /^(\/usr\/bin\/)?strip$/.test(program?.text ?? '') &&
      rest.some(({text}) => outputs.includes(posix.resolve(folder ?? '/', text))),
  )
}

/** `-w` alone leaves out the larger part. */
function keepsSymbols(go: GoCommand): boolean {
  const fields = linkerFlags(go)
  const isUnknown = fields.some(field => field.includes(OPAQUE) && !/^--?X=/.test(field))
  if (isUnknown || isUnoptimised(go)) return false
  return !fields.some(field => /^--?[sw](=true|=1)?$/.test(field))
}

function stripEdit(go: GoCommand, text: string): Edit | null {
  const given = go.flags.get('ldflags')
  if (given === undefined) return addGoFlag(go, '-ldflags=-s', text)
  const {word, value} = given
  // `-ldflags=all=-X …` is a pattern before the flags, and a word without quotes would be cut at the blank.
  if (word === null || !value.startsWith('-') || !standsIn(text, word)) return null
  const before = /^(?:--?ldflags=)?["']/.exec(word.raw)?.[0]
  return before === undefined ? null : insert(word.start + before.length, '-s ')
}

const withPaths: Rule = {
  id: 'B-02',
  severity: 'info',
  title: 'The program has the paths of the build stage in it',
  why: 'Without `-trimpath` the folder of the sources is part of the program. The same sources in another folder give another program, and a build cache of another folder does not fit.',
  source: 'https://pkg.go.dev/cmd/go#hdr-Compile_packages_and_dependencies',
  find: subject => [
    ...shippingCommands(subject).flatMap(go => {
      if (go.flags.has('trimpath') || isUnoptimised(go) || forDebugging(subject)) return []
      if (isBeforeTrimpath(subject, ({runs}) => runs.some(run => run.go.includes(go)))) return []
      // runtime.Caller gives other file names then, which a program may look for.
      const mayAskForPaths = subject.packages.some(({imports}) => imports.has('runtime'))
      // The Go of a distribution may be older than the flag.
      const isKnown = isOfGolang(subject, go)
      const edit = mayAskForPaths || !isKnown ? null : addGoFlag(go, '-trimpath', subject.model.dockerfile.text)
      const folder = go.folder === null ? 'the folder of the sources' : go.folder
      const problem: Problem = {
        at: rangeOf(go),
        message: `\`go ${go.verb}\` writes ${folder} into the program: the same sources in another folder give other bytes`,
        remedy: 'Add -trimpath',
      }
      return [edit === null ? problem : {...problem, fix: {title: 'Add -trimpath', edits: [edit]}}]
    }),
    ...hiddenCommands(subject)
      .filter(({go}) => !go.flags.has('trimpath') && !isUnoptimised(go) && !forDebugging(subject))
      .filter(({run}) => !isBeforeTrimpath(subject, ({stage}) => stage === run.stage))
      .map(({go, via, file, line}) => ({
        at: rangeOfCommand(via),
        message: `\`go ${go.verb}\` of ${file}:${line} writes the folder of the sources into the program: the same sources in another folder give other bytes`,
        remedy: `Add -trimpath in ${file}`,
        evidence: [{file, line}],
      })),
  ],
}

function isOfGolang({model}: Subject, go: GoCommand): boolean {
  return model.stages.some(({image, runs}) => image.kind === 'golang' && runs.some(run => run.go.includes(go)))
}

/** The flag came with Go 1.13: https://go.dev/doc/go1.13#go-command. */
function isBeforeTrimpath({model}: Subject, holds: (stage: StageModel) => boolean): boolean {
  return (compareReleases(model.stages.find(holds)?.image.go ?? '1.13', '1.13') ?? 0) < 0
}

/** What a flag for tests costs a program that ships. To add one, add a line. */
const FOR_TESTS: readonly {flag: string; isSet: (go: GoCommand) => boolean; cost: string; source: string}[] = [
  {
    ...{flag: '-race', source: 'https://go.dev/doc/articles/race_detector#Runtime_Overheads'},
    isSet: ({flags}) => flags.get('race')?.value === 'true',
    cost: 'the race detector makes it 2 to 20 times slower and needs 5 to 10 times the memory',
  },
  {
    ...{flag: '-cover', source: 'https://go.dev/doc/build-cover'},
    isSet: ({flags}) => flags.get('cover')?.value === 'true',
    cost: 'it counts every block that it runs, and warns at its end when GOCOVERDIR is not set',
  },
  {
    ...{flag: '-gcflags with -N', source: 'https://pkg.go.dev/cmd/compile'},
    isSet: isUnoptimised,
    cost: 'the compiler leaves all optimisation out',
  },
]

const forTests: Rule = {
  id: 'B-07',
  severity: 'warning',
  title: 'The program that ships is built for tests or a debugger',
  why: 'The race detector, coverage counters and `-gcflags=-N` are for tests and debuggers: they cost a program in production many times its time or memory.',
  source: FOR_TESTS[0]!.source,
  whyNoFix: 'Some images are debug images on purpose.',
  find: subject => {
    if (forDebugging(subject)) return []
    return shippingCommands(subject).flatMap(go => {
      const found = FOR_TESTS.find(({isSet}) => isSet(go))
      if (found === undefined) return []
      const {word = null} = go.flags.get(found.flag.slice(1).split(' ')[0]!) ?? {}
      return [
        {
          at: word ?? rangeOf(go),
          message: `${found.flag} is in the program that the image ships: ${found.cost}`,
          remedy: `Leave ${found.flag} out here, and build the debug variant in a stage of its own`,
        },
      ]
    })
  },
}

export const BUILD_FLAG_RULES: readonly Rule[] = [withSymbols, withPaths, forTests]
