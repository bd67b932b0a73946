import {UserError} from '../runner/errors.ts'

/** A repository in a registry, as in `ghcr.io/acme/ledger-cache`. */
export type Repository = {
  /** As docker's configuration file names it: `ghcr.io`, `docker.io`, `127.0.0.1:5000`. */
  registry: string
  /** Scheme, host and port that answer to the distribution specification. */
  origin: string
  /** Path below the registry, `acme/ledger-cache`. */
  name: string
}

// github.com/distribution/reference, regexp.go
const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*'
export const PATH = `${COMPONENT}(?:/${COMPONENT})*`
const REPOSITORY = new RegExp(`^([A-Za-z0-9.-]+(?::\\d+)?)/(${PATH})$`)

/** Throws a UserError for anything but HOST/NAME. Nothing but the machine itself is spoken to without TLS. */
export function parseRepository(written: string): Repository {
  const match = REPOSITORY.exec(written)
  const registry = match?.[1] ?? ''
  const name = match?.[2] ?? ''
  // A first part without dot or port would be an owner on Docker Hub to docker, and a host to somebody else.
  if (match === null || !(/[.:]/.test(registry) || registry === 'localhost') || name.length > 255) {
    throw new UserError(
      'input-cache-store',
      `\`cache-store: registry=${written}\` is not a repository. Write host and path in lower case, without tag or digest: \`registry=ghcr.io/acme/ledger-cache\`.`,
    )
  }
  return repositoryAt(registry, name)
}

export function repositoryAt(registry: string, name: string): Repository {
  if (registry === 'docker.io') return {registry, origin: 'https://registry-1.docker.io', name}
  return {registry, origin: `${isLoopback(registry) ? 'http' : 'https'}://${registry}`, name}
}

/** `host` may have a port. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host)
}

/** Whether a URL that a server sent may be followed: a registry must not lead a run to a plain-text host. */
export function isAllowed(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.host))
}
