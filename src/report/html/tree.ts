/** The parts of an image as a tree, with the sizes of an older image beside them where there is one. */
import type {FileFact, PlatformFacts} from '../../image/facts.ts'
import type {FileChanges, LayerChange, PlatformDiff} from '../../size/diff.ts'
import {folderTree} from './folders.ts'
import {leaf, sum} from './nodes.ts'
import type {Node, PlatformTree} from './page-data.ts'
import {programNode, removedProgram} from './tree-program.ts'

const REST = 'tar headers and what is not listed'

/** `diff` is that of the same platform; null where there is none. */
export function platformTree(facts: PlatformFacts, diff: PlatformDiff | null): PlatformTree {
  const compared = diff?.before && diff.after ? diff : null
  const {platform, base} = facts
  const layers = layerParts(facts, compared)
  const own = layers.filter(({part}) => part === 'own').map(({node}) => node)
  const ofBase = layers.filter(({part}) => part === 'base').map(({node}) => node)
  const name = base === null ? 'base image' : `base image ${base.name}`
  const children = [...(ofBase.length > 0 ? [{name, kind: 'base', children: ofBase} satisfies Node] : []), ...own]
  const root: Node = {name: 'image', kind: 'image', children}
  return {
    ...{platform, isCompared: compared !== null && hasChange(root), root},
    notes: notesOf(facts, compared),
  }
}

type LayerPart = {part: 'base' | 'own'; node: Node}

/** The layers of the image in their order, then those that only the older one has. */
function layerParts(facts: PlatformFacts, diff: PlatformDiff | null): LayerPart[] {
  const {layers, contents} = facts
  const changes = diff?.layers ?? []
  const removed = changes.slice(layers.length)
  const gone = goneParts(diff)
  const home = homeOfGone(changes)
  const parts = layers.map((layer, index): LayerPart => {
    const was = diff === null ? layer.diskBytes : (changes[index]?.before?.disk ?? 0)
    const {part, instruction, diskBytes} = layer
    const name = instruction === '' ? 'a layer without instruction' : instruction
    if (contents === null || diff?.files === null) return {part, node: leaf(name, 'layer', diskBytes, was)}
    const inside = insideOf(facts, index, diff)
    const children = [...inside, ...(home === index ? gone : [])]
    return {part, node: {name, kind: 'layer', children: withRest(children, diskBytes, was)}}
  })
  const removedParts = removed.map(({part, instruction, before}, at): LayerPart => {
    const name = instruction === '' ? 'a layer without instruction' : instruction
    const bytes = before?.disk ?? 0
    if (home !== layers.length + at) return {part, node: leaf(name, 'layer', 0, bytes)}
    return {part, node: {name, kind: 'layer', children: withRest(gone, 0, bytes)}}
  })
  if (home !== null || gone.length === 0) return [...parts, ...removedParts]
  const taken = takenFromRests([...parts, ...removedParts], sum(gone, 'was'))
  const group: Node = {name: 'files that are gone', kind: 'folder', about: 'in which layer they were is not known'}
  return [...taken, {part: 'own', node: {...group, children: gone}}]
}

/** Programs and files whose content is counted in this layer. */
function insideOf({contents}: PlatformFacts, index: number, diff: PlatformDiff | null): Node[] {
  const {files, programs} = contents!
  const wasOf = earlierSizes(diff?.files ?? null)
  const ofProgram = new Map(programs.filter(({layer}) => layer === index).map(each => [each.path, each]))
  const present = files.filter(file => file.layer === index && (file.bytes > 0 || wasOf.has(file.path)))
  const leaves = present.map(file => {
    const program = ofProgram.get(file.path)
    if (program === undefined) return {path: file.path, node: fileNode(file, wasOf)}
    const change = diff?.programs.find(({path}) => path === file.path) ?? null
    return {path: file.path, node: programNode(program, change, wasOf.get(file.path) ?? file.bytes)}
  })
  return folderTree(leaves)
}

function fileNode({path, bytes}: FileFact, wasOf: Map<string, number>): Node {
  return leaf(path, 'file', bytes, wasOf.get(path) ?? bytes)
}

/** Bytes that files of the newer image had in the older one, where that differs. */
function earlierSizes(changes: FileChanges | null): Map<string, number> {
  const listed = [...(changes?.added.files ?? []), ...(changes?.changed.files ?? [])]
  return new Map(listed.map(({path, before}) => [path, before ?? 0]))
}

/** Not those that are programs under another path now: the diff has both sides of these as one. */
function goneParts(diff: PlatformDiff | null): Node[] {
  const added = new Set(diff?.files?.added.files.map(({path}) => path))
  const moved = new Set((diff?.programs ?? []).flatMap(({path, before}) => (added.has(path) ? (before ?? []) : [])))
  const removed = diff?.files?.removed.files ?? []
  const gone = removed.filter(({before}) => before !== null && before > 0 && !moved.has(before))
  const programs = new Set((diff?.programs ?? []).filter(({after}) => after === null).map(({path}) => path))
  return folderTree(
    gone.map(({path, before}) => ({
      path,
      node: programs.has(path) ? removedProgram(path, before!) : leaf(path, 'file', 0, before!),
    })),
  )
}

/** A file goes where a layer went or became another one; null where several could be it. */
function homeOfGone(changes: LayerChange[]): number | null {
  const places = changes.flatMap(({kind}, index) => (kind === 'changed' || kind === 'removed' ? [index] : []))
  return places.length === 1 ? places[0]! : null
}

/** The tar of a layer is larger than the files in it that are there in the end. */
function withRest(children: Node[], bytes: number, was: number): Node[] {
  const rest = Math.max(0, bytes - sum(children, 'bytes'))
  const wasRest = Math.max(0, was - sum(children, 'was'))
  return rest === 0 && wasRest === 0 ? children : [...children, leaf(REST, 'rest', rest, wasRest)]
}

/** What is told elsewhere is not in the rests as well. The largest are taken from first. */
function takenFromRests(parts: LayerPart[], bytes: number): LayerPart[] {
  const rests = parts.flatMap(({node}) => node.children?.filter(({kind}) => kind === 'rest') ?? [node])
  let left = bytes
  const now = new Map<Node, Node>()
  for (const rest of rests.toSorted((a, b) => sum([b], 'was') - sum([a], 'was'))) {
    const was = sum([rest], 'was')
    const taken = Math.min(was, left)
    left -= taken
    if (taken > 0) now.set(rest, leaf(rest.name, rest.kind, rest.bytes ?? 0, was - taken))
  }
  return parts.map(({part, node}) => {
    const {children} = node
    if (children === undefined) return {part, node: now.get(node) ?? node}
    return {part, node: {...node, children: children.map(each => now.get(each) ?? each)}}
  })
}

function hasChange({was, children}: Node): boolean {
  return was !== undefined || (children?.some(hasChange) ?? false)
}

function notesOf({contents}: PlatformFacts, diff: PlatformDiff | null): string[] {
  const unlisted = Object.values(diff?.files ?? {}).some(({count, files}) => count > files.length)
  const unread = contents?.programs.flatMap(({path, packed, unread: why}) => [
    ...(packed === null ? [] : [`/${path} is packed with ${packed}: what is in it cannot be read.`]),
    ...why.map(sentence => `/${path}: ${sentence}`),
  ])
  return [
    ...(contents === null ? ['Only sizes were read of this image: the boxes are its layers.'] : []),
    ...(diff !== null && contents !== null && diff.files === null
      ? ['Only sizes were read of the older image: the boxes are layers.']
      : []),
    ...(unlisted
      ? ['Of very many changed files the report lists the largest; the others are drawn as unchanged.']
      : []),
    ...(contents && contents.leftOut.files > 0
      ? [`${contents.leftOut.files} small files are not listed one by one.`]
      : []),
    ...(unread ?? []),
  ]
}
