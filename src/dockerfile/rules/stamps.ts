/** What the program is told of its version: Git in the build, and variables that the linker sets. */
import {isAtOrBelow} from '../../go/below.ts'
import {follow} from '../behind/follow.ts'
import {calledAs, goBehind} from '../behind/go-calls.ts'
import {contextPathIn} from '../check/copy.ts'
import {addGoFlag} from '../check/edits.ts'
import {compiles, type GoCommand, rangeOf} from '../check/go-command.ts'
import {earlierCopies, modelOf, reachedRuns} from '../check/model.ts'
import {isOfOwnModule} from '../check/own-module.ts'
import type {ContextFiles, Problem, Rule, Subject} from '../check/rule.ts'
import type {Run} from '../check/run.ts'
import {asksForVersion, gitCalls, isFromGitHub, mayWantGit} from '../check/wants-git.ts'
import {wordsOf} from '../check/words.ts'
import {OPAQUE} from '../opaque.ts'

/** Git asks for these to take a folder for a repository: https://git-scm.com/docs/gitrepository-layout. */
const OF_REPOSITORY = ['.git/HEAD', '.git/objects', '.git/refs']

const gitInBuild: Rule = {
  id: 'B-03',
  severity: 'error',
  title: '.git is in the build, whole or in part',
  why: 'Each commit changes .git, so that a COPY which brings it compiles again though no source changed. Of a .git in part, `go build` asks Git for the commit, and stops when Git does not know the folder.',
  source: 'https://go.dev/doc/go1.18#go-version',
  find: subject => {
    const {model, context} = subject
    if (context === null || context.files.kind('.git') !== 'folder') return []
    const found = reachedRuns(model).flatMap(run => {
      const own = run.go.find(each => compiles(each) && each.verb !== 'vet')
      const behind = own ? undefined : goBehind({model, context}, run).find(({go}) => compiles(go) && go.verb !== 'vet')
      const go = own ?? behind?.go
      if (
        go === undefined ||
        contextPathIn(model.dockerfile, run.stage, run.instruction, '.git', model.buildArgs).length === 0
      )
        return []
      return context.ignore !== null && hiddenPart(context) !== null
        ? behind === undefined
          ? inPart(subject, run, go, context.ignore.file)
          : []
        : inWhole(subject, run, go, behind === undefined ? `\`go ${go.verb}\`` : `\`${calledAs(behind.via)}\``)
    })
    // One COPY may bring it to many commands.
    return found.filter(({at}, index) => found.findIndex(other => other.at.start === at.start) === index)
  },
}

/** The line that keeps a part out without which Git knows no repository, while the folder itself enters. */
function hiddenPart({ignore}: ContextFiles) {
  if (ignore?.keepsOut('.git') !== null) return null
  return OF_REPOSITORY.map(path => ignore.keepsOut(path)).find(line => line !== null) ?? null
}

function inPart(subject: Subject, run: Run, go: GoCommand, file: string): Problem[] {
  const {image} = modelOf(subject.model, run.stage)
  const {line, text} = hiddenPart(subject.context!)!
  // Alpine's golang images have no git, and go build then stamps nothing.
  const hasGit = image.kind === 'golang' && image.packages === 'apt'
  const stamps = /^(build|install)$/.test(go.verb) && go.flags.get('buildvcs')?.value !== 'false'
  if (!hasGit || !stamps || !go.command.certain) return []
  const edit = addGoFlag(go, '-buildvcs=false', subject.model.dockerfile.text)
  const problem: Problem = {
    at: rangeOf(go),
    message: `\`go ${go.verb}\` stops with "error obtaining VCS status": ${file}:${line} ${text} leaves a .git in the context that is no repository for Git`,
    remedy: `Write .git instead of ${text} in ${file}, or add -buildvcs=false`,
    evidence: [{file, line}],
  }
  return [edit === null ? problem : {...problem, fix: {title: 'Add -buildvcs=false', edits: [edit]}}]
}

function inWhole(subject: Subject, run: Run, go: GoCommand, said: string): Problem[] {
  const {model, context} = subject
  if (isOfOwnModule(subject)) return []
  if (context?.ignore?.keepsOut('.git') != null || mayWantGit(subject, run, go)) return []
  if (go.flags.get('buildvcs')?.value === 'true') return []
  const copy = earlierCopies(model, run.stage, run.instruction).find(
    ({origin, sources}) => origin.kind === 'context' && sources.some(source => /^(\.|\.\/|\/|\*|\.\/\*)$/.test(source)),
  )
  const mount = run.mounts.find(({type}) => type === 'bind')
  const at = copy ? (wordsOf(copy.instruction)[0] ?? copy.instruction) : mount?.range
  if (at === undefined) return []
  return [
    {
      at,
      severity: isFromGitHub(subject) ? 'info' : 'warning',
      message: `.git comes with the sources: each commit changes it, so that ${said} of line ${run.instruction.line} runs again though no source changed`,
      remedy: `Write a line with .git into ${context?.ignore?.file ?? '.dockerignore'}`,
    },
  ]
}

const withoutGit: Rule = {
  id: 'B-14',
  severity: 'warning',
  title: 'Git is asked for a version in a build without .git',
  why: '`git describe` in a build needs .git. Without it a `$(git describe)` is empty, nothing stops, and the program says no version.',
  source: 'https://docs.docker.com/build/concepts/context/#git-repositories',
  whyNoFix: 'The version has to come from whoever starts the build.',
  anyFile: true,
  find: subject => {
    const {model, context} = subject
    const folders = model.stages.flatMap(({runs}) => runs.flatMap(({commands}) => commands.map(({folder}) => folder)))
    // How Git got there otherwise is not looked into.
    const fetches = model.stages.some(
      ({runs, copies}) =>
        runs.some(({commands}) => commands.some(command => isFetch(command, folders))) ||
        copies.some(({sources}) => sources.some(source => /:\/\/|^git@/.test(source))),
    )
    if (fetches) return []
    return reachedRuns(model).flatMap(run => {
      const hasGit =
        contextPathIn(model.dockerfile, run.stage, run.instruction, '.git/HEAD', model.buildArgs).length > 0
      const by = context?.ignore?.keepsOut('.git/HEAD') ?? null
      const mayBeBound = earlierCopies(model, run.stage, run.instruction).some(
        ({origin, sources, destination}) =>
          destination === null ||
          origin.kind === 'unknown' ||
          origin.kind === 'image' ||
          sources.some(source => source.includes('.git')),
      )
      if ((hasGit && by === null) || (mayBeBound && by === null)) return []
      const why =
        by === null ? 'no COPY brings .git into the stage' : `${context!.ignore!.file}:${by.line} keeps .git out`
      const evidence = by === null ? [] : [{file: context!.ignore!.file, line: by.line}]
      return askingGit(run, subject).map(({at, what, places}) => ({
        at,
        message: `${what} finds no repository, because ${why}: the version stays empty`,
        remedy: 'Give the version with --build-arg and take it from an ARG',
        evidence: [...evidence, ...places],
      }))
    })
  },
}

/** Not a clone into a folder that no command works in: `git clone URL /etc/trust`. */
function isFetch({words}: Run['commands'][number], folders: readonly (string | null)[]): boolean {
  if (words[0]?.text !== 'git') return false
  if (!words.some(({text}) => /^(clone|init|fetch|submodule|pull)$/.test(text))) return false
  const into = words.at(-1)!.text
  const isAside = words.some(({text}) => text === 'clone') && /^\/[\w./-]+$/.test(into)
  return !isAside || folders.some(folder => folder === null || isAtOrBelow(folder, into))
}

type Asking = {
  at: {start: number; end: number}
  what: string
  places: {file: string; line: number}[]
}

/** The first call of git, of the RUN or of what it leads to. */
function askingGit(run: Run, subject: Subject): Asking[] {
  // What stands before `||` or in a condition has an answer to a failure.
  const own = gitCalls(run).find(({certain}) => certain)
  if (own !== undefined) {
    const at = {start: own.words[0]!.start, end: own.words.at(-1)!.end}
    return [{at, what: `\`git ${own.words[1]?.text.includes(OPAQUE) ? '…' : (own.words[1]?.text ?? '')}\``, places: []}]
  }
  const builds = goBehind(subject, run).filter(({go}) => /^(build|install)$/.test(go.verb) && go.command.certain)
  for (const {via, file, line, calls} of builds) {
    const called = calls.find(({text}) => /\bgit (describe|rev-parse|log)\b/.test(text) && !/\|\||;/.test(text))
    const beside = follow(subject, run).commands.find(
      each => each.via === via && each.file === file && each.line <= line && asksForVersion(each.command),
    )
    const place = called ?? beside
    if (place === undefined) continue
    const at = {start: via.words[0]!.start, end: via.words.at(-1)!.end}
    const places = [{file: place.file, line: place.line}]
    return [{at, what: `git of ${place.file}:${place.line}, which \`${calledAs(via)}\` runs,`, places}]
  }
  return []
}

export const STAMP_RULES: readonly Rule[] = [gitInBuild, withoutGit]
