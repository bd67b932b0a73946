/** Embedded files that the repository does not hold: those that a frontend build makes, and those that nobody knows of. */

import {posix} from 'node:path'
import {isAtOrBelow} from '../below.ts'
import type {Embed, Evidence, Fact} from '../project.ts'
import type {Scan} from '../scan.ts'
import {fixedPart} from '../wildcard.ts'
import type {CheckoutFiles} from './files.ts'
import type {GitIgnore} from './gitignore.ts'
import type {Detector, Ground} from './ground.ts'
import {type FrontendOutput, frontendOutputs} from './package-json.ts'

export const EMBEDDED: Detector = {reads: [], find: findEmbedded}

type Place = {
  /** What the pattern names before its first wildcard, relative to the root. */
  path: string
  pattern: string
  embed: Embed
  /** No file matches, so that go build stops. */
  missing: boolean
  ignored: Evidence | null
  /** Only what keeps an empty folder in git, or a page that says that nothing was built. */
  placeholder: string | null
}

// A repository of thousands of packages has its frontend among the first; each one costs a few reads.
const MOST_PACKAGES = 200
const MOST_PLACES = 500

function findEmbedded({packages, files, ignored: ignore, scan}: Ground): Fact[] {
  const places = packages
    .flatMap(({embeds}) => embeds.flatMap(embed => embed.patterns.map(pattern => ({embed, pattern}))))
    .slice(0, MOST_PLACES)
    .map(({embed, pattern}) => placeOf(embed, pattern, files, ignore))
  if (places.length === 0) return []
  const outputs = scan.others
    .filter(path => posix.basename(path) === 'package.json')
    .slice(0, MOST_PACKAGES)
    .flatMap(path => frontendOutputs(path, files))
  const facts = places.flatMap(place => {
    const open = place.missing || place.ignored !== null || place.placeholder !== null
    const made = open ? madeBy(place.path, outputs) : builtInside(place, outputs, files, ignore)
    if (made !== null) return [frontendFact(place, made, open)]
    return place.missing || place.ignored !== null ? [missingFact(place, files, scan.directives)] : []
  })
  return facts.filter(
    ({kind, subject}, at) => at === facts.findIndex(one => one.kind === kind && one.subject === subject),
  )
}

/** A folder inside an embedded one that a build writes and that is not here, or that git ignores. */
function builtInside(
  {path}: Place,
  outputs: readonly FrontendOutput[],
  files: CheckoutFiles,
  ignore: GitIgnore,
): FrontendOutput | null {
  return (
    outputs.find(({path: output, stated, builds}) => {
      if (!stated || !builds || !output.startsWith(`${path}/`)) return false
      return files.kind(output) === null || ignore(output, true) !== null
    }) ?? null
  )
}

function placeOf(embed: Embed, pattern: string, files: CheckoutFiles, ignore: GitIgnore): Place {
  const path = posix.join(embed.dir, fixedPart(pattern.replace(/^all:/, '')))
  const isFolder = files.kind(path) === 'folder' || !/\.\w+$/.test(path)
  // `dist/*` with `!dist/.gitkeep` ignores what is in the folder, not the folder.
  const inside = () => ignore(`${path}/index.html`, false) ?? ignore(`${path}/assets`, true)
  const ignored = ignore(path, isFolder) ?? (isFolder ? inside() : null)
  const placeholder = isFolder && path !== embed.dir ? placeholderIn(path, files) : null
  return {path, pattern, embed, missing: embed.missing.includes(pattern), ignored, placeholder}
}

const PLACEHOLDER = /^(?:\..*|empty.*|index\.html?|placeholder.*|readme.*|.*\.(?:md|txt))$/i

function placeholderIn(folder: string, files: CheckoutFiles): string | null {
  const names = files.names(folder)
  const only = names.length > 0 && names.length <= 3 && names.every(name => PLACEHOLDER.test(name))
  return only && names.every(name => files.kind(posix.join(folder, name)) === 'file') ? names.join(', ') : null
}

/** What is stated goes before a folder of a usual name. */
function madeBy(path: string, outputs: readonly FrontendOutput[]): FrontendOutput | null {
  const covers = ({path: output, stated}: FrontendOutput) =>
    isAtOrBelow(path, output) || (stated && output.startsWith(`${path}/`))
  return outputs.find(output => output.stated && covers(output)) ?? outputs.find(covers) ?? null
}

function frontendFact(place: Place, {path: output, script, manager, evidence}: FrontendOutput, open: boolean): Fact {
  const {path, pattern, embed, missing, ignored, placeholder} = place
  const [built, ...more] = evidence
  const state = missing
    ? 'no file of it is in this checkout'
    : !open
      ? `${output} is not in the repository`
      : placeholder !== null
        ? `this checkout has only ${placeholder} of it`
        : 'git ignores it'
  return {
    kind: 'frontend',
    subject: path,
    certain: missing,
    says: `//go:embed ${pattern} wants what "${manager} run ${script}" of ${built!.file} makes, and ${state}.`,
    evidence: [embed.evidence, built!, ...more, ...(ignored === null ? [] : [ignored])],
  }
}

function missingFact(place: Place, files: CheckoutFiles, directives: Scan['directives']): Fact {
  const {path, pattern, embed, missing, ignored} = place
  const directive = directives.find(({dir}) => dir === embed.dir)?.evidence ?? null
  const made = lineNaming(path, 'Makefile', files)
  const state = missing
    ? 'matches no file of this checkout, so that go build stops'
    : 'names files that git ignores, so that other checkouts do not have them'
  const hint =
    made !== null
      ? ` ${made.file}:${made.line} names it.`
      : directive !== null
        ? ` A //go:generate line of the package (${directive.file}:${directive.line}) may write it.`
        : ''
  return {
    kind: 'embed-missing',
    subject: path,
    certain: missing,
    says: `//go:embed ${pattern} ${state}.${hint}`,
    evidence: [embed.evidence, ...[ignored, made ?? directive].filter(evidence => evidence !== null)],
  }
}

function lineNaming(path: string, file: string, files: CheckoutFiles): Evidence | null {
  const lines = (files.read(file) ?? '').split('\n')
  // `make clean` names it too.
  const index = lines.findIndex(line => line.includes(path) && !/\brm\b/.test(line))
  return index < 0 ? null : {file, line: index + 1, text: lines[index]!.trim().slice(0, 200)}
}
