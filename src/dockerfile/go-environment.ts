import {posix} from 'node:path'
import type {Command} from './commands.ts'
import {OPAQUE} from './opaque.ts'
import {type Dockerfile, expand, type Instruction, type Stage} from './parse.ts'
import {readRunScript} from './run-script.ts'
import {before, type GoPlaces, goPlaces, knownVariables, userAt, variablesAt, workdirAt} from './stages.ts'

const NAMES = ['GOCACHE', 'GOMODCACHE', 'GOPATH', 'HOME', 'XDG_CACHE_HOME']
const SETS = new RegExp(`\\b(${NAMES.join('|')})=|\\bgo\\s+env\\s+-`)

/** Commands before the one that matters, which Go's caches are nothing to. */
const PREPARING = /^(|:|cd|echo|export|install|mkdir|set|test|true|umask|unset|\[)$/

type Settings = Map<string, string | null>

/**
 * Where Go keeps its caches in a RUN, for each command that has them at other places: the script can set the variables
 * for itself or for one command, and an earlier `go env -w` of the same user writes them into Go's own file.
 */
export function placesInRun(dockerfile: Dockerfile, stage: Stage, run: Instruction, buildArgs: string[]): GoPlaces[] {
  const written = writtenBefore(dockerfile, stage, run, buildArgs)
  const inForce = (variables: Settings, file: Settings) => goPlaces(stage, run, buildArgs, {variables, written: file})
  const raw = rawOf(dockerfile, run)
  if (!SETS.test(raw)) return [inForce(new Map(), written)]
  const commands = commandsOf(raw, stage, run, buildArgs)
  if (commands === null) return [inForce(unknown(raw), written)]

  const inherited = variablesAt(stage, run, buildArgs)
  const exported: Settings = new Map()
  const ofShell: Settings = new Map()
  const all: {isGo: boolean; places: GoPlaces}[] = []
  for (const command of commands) {
    const {assignments, words} = command
    if (words.length === 0)
      for (const [name, value] of assignments)
        (inherited.has(name) || exported.has(name) ? exported : ofShell).set(name, readValue(value))
    if (words[0] === 'export')
      for (const word of words.slice(1)) {
        const [name, value] = pair(word)
        if (value !== null || ofShell.has(name))
          exported.set(name, value === null ? ofShell.get(name)! : readValue(value))
      }
    if (words[0] === 'unset') for (const name of words.slice(1)) exported.set(name, '')
    write(command, written)
    if (PREPARING.test(words[0] ?? '') || isGoEnv(command)) continue
    const own = new Map([...exported, ...assignments.map(([name, value]) => [name, readValue(value)] as const)])
    all.push({isGo: /^(xx-)?go$/.test(posix.basename(words[0]!)), places: inForce(own, written)})
  }
  const ofGo = all.filter(({isGo}) => isGo)
  const chosen = (ofGo.length > 0 ? ofGo : all).map(({places}) => places)
  if (chosen.length === 0) return [inForce(exported, written)]
  return [...new Map(chosen.map(places => [`${places.build} ${places.modules}`, places])).values()]
}

/** What `go env -w` of earlier RUNs has left in the file of this RUN's user. */
function writtenBefore(dockerfile: Dockerfile, stage: Stage, run: Instruction, buildArgs: string[]): Settings {
  const written: Settings = new Map()
  const user = (at: Stage, step: Instruction) => expand(userAt(at, step), variablesAt(at, step, buildArgs))
  for (const {stage: at, instruction} of before(stage, run)) {
    if (instruction.keyword !== 'RUN') continue
    const raw = rawOf(dockerfile, instruction)
    if (!/\bgo\s+env\s+-/.test(raw) || user(at, instruction) !== user(stage, run)) continue
    const commands = commandsOf(raw, at, instruction, buildArgs)
    if (commands === null) for (const [name, value] of unknown(raw)) written.set(name, value)
    for (const command of commands ?? []) write(command, written)
  }
  return written
}

function isGoEnv({words}: Command): boolean {
  return posix.basename(words[0] ?? '') === 'go' && words[1] === 'env'
}

/** `go env -w NAME=VALUE …` and `go env -u NAME …` */
function write(command: Command, written: Settings): void {
  if (!isGoEnv(command)) return
  const [, , flag, ...words] = command.words
  if (/^--?w$/.test(flag ?? ''))
    for (const word of words) {
      const [name, value] = pair(word)
      if (value !== null) written.set(name, readValue(value))
    }
  if (/^--?u$/.test(flag ?? '')) for (const name of words) written.delete(name)
}

/** Of a script that cannot be read: every variable of Go's that it seems to set, to what nobody knows. */
function unknown(raw: string): Settings {
  return new Map(NAMES.filter(name => new RegExp(`\\b${name}=`).test(raw)).map(name => [name, null]))
}

function readValue(value: string): string | null {
  return value.includes(OPAQUE) ? null : value
}

function pair(word: string): [string, string | null] {
  const at = word.indexOf('=')
  return at < 0 ? [word, null] : [word.slice(0, at), word.slice(at + 1)]
}

function rawOf({text, lines}: Dockerfile, {line, endLine}: Instruction): string {
  return text.slice(lines.offset(line), lines.offset(endLine + 1)).replace(/\n$/, '')
}

function commandsOf(raw: string, stage: Stage, run: Instruction, buildArgs: string[]): Command[] | null {
  const known = knownVariables(stage, run, buildArgs)
  const {build} = goPlaces(stage, run, buildArgs)
  if (!known.has('HOME') && build?.endsWith('/.cache/go-build'))
    known.set('HOME', build.slice(0, -'/.cache/go-build'.length))
  const workdir = workdirAt(stage, run, buildArgs)
  if (workdir !== null && !/\b(cd|pushd)\b/.test(raw)) known.set('PWD', workdir)
  return readRunScript(raw.split('\n'), known).commands
}
