import {randomUUID} from 'node:crypto'
import * as core from '@actions/core'

export type Place = {
  file?: string
  startLine?: number
  endLine?: number
  /** From 1, the end exclusive; only within one line. */
  startColumn?: number
  endColumn?: number
  title?: string
}

/** Where a run tells its story: the step's log on GitHub, standard error on a laptop. */
export type Log = {
  info: (line: string) => void
  debug: (line: string) => void
  notice: (message: string, place?: Place) => void
  warning: (message: string, place?: Place) => void
  error: (message: string, place?: Place) => void
  /** Folds what `body` logs under `title`. */
  group: <T>(title: string, body: () => Promise<T>) => Promise<T>
  /** A printer for lines of other programs, which must not be able to give the runner commands. */
  foreign: <T>(body: (line: (text: string) => void) => Promise<T>) => Promise<T>
}

/** Annotations of ours given while a fence is up, where the runner would take them for text; null without a fence. */
let held: (() => void)[] | null = null

function annotate(give: () => void): void {
  if (held === null) give()
  else held.push(give)
}

/** The log of a step on a GitHub runner. One body at a time is foreign. */
export const actionsLog: Log = {
  info: core.info,
  debug: message => annotate(() => core.debug(message)),
  notice: (message, place) => annotate(() => core.notice(message, place)),
  warning: (message, place) => annotate(() => core.warning(message, place)),
  error: (message, place) => annotate(() => core.error(message, place)),
  group: core.group,
  async foreign(body) {
    // https://docs.github.com/actions/reference/workflow-commands#stopping-and-starting-workflow-commands
    const fence = randomUUID()
    core.info(`::stop-commands::${fence}`)
    const waiting: (() => void)[] = []
    held = waiting
    try {
      return await body(text => core.info(text))
    } finally {
      core.info(`::${fence}::`)
      held = null
      for (const give of waiting) give()
    }
  },
}

/** The log on a terminal or in a pipe: everything to standard error, so that standard output stays the result. */
export function terminalLog(write: (text: string) => void, verbose: boolean): Log {
  const line = (text: string) => write(`${text}\n`)
  return {
    info: line,
    debug: text => verbose && line(text),
    notice: line,
    warning: (message, place) => line(`warning ${where(place)}${message}`),
    error: (message, place) => line(`error ${where(place)}${message}`),
    group(title, body) {
      line(title)
      return body()
    },
    foreign: body => body(line),
  }
}

function where(place: Place | undefined): string {
  if (!place?.file) return ''
  return `${place.file}${place.startLine ? `:${place.startLine}` : ''}  `
}
