/**
 * Layers applied one over the other (image-spec layer.md, "Applying Changesets"), as data. Where the specification is
 * silent, as containerd does it (pkg/archive/tar.go, applyNaive).
 */
import type {LayerContents, LayerEntry} from '../contents.ts'

/** What is at a path. Hard links are one node at several paths. */
export type Node = {
  /** As its layer has it. */
  entry: LayerEntry
  /** Index into the layers. */
  layer: number
  /** At how many places it is. */
  links: number
  /** Of folders. */
  children: Map<string, Node> | null
}

/** A node that no path leads to any more. */
export type Hidden = (node: Node) => void

const WHITEOUT = '.wh.'
const OPAQUE = '.wh..wh..opq'
/** Of AUFS, in the root: what is called and what is in folders called like this was never meant for a container. */
const OF_AUFS = '.wh..wh.'
/** As Linux has it (path_resolution(7)). */
const MAX_SYMLINKS = 40

/** The root folder of the final tree. `hidden` hears of each file and link that a later layer, or entry, takes away. */
export function applyLayers(layers: readonly (LayerContents | null)[], hidden: Hidden): Node {
  const root = folder({path: '', kind: 'folder', bytes: 0, mode: 0o755}, 0)
  layers.forEach((layer, index) => {
    const entries = layer?.entries ?? []
    const whiteouts = new Set(entries.filter(({path}) => isWhiteout(path)))
    // Whiteouts are for what is below, wherever they are among the entries.
    for (const {path} of whiteouts) takeAway(root, path, hidden)
    const recent: Recent = {path: '', children: null}
    for (const entry of entries) if (!whiteouts.has(entry)) put({root, hidden, recent}, entry, index)
  })
  return root
}

export function isWhiteout(path: string): boolean {
  return path.startsWith(OF_AUFS) || path.startsWith(WHITEOUT, path.lastIndexOf('/') + 1)
}

function takeAway(root: Node, path: string, hidden: Hidden): void {
  const {parent, name} = split(path)
  const children = folderAt(root, parent)?.children
  if (children == null) return
  const names = name === OPAQUE ? [...children.keys()] : [name.slice(WHITEOUT.length)]
  for (const each of names) remove(children, each, hidden)
}

/** The folder of the entry before, which is that of the next one most of the time; null where it may be gone. */
type Recent = {path: string; children: Map<string, Node> | null}
type Tree = {root: Node; hidden: Hidden; recent: Recent}

function put({root, hidden, recent}: Tree, entry: LayerEntry, layer: number): void {
  const {parent, name} = split(entry.path)
  if (recent.children === null || recent.path !== parent) {
    const found = folderAt(root, parent, (above, part) => {
      // For entries whose folders have none. What stands in the way gives way: a runtime refuses such a layer.
      remove(above, part, hidden)
      const made = folder({path: part, kind: 'folder', bytes: 0, mode: 0o755}, layer)
      above.set(part, made)
      return made
    })
    recent.path = parent
    recent.children = found?.children ?? null
  }
  const {children} = recent
  if (children === null) return
  const before = children.get(name)
  if (entry.kind === 'folder' && before?.children) {
    before.entry = entry
    before.layer = layer
    return
  }
  const linked = entry.kind === 'hardlink' ? nodeAt(root, entry.target!) : null
  if (linked !== null && linked === before) return
  if (before !== undefined) recent.children = null
  remove(children, name, hidden)
  if (linked === null || linked.children !== null)
    children.set(name, entry.kind === 'folder' ? folder(entry, layer) : {entry, layer, links: 1, children: null})
  else {
    linked.links++
    children.set(name, linked)
  }
}

function remove(children: Map<string, Node>, name: string, hidden: Hidden): void {
  const node = children.get(name)
  if (node === undefined) return
  children.delete(name)
  if (node.children !== null) for (const child of [...node.children.keys()]) remove(node.children, child, hidden)
  else if (--node.links === 0) hidden(node)
}

function folder(entry: LayerEntry, layer: number): Node {
  return {entry, layer, links: 1, children: new Map()}
}

function split(path: string): {parent: string; name: string} {
  const slash = path.lastIndexOf('/')
  return {parent: path.slice(0, Math.max(0, slash)), name: path.slice(slash + 1)}
}

function nodeAt(root: Node, path: string): Node | null {
  const {parent, name} = split(path)
  return folderAt(root, parent)?.children?.get(name) ?? null
}

type Make = (above: Map<string, Node>, name: string) => Node | null

/**
 * Null where there is none and none is made. Symbolic links on the way lead where they would with the image's root as
 * `/`, so that `lib/x` on a base where `lib` is a link to `usr/lib` is the file that it becomes.
 */
function folderAt(root: Node, path: string, make: Make = () => null): Node | null {
  const way = [root]
  const left = path.split('/').reverse()
  for (let links = 0; left.length > 0; ) {
    const part = left.pop()!
    if (part === '' || part === '.') continue
    if (part === '..') {
      if (way.length > 1) way.pop()
      continue
    }
    const children = way.at(-1)!.children!
    const next = children.get(part)
    if (next?.entry.kind === 'symlink') {
      if (++links > MAX_SYMLINKS) return null
      const target = next.entry.target!
      if (target.startsWith('/')) way.length = 1
      left.push(...target.split('/').reverse())
      continue
    }
    const below = next?.children ? next : make(children, part)
    if (below === null) return null
    way.push(below)
  }
  return way.at(-1)!
}
