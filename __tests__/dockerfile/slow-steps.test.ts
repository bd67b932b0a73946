import {describe, expect, test} from '@jest/globals'
import {parseDockerfile} from '../../src/dockerfile/parse.ts'
import {findSlowSteps, runsGo} from '../../src/dockerfile/slow-steps.ts'

type Options = Partial<Parameters<typeof findSlowSteps>[1]>
const find = (text: string, options: Options = {}) =>
  findSlowSteps(parseDockerfile(text), {buildArgs: [], target: '', buildContexts: [], ...options})
/** What takes long in one RUN, whose image has no Go. */
const inRun = (script: string) => find(`FROM debian:13\nRUN ${script}\n`).steps.map(({what}) => what)

describe('a RUN takes long when it', () => {
  test.each([
    ['apt-get update && apt-get install -y --no-install-recommends libvips-dev', 'apt-get install'],
    ['apt-get -o Acquire::Retries=3 install -y libvips42', 'apt-get install'],
    ['set -eux; \\\n    apk add --no-cache \\\n      # the compiler\n      gcc \\\n      musl-dev', 'apk add'],
    ['--mount=type=cache,target=/var/cache/apt apt-get install -y ffmpeg', 'apt-get install'],
    ['apt-get install -y $PACKAGES', 'apt-get install'],
    ['microdnf install -y nodejs', 'microdnf install'],
    ['zypper --non-interactive in ffmpeg', 'zypper in'],
    ['pip3 install --no-cache-dir -r requirements.txt', 'pip3 install'],
    ['python3 -m pip install -r requirements.txt', 'pip install'],
    ['npm --prefix web ci', 'npm ci'],
    ['cd web && yarn --frozen-lockfile && yarn build', 'yarn'],
    ['corepack enable && pnpm install', 'pnpm install'],
    ['bun install', 'bun install'],
    ['cargo build --release', 'cargo build'],
    ['make assets', 'make'],
    ['./configure && cmake -B build', 'cmake'],
    ['["npm", "ci"]', 'npm ci'],
    ['["/bin/sh", "-c", "npm ci"]', 'npm ci'],
    ['bash -c "cd web && npm ci"', 'npm ci'],
    ['sudo -E apt-get install -y ffmpeg', 'apt-get install'],
    ['cat packages | xargs apt-get install -y', 'apt-get install'],
    ['<<EOF\nset -e\napt-get update\napt-get install -y ffmpeg\nEOF', 'apt-get install'],
    ['<<EOF\n#!/usr/bin/env bash\nif true; then npm ci; fi\nEOF', 'npm ci'],
    ['case $TARGETARCH in amd64) apk add ffmpeg ;; esac', 'apk add'],
  ])('says %j', (script, what) => {
    expect(inRun(script)).toEqual([what])
  })

  test.each([
    'apk add --no-cache ca-certificates tzdata git',
    'apk add --no-cache --virtual .fetch curl~8 git=2.47.3-r0',
    'apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*',
    'apt-get update',
    'npm --version',
    'npm config set fund false',
    'echo npm install',
    'adduser -D app',
    'CGO_ENABLED=0 go build -o /out/app .',
    'mkdir -p /make/npm',
  ])('does not say %j', script => {
    expect(inRun(script)).toEqual([])
  })
})

test('make counts only where there is no Go, which it often runs', () => {
  expect(find('FROM golang:1.27\nRUN make build\n').steps).toEqual([])
  expect(find('FROM debian:13\nRUN go version && go mod download\nRUN make build\n').steps).toEqual([])
  expect(find('FROM node:24\nRUN make assets\n').steps).toHaveLength(1)
})

describe('the stages', () => {
  const text = [
    'FROM node:24 AS web',
    'RUN npm ci',
    'FROM golang:1.27 AS build',
    'RUN apt-get install -y libvips-dev',
    'RUN go build -o /app .',
    'FROM debian:13 AS runtime',
    'RUN apt-get install -y libvips42',
    'FROM runtime',
    'COPY --from=build /app /app',
    'COPY --from=web /dist /dist',
    'FROM debian:13 AS debug',
    'RUN apt-get install -y gdb',
    '',
  ].join('\n')
  const lines = (options: Options) => find(text, options).steps.map(({line, inImage}) => [line, inImage])

  test('are those that the target reaches, and those of the image itself are told apart', () => {
    expect(lines({target: '3'})).toEqual([
      [2, false],
      [4, false],
      [7, true],
    ])
    expect(lines({})).toEqual([[12, true]])
    expect(find(text, {target: '3'}).goLines).toEqual([5])
  })

  test('are without those that a named context stands in for', () => {
    const replaced = {target: '3', buildContexts: ['Build=oci-layout:///t@sha256:0', 'other=./x']}
    expect(lines(replaced)).toEqual([
      [2, false],
      [7, true],
    ])
    expect(find(text, replaced).goLines).toEqual([])
  })
})

describe('a step that each commit runs again', () => {
  test.each([
    ['COPY . .', 2],
    ['COPY --chown=1:1 ./ /src/', 2],
    ['COPY ["/", "/src"]', 2],
    ['ADD web . /src/', 2],
    ['COPY package.json package-lock.json ./', null],
    ['COPY web/ .', null],
    ['COPY --from=other / /', null],
    ['WORKDIR /src', null],
  ])('has %j before it: %s', (before, line) => {
    const {steps} = find(`FROM node:24\n${before}\nRUN npm ci\n`)
    expect(steps.map(({afterContext}) => afterContext)).toEqual([line])
  })

  test('mounts the whole context itself', () => {
    const after = (mount: string) => find(`FROM node:24\nRUN --mount=${mount} npm ci\n`).steps[0]!.afterContext
    expect(after('target=.')).toBe(2)
    expect(after('type=bind,source=.,target=/src')).toBe(2)
    expect(after('type=bind,source=package.json,target=package.json')).toBeNull()
    expect(after('type=bind,from=web,target=/src')).toBeNull()
    expect(after('type=cache,target=/root/.npm')).toBeNull()
  })
})

test('what brings packages up to date is told', () => {
  const {steps} = find('FROM debian:13\nRUN apt-get update && apt-get install -y ffmpeg && apt-get upgrade -y\n')
  expect(steps).toEqual([expect.objectContaining({what: 'apt-get upgrade', updates: true})])
  expect(find('FROM alpine:3.22\nRUN apk upgrade --no-cache\n').steps[0]).toMatchObject({updates: true})
})

test.each([
  ['go build ./...', true],
  ['["go", "build", "."]', true],
  ['CGO_ENABLED=0 go -C cmd build', true],
  ['xx-go install .', true],
  ['go mod download', true],
  ['cargo build', false],
  ['go version', false],
  ['npm run build', false],
])('%j runs Go: %s', (script, expected) => {
  expect(runsGo(script)).toBe(expected)
})

test('a target that is not there and a hostile script end in nothing', () => {
  expect(find('FROM debian:13\nRUN npm ci\n', {target: 'none'})).toEqual({steps: [], goLines: []})
  const began = performance.now()
  find(`FROM debian:13\nRUN case ${'a b '.repeat(4_000)}\n`)
  find(`FROM debian:13\nRUN <<EOF\n#!/x\n${'go["",, '.repeat(4_000)}\nEOF\n`)
  expect(performance.now() - began).toBeLessThan(5_000)
})
