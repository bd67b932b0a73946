import {UserError} from '../runner/errors.ts'

/** What the input `baseline` asks to compare with. */
export type BaselineInput =
  | {kind: 'auto'}
  | {kind: 'off'}
  | {kind: 'rebuild'}
  /** A report or facts, relative to the workspace or absolute. */
  | {kind: 'file'; path: string}
  /** As `go-image measure` takes it: a reference, `oci:DIR`, … */
  | {kind: 'image'; source: string}
  /** A commit, branch or tag of the repository, whose stored measurement is taken. */
  | {kind: 'commit'; name: string}

const WORDS = ['auto', 'off', 'rebuild'] as const
/** `oci:DIR`, or a reference with a tag or digest. */
const WITH_COLON = /[:@]/
/** `ghcr.io/me/app`: what is before the first slash is a host (distribution/reference, `splitDockerDomain`). */
const WITH_HOST = /^[^/]*\.[^/]*\//
/** What a branch or tag can be called here: stricter than git-check-ref-format, and never an option. */
const REF_NAME = /^[\w][\w./+-]{0,200}$/

/** Empty is `auto`. @throws UserError `input-value` */
export function readBaselineInput(value: string): BaselineInput {
  const word = WORDS.find(name => name === (value || 'auto'))
  if (word !== undefined) return {kind: word}
  if (/\.json$/i.test(value)) return {kind: 'file', path: value}
  if (!/[\s\p{Cc}]/u.test(value) && !value.startsWith('-') && value.length <= 500) {
    if (WITH_COLON.test(value) || WITH_HOST.test(value)) return {kind: 'image', source: value}
    if (REF_NAME.test(value) && !value.includes('..')) return {kind: 'commit', name: value}
  }
  throw new UserError(
    'input-value',
    `Input \`baseline\` is "${value}"; it can be ${WORDS.join(', ')}, a file that ends with .json, an image with its tag, or a commit, branch or tag of this repository.`,
  )
}
