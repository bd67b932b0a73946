import type {GoModule, GoPackage} from '../facts.ts'
import type {BuildList} from './build-list.ts'
import type {EachFunction} from './functions.ts'
import {printable} from './printable.ts'
import {isAlsoOf, packageOfSymbol} from './symbol-names.ts'

/** dockerd, 80 MB, has 1,365. What a made-up program has beyond it is added to functions without a package. */
const MAX_PACKAGES = 20_000

type Sum = Omit<GoPackage, 'module'>

export type PackageSums = {
  add: EachFunction
  /** The largest first. */
  packages: (build: BuildList) => GoPackage[]
}

/** Adds functions up by package. */
export function packageSums(): PackageSums {
  const sums = new Map<string, Sum>()
  const sumOf = (own: string): Sum => {
    const known = sums.get(own)
    if (known) return known
    const path = sums.size < MAX_PACKAGES ? own : ''
    const sum = sums.get(path) ?? {path, codeBytes: 0, tableBytes: 0, functions: 0}
    sums.set(path, sum)
    return sum
  }
  let last: Sum | null = null
  return {
    add(symbol, codeBytes, tableBytes) {
      const sum = last !== null && isAlsoOf(symbol, last.path) ? last : sumOf(packageOfSymbol(symbol))
      last = sum
      sum.codeBytes += codeBytes
      sum.tableBytes += tableBytes
      sum.functions += 1
    },
    packages(build) {
      const moduleOf = modulesByPath(build)
      return [...sums.values()]
        .map(({path, ...sum}) => ({path: printable(path), module: moduleOf(path), ...sum}))
        .sort((a, b) => b.codeBytes - a.codeBytes || (a.path < b.path ? -1 : 1))
    },
  }
}

/**
 * The module with the longest path that is the package's path or a folder above it; `std` for packages of Go itself,
 * which have no dot in the first element of their path; null where it cannot be told.
 */
function modulesByPath({mainPackage, mainModule, modules}: BuildList): (packagePath: string) => string | null {
  const paths = new Set([...(mainModule ? [mainModule] : []), ...modules].map(({path}: GoModule) => path))
  return packagePath => {
    if (packagePath === '') return null
    for (let path = packagePath === 'main' ? mainPackage : packagePath; path !== ''; path = parentOf(path))
      if (paths.has(path)) return path
    if (packagePath === 'main') return mainModule?.path ?? null
    return packagePath.split('/', 1)[0]!.includes('.') ? null : 'std'
  }
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}
