/** Releases of Go: that of the build stage, held against go.mod and what is maintained. */

import {posix} from 'node:path'
import {isAtOrBelow} from '../../go/below.ts'
import type {GoModule, Project} from '../../go/project.ts'
import {compareReleases, isMaintained, NEWEST_MAINTAINED, OLDEST_MAINTAINED} from '../../go/release.ts'
import {type Compiling, compiling} from '../check/compiling.ts'
import {replace} from '../check/edits.ts'
import {compiles, type GoCommand} from '../check/go-command.ts'
import {type BaseImage, describeImage} from '../check/image.ts'
import type {StageModel} from '../check/model.ts'
import {isOfOwnModule} from '../check/own-module.ts'
import {isOpaque} from '../check/presence.ts'
import {forDebugging} from '../check/purpose.ts'
import type {Problem, Rule, Subject} from '../check/rule.ts'
import {goVersions} from '../check/setup-go.ts'
import {imageWord} from '../check/words.ts'
import type {Range} from '../instruction.ts'
import {OPAQUE} from '../opaque.ts'
import {before} from '../stages.ts'

/** A line of go.mod or go.work that asks for a release. */
type Wanted = {release: string; file: string; line: number; text: string}

/** The tag comes from an ARG, which a `--build-arg` of somebody's command line may set. */
function isFromArgument(stage: StageModel['stage']): boolean {
  return imageWord(stage).text.includes('$')
}

/** GOTOOLCHAIN of the command; the official images set local (docker-library/golang, Dockerfile-linux.template). */
function toolchain({command}: GoCommand): string {
  return command.environment.get('GOTOOLCHAIN') ?? 'local'
}

/** The `go` line that holds for what the stage compiles; null when it is not known which module that is. */
function goLine(project: Project | null, dir: string | null): Wanted | null {
  const module = moduleOf(project, dir)
  if (project === null || module === null) return null
  const {workspace} = project
  if (workspace?.uses.includes(module.dir) && workspace.go !== null)
    return wantedBy(workspace.file, workspace.go, workspace.lines.go, 'go')
  return wantedBy(posix.join(module.dir, 'go.mod'), module.go, module.lines.go, 'go')
}

function moduleOf(project: Project | null, dir: string | null): GoModule | null {
  const modules = project?.modules ?? []
  if (dir === null) return null
  const above = modules.filter(each => each.dir === '.' || isAtOrBelow(dir, each.dir))
  return above.sort((one, other) => other.dir.length - one.dir.length)[0] ?? null
}

function wantedBy(file: string, release: string | null, line: number | null, text: string): Wanted | null {
  return release === null || line === null ? null : {release, file, line, text: `${text} ${release}`}
}

/** The image is too old for the line, so that Go stops; null when it is not, or when that cannot be said. */
function tooOld(subject: Subject, {release, commands, dir}: Compiling): Wanted | null {
  const wanted = goLine(subject.project, dir)
  if (wanted === null || commands.length === 0 || isOfOwnModule(subject)) return null
  if (commands.some(go => toolchain(go) !== 'local' || !go.command.certain)) return null
  // Before 1.21 Go went on, and told of the line only when the sources did not compile.
  if (compareReleases(release, '1.21')! < 0 && /^\d+\.\d+$/.test(wanted.release)) return null
  // A tag of two parts moves to the newest patch.
  const isShort = /^\d+\.\d+$/.test(release)
  const asked = isShort ? wanted.release.replace(/^(\d+\.\d+)\..*$/, '$1') : wanted.release
  const by = compareReleases(release, asked)
  return by !== null && by < 0 ? wanted : null
}

const olderThanGoLine: Rule = {
  id: 'V-01',
  severity: 'error',
  title: 'The Go of the image is older than go.mod asks for',
  why: 'The official images set GOTOOLCHAIN=local: Go takes no newer toolchain, and stops with "go.mod requires go >= …".',
  source: 'https://go.dev/doc/toolchain',
  find: subject =>
    compiling(subject).flatMap(each => {
      const wanted = tooOld(subject, each)
      if (wanted === null) return []
      const {stage, release, image} = each
      const word = imageWord(stage)
      const isDefault = isFromArgument(stage)
      const problem: Problem = {
        at: word,
        ...(isDefault && {severity: 'warning'}),
        message: `Go ${release} stops: ${wanted.file}:${wanted.line} asks for ${wanted.text}${isDefault ? ', and the default of the ARG is older' : ''}`,
        remedy: `Use golang:${[minorOf(wanted.release), ...suffixOf(image.tag)].join('-')}`,
        evidence: [{file: wanted.file, line: wanted.line}],
      }
      const tag = newTag(image.tag, wanted.release)
      if (tag === null || image.digest !== null || isDefault) return [problem]
      const text = `${word.text.slice(0, word.text.lastIndexOf(':') + 1)}${tag}`
      return [{...problem, fix: {title: `Use ${text}`, edits: [replace(word, text)]}}]
    }),
}

function minorOf(release: string): string {
  return /^\d+\.\d+/.exec(release)![0]
}

function suffixOf(tag: string | null): string[] {
  return (tag ?? '').split('-').slice(1)
}

/** Variants that every maintained release has (docker-library/golang, versions.json); null for other tags. */
function newTag(tag: string | null, release: string): string | null {
  const [, suffix = ''] = /^\d+\.\d+(?:\.\d+)?(-(?:alpine|trixie|bookworm))?$/.exec(tag ?? '') ?? [null, null]
  return tag === null || suffix === null || !isMaintained(release) ? null : `${minorOf(release)}${suffix}`
}

const downloadedToolchain: Rule = {
  id: 'V-02',
  severity: 'info',
  title: 'The build downloads another Go than that of the image',
  why: 'With GOTOOLCHAIN=auto, Go downloads the release that go.mod asks for, in each build whose layer is not cached. The tag of the image then says nothing about the Go that compiles.',
  source: 'https://go.dev/doc/toolchain#select',
  whyNoFix: 'Without it the build stops where go.mod asks for a newer Go than the image has.',
  find: subject =>
    compiling(subject).flatMap(each => {
      const {release, commands, dir, stage} = each
      const go = commands.find(command => /^(auto|path|[\w.]+\+auto)$/.test(toolchain(command)))
      const module = moduleOf(subject.project, dir)
      if (go === undefined || module === null) return []
      const file = posix.join(module.dir, 'go.mod')
      const lines = [
        wantedBy(file, module.toolchain?.replace(/^go/, '') ?? null, module.lines.toolchain, 'toolchain'),
        goLine(subject.project, dir),
      ]
      const wanted = lines.find(line => line !== null && (compareReleases(release, line.release) ?? 0) < 0)
      if (!wanted || toolchain(go).includes(OPAQUE)) return []
      // A tag of two parts may have it already.
      if (/^\d+\.\d+$/.test(release) && minorOf(release) === minorOf(wanted.release)) return []
      const set = before(stage, null).findLast(({instruction}) => /\bGOTOOLCHAIN\b/.test(instruction.args))?.instruction
      return [
        {
          at: set ?? imageWord(stage),
          message: `GOTOOLCHAIN=${toolchain(go)} downloads Go ${wanted.release}, which ${wanted.file}:${wanted.line} asks for, because the image has ${release}`,
          remedy: `Use golang:${minorOf(wanted.release)} and leave GOTOOLCHAIN out`,
          evidence: [{file: wanted.file, line: wanted.line}],
        },
      ]
    }),
}

const unmaintained: Rule = {
  id: 'V-03',
  severity: 'warning',
  title: 'The Go of the image gets no security fixes any more',
  why: 'Each release of Go is maintained until there are two newer ones. What is found in its standard library after that stays in the program.',
  source: 'https://go.dev/doc/devel/release#policy',
  whyNoFix:
    'Old releases of golang.org/x/tools do not compile with newer ones of Go (golang/go#74462), and others may not.',
  find: subject => {
    const found = [...usedStages(subject), ...copiedToolchains(subject)].filter(
      ({release}) => (compareReleases(minorOf(release), OLDEST_MAINTAINED) ?? 0) < 0,
    )
    const isFirst = ({image}: Used, index: number) =>
      found.findIndex(other => other.image.reference === image.reference) === index
    return found.filter(isFirst).map(({release, image, at}) => ({
      at,
      ...(forDebugging(subject) && {severity: 'info' as const}),
      message: `Go ${release} gets no security fixes any more: the oldest release that does is ${OLDEST_MAINTAINED}, and the standard library is a part of the program`,
      remedy: `Use ${image.name}:${[NEWEST_MAINTAINED, ...suffixOf(image.tag).filter(word => !/\d/.test(word))].join('-')}`,
    }))
  },
}

type Used = {image: BaseImage; release: string; at: Range}

/** The release in the tag of an image that is called golang, the official one or not. */
function releaseIn({go, name, tag}: BaseImage): string | null {
  return go ?? (/\/golang$/.test(name) ? (/^v?(1\.\d+(\.\d+)?)(?=-|$)/.exec(tag ?? '')?.[1] ?? null) : null)
}

/** Stages on an image of Go that compile, may do so where nobody can look, or become the image. */
function usedStages(subject: Subject): Used[] {
  const compiled = new Set(compiling(subject).map(({stage}) => stage))
  return subject.model.stages.flatMap(({stage, image, runs, isReached, isFinal}) => {
    const release = releaseIn(image)
    const mayCompile = runs.some(
      ({go, commands}) =>
        go.some(each => compiles(each) || each.verb === 'get') ||
        commands.some(({words}) => isOpaque(words.map(({text}) => text))),
    )
    if (!isReached || release === null || !(compiled.has(stage) || mayCompile || isFinal)) return []
    return [{image, release, at: imageWord(stage)}]
  })
}

/** COPY --from=golang:… of the toolchain itself. */
function copiedToolchains({model}: Subject): Used[] {
  const copies = model.stages.filter(({isReached}) => isReached).flatMap(stage => stage.copies)
  return copies.flatMap(({origin, sources, instruction}) => {
    if (origin.kind !== 'image' || !sources.some(source => /^\/usr\/local\/go\/?$/.test(source))) return []
    const image = describeImage(origin.reference)
    const release = releaseIn(image)
    const at = instruction.flags.find(({name}) => name === 'from')
    return release === null || at === undefined ? [] : [{image, release, at: {start: at.start, end: at.end}}]
  })
}

const otherThanWorkflow: Rule = {
  id: 'V-04',
  severity: 'warning',
  title: 'The workflows test with another Go than the image is built with',
  why: 'Tests of another release of Go say little about the program that ships: compiler, standard library and GODEBUG defaults differ.',
  source: 'https://go.dev/doc/godebug',
  whyNoFix: 'Either release can be the one that is meant.',
  find: subject => {
    const setUp = subject.context === null ? null : goVersions(subject.context.files)
    const tested = (setUp ?? []).filter(({tests}) => tests)
    const [first] = tested
    if (first === undefined || setUp === null || isOfOwnModule(subject)) return []
    return compiling(subject).flatMap(({release, stage}) => {
      if (setUp.some(({version}) => minorOf(version) === minorOf(release)) || isFromArgument(stage)) return []
      return [
        {
          at: imageWord(stage),
          message: `The image is built with Go ${release}, but ${first.file}:${first.line} tests with ${first.version}: what is tested is not what ships`,
          remedy: 'Use one release in both, or go-version-file: go.mod in the workflow',
          evidence: tested.slice(0, 3).map(({file, line}) => ({file, line})),
        },
      ]
    })
  },
}

export const VERSION_RULES: readonly Rule[] = [olderThanGoLine, downloadedToolchain, unmaintained, otherThanWorkflow]
