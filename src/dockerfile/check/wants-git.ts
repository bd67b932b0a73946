/** Whether a build has a use for .git: it asks Git for a version, or the program tells the commit it was made of. */
import {posix} from 'node:path'
import {follow} from '../behind/follow.ts'
import type {ShellCommand} from '../shell.ts'
import type {GoCommand} from './go-command.ts'
import {earlierRuns, modelOf, reachedRuns} from './model.ts'
import {isOpaque, mayMake} from './presence.ts'
import type {Subject} from './rule.ts'
import type {Run} from './run.ts'

const ASKS_GIT = /^(describe|rev-parse|rev-list|log|show|status|tag|diff-index|branch|name-rev|symbolic-ref)$/

/** Calls of git that ask the repository for something. */
export function gitCalls({commands}: Run) {
  return commands.filter(
    ({words: [program, ...rest]}) =>
      program !== undefined &&
      posix.basename(program.text) === 'git' &&
      ASKS_GIT.test(rest.find(({text}) => !text.startsWith('-'))?.text ?? ''),
  )
}

/** For certain: what stands before `||` or in a condition has an answer to a failure. */
export function asksForVersion({words: [program, ...rest], certain}: ShellCommand): boolean {
  const isGit = program !== undefined && posix.basename(program.text) === 'git'
  const asked = rest.find(({text}) => !text.startsWith('-'))?.text ?? ''
  return certain && isGit && /^(describe|rev-parse|log)$/.test(asked)
}

const CALLS_GIT =
  /\bgit\s+(-\S+\s+)*(describe|rev-parse|rev-list|log|show|status|tag|diff|branch|name-rev|symbolic-ref)\b/

/** Packages that tell the commit which `go build` has taken from .git, and so do programs that import them. */
const TELLS_COMMIT = new Set([
  ...['github.com/carlmjohnson/versioninfo', 'github.com/earthboundkid/versioninfo'],
  ...['github.com/prometheus/common/version', 'go.szostok.io/version', 'sigs.k8s.io/release-utils/version'],
])

/** Where nobody can look, it may. */
export function mayWantGit(subject: Subject, run: Run, go: GoCommand): boolean {
  const {model, context} = subject
  // A stage for the version alone has the same context.
  if (reachedRuns(model).some(each => gitCalls(each).length > 0)) return true
  const runs = [...earlierRuns(model, run), run]
  if (runs.some(each => each.go.some(({verb}) => /^(run|generate)$/.test(verb)))) return true
  const behind = runs.filter(each => !isHarmlessShell(each)).map(each => follow(subject, each))
  if (behind.some(({isWhole}) => !isWhole)) return true
  if (!mayHaveGit(subject, run)) return false
  const files = new Set(behind.flatMap(each => each.files))
  if ([...files].some(file => CALLS_GIT.test(context?.files.read(file) ?? ''))) return true
  return go.flags.get('buildvcs')?.value !== 'false' && tellsCommit(subject)
}

/** What a pipe hands to a shell, an installer of others mostly, is no script of the repository. */
function isHarmlessShell({commands, isForeign, isBroken}: Run): boolean {
  if (isForeign || isBroken) return false
  const piped = new Set(commands.flatMap(({pipedTo}) => (pipedTo === null ? [] : [pipedTo])))
  return commands.every(command => {
    const words = command.words.map(({text}) => text)
    return !isOpaque(words) || (piped.has(command) && /^(ba|da|a)?sh$/.test(words[0] ?? '') && words.length === 1)
  })
}

/** golang's Alpine images have no git, and go build then stamps nothing. */
function mayHaveGit({model}: Subject, run: Run): boolean {
  const {image} = modelOf(model, run.stage)
  return image.kind !== 'golang' || image.packages !== 'apk' || mayMake({model}, run.stage, /\bgit\b|alpine-sdk/)
}

/** A file of every package is enough of a look. */
const MOST_SOURCES = 100

function tellsCommit({packages, context}: Subject): boolean {
  if (packages.some(({imports}) => [...imports.keys()].some(path => TELLS_COMMIT.has(path)))) return true
  const files = packages.filter(({imports}) => imports.has('runtime/debug')).flatMap(each => each.files)
  if (files.length > MOST_SOURCES) return true
  return files.some(({file}) => context?.files.read(file)?.includes('ReadBuildInfo') ?? true)
}

const MOST_WORKFLOWS = 50

/** docker/build-push-action takes the commit from GitHub where no context is given, and that has no .git. */
export function isFromGitHub({context}: Subject): boolean {
  const folder = '.github/workflows'
  const names = (context?.files.names(folder) ?? []).filter(name => /\.ya?ml$/.test(name)).slice(0, MOST_WORKFLOWS)
  const texts = names.map(name => context?.files.read(`${folder}/${name}`) ?? '')
  const builds = texts.filter(text => /uses: *["']?docker\/build-push-action@/.test(text))
  const isGiven = texts.some(text => /^\s*context:|\bdocker (buildx )?build\b|docker\/bake-action/m.test(text))
  return builds.length > 0 && !isGiven
}
