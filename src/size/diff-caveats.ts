/** Why two measurements of an image do not compare like with like. */
import type {GoProgram, PlatformFacts} from '../image/facts.ts'
import {pairPrograms} from './diff-programs.ts'

type Side = 'older' | 'newer'
type Compared = {before: PlatformFacts; after: PlatformFacts}

/** A row adds a doubt: its sentences where it applies. */
const DOUBTS: readonly ((compared: Compared) => string[])[] = [
  ({before, after}) =>
    before.compression === after.compression
      ? []
      : [`Layers were ${packed(before)} and are ${packed(after)} now: download sizes do not compare.`],
  ({before, after}) => {
    if ((before.contents === null) === (after.contents === null)) return []
    const side: Side = before.contents === null ? 'older' : 'newer'
    return [`Only sizes are known of the ${side} image: no files and programs are compared.`]
  },
  ({before, after}) => {
    const base = ({layers}: PlatformFacts) => layers.flatMap(({part, diffId}) => (part === 'base' ? [diffId] : []))
    const isKnown = (before.base?.digest ?? null) !== null && (after.base?.digest ?? null) !== null
    if (isKnown || base(before).join() === base(after).join()) return []
    return ['The base image changed, and its digest is not known on both sides.']
  },
  compared =>
    ofEach(compared, ({contents}, side) =>
      contents && contents.leftOut.files > 0
        ? [`The ${side} image has very many files: its ${contents.leftOut.files} smallest are not compared.`]
        : [],
    ),
  ({before, after}) => [...closed(before, 'older', after), ...closed(after, 'newer', before)],
  otherCompilers,
]

export function caveatsOf(before: PlatformFacts, after: PlatformFacts): string[] {
  if (before.manifestDigest === after.manifestDigest) return []
  return DOUBTS.flatMap(doubt => doubt({before, after}))
}

/** For a platform that one side alone has. */
export function missingPlatform(platform: string, others: readonly string[], side: Side): string[] {
  return others.length === 0 ? [] : [`The ${side} image has no ${platform}, but ${others.join(', ')}.`]
}

function ofEach({before, after}: Compared, ask: (facts: PlatformFacts, side: Side) => string[]): string[] {
  return [...ask(before, 'older'), ...ask(after, 'newer')]
}

function packed({compression}: PlatformFacts): string {
  return compression === 'none' ? 'not compressed' : `compressed with ${compression}`
}

/**
 * What a Go release moved from one section of a program to another, by its second number: measured on one program that
 * all of them built, as src/image/go/sections.ts has it. Without a change of the sources, Go 1.26 made `.gopclntab` 32 %
 * larger than Go 1.25 and `.rodata` 30 % smaller.
 */
const MOVED = new Map<number, string>([
  [26, 'Go 1.26 moved pointer maps from `.rodata` to `.gopclntab`.'],
  [27, 'Go 1.27 moved type descriptors from `.rodata` to `.go.type`.'],
])

/** A sentence for each pair of releases that built the same program of the own layers. */
function otherCompilers({before, after}: Compared): string[] {
  const pairs = pairPrograms(ownPrograms(before), ownPrograms(after)).flatMap(({before: old, after: now}) => {
    const [was, is] = [minorOf(old), minorOf(now)]
    return was === null || is === null || was === is ? [] : [compilersDiffer(was, is)]
  })
  return [...new Set(pairs)]
}

function compilersDiffer(was: number, is: number): string {
  const [older, newer] = [Math.min(was, is), Math.max(was, is)]
  const moved = [...MOVED].flatMap(([minor, sentence]) => (minor > older && minor <= newer ? [sentence] : []))
  const same = `Programs were by Go 1.${was} and are by Go 1.${is}: the same sources have another size then, so packages and modules may have changed by it alone.`
  return [same, ...moved].join(' ')
}

/** Of `go1.26.11`, 26. Null for a program that is not there and for a release that is not a released one. */
function minorOf(program: GoProgram | null): number | null {
  const minor = /^go1\.(\d{1,4})(?:\D|$)/.exec(program?.goRelease ?? '')?.[1]
  return minor === undefined ? null : Number(minor)
}

function ownPrograms({contents, layers}: PlatformFacts): GoProgram[] {
  return (contents?.programs ?? []).filter(({layer, packages}) => layers[layer]?.part === 'own' && packages.length > 0)
}

/** Programs of the own layers that differ, and whose inside is not known. */
function closed({contents, layers}: PlatformFacts, side: Side, other: PlatformFacts): string[] {
  const same = new Map((other.contents?.programs ?? []).map(({path, bytes}) => [path, bytes]))
  const programs = (contents?.programs ?? []).filter(
    ({path, layer, bytes}) => layers[layer]?.part === 'own' && same.get(path) !== bytes,
  )
  return programs.flatMap(({path, packed: by, packages}) => {
    if (by !== null) return [`\`${path}\` of the ${side} image is packed with UPX: nothing is known of its inside.`]
    return packages.length === 0 ? [`No function table was read in \`${path}\` of the ${side} image.`] : []
  })
}
