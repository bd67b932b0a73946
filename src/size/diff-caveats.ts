/** Why two measurements of an image do not compare like with like. */
import type {PlatformFacts} from '../image/facts.ts'

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
