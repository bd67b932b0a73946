/** Why the size of an image on disk changed: a short list that sums exactly to the change. */
import type {Contents, Layer, PlatformFacts} from '../image/facts.ts'
import {NOISE_BYTES} from '../report/units.ts'
import {heavyFiles, type SizedFile} from './causes-files.ts'
import {programCauses} from './causes-program.ts'
import type {Cause} from './diff.ts'
import {mayBeLeftOut} from './diff-files.ts'
import {pairPrograms} from './diff-programs.ts'

const MOST_CAUSES = 8
/** Beside a cause of some megabytes, one of a few kilobytes tells nobody anything. */
const LEAST_SHARE = 0.005

/**
 * Bytes of uncompressed layers. What no cause accounts for is the rest: types, strings and data of programs, tar
 * headers and padding, and causes too small to name. It is measured as what is left, and never distributed.
 */
export function causesOf(before: PlatformFacts, after: PlatformFacts): Cause[] {
  const found = [...ofBase(before, after), ...ofOwnLayers(before, after)].toSorted(byWeight)
  const least = Math.max(NOISE_BYTES, Math.abs(found[0]?.bytes ?? 0) * LEAST_SHARE)
  const named = found.filter(({bytes}) => Math.abs(bytes) > least).slice(0, MOST_CAUSES)
  const rest = after.diskBytes - before.diskBytes - total(named.map(({bytes}) => bytes))
  return rest === 0 ? named : [...named, cause('rest', rest, '')]
}

function cause(
  kind: Cause['kind'],
  bytes: number,
  subject: string,
  more: Partial<Pick<Cause, 'before' | 'after' | 'program'>> = {},
): Cause {
  return {kind, bytes, subject, before: null, after: null, program: null, wantedBy: null, ...more}
}

/** Ties are broken by what is the same with the sides swapped. */
function byWeight(a: Cause, b: Cause): number {
  return Math.abs(b.bytes) - Math.abs(a.bytes) || (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0)
}

function ofBase(before: PlatformFacts, after: PlatformFacts): Cause[] {
  const bytes = diskOf(after, 'base') - diskOf(before, 'base')
  const [was, is] = [before.base, after.base]
  const renamed = was?.name !== is?.name
  const names = renamed
    ? {before: was?.name ?? null, after: is?.name ?? null}
    : {before: was?.digest ?? null, after: is?.digest ?? null}
  return [cause('base', bytes, is?.name ?? was?.name ?? '', names)]
}

function diskOf({layers}: PlatformFacts, part: Layer['part']): number {
  return total(layers.map(layer => (layer.part === part ? layer.diskBytes : 0)))
}

function ofOwnLayers(before: PlatformFacts, after: PlatformFacts): Cause[] {
  if (before.contents === null || after.contents === null) return []
  const [old, now] = [ownPart(before, before.contents), ownPart(after, after.contents)]
  const ofPrograms = pairPrograms(old.programs, now.programs).flatMap(({before: was, after: is}) => {
    if (was && is) return programCauses({before: was, after: is})
    const program = (was ?? is)!
    const name = {program: program.path, [was ? 'before' : 'after']: program.mainPackage}
    return [cause(was ? 'program-removed' : 'program-added', is ? is.bytes : -program.bytes, program.path, name)]
  })
  const ofFiles = heavyFiles(bothSides(old, now)).map(({path, bytes, ...names}) => cause('file', bytes, path, names))
  return [...ofPrograms, ...ofFiles, ofHidden(old, now)]
}

type OwnPart = {
  contents: Contents
  programs: Contents['programs']
  /** Content of the files that are no programs, by path. */
  files: ReadonlyMap<string, number>
  /** Bytes that later layers hide, by path. */
  hidden: ReadonlyMap<string, number>
}

function ownPart({layers}: PlatformFacts, contents: Contents): OwnPart {
  const isOwn = (index: number) => layers[index]?.part === 'own'
  const programs = contents.programs.filter(({layer}) => isOwn(layer))
  const programPaths = new Set(programs.map(({path}) => path))
  const linked = new Set<string>()
  const files = new Map<string, number>()
  for (const {path, bytes, layer, kind} of contents.files) {
    const isProgram = programPaths.has(path)
    if (isProgram && kind !== undefined) linked.add(path)
    if (!isProgram && kind === undefined && isOwn(layer)) files.set(path, bytes)
  }
  return {
    ...{contents, files},
    // A second name of a program (a hard link) takes no bytes.
    programs: programs.filter(({path}) => !linked.has(path)),
    // Those of the base image stay where they are, and are in its size.
    hidden: new Map(contents.wasted.flatMap(({path, bytes, layers}) => (layers.every(isOwn) ? [[path, bytes]] : []))),
  }
}

/** Those that differ. */
function bothSides(old: OwnPart, now: OwnPart): SizedFile[] {
  const changed: SizedFile[] = []
  for (const [path, after] of now.files) {
    const before = old.files.get(path) ?? null
    if (before !== after && (before !== null || !mayBeLeftOut({bytes: after}, old.contents)))
      changed.push({path, before, after})
  }
  for (const [path, before] of old.files) {
    if (!now.files.has(path) && !mayBeLeftOut({bytes: before}, now.contents)) changed.push({path, before, after: null})
  }
  return changed
}

/** Named after the file that changed most in it. */
function ofHidden({hidden: before}: OwnPart, {hidden: after}: OwnPart): Cause {
  const more = (path: string) => (after.get(path) ?? 0) - (before.get(path) ?? 0)
  const [heaviest = ''] = [...new Set([...after.keys(), ...before.keys()])].toSorted(
    (a, b) => Math.abs(more(b)) - Math.abs(more(a)) || (a < b ? -1 : 1),
  )
  return cause('replaced-below', total([...after.values()]) - total([...before.values()]), heaviest)
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
