/** Which of several programs a reader is offered first. It is never built unasked. */
import type {MainPackage, Suggestion} from './project.ts'

/**
 * What stands behind the name of a program that is a part of the same product. `rqlite` is the client of `rqlited`: where
 * both are there, the name says nothing.
 */
const SIBLING = /^(?:d|[-_]?(?:server|daemon|service|srv|api|agent|worker|controller|operator|proxy))$/

/**
 * The one program that has the name of the repository or of its module, else the only one that listens; null where
 * neither tells. `names` are last elements of paths, each with what it is the name of. `all` has the programs beside the
 * candidates, too.
 */
export function suggest(
  candidates: readonly MainPackage[],
  names: readonly {name: string; of: string}[],
  all: readonly MainPackage[] = candidates,
): Suggestion | null {
  for (const {name, of} of names) {
    const [main, ...others] = candidates.filter(one => programOf(one) === name)
    if (main === undefined || others.length > 0) continue
    if (candidates.some(one => isSibling(programOf(one), name))) continue
    return {main, reason: `it has the name of the ${of}`}
  }
  const [main, ...others] = candidates.filter(({ports}) => ports.length > 0)
  if (main === undefined || others.length > 0) return null
  const isAlone = all.every(one => one === main || one.ports.length === 0)
  const among = isAlone ? '' : ', of those that the repository builds or releases'
  return {main, reason: `it is the only one that listens on a port${among}`}
}

/** As `go build` names it: the last element that is no major version (cmd/go/internal/load/pkg.go, `isVersionElement`). */
export function programOf({importPath}: Pick<MainPackage, 'importPath'>): string {
  return importPath
    .replace(/\/v(?:[2-9]|[1-9]\d+)$/, '')
    .split('/')
    .at(-1)!
}

function isSibling(program: string, name: string): boolean {
  return program.startsWith(name) && SIBLING.test(program.slice(name.length))
}
