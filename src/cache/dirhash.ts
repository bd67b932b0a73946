/** The hashes of go.sum: golang.org/x/mod/sumdb/dirhash, Hash1. */
import {createHash} from 'node:crypto'

/** `h1:` over files, named `module@version/file` as in the module's zip; `sha256` in hex. */
export function hash1(files: {name: string; sha256: string}[]): string {
  // Go sorts by bytes, JavaScript by UTF-16 units: one character per byte makes them agree.
  const lines = files.map(({name, sha256}) => ({name: Buffer.from(name).toString('latin1'), sha256}))
  lines.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  const hash = createHash('sha256')
  for (const {name, sha256} of lines) hash.update(`${sha256}  ${name}\n`, 'latin1')
  return `h1:${hash.digest('base64')}`
}

/** `h1:` of a go.mod file alone, what go.sum gives for `version/go.mod`. */
export function goModHash(sha256: string): string {
  return hash1([{name: 'go.mod', sha256}])
}
