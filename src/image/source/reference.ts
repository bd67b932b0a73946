import {type ImageName, parseImageName} from '../../registry/image-name.ts'
import {UserError} from '../../runner/errors.ts'

/** Where an image is, as a user writes it; the forms are those of skopeo (containers-transports(5)). */
export type ImageReference =
  | {kind: 'oci' | 'oci-archive' | 'docker-archive'; path: string; tag: string | null}
  /** `id` is anything that docker takes for an image, a name or the start of an ID. */
  | {kind: 'engine'; id: string}
  | {kind: 'registry'; image: ImageName}
  /** Of the engine where it has it, else of a registry; `image` is null for what can only be an ID. */
  | {kind: 'either'; id: string; image: ImageName | null}

export const FORMS =
  'oci:DIR[:TAG], oci-archive:FILE[:TAG], docker-archive:FILE[:NAME], docker:NAME, REGISTRY/NAME[:TAG][@DIGEST] or NAME'

/** Throws a UserError that lists the forms. */
export function parseReference(written: string): ImageReference {
  const [, scheme, rest = ''] = /^([a-z-]+):(.*)$/s.exec(written) ?? []
  if (scheme === 'oci' || scheme === 'oci-archive' || scheme === 'docker-archive') {
    const {path, tag} = splitTag(rest)
    if (path === '') throw wrong(written, `after ${scheme}: comes the path of the image`)
    return {kind: scheme, path, tag}
  }
  if (scheme === 'docker' && rest.startsWith('//')) return {kind: 'registry', image: nameIn(written, rest.slice(2))}
  if (scheme === 'docker' || scheme === 'docker-daemon') {
    if (parseImageName(rest) === null && !isId(rest)) throw wrong(written, `"${rest}" is no name of an image`)
    return {kind: 'engine', id: rest}
  }
  if (isId(written)) return {kind: 'either', id: written, image: null}
  if (/^[./~]/.test(written)) throw wrong(written, 'a path needs to be told what is there')
  const image = nameIn(written, written)
  return image.hasRegistry ? {kind: 'registry', image} : {kind: 'either', id: written, image}
}

/** As skopeo does: the first colon ends the path, because a name may have more of them. */
function splitTag(text: string): {path: string; tag: string | null} {
  const colon = text.indexOf(':')
  if (colon < 0) return {path: text, tag: null}
  return {path: text.slice(0, colon), tag: text.slice(colon + 1) || null}
}

/** A full ID, or one with its algorithm; a short one can as well be a name, which docker finds both. */
function isId(text: string): boolean {
  return /^(sha256:[0-9a-f]{12,64}|[0-9a-f]{64})$/.test(text)
}

function nameIn(written: string, text: string): ImageName {
  const image = parseImageName(text)
  if (image === null)
    throw wrong(written, 'names have lower-case letters, digits and ._-/, a tag or a digest of sha256 may follow')
  return image
}

function wrong(written: string, why: string): UserError {
  return new UserError('usage', `"${written.slice(0, 200)}" is no image: ${why}. Write ${FORMS}.`)
}
