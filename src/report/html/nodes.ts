import type {Node} from './page-data.ts'

export function leaf(name: string, kind: Node['kind'], bytes: number, was: number, about?: string): Node {
  return {name, kind, bytes, ...(was !== bytes && {was}), ...(about !== undefined && {about})}
}

/** Of all leaves below. `was` is the older image's size. */
export function sum(nodes: readonly Node[], side: 'bytes' | 'was'): number {
  return nodes.reduce((total, {children, bytes = 0, was = bytes}) => {
    if (children !== undefined) return total + sum(children, side)
    return total + (side === 'was' ? was : bytes)
  }, 0)
}
