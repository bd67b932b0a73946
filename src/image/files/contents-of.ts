/** What the layers hold → what a container sees, and what stands out among it. */
import type {LayerContents, LayerEntry} from '../contents.ts'
import {type Contents, type FileFact, type GoProgram, MAX_FILES} from '../facts.ts'
import {secretOf} from './secrets.ts'
import {applyLayers, isWhiteout, type Node} from './tree.ts'

/** Of lists that are for reading. */
const MAX_ROWS = 100
const SETUID_OR_SETGID = 0o6000

/** Null stands for a layer whose content is not known: it counts as an empty one. */
export function contentsOf(layers: readonly (LayerContents | null)[]): Contents {
  const hidden: Node[] = []
  const visible = pathsIn(applyLayers(layers, node => hidden.push(node)))
  const places = placesOf(visible)
  const files = visible.map(([path, node]) => fileFact(path, node, places.get(node) ?? path))
  const setuid = files.filter(({kind, mode = 0}) => kind === undefined && (mode & SETUID_OR_SETGID) !== 0)
  return {
    ...largest(files),
    ...wastedBy(hidden),
    setuid: setuid.slice(0, MAX_ROWS).map(({path, mode = 0, layer}) => ({path, mode, layer})),
    secrets: secretsIn(layers, visible),
    programs: programsIn(
      layers,
      visible.filter(([path, node]) => (places.get(node) ?? path) === path),
    ),
  }
}

type AtPath = [path: string, node: Node]

/** All but folders, sorted by path in code units. */
function pathsIn(root: Node): AtPath[] {
  const found: AtPath[] = []
  const visit = (node: Node, path: string) => {
    const {children, entry} = node
    // The string that is there already: another one for each of 40,000 files takes 4 MB.
    if (children === null) found.push([path === entry.path ? entry.path : path, node])
    else for (const [name, child] of children) visit(child, path === '' ? name : `${path}/${name}`)
  }
  visit(root, '')
  return found.sort(([one], [other]) => (one < other ? -1 : 1))
}

/** Of several links to one content, the place where it is counted: where its layer put it, else the first. */
function placesOf(visible: readonly AtPath[]): ReadonlyMap<Node, string> {
  const places = new Map<Node, string>()
  for (const [path, node] of visible)
    if (node.links > 1 && (!places.has(node) || path === node.entry.path)) places.set(node, path)
  return places
}

function fileFact(path: string, {entry, layer}: Node, place: string): FileFact {
  if (path !== place) return {path, bytes: 0, layer, kind: 'hardlink', target: place}
  const {kind, bytes, mode, target, crc} = entry
  return {
    path,
    bytes,
    layer,
    ...(kind !== 'file' && kind !== 'folder' && {kind}),
    ...(target !== undefined && {target}),
    ...(kind !== 'symlink' && mode !== 0o644 && {mode}),
    ...(bytes > 0 && crc !== undefined && {crc}),
  }
}

function largest(files: FileFact[]): Pick<Contents, 'files' | 'leftOut'> {
  if (files.length <= MAX_FILES) return {files, leftOut: {files: 0, bytes: 0}}
  const bySize = files.toSorted((one, other) => other.bytes - one.bytes)
  const kept = new Set(bySize.slice(0, MAX_FILES))
  const bytes = sum(bySize.slice(MAX_FILES))
  return {files: files.filter(file => kept.has(file)), leftOut: {files: files.length - MAX_FILES, bytes}}
}

/**
 * Wasted is what layers hold and no container sees. dive lists the same paths; its figure for a file that is replaced
 * counts the copy that stays as well (dive/filetree/efficiency.go, CumulativeSize of all paths that come twice).
 */
function wastedBy(hidden: readonly Node[]): Pick<Contents, 'wastedBytes' | 'wasted'> {
  const paths = new Map<string, {path: string; bytes: number; layers: number[]}>()
  for (const {entry, layer} of hidden) {
    if (entry.bytes === 0) continue
    const row = paths.get(entry.path) ?? {path: entry.path, bytes: 0, layers: []}
    paths.set(entry.path, {...row, bytes: row.bytes + entry.bytes, layers: [...row.layers, layer]})
  }
  const rows = [...paths.values()].sort((one, other) => other.bytes - one.bytes || (one.path < other.path ? -1 : 1))
  return {wastedBytes: sum(rows), wasted: rows.slice(0, MAX_ROWS)}
}

function sum(rows: readonly {bytes: number}[]): number {
  return rows.reduce((total, {bytes}) => total + bytes, 0)
}

/** In every layer: whoever has the image can read what a later layer removes. */
function secretsIn(layers: readonly (LayerContents | null)[], visible: readonly AtPath[]): Contents['secrets'] {
  const found = secretEntries(layers)
  const gone = new Set(found.map(({entry}) => entry))
  for (const [, {entry}] of visible) gone.delete(entry)
  return found.map(({entry, what, layer}) => ({path: entry.path, what, layer, removed: gone.has(entry)}))
}

type SecretEntry = {entry: LayerEntry; what: string; layer: number}

function secretEntries(layers: readonly (LayerContents | null)[]): SecretEntry[] {
  const found: SecretEntry[] = []
  for (const [layer, contents] of layers.entries()) {
    for (const entry of contents?.entries ?? []) {
      if (entry.kind !== 'file' || entry.bytes === 0 || isWhiteout(entry.path)) continue
      const what = secretOf(entry.path)
      if (what !== null) found.push({entry, what, layer})
      if (found.length === MAX_ROWS) return found
    }
  }
  return found
}

/** Those that a container sees, by path. A tar can have a path twice; then the later one counts. */
function programsIn(layers: readonly (LayerContents | null)[], counted: readonly AtPath[]): GoProgram[] {
  const read = layers.map(layer => new Map((layer?.programs ?? []).map(program => [program.path, program])))
  const found: GoProgram[] = []
  for (const [path, {entry, layer}] of counted) {
    const program = entry.kind === 'file' ? read[layer]?.get(entry.path) : undefined
    if (program && program.bytes === entry.bytes) found.push({...program, path, layer})
  }
  return found
}
