/** What git leaves out of the repository that is checked, read once for each context. */
import {type GitIgnore, gitIgnore} from '../../go/facts/gitignore.ts'
import type {ContextFiles} from './rule.ts'

const known = new WeakMap<ContextFiles, GitIgnore>()

export function gitIgnored(context: ContextFiles): GitIgnore {
  const before = known.get(context)
  if (before) return before
  const read = gitIgnore(context.files)
  known.set(context, read)
  return read
}
