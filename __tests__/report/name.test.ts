import {expect, test} from '@jest/globals'
import {readInputs} from '../../src/inputs.ts'
import {nameImage} from '../../src/report/name.ts'
import type {Context} from '../../src/runner/context.ts'

const context: Context = {
  ...{server: null, api: '', repository: null, event: 'push', ref: '', commit: null, sha: null, runUrl: null},
  ...{
    runId: '1',
    runAttempt: '1',
    job: '',
    pullRequest: null,
    workflowRun: null,
    message: null,
    workspace: '/w',
    temp: '/t',
    cacheMode: null,
  },
}

test.each([
  ['.', 'example.com/x'],
  ['left to the Dockerfile', 'example.com/x'],
  ['./cmd/api', 'example.com/x/cmd/api'],
  ['./cmd/api, ./cmd/worker', 'example.com/x/cmd/api+cmd/worker'],
  ['., ./cmd/worker', 'example.com/x/.+cmd/worker'],
])('without a reference, the image of %j is called by its module and programs: %s', (main, name) => {
  const project = {module: 'example.com/x', main, go: '1.27'}
  expect(
    nameImage(
      readInputs(() => ''),
      project,
      context,
    ),
  ).toEqual({name, key: name, part: name})
})

test('images of several programs are told apart by the target', () => {
  const inputs = readInputs(name => (name === 'target' ? 'api' : ''))
  const project = {module: 'example.com/x', main: './cmd/api, ./cmd/worker', go: '1.27'}
  expect(nameImage(inputs, project, context).key).toBe('example.com/x/cmd/api+cmd/worker#api')
})

test('jobs of a matrix are told apart in comments and baselines, and share their caches', () => {
  const inputs = readInputs(name => (name === 'matrix' ? '{"go":"1.27","level":{"goamd64":"v3"}}' : ''))
  const project = {module: 'example.com/x', main: '.', go: '1.27'}
  expect(nameImage(inputs, project, context)).toEqual({
    name: 'example.com/x',
    key: 'example.com/x',
    part: 'example.com/x (1.27, {"goamd64":"v3"})',
  })
})
