import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, expect, test} from '@jest/globals'
import {build, imageDigest, imageId} from '../../src/build/build.ts'
import type {Execute} from '../../src/runner/exec.ts'
import {terminalLog} from '../../src/runner/log.ts'

const folder = mkdtempSync(join(tmpdir(), 'go-image-'))
afterAll(() => rmSync(folder, {recursive: true, force: true}))

const log = terminalLog(() => {}, false)

/** A program that prints `text` to standard error and ends with `exitCode`. */
const printing =
  (text: string, exitCode: number): Execute =>
  async (_command, _args, options) => {
    for (const line of text.split('\n')) options?.onLine?.(line, 'stderr')
    return {exitCode, stdout: '', stderr: text, seconds: 1.5}
  }
const recorded = (name: string) => readFileSync(new URL(`progress/${name}.txt`, import.meta.url), 'utf8')

test('a build that succeeds has its steps counted and its metadata read', async () => {
  const file = join(folder, 'metadata.json')
  writeFileSync(file, '{"containerimage.digest": "sha256:a", "containerimage.config.digest": "sha256:b"}')
  const {report, metadata, error} = await build([], file, printing(recorded('plain'), 0), log)
  expect(report).toEqual({outcome: 'success', seconds: 1.5, steps: {total: 4, cached: 1}, failure: null})
  expect([imageDigest(metadata), imageId(metadata), error]).toEqual(['sha256:a', 'sha256:b', null])
})

test('a build without metadata has an empty one', async () => {
  const {metadata} = await build([], join(folder, 'none'), printing('', 0), log)
  expect([metadata, imageDigest(metadata), imageId(metadata)]).toEqual([{}, null, null])
})

test('the image ID is the digest where there is no config, and nothing but text', () => {
  expect(imageId({'containerimage.digest': 'sha256:a'})).toBe('sha256:a')
  expect(imageId({'containerimage.digest': 7})).toBeNull()
})

test('a build that fails names the step, its line, what it printed and the error', async () => {
  const {report, error} = await build([], '', printing(recorded('failed'), 1), log)
  expect(report).toMatchObject({
    outcome: 'failure',
    failure: {step: expect.stringMatching(/^\[build 3\/3\] RUN/), line: 3, lines: ['main.go:3:2: undefined: x']},
  })
  expect(error).toMatch(/^failed to build: failed to solve/)
})

test.each([
  [
    'a wrong flag',
    'unknown flag: --nope\n\nUsage:  docker buildx build [OPTIONS] PATH | URL | -',
    'unknown flag: --nope',
  ],
  [
    'no buildx',
    "docker: 'buildx' is not a docker command.\nSee 'docker --help'",
    "docker: 'buildx' is not a docker command.",
  ],
  [
    'a missing folder',
    'ERROR: failed to build: unable to prepare context: path "/x" not found',
    'failed to build: unable to prepare context: path "/x" not found',
  ],
  ['silence', '', 'exit code 125'],
])('with %s the error says why', async (_, text, error) => {
  const result = await build([], '', printing(text, 125), log)
  expect([result.error, result.report.failure]).toEqual([error, {step: null, line: null, lines: []}])
})
