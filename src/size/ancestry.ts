/** Which commit a build started from, and which were before that, as far as the checkout and GitHub know. */
import {commitNamed, commitsFrom, type Hub, mergeBaseOf} from '../runner/commits.ts'
import {type Context, isDefaultBranch} from '../runner/context.ts'
import {UserError} from '../runner/errors.ts'
import type {Execute} from '../runner/exec.ts'
import {inTime} from '../runner/patience.ts'

export type Ancestry = {
  /** Null where nothing tells. */
  commit: string | null
  /** What that commit is, for a sentence: "the merge base with `main`". */
  what: string
  /** Commits before it, nearest first, without itself; as far as the checkout has them. */
  ancestors: string[]
}

export type Repository = {
  context: Context
  /** A folder of the checkout. */
  folder: string
  execute: Execute
  signal: AbortSignal
  hub: Hub | null
}

/** Git answers from a few files; a folder that is slower than this is on a disk that does not answer. */
const PATIENCE_MS = 4_000
/** With the commit itself. A lookup asks for all at once, and GitHub takes ten keys (@actions/cache, lib/cache.js). */
export const NEAREST = 8
const COMMIT = /^[0-9a-f]{40,64}$/

const UNKNOWN: Ancestry = {commit: null, what: '', ancestors: []}

/** Where the change under review begins. Fails only when cancelled. */
export async function findAncestry(repository: Repository): Promise<Ancestry> {
  const start = await findStart(repository)
  if (start === null) return UNKNOWN
  return {...start, ancestors: await firstParents(repository, start.commit)}
}

/** The same for a commit, branch or tag that a user names. @throws UserError for one that does not exist */
export async function ancestryOf(repository: Repository, name: string): Promise<Ancestry> {
  const places = [name, `refs/remotes/origin/${name}`, `refs/tags/${name}`]
  const local = await Promise.all(places.map(place => commitAt(repository, place)))
  // A branch of the checkout may be older than GitHub's.
  const asked = local[1] ?? local[2] ?? local[0] ?? (repository.hub && (await commitNamed(repository.hub, name)))
  if (asked === 'none')
    throw new UserError(
      'baseline-unknown',
      `Input \`baseline\` is "${name}", and this repository has no commit, branch or tag of that name. An image is given with its tag, such as ${name}:latest.`,
    )
  if (asked === null) throw new Error(`the checkout does not have \`${name}\`, and GitHub could not be asked`)
  return {commit: asked, what: `\`${name}\``, ancestors: await firstParents(repository, asked)}
}

/** Commits before `commit` that GitHub lists, for a checkout that has no history; empty where it does not answer. */
export async function listedAncestors({hub}: Repository, commit: string): Promise<string[]> {
  const listed = hub === null ? null : await commitsFrom(hub, commit)
  return (listed ?? []).filter(sha => sha !== commit)
}

async function findStart(repository: Repository): Promise<{commit: string; what: string} | null> {
  const {context} = repository
  if (context.event === 'local' || context.ref.startsWith('refs/tags/')) return null
  const head = await commitAt(repository, 'HEAD')
  // Else the workspace holds something else than what the event is about.
  const isOurs = head !== null && (head === context.sha || head === context.commit)
  const parents = isOurs ? await parentsOf(repository, head) : []
  if (isDefaultBranch(context)) {
    // A build of each night is of the same commit as the one before, and shows what else has changed.
    if (context.event !== 'push') return isOurs ? {commit: head, what: 'this commit when it was built before'} : null
    return parents[0] === undefined ? null : {commit: parents[0], what: 'the commit before this one'}
  }
  return context.pullRequest === null
    ? await branchStart(repository, isOurs)
    : await pullRequestStart(repository, context.pullRequest, parents, isOurs)
}

async function pullRequestStart(
  repository: Repository,
  {baseSha, baseRef, headSha}: NonNullable<Context['pullRequest']>,
  parents: string[],
  isOurs: boolean,
): Promise<{commit: string; what: string} | null> {
  // What actions/checkout takes unless told: the merge of the pull request into its base.
  if (parents.length === 2 && parents[1] === headSha)
    return {commit: parents[0]!, what: `the commit of \`${baseRef}\` that this pull request is merged with`}
  const what = `the merge base with \`${baseRef}\``
  const found =
    (isOurs ? await mergeBase(repository, [`refs/remotes/origin/${baseRef}`, baseSha]) : null) ??
    (repository.hub && (await mergeBaseOf(repository.hub, baseSha, headSha)))
  if (found !== null && COMMIT.test(found)) return {commit: found, what}
  return COMMIT.test(baseSha) ? {commit: baseSha, what: 'the commit this pull request is based on'} : null
}

/** A push to a branch that is not the default one, or a merge queue. */
async function branchStart(repository: Repository, isOurs: boolean): Promise<{commit: string; what: string} | null> {
  const {context, hub} = repository
  const branch = context.repository?.defaultBranch ?? null
  if (branch === null || context.sha === null) return null
  const found =
    (isOurs ? await mergeBase(repository, [`refs/remotes/origin/${branch}`]) : null) ??
    (hub && (await mergeBaseOf(hub, branch, context.sha)))
  return found !== null && COMMIT.test(found) ? {commit: found, what: `the merge base with \`${branch}\``} : null
}

/** Of HEAD and the first of these that there is. Null in a shallow clone, whose history ends too early to tell. */
async function mergeBase(repository: Repository, others: string[]): Promise<string | null> {
  if ((await git(repository, 'rev-parse', '--is-shallow-repository')) !== 'false') return null
  const known = await Promise.all(others.map(other => commitAt(repository, other)))
  const other = known.find(commit => commit !== null)
  const found = other ? await git(repository, 'merge-base', 'HEAD', other) : null
  return found !== null && COMMIT.test(found) ? found : null
}

/** As the commit itself names them: a shallow clone hides them from every other command. */
async function parentsOf(repository: Repository, commit: string): Promise<string[]> {
  const text = (await git(repository, 'cat-file', 'commit', commit)) ?? ''
  const head = text.split('\n\n', 1)[0]!.split('\n')
  return head.flatMap(line => /^parent ([0-9a-f]{40,64})$/.exec(line)?.[1] ?? [])
}

async function firstParents(repository: Repository, commit: string): Promise<string[]> {
  const listed = await git(repository, 'rev-list', '--first-parent', `--max-count=${NEAREST}`, commit, '--')
  const before = (listed ?? '').split('\n').filter(line => COMMIT.test(line) && line !== commit)
  return before.length > 0 ? before : (await parentsOf(repository, commit)).slice(0, 1)
}

async function commitAt(repository: Repository, name: string): Promise<string | null> {
  if (name === '') return null
  const found = await git(repository, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`)
  return found !== null && COMMIT.test(found) ? found : null
}

async function git({folder, execute, signal}: Repository, ...args: string[]): Promise<string | null> {
  return await inTime(PATIENCE_MS, signal, async limit => {
    const {exitCode, stdout} = await execute('git', ['-C', folder, ...args], {signal: limit})
    return exitCode === 0 ? stdout.trim() : null
  })
}
