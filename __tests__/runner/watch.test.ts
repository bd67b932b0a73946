import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import {afterEach, beforeEach, describe, expect, jest, test} from '@jest/globals'
import {type Amount, buildText, progressText} from '../../src/report/progress-text.ts'
import {terminalLog} from '../../src/runner/log.ts'
import {type Screen, startWatching} from '../../src/runner/watch.ts'

let written: string
const write = (text: string) => {
  written += text
}
beforeEach(() => {
  written = ''
  jest.useFakeTimers()
})
afterEach(() => void jest.useRealTimers())

const pass = (seconds: number) => jest.advanceTimersByTimeAsync(seconds * 1000)
const during = (seconds: number) => () => new Promise<void>(resolve => setTimeout(resolve, seconds * 1000))

describe('what still runs', () => {
  test.each<[number, Amount | null, string]>([
    [4.2, null, 'part, 4.2 s'],
    [2, {done: 0, total: null}, 'part, 2.0 s'],
    [2, {done: 43_200_000, total: null}, 'part: 43.2 MB, 21.6 MB/s'],
    [2, {done: 43_200_000, total: 117_000_000}, 'part: 43.2 MB of 117 MB, 21.6 MB/s, 3.4 s left'],
    [2, {done: 117_000_000, total: 117_000_000}, 'part: 117 MB of 117 MB, 58.5 MB/s'],
    [2, {done: 0, total: 117_000_000}, 'part: 0 B of 117 MB'],
  ])('after %d s of %j is told as %j', (seconds, amount, expected) => {
    expect(progressText('part', seconds, amount)).toBe(expected)
  })

  test.each<[number, string | null, string]>([
    [0, null, 'build, 23 s'],
    [0, '[internal] load build definition', 'build, 23 s: now [internal] load build definition'],
    [1, null, 'build, 23 s: 1 step done'],
    [3, '[build 4/6] RUN go build', 'build, 23 s: 3 steps done, now [build 4/6] RUN go build'],
    [3, 'RUN \u001b[31mx\u202ey', 'build, 23 s: 3 steps done, now RUN x⟨U+202E⟩y'],
    [3, 'x'.repeat(200), `build, 23 s: 3 steps done, now ${'x'.repeat(79)}…`],
  ])('with %d steps done and %j running it is %j', (done, now, expected) => {
    expect(buildText(23, {done, now})).toBe(expected)
  })
})

describe('in a pipe', () => {
  test('a build of three minutes reads as its golden file', async () => {
    const log = terminalLog(write, false)
    let done = 0
    const download = log.watch(
      seconds => progressText('modules cache', seconds, {done: seconds * 2e6, total: 20e6}),
      during(9),
    )
    await pass(9)
    await download
    log.info('▸ Build  docker buildx build')
    const build = log.watch(
      seconds => buildText(seconds, {done, now: '[build 4/6] RUN go build -o /out/app .'}),
      () =>
        log.foreign(async print => {
          print('#7 [build 3/6] COPY go.mod go.sum ./')
          await during(3)()
          print('#7 DONE 3.0s')
          done = 3
          print('#8 [build 4/6] RUN go build -o /out/app .')
          await during(160)()
          print('#8 DONE 160.0s')
          done = 6
          await during(4)()
        }),
    )
    await pass(180)
    await build
    expectGolden('progress-in-a-pipe.txt', written)
  })

  test('nothing is said of what ends soon, and nothing waits afterwards', async () => {
    const log = terminalLog(write, false)
    const quick = log.watch(() => 'quick', during(0.9))
    await pass(60)
    await quick
    expect(written).toBe('')
    expect(jest.getTimerCount()).toBe(0)
  })

  test('has no control characters', () => {
    expect(readFileSync(golden('progress-in-a-pipe.txt'), 'utf8').replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
  })
})

describe('on a terminal', () => {
  const start = (screen: Screen) => startWatching(write, screen)
  const drawn = () => written.split('\r\u001b[J').filter(Boolean)

  test('one line is drawn again in place, and is gone in the end', async () => {
    const {watch} = start({width: () => 80})
    const body = watch(seconds => `part, ${Math.round(seconds * 10) / 10} s`, during(1.5))
    await pass(2)
    await body
    expect(drawn()).toEqual(['part, 1 s', 'part, 1.2 s', 'part, 1.4 s'])
    expect(written.endsWith('\r\u001b[J')).toBe(true)
  })

  test('lines of the log stay above it', async () => {
    const {watch, line} = start({width: () => 80})
    const body = watch(() => 'part', during(2))
    await pass(1.1)
    line('said')
    expect(written).toBe('\r\u001b[Jpart\r\u001b[Jsaid\n')
    await pass(2)
    await body
  })

  test('it keeps to the width that the terminal has at that moment', async () => {
    let width = 12
    const {watch} = start({width: () => width})
    const body = watch(() => 'a part with a long name', during(1.3))
    await pass(1.05)
    width = 6
    await pass(1)
    await body
    expect(drawn()).toEqual(['a part wit…', 'a pa…'])
  })

  test('two that run at once share it', async () => {
    const {watch} = start({width: () => 80})
    const both = [watch(() => 'one', during(1.3)), watch(() => 'two', during(1.1))]
    await pass(2)
    await Promise.all(both)
    expect(drawn()).toEqual(['one · two', 'one'])
  })

  test('a failure ends it, too', async () => {
    const {watch} = start({width: () => 80})
    const body = watch(
      () => 'part',
      () => during(1.1)().then(() => Promise.reject(new Error('no'))),
    )
    const failing = expect(body).rejects.toThrow('no')
    await pass(5)
    await failing
    expect(drawn()).toEqual(['part'])
    expect(jest.getTimerCount()).toBe(0)
  })
})

function golden(name: string): URL {
  return new URL(`golden/${name}`, import.meta.url)
}

function expectGolden(name: string, actual: string): void {
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(golden(name), actual)
  if (!existsSync(golden(name))) throw new Error(`No golden file ${name}: run with UPDATE_GOLDEN=1`)
  expect(actual).toBe(readFileSync(golden(name), 'utf8'))
}
