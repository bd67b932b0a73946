import {readFileSync} from 'node:fs'
import {describe, expect, test} from '@jest/globals'
import {anyRunExecuted, dockerfileSteps, followProgress, type Progress, stepsDone} from '../../src/build/progress.ts'

/** Recorded from `docker buildx build --progress=plain` (buildx 0.29, BuildKit of Docker 28.5). */
function recorded(name: string): Progress {
  return following(readFileSync(new URL(`progress/${name}.txt`, import.meta.url), 'utf8'))
}

function following(text: string): Progress {
  const progress = followProgress()
  for (const line of text.split('\n')) progress.read(line)
  return progress
}

describe('a build that runs', () => {
  const progress = recorded('plain')

  test('has its Dockerfile steps in order, with time and output', () => {
    expect(
      dockerfileSteps(progress.steps()).map(({name, cached, seconds}) => [name.slice(0, 16), cached, seconds]),
    ).toEqual([
      ['[build 1/3] FROM', true, null],
      ['[build 2/3] RUN ', false, 0.4],
      ['[build 3/3] RUN ', false, 0.2],
      ['[stage-1 2/2] CO', false, 0],
    ])
    expect(progress.steps().find(step => step.id === '5')?.lines).toEqual([
      expect.stringMatching(/^start \d+$/),
      'a',
      'b',
    ])
  })

  test('ran a step and did not fail', () => {
    expect([anyRunExecuted(progress.steps()), progress.failure(), progress.failedLine()]).toEqual([true, null, null])
  })
})

test('a build that comes from the layer cache ran nothing', () => {
  const steps = recorded('cached').steps()
  expect(anyRunExecuted(steps)).toBe(false)
  expect(dockerfileSteps(steps).filter(step => step.cached)).toHaveLength(3)
})

test('a build for several platforms has the steps of each, and one that is shown in parts is one step', () => {
  const steps = dockerfileSteps(recorded('several-platforms').steps())
  expect(steps).toHaveLength(8)
  const interrupted = steps.find(step => step.id === '7')
  expect(interrupted).toMatchObject({seconds: 0.5, cached: false, lines: [expect.stringContaining('start'), 'a', 'b']})
})

test('what is done and what runs is known at every line', () => {
  const text = readFileSync(new URL('progress/plain.txt', import.meta.url), 'utf8')
  const lines = text.split('\n')
  const until = (line: RegExp) =>
    stepsDone(following(lines.slice(0, lines.findIndex(each => line.test(each)) + 1).join('\n')).steps())
  expect(until(/\[build 2\/3\] RUN /)).toEqual({done: 1, now: expect.stringMatching(/^\[build 2\/3\] RUN /)})
  expect(until(/\[build 3\/3\] RUN /)).toEqual({done: 2, now: expect.stringMatching(/^\[build 3\/3\] RUN /)})
  expect(stepsDone(recorded('plain').steps())).toEqual({done: 4, now: null})
})

describe('a build that fails', () => {
  const progress = recorded('failed')

  test('names the failed step, its output, the line of the Dockerfile and the error', () => {
    const [failed, ...more] = progress.steps().filter(step => step.error !== null)
    expect(more).toEqual([])
    expect(failed?.name).toMatch(/^\[build 3\/3\] RUN/)
    expect(failed?.lines).toEqual(['main.go:3:2: undefined: x'])
    expect(progress.failedLine()).toBe(3)
    expect(progress.failure()).toMatch(/^failed to build: failed to solve: process .* exit code: 3$/)
  })

  test('leaves the step that was cancelled by it without time and error', () => {
    expect(progress.steps().find(step => step.name.includes('sleep 20'))).toMatchObject({seconds: null, error: null})
  })
})

test('a cancelled build has the step that was running and BuildKit says so', () => {
  const progress = recorded('cancelled')
  expect(progress.failure()).toMatch(/canceled|cancelled/)
  expect(progress.steps().find(step => step.name.includes('sleep 20'))).toMatchObject({
    seconds: null,
    lines: ['waiting'],
  })
})

test('a step keeps the end of a long output', () => {
  const progress = followProgress()
  progress.read('#1 [build 1/1] RUN x')
  for (let line = 1; line <= 2060; line++) progress.read(`#1 1.${line} line ${line}`)
  const [step] = progress.steps()
  expect([step?.lines.length, step?.lines[0], step?.lines.at(-1)]).toEqual([2000, 'line 61', 'line 2060'])
})

test.each([
  ['#5 0.1 #6 CACHED', '#6 CACHED'],
  ['#5 0.1 ERROR: failed to solve: x', 'ERROR: failed to solve: x'],
  ['#5 0.1 DONE 1.0s', 'DONE 1.0s'],
])('what a step prints is only its output: %s', (line, output) => {
  const progress = following(`#5 [build 1/1] RUN x\n${line}`)
  expect(progress.steps()).toEqual([
    {id: '5', name: '[build 1/1] RUN x', cached: false, seconds: null, error: null, lines: [output]},
  ])
  expect(progress.failure()).toBeNull()
})

test.each([
  ['[internal] load build definition', false],
  ['[linux/arm64 internal] load metadata', false],
  ['[auth] library/golang:pull', false],
  ['exporting to oci image format', false],
  ['[1/2] FROM alpine', true],
  ['[linux/arm/v7 build 2/3] RUN x', true],
  ['[stage-1 2/2] COPY a b', true],
])('%s counts as a step of the Dockerfile: %s', (name, counts) => {
  expect(dockerfileSteps(following(`#1 ${name}`).steps())).toHaveLength(counts ? 1 : 0)
})
