/** Dockerfiles of examples and tools, which are modules of their own. */
import {posix} from 'node:path'
import type {Subject} from './rule.ts'

/** A module is beside the Dockerfile, in a folder of the context: that folder may be the context which is meant. */
export function isOfOwnModule({file, context}: Subject): boolean {
  const folder = posix.dirname(file)
  return folder !== '.' && context?.files.kind(posix.join(folder, 'go.mod')) === 'file'
}
