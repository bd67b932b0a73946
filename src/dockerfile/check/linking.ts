/**
 * Whether a program needs the dynamic linker of its builder. Tried with Go 1.26: package net with cgo gives a program
 * with an interpreter, `-extldflags=-static` alone changes nothing there, and `-buildmode=pie` has one without cgo too.
 */
import type {Evidence} from '../../go/project.ts'
import {OPAQUE} from '../opaque.ts'
import {linkerFlags} from './go-command.ts'
import {modelOf} from './model.ts'
import {mayMake, runsInto, textOf} from './presence.ts'
import type {Subject} from './rule.ts'
import {goSetting} from './setting.ts'
import type {Shipped} from './shipped.ts'

export type Dynamic = {
  libc: 'glibc' | 'musl'
  /** What makes it so, to go on after "because": `it imports net`. */
  because: string
  evidence: Evidence[]
  /** Sources and Dockerfile leave no doubt. */
  certain: boolean
  /** C code is linked in, not only the parts of net and os/user that call libc. */
  hasCode: boolean
  /** CGO_ENABLED has no value, so that 0 can be written. */
  canTurnOff: boolean
}

/** Packages of the standard library that are net or os/user, or import them: `go list -deps`, Go 1.26. */
const CALLS_LIBC =
  /^(net|net\/(http|http\/\w+|mail|rpc|rpc\/jsonrpc|smtp|textproto)|os\/user|crypto\/(tls|x509)|expvar|log\/syslog|plugin)$/

/** cmd/go, internal/buildcfg: without a C compiler, and for another platform, cgo is off unless asked for. */
export type CgoState = 'on' | 'off' | 'unknown'

export function cgoState(subject: Subject, {run, go}: Pick<Shipped, 'run' | 'go'>): CgoState {
  const {model} = subject
  const set = goSetting(model, run, go, 'CGO_ENABLED')
  if (set.is === 'unknown') return 'unknown'
  if (set.is === 'set') return set.value === '0' ? 'off' : set.value === '1' ? 'on' : 'unknown'
  const system = goSetting(model, run, go, 'GOOS')
  if (system.is === 'set' && system.value !== 'linux') return 'off'
  // With the platform of the target, its own builder still compiles for itself. Of a fixed one, amd64 is what CI has.
  const platform = goSetting(model, run, go, 'GOARCH')
  if (platform.is === 'set' && platform.value !== 'amd64') return 'unknown'
  return compilerOf(subject, {run})
}

/** A C compiler is in the stage that compiles. */
export function compilerOf({model}: Pick<Subject, 'model'>, {run}: Pick<Shipped, 'run'>): CgoState {
  const {kind, libc} = modelOf(model, run.stage).image
  if (kind !== 'golang') return 'unknown'
  if (libc === 'glibc') return 'on'
  if (runsInto({model}, run.stage).some(each => /\b(gcc|g\+\+|build-base|alpine-sdk)\b/.test(textOf(each)))) return 'on'
  return mayMake({model}, run.stage, /clang|zig|\bcc\b|musl|toolchain|\$\{?\w+/) ? 'unknown' : 'off'
}

/** Null for a program that is static, or that nobody can tell of. */
export function dynamicLinking(subject: Subject, shipped: Shipped): Dynamic | null {
  const {model, project, packages, programs} = subject
  const {run, go} = shipped
  const {libc, go: release} = modelOf(model, run.stage).image
  if (libc !== 'glibc' && libc !== 'musl') return null
  const value = (name: string) => go.flags.get(name)?.value ?? ''
  const tags = value('tags').split(/[\s,]+/)
  const flags = linkerFlags(go).join(' ')
  if (
    [value('tags'), value('buildmode'), go.command.environment.get('GOFLAGS') ?? ''].some(text => text.includes(OPAQUE))
  )
    return null
  const isOwnVariable = (text: string) => text.includes(OPAQUE) && !/-X[= ]/.test(text)
  if (isOwnVariable(flags)) return null
  const asksStatic = /-static\b/.test(flags)
  // With -linkmode=external, and with C code, the C compiler links, and does what -extldflags says.
  if (asksStatic && /-linkmode=external/.test(flags)) return null
  const state = cgoState(subject, shipped)
  const off = {libc, hasCode: false, canTurnOff: false} as const
  if (value('buildmode') === 'pie' && state === 'off')
    return {...off, because: '-buildmode=pie asks for the dynamic linker', evidence: [], certain: libc === 'glibc'}
  if (state !== 'on') return null
  const isOne = project?.decision.kind === 'build' && new Set(programs.map(({dir}) => dir)).size <= 1
  const canTurnOff = goSetting(model, run, go, 'CGO_ENABLED').is === 'unset'
  const made = {libc, certain: isOne, canTurnOff: canTurnOff && project?.cgo.needed !== true}
  // Up to Go 1.19 the compiled standard library came with it, and on Alpine without a compiler too.
  if (libc === 'musl' && release !== null && Number(release.split('.')[1]) < 20) return null
  const [code] = [...packages.flatMap(({importsC}) => importsC), ...(project?.cgo.evidence ?? [])]
  if (code && asksStatic) return null
  if (code) return {...made, hasCode: true, because: 'C code is linked in', evidence: [code]}
  const isOut = (path: string) =>
    (path === 'os/user' ? tags.includes('osusergo') : tags.includes('netgo')) || tags.includes('static_build')
  const imports = packages.flatMap(each => [...each.imports])
  const standard = imports.find(([path]) => CALLS_LIBC.test(path) && !isOut(path))
  const own = (project?.modules ?? []).map(module => module.path)
  const other = imports.find(([path]) => /^[^/]*\./.test(path) && !own.some(each => path.startsWith(each)))
  // A dependency can have C code.
  if (asksStatic && (other !== undefined || standard === undefined)) return null
  if (standard) {
    const [path, evidence] = standard
    return {
      ...made,
      hasCode: false,
      because: `it imports ${path}, which calls libc${asksStatic ? ', and -extldflags counts only with -linkmode=external' : ''}`,
      evidence: [evidence],
    }
  }
  if (tags.includes('netgo') || tags.includes('static_build')) return null
  if (project !== null && other === undefined) return null
  const because = other ? `${other[0]} may import net, which calls libc` : 'package net calls libc'
  return {...made, hasCode: false, certain: false, because, evidence: other ? [other[1]] : []}
}
