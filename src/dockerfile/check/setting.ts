/** What a variable of Go's is when a go command runs, whoever sets it. */
import {OPAQUE} from '../opaque.ts'
import {before, variablesAt} from '../stages.ts'
import type {GoCommand} from './go-command.ts'
import {earlierRuns, type Model, modelOf} from './model.ts'
import type {Run} from './run.ts'

/** `unknown` is set to what only the build knows, or may be set where nobody can look. */
export type Setting = {is: 'unset'} | {is: 'set'; value: string} | {is: 'unknown'}

const UNKNOWN: Setting = {is: 'unknown'}

/** What `xx-go` sets by itself (tonistiigi/xx, src/xx-go). */
const BY_XX = /^(GOOS|GOARCH|GOARM|GOAMD64|CGO_ENABLED|CC|CXX)$/

export function goSetting(model: Model, run: Run, go: GoCommand, name: string): Setting {
  const {command} = go
  const value = command.environment.get(name)
  if (value?.includes(OPAQUE)) return UNKNOWN
  if (value !== undefined && value !== '') return {is: 'set', value}
  const earlier = run.commands.slice(0, run.commands.indexOf(command))
  if (BY_XX.test(name) && (go.isXx || isWrapped(model, run))) return UNKNOWN
  if (run.isBroken || earlier.some(({words}) => /^(\.|source|eval)$/.test(words[0]?.text ?? ''))) return UNKNOWN
  if (value === undefined && variablesAt(run.stage, run.instruction, model.buildArgs).has(name)) return UNKNOWN
  if (value === undefined && isDeclared(run, name)) return UNKNOWN
  const written = writtenByGoEnv(model, run, name)
  if (written !== null) return written.includes(OPAQUE) ? UNKNOWN : {is: 'set', value: written}
  // An image that nobody has described may have it in its environment.
  const {kind} = modelOf(model, run.stage).image
  return kind === 'unknown' ? UNKNOWN : {is: 'unset'}
}

/** `xx-go --wrap` puts itself in the place of the go command. */
function isWrapped(model: Model, run: Run): boolean {
  return [...earlierRuns(model, run), run].some(({go}) => go.some(({isXx, verb}) => isXx && verb === '--wrap'))
}

/** ARG without a default: whoever builds may give it. */
function isDeclared({stage, instruction}: Run, name: string): boolean {
  return before(stage, instruction).some(
    ({instruction: {keyword, args}}) => keyword === 'ARG' && args.split(/\s+/).includes(name),
  )
}

/** `go env -w NAME=VALUE` of this RUN or one before it. */
function writtenByGoEnv(model: Model, run: Run, name: string): string | null {
  const all = [...earlierRuns(model, run), run].flatMap(each => each.go.filter(({verb}) => verb === 'env'))
  const words = all.flatMap(({command}) => command.words.map(({text}) => text))
  return words.findLast(word => word.startsWith(`${name}=`))?.slice(name.length + 1) ?? null
}
