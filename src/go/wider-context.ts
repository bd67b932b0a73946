/** The remedy for a build that needs a folder from outside its context. */
import {join, posix, relative, resolve} from 'node:path'
import {count} from './candidates.ts'
import {repositoryOf} from './workspace.ts'

/** `needed` is relative to the root and starts with `..`; `moduleDir` is the program's module, relative to the root. */
export function widerContext(root: string, needed: string, moduleDir: string): string {
  const levels = needed.split('/').filter(part => part === '..').length
  const context = resolve(root, ...Array.from({length: levels}, () => '..'))
  const repository = repositoryOf(root)
  if (repository !== null && relative(repository, context).startsWith('..'))
    return 'It is not in this repository either, so that no checkout has it: put it into the repository, or require a published version.'
  const module = relative(context, join(root, moduleDir))
  return `Set the context ${count(levels, 'folder')} up, to ${posix.basename(context)}, and add to the step:   module: ${module}`
}
