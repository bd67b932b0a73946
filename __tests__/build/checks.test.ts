import {expect, test} from '@jest/globals'
import {runChecks} from '../../src/build/checks.ts'
import type {Execute} from '../../src/runner/exec.ts'

/** What BuildKit does not tell. */
const BARE = {column: null, endColumn: null, remedy: null, evidence: [], fingerprint: null, fix: null}
const options = {builder: '', file: 'Dockerfile', context: '.', target: '', buildArgs: []}
const printing =
  (stdout: string, seen: string[] = []): Execute =>
  async (_, args) => {
    seen.push(...args)
    return {exitCode: 1, stdout, stderr: '', seconds: 0}
  }

// As `docker buildx build --call=check,format=json` of buildx 0.29 prints it.
const recorded = JSON.stringify({
  warnings: [
    {
      ruleName: 'StageNameCasing',
      description: 'Stage names should be lowercase',
      url: 'https://docs.docker.com/go/dockerfile/rule/stage-name-casing/',
      detail: "Stage name 'Build' should be lowercase",
      location: {ranges: [{start: {line: 1}, end: {line: 2}}]},
    },
    {ruleName: 'Bare', location: {}},
    {ruleName: 'Described', description: 'what it is', url: '', detail: ''},
  ],
  sources: [{filename: 'Dockerfile', data: 'RlJPTQ=='}],
})

test('warnings become findings with rule, lines, words and address', async () => {
  expect(await runChecks(options, printing(recorded))).toEqual([
    {
      rule: 'StageNameCasing',
      severity: 'warning',
      line: 1,
      endLine: 2,
      message: "Stage name 'Build' should be lowercase",
      url: 'https://docs.docker.com/go/dockerfile/rule/stage-name-casing/',
      ...BARE,
    },
    {rule: 'Bare', severity: 'warning', line: null, endLine: null, message: 'Bare', url: null, ...BARE},
    {rule: 'Described', severity: 'warning', line: null, endLine: null, message: 'what it is', url: null, ...BARE},
  ])
})

test.each(['{}', '{"warnings": null}', '{"warnings": []}'])('no warnings (%s) are no findings', async stdout => {
  expect(await runChecks(options, printing(stdout))).toEqual([])
})

test.each(['', 'ERROR: no such subrequest', '{"warnings":[{}]}', '7', '{"warnings":"x"}'])(
  'an answer that is none (%j) is no finding and no failure',
  async stdout => {
    expect(await runChecks(options, printing(stdout))).toBeNull()
  },
)

test('the check sees the arguments, target and builder of the build', async () => {
  const seen: string[] = []
  await runChecks({...options, builder: 'b', target: 't', buildArgs: ['--A=1']}, printing('{}', seen))
  expect(seen).toEqual([
    ...['buildx', 'build', '--call=check,format=json', '--builder=b', '--build-arg=--A=1', '--target=t'],
    ...['--file=Dockerfile', '--', '.'],
  ])
})
