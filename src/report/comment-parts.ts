/**
 * One comment for all images and jobs of a pull request. Each job writes its own part and keeps those of the others,
 * which it finds by markers: no text of a report can hold one (markdown.ts).
 */
import {Buffer} from 'node:buffer'
import * as v from 'valibot'
import type {CommentContent} from '../runner/comments.ts'
import {COMMENT_LIMIT, renderComment} from './comment.ts'
import {shortCommit} from './links.ts'
import {code, details, joined, type Markdown, md, table, text} from './markdown.ts'
import {shortened} from './plain.ts'
import type {Report} from './report.ts'
import {bytes, count, delta, deltaBeside, isNoise} from './units.ts'
import {leading, overBudget, standings} from './verdict.ts'
import {isResolved} from './worth-telling.ts'

/** The first line of the comment, by which it is found again. */
export const COMMENT_MARKER = '<!-- go-image -->'

const END = '<!-- go-image:end -->'
/** GitHub takes no more jobs of one matrix (docs.github.com, "Usage limits"). */
const MOST_PARTS = 256
/** What a part keeps when many share a comment: its headline, table, reason and footer. */
const SMALLEST_PART = 2_000

const Meta = v.object({
  /** Image, job and the values of its matrix. */
  key: v.pipe(v.string(), v.maxLength(400)),
  /** Numbers of the run and of its attempt: a later one has the last word. */
  run: v.pipe(v.number(), v.minValue(0)),
  attempt: v.pipe(v.number(), v.minValue(0)),
  commit: v.nullable(v.pipe(v.string(), v.maxLength(64))),
  name: v.pipe(v.string(), v.maxLength(200)),
  /** `flawed`: the step fails with findings on the Dockerfile. */
  state: v.picklist(['failed', 'over', 'flawed', 'measured', 'unmeasured']),
  /** Bytes of the leading platform; `before` is null without a baseline. */
  download: v.nullable(v.object({before: v.nullable(v.number()), after: v.number()})),
  disk: v.nullable(v.object({before: v.nullable(v.number()), after: v.number()})),
  /** As the baseline, and nothing to look at. */
  resolved: v.optional(v.boolean(), false),
})
type Meta = v.InferOutput<typeof Meta>

export type CommentPart = {meta: Meta; body: string}

export function partOf(report: Report, {runId, runAttempt}: {runId: string; runAttempt: string}): CommentPart {
  const {image, source} = report
  const name = image.part || image.name
  const lead = leading(standings(report))
  const figures = (kind: 'download' | 'disk') =>
    lead === null ? null : {before: lead.before?.[kind] ?? null, after: lead.after[kind]}
  const meta: Meta = {
    key: shortened(source.job === '' ? name : `${name} ${source.job}`, 400),
    run: Number(runId) || 0,
    attempt: Number(runAttempt) || 0,
    commit: source.commit,
    name: shortened(name, 200),
    state: stateOf(report),
    ...{download: figures('download'), disk: figures('disk'), resolved: isResolved(report)},
  }
  return {meta, body: renderComment(report, {marker: startMarker(meta), limit: COMMENT_LIMIT - 1_000})}
}

function stateOf({build, budgets, dockerfile, facts}: Report): Meta['state'] {
  if (build.outcome !== 'success') return 'failed'
  if (overBudget(budgets)) return 'over'
  if ((dockerfile.failing ?? 0) > 0) return 'flawed'
  return (facts?.platforms.length ?? 0) === 0 ? 'unmeasured' : 'measured'
}

/** What a job says in the comment of its pull request; with `create` false only where it has said something before. */
export function contentOf(parts: CommentPart[], create: boolean): CommentContent {
  const keys = new Set(parts.map(({meta}) => meta.key))
  return {
    marker: COMMENT_MARKER,
    merge: bodies =>
      create || bodies.some(body => partsOf(body).some(({meta}) => keys.has(meta.key)))
        ? withParts(bodies, parts)
        : null,
    holds: body => parts.every(part => hasPart(body, part)),
    isShared: body => partsOf(body).some(({meta}) => !keys.has(meta.key)),
  }
}

/** Whether no image of it needs a reader. */
export function isResolvedComment(body: string): boolean {
  const parts = partsOf(body)
  return parts.length > 0 && parts.every(({meta}) => meta.resolved)
}

/** The whole comment with these parts in it. What cannot be read of the old ones is dropped. */
export function withParts(bodies: string[], parts: CommentPart[]): string {
  const latest = new Map<string, CommentPart>()
  for (const each of [...bodies.flatMap(partsOf), ...parts]) {
    const known = latest.get(each.meta.key)
    if (known === undefined || !isLater(known.meta, each.meta)) latest.set(each.meta.key, each)
  }
  const all = [...latest.values()].toSorted((a, b) => (a.meta.key < b.meta.key ? -1 : 1))
  return documentOf(all.slice(0, MOST_PARTS))
}

/** Whether a comment says what this part says, or something newer of the same job. */
function hasPart(comment: string, {meta, body}: CommentPart): boolean {
  const found = partsOf(comment).find(each => each.meta.key === meta.key)
  return found !== undefined && (isLater(found.meta, meta) || visiblePart(found.body) === visiblePart(body))
}

/** What shortening leaves as it is. */
function visiblePart(body: string): string {
  return body.split('\n<details')[0]!.split('\n\n<sub>')[0]!
}

export function partsOf(comment: string): CommentPart[] {
  const parts: CommentPart[] = []
  const lines = comment.replaceAll('\r\n', '\n').split('\n')
  let start: {meta: Meta; from: number} | null = null
  for (const [index, line] of lines.entries()) {
    const meta = metaOf(line)
    if (meta !== null) start = {meta, from: index}
    else if (line === END && start !== null) {
      parts.push({meta: start.meta, body: lines.slice(start.from, index).join('\n').trimEnd()})
      start = null
    }
  }
  return parts
}

function documentOf(parts: CommentPart[]): string {
  const [only] = parts
  const whole =
    parts.length === 1
      ? [COMMENT_MARKER, closed(only!.body)].join('\n')
      : [COMMENT_MARKER, overview(parts), ...parts.map(part => folded(part, parts))].join('\n\n')
  if (Buffer.byteLength(whole) <= COMMENT_LIMIT) return whole
  const longest = parts.reduce((a, b) => (b.body.length > a.body.length ? b : a))
  const shorter = withoutLastSection(longest.body)
  // Nothing folded is left: whole parts go, and the overview still has their rows.
  const rest = shorter === null ? {...longest, body: longest.body.split('\n', 1)[0]!} : {...longest, body: shorter}
  if (rest.body === longest.body) throw new RangeError(`A comment has no room for ${parts.length} images`)
  return documentOf(parts.map(part => (part === longest ? rest : part)))
}

const CUT = '<sub>cut for length: the summary of its run has all of it</sub>'

function withoutLastSection(body: string): string | null {
  const at = body.lastIndexOf('\n<details')
  const end = body.indexOf('\n</details>', at)
  if (at === -1 || end === -1 || body.length < SMALLEST_PART) return null
  const shorter = body.slice(0, at) + body.slice(end + '\n</details>'.length)
  return shorter.includes(CUT) ? shorter : `${shorter}\n\n${CUT}`
}

function closed(body: string): string {
  return `${body}\n\n${END}`
}

function folded({meta, body}: CommentPart, parts: CommentPart[]): string {
  const latest = newest(parts)
  const wrong = ['failed', 'over', 'flawed'].includes(meta.state)
  const name = shortened(shownName(meta, parts), 150)
  if (isOutdated(meta, latest)) return details(`${name} · ${outdated(meta)}`, closed(body) as Markdown)
  const size = meta.download === null ? stateWords[meta.state] : `download ${bytes(meta.download.after)}`
  return details(`${name} · ${size}`, closed(body) as Markdown, wrong)
}

function overview(parts: CommentPart[]): string {
  const latest = newest(parts)
  const current = parts.filter(({meta}) => !isOutdated(meta, latest))
  const having = (state: Meta['state']) => current.filter(({meta}) => meta.state === state).length
  const grown = current.reduce((sum, {meta: {download}}) => sum + grownBy(download), 0)
  const verdicts = [
    having('failed') ? md`**${text(count(having('failed'), 'build'))} failed**` : null,
    having('over') ? md`**${text(String(having('over')))} over budget**` : null,
    having('flawed') ? md`**${text(String(having('flawed')))} with findings that fail**` : null,
    isNoise(grown) ? md`download unchanged` : md`download **${text(delta(grown))}** in all`,
  ]
  const rows = parts.map(({meta}) => row(meta, latest, shownName(meta, parts)))
  const head = md`### ${text(count(parts.length, 'image'))} · ${joined(verdicts, ' · ')}`
  return joined([head, table(columns, rows)], '\n\n')
}

const columns: Parameters<typeof table>[0] = [
  {title: '', align: 'left'},
  {title: 'download', align: 'right'},
  {title: 'on disk', align: 'right'},
  {title: '', align: 'left'},
]

const stateWords = {
  failed: 'build failed',
  over: 'over budget',
  flawed: 'findings fail it',
  measured: '',
  unmeasured: 'not measured',
} satisfies Record<Meta['state'], string>

/** The job only where two of them build an image of one name. */
function shownName({key, name}: Meta, parts: CommentPart[]): string {
  return parts.filter(({meta}) => meta.name === name).length > 1 ? key : name
}

function row(meta: Meta, latest: Meta, shown: string): Markdown[] {
  const name = code(shortened(shown, 100))
  // Figures of an earlier commit would pass for those of this one.
  if (isOutdated(meta, latest)) return [name, md``, md``, text(outdated(meta))]
  const words = text(stateWords[meta.state])
  return [name, figure(meta.download), figure(meta.disk), words === '' ? words : md`**${words}**`]
}

function figure(size: Meta['download']): Markdown {
  if (size === null) return md``
  const now = text(bytes(size.after))
  if (size.before === null) return now
  const more = deltaBeside(size.after - size.before, size.after)
  return more === '=' ? md`${now} =` : md`${now} **${text(more)}**`
}

function grownBy(size: Meta['download']): number {
  return size === null || size.before === null ? 0 : size.after - size.before
}

function outdated({commit}: Meta): string {
  return ['of an earlier commit', shortCommit(commit)].filter(part => part !== null).join(', ')
}

function isOutdated({commit}: Meta, latest: Meta): boolean {
  return commit !== latest.commit
}

function newest(parts: CommentPart[]): Meta {
  return parts.map(({meta}) => meta).reduce((a, b) => (isLater(b, a) ? b : a))
}

function isLater(a: Meta, b: Meta): boolean {
  return a.run === b.run ? a.attempt > b.attempt : a.run > b.run
}

/** Base64, in which no `--` can end the comment early. */
function startMarker(meta: Meta): string {
  return `<!-- go-image:part ${Buffer.from(JSON.stringify(meta)).toString('base64')} -->`
}

function metaOf(line: string): Meta | null {
  const [, encoded] = /^<!-- go-image:part ([\w+/=]{1,6000}) -->$/.exec(line) ?? []
  if (encoded === undefined) return null
  try {
    const read = v.safeParse(Meta, JSON.parse(Buffer.from(encoded, 'base64').toString()))
    return read.success ? read.output : null
  } catch {
    return null
  }
}
