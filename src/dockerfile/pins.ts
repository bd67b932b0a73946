/** Exact tags and digests for a Dockerfile that is kept. The tag stays: Renovate and Dependabot update both together. */
import type {WrittenDockerfile} from './write.ts'

/** What a registry said of an image: the digest of its index, and the Go release in it. */
export type Known = {digest: string; release: string | null}

/** References of a written Dockerfile that a registry can be asked for: not scratch, and none that has a digest. */
export function pinnable({images}: WrittenDockerfile): string[] {
  const references = new Set([images.builder, images.test, images.base])
  return [...references].filter(reference => reference !== 'scratch' && !reference.includes('@'))
}

/**
 * The Dockerfile with what is known put in, `golang:1.27-alpine` → `golang:1.27.4-alpine@sha256:…`. Where nothing is
 * known, the builder gets the newest release that our own table has, and the base stays as it is.
 */
export function withPins(written: WrittenDockerfile, known: ReadonlyMap<string, Known>): WrittenDockerfile {
  const {images, release} = written
  const tags = new Map(
    [images.builder, images.test].map(image => [
      image,
      image.replace(/:[^-]+/, `:${known.get(image)?.release ?? release}`),
    ]),
  )
  const tagOf = (reference: string) => tags.get(reference) ?? reference
  const pinned = (reference: string) => [tagOf(reference), known.get(reference)?.digest].filter(Boolean).join('@')
  const isImage = (text: string) => Object.values(images).includes(text)
  return {
    ...written,
    dockerfile: written.dockerfile.replace(/^(FROM (?:--\S+ )?)(\S+)/gm, (line, start: string, reference: string) =>
      isImage(reference) ? start + pinned(reference) : line,
    ),
    choices: written.choices.map(row =>
      isImage(row.choice)
        ? {...row, choice: tagOf(row.choice), reason: withHow(row.reason, known.has(row.choice))}
        : row,
    ),
  }
}

function withHow(reason: string, isPinned: boolean): string {
  return isPinned ? `${reason}; pinned by digest` : reason
}

/** The same but for pins: a file whose pins a bot has moved on is still the one that was written. */
export function differOnlyInPins(a: string, b: string): boolean {
  return withoutPins(a) === withoutPins(b)
}

function withoutPins(text: string): string {
  return text
    .replace(/@sha256:[0-9a-f]{64}\b/g, '')
    .replaceAll('; pinned by digest', '')
    .replace(/\b(golang:1\.\d+)\.\d+\b/g, '$1')
}

/** For who keeps a file with digests: what moves them on. */
export const PIN_ADVICE = `Images are pinned by digest. Without a bot that moves them, they get no security fixes:
  Renovate, in renovate.json:  {"extends": ["config:recommended"]}
  Dependabot, in .github/dependabot.yml:
    version: 2
    updates: [{package-ecosystem: docker, directory: /, schedule: {interval: weekly}}]
`
