/**
 * Why a Go program became larger or smaller. Functions are of packages, and packages of modules; what no table of the
 * program assigns (types, strings, variables, C code) is in no cause and stays for the rest.
 */
import type {GoProgram, SectionKind} from '../image/facts.ts'
import {byFolder} from './causes-files.ts'
import type {Cause} from './diff.ts'
import {bytesByModule, settingsOf, versionsOf} from './diff-programs.ts'
import {LONGEST_VALUE} from './diff-settings.ts'

/** Build settings that change the machine code of packages whose sources stay the same (`go help build`, `go help environment`). */
const CHANGES_CODE = [
  ...['-asan', '-asmflags', '-buildmode', '-compiler', '-cover', '-gcflags', '-msan', '-pgo', '-race', '-tags'],
  ...['CGO_ENABLED', 'GO386', 'GOAMD64', 'GOARCH', 'GOARM', 'GOARM64', 'GOEXPERIMENT', 'GOFIPS140'],
  ...['GOMIPS', 'GOMIPS64', 'GOPPC64', 'GORISCV64'],
]

type Found = Omit<Cause, 'program' | 'wantedBy'>
type Pair = {before: GoProgram; after: GoProgram}

export function programCauses({before, after}: Pair): Cause[] {
  return causesWithin({before, after}).map(cause => ({...cause, program: after.path, wantedBy: null}))
}

function causesWithin(pair: Pair): Found[] {
  const {before, after} = pair
  const bytes = after.bytes - before.bytes
  if (before.packed !== after.packed)
    return [{kind: 'setting', bytes, subject: 'UPX', before: packing(before), after: packing(after)}]
  if (before.packages.length === 0 || after.packages.length === 0)
    return [{kind: 'file', bytes, subject: after.path, before: before.path, after: after.path}]
  return [...ofCode(pair), ofSymbols(pair), ...ofEmbedded(pair)]
}

function packing({packed}: GoProgram): string {
  return packed === null ? 'not packed' : 'packed'
}

function ofCode(pair: Pair): Found[] {
  const {before, after} = pair
  const [oldBytes, newBytes] = [bytesByModule(before), bytesByModule(after)]
  const [oldVersions, newVersions] = [versionsOf(before), versionsOf(after)]
  const causes = [...new Set([...newBytes.keys(), ...oldBytes.keys()])].map((path): Found => {
    const bytes = (newBytes.get(path) ?? 0) - (oldBytes.get(path) ?? 0)
    const versions = {before: oldVersions.get(path) ?? null, after: newVersions.get(path) ?? null}
    if (path === before.mainModule?.path || path === after.mainModule?.path)
      return {kind: 'own-code', bytes, subject: path, before: null, after: null}
    if (path === 'std') return {kind: 'standard-library', bytes, subject: path, ...versions}
    // Without a place in the build list on either side, having code or not is what tells.
    const [was, is] =
      versions.before === null && versions.after === null
        ? [oldBytes.has(path), newBytes.has(path)]
        : [versions.before !== null, versions.after !== null]
    const kind = was && is ? 'module-changed' : is ? 'module-added' : 'module-removed'
    return {kind, bytes, subject: path, ...versions}
  })
  return withSetting(pair, causes)
}

/**
 * Code of the same sources that changed together with a setting, and with nothing else, changed because of it. The
 * sources of the project itself may have changed too, so its own code never counts there.
 */
function withSetting(pair: Pair, causes: Found[]): Found[] {
  const [old, now] = [settingsOf(pair.before), settingsOf(pair.after)]
  const keys = CHANGES_CODE.filter(key => old.get(key) !== now.get(key))
  const others = causes.filter(({kind}) => kind !== 'own-code')
  const [oldVersions, newVersions] = [versionsOf(pair.before), versionsOf(pair.after)]
  const sameList =
    oldVersions.size === newVersions.size &&
    [...newVersions].every(([path, version]) => oldVersions.get(path) === version)
  if (keys.length === 0 || !sameList) return causes
  const valueIn = (settings: ReadonlyMap<string, string>) =>
    keys.length === 1 ? (settings.get(keys[0]!)?.slice(0, LONGEST_VALUE) ?? null) : null
  const setting: Found = {
    kind: 'setting',
    bytes: others.reduce((sum, cause) => sum + cause.bytes, 0),
    subject: keys.join(', '),
    ...{before: valueIn(old), after: valueIn(now)},
  }
  return [setting, ...causes.filter(({kind}) => kind === 'own-code')]
}

function ofSymbols({before, after}: Pair): Found {
  const bytes = sizeOf(after, ['debug', 'symbols']) - sizeOf(before, ['debug', 'symbols'])
  return {kind: 'symbols', bytes, subject: 'symbols', before: has(before), after: has(after)}
}

function sizeOf({sections}: GoProgram, kinds: readonly SectionKind[]): number {
  return sections.reduce((sum, {kind, bytes}) => sum + (kinds.includes(kind) ? bytes : 0), 0)
}

/** Null where there is nothing that `-s -w` would leave out. */
function has({linking: {symbols, debug}}: GoProgram): string | null {
  if (symbols && debug) return 'symbols and debug information'
  return symbols ? 'symbols' : debug ? 'debug information' : null
}

function ofEmbedded({before, after}: Pair): Found[] {
  const files = new Map<string, {path: string; before: number | null; after: number | null}>()
  const add = ({embedded}: GoProgram, side: 'before' | 'after') => {
    for (const {path, bytes} of embedded) {
      const file = files.get(path) ?? {path, before: null, after: null}
      files.set(path, {...file, [side]: (file[side] ?? 0) + bytes})
    }
  }
  add(before, 'before')
  add(after, 'after')
  const changed = [...files.values()].filter(file => file.before !== file.after)
  return byFolder(changed).map(({path, ...cause}) => ({kind: 'embedded', subject: path, ...cause}))
}
