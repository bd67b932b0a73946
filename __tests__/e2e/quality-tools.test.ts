/** Checks of the input `test` that need more than golang:alpine has: a C compiler, or a tool that is compiled first. */
import {execFileSync} from 'node:child_process'
import {afterAll, beforeAll, expect, jest, test} from '@jest/globals'
import {commit, pushEvent} from './loopback/events.ts'
import type {StepResult} from './loopback/runner.ts'
import {freshBuilder, outputOf, type Place, place, reportOf, runWhole} from './project.ts'

jest.setTimeout(600_000)

const IMAGE = 'go-image-e2e/quality-tools'
const SCRIPT = new URL('../../scripts/base-images.sh', import.meta.url).pathname

const counting = (how: string) => `package main

import "testing"

func TestCount(t *testing.T) {
	count, done := 0, make(chan bool)
	go func() {
		count++
		done <- true
	}()
	${how}
	count++
}
`
const RACY = counting('defer func() { <-done }()')
const SAFE = counting('<-done')
const main = (condition: string) =>
  `package main\n\nfunc sign(x int) int {\n\tif ${condition} {\n\t\treturn -1\n\t}\n\treturn 1\n}\n\nfunc main() { println("sign:", sign(len("a"))) }\n`

// One builder for all, so that the standard library is compiled once for the race detector.
const namespace = freshBuilder()
let here: Place
beforeAll(async () => {
  execFileSync(SCRIPT, ['golang:1.27-trixie', 'golang:1.27-alpine'], {stdio: 'pipe'})
  here = await place()
  await here.write({'go.mod': 'module example.com/app\n\ngo 1.27\n', 'main.go': main('x < 0'), 'main_test.go': RACY})
})
afterAll(async () => {
  await here.close()
  execFileSync('sh', ['-c', 'docker image rm --force $(docker image ls --quiet "$0")', IMAGE], {stdio: 'pipe'})
})

let jobs = 0
async function build(checks: string): Promise<StepResult> {
  const job = here.runner.startJob(pushEvent({sha: commit(`${jobs++}`)}))
  const args = [namespace, ...(process.env.GOPROXY ? [`GOPROXY=${process.env.GOPROXY}`] : [])].join('\n')
  return (await runWhole(job, {image: IMAGE, load: 'true', cache: 'off', test: checks, 'build-args': args})).main
}

const errors = ({annotations}: StepResult) => annotations.filter(({kind}) => kind === 'error')

test('a data race fails the step, at its line', async () => {
  const step = await build('race')
  expect(step.outcome).toBe('failure')
  expect(step.log).toContain('WARNING: DATA RACE')
  const [found] = errors(step)
  expect(found).toMatchObject({file: 'main_test.go', title: 'race'})
  // One of the two writes, whichever comes later.
  expect([8, 12]).toContain(found?.line)
})

test('without it the image is built, on a builder and a base that have no C', async () => {
  await here.write({'main_test.go': SAFE})
  const step = await build('race')
  expectBuilt(step)
  const {dockerfile} = reportOf(step)
  expect(dockerfile.text).toMatch(/^FROM \S+ golang:1\.27-trixie AS test$/m)
  expect(dockerfile.text).toMatch(/^FROM \S+ golang:1\.27-alpine AS build$/m)
})

const testLinters = process.env.TEST_LINTERS === '1' ? test : test.skip
const WHY = 'only with TEST_LINTERS=1, because compiling it takes minutes'
testLinters.each(['staticcheck', 'golangci-lint'])(
  `what %s finds fails the step, and what it does not is built (${WHY})`,
  async linter => {
    await here.write({'main.go': main('x < 0 && x < 0'), 'main_test.go': SAFE})
    const step = await build(linter)
    expect(step.outcome).toBe('failure')
    expect(errors(step)[0]).toMatchObject({file: 'main.go', line: 4, title: linter})
    await here.write({'main.go': main('x < 0')})
    expectBuilt(await build(linter))
  },
  1_800_000,
)

function expectBuilt({outcome, log}: StepResult): void {
  expect([outcome, outcome === 'success' ? '' : log]).toEqual(['success', ''])
  expect(outputOf(`${IMAGE}:main`)).toBe('sign: 1\n')
}
