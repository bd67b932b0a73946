import {expect, test} from '@jest/globals'
import {addLines} from '../../../src/dockerfile/check/edits.ts'
import {programIndex, startFolder, startOf, userOf} from '../../../src/dockerfile/check/start.ts'
import {subjectOf} from './read.ts'

test.each([
  ['/', ['FROM scratch']],
  ['/srv/app', ['FROM alpine', 'WORKDIR /srv', 'WORKDIR app']],
  ['/home/nonroot', ['FROM gcr.io/distroless/static-debian13:nonroot']],
  ['/', ['FROM gcr.io/distroless/static-debian13']],
  [null, ['FROM acme/base']],
] as const)('starts in %s: %j', (folder, lines) => {
  const {model} = subjectOf(...lines)
  expect(startFolder(model, model.target)).toBe(folder)
})

test.each([
  ['0', ['FROM alpine']],
  ['65532', ['FROM gcr.io/distroless/base-debian13:nonroot']],
  ['app:app', ['FROM alpine', 'ARG WHO=app', 'USER $WHO:app']],
  [null, ['FROM alpine', 'ARG WHO', 'USER $WHO:$WHO']],
  [null, ['FROM acme/base']],
] as const)('runs as %s: %j', (user, lines) => {
  const {model} = subjectOf(...lines)
  expect(userOf(model, model.target).user).toBe(user)
})

test('an ENTRYPOINT of a later stage takes the CMD before it away', () => {
  const {model} = subjectOf('FROM alpine AS base', 'CMD ["a"]', 'FROM base', 'ENTRYPOINT ["b"]')
  expect(startOf(model.target)).toMatchObject({entrypoint: {json: ['b']}, command: null})
})

test('tini and its options are not the program', () => {
  expect(programIndex(['/sbin/tini', '-g', '--', '/app'])).toBe(3)
  expect(programIndex(['/app', '--', 'x'])).toBe(0)
})

test('lines are indented and ended as the file has them', () => {
  const {dockerfile, target} = subjectOf('FROM alpine\r', '  RUN true\r').model
  expect(addLines(dockerfile, target.runs[0]!.instruction, ['ARG A', 'ARG B']).text).toBe('ARG A\r\n  ARG B\r\n  ')
})
