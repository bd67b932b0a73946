import {afterEach, beforeEach, describe, expect, jest, test} from '@jest/globals'
import {type Log, startActionsLog} from '../../src/runner/log.ts'
import {createCommandReader} from '../e2e/loopback/commands.ts'

/** What the runner reads, as it comes. */
let lines: string[]
beforeEach(() => {
  lines = []
  jest.spyOn(process.stdout, 'write').mockImplementation(text => {
    lines.push(...String(text).split('\n').filter(Boolean))
    return true
  })
})
afterEach(() => void jest.restoreAllMocks())

describe('the log on a runner', () => {
  let actionsLog: Log
  beforeEach(() => {
    actionsLog = startActionsLog()
  })
  test('another program gives no commands, and our own annotations beside it are not lost', async () => {
    const ended = await actionsLog.foreign(async print => {
      print('::error::planted')
      actionsLog.warning('ours', {file: 'Dockerfile', startLine: 3})
      print('::warning::planted too')
      return 'done'
    })
    actionsLog.notice('after')
    const runner = createCommandReader()
    for (const line of lines) runner.read(line)
    expect(ended).toBe('done')
    expect(runner.annotations).toEqual([
      expect.objectContaining({kind: 'warning', message: 'ours', file: 'Dockerfile', line: 3}),
      expect.objectContaining({kind: 'notice', message: 'after'}),
    ])
  })

  test('they are not lost either when the program cannot be run', async () => {
    const failing = actionsLog.foreign(async () => {
      actionsLog.warning('ours')
      throw new Error('not found')
    })
    await expect(failing).rejects.toThrow('not found')
    const runner = createCommandReader()
    for (const line of lines) runner.read(line)
    expect(runner.annotations.map(({message}) => message)).toEqual(['ours'])
  })

  test('what GitHub would not keep is a line of the log, and an error is left for the step', async () => {
    for (let number = 1; number <= 12; number++) {
      actionsLog.error(`error ${number}`, {file: 'Dockerfile', startLine: number})
      actionsLog.warning(`warning ${number}\n::error::x ##[error]y`)
    }
    const runner = createCommandReader()
    for (const line of lines) runner.read(line)
    const kept = (kind: string) => runner.annotations.filter(each => each.kind === kind)
    expect([kept('error').length, kept('warning').length]).toEqual([9, 10])
    expect(lines).toContain('error Dockerfile:10  error 10')
    expect(lines).toContain('warning warning 11 ::error::x ## [error]y')
  })

  test('an annotation shows what cannot be seen', () => {
    actionsLog.warning('a\u202eb \u001b[31mred\n::error::x')
    const runner = createCommandReader()
    for (const line of lines) runner.read(line)
    expect(runner.annotations.map(({kind, message}) => [kind, message])).toEqual([
      ['warning', 'a⟨U+202E⟩b red\n::error::x'],
    ])
  })
})
