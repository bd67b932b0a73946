import {posix} from 'node:path'
import type {Evidence, Fact, GoModule} from '../project.ts'
import {wildcard} from '../wildcard.ts'
import {type PrivateFetching, privateFetching} from './ci-files.ts'
import type {Detector, Ground} from './ground.ts'

export const PRIVATE_MODULES: Detector = {reads: [], find: findPrivateModules}

/** Names that no public server answers to: RFC 6762 (Appendix G), and `internal`, which ICANN keeps free. */
const INTERNAL_HOST = /\.(?:corp|home|internal|intranet|lan|local|localdomain|private)$/

/** How organisations call their own servers, and the public ones that are called so. */
const OWN_SERVER = /^(?:bitbucket|ghe|git|gitea|github|gitlab|stash)\./
const PUBLIC_SERVERS = new Set([
  ...['bitbucket.org', 'gitea.com', 'github.com', 'gitlab.com', 'git.apache.org', 'git.kernel.org', 'git.sr.ht'],
  ...['git.zx2c4.com', 'gitlab.freedesktop.org', 'gitlab.gnome.org', 'gitlab.torproject.org'],
])

/** Hosts on which the second element of a path is the owner. */
const SHARED_HOSTS = new Set(['bitbucket.org', 'github.com', 'gitlab.com'])

const MOST_MODULES = 50

function findPrivateModules({main, modules, goMods, workspace, files}: Ground): Fact[] {
  const uses = workspace?.uses ?? []
  // The graph of a workspace needs the go.mod of what each member asks for, whichever is built (tried with Go 1.26).
  const dirs = main !== null && uses.includes(main.moduleDir) ? uses : [main?.moduleDir]
  const asking = modules.filter(({dir}) => main === null || dirs.includes(dir))
  const fetching = privateFetching(['.', ...asking.map(({dir}) => dir)], files)
  const facts = new Map<string, Fact>()
  for (const module of asking) {
    const here = new Set([
      ...module.localReplaces.map(({path}) => path),
      ...modules.filter(({dir}) => uses.includes(dir)).map(({path}) => path),
    ])
    for (const {path, version, line} of goMods.get(module.dir)?.require ?? []) {
      const reason = here.has(path) || facts.has(path) ? null : whyPrivate(path, module, fetching)
      if (reason === null || facts.size === MOST_MODULES) continue
      const required = {file: posix.join(module.dir, 'go.mod'), line, text: `${path} ${version}`}
      facts.set(path, privateFact(path, reason, required, fetching))
    }
  }
  return [...facts.values()]
}

type Reason = {certain: boolean; says: string; evidence: Evidence[]}

function whyPrivate(path: string, module: GoModule, {patterns, ways}: PrivateFetching): Reason | null {
  const named = patterns.find(({pattern}) => matchesPrefix(pattern, path))
  if (named !== undefined) return {certain: true, says: 'GOPRIVATE names it', evidence: [named.evidence]}
  const [host = '', owner] = path.split('/')
  if (INTERNAL_HOST.test(host)) return {certain: true, says: `${host} is no public name`, evidence: []}
  if ((OWN_SERVER.test(host) && !PUBLIC_SERVERS.has(host)) || /\.git(?:\/|$)/.test(path)) {
    return {certain: false, says: 'its server seems to be an own one', evidence: []}
  }
  const [ownHost, ownOwner] = module.path.split('/')
  const signedIn = ways.find(({line}) => line.includes(host))
  if (!SHARED_HOSTS.has(host) || host !== ownHost || owner !== ownOwner || signedIn === undefined) return null
  return {
    certain: false,
    says: `it has the owner of this module, and ${signedIn.evidence.file} signs in to ${host}`,
    evidence: [],
  }
}

function privateFact(
  path: string,
  {certain, says, evidence}: Reason,
  required: Evidence,
  {ways}: PrivateFetching,
): Fact {
  const [host = ''] = path.split('/')
  const way = ways.find(({line}) => line.includes(host)) ?? ways[0]
  const fetched =
    way === undefined
      ? 'Nothing here says how it is fetched.'
      : `It is fetched with ${way.way}${way.secret === null ? '' : ` and ${way.secret}`} (${way.evidence.file}:${way.evidence.line}).`
  return {
    kind: 'private-module',
    subject: path,
    certain,
    says: `${path} ${certain ? 'is' : 'seems to be'} private: ${says}. ${fetched}`,
    evidence: [required, ...evidence, ...(way === undefined ? [] : [way.evidence])],
  }
}

/** golang.org/x/mod/module, MatchPrefixPatterns: a glob for as many elements of the path as it has itself. */
function matchesPrefix(pattern: string, path: string): boolean {
  const globs = pattern.replace(/\/$/, '').split('/')
  const elements = path.split('/')
  return globs.length <= elements.length && globs.every((glob, at) => wildcard(glob, '^')?.(elements[at]!) ?? false)
}
