import {messageOf} from './errors.ts'
import type {Log, Place} from './log.ts'

/** For what only helps a build: when it fails, the run goes on with a warning. Cancelling still ends everything. */
export type Help = {
  warnings: string[]
  warn: (message: string) => void
  /** A finding at a place in a file: an annotation, not a warning of the report. */
  annotate: (level: 'error' | 'warning', message: string, place: Place) => void
  /** Runs `body`; on failure warns with `what` and resolves with `otherwise`. */
  attempt: <T>(what: string, otherwise: T, body: () => Promise<T>) => Promise<T>
}

export function startHelp(log: Log, signal: AbortSignal): Help {
  const warnings: string[] = []
  const warn = (message: string) => {
    warnings.push(message)
    log.warning(message)
  }
  return {
    warnings,
    warn,
    annotate: (level, message, place) => log[level](message, place),
    async attempt(what, otherwise, body) {
      try {
        return await body()
      } catch (error) {
        if (signal.aborted) throw error
        warn(`${what}: ${messageOf(error)}`)
        return otherwise
      }
    },
  }
}
