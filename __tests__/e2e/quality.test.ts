/** The input `test`: a stage in the Dockerfile that is written, which the compile step waits for. */
import {execFileSync} from 'node:child_process'
import {afterAll, beforeAll, expect, jest, test} from '@jest/globals'
import {commit, pushEvent} from './loopback/events.ts'
import type {StepResult} from './loopback/runner.ts'
import {
  CHANGED_ONLY,
  cacheOf,
  changedFile,
  freshBuilder,
  outputOf,
  type Place,
  place,
  reportOf,
  runWhole,
  WITH_MODULE,
} from './project.ts'

jest.setTimeout(300_000)

const TEST_FILE = 'greet/greet_test.go'
const testThat = (word: string) =>
  `package greet\n\nimport "testing"\n\nfunc TestWord(t *testing.T) {\n\tif Word() != "${word}" {\n\t\tt.Errorf("not %s\\n::warning::%s", "${word}", Word())\n\t}\n}\n`

// One repository for all; every job has a builder that is empty.
let here: Place
beforeAll(async () => {
  here = await place()
  await here.write(WITH_MODULE)
})
afterAll(() => here.close())

let jobs = 0
async function build(checks: string): Promise<StepResult> {
  const job = here.runner.startJob(pushEvent({sha: commit(`${jobs++}`)}))
  const inputs = {
    ...{image: 'go-image-e2e/quality', load: 'true', test: checks},
    'build-args': [freshBuilder(), ...(process.env.GOPROXY ? [`GOPROXY=${process.env.GOPROXY}`] : [])].join('\n'),
  }
  const {main, post} = await runWhole(job, inputs)
  expect([post.outcome, post.outcome === 'success' ? '' : post.log]).toEqual(['success', ''])
  return main
}

const errors = ({annotations}: StepResult) => annotations.filter(({kind}) => kind === 'error')

// First, because without a test there is little that must be compiled for go vet.
test('what go vet finds fails the step, at its line', async () => {
  await here.write({'vetted.go': 'package main\n\nfunc assign(x int) int {\n\tx = x\n\treturn x\n}\n'})
  const step = await build('vet')
  expect(step.outcome).toBe('failure')
  const [found, own, ...more] = errors(step)
  expect(found).toMatchObject({file: 'vetted.go', line: 4, title: 'vet', message: 'self-assignment of x'})
  expect(own?.message).toMatch(/^The check `vet` failed, 1 problem; no image was made\.\n/)
  expect(more).toEqual([])
  expect(step.log).not.toMatch(/build \d\/\d\] RUN .*go build/)
})

test('what passes is built, with nothing of the stage in the image', async () => {
  await here.write({
    ...{'vetted.go': 'package main\n', [TEST_FILE]: testThat('hello'), ...changedFile()},
    'greet/greet.go': 'package greet\n\nfunc Word() string { return "hello" }\n',
    'greet/testdata/word.txt': 'hello\n',
  })
  const step = await build('test\nrun: cat greet/testdata/word.txt > greet/written && echo "from <<EOF $HOME"')
  expect([step.outcome, step.outcome === 'success' ? '' : step.log]).toEqual(['success', ''])
  expect(step.log).toMatch(/ok {2}\texample\.com\/ledger\/greet\t/)
  expect(step.log).toContain('from <<EOF /root')
  expect(outputOf('go-image-e2e/quality:main')).toContain('hello 3')
  const rows = reportOf(step).decisions.filter(({what}: {what: string}) => what === 'test')
  expect(rows).toMatchObject([{choice: expect.stringMatching(/^test, run: cat /)}])
  const history = execFileSync('docker', ['history', '--no-trunc', 'go-image-e2e/quality:main'], {encoding: 'utf8'})
  expect(history).not.toMatch(/tested|greet/)
})

test('on the next empty builder the results of the tests come from the restored cache', async () => {
  await here.write(changedFile())
  const step = await build('test')
  expect(step.outcome).toBe('success')
  expect(step.log).toMatch(/ok {2}\texample\.com\/ledger\/greet\t\(cached\)/)
  expect(cacheOf(step, 'modules')).toMatchObject({added: 0})
  // The changed package is compiled and vetted once more for the tests.
  expect(cacheOf(step, 'build').added).toBeLessThanOrEqual(2 * CHANGED_ONLY)
})

test('a test that fails is an annotation at its line, and what it prints is no command', async () => {
  await here.write({[TEST_FILE]: testThat('bye')})
  const step = await build('test')
  expect(step.outcome).toBe('failure')
  expect(errors(step)[0]).toMatchObject({
    ...{file: TEST_FILE, line: 7, title: 'test: TestWord'},
    message: 'not bye\n::warning::hello',
  })
  expect(step.annotations.filter(({kind}) => kind === 'warning')).toEqual([])
})

test('with a Dockerfile of the repository the input is an error, not a promise', async () => {
  await here.write({Dockerfile: 'FROM scratch\n'})
  const step = await build('test')
  expect(errors(step)[0]?.message).toMatch(/^Input `test` is for a Dockerfile that this action writes, .* Dockerfile/)
})
