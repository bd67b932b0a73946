import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, test} from '@jest/globals'
import type {Step} from '../../src/build/progress.ts'
import {testFailure} from '../../src/build/test-failure.ts'
import {readChecks} from '../../src/dockerfile/quality-checks.ts'
import {projectOf} from '../dockerfile/projects.ts'
import {severalOf} from '../dockerfile/several.ts'

const workspace = mkdtempSync(join(tmpdir(), 'go-image-'))
afterAll(() => rmSync(workspace, {recursive: true, force: true}))
const context = join(workspace, 'service')
mkdirSync(join(context, 'folder.go'), {recursive: true})
writeFileSync(join(context, 'main.go'), 'package main\n')
symlinkSync('/etc/hostname', join(context, 'link.go'))

const step = (name: string, lines: string[], error: string | null = 'exit code: 1'): Step => ({
  ...{id: '9', name, cached: false, seconds: null, error, lines},
})
const failureOf = (failed: Step, checks = 'vet,staticcheck,race\nrun: make check', project = projectOf()) =>
  testFailure([step('[internal] load build context', [], null), failed], {
    inputs: {checks: readChecks(checks)},
    context: {workspace},
    source: {kind: 'folder', path: context},
    project,
  })
const VET = '[linux/amd64 test 4/6] RUN --mount=type=bind,target=/src,rw     go vet ./...'

test('a problem is an error at its line of the checkout, under the name of the check', async () => {
  expect(await failureOf(step(VET, ['main.go:3:2: self-assignment of x']))).toEqual({
    sentence: 'The check `vet` failed, 1 problem; no image was made.\nmain.go:3:2: self-assignment of x',
    annotations: [{message: 'self-assignment of x', place: {file: 'service/main.go', startLine: 3, title: 'vet'}}],
  })
})

test('GitHub shows ten errors: nine places, and how many more there are', async () => {
  const lines = Array.from({length: 12}, (_, index) => `main.go:${index + 1}:2: x`)
  const failure = await failureOf(step(VET, lines))
  expect(failure?.annotations).toHaveLength(9)
  expect(failure?.sentence).toMatch(
    /^The check `vet` failed, 12 problems, 3 of them only in the log; no image was made\.\n/,
  )
  expect(failure?.sentence.split('\n')).toHaveLength(9)
})

test('a place that is no file of the checkout is none', async () => {
  const failure = await failureOf(step(VET, ['gone.go:1:2: x', 'folder.go:1:2: x', 'link.go:1:2: x']))
  expect(failure).toMatchObject({annotations: [], sentence: expect.stringMatching(/^The check `vet` failed; no image/)})
})

test.each([
  ['race', '[test 4/6] RUN --mount=type=bind,target=/src,rw     CGO_ENABLED=1 go test -race ./...'],
  ['run', '[test 6/6] RUN --mount=type=bind,target=/src,rw     ["/bin/sh", "-c", "make check"]'],
  ['run', '[test 6/6] RUN --mount=type=bind,target=/src,rw     ["/usr/bin/env", "A=b", "/bin/sh", "-c", "make check"]'],
  ['vet', '[test 4/6] RUN --mount=type=bind,target=/src,rw     GOPRIVATE=a.b/c     go vet ./...'],
])('the step of %s is known by its command', async (name, shown) => {
  expect((await failureOf(step(shown, ['no'])))?.sentence).toBe(`The check \`${name}\` failed; no image was made.\nno`)
})

test('of programs of several modules, the module is the one that the step goes to', async () => {
  for (const folder of ['api', 'worker']) {
    mkdirSync(join(context, folder), {recursive: true})
    writeFileSync(join(context, folder, 'main.go'), 'package main\n')
  }
  const mains = ['api', 'worker'].map(dir => ({dir, moduleDir: dir, importPath: `github.com/acme/${dir}`}))
  const placeOf = async (command: string) => {
    const failed = step(`[test 4/6] RUN --mount=type=bind,target=/src,rw     ${command}`, ['main.go:3:2: x'])
    const failure = await failureOf(failed, 'vet', severalOf({}, mains))
    return failure?.annotations.map(({place}) => place.file)
  }
  expect(await placeOf('go vet ./...')).toEqual(['service/api/main.go'])
  expect(await placeOf('cd /src/worker && go vet ./...')).toEqual(['service/worker/main.go'])
})

test('what a step prints is text', async () => {
  const {sentence} = (await failureOf(step(VET, ['\u001b[31mred\u0007 \u202e'])))!
  expect(sentence.split('\n')[1]).toBe('red⟨U+0007⟩ ⟨U+202E⟩')
})

describe('a tool that cannot be installed', () => {
  const INSTALL = '[test 3/6] RUN CGO_ENABLED=0 go install honnef.co/go/tools/cmd/staticcheck@v0.8.2 && rm -rf /tmp/x'

  test.each([
    'go: honnef.co/go/tools/cmd/staticcheck@v0.8.2: honnef.co/go/tools@v0.8.2: Get "https://proxy.golang.org/honnef.co/go/tools/@v/v0.8.2.info": dial tcp: lookup proxy.golang.org: no such host',
    'go: honnef.co/go/tools/cmd/staticcheck@v0.8.2: reading https://proxy.golang.org/x: 404 Not Found',
  ])('for want of the proxy: %s', async line => {
    const failure = await failureOf(step(INSTALL, ['go: downloading x', line]))
    expect(failure?.annotations).toEqual([])
    expect(failure?.sentence).toMatch(
      /^`staticcheck` could not be installed .*\nIt comes from the Go module proxy, .*\ngo: honnef/,
    )
  })

  test('for another reason', async () => {
    const {sentence} = (await failureOf(step(INSTALL, ['x.go:1:2: undefined: y'])))!
    expect(sentence).toMatch(/^`staticcheck` could not be installed .*\nIt did not compile:\nx\.go:1:2: undefined: y$/)
  })
})

test.each([
  ['a step of another stage', step('[build 4/6] RUN go vet ./...', ['main.go:3:2: x'])],
  ['a stage that is called almost so', step('[latest 4/6] RUN go vet ./...', ['main.go:3:2: x'])],
  ['the download before the checks', step('[test 3/5] RUN --mount=type=bind,source=go.mod     go mod download', ['x'])],
  ['a step that passed', step(VET, ['main.go:3:2: x'], null)],
])('%s is no failed check', async (_, other) => {
  expect(await failureOf(other)).toBeNull()
})

test('without checks a stage named test is anything', async () => {
  expect(await failureOf(step(VET, ['main.go:3:2: x']), '')).toBeNull()
})
