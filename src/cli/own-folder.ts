import {homedir} from 'node:os'
import {join} from 'node:path'

/** What the command line keeps from one start to the next. Throws for a user without a home. */
export function ownFolder({XDG_CACHE_HOME}: NodeJS.ProcessEnv): string {
  return join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'go-image')
}
