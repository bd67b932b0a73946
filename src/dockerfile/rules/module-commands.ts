/** Go commands that make a build depend on the day, or do nothing for it. */
import {posix} from 'node:path'
import {type GoCall, goCalls} from '../behind/go-calls.ts'
import {removeStep} from '../check/edits.ts'
import {goCaches, mountOver} from '../check/go-caches.ts'
import {compiles, downloads, type GoCommand, rangeOf} from '../check/go-command.ts'
import {isHarmless} from '../check/harmless.ts'
import {isNewestGo} from '../check/image.ts'
import {earlierCopies, earlierRuns, modelOf, reachedRuns} from '../check/model.ts'
import {moduleAt, readMod} from '../check/modules.ts'
import {forDebugging} from '../check/purpose.ts'
import type {Edit, Problem, Rule, Subject} from '../check/rule.ts'
import type {Run} from '../check/run.ts'
import {OPAQUE} from '../opaque.ts'

const changesRequirements: Rule = {
  id: 'D-09',
  severity: 'warning',
  title: 'The build changes go.mod',
  why: '`go mod tidy` and `go get` write go.mod and go.sum in the image: what is compiled is then not what the repository says, needs the modules of all tests, and can differ from one day to the next.',
  source: 'https://go.dev/ref/mod#go-mod-tidy',
  whyNoFix: 'Whether go.mod is tidy without it is known only when the go command has run.',
  anyFile: true,
  find: subject =>
    reachedRuns(subject.model).flatMap(run => {
      const calls = goCalls(subject, run)
      const hidden = calls.filter(({evidence}) => evidence.length > 0).flatMap(call => changing(subject, run, call))
      // One of a Makefile is enough to open it.
      return [
        ...calls.filter(({evidence}) => evidence.length === 0).flatMap(call => changing(subject, run, call)),
        ...hidden.slice(0, 1),
      ]
    }),
}

function changing(subject: Subject, run: Run, {go, at, by, evidence}: GoCall): Problem[] {
  const isTidy = go.verb === 'mod tidy' && !go.flags.has('diff')
  const isGet = go.verb === 'get' && !go.flags.has('u') && go.args.every(({text}) => /^\.{1,2}(\/|$)/.test(text))
  if ((!isTidy && !isGet) || isGopath(go)) return []
  // Of a go.mod that the build itself makes or edits, tidy is a part; with git after it, a check.
  const commands = [...earlierRuns(subject.model, run).flatMap(each => each.commands), ...run.commands]
  if (
    commands.some(({words: [program, ...rest]}) =>
      makesGoMod(
        program?.text,
        rest.map(({text}) => text),
      ),
    )
  )
    return []
  const after = run.commands.slice(run.commands.indexOf(by) + 1)
  if (after.some(({words}) => words[0]?.text === 'git' && /^(diff|status)$/.test(words[1]?.text ?? ''))) return []
  const found = moduleAt(subject, run, go)
  if (found === null && subject.project !== null) return []
  const shown = ['go', go.verb, ...go.args.map(({text}) => text)].join(' ')
  const [place] = evidence
  const where = place === undefined ? '' : ` (${place.file}:${place.line})`
  return [
    {
      at,
      message: `\`${shown}\`${where} may change ${found?.file ?? 'go.mod'} in the image: what is compiled is then not what the repository says`,
      remedy: 'Run it before the commit, and write go mod download here',
      evidence: [...evidence, ...(found === null ? [] : [{file: found.file, line: found.module.lines.module}])],
    },
  ]
}

function makesGoMod(program: string | undefined, [verb, second = '', ...rest]: string[]): boolean {
  if (program === 'go') return (verb === 'mod' && /^(init|edit)$/.test(second)) || /^(generate|work)$/.test(verb ?? '')
  return program === 'git'
    ? verb === 'clone'
    : program === 'sed' && [second, ...rest].some(word => word.endsWith('go.mod'))
}

function isGopath({command}: GoCommand): boolean {
  return command.environment.get('GO111MODULE') === 'off'
}

const unpinned: Rule = {
  id: 'D-10',
  severity: 'error',
  title: 'A tool or a module without a version',
  why: 'The same Dockerfile installs something else tomorrow, and a layer that is cached keeps the old one. What changes a compiler step or a generator changes the program.',
  source: 'https://go.dev/ref/mod#go-install',
  whyNoFix: 'The version that works is for whoever has tested one to say.',
  anyFile: true,
  find: subject =>
    reachedRuns(subject.model).flatMap(run => asOne(run.go.flatMap(go => withoutVersion(subject, run, go)))),
}

/** One for a step: it is mended as one. What go.mod knows the version of goes first. */
function asOne(problems: Problem[]): Problem[] {
  const first = problems.find(({evidence}) => evidence !== undefined) ?? problems[0]
  if (first === undefined || problems.length === 1) return problems
  return [{...first, message: `${first.message} (and ${problems.length - 1} more like it in this step)`}]
}

/** Names that mean another version each day (go.dev/ref/mod#version-queries). */
const MOVING = /^(latest|upgrade|patch|master|main|head|trunk|develop)$/i

function withoutVersion(subject: Subject, run: Run, go: GoCommand): Problem[] {
  if (isGopath(go)) return []
  const refused = outsideModule(subject, run, go)
  if (refused !== null) return [refused]
  if (go.verb === 'get' && go.flags.has('u'))
    return [
      {
        at: rangeOf(go),
        severity: 'warning',
        message: '`go get -u` takes the newest versions of the day instead of those that go.mod names',
        remedy: 'Update before the commit, and write go mod download here',
      },
    ]
  if (!/^(install|run|get)$/.test(go.verb)) return []
  const packages = go.verb === 'run' ? go.args.slice(0, 1) : go.args
  return packages.flatMap(word => {
    const [path = '', version = ''] = word.text.split('@')
    const isBare = go.verb === 'get' && version === '' && isImportPath(path) && moduleAt(subject, run, go) !== null
    if (isBare)
      return [
        {
          at: word,
          severity: 'warning',
          message: `\`go get\` without a version takes ${path} as it is on that day, and writes it into go.mod`,
          remedy: `Take it out: go.mod names the version. A tool is \`go install ${path}@vX.Y.Z\``,
        },
      ]
    if (!MOVING.test(version) || path.includes(OPAQUE)) return []
    const named = toolVersion(subject, path)
    const says = `@${version} is another version each day, and this layer keeps the one of the day it was made`
    return [
      {
        at: word,
        // A build argument may give another one.
        severity: word.variables.length > 0 || isForDevelopers(subject) ? 'info' : 'warning',
        message: named === null ? says : `${says}; ${named.file}:${named.line} has ${named.version}`,
        remedy: `Write ${path}@${named?.version ?? 'vX.Y.Z, the version that you have tested'}`,
        ...(named !== null && {evidence: [{file: named.file, line: named.line}]}),
      },
    ]
  })
}

/** What it installs is in no image that is shipped. */
function isForDevelopers(subject: Subject): boolean {
  return forDebugging(subject) || subject.file.includes('.devcontainer/')
}

/** Not `./…`, not a package of the standard library, and not `...` of the project. */
function isImportPath(path: string): boolean {
  return /^[\w-]+(\.[\w-]+)+\/[\w./~-]+$/.test(path) && !path.endsWith('...')
}

/** https://go.dev/doc/go-get-install-deprecation: since Go 1.18 an error without a go.mod, which nothing here makes. */
function outsideModule({model, context}: Subject, run: Run, go: GoCommand): Problem | null {
  const {image} = modelOf(model, run.stage)
  const release = Number(image.go?.split('.')[1] ?? (isNewestGo(image) ? 99 : 0))
  const isSure = go.verb === 'get' && image.kind === 'golang' && release >= 18 && go.command.certain && context !== null
  if (!isSure || !go.args.some(({text}) => isImportPath(text.split('@')[0]!.replace(/\/\.\.\.$/, '/x')))) return null
  const earlier = [...earlierRuns(model, run).flatMap(({commands}) => commands), ...run.commands]
  const before = earlier.slice(0, earlier.indexOf(go.command))
  const copies = earlierCopies(model, run.stage, run.instruction)
  const folders = copies.flatMap(({origin, sources}) => (origin.kind === 'context' ? sources : ['?']))
  const mayHaveMod = folders.some(
    folder => folder === '?' || context.has(posix.join(folder, 'go.mod')) || /[*?[]/.test(folder),
  )
  if (mayHaveMod || run.mounts.length > 0 || !before.every(isHarmless)) return null
  return {
    ...{at: rangeOf(go), severity: 'error'},
    message: '`go get` fails: since Go 1.18 it is an error outside a module, and there is no go.mod in the image',
    remedy:
      'For a program write go install PATH@VERSION; for a project run go mod init and go mod tidy, and commit both files',
  }
}

/** The version of a tool that a go.mod requires. */
function toolVersion({context, project}: Subject, path: string): {file: string; line: number; version: string} | null {
  for (const {dir} of (project?.modules ?? []).slice(0, 20)) {
    const file = dir === '.' ? 'go.mod' : `${dir}/go.mod`
    const found = readMod({context}, file)?.require.find(each => path === each.path || path.startsWith(`${each.path}/`))
    if (found) return {file, line: found.line, version: found.version}
  }
  return null
}

const cleansCaches: Rule = {
  id: 'D-13',
  severity: 'warning',
  title: 'go clean of caches that are not in the image, or stay in it',
  why: 'Of a cache mount it empties what the next build needs. In a step of its own it takes nothing out of the layer of an earlier one, and a stage that only a program is copied from is not in the image at all.',
  source: 'https://pkg.go.dev/cmd/go#hdr-Remove_object_files_and_cached_files',
  find: ({model}) =>
    reachedRuns(model).flatMap(run =>
      run.go
        .filter(({verb, flags}) => verb === 'clean' && (flags.has('modcache') || flags.has('cache')))
        .flatMap(go => cleaning(model, run, go)),
    ),
}

function cleaning(model: Subject['model'], run: Run, go: GoCommand): Problem[] {
  const places = goCaches(model, run)
  const wiped = (['modules', 'build'] as const)
    .filter(kind => go.flags.has(kind === 'modules' ? 'modcache' : 'cache'))
    .flatMap(kind => {
      const place = places?.[kind]
      return place && mountOver(run, place) ? [place] : []
    })
  const {isFinal} = modelOf(model, run.stage)
  const isAfterAll = earlierRuns(model, run).some(each => each.go.some(fills))
  const before = run.commands.slice(0, run.commands.indexOf(go.command))
  const isOfThisStep = before.some(({words}) => !/^(cd|set|echo|true|:)$/.test(words[0]?.text ?? 'cd'))
  const edits = takenOut(model, run, go)
  const problem = {at: rangeOf(go), remedy: 'Take it out', ...(edits && {fix: {title: 'Keep the caches', edits}})}
  if (wiped.length > 0)
    return [
      {
        ...problem,
        message: `It empties the cache mount on ${wiped.join(' and ')}, which is not in the image and which the next build needs`,
      },
    ]
  const {fix: _, ...withoutFix} = problem
  if (isFinal)
    // With what it removes in one step it does make the layer smaller.
    return isOfThisStep || !isAfterAll
      ? []
      : [
          {
            ...withoutFix,
            message: 'It makes the image no smaller: what earlier steps downloaded and compiled stays in their layers',
            remedy: 'Clean in the step that compiles, or copy the program into a stage of its own',
          },
        ]
  return [
    {
      ...problem,
      // Where layers of all stages are exported, it can save some there.
      ...(isOfThisStep && {severity: 'info' as const}),
      message: 'It makes the image no smaller: this stage is not in it, only what is copied out of it',
    },
  ]
}

/** It writes into one of Go's caches. */
function fills(go: GoCommand): boolean {
  return compiles(go) || downloads(go) || go.verb === 'get'
}

/** The step, where it does nothing else, or the command with the `&&` before it. */
function takenOut({dockerfile}: Subject['model'], run: Run, go: GoCommand): Edit[] | null {
  const {commands, instruction} = run
  const at = commands.indexOf(go.command)
  if (commands.length === 1 && !run.isBroken) return removeStep(instruction, dockerfile)
  const previous = commands[at - 1]
  if (previous === undefined || !go.command.certain || previous.end >= go.command.start) return null
  const between = dockerfile.text.slice(previous.end, go.command.start)
  const isAnd = /^(?:[ \t]|\\\r?\n){0,200}&&(?:[ \t]|\\\r?\n){0,200}$/.test(between)
  const own = dockerfile.text.slice(go.command.start, go.command.end)
  return isAnd && own.startsWith('go') ? [{start: previous.end, end: go.command.end, text: ''}] : null
}

export const MODULE_COMMAND_RULES: readonly Rule[] = [changesRequirements, unpinned, cleansCaches]
