/** How FROM names its images. */
import {isMaintained} from '../../go/release.ts'
import {insert, replace} from '../check/edits.ts'
import {type BaseImage, describeImage} from '../check/image.ts'
import type {Problem, Rule, Subject} from '../check/rule.ts'
import {imageWord} from '../check/words.ts'
import type {Range} from '../instruction.ts'

type Named = {image: BaseImage; word: Range & {text: string}; compilesWithCgo: boolean}

/** A name without a slash or dot may be a context of the command line, but those have no tag. */
function isImage({kind, name, tag, reference}: BaseImage): boolean {
  return reference !== '' && kind !== 'scratch' && (kind !== 'unknown' || /[/.]/.test(name) || tag !== null)
}

/** Of an image of distroless whose tag is not known, the name still tells the Debian release. */
function nameAlone(written: string): BaseImage {
  const name = /^(gcr\.io\/distroless\/[\w-]+):[\w.-]*\$/.exec(written)?.[1]
  return describeImage(name ?? '')
}

/** Images of the stages that the target reaches, each FROM once. One whose name depends on what is not known is left out. */
function images({model, project}: Subject): Named[] {
  const found = model.stages
    .filter(({isReached}) => isReached)
    .map(({stage, image, runs}) => {
      const compilesWithCgo = runs.some(({go}) =>
        go.some(({command: {environment}}) => {
          const set = environment.get('CGO_ENABLED')
          return set === '1' || (set === undefined && project?.cgo.needed === true)
        }),
      )
      const word = imageWord(stage)
      return {image: image.reference === '' ? nameAlone(word.text) : image, word, compilesWithCgo}
    })
    .filter(({image}) => isImage(image))
  const each = new Map<number, Named>()
  for (const one of found) {
    const known = each.get(one.word.start)
    each.set(one.word.start, {...one, compilesWithCgo: one.compilesWithCgo || known?.compilesWithCgo === true})
  }
  return [...each.values()]
}

/** Images that COPY takes files from. */
function copiedImages({model}: Subject): Named[] {
  const copies = model.stages.filter(({isReached}) => isReached).flatMap(stage => stage.copies)
  return copies.flatMap(({origin, instruction}) => {
    const flag = instruction.flags.find(({name}) => name === 'from')
    if (origin.kind !== 'image' || flag === undefined) return []
    const image = describeImage(origin.reference)
    const word = {start: flag.start, end: flag.end, text: flag.value}
    return isImage(image) ? [{image, word, compilesWithCgo: false}] : []
  })
}

/** All of the name is a variable: who sets it may pin it too. */
function isArgument({text}: {text: string}): boolean {
  return /^\$\{?\w+(:-[^}]*)?\}?$/.test(text)
}

/** Words of tags that stand for whatever is the newest. */
const MOVING = /^(latest|alpine|slim|lts|current|stable|mainline|edge|rolling)(-(alpine|slim|latest))*$/

/** Why the tag is another image next month; null where it has a version. */
function floats({kind, name, tag, digest, go}: BaseImage): {why: string; severity?: 'info'} | null {
  if (digest !== null || kind === 'distroless' || kind === 'chainguard') return null
  const newest = {why: 'is whatever image is the newest on the day of the build'}
  const other = ': a new Go compiles without a change of this file'
  if (kind === 'golang' && go === null) {
    // Release candidates and images of Windows have a release that is not read.
    if (tag === null || !/\d/.test(tag)) return {why: `${newest.why}${other}`}
    if (/^1(-|$)/.test(tag)) return {why: `is the newest Go 1 on the day of the build${other}`, severity: 'info'}
    if (/^alpine\d/.test(tag)) return {why: `names a release of Alpine and none of Go${other}`}
    return null
  }
  if (kind === 'golang') return null
  if (tag === null || tag === 'latest' || (!name.includes('/') && MOVING.test(tag))) return newest
  return null
}

const withoutVersion: Rule = {
  id: 'V-05',
  severity: 'warning',
  title: 'The image has no version',
  why: 'Without a tag, or with `latest`, the same Dockerfile builds on another image when that is published: another Go, another C library, another system.',
  source: 'https://docs.docker.com/build/building/best-practices/#pin-base-image-versions',
  whyNoFix: 'The version is for whoever has tested one to say.',
  find: subject =>
    [...images(subject), ...copiedImages(subject)].flatMap(({image, word}) => {
      const moves = floats(image)
      if (moves === null || isArgument(word)) return []
      const wanted = subject.project?.modules[0]?.go?.replace(/^(\d+\.\d+).*/, '$1')
      const variant = image.tag === 'latest' ? '' : (image.tag ?? '').replace(/^1(-|$)/, '')
      const remedy =
        image.kind === 'golang' && wanted && isMaintained(wanted)
          ? `Write ${image.name}:${[wanted, variant].filter(Boolean).join('-')}`
          : 'Write a tag with a version'
      const severity = word.text.includes('$') ? 'info' : moves.severity
      return [{at: word, ...(severity && {severity}), message: `${shown(image)} ${moves.why}`, remedy}]
    }),
}

function shown({name, tag}: BaseImage): string {
  return tag === null ? `${name} without a tag` : `${name}:${tag}`
}

const withoutSystem: Rule = {
  id: 'V-06',
  severity: 'info',
  title: 'A program with cgo is compiled on a tag without a Debian release',
  why: 'golang:1.26 moves to a newer Debian some day. A program with cgo then asks for a newer glibc than its final image has.',
  source: 'https://github.com/docker-library/golang/issues/466',
  find: subject =>
    images(subject).flatMap(({image, word, compilesWithCgo}) => {
      const {kind, libc, release, digest, go, tag} = image
      if (!compilesWithCgo || kind !== 'golang' || libc !== 'glibc' || release !== null || digest !== null) return []
      if (go === null) return []
      const problem: Problem = {
        at: word,
        message: `golang:${tag} does not say which Debian it is, and a program with cgo needs the glibc of that Debian or a newer one`,
        remedy: `Write golang:${go}-trixie`,
      }
      // What a tag without a suffix means today: docker-library/official-images, library/golang.
      const isPlain = tag === go && isMaintained(go) && word.text.endsWith(`:${tag}`)
      if (!isPlain) return [problem]
      return [{...problem, fix: {title: 'Name the Debian release', edits: [insert(word.end, '-trixie')]}}]
    }),
}

const withoutDigest: Rule = {
  id: 'V-07',
  severity: 'info',
  title: 'The image has no digest',
  why: 'A tag is moved by whoever publishes it. With a digest the build is on the same bytes each time, and Dependabot or Renovate bring the newer one as a pull request.',
  source: 'https://docs.docker.com/build/building/best-practices/#pin-base-image-versions',
  whyNoFix:
    'The digest of the day is known to the registry alone; Renovate and Dependabot write it and keep it up to date.',
  find: subject => {
    const seen = new Set<string>()
    return [...images(subject), ...copiedImages(subject)].flatMap(({image, word}) => {
      if (
        image.digest !== null ||
        floats(image) !== null ||
        outdated(image, subject.today) !== null ||
        isArgument(word)
      )
        return []
      if (seen.has(image.reference)) return []
      seen.add(image.reference)
      return [
        {
          at: word,
          message: `${shown(image)} has no digest: the tag may be another image in the next build`,
          remedy: `Write ${image.name}:${image.tag ?? 'TAG'}@sha256:…, as docker buildx imagetools inspect prints it`,
        },
      ]
    })
  },
}

/** Debian releases of distroless and their last day: SUPPORT_POLICY.md, and distroless#2129 for Debian 12. */
const LAST_DAY: Readonly<Record<string, string>> = {10: '2022-08-31', 11: '2024-06-10', 12: '2026-09-01'}
const NEWEST_DEBIAN = 13

/** Why the image of distroless is an old or a moving one; null when it is not. */
function outdated({kind, name, digest}: BaseImage, today: string): string | null {
  if (kind !== 'distroless') return null
  const debian = /-debian(\d+)$/.exec(name)?.[1]
  if (debian === undefined) return digest === null ? 'moves from one Debian release to the next without a word' : null
  const last = Object.hasOwn(LAST_DAY, debian) ? LAST_DAY[debian]! : null
  return last !== null && last < today ? `got its last update on ${last}` : null
}

const oldDistroless: Rule = {
  id: 'V-08',
  severity: 'warning',
  title: 'The distroless image is not of a maintained Debian release',
  why: 'distroless stops the images of a Debian release: their CA certificates, time zones and libraries stay as they are. Names without a release change to another one some day.',
  source: 'https://github.com/GoogleContainerTools/distroless/blob/main/SUPPORT_POLICY.md',
  anyFile: true,
  find: subject =>
    images(subject).flatMap(({image, word}) => {
      const why = outdated(image, subject.today)
      if (why === null) return []
      const {name, digest} = image
      const better = `${name.replace(/-debian\d+$/, '')}-debian${NEWEST_DEBIAN}`
      const problem: Problem = {
        at: word,
        message: `${name} ${why}: ${/\/static/.test(name) ? 'its CA certificates and time zones' : 'its C library and CA certificates'} are part of what ships`,
        remedy: `Write ${better}${image.tag ? `:${image.tag}` : ''}`,
      }
      // static has no library that a program could miss.
      const isSafe = /\/static(-debian\d+)?$/.test(name) && digest === null && word.text.startsWith(name)
      if (!isSafe) return [problem]
      const edit = replace({start: word.start, end: word.start + name.length}, better)
      return [{...problem, fix: {title: `Use ${better}`, edits: [edit]}}]
    }),
}

export const IMAGE_REFERENCE_RULES: readonly Rule[] = [withoutVersion, withoutSystem, withoutDigest, oldDistroless]
