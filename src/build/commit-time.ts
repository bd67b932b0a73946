import type {Execute} from '../runner/exec.ts'
import {inTime} from '../runner/patience.ts'

/** `git` answers from one file; a folder that is slower than this is on a disk that does not answer. */
const PATIENCE_MS = 4_000

/** When the commit that is checked out in a folder was made; null without Git or a commit. Fails only when cancelled. */
export async function commitTime(folder: string, execute: Execute, signal: AbortSignal): Promise<Date | null> {
  return await inTime(PATIENCE_MS, signal, async limit => {
    const args = ['-C', folder, 'log', '-1', '--no-show-signature', '--format=%ct']
    const {exitCode, stdout} = await execute('git', args, {signal: limit})
    const seconds = /^\d{1,11}$/.exec(stdout.trim())?.[0]
    return exitCode === 0 && seconds !== undefined ? new Date(Number(seconds) * 1000) : null
  })
}
