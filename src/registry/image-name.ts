/** Names of images as docker reads them: github.com/distribution/reference, reference.go and normalize.go. */
import {PATH, type Repository, repositoryAt} from './reference.ts'

export type ImageName = {
  repository: Repository
  /** `latest` where neither tag nor digest is given; null beside a digest alone. */
  tag: string | null
  /** `sha256:…`; goes before the tag, as in docker. */
  digest: string | null
  /** With all that docker adds: `docker.io/library/golang:latest`. */
  full: string
  /** Whether a registry is written, and not only meant. */
  hasRegistry: boolean
}

const HOST = '(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:]+\\])(?::[0-9]+)?'
const NAME = new RegExp(`^(${PATH})(?::(\\w[\\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$`)

/** Null for what is no name of an image. Digests of other algorithms than sha256 are none here. */
export function parseImageName(written: string): ImageName | null {
  if (written.length > 1_000) return null
  const {registry, rest, hasRegistry} = splitRegistry(written)
  const [, path = '', tag, digest = null] = NAME.exec(rest) ?? []
  if (path === '' || path.length > 255 || !new RegExp(`^${HOST}$`).test(registry)) return null
  const name = registry === 'docker.io' && !path.includes('/') ? `library/${path}` : path
  const wanted = tag ?? (digest === null ? 'latest' : null)
  const full = `${registry}/${name}${wanted === null ? '' : `:${wanted}`}${digest === null ? '' : `@${digest}`}`
  return {repository: repositoryAt(registry, name), tag: wanted, digest, full, hasRegistry}
}

/** splitDockerDomain: a first part is a host when it cannot be an owner on Docker Hub. */
function splitRegistry(written: string): {registry: string; rest: string; hasRegistry: boolean} {
  const slash = written.indexOf('/')
  const first = slash < 0 ? '' : written.slice(0, slash)
  if (!/[.:A-Z]/.test(first) && first !== 'localhost') return {registry: 'docker.io', rest: written, hasRegistry: false}
  const registry = first === 'index.docker.io' ? 'docker.io' : first
  return {registry, rest: written.slice(slash + 1), hasRegistry: true}
}
