/** What is left of the time before Go modules. */

import {isAtOrBelow} from '../../go/below.ts'
import {goCalls} from '../behind/go-calls.ts'
import {removeStep, removeWord} from '../check/edits.ts'
import {compilesProject, type GoCommand} from '../check/go-command.ts'
import {isNewestGo} from '../check/image.ts'
import {earlierRuns, modelOf, reachedRuns} from '../check/model.ts'
import {moduleAt} from '../check/modules.ts'
import type {Edit, Problem, Rule, Subject} from '../check/rule.ts'
import type {Run} from '../check/run.ts'
import {type Instruction, type Range, rangeIn} from '../instruction.ts'
import {OPAQUE} from '../opaque.ts'
import {lineage, type Stage} from '../parse.ts'
import type {ShellCommand} from '../shell.ts'

/** Commands of the older tools that install what their lock file names. */
const TOOLS: Readonly<Record<string, {verbs: RegExp; path: string}>> = {
  dep: {verbs: /^(ensure|init)$/, path: 'github.com/golang/dep/cmd/dep'},
  glide: {verbs: /^(install|i|update|up|init)$/, path: 'github.com/Masterminds/glide'},
  godep: {verbs: /^(restore|get|save|go)$/, path: 'github.com/tools/godep'},
  govendor: {verbs: /^(sync|fetch|install|build|init)$/, path: 'github.com/kardianos/govendor'},
  gvt: {verbs: /^(restore|fetch)$/, path: 'github.com/FiloSottile/gvt'},
}

const olderTools: Rule = {
  id: 'D-11',
  severity: 'error',
  title: 'Dependencies are installed by a tool from before Go modules',
  why: 'dep, glide, godep and their like are archived, and the go command does not read what they write. Since Go 1.18 `go get` installs no program either, so that they cannot even be fetched that way.',
  source: 'https://go.dev/doc/go-get-install-deprecation',
  whyNoFix: 'The lock file of the old tool has to become a go.mod first, outside the Dockerfile.',
  anyFile: true,
  find: subject =>
    reachedRuns(subject.model).flatMap(run => run.commands.flatMap(command => olderTool(subject, run, command))),
}

function olderTool(subject: Subject, run: Run, command: ShellCommand): Problem[] {
  const [program, verb] = command.words
  const name = program?.text ?? ''
  const tool = Object.hasOwn(TOOLS, name) ? TOOLS[name]! : null
  if (tool === null || !tool.verbs.test(verb?.text ?? '')) return []
  const got = fetchedByGet(subject, run, tool.path)
  const module = subject.project?.modules.find(({dir}) => dir === '.')
  const besides = module ? `, and go.mod:${module.lines.module} makes it a module already` : ''
  return [
    {
      at: {start: program!.start, end: verb!.end},
      severity: got !== null && command.certain ? 'error' : 'warning',
      message:
        got === null
          ? `\`${name} ${verb!.text}\` is of a tool that was given up for Go modules${besides}`
          : `\`${name}\` is not there: since Go 1.18 \`go get\` in line ${got} installs no program${besides}`,
      remedy: module
        ? 'Take it out, and write go mod download'
        : 'Run go mod init and go mod tidy, commit go.mod and go.sum, and write go mod download here',
      ...(module && {evidence: [{file: 'go.mod', line: module.lines.module}]}),
    },
  ]
}

/** The line of the `go get` that is its only source, in an official image of Go 1.18 or later. */
function fetchedByGet({model}: Subject, run: Run, path: string): number | null {
  const {image} = modelOf(model, run.stage)
  const minor = image.kind === 'golang' && image.go !== null ? Number(image.go.split('.')[1]) : 0
  if (minor < 18) return null
  const runs = [...earlierRuns(model, run), run]
  const others = runs.some(({commands, isForeign, isBroken}) => {
    const fetches = commands.some(({words}) => /^(curl|wget|apk|apt|apt-get)$/.test(words[0]?.text ?? ''))
    return fetches || isForeign || isBroken
  })
  const copied = lineage(run.stage).some(stage =>
    modelOf(model, stage).copies.some(({origin}) => origin.kind !== 'context'),
  )
  const from = runs.find(({go}) =>
    go.some(
      ({verb, args, command}) =>
        verb === 'get' &&
        command.environment.get('GO111MODULE') !== 'off' &&
        args.some(({text}) => text.split('@')[0] === path),
    ),
  )
  return others || copied || from === undefined ? null : from.instruction.line
}

const moduleMode: Rule = {
  id: 'D-12',
  severity: 'warning',
  title: 'GO111MODULE is set',
  why: 'Modules are on since Go 1.16 without it. `off` makes the go command pass go.mod by and look for sources in GOPATH.',
  source: 'https://go.dev/ref/mod#mod-commands',
  anyFile: true,
  find: subject => [
    ...subject.model.stages
      .filter(({isReached}) => isReached)
      .flatMap(({stage}) => stage.instructions.flatMap(each => setByEnv(subject, stage, each))),
    ...reachedRuns(subject.model).flatMap(run => setByScript(subject, run)),
  ],
}

const SETTING = /(?:^|\s)(GO111MODULE[= ]"?(on|off|auto)"?)(?=\s|$)/

function setByEnv(subject: Subject, stage: Stage, instruction: Instruction): Problem[] {
  const {keyword, body} = instruction
  const match = keyword === 'ENV' || keyword === 'ARG' ? SETTING.exec(body.text) : null
  if (match === null) return []
  const [all, pair, value] = match
  const from = match.index + all.length - pair!.length
  const {model} = subject
  const [user] = reachedRuns(model).flatMap(run => {
    const call = goCalls(subject, run).find(
      ({go, by}) => compilesProject(go) && [value, OPAQUE].includes(by.environment.get('GO111MODULE')),
    )
    return call === undefined || !lineage(run.stage).includes(stage) ? [] : [{run, go: call.go}]
  })
  if (user === undefined) return []
  const isOnly = body.text.trim() === pair
  const at = rangeIn(body, from, from + pair!.length)
  const isPlain = pair!.includes('=') && at.end - at.start === pair!.length
  const edits = isOnly
    ? removeStep(instruction, model.dockerfile)
    : isPlain
      ? removeWord(at, model.dockerfile.text)
      : null
  return obsolete(subject, user, value!, at, edits)
}

function setByScript(subject: Subject, run: Run): Problem[] {
  return run.go.flatMap(go => {
    const set = go.command.assignments.find(({name}) => name === 'GO111MODULE')
    if (set === undefined || !/^(on|off|auto)$/.test(set.value.text)) return []
    const {text} = subject.model.dockerfile
    const edits = text.slice(set.start, set.end).startsWith('GO111MODULE=') ? removeWord(set, text) : null
    if (set.value.text === 'off' && !compilesProject(go)) return []
    return obsolete(subject, {run, go: run.go.find(compilesProject) ?? go}, set.value.text, set, edits)
  })
}

function obsolete(
  subject: Subject,
  {run, go}: {run: Run; go: GoCommand},
  value: string,
  {start, end}: Range,
  edits: Edit[] | null,
): Problem[] {
  const at = {start, end}
  const found = moduleAt(subject, run, go)
  if (value === 'off') {
    if (found === null) return []
    const {line} = run.instruction
    return [
      {
        at,
        message: `GO111MODULE=off makes \`go ${go.verb}\` in line ${line} pass ${found.file} by: it looks for every import in GOPATH`,
        remedy: 'Take it out',
        evidence: [
          {file: subject.file, line},
          {file: found.file, line: found.module.lines.module},
        ],
      },
    ]
  }
  const {image} = modelOf(subject.model, run.stage)
  const release = image.kind === 'golang' ? image.go : null
  const minor = release === null ? null : Number(release.split('.')[1])
  const isModern = minor !== null ? minor >= 16 : isNewestGo(image) || atLeast(found?.mod.go?.version ?? '', 21)
  // A go.mod turns modules on, since Go 1.13 also below GOPATH/src (go.dev/doc/go1.13#modules).
  const isOutside = go.folder !== null && !isAtOrBelow(go.folder, '/go/src')
  const isFound = found !== null && minor !== null && (minor >= 13 || (minor >= 11 && isOutside))
  if ((!isModern && !isFound) || (value === 'auto' && found === null)) return []
  const since = isModern ? 'modules are on since Go 1.16' : `${found!.file} turns modules on`
  return [
    {
      ...{at, severity: 'info'},
      message: `GO111MODULE=${value} changes nothing: ${since}`,
      remedy: 'Take it out',
      ...(edits && {fix: {title: 'Take GO111MODULE out', edits}}),
    },
  ]
}

/** A `go` line from 1.21 on is a demand on the go command that reads it. */
function atLeast(version: string, minor: number): boolean {
  return Number(/^1\.(\d+)/.exec(version)?.[1] ?? 0) >= minor
}

export const LEGACY_RULES: readonly Rule[] = [olderTools, moduleMode]
