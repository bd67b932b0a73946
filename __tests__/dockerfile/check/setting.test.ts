import {expect, test} from '@jest/globals'
import {goSetting} from '../../../src/dockerfile/check/setting.ts'
import {subjectOf} from './read.ts'

const GO = 'FROM golang:1.26'

/** GOARCH of the last go command. */
function architecture(...lines: string[]) {
  const {model} = subjectOf(...lines)
  const run = model.target.runs.at(-1)!
  const set = goSetting(model, run, run.go.at(-1)!, 'GOARCH')
  return set.is === 'set' ? set.value : set.is
}

test.each([
  ['unset', [GO, 'RUN go build .']],
  ['arm64', [GO, 'RUN GOARCH=arm64 go build .']],
  ['arm64', [GO, 'RUN export GOARCH=arm64 && go build .']],
  ['arm64', [GO, 'ENV GOARCH=arm64', 'RUN go build .']],
  ['arm64', [GO, 'RUN go env -w GOARCH=arm64', 'RUN go build .']],
  ['unset', [GO, 'ENV GOARCH=arm64', 'RUN unset GOARCH && GOARCH= go build .']],
  ['unknown', [GO, 'ARG TARGETARCH', 'RUN GOARCH=$TARGETARCH go build .']],
  ['unknown', [GO, 'ARG TARGETARCH', 'ENV GOARCH=$TARGETARCH', 'RUN go build .']],
  ['unknown', [GO, 'ARG GOARCH', 'RUN go build .']],
  ['unknown', [GO, 'RUN . ./env && go build .']],
  ['unknown', [GO, 'RUN xx-go build .']],
  ['unknown', [GO, 'RUN xx-go --wrap', 'RUN go build .']],
  ['unknown', ['FROM acme/go', 'RUN go build .']],
] as const)('GOARCH is %s in %j', (expected, lines) => {
  expect(architecture(...lines)).toBe(expected)
})
