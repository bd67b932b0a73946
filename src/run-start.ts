import {watchPart} from './report/progress-text.ts'
import {type Help, startHelp} from './runner/help.ts'
import type {Log} from './runner/log.ts'
import {startTimeline, type Timeline} from './runner/timeline.ts'

/** What every mode tells its story with. */
export type Voice = {
  timeline: Timeline
  help: Help
  say: (lines: string[]) => void
}

/** `signal` ends what `help` attempts. */
export function startVoice({log, signal}: {log: Log; signal: AbortSignal}): Voice {
  return {
    timeline: startTimeline((name, body) => watchPart(log, name, body)),
    help: startHelp(log, signal),
    say: lines => {
      for (const line of lines) log.info(line)
    },
  }
}
