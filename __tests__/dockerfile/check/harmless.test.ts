import {expect, test} from '@jest/globals'
import {isHarmless} from '../../../src/dockerfile/check/harmless.ts'
import {readShell} from '../../../src/dockerfile/shell.ts'

const first = (script: string) => readShell(script, {variables: new Map(), folder: '/src'}).commands[0]!

test.each([
  'apk add --no-cache git',
  'apt-get update',
  'mkdir -p /out',
  'rm -rf /var/lib/apt/lists/*',
  'echo hello',
  'echo hello > /dev/null',
  'echo hello 1>&2',
  'git config --global url.x.insteadOf y',
  'go version',
  'go env GOPATH',
  'go mod download -x',
  'go install example.com/tool@v1.0.0',
  'VERSION=1',
])('leaves the project and the caches alone: %s', script => {
  expect(isHarmless(first(script))).toBe(true)
})

test.each([
  'make',
  './build.sh',
  'git clone https://example.com/x.git',
  'echo hello > go.mod',
  'echo hello >> go.sum',
  'rm go.work',
  'rm -rf vendor',
  'cp -r a b',
  'go env -w GOFLAGS=-mod=mod',
  'go mod tidy',
  'go mod vendor',
  'go generate ./...',
  'go install .',
  '$COMMAND add',
])('may do anything: %s', script => {
  expect(isHarmless(first(script))).toBe(false)
})
