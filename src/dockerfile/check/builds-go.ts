/** Whether a Dockerfile is about a Go program, also where no go command stands in it. */
import {posix} from 'node:path'
import {follow} from '../behind/follow.ts'
import {goBehind} from '../behind/go-calls.ts'
import {programName} from './built.ts'
import {compiles} from './go-command.ts'
import {modelOf, type StageModel} from './model.ts'
import {isOpaque} from './presence.ts'
import type {Subject} from './rule.ts'
import type {Run} from './run.ts'
import {copiesInto} from './shipped.ts'
import {startedProgram} from './start.ts'

/** The official image, and those of others with the same last name, such as quay.io/projectquay/golang. */
const GO_IMAGE = /(^|\/)(golang|go-toolset)$/

/** Programs that install packages of a distribution, and what Go is called there. */
const INSTALLERS = /^(apk|apt|apt-get|dnf|microdnf|yum|zypper)$/
const GO_PACKAGE = /^(go|golang|golang-go|golang-\d[\d.]*(-go)?)$/

export function buildsGo(subject: Subject): boolean {
  const {stages} = subject.model
  if (stages.some(({runs}) => runs.some(({go}) => go.some(compiles)))) return true
  const reached = stages.filter(({isReached}) => isReached)
  if (reached.some(each => isForGo(each) || each.runs.some(installsGo))) return true
  return prebuiltPrograms(subject).length > 0 || startsProgram(subject)
}

/** By its image, or because go.mod is put into it. */
function isForGo({image, copies}: Pick<StageModel, 'image' | 'copies'>): boolean {
  return (
    GO_IMAGE.test(image.name) || copies.some(({origin, sources}) => origin.kind === 'context' && sources.some(isGoMod))
  )
}

function installsGo({commands}: Run): boolean {
  return commands.some(
    ({words: [program, ...rest]}) =>
      INSTALLERS.test(program?.text ?? '') && rest.some(({text}) => GO_PACKAGE.test(text.split('=')[0]!)),
  )
}

function isGoMod(source: string): boolean {
  return posix.basename(source) === 'go.mod'
}

/** A program of the repository, which a stage brings that something else than a go command makes it in: Nix, Bazel. */
function startsProgram(subject: Subject): boolean {
  const {model, project} = subject
  const name = posix.basename(startedProgram(subject)?.word ?? '')
  const isOwn = (project?.mains ?? []).some(({importPath}) => programName(importPath) === name)
  return (
    isOwn &&
    copiesInto(model, model.target.stage).some(
      ({origin, sources}) => origin.kind === 'stage' && sources.some(source => posix.basename(source) === name),
    )
  )
}

/** Names of the repository's programs that are copied into the image from the context, ready to run. */
export function prebuiltPrograms(subject: Subject): string[] {
  const {model, project, context} = subject
  const names = new Set((project?.mains ?? []).map(({importPath}) => programName(importPath)))
  const started = startedProgram(subject)?.word
  // GoReleaser has a context of its own, where the name of a folder of the sources can be that of the program.
  const isProgram = (source: string, destination: string | null) =>
    context?.files.kind(posix.join('/', source).slice(1)) !== 'folder' ||
    (destination !== null && started === posix.join(destination, posix.basename(source)))
  return copiesInto(model, model.target.stage)
    .filter(({origin}) => origin.kind === 'context')
    .flatMap(({sources, destination}) => sources.filter(source => isProgram(source, destination)))
    .map(source => posix.basename(source))
    .filter(name => names.has(name))
}

/**
 * RUNs that compile Go with commands that stand elsewhere: make and scripts, on an image that is there for Go. Not those
 * that name a target which only prepares.
 */
export function hiddenBuilds(subject: Pick<Subject, 'model' | 'context'>): Run[] {
  const {model} = subject
  return model.stages
    .filter(({isReached, image, copies, runs}) => isReached && (isForGo({image, copies}) || runs.some(installsGo)))
    .flatMap(({stage}) => modelOf(model, stage).runs)
    .filter(run => !run.go.some(compiles) && hiddenBuild(run) !== null && mayCompile(subject, run))
}

/** All that it leads to was read, and compiles nothing. */
function mayCompile(subject: Pick<Subject, 'model' | 'context'>, run: Run): boolean {
  return !follow(subject, run).isWhole || goBehind(subject, run).some(({go}) => compiles(go))
}

const PREPARES = /^(clean|dependencies|download|generate|install-\w+|lint|proto|setup|test|tools?|vendor)$|\bdeps?\b/
const OF_OTHERS = /^(python3?|perl|node)$|(^|\/)configure$/

/** What a person would call it: `make build`; null where nothing is compiled. */
export function hiddenBuild({commands}: Run): string | null {
  for (const {words} of commands) {
    const [program = '', ...rest] = words.map(({text}) => text)
    if (!isOpaque([program, ...rest]) || OF_OTHERS.test(program) || !/^[\w./-]+$/.test(program)) continue
    const targets = rest.filter(word => /^[\w./][\w./-]*$/.test(word))
    const target = targets.find(word => !PREPARES.test(word))
    if (target !== undefined || targets.length === 0) return [program, target].filter(Boolean).join(' ')
  }
  return null
}
