/** The port that the program listens on, and the one that the image names. */
import {posix} from 'node:path'
import type {Evidence, MainPackage} from '../../go/project.ts'
import {hiddenBuilds} from '../check/builds-go.ts'
import {programName} from '../check/built.ts'
import {addLines} from '../check/edits.ts'
import {compilesProject} from '../check/go-command.ts'
import {reachedRuns} from '../check/model.ts'
import {mayMake} from '../check/presence.ts'
import type {Rule, Subject} from '../check/rule.ts'
import {shippedPrograms} from '../check/shipped.ts'
import {bodyRange, startedProgram, startFolder, startOf, userOf} from '../check/start.ts'
import type {Instruction} from '../instruction.ts'
import {expand} from '../parse.ts'
import {before, isRoot, unknownVariable, variablesAt} from '../stages.ts'

type Exposed = {instruction: Instruction; ports: number[]}

/** Null where a port depends on what only the build knows. */
function exposedPorts({model}: Subject): Exposed[] | null {
  const found: Exposed[] = []
  for (const {instruction, stage} of before(model.target.stage, null)) {
    if (instruction.keyword !== 'EXPOSE') continue
    if (unknownVariable(instruction.args, stage, instruction, model.buildArgs) !== null) return null
    const text = expand(instruction.args, variablesAt(stage, instruction, model.buildArgs))
    const ports: number[] = []
    for (const word of text.split(/\s+/)) {
      const [, from, to = from] = /^(\d+)(?:-(\d+))?(?:\/\w+)?$/.exec(word) ?? []
      if (from === undefined || Number(to) - Number(from) > 1000) return null
      for (let port = Number(from); port <= Number(to); port++) ports.push(port)
    }
    found.push({instruction, ports})
  }
  return found
}

/** What listens there is for its own container, whatever is published. */
const LOOPBACK = /\b(localhost|127\.0\.0\.1):\d/

/** Ports of the one program that the image starts, most likely first; `wide` are those too that are less near to it. */
function listenedPorts(subject: Subject, wide: boolean): {port: number; evidence: Evidence}[] {
  const shipped = shippedPrograms(subject)
  const started = startedProgram(subject)?.word
  const own = shipped.filter(({path}) => path !== null && path === pathOf(subject, started))
  const [dir = null, ...others] = new Set((own.length > 0 ? own : shipped).map(({program}) => program?.dir ?? null))
  const named = dir === null && wide ? byName(subject, started) : null
  const main =
    named ??
    (dir === null ? (wide ? onlyProgram(subject) : null) : subject.project?.mains.find(each => each.dir === dir))
  if (!main || others.length > 0) return []
  const {ports, evidence: start} = main
  const open = ports.filter(({evidence: {text = ''}}) => !LOOPBACK.test(text))
  // A port of another package is often one of several, or only for profiling.
  const near = open.filter(({evidence: {file}}) => posix.dirname(file) === main.dir)
  // What another file of package main listens on can be one command of several.
  if (dir === null) return near.filter(({evidence: {file}}) => file === start.file)
  const [only, ...more] = open
  const isLikely = wide && near.length + more.length === 0 && LISTENS.test(only?.evidence.text ?? '')
  return isLikely ? open : near
}

function pathOf({model}: Subject, word: string | undefined): string | null {
  const folder = startFolder(model, model.target)
  if (word === undefined || !word.includes('/') || (folder === null && !word.startsWith('/'))) return null
  return posix.resolve(folder ?? '/', word)
}

/** The only program of the repository that is called like what is started: the file does not say how it is made. */
function byName({project}: Subject, started: string | undefined): MainPackage | null {
  const [only, ...more] = (project?.mains ?? []).filter(
    ({importPath}) => started !== undefined && programName(importPath) === posix.basename(started),
  )
  return more.length === 0 ? (only ?? null) : null
}

const LISTENS = /\b(ListenAndServe(TLS)?|net\.Listen)\(/

/** The only one of the repository, where the file compiles something and does not say what. */
function onlyProgram(subject: Subject): MainPackage | null {
  const {project, model} = subject
  const compiles = reachedRuns(model).some(({go}) => go.some(compilesProject)) || hiddenBuilds(subject).length > 0
  const [only, ...more] = (project?.mains ?? []).filter(({shipping}) => shipping)
  return compiles && more.length === 0 ? (only ?? null) : null
}

const otherPort: Rule = {
  id: 'R-09',
  severity: 'info',
  title: 'EXPOSE does not say what the program listens on',
  why: 'EXPOSE is how people and tools learn which port to publish: docker run -P, Compose and platforms read it.',
  source: 'https://docs.docker.com/reference/dockerfile/#expose',
  find: subject => {
    const {stage, image} = subject.model.target
    const exposed = exposedPorts(subject)
    // Against an EXPOSE that somebody has written only what is near counts.
    const ports = listenedPorts(subject, exposed?.length === 0)
    const [first] = ports
    if (first === undefined || exposed === null || image.kind === 'unknown') return []
    const all = exposed.flatMap(each => each.ports)
    if (ports.some(({port}) => all.includes(port))) return []
    const evidence = [first.evidence]
    const [shown] = exposed
    const settings = before(stage, null).filter(({instruction}) => /^(ENV|CMD|ENTRYPOINT)$/.test(instruction.keyword))
    const text = settings.map(({instruction}) => instruction.args).join(' ')
    if (shown !== undefined) {
      // A setting tells the program to listen there.
      if (all.some(port => new RegExp(`(?<!\\d)${port}(?!\\d)`).test(text)) || /\bPORT\b|ADDR|LISTEN/.test(text))
        return []
      return [
        {
          at: bodyRange(shown.instruction),
          message: `EXPOSE names ${all.slice(0, 3).join(', ')}, and the program seems to listen on ${first.port}`,
          ...{remedy: `Write EXPOSE ${first.port}`, evidence},
        },
      ]
    }
    if (/\bPORT\b|ADDR|LISTEN|:\d{2,5}\b/.test(text)) return []
    const {entrypoint, command} = startOf(subject.model.target)
    const start = entrypoint ?? command
    if (start === null) return []
    const isHere = stage.instructions.includes(start)
    return [
      {
        at: bodyRange(start),
        message: `The program seems to listen on ${first.port}, and no EXPOSE says so`,
        ...{remedy: `Write EXPOSE ${first.port}`, evidence},
        ...(isHere && {
          fix: {
            title: `Name port ${first.port}`,
            edits: [addLines(subject.model.dockerfile, start, [`EXPOSE ${first.port}`])],
          },
        }),
      },
    ]
  },
}

/** moby/moby#41030 lets everybody bind to every port in Docker; containerd's CRI plugin does so from 2.0 on. */
const lowPort: Rule = {
  id: 'R-10',
  severity: 'info',
  title: 'A port below 1024 for a user who is not root',
  why: 'Docker lets every user listen on every port. Kubernetes with containerd before 2.0 does not: there the program fails with "permission denied".',
  source: 'https://github.com/moby/moby/pull/41030',
  whyNoFix: 'Whoever publishes the port has to change too.',
  find: subject => {
    const {model} = subject
    const {user} = userOf(model, model.target)
    const exposed = exposedPorts(subject)
    if (user === null || isRoot(user) || exposed === null) return []
    if (mayMake(subject, model.target.stage, /setcap/)) return []
    const listened = listenedPorts(subject, false)
    return exposed.flatMap(({instruction, ports}) => {
      const low = ports.find(
        port => port < 1024 && (listened.length === 0 || listened.some(each => each.port === port)),
      )
      if (low === undefined) return []
      return [
        {
          at: bodyRange(instruction),
          message: `User ${user} may not listen on port ${low} everywhere: older nodes of Kubernetes keep it for root`,
          remedy: 'Listen on a port from 1024 on, such as 8080, and let the publisher map it',
          evidence: listened.filter(({port}) => port === low).map(({evidence}) => evidence),
        },
      ]
    })
  },
}

export const PORT_RULES: readonly Rule[] = [otherPort, lowPort]
