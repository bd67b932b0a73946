/** The check of the repository's own Dockerfile, in the action and on the command line, with the real BuildKit. */
import {execFile} from 'node:child_process'
import {readFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {afterEach, expect, jest, test} from '@jest/globals'
import {writeTree} from '../go/tree.ts'
import {pullRequestEvent, pushEvent} from './loopback/events.ts'
import {type Place, place, reportOf, runJob} from './project.ts'

jest.setTimeout(180_000)

const DOCKERFILE = `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /app .
FROM scratch
COPY --from=build /app /app
ENTRYPOINT ["/app"]
`
const PROJECT = {
  'go.mod': 'module example.com/hello\n\ngo 1.26\n',
  'main.go': 'package main\n\nfunc main() { println("hello") }\n',
  '.dockerignore': '.git\n',
}

let open: Place | null = null
afterEach(async () => {
  await open?.close()
  open = null
})

test('a pull request fails on what it brings in alone, with annotation, SARIF and suggestion', async () => {
  open = await place()
  const {github, runner, write} = open
  await write({...PROJECT, Dockerfile: DOCKERFILE})
  const main = await runJob(runner.startJob(pushEvent({sha: 'a'.repeat(40)})), {'fail-on': 'never'})
  expect(main.outcome).toBe('success')
  const rules = (step: typeof main) => reportOf(step).dockerfile.findings.map(({rule}: {rule: string}) => rule)
  expect(rules(main)).toContain('C-01')

  const worse = DOCKERFILE.replace('RUN CGO', 'RUN go clean -modcache\nRUN CGO')
  await write({Dockerfile: worse})
  const patch =
    '@@ -1,5 +1,6 @@\n FROM golang:1.26 AS build\n WORKDIR /src\n COPY . .\n+RUN go clean -modcache\n RUN CGO_ENABLED=0 go build -o /app .\n FROM scratch'
  github.seedPullFile({pull: 7, filename: 'Dockerfile', patch})
  const event = pullRequestEvent({number: 7, baseSha: 'a'.repeat(40), headSha: 'b'.repeat(40)})
  const inputs = {'fail-on': 'warning', suggest: 'true'}
  const step = await runJob(runner.startJob(event), inputs)
  expect(step.outcome).toBe('failure')
  const errors = step.annotations.filter(({kind}) => kind === 'error').map(({message}) => message)
  expect(errors).toEqual([
    expect.stringMatching(/^The Dockerfile has 1 warning, new with this change: Dockerfile:4 D-13 /),
  ])
  expect(step.annotations).toContainEqual(
    expect.objectContaining({kind: 'warning', title: 'D-13', file: 'Dockerfile', line: 4}),
  )
  const sarif = JSON.parse(readFileSync(step.outputs.sarif!, 'utf8'))
  expect(sarif.runs[0].results.map(({ruleId}: {ruleId: string}) => ruleId)).toEqual(
    expect.arrayContaining(['C-01', 'D-13']),
  )
  const [comment] = github.comments(7)
  expect(comment!.body).toContain('D-13')
  const suggested = github.reviewComments()
  expect(suggested.filter(({body}) => /D<span>-<\/span>13/.test(body))).toMatchObject([{path: 'Dockerfile', line: 4}])

  const again = await runJob(runner.startJob(event), {...inputs, 'fail-scope': 'all', prove: 'true'})
  expect(again.annotations.find(({kind}) => kind === 'error')!.message).toMatch(/^The Dockerfile has \d+ warnings: /)
  expect(github.reviewComments()).toEqual(suggested)
  const proof = reportOf(again).decisions.find(({what}: {what: string}) => what === 'fixes')
  expect(proof).toMatchObject({choice: expect.stringMatching(/^proved: .*C-01/)})
  expect(proof.reason).toMatch(/^build after a change of one line \S+ s → \S+ s; files of the image /)
})

test('the command line mends a file and proves with two builds that the image is as before', async () => {
  await using tree = writeTree({...PROJECT, Dockerfile: DOCKERFILE})
  const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))
  const run = (...args: string[]) =>
    new Promise<{code: number; stdout: string; stderr: string}>(resolve =>
      execFile(process.execPath, [cli, 'check', tree.root, ...args], (error, stdout, stderr) =>
        resolve({code: error === null ? 0 : Number(error.code), stdout, stderr}),
      ),
    )
  const before = await run('--json')
  expect(JSON.parse(before.stdout).findings.map(({rule}: {rule: string}) => rule)).toContain('C-01')
  const mended = await run('--fix', '--prove')
  expect(mended.stderr).toMatch(/build after a change of one line {2}\S+ s → \S+ s/)
  expect(mended.stderr).toMatch(/files of the image {2}.*→.*; \d+ files? the same/)
  expect(mended.stderr).toMatch(/fixed C-01 of line 4: /)
  const text = readFileSync(path.join(tree.root, 'Dockerfile'), 'utf8')
  expect(text).toContain('--mount=type=cache,target=/root/.cache/go-build')
  const after = JSON.parse((await run('--json')).stdout)
  expect(after.findings.filter(({fix}: {fix: unknown}) => fix !== null)).toEqual([])
})
