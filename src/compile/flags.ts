import {CannotProve} from './refusal.ts'

type Rule = {
  /** Takes no value unless it is written with `=`. */
  isBoolean?: true
  /** Whether the same value gives the same program on the runner. */
  accepts: (value: string) => boolean
}

const any = () => true

/** Flags of `go build` whose effect on the program is the same on every machine: https://pkg.go.dev/cmd/go#hdr-Compile_packages_and_dependencies. */
const FLAGS: Readonly<Record<string, Rule>> = {
  trimpath: {isBoolean: true, accepts: value => value === 'true'},
  buildvcs: {isBoolean: true, accepts: value => value === 'false'},
  v: {isBoolean: true, accepts: any},
  x: {isBoolean: true, accepts: any},
  a: {isBoolean: true, accepts: any},
  o: {accepts: any},
  p: {accepts: any},
  tags: {accepts: any},
  ldflags: {accepts: linkerFlagsAreEqual},
  gcflags: {accepts: value => !/[/$]/.test(value)},
  mod: {accepts: value => value === 'readonly' || value === 'vendor'},
  modcacherw: {isBoolean: true, accepts: any},
  installsuffix: {accepts: any},
  pgo: {accepts: value => value === 'auto' || value === 'off'},
  buildmode: {accepts: value => value === 'exe' || value === 'default'},
}

const WHY: Readonly<Record<string, string>> = {
  race: 'the race detector needs cgo',
  buildvcs: 'the commit is stamped from .git, which the build in Docker sees another way',
  mod: '-mod=mod may choose other versions than go.sum names',
}

export type BuildFlags = {
  /** As given, without `-o`, `-v` and `-x`. */
  flags: string[]
  output: string
  packages: string[]
}

/** Reads the words after `go build`. `inherited` are the flags of GOFLAGS, which come first. */
export function readBuildFlags(words: readonly string[], inherited: readonly string[], line: number): BuildFlags {
  const seen = new Map<string, string>()
  const flags: string[] = []
  for (const word of inherited) readFlag([word], 0, line, seen)
  let at = 0
  while (at < words.length && /^-./.test(words[at]!)) {
    const {name, length} = readFlag(words, at, line, seen)
    if (name !== 'o' && name !== 'v' && name !== 'x') flags.push(...words.slice(at, at + length))
    at += length
  }
  if (!seen.has('trimpath'))
    throw new CannotProve('go build has no -trimpath, so that the folders of the machine get into the program', line)
  if (!seen.has('buildvcs')) throw new CannotProve(`go build has no -buildvcs=false: ${WHY.buildvcs}`, line)
  const output = seen.get('o')
  if (output === undefined) throw new CannotProve('go build has no -o', line)
  return {flags, output, packages: words.slice(at)}
}

function readFlag(words: readonly string[], at: number, line: number, seen: Map<string, string>) {
  const [, name = '', equals, written = ''] = /^--?([^=]+)(=)?(.*)$/s.exec(words[at]!) ?? []
  const rule = Object.hasOwn(FLAGS, name) ? FLAGS[name]! : null
  const why = Object.hasOwn(WHY, name) ? `: ${WHY[name]}` : ''
  if (rule === null) throw new CannotProve(`go build has -${name}, which is not followed${why}`, line)
  const length = equals === undefined && !rule.isBoolean ? 2 : 1
  const value = equals ? written : rule.isBoolean ? 'true' : words[at + 1]
  if (value === undefined) throw new CannotProve(`go build has -${name} without a value`, line)
  if (!rule.accepts(value)) throw new CannotProve(`go build has -${name}=${value}, which is not followed${why}`, line)
  seen.set(name, value)
  return {name, length}
}

/** Linker flags that name no file or program of the machine (cmd/link); the external linker's flags go unused without cgo. */
function linkerFlagsAreEqual(value: string): boolean {
  const fields = splitQuoted(value)
  if (fields === null) return false
  for (let at = 0; at < fields.length; at++) {
    const [, name = '', equals, rest] = /^--?(\w+)(=)?(.*)$/s.exec(fields[at]!) ?? []
    if (/^[sw]$/.test(name) && (!equals || /^(true|false|0|1)$/.test(rest!))) continue
    if (!/^(X|buildid|extldflags)$/.test(name)) return false
    if (!equals && fields[++at] === undefined) return false
  }
  return true
}

/** Fields as cmd/internal/quoted.Split takes them apart; null when a quote is open or stands inside of a field. */
function splitQuoted(text: string): string[] | null {
  const fields: string[] = []
  const field = /\s*(?:'([^']*)'|"([^"]*)"|([^\s'"]\S*))(?=\s|$)/y
  const trimmed = text.trimEnd()
  while (field.lastIndex < trimmed.length) {
    const match = field.exec(trimmed)
    if (match === null) return null
    fields.push(match[1] ?? match[2] ?? match[3]!)
  }
  return fields
}
