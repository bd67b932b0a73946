/** What changed in the Go programs of an image, read from the programs themselves. */
import type {GoModule, GoPackage, GoProgram, PlatformFacts} from '../image/facts.ts'
import {looksSecret, NOT_SHOWN} from '../image/secret-values.ts'
import type {ModuleChange, ProgramDiff} from './diff.ts'
import {byDifference, type TwoSided} from './diff-files.ts'
import {LONGEST_VALUE} from './diff-settings.ts'

export type ProgramPair = {before: GoProgram | null; after: GoProgram | null}

/** Of each list of a program. */
const MOST = 1_000

/** Programs with the same path, then those of the same main package where each side has one left of it. */
export function pairPrograms(before: readonly GoProgram[], after: readonly GoProgram[]): ProgramPair[] {
  const free = new Map(before.map(program => [program.path, program]))
  const take = (program: GoProgram | undefined): GoProgram | null => {
    if (program) free.delete(program.path)
    return program ?? null
  }
  const byPath = new Map(after.map(program => [program, take(free.get(program.path))]))
  const alone = after.filter(program => byPath.get(program) === null)
  const only = (programs: readonly GoProgram[], mainPackage: string): GoProgram | undefined => {
    const found = programs.filter(program => program.mainPackage === mainPackage)
    return found.length === 1 ? found[0] : undefined
  }
  const pairs = after.map((program): ProgramPair => {
    const samePath = byPath.get(program) ?? null
    // `go build FILE.go` calls every program by this name.
    if (samePath !== null || ['', 'command-line-arguments'].includes(program.mainPackage))
      return {before: samePath, after: program}
    const isOnly = only(alone, program.mainPackage) === program
    return {before: isOnly ? take(only([...free.values()], program.mainPackage)) : null, after: program}
  })
  return [...pairs, ...[...free.values()].map(program => ({before: program, after: null}))]
}

/** Those that differ, the largest change first. Empty where a side has no contents. */
export function diffPrograms(before: PlatformFacts, after: PlatformFacts): ProgramDiff[] {
  if (before.contents === null || after.contents === null) return []
  const partOf = ({before: old, after: now}: ProgramPair) =>
    (now ? after.layers[now.layer] : before.layers[old!.layer])?.part ?? 'own'
  return pairPrograms(before.contents.programs, after.contents.programs)
    .map(pair => diffProgram(pair, partOf(pair)))
    .filter(isDifferent)
    .toSorted(byDifference)
}

function diffProgram(pair: ProgramPair, part: ProgramDiff['part']): ProgramDiff {
  const {before, after} = pair
  const changes: ProgramDiff = {
    ...{path: (after ?? before!).path, part, before: before?.bytes ?? null, after: after?.bytes ?? null},
    ...{goRelease: null, modules: [], packages: [], sections: [], settings: [], embedded: []},
  }
  if (before === null || after === null) return changes
  const release = {before: before.goRelease, after: after.goRelease}
  return {
    ...changes,
    goRelease: release.before === release.after ? null : release,
    modules: diffModules(before, after),
    packages: listed(
      sides(before, after, program => program.packages.map(each => ({...each, bytes: codeAndTable(each)}))),
    ).map(({path, item, ...bytes}) => ({path, module: item.module, ...bytes})),
    sections: listed(
      sides(before, after, program => program.sections.map(({name, ...each}) => ({...each, path: name}))),
    ).map(({path, item, ...bytes}) => ({name: path, kind: item.kind, ...bytes})),
    settings: diffBuildSettings(before, after),
    embedded: listed(sides(before, after, ({embedded}) => embedded)).map(({path, before, after}) => ({
      ...{path, before, after},
    })),
  }
}

/** A file that was built from another commit alone has other bytes, and nothing that could be told about it. */
function isDifferent(program: ProgramDiff): boolean {
  const {before, after, goRelease, modules, packages, sections, settings, embedded} = program
  return before !== after || goRelease !== null || [modules, packages, sections, settings, embedded].some(notEmpty)
}

function notEmpty(list: readonly unknown[]): boolean {
  return list.length > 0
}

export function codeAndTable({codeBytes, tableBytes}: GoPackage): number {
  return codeBytes + tableBytes
}

/** Module path of a package, `std` for the standard library; null where it is of none. */
export function moduleOf({mainModule}: GoProgram, {path, module}: GoPackage): string | null {
  return module ?? (path === 'main' ? (mainModule?.path ?? null) : null)
}

/** Bytes of code and function table, by module. */
export function bytesByModule(program: GoProgram): Map<string, number> {
  const bytes = new Map<string, number>()
  for (const each of program.packages) {
    const module = moduleOf(program, each)
    if (module !== null) bytes.set(module, (bytes.get(module) ?? 0) + codeAndTable(each))
  }
  return bytes
}

/** `v1.2.3`, or `v1.2.3 => example.com/fork v1.2.4` for a replaced one. */
export function versionOf({version, replacedBy}: GoModule): string {
  return replacedBy === null ? version : `${version} => ${`${replacedBy.path} ${replacedBy.version}`.trim()}`
}

/**
 * The standard library is the module `std`, its version the Go release. The main module has no version here: that is
 * the commit, and another one in every build.
 */
export function versionsOf({goRelease, modules}: GoProgram): Map<string, string> {
  return new Map([['std', goRelease], ...modules.map((module): [string, string] => [module.path, versionOf(module)])])
}

function diffModules(before: GoProgram, after: GoProgram): ModuleChange[] {
  const [oldVersions, newVersions] = [versionsOf(before), versionsOf(after)]
  const [oldBytes, newBytes] = [bytesByModule(before), bytesByModule(after)]
  const paths = new Set([...newVersions.keys(), ...newBytes.keys(), ...oldVersions.keys(), ...oldBytes.keys()])
  return [...paths]
    .map(path => ({
      path,
      version: {before: oldVersions.get(path) ?? null, after: newVersions.get(path) ?? null},
      ...{before: oldBytes.get(path) ?? 0, after: newBytes.get(path) ?? 0},
    }))
    .filter(({version, before, after}) => version.before !== version.after || before !== after)
    .toSorted(byDifference)
    .slice(0, MOST)
}

/** Settings that another commit alone changes (runtime/debug, BuildSetting). */
const OF_THE_COMMIT = new Set(['vcs.revision', 'vcs.time'])

function diffBuildSettings(before: GoProgram, after: GoProgram): ProgramDiff['settings'] {
  const [old, now] = [settingsOf(before), settingsOf(after)]
  return [...new Set([...now.keys(), ...old.keys()])].flatMap(key => {
    const [was, is] = [old.get(key) ?? null, now.get(key) ?? null]
    if (was === is) return []
    const shown = (value: string | null) =>
      value !== null && looksSecret('', value) ? NOT_SHOWN : (value?.slice(0, LONGEST_VALUE) ?? null)
    return [{key, before: shown(was), after: shown(is)}]
  })
}

export function settingsOf({settings}: GoProgram): Map<string, string> {
  return new Map(
    settings.flatMap(({key, value}) =>
      OF_THE_COMMIT.has(key) ? [] : [[key, key === '-ldflags' ? withoutValues(value) : value]],
    ),
  )
}

/** `-X main.version=v1.2.3` → `-X main.version=…`: versions and dates are new in every build, and may be secrets. */
function withoutValues(flags: string): string {
  return flags.replace(
    /-X[\s=]+(?:'([^'=]*)=[^']*|"([^"=]*)=[^"]*|([^\s='"]*)=\S*)/g,
    (_, ...[single, double, bare]: (string | undefined)[]) => `-X ${single ?? double ?? bare}=…`,
  )
}

type Sized = {path: string; bytes: number}
type Both<Item> = TwoSided & {path: string; item: Item}

/** Items of the same path added up, beside those of the other side. */
function sides<Item extends Sized>(
  before: GoProgram,
  after: GoProgram,
  of: (program: GoProgram) => Item[],
): Both<Item>[] {
  const both = new Map<string, Both<Item>>()
  const add = (side: 'before' | 'after') => (item: Item) => {
    const found = both.get(item.path) ?? {path: item.path, item, before: null, after: null}
    both.set(item.path, {...found, item, [side]: (found[side] ?? 0) + item.bytes})
  }
  of(before).forEach(add('before'))
  of(after).forEach(add('after'))
  return [...both.values()]
}

function listed<Item>(all: Both<Item>[]): Both<Item>[] {
  return all
    .filter(({before, after}) => before !== after)
    .toSorted(byDifference)
    .slice(0, MOST)
}
