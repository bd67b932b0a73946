/** Module versions and the major version at the end of a module path: golang.org/x/mod/module, golang.org/x/mod/semver. */

const NUMBER = '(?:0|[1-9]\\d*)'
const PRERELEASE = `(?:${NUMBER}|\\d*[A-Za-z-][0-9A-Za-z-]*)`
const VERSION = new RegExp(
  `^v(${NUMBER})(?:\\.(${NUMBER})(?:\\.(${NUMBER})(-${PRERELEASE}(?:\\.${PRERELEASE})*)?(\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?)?)?$`,
)

/** `v1` → `v1.0.0`, build metadata dropped except `+incompatible`; null when it is no semantic version. */
export function canonicalVersion(version: string): string | null {
  const match = VERSION.exec(version)
  if (match === null) return null
  const [, major, minor = '0', patch = '0', prerelease = '', build = ''] = match
  return `v${major}.${minor}.${patch}${prerelease}${build === '+incompatible' ? build : ''}`
}

/** The major version a module path ends in: `/v2`, `.v3` (gopkg.in), '' for none; null when the path is malformed. */
export function pathMajor(path: string): string | null {
  if (path.startsWith('gopkg.in/')) {
    const match = /^.+(\.v(?:0|[1-9]\d*)(?:-unstable)?)$/s.exec(path)
    return match === null ? null : match[1]!
  }
  const match = /^.+(\/v([\d.]*))$/s.exec(path)
  if (match === null || match[2] === '') return ''
  const number = match[2]!
  if (number.includes('.') || number.startsWith('0') || number === '1') return null
  return match[1]!
}

/** Why this canonical version cannot belong to a path with this major suffix; null when it can. */
export function majorMismatch(version: string, suffix: string): string | null {
  const wanted = suffix.replace(/^[./]/, '').replace(/-unstable$/, '')
  if (wanted === 'v1' && version.startsWith('v0.0.0-')) return null
  const major = version.slice(0, version.indexOf('.'))
  if (suffix === '') {
    if (major === 'v0' || major === 'v1' || version.endsWith('+incompatible')) return null
    return `the path has no /${major} at its end, so the version must be v0 or v1`
  }
  return major === wanted ? null : `the path ends in ${suffix}, so the version must start with ${wanted}`
}
