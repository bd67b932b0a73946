import {randomUUID} from 'node:crypto'
import * as core from '@actions/core'
import {plain, plainLines} from '../report/plain.ts'
import {type Screen, startWatching, type Watch} from './watch.ts'

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
  /** Tells what still runs while `body` does; `say` gets the seconds since then. */
  watch: Watch
}

type Level = 'notice' | 'warning' | 'error'

/**
 * What GitHub keeps of each kind in one step, the first ones; one error is that which the step fails with
 * (https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md#limitations). What is more would only be gone.
 */
const KEPT = {notice: 10, warning: 10, error: 9} satisfies Record<Level, number>

const GIVEN = {notice: core.notice, warning: core.warning, error: core.error}

/** The log of a step on a GitHub runner, which counts its annotations: further ones are lines. One body at a time is foreign. */
export function startActionsLog(): Log {
  /** Given while a fence is up, where the runner would take annotations for text; null without a fence. */
  let held: (() => void)[] | null = null
  const {line, watch} = startWatching(text => void process.stdout.write(text), null)
  const left = {...KEPT}
  const give = (command: () => void) => {
    if (held === null) command()
    else held.push(command)
  }
  const annotate = (level: Level) => (message: string, place?: Place) => {
    // Messages name files and lines of the repository.
    if (left[level]-- > 0) give(() => GIVEN[level](plainLines(message).join('\n'), place))
    else line(lineOf(level, message, place))
  }
  return {
    info: line,
    watch,
    debug: message => give(() => core.debug(message)),
    notice: annotate('notice'),
    warning: annotate('warning'),
    error: annotate('error'),
    group: core.group,
    async foreign(body) {
      // https://docs.github.com/actions/reference/workflow-commands#stopping-and-starting-workflow-commands
      const fence = randomUUID()
      core.info(`::stop-commands::${fence}`)
      const waiting: (() => void)[] = []
      held = waiting
      try {
        return await body(line)
      } finally {
        core.info(`::${fence}::`)
        held = null
        for (const command of waiting) command()
      }
    },
  }
}

/** One line that is no command, neither at its start nor as `##[command]` inside it. */
function lineOf(level: Level, message: string, place: Place | undefined): string {
  const at = where(place)
  return `${level} ${at === '' ? '' : `${plain(at)}  `}${plain(message)}`.replaceAll('##[', '## [')
}

/** The log on a terminal, or in a pipe without a `screen`: all to standard error, so that standard output is the result. */
export function terminalLog(write: (text: string) => void, verbose: boolean, screen: Screen | null = null): Log {
  const {line, watch} = startWatching(write, screen)
  return {
    info: line,
    watch,
    debug: text => verbose && line(text),
    notice: message => line(lineOf('notice', message, undefined)),
    warning: (message, place) => line(lineOf('warning', message, place)),
    error: (message, place) => line(lineOf('error', message, place)),
    group(title, body) {
      line(title)
      return body()
    },
    foreign: body => body(line),
  }
}

function where(place: Place | undefined): string {
  if (!place?.file) return ''
  return `${place.file}${place.startLine ? `:${place.startLine}` : ''}`
}
