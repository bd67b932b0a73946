import {expect, test} from '@jest/globals'
import {readGoRelease} from '../../src/build/go-release.ts'
import type {Execute} from '../../src/runner/exec.ts'

/** Answers by the first words of the command; others fail. */
function docker(answers: Record<string, string>) {
  const asked: string[] = []
  const execute: Execute = async (_, args) => {
    asked.push(args.join(' '))
    const answer = Object.entries(answers).find(([start]) => args.join(' ').startsWith(start))?.[1]
    return {exitCode: answer === undefined ? 1 : 0, stdout: answer ?? '', stderr: '', seconds: 0}
  }
  return {asked, execute}
}

const options = {pull: false, signal: new AbortController().signal}
const engine = {name: 'default', driver: 'docker'}
const remote = {name: 'far', driver: 'remote'}

test.each([
  ['golang:1.27.4-alpine', '1.27.4'],
  ['ghcr.io:443/acme/golang:1.26.11@sha256:0123', '1.26.11'],
  ['golang:1.28rc1-trixie', '1.28rc1'],
])('an exact tag says it: %s', async (image, release) => {
  const {asked, execute} = docker({})
  expect(await readGoRelease(image, engine, options, execute)).toBe(release)
  expect(asked).toEqual([])
})

test.each(['golang:1.27-alpine', 'node:20.1.2', 'golang', 'acme/builder:1.2.3'])(
  'of %s the engine knows the variable of the image',
  async image => {
    const {asked, execute} = docker({'image inspect': '["PATH=/go/bin","GOLANG_VERSION=1.27.4"]'})
    expect(await readGoRelease(image, engine, options, execute)).toBe('1.27.4')
    expect(asked).toHaveLength(1)
  },
)

test.each([
  ['another builder', remote, options],
  ['a build that pulls', engine, {...options, pull: true}],
  ['an engine without the image', engine, options],
])('the registry is asked for %s', async (name, builder, how) => {
  const local: Record<string, string> = name.startsWith('an engine')
    ? {}
    : {'image inspect': '["GOLANG_VERSION=1.20.1"]'}
  const {asked, execute} = docker({
    ...local,
    'buildx imagetools inspect': '{"linux/amd64":{"config":{"Env":["GOLANG_VERSION=1.27.4"]}}}',
  })
  expect(await readGoRelease('golang:1.27', builder, how, execute)).toBe('1.27.4')
  expect(asked.at(-1)).toContain(`--builder=${builder.name}`)
})

test('nobody who knows is no error', async () => {
  expect(await readGoRelease('golang:1.27', engine, options, docker({}).execute)).toBeNull()
  const absent: Execute = () => Promise.reject(new Error('spawn docker ENOENT'))
  expect(await readGoRelease('golang:1.27', engine, options, absent)).toBeNull()
  expect(
    await readGoRelease('-evil', engine, options, docker({'image inspect': '"GOLANG_VERSION=6.6.6"'}).execute),
  ).toBeNull()
})

test('a cancelled run ends', async () => {
  const cancelled = AbortSignal.abort(new Error('cancelled'))
  const execute: Execute = async (_command, _args, given) => {
    given?.signal?.throwIfAborted()
    return {exitCode: 0, stdout: '', stderr: '', seconds: 0}
  }
  await expect(readGoRelease('golang:1.27', engine, {...options, signal: cancelled}, execute)).rejects.toThrow(
    'cancelled',
  )
})
