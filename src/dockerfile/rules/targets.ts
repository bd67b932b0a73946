/** What `go build` is asked to compile, and into which file. */
import {posix} from 'node:path'
import {isAtOrBelow} from '../../go/below.ts'
import {readHeader} from '../../go/source.ts'
import {calledAs, type GoBehind, goBehind} from '../behind/go-calls.ts'
import {type BuiltProgram, contextPathOf} from '../check/built.ts'
import {contextPathIn} from '../check/copy.ts'
import {replace, standsIn} from '../check/edits.ts'
import {type GoCommand, rangeOf} from '../check/go-command.ts'
import {earlierCopies, modelOf, reachedRuns} from '../check/model.ts'
import type {ContextFiles, Edit, Rule, Subject} from '../check/rule.ts'
import type {Run} from '../check/run.ts'
import {makesNoOtherFiles} from '../check/stage-files.ts'
import {OPAQUE} from '../opaque.ts'

/** Folders that every Linux image has, and those of the golang image. */
const IMAGE_FOLDERS = /^\/(|bin|sbin|usr(\/(local\/)?s?bin)?|opt|tmp|root|home|srv|mnt|go(\/bin|\/src)?|dev\/null)$/

const severalIntoFile: Rule = {
  id: 'B-05',
  severity: 'error',
  title: 'Several packages are built into one file',
  why: '`go build -o NAME` with more than one package stops, unless NAME is a folder that exists or ends with a slash.',
  source: 'https://pkg.go.dev/cmd/go#hdr-Compile_packages_and_dependencies',
  find: subject =>
    reachedRuns(subject.model).flatMap(run =>
      run.go.flatMap(go => {
        const flag = go.flags.get('o')
        if (go.verb !== 'build' || flag === undefined || !flag.word || !go.command.certain) return []
        const found = packagesOf(subject, run, go)
        const edits = programAlone(subject, run, go)
        if (found === null || mayBeFolder(subject, run, go, flag.value)) return []
        return [
          {
            at: rangeOf(go),
            message: `\`go build\` stops with "cannot write multiple packages to non-directory ${flag.value}": ${found.join(' and ')} are two packages`,
            remedy: `Write -o ${flag.value}/ so that each program gets its own name in that folder, or name one package`,
            ...(edits && {fix: {title: 'Name the only program among them', edits}}),
          },
        ]
      }),
    ),
}

/** The path of the one program in place of `./...`; null where there are several, or the word is not in the file so. */
function programAlone({project, model}: Subject, run: Run, {args, folder}: GoCommand): Edit[] | null {
  const at = folder === null ? null : contextPathOf(model, run, folder)
  const [word, ...others] = args
  if (project === null || at === null || word === undefined || others.length > 0) return null
  const start = posix.join(at, posix.normalize(word.text).replace(/\/?\.\.\.$/, '') || '.')
  const mains = project.mains.filter(({dir}) => start === '.' || isAtOrBelow(dir, start))
  const isOneModule = project.modules.length === 1 && project.workspace === null
  if (mains.length !== 1 || !isOneModule || !standsIn(model.dockerfile.text, word)) return null
  return [replace(word, packagePath(at, mains[0]!.dir))]
}

/** As the go command wants a folder named: `.` or `./cmd/app`. */
function packagePath(from: string, dir: string): string {
  const path = posix.relative(from, dir)
  return path === '' ? '.' : path.startsWith('..') ? path : `./${path}`
}

/** Two of the packages that are built; null when there may be only one. */
function packagesOf({packages, context, model}: Subject, run: Run, go: GoCommand): string[] | null {
  const names = [...new Set(go.args.map(({text}) => posix.normalize(text)))]
  if (names.some(name => name.includes(OPAQUE) || /[*?{]/.test(name) || name.endsWith('.go'))) return null
  if (names.length > 1 && names.every(name => !name.endsWith('...'))) return names.slice(0, 2)
  const [only = '', ...others] = names
  const below = /^(.*?)\/?\.\.\.$/.exec(only)?.[1]
  const folder = go.folder === null ? null : contextPathOf(model, run, go.folder)
  if (below === undefined || others.length > 0 || folder === null || context === null) return null
  const start = posix.join(folder, below || '.')
  const matched = packages.filter(
    ({dir, files}) => (start === '.' || isAtOrBelow(dir, start)) && files.some(({file}) => context.has(file)),
  )
  // Those of a module further down are not matched by `./...`.
  const module = matched.map(({moduleDir}) => moduleDir).find(dir => dir === '.' || isAtOrBelow(start, dir))
  const found = matched.filter(({moduleDir}) => moduleDir === module)
  return found.length < 2 ? null : found.slice(0, 2).map(({dir}) => `./${dir}`)
}

function mayBeFolder({model, context}: Subject, run: Run, go: GoCommand, written: string): boolean {
  if (/\/$|^\.{1,2}$|\/\.{1,2}$/.test(written) || written.includes(OPAQUE) || go.folder === null) return true
  const path = posix.resolve(go.folder, written)
  if (IMAGE_FOLDERS.test(path) || modelOf(model, run.stage).image.kind !== 'golang') return true
  if (!makesNoOtherFiles(model, run.stage, run.instruction)) return true
  const runs = model.stages.flatMap(({runs: own}) => own)
  const isNamed = runs.some(({commands, folder}) => {
    const others = commands.filter(command => command !== go.command)
    const words = others.flatMap(({words: own, folder: at}) => own.map(({text}) => posix.resolve(at ?? '/', text)))
    return (folder !== null && isAtOrBelow(folder, path)) || words.some(word => isAtOrBelow(word, path))
  })
  const inContext = contextPathOf(model, run, path)
  const copies = earlierCopies(model, run.stage, run.instruction)
  const isCopied = copies.some(({destination}) => destination === null || isAtOrBelow(destination, path))
  return isNamed || isCopied || (inContext !== null && context?.files.kind(inContext) === 'folder')
}

const noProgram: Rule = {
  id: 'B-06',
  severity: 'error',
  title: 'What is built is no program',
  why: '`go build -o NAME` of a package that is not main writes an archive of compiled code, which cannot be started: "exec format error". Of a folder without Go files it writes nothing and stops.',
  source: 'https://pkg.go.dev/cmd/go#hdr-Compile_packages_and_dependencies',
  find: subject => {
    const {project, context, programs, model} = subject
    if (project === null || context === null || project.modules.length === 0) return []
    return programs.flatMap(program => {
      const {dir, go, run} = program
      const isReached = modelOf(model, run.stage).isReached && go.command.certain
      if (dir === null || !isReached || go.verb === 'test' || go.args.some(({text}) => text.endsWith('.go'))) return []
      if (!makesNoOtherFiles(model, run.stage, run.instruction) || !isOnlyFromContext(subject, program)) return []
      // A folder outside of every module: rather another context is meant than this one.
      if (!project.modules.some(module => module.dir === '.' || isAtOrBelow(dir, module.dir))) return []
      const said = wrongTarget(dir, go, context)
      if (said === null || isBelowFolderOf(subject, dir)) return []
      const known = project.mains.filter(({shipping}) => shipping).map(main => `./${main.dir}`)
      const edits = onlyProgram(subject, program)
      const evidence = project.mains.filter(({shipping}) => shipping).map(main => main.evidence)
      return [
        {
          at: go.args.length === 1 ? go.args[0]! : rangeOf(go),
          message: said,
          remedy:
            known.length > 0
              ? `Name a main package: ${known.slice(0, 3).join(', ')}${known.length > 3 ? ' …' : ''}`
              : 'Name the folder of a main package',
          evidence: evidence.slice(0, 3),
          ...(edits && {fix: {title: 'Build the program of the repository', edits}}),
        },
      ]
    })
  },
}

/** The only program that the repository has, where the stage has its sources at their usual place. */
function onlyProgram({project, model}: Subject, {run, go}: BuiltProgram): Edit[] | null {
  const [main, ...others] = project?.mains ?? []
  const [word] = go.args
  const at = go.folder === null ? null : contextPathOf(model, run, go.folder)
  if (main === undefined || others.length > 0 || word === undefined || at === null) return null
  if (project!.modules.length > 1 || project!.workspace !== null) return null
  const wanted = posix.resolve(go.folder!, posix.relative(at, main.evidence.file))
  const places = contextPathIn(model.dockerfile, run.stage, run.instruction, main.evidence.file, model.buildArgs)
  if (!places.includes(wanted) || !standsIn(model.dockerfile.text, word)) return null
  return [replace(word, packagePath(at, main.dir))]
}

/** The folder is there seen from a folder around the Dockerfile: that one is the context which is meant. */
function isBelowFolderOf({file, context}: Subject, dir: string): boolean {
  for (let at = posix.dirname(file); at !== '.' && at !== '/' && !at.startsWith('..'); at = posix.dirname(at))
    if (context?.files.names(posix.join(at, dir)).some(name => name.endsWith('.go'))) return true
  return false
}

function wrongTarget(dir: string, go: GoCommand, {files}: ContextFiles): string | null {
  const shown = dir === '.' ? 'the root of the repository' : dir
  if (files.kind(dir) !== 'folder') return `\`go ${go.verb}\` stops: ${shown} is no folder of the repository`
  const names = files.names(dir).filter(name => name.endsWith('.go') && !name.endsWith('_test.go'))
  const sources = names.filter(name => !/^[_.]/.test(name))
  if (sources.length === 0) return `\`go ${go.verb}\` stops with "no Go files": ${shown} has none`
  if (go.verb !== 'build' || !go.flags.has('o')) return null
  const packages = sources.map(name => readHeader(files.read(posix.join(dir, name)) ?? '')?.packageName ?? 'main')
  const [first] = packages
  if (packages.includes('main')) return null
  // A folder of the context as -o: `go build` writes only programs there.
  const into = posix.normalize(go.flags.get('o')!.value)
  if (into === (go.args[0] === undefined ? '' : posix.normalize(go.args[0].text)))
    return `\`go build\` stops with "no main packages to build": ${shown} is package ${first}, not main (${posix.join(dir, sources[0]!)}:1)`
  return `\`go build\` writes an archive that cannot be started: ${shown} is package ${first}, not main (${posix.join(dir, sources[0]!)}:1)`
}

/** One COPY of the context, or one bind mount, is all that the folder can have its files from. */
function isOnlyFromContext({model, context}: Subject, {run, go}: BuiltProgram): boolean {
  const [name = '.'] = go.args.map(({text}) => text)
  if (go.folder === null || go.args.length > 1) return false
  const place = /^[./]/.test(name) ? posix.resolve(go.folder, name) : go.folder
  const meeting = earlierCopies(model, run.stage, run.instruction).filter(
    ({destination, sources}) =>
      !sources.every(source => /(^|\/)go\.(mod|sum|work|work\.sum|\*)$/.test(source)) &&
      (destination === null ||
        destination === '/' ||
        isAtOrBelow(place, destination) ||
        isAtOrBelow(destination, place)),
  )
  const isPlain = meeting.every(
    ({origin, sources}) =>
      origin.kind === 'context' &&
      sources.length === 1 &&
      context?.files.kind(sources[0]!.replace(/^\/+/, '') || '.') != null,
  )
  const binds = run.mounts.filter(({type}) => type === 'bind')
  return isPlain && meeting.length + binds.length === 1
}

const overruled: Rule = {
  id: 'B-15',
  severity: 'warning',
  title: 'The Makefile or a script sets CGO_ENABLED to something else',
  why: 'A variable of a Makefile wins over the environment, and one that a script sets or that stands in front of a command does too. ENV CGO_ENABLED of the Dockerfile then has no effect on the programs that they compile.',
  source: 'https://www.gnu.org/software/make/manual/html_node/Environment.html',
  whyNoFix: 'Which of the two values is meant cannot be known.',
  anyFile: true,
  find: subject =>
    reachedRuns(subject.model).flatMap(run => {
      const builds = goBehind(subject, run).filter(({go}) => /^(build|install)$/.test(go.verb))
      return [...new Set(builds.map(({via}) => via))].flatMap(via => {
        const wanted = via.environment.get('CGO_ENABLED') ?? ''
        const all = builds.filter(each => each.via === via)
        const set = all[0]!.go.command.environment.get('CGO_ENABLED') ?? ''
        const isOther = /^[01]$/.test(wanted) && /^[01]$/.test(set) && wanted !== set
        // Of several programs one may need cgo and the others not.
        if (!isOther || !all.every(each => isFor(each, set))) return []
        const {file, line} = placeOfSetting(all[0]!, subject)
        return [
          {
            at: {start: via.words[0]!.start, end: via.words.at(-1)!.end},
            message: `The Dockerfile says CGO_ENABLED=${wanted}, but ${file}:${line} sets it to ${set} for \`${calledAs(via)}\`, and that wins`,
            remedy: `Take CGO_ENABLED out of the Dockerfile, or out of ${file}`,
            evidence: [{file, line}],
          },
        ]
      })
    }),
}

function isFor({go: {command}}: GoBehind, value: string): boolean {
  return command.certain && command.environment.get('CGO_ENABLED') === value
}

/** The line that names the variable last before the command, else anywhere in its file, else that of the command. */
function placeOfSetting({file, line}: GoBehind, {context}: Subject): {file: string; line: number} {
  const rows = (context?.files.read(file) ?? '').split('\n')
  const isSet = (row: string) => /\bCGO_ENABLED\s*[:?+]{0,3}=/.test(row)
  const before = rows.slice(0, line).findLastIndex(isSet)
  const at = before >= 0 ? before : rows.findIndex(isSet)
  return {file, line: at < 0 ? line : at + 1}
}

export const TARGET_RULES: readonly Rule[] = [severalIntoFile, noProgram, overruled]
