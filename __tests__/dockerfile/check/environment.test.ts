import {expect, test} from '@jest/globals'
import {readModel} from '../../../src/dockerfile/check/model.ts'
import {OPAQUE} from '../../../src/dockerfile/opaque.ts'
import {parseDockerfile} from '../../../src/dockerfile/parse.ts'

/** GOFLAGS that the last command is started with. */
function goflags(lines: string[], buildArgs: string[] = []) {
  const model = readModel(parseDockerfile(['FROM golang:1.26', ...lines, 'RUN go build'].join('\n'), buildArgs), {
    ...{buildArgs, target: ''},
  })
  return model?.target.runs.at(-1)?.commands.at(-1)?.environment.get('GOFLAGS')
}

test.each<[string, string[], string[], string | undefined]>([
  ['ENV with a value is known', ['ENV GOFLAGS=-mod=mod'], [], '-mod=mod'],
  ['the older form of ENV is known', ['ENV GOFLAGS -mod=mod'], [], '-mod=mod'],
  ['ARG with a default is known', ['ARG GOFLAGS=-x'], [], '-x'],
  ['ARG without a value is open, not absent', ['ARG GOFLAGS'], [], OPAQUE],
  ['ENV that takes it is open too', ['ARG FLAGS', 'ENV GOFLAGS="-x $FLAGS"'], [], OPAQUE],
  ['a value of the command line closes it', ['ARG FLAGS', 'ENV GOFLAGS=$FLAGS'], ['FLAGS=-x'], '-x'],
  ['a later ENV closes it', ['ARG GOFLAGS', 'ENV GOFLAGS=-x'], [], '-x'],
  ['what depends on the platform is open', ['ARG TARGETARCH', 'ENV GOFLAGS=-tags=$TARGETARCH'], [], OPAQUE],
  ['what nobody names is absent', ['ARG OTHER', 'ENV A="no GOFLAGS here"'], [], undefined],
])('in the environment of a command, %s', (_, lines, buildArgs, expected) => {
  expect(goflags(lines, buildArgs)).toBe(expected)
})
