import type {Node} from './page-data.ts'

type Folder = {folders: Map<string, Folder>; nodes: Node[]}

/** Paths nest no deeper than this in the tree: a path of 10,000 slashes must not be a stack of as many calls. */
const DEEPEST = 40

/** Leaves below their folders. A folder with one folder alone in it is one node with that: `usr/share/zoneinfo`. */
export function folderTree(leaves: readonly {path: string; node: Node}[]): Node[] {
  const root: Folder = {folders: new Map(), nodes: []}
  for (const {path, node} of leaves) {
    const parts = path.split('/').filter(part => part !== '')
    const deep = parts.slice(0, -1)
    const folders = deep.length > DEEPEST ? [...deep.slice(0, DEEPEST - 1), deep.slice(DEEPEST - 1).join('/')] : deep
    const folder = folders.reduce<Folder>((parent, name) => {
      const found: Folder = parent.folders.get(name) ?? {folders: new Map(), nodes: []}
      parent.folders.set(name, found)
      return found
    }, root)
    folder.nodes.push({...node, name: parts.at(-1) ?? path})
  }
  return childrenOf(root)
}

function childrenOf({folders, nodes}: Folder): Node[] {
  return [...[...folders].map(([name, folder]) => folderNode(name, folder)), ...nodes]
}

function folderNode(name: string, folder: Folder): Node {
  const [only, ...others] = folder.folders
  if (only !== undefined && others.length === 0 && folder.nodes.length === 0)
    return folderNode(`${name}/${only[0]}`, only[1])
  return {name, kind: 'folder', children: childrenOf(folder)}
}
