import {expect, test} from '@jest/globals'
import {askRegistry} from '../../src/build/pin.ts'
import type {Execute} from '../../src/runner/exec.ts'

const digest = `sha256:${'a'.repeat(64)}`
const never = new AbortController().signal
const answering =
  (stdout: string, exitCode = 0): Execute =>
  async () => ({exitCode, stdout, stderr: '', seconds: 0})

// As buildx 0.29 prints it for one platform and for an index.
const config = {config: {Env: ['PATH=/bin', 'GOLANG_VERSION=1.27.4']}}

test.each([
  ['one platform', config],
  ['an index', {'linux/amd64': config, 'linux/arm64': config}],
])('digest and release of %s', async (_, image) => {
  const stdout = JSON.stringify({name: 'golang:1.27-alpine', manifest: {digest, size: 1}, image})
  expect(await askRegistry('golang:1.27-alpine', never, answering(stdout))).toEqual({digest, release: '1.27.4'})
})

test('an image without Go has no release', async () => {
  const stdout = JSON.stringify({manifest: {digest}, image: {config: {Env: ['GO_VERSION=1']}}})
  expect(await askRegistry('alpine', never, answering(stdout))).toEqual({digest, release: null})
})

test.each([
  ['a registry that does not answer', answering('', 1)],
  ['what is no JSON', answering('ERROR')],
  [
    'a digest that would be another instruction',
    answering('{"manifest": {"digest": "sha256:a\\nRUN id"}, "image": 1}'),
  ],
  ['no Docker', () => Promise.reject(new Error('spawn docker ENOENT'))],
])('%s is no answer', async (_, execute) => {
  expect(await askRegistry('alpine', never, execute as Execute)).toBeNull()
})

test('a cancelled run ends', async () => {
  const cancelled = AbortSignal.abort(new Error('cancelled by SIGINT'))
  await expect(askRegistry('alpine', cancelled, () => Promise.reject(new Error('x')))).rejects.toThrow('SIGINT')
})

test('a reference that begins with a dash is no flag', async () => {
  const asked: string[][] = []
  await askRegistry('-x', never, async (_, args) => {
    asked.push(args)
    return {exitCode: 1, stdout: '', stderr: '', seconds: 0}
  })
  expect(asked[0]?.slice(-2)).toEqual(['--', '-x'])
})
