// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of a Dockerfile
import {describe, expect, test} from '@jest/globals'
import {linkerFlags, rangeOf} from '../../../src/dockerfile/check/go-command.ts'
import {readModel} from '../../../src/dockerfile/check/model.ts'
import type {Run} from '../../../src/dockerfile/check/run.ts'
import {OPAQUE} from '../../../src/dockerfile/opaque.ts'
import {parseDockerfile} from '../../../src/dockerfile/parse.ts'

function runOf(body: string, buildArgs: string[] = []): {text: string; run: Run} {
  const text = `FROM golang:1.26\nWORKDIR /src\n${body}\n`
  const model = readModel(parseDockerfile(text, buildArgs), {buildArgs, target: ''})!
  return {text, run: model.stages[0]!.runs.at(-1)!}
}
const goOf = (body: string) => runOf(body).run.go

describe('what a RUN runs', () => {
  test.each<[string, string, string[]]>([
    ['the shell form', 'RUN set -e; go build ./...', ['set -e', 'go build ./...']],
    ['the exec form', 'RUN ["go", "build", "."]', ['go build .']],
    ['a here-document', 'RUN <<EOF\ncd x\ngo build\nEOF', ['cd x', 'go build']],
    ['a here-document with a shell of its own', 'RUN <<EOF\n#!/bin/bash\ngo build\nEOF', ['go build']],
    ['a here-document for a program', 'RUN cat <<EOF >x && go build\ngo test\nEOF', ['cat', 'go build']],
    ['sh -c', "RUN sh -c 'a && go build'", ['a', 'go build']],
    ['sh -c in the exec form', 'RUN ["/bin/sh", "-ec", "a; go build"]', ['a', 'go build']],
    ['bash with an option before it', 'RUN bash -o pipefail -c "go build"', ['go build']],
    ['env', 'RUN env -u A B=1 go build', ['go build']],
    ['time and nice', 'RUN time nice -n 5 go build', ['go build']],
    ['timeout', 'RUN timeout -k 5 1m go build', ['go build']],
    ['a script of its own, which is not read', 'RUN ./build.sh', ['./build.sh']],
    ['a comment between', 'RUN a && \\\n # go test\n go build', ['a', 'go build']],
  ])('%s', (_, body, expected) => {
    const shown = runOf(body).run.commands.map(({words}) => words.map(({text}) => text).join(' '))
    expect(shown).toEqual(expected)
  })

  test.each<[string, string]>([
    ['another interpreter', 'RUN <<EOF\n#!/usr/bin/env python3\ngo = 1\nEOF'],
    ['PowerShell', 'SHELL ["powershell", "-Command"]\nRUN go build'],
  ])('is nothing of ours with %s', (_, body) => {
    const {run} = runOf(body)
    expect([run.isForeign, run.commands]).toEqual([true, []])
  })

  test('is read again after SHELL has gone back to one of the Bourne family', () => {
    const {run} = runOf('SHELL ["pwsh", "-c"]\nRUN x\nSHELL ["/bin/bash", "-eo", "pipefail", "-c"]\nRUN go build')
    expect([run.isForeign, run.go.length]).toEqual([false, 1])
  })

  test('has the shell of its own place, not of a later one', () => {
    const text = 'FROM golang\nRUN go build\nSHELL ["pwsh", "-c"]\n'
    const model = readModel(parseDockerfile(text), {buildArgs: [], target: ''})!
    expect(model.stages[0]!.runs[0]!.go).toHaveLength(1)
  })
})

describe('the places of commands', () => {
  test.each<[string, string, string]>([
    ['on continued lines', 'RUN a; \\\n  # why\n  CGO_ENABLED=0 go build \\\n  -o /x .', 'go build \\\n  -o /x .'],
    ['in a here-document', 'RUN <<-EOF\n\tgo build .\n\tEOF', 'go build .'],
    ['behind env', 'RUN env A=1 go build .', 'go build .'],
    ['inside of sh -c, the whole script', "RUN sh -c 'go build .'", "'go build .'"],
    ['in the exec form, the whole array', 'RUN ["go", "build"]', '["go", "build"]'],
    ['with CRLF', 'RUN a && \\\r\n  go build .\r', 'go build .'],
  ])('%s', (_, body, expected) => {
    const {text, run} = runOf(body)
    const {start, end} = rangeOf(run.go[0]!)
    expect(text.slice(start, end)).toBe(expected)
  })
})

describe('what is in force', () => {
  test.each<[string, string, string | undefined]>([
    ['ENV', 'ENV CGO_ENABLED=0\nRUN go build', '0'],
    ['ARG', 'ARG CGO_ENABLED=0\nRUN go build', '0'],
    ['the old form of ENV', 'ENV CGO_ENABLED 0\nRUN go build', '0'],
    ['env before it', 'RUN env CGO_ENABLED=0 go build', '0'],
    ['what another variable says', 'ARG A=0\nENV CGO_ENABLED=$A\nRUN go build', '0'],
    ['a default, which the command line may change', 'ARG A\nENV CGO_ENABLED=${A:-0}\nRUN go build', OPAQUE],
    ['a default of what the image may set', 'ENV CGO_ENABLED=${A:-0}\nRUN go build', OPAQUE],
    ['a platform, which nobody knows', 'ARG TARGETARCH\nENV CGO_ENABLED=$TARGETARCH\nRUN go build', OPAQUE],
  ])('%s', (_, body, value) => {
    expect(goOf(body)[0]!.command.environment.get('CGO_ENABLED')).toBe(value)
  })

  test('a build argument goes before a default', () => {
    const {run} = runOf('ARG CGO_ENABLED=0\nRUN go build', ['CGO_ENABLED=1'])
    expect(run.go[0]!.command.environment.get('CGO_ENABLED')).toBe('1')
  })
})

describe('a call of the go command', () => {
  test.each<[string, string, string, Record<string, string>, string[], string | null]>([
    ['build', 'go build -o /x -trimpath ./a ./b', 'build', {o: '/x', trimpath: 'true'}, ['./a', './b'], '/src'],
    ['two dashes and =', 'go build --o=/x -v=false .', 'build', {o: '/x', v: 'false'}, ['.'], '/src'],
    ['-C before the verb', 'go -C sub build .', 'build', {}, ['.'], '/src/sub'],
    ['-C after it', 'go build -C /x .', 'build', {C: '/x'}, ['.'], '/x'],
    ['after cd', 'cd a && go build', 'build', {}, [], '/src/a'],
    ['a verb of two words', 'go mod download -x', 'mod download', {x: 'true'}, [], '/src'],
    ['an older release', '/usr/local/go/bin/go1.22 version', 'version', {}, [], '/src'],
    ['GOFLAGS', 'GOFLAGS="-mod=vendor -trimpath" go build', 'build', {mod: 'vendor', trimpath: 'true'}, [], '/src'],
    ['a flag over GOFLAGS', 'GOFLAGS=-mod=vendor go build -mod=mod', 'build', {mod: 'mod'}, [], '/src'],
    ['flags from a variable', 'F="-trimpath -v"; go build $F .', 'build', {trimpath: 'true', v: 'true'}, ['.'], '/src'],
    ['linker flags with a value each', 'go build -ldflags "-s -w" .', 'build', {ldflags: '-s -w'}, ['.'], '/src'],
    ['an unknown folder', 'cd $X && go build', 'build', {}, [], null],
  ])('%s', (_, script, verb, flags, args, folder) => {
    const go = goOf(`RUN ${script}`)[0]!
    expect(Object.fromEntries([...go.flags].map(([name, {value}]) => [name, value]))).toEqual(flags)
    expect([go.verb, go.args.map(({text}) => text), go.folder]).toEqual([verb, args, folder])
  })

  test.each(['gofmt -w .', 'golangci-lint run', 'echo go build', './go', 'mygo build'].map(script => [script]))(
    'is not %s',
    script => {
      expect(goOf(`RUN ${script}`).filter(({verb}) => verb !== '')).toEqual([])
    },
  )

  test('has linker flags with their values', () => {
    const [go] = goOf(`RUN go build -ldflags "-s -X 'main.v=a b' -X main.c=$C -extldflags=-static"`)
    expect(linkerFlags(go!)).toEqual(['-s', '-X=main.v=a b', `-X=main.c=${OPAQUE}`, '-extldflags=-static'])
  })
})
