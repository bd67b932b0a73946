import {mkdir, realpath} from 'node:fs/promises'
import {isAbsolute, join, relative} from 'node:path'
import type {Execute} from '../runner/exec.ts'

/**
 * Writes the files of a commit below `target`, and returns the folder there that stands for `workspace`. A commit that a
 * shallow clone does not have is fetched. By an index of its own, not as a worktree: the `.git` file of one leads out of
 * the build context, and go build fails on it. Throws when Git does.
 */
export async function writeCommitTree(
  commit: string,
  where: {
    /** Any folder of the checkout. */
    folder: string
    workspace: string
    target: string
    /** File for the index; there is none yet. */
    index: string
    execute: Execute
    env: Record<string, string>
  },
): Promise<string> {
  const {folder, target, execute} = where
  const env = {...where.env, GIT_INDEX_FILE: where.index}
  const git = async (dir: string, ...args: string[]) => {
    const {exitCode, stdout, stderr} = await execute('git', ['-C', dir, ...args], {env})
    if (exitCode !== 0) throw new Error(`git ${args[0]}: ${stderr.trim() || `exit code ${exitCode}`}`)
    return stdout.trim()
  }
  const isThere = await git(folder, 'cat-file', '-e', `${commit}^{commit}`).then(
    () => true,
    () => false,
  )
  if (!isThere) await git(folder, 'fetch', '--quiet', '--depth=1', '--no-tags', 'origin', commit)
  await git(folder, 'read-tree', commit)
  // Git says it without links.
  const top = await git(folder, 'rev-parse', '--show-toplevel')
  const workspace = await realpath(where.workspace)
  // actions/checkout with `path` puts the repository below the workspace; on a laptop it may be above.
  const below = relative(workspace, top)
  const isBelow = !below.startsWith('..') && !isAbsolute(below)
  const tree = isBelow ? join(target, below) : target
  await mkdir(tree, {recursive: true})
  // From a folder further down Git would write that folder alone.
  await git(top, 'checkout-index', '--all', `--prefix=${tree}/`)
  return isBelow ? target : join(target, relative(top, workspace))
}
