import {readdir, stat} from 'node:fs/promises'
import {resolve} from 'node:path'
import type {Context} from '../runner/context.ts'
import {UserError} from '../runner/errors.ts'

export type BuildContext =
  | {kind: 'folder'; path: string}
  /** Built from Git by the builder; nothing of it can be read here. */
  | {kind: 'remote'; url: string; ofThisRepository: boolean}

/** `{{defaultContext}}`, as docker/build-push-action puts it into `context` and `build-contexts`. */
const DEFAULT_CONTEXT = /\{\{\s*defaultContext\s*\}\}/

/** `build-contexts` with the repository's Git URL in the place of `{{defaultContext}}`. */
export function namedContexts(inputs: string[], context: Context): string[] {
  const git = gitContext(context)
  return inputs.map(input => (git === null ? input : input.replace(DEFAULT_CONTEXT, () => git)))
}

/**
 * Where the build gets its files. docker/build-push-action takes the repository's Git URL when `context` is empty; here
 * the checked-out repository comes first, because its project can be read, and the Git URL where nothing is checked out.
 */
export async function buildContext(input: string, context: Context): Promise<BuildContext> {
  const git = gitContext(context)
  if (input === '') {
    const files = await readdir(context.workspace).catch(() => [])
    if (files.length > 0 || git === null) return {kind: 'folder', path: context.workspace}
    return {kind: 'remote', url: git, ofThisRepository: true}
  }
  if (input.search(DEFAULT_CONTEXT) === 0) {
    if (git === null) throw new UserError('input-context', 'Input `context` uses {{defaultContext}} outside of GitHub.')
    return {kind: 'remote', url: input.replace(DEFAULT_CONTEXT, () => git), ofThisRepository: true}
  }
  // The forms that buildx takes for remote: docker/buildx build/url.go
  if (/^(https?:\/\/|git:\/\/|ssh:\/\/|git@|github\.com\/)/.test(input) || input === '-')
    return {kind: 'remote', url: input, ofThisRepository: git !== null && input.startsWith(git)}
  const path = resolve(context.workspace, input)
  const found = await stat(path).catch(() => null)
  if (!found?.isDirectory())
    throw new UserError('input-context', `Input \`context\` is "${input}", which is not a folder of the checkout.`)
  return {kind: 'folder', path}
}

/**
 * What the event is about, pinned to its commit. Not the pull request's own reference: on `pull_request_target`, which
 * has secrets, the event is about the base branch, and the code of a fork must not come in by default.
 */
function gitContext({server, repository, ref, sha}: Context): string | null {
  if (server === null || repository === null) return null
  return `${server}/${repository.owner}/${repository.name}.git#${sha ?? ref}`
}
