/** Files of an image that look like keys or passwords. Only names are there to judge, so a name has to say it all. */
import {isEnvironmentFile, isSample, type SecretKind, secretByName} from '../../dockerfile/check/secret-files.ts'

type Known = {path: RegExp; kind: SecretKind}

/** Besides those whose name alone says it, which the checks on a Dockerfile know too. Paths have no slash in front. */
const KNOWN: readonly Known[] = [
  {path: /(^|\/)\.aws\/credentials$/, kind: 'credentials'},
  {path: /(^|\/)\.azure\/(accessTokens|msal_token_cache)\.json$/, kind: 'credentials'},
  {path: /(^|\/)\.cargo\/credentials(\.toml)?$/, kind: 'credentials'},
  {path: /(^|\/)\.config\/gcloud\/(application_default_credentials\.json|credentials\.db)$/, kind: 'credentials'},
  {path: /(^|\/)\.config\/gh\/hosts\.yml$/, kind: 'credentials'},
  {path: /(^|\/)\.config\/git\/credentials$/, kind: 'credentials'},
  {path: /(^|\/)\.docker\/config\.json$/, kind: 'credentials'},
  {path: /(^|\/)\.docker(cfg|configjson)$/, kind: 'credentials'},
  {path: /(^|\/)\.kube\/config$/, kind: 'credentials'},
  {path: /(^|\/)(kubeconfig|[\w-]+\.kubeconfig)$/, kind: 'credentials'},
  {path: /^(root|home\/[^/]+)\/\.npmrc$/, kind: 'credentials'},
  {path: /(^|\/)\.pypirc$/, kind: 'credentials'},
  {path: /(^|\/)\.terraform\.d\/credentials\.tfrc\.json$/, kind: 'credentials'},
  {path: /(^|\/)\.vault-token$/, kind: 'credentials'},
  {path: /(^|\/)(gcp-|gcloud-|google-)?service[-_]?account([-_](key|credentials))?\.json$/, kind: 'credentials'},
  {path: /(^|\/)(gcp|gcloud|google)[-_](key|credentials)\.json$/, kind: 'credentials'},
  {path: /(^|\/)etc\/ssh\/ssh_host_\w+_key$/, kind: 'private key'},
  {path: /(^|\/)etc\/ssl\/private\/[^/]+\.(key|pem)$/, kind: 'private key'},
  {path: /(^|\/)(ca|client|private|server|ssl|tls)\.key$/, kind: 'private key'},
  {path: /(^|\/)([\w.-]+[-_.])?(private[-_]?key|privkey|key)\.pem$/, kind: 'private key'},
  {path: /\.(p12|pfx)$/, kind: 'private key'},
]

/** Another's files, which come with examples, tests, defaults and keys that are public. */
const PACKAGED =
  /^(usr\/(lib|lib64|libexec|share|include|src)|usr\/local\/(go|lib|share)|lib|opt\/conda|var\/lib)\/|(^|\/)(node_modules|site-packages|dist-packages|pkg\/mod|vendor)\/|^etc\/(ssl\/certs|pki|ca-certificates)\//

/** Public keys, and what Debian's ssl-cert makes for servers that nobody has set up yet. */
const PUBLIC = /(^|[-_./])(pub|public)([-_]?key)?([-_.]|$)|snakeoil/i

export function secretOf(path: string): SecretKind | null {
  // First, because most files of a large image are such.
  if (PACKAGED.test(path)) return null
  // Where it says default it is no sample.
  const sample = isSample(path.replace('application_default_credentials', 'credentials'))
  if (sample || PUBLIC.test(path.slice(path.lastIndexOf('/')))) return null
  if (isEnvironmentFile(path)) return 'environment file'
  return secretByName(path) ?? KNOWN.find(known => known.path.test(path))?.kind ?? null
}
