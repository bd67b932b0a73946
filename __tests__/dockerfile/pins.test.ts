import {expect, test} from '@jest/globals'
import {differOnlyInPins, pinnable, withPins} from '../../src/dockerfile/pins.ts'
import {withReasons} from '../../src/dockerfile/reasons.ts'
import {writeDockerfile} from '../../src/dockerfile/write.ts'
import {importing, projectOf, withChecks, written} from './projects.ts'

const of = (base: string, project = projectOf()) => writeDockerfile(project, {base, buildArgs: []})
const digest = (digit: string) => `sha256:${digit.repeat(64)}`
const fromLines = (text: string) => text.split('\n').filter(line => line.startsWith('FROM'))
const [BUILDER, BASE] = ['golang:1.27-alpine', 'gcr.io/distroless/static-debian13:nonroot']

test('both images are asked for, but neither scratch nor what has a digest', () => {
  expect(pinnable(of('distroless'))).toEqual([BUILDER, BASE])
  expect(pinnable(of('scratch'))).toEqual([BUILDER])
  expect(pinnable(of(`alpine:3.24@${digest('a')}`))).toEqual([BUILDER])
})

test('the tag stays before the digest, with the release that the registry has', () => {
  const known = new Map([
    [BUILDER, {digest: digest('a'), release: '1.27.6'}],
    [BASE, {digest: digest('b'), release: null}],
  ])
  const {dockerfile, choices} = withPins(of('distroless'), known)
  expect(fromLines(dockerfile)).toEqual([
    `FROM --platform=$BUILDPLATFORM golang:1.27.6-alpine@${digest('a')} AS build`,
    `FROM ${BASE}@${digest('b')}`,
  ])
  expect(choices).toContainEqual(
    expect.objectContaining({
      what: 'builder',
      choice: 'golang:1.27.6-alpine',
      reason: expect.stringMatching(/digest$/),
    }),
  )
  // Each choice still finds its instruction.
  expect(withReasons(dockerfile, choices)).toMatch(/^# base .*\nFROM gcr/m)
})

test('without an answer the builder has the newest release that is known, and the base its tag', () => {
  const project = projectOf(importing('C'))
  expect(fromLines(withPins(of('distroless', project), new Map()).dockerfile)).toEqual([
    'FROM golang:1.27.4-trixie AS build',
    'FROM gcr.io/distroless/cc-debian13:nonroot',
  ])
})

test('the image of the checks is pinned like that of the compile step, once where they are one', () => {
  const [race, mount] = ['test-race', 'test-mount'].map(name => {
    const {project, ...options} = withChecks[name]!
    return writeDockerfile(project, options)
  })
  expect([pinnable(race!), pinnable(mount!)]).toEqual([
    [BUILDER, 'golang:1.27-trixie', BASE],
    [BUILDER, BASE],
  ])
  const known = new Map([['golang:1.27-trixie', {digest: digest('c'), release: '1.27.6'}]])
  expect(fromLines(withPins(race!, known).dockerfile).slice(0, 2)).toEqual([
    `FROM --platform=$BUILDPLATFORM golang:1.27.6-trixie@${digest('c')} AS test`,
    'FROM --platform=$BUILDPLATFORM golang:1.27.4-alpine AS build',
  ])
})

test('an exact toolchain stays what it is', () => {
  const project = projectOf()
  const [module] = project.modules
  const exact = of('scratch', {...project, modules: [{...module!, toolchain: 'go1.27.3'}]})
  expect(fromLines(withPins(exact, new Map()).dockerfile)[0]).toContain('golang:1.27.3-alpine AS')
})

test('a file whose pins were moved on is the same; one with another line is not', () => {
  const plain = of('distroless')
  const one = withPins(plain, new Map([[BUILDER, {digest: digest('a'), release: '1.27.4'}]])).dockerfile
  const other = withPins(plain, new Map([[BUILDER, {digest: digest('b'), release: '1.27.11'}]])).dockerfile
  expect(differOnlyInPins(one, other)).toBe(true)
  expect(differOnlyInPins(one, other.replace('golang:1.27.11', 'golang:1.28.0'))).toBe(false)
  expect(differOnlyInPins(one, `${other}EXPOSE 1\n`)).toBe(false)
  expect(differOnlyInPins(one, of('scratch').dockerfile)).toBe(false)
})

test('nothing but FROM lines changes', () => {
  const {project, ...options} = written.everything!
  const before = writeDockerfile(project, options)
  const after = withPins(before, new Map([[BUILDER, {digest: digest('a'), release: '1.27.4'}]]))
  const rest = (text: string) => text.split('\n').filter(line => !line.startsWith('FROM'))
  expect(rest(after.dockerfile)).toEqual(rest(before.dockerfile))
})
