/** How FROM names its images. */
import {isMaintained} from '../../go/release.ts'
import {insert, replace} from '../check/edits.ts'
import type {BaseImage} from '../check/image.ts'
import type {Problem, Rule, Subject} from '../check/rule.ts'
import {imageWord} from '../check/words.ts'
import type {Range} from '../instruction.ts'

type Named = {image: BaseImage; word: Range & {text: string}; compilesWithCgo: boolean}

/** Images of the stages that the target reaches, each FROM once. One whose name depends on what is not known is left out. */
function images({model, project}: Subject): Named[] {
  const found = model.stages
    .filter(({isReached, image}) => isReached && image.kind !== 'scratch' && image.name !== '')
    .map(({stage, image, runs}) => {
      const compilesWithCgo = runs.some(({go}) =>
        go.some(({command: {environment}}) => {
          const set = environment.get('CGO_ENABLED')
          return set === '1' || (set === undefined && project?.cgo.needed === true)
        }),
      )
      return {image, word: imageWord(stage), compilesWithCgo}
    })
    // A bare name that is no image of Docker Hub's own may be a context of the command line.
    .filter(({image}) => image.kind !== 'unknown' || /[/.]/.test(image.name))
  const each = new Map<number, Named>()
  for (const one of found) {
    const known = each.get(one.word.start)
    each.set(one.word.start, {...one, compilesWithCgo: one.compilesWithCgo || known?.compilesWithCgo === true})
  }
  return [...each.values()]
}

/** All of the name is a variable: who sets it may pin it too. */
function isArgument({text}: {text: string}): boolean {
  return /^\$\{?\w+(:-[^}]*)?\}?$/.test(text)
}

/** No release in the name: the tag is another image next month. */
function floats({kind, tag, digest, go}: BaseImage): boolean {
  if (digest !== null || kind === 'distroless' || kind === 'chainguard') return false
  if (tag === null || tag === 'latest') return true
  return kind === 'golang' && go === null && !/\d/.test(tag)
}

const withoutVersion: Rule = {
  id: 'V-05',
  severity: 'warning',
  title: 'The image has no version',
  why: 'Without a tag, or with `latest`, the same Dockerfile builds on another image when that is published: another Go, another C library, another system.',
  source: 'https://docs.docker.com/build/building/best-practices/#pin-base-image-versions',
  find: subject =>
    images(subject).flatMap(({image, word}) => {
      if (!floats(image)) return []
      const wanted = subject.project?.modules[0]?.go?.replace(/^(\d+\.\d+).*/, '$1')
      const suffix = image.tag === null || image.tag === 'latest' ? '' : `-${image.tag}`
      const isGo = image.kind === 'golang'
      const remedy =
        isGo && wanted && isMaintained(wanted) ? `Write ${image.name}:${wanted}${suffix}` : 'Write a tag with a version'
      return [
        {
          at: word,
          ...(word.text.includes('$') && {severity: 'info'}),
          message: `${shown(image)} is whatever image is the newest on the day of the build${isGo ? ': a new Go compiles without a change of this file' : ''}`,
          remedy,
        },
      ]
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
  find: subject => {
    const seen = new Set<string>()
    return images(subject).flatMap(({image, word}) => {
      if (image.digest !== null || floats(image) || outdated(image, subject.today) !== null || isArgument(word))
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
