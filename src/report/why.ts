/** Why the size on disk changed, as sentences: one for each kind of cause. */
import type {Cause, CauseKind, PlatformDiff, ProgramDiff} from '../size/diff.ts'
import {difference} from '../size/diff-files.ts'
import {place} from './links.ts'
import {code, joined, type Markdown, md, text} from './markdown.ts'
import {plain, shortened, shortenedInside} from './plain.ts'
import type {Report} from './report.ts'
import {count, delta} from './units.ts'

/** The same sentences are written as markdown and as plain text. All but `say` take text of others. */
type Writer<Out> = {
  say: (strings: TemplateStringsArray, ...values: Out[]) => Out
  name: (raw: string) => Out
  words: (raw: string) => Out
  place: (file: string, line: number) => Out
}

/** `what`, a comma unless it is a mere noun, the figure, and then `more`. */
type Sentence<Out> = {what: Out; noun?: true; more?: Out}

const LONGEST_NAME = 100
const LONGEST_WORDS = 60
const MOST_SENTENCES = 5

const SENTENCES: {[Kind in CauseKind]: <Out>(cause: Cause, write: Writer<Out>) => Sentence<Out>} = {
  base: ({subject, before, after}, {say, name, words}) => {
    if (subject === '') return {what: say`base image`, noun: true}
    if (before === null && after === null) return {what: say`base image ${name(subject)}`, noun: true}
    if (isDigest(before) || isDigest(after))
      return {what: say`base image ${name(subject)} ${words(`${shortDigest(before)} → ${shortDigest(after)}`)}`}
    return {what: say`base image ${name(before ?? 'unknown')} → ${name(after ?? 'unknown')}`}
  },
  'module-added': ({subject, after, wantedBy}, {say, name, words, place}) => {
    const what = say`${versioned(subject, after, {say, name, words})} is new`
    if (wantedBy === null) return {what}
    const where = place(wantedBy.file, wantedBy.line)
    const {through} = wantedBy
    return {what, more: through === null ? say`wanted by ${where}` : say`wanted by ${where} through ${name(through)}`}
  },
  'module-removed': ({subject, before}, write) => ({what: write.say`${versioned(subject, before, write)} is gone`}),
  'module-changed': ({subject, before, after, bytes}, write) => {
    const {say, name, words} = write
    if (before !== after)
      return {what: say`${name(subject)} ${words(`${before ?? 'unknown'} → ${after ?? 'unknown'}`)}`}
    return {what: say`${moreOrLess(bytes, write)} of ${versioned(subject, after, write)}`}
  },
  'own-code': (_, {say}) => ({what: say`own code`, noun: true}),
  'standard-library': ({before, after, bytes}, write) => {
    const {say, words} = write
    if (before !== after) return {what: say`Go ${words(`${release(before)} → ${release(after)}`)}`}
    return {what: say`${moreOrLess(bytes, write)} of the standard library`}
  },
  symbols: ({before, after}, {say, words}) => {
    if (before === after) return {what: words(after ?? 'symbols'), noun: true}
    if (after === null) return {what: say`${words(before!)} are stripped now`}
    if (before === null) return {what: say`not stripped any more: ${words(after)}`}
    return {what: words(`${before} → ${after}`)}
  },
  setting: ({subject, before, after}, {say, name, words}) =>
    before === null && after === null
      ? {what: say`${name(subject)} changed`}
      : {what: say`${name(subject)} ${words(`${before ?? 'unset'} → ${after ?? 'unset'}`)}`},
  embedded: ({subject, before, after, bytes}, {say, name}) => {
    if (before === null) return {what: say`${name(subject)} is embedded now`}
    if (after === null) return {what: say`${name(subject)} is not embedded any more`}
    return {what: bytes > 0 ? say`${name(subject)} embeds more` : say`${name(subject)} embeds less`}
  },
  'program-added': ({subject}, {say, name}) => ({what: say`program ${name(`/${subject}`)} is new`}),
  'program-removed': ({subject}, {say, name}) => ({what: say`program ${name(`/${subject}`)} is gone`}),
  file: ({subject, before, after}, {say, name}) => {
    const path = name(`/${subject}`)
    if (before === null) return {what: say`${path} is new`}
    return after === null ? {what: say`${path} is gone`} : {what: path, noun: true}
  },
  'replaced-below': ({subject}, {say, name}) => ({
    what: say`files that later layers replace or remove, most in ${name(`/${subject}`)}`,
  }),
  rest: (_, {say}) => ({what: say`rest`, noun: true}),
}

/** Whether the causes say more than the list of layers does. */
export function hasCauses(diff: PlatformDiff | undefined): diff is PlatformDiff {
  return diff !== undefined && diff.files !== null && diff.causes.some(({kind}) => kind !== 'rest')
}

/**
 * One for each of the first `most` causes, one for the others together, and the rest. `programs` are those of the diff.
 */
export function whySentences(
  report: Report,
  causes: readonly Cause[],
  programs: readonly ProgramDiff[],
  most = MOST_SENTENCES,
): Markdown[] {
  const named = causes.filter(({kind}) => kind !== 'rest')
  const [shown, others] = [named.slice(0, most), named.slice(most)]
  const several = programsOf(causes) > 1
  const more = others.reduce((sum, {bytes}) => sum + bytes, 0)
  return [
    ...shown.map(cause => sentence(cause, markdownOf(report), {several, programs})),
    ...(others.length === 0 ? [] : [md`${text(count(others.length, 'smaller cause'))} ${figure(more)}`]),
    ...causes
      .filter(({kind}) => kind === 'rest')
      .map(cause => sentence(cause, markdownOf(report), {several, programs})),
  ]
}

/** One for each cause, on one line, without its figure. */
export function whyText({causes, programs}: PlatformDiff): string[] {
  const several = programsOf(causes) > 1
  return causes.map(cause => {
    const {what, more} = SENTENCES[cause.kind](cause, asText)
    return [what, ...where(cause, asText, {several, programs}), ...(more === undefined ? [] : [more])].join(', ')
  })
}

function sentence(cause: Cause, write: Writer<Markdown>, among: Among): Markdown {
  const {what, noun, more} = SENTENCES[cause.kind](cause, write)
  const first = noun ? md`${what} ${figure(cause.bytes)}` : md`${what}, ${figure(cause.bytes)}`
  return joined([first, ...where(cause, write, among), more ?? null], ', ')
}

type Among = {several: boolean; programs: readonly ProgramDiff[]}

/** The package that changed most, and which of several programs it is in. */
function where<Out>(cause: Cause, {say, name}: Writer<Out>, {several, programs}: Among): Out[] {
  const {kind, program} = cause
  const most = heaviestPackage(cause, programs)
  // The subject of these is a file of the image, the program itself among them.
  const isFile = /^program-|^file$/.test(kind)
  return [
    ...(most === null ? [] : [say`most in ${name(most)}`]),
    ...(several && program !== null && !isFile ? [say`in ${name(`/${program}`)}`] : []),
  ]
}

const WITH_PACKAGES: readonly CauseKind[] = ['own-code', 'standard-library', 'module-changed']

/** Null where a package has the name of its module, which is said already. */
function heaviestPackage({kind, subject, bytes, program}: Cause, programs: readonly ProgramDiff[]): string | null {
  if (!WITH_PACKAGES.includes(kind)) return null
  const packages = programs.find(({path}) => path === program)?.packages.filter(({module}) => module === subject) ?? []
  const [heaviest] = packages.toSorted((a, b) => (difference(b) - difference(a)) * Math.sign(bytes))
  return heaviest === undefined || heaviest.path === subject ? null : heaviest.path
}

function programsOf(causes: readonly Cause[]): number {
  return new Set(causes.flatMap(({program}) => program ?? [])).size
}

function figure(bytes: number): Markdown {
  return text(delta(bytes, 0))
}

function versioned<Out>(
  module: string,
  version: string | null,
  {say, name, words}: Pick<Writer<Out>, 'say' | 'name' | 'words'>,
): Out {
  return version === null || version === '' ? name(module) : say`${name(module)} ${words(version)}`
}

function moreOrLess<Out>(bytes: number, {say}: Writer<Out>): Out {
  return bytes > 0 ? say`more` : say`less`
}

function release(written: string | null): string {
  return written?.replace(/^go(?=\d)/, '') ?? 'unknown'
}

function isDigest(name: string | null): name is string {
  return name !== null && /^sha\d+:[0-9a-f]+$/.test(name)
}

function shortDigest(digest: string | null): string {
  return digest === null ? 'unknown' : digest.replace(/^sha256:/, '').slice(0, 12)
}

function markdownOf({source}: Report): Writer<Markdown> {
  return {
    say: md,
    name: raw => code(shortenedInside(raw, LONGEST_NAME)),
    words: raw => text(shortened(raw, LONGEST_WORDS)),
    place: (file, line) => place(source, file, line)!,
  }
}

const asText: Writer<string> = {
  say: (strings, ...values) => String.raw({raw: strings}, ...values),
  name: raw => shortenedInside(plain(raw), LONGEST_NAME),
  words: raw => shortened(plain(raw), LONGEST_WORDS),
  place: (file, line) => `${shortenedInside(plain(file), LONGEST_NAME)}:${line}`,
}
