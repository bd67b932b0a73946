/** Names that the program uses of a package which has Go files, but none that declares them. */
import {posix} from 'node:path'
import {place} from '../candidates.ts'
import type {Evidence, Fact} from '../project.ts'
import type {GoPackage, Scan} from '../scan.ts'
import {type GoToken, goTokens} from '../tokens.ts'
import type {CheckoutFiles} from './files.ts'
import type {Ground} from './ground.ts'
import {importedFolders} from './imported-folders.ts'
import {mentionedFolders} from './outputs.ts'

/** Of one package; a generated one may be used a thousand times. */
const MOST_NAMES = 3

/** A program of more generated packages shows its trouble in the first ones. */
const MOST_PACKAGES = 50

/** Bytes. Longer files are read in part only (`TEXT_BYTES` of files.ts), and what they declare is not known. */
const WHOLE_FILE = 250_000

type Used = {name: string; evidence: Evidence}

/** Only of packages that a `//go:generate` line writes into: elsewhere a missing name is a mistake of another kind. */
export function missingNames(ground: Ground): Fact[] {
  const {packages, scan, files} = ground
  const written = writtenInto(packages, scan.directives)
  if (written.size === 0) return []
  const folderOf = importedFolders(ground)
  const used = new Map<string, Used[]>()
  for (const importing of packages) {
    for (const {file, imports} of importing.files) {
      for (const {path, name} of imports) {
        const dir = folderOf(path, importing)
        const found = dir === null || dir === importing.dir ? undefined : written.get(dir)?.found
        if (found === undefined) continue
        used.set(found.dir, [...(used.get(found.dir) ?? []), ...usesOf(name ?? found.name, file, files)])
      }
    }
  }
  return [...used].flatMap(([dir, uses]) => factsOf(written.get(dir)!, uses, files))
}

/** A package, with the first line that may write into its folder. */
type Written = {found: GoPackage; directive: Scan['directives'][number]}

function writtenInto(packages: readonly GoPackage[], directives: Scan['directives']): Map<string, Written> {
  const byDir = new Map(packages.map(found => [found.dir, found]))
  const written = new Map<string, Written>()
  for (const directive of directives) {
    for (const dir of [directive.dir, ...mentionedFolders(directive)]) {
      const found = byDir.get(dir)
      if (found !== undefined && !written.has(dir) && written.size < MOST_PACKAGES) written.set(dir, {found, directive})
    }
  }
  return written
}

function factsOf({found: {dir, name}, directive}: Written, uses: readonly Used[], files: CheckoutFiles): Fact[] {
  const declared = declaredIn(dir, files)
  if (declared === null) return []
  const missing = new Map(uses.toReversed().flatMap(use => (declared.has(use.name) ? [] : [[use.name, use] as const])))
  const first = [...missing.values()].toReversed().slice(0, MOST_NAMES)
  if (first.length === 0) return []
  const more = missing.size > first.length ? ` and ${missing.size - first.length} more` : ''
  const names = `${first.map(use => `${name}.${use.name}`).join(', ')}${more}`
  const verb = missing.size === 1 ? ['is', 'it'] : ['are', 'them']
  return [
    {
      ...{kind: 'generated', subject: dir, certain: false},
      says: `${names} ${verb[0]} used, and no Go file of ${dir} declares ${verb[1]}. The //go:generate line ${place(directive.evidence)} may write ${verb[1]}.`,
      evidence: [...first.map(({evidence}) => evidence), directive.evidence],
    },
  ]
}

/** Exported names after `local.`; none where the file has another meaning for the word, such as a parameter. */
function usesOf(local: string, file: string, files: CheckoutFiles): Used[] {
  const text = wholeText(file, files)
  if (text === null || local === '.' || local === '_') return []
  const tokens = tokensOf(text)
  const lines = text.split('\n')
  const uses: Used[] = []
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'name' || token.text !== local || tokens[at - 1]?.text === '.') continue
    const [dot, name] = [tokens[at + 1], tokens[at + 2]]
    // The import itself, and the package clause of a package that has the same name.
    if (dot?.kind === 'string' || tokens[at - 1]?.text === 'package') continue
    if (dot?.text !== '.' || name?.kind !== 'name') return []
    if (/^\p{Lu}/u.test(name.text)) {
      const line = lines[token.line - 1]?.trim().slice(0, 200) ?? ''
      uses.push({name: name.text, evidence: {file, line: token.line, text: line}})
    }
  }
  return uses
}

/**
 * Every name that may be declared outside of braces, also by files for other systems; null where a file cannot be read
 * whole. Rather too many: parameters are among them.
 */
function declaredIn(dir: string, files: CheckoutFiles): ReadonlySet<string> | null {
  const declared = new Set<string>()
  for (const name of files.names(dir).filter(one => one.endsWith('.go') && !one.endsWith('_test.go'))) {
    const text = wholeText(posix.join(dir, name), files)
    if (text === null) return null
    let braces = 0
    let before: GoToken | null = null
    for (const token of tokensOf(text)) {
      if (token.kind === 'symbol' && token.text === '{') braces++
      if (token.kind === 'symbol' && token.text === '}') braces--
      if (token.kind === 'name' && braces === 0 && (before === null || mayDeclare(before))) declared.add(token.text)
      before = token
    }
  }
  return declared
}

/** What stands before a declared name. A method has its receiver there. */
function mayDeclare({kind, text}: GoToken): boolean {
  return kind === 'newline' || /^(?:func|type|var|const|[(,;])$/.test(text)
}

function wholeText(file: string, files: CheckoutFiles): string | null {
  const text = files.read(file)
  return text === null || Buffer.byteLength(text) > WHOLE_FILE ? null : text
}

function tokensOf(text: string): GoToken[] {
  const next = goTokens(text)
  const tokens: GoToken[] = []
  for (let token = next(); token.kind !== 'end'; token = next()) if (token.kind !== 'comment') tokens.push(token)
  return tokens
}
