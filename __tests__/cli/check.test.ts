import {readFileSync, symlinkSync} from 'node:fs'
import {readlink} from 'node:fs/promises'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {checkFile, type FileToCheck} from '../../src/cli/check.ts'
import {mendFile, newForBuildKit, patchOf} from '../../src/cli/mending.ts'
import {replaceFile} from '../../src/cli/write-files.ts'
import {mend} from '../../src/dockerfile/check/mend.ts'
import {inspectorOf} from '../../src/dockerfile/check/subject.ts'
import {findingsText} from '../../src/report/findings-text.ts'
import type {Execute} from '../../src/runner/exec.ts'
import {type Tree, writeTree} from '../go/tree.ts'
import {sampleFinding} from '../report/sample.ts'

const DOCKERFILE = `FROM golang:1.26 AS build
COPY go.mod ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
RUN set -x; \\
    # the program
    CGO_ENABLED=0 go build -o /app .
FROM scratch
COPY --from=build /app /app
`
const project = (dockerfile = DOCKERFILE) =>
  writeTree({
    'go.mod': 'module x\n\ngo 1.26\n\nrequire example.com/y v1.0.0\n',
    'main.go': 'package main\n\nfunc main() {}\n',
    Dockerfile: dockerfile,
  })
const wanted = ({root}: Tree, more: Partial<FileToCheck> = {}): FileToCheck => ({
  ...{folder: root, file: '', buildArgs: [], target: '', platforms: [], today: '2026-11-21'},
  readFile: path => readFileSync(path, 'utf8'),
  inspect: inspectorOf(root),
  ...more,
})

describe('check', () => {
  test('names what is wrong, where, and under which text', async () => {
    await using tree = project()
    const checked = await checkFile(wanted(tree))
    const found = checked.findings.filter(({rule}) => /^C-0[13]$/.test(rule))
    expect(found.map(({rule, line, column}) => [rule, line, column])).toEqual([
      ['C-01', 7, 19],
      ['C-03', 7, 19],
    ])
    const shown = findingsText(found.slice(0, 1), {file: 'Dockerfile', text: checked.text, color: false, width: 100})
    expect(shown.split('\n').slice(1, 3)).toEqual([
      '   7 │ CGO_ENABLED=0 go build -o /app .',
      '     │               ^^^^^^^^^^^^^^^^^^',
    ])
  })

  test('says what the build sends of the folder', async () => {
    await using tree = project()
    const {context} = await checkFile(wanted(tree))
    expect(context).toMatchObject({files: 3, secrets: [], missing: [], complete: true})
    await using nothing = project('FROM scratch\n')
    expect((await checkFile(wanted(nothing))).context).toBeNull()
  })

  test.each([
    ['a file that is not there', {file: '/nowhere/Dockerfile'}, /\/nowhere\/Dockerfile cannot be read: /],
    ['a stage that is not there', {target: 'test'}, /has no stage "test"; correct --target/],
  ])('refuses %s', async (_, more, message) => {
    await using tree = project()
    await expect(checkFile(wanted(tree, more))).rejects.toThrow(message)
  })

  test('refuses a file without FROM', async () => {
    await using tree = project('# nothing\n')
    await expect(checkFile(wanted(tree))).rejects.toThrow(/has no FROM, so that it builds nothing/)
  })
})

describe('mending', () => {
  test('applies every fix, keeps comments, and a second time changes nothing', async () => {
    await using tree = project()
    const checked = await checkFile(wanted(tree))
    const {text, applied, findings} = await mendFile(checked, wanted(tree))
    expect(applied.length).toBeGreaterThan(0)
    // The mounts of the one fix are the remedy of the other.
    expect(findings.filter(({rule}) => /^C-0[13]$/.test(rule))).toEqual([])
    expect(text).toMatch(/\n {4}# the program\n {4}CGO_ENABLED=0 go build [^\n]*-o \/app \.\n/)
    expect(findings.filter(({fix}) => fix !== null)).toEqual([])
    const again = await mendFile({...checked, text, findings}, wanted(tree))
    expect(again.text).toBe(text)
    expect(patchOf(checked, text)).toMatch(/^--- a\/Dockerfile\n\+\+\+ b\/Dockerfile\n@@ /)
    expect(patchOf(checked, checked.text)).toBe('')
  })

  test('leaves out a fix that takes a stage away, or brings another finding', async () => {
    const fix = (text: string) => ({title: 'x', edits: [{line: 1, column: 1, endLine: 1, endColumn: 1, text}]})
    const bad = sampleFinding({rule: 'A-01', fix: fix('FROM a AS more\n')})
    const stage = await mend('FROM x\n', async text => (text === 'FROM x\n' ? [bad] : []))
    expect(stage).toEqual({text: 'FROM x\n', applied: [], findings: [bad]})
    const other = sampleFinding({rule: 'A-02', fix: fix('# a\n')})
    const more = await mend('FROM x\n', async text => (text === 'FROM x\n' ? [other] : [sampleFinding({rule: 'A-03'})]))
    expect(more.text).toBe('FROM x\n')
  })

  test('takes a fix whose own finding is mended in its turn', async () => {
    const fix = (text: string) => ({title: 'x', edits: [{line: 1, column: 1, endLine: 1, endColumn: 1, text}]})
    const first = sampleFinding({rule: 'A-01', severity: 'warning', fix: fix('# a\n')})
    const second = sampleFinding({rule: 'A-02', severity: 'warning', fix: fix('# b\n')})
    const found = new Map([
      ['FROM x\n', [first]],
      ['# a\nFROM x\n', [second]],
    ])
    const mended = await mend('FROM x\n', async text => found.get(text) ?? [])
    expect(mended).toEqual({text: '# b\n# a\nFROM x\n', applied: [first, second], findings: []})
    const endless = await mend('FROM x\n', async text => [text === 'FROM x\n' ? first : second])
    expect(endless).toEqual({text: 'FROM x\n', applied: [], findings: [first]})
  })

  test('ends with fixes that never come to an end', async () => {
    const fix = {title: 'x', edits: [{line: 1, column: 1, endLine: 1, endColumn: 1, text: '# again\n'}]}
    let left = 1000
    const {text} = await mend('FROM x\n', async () => Array.from({length: left--}, () => sampleFinding({fix})))
    expect(text.split('# again').length).toBeLessThan(50)
  })

  test('asks BuildKit what the mended file brings', async () => {
    await using tree = project()
    const asked: string[] = []
    const execute: Execute = async (_, __, options) => {
      asked.push(options?.input ?? '')
      const warnings = options?.input === 'new' ? [{ruleName: 'X', detail: 'y'}] : []
      return {exitCode: 0, stdout: JSON.stringify({warnings}), stderr: '', seconds: 0}
    }
    expect(await newForBuildKit('old', 'new', wanted(tree), execute)).toMatchObject([{rule: 'X'}])
    expect(asked).toEqual(['old', 'new'])
    expect(await newForBuildKit('old', 'new', wanted(tree), () => Promise.reject(new Error('no docker')))).toBeNull()
  })
})

test('a file that is replaced stays the link that it was', async () => {
  await using tree = project()
  const path = join(tree.root, 'Dockerfile.link')
  symlinkSync('Dockerfile', path)
  await replaceFile(path, 'FROM scratch\n')
  expect([await readlink(path), readFileSync(join(tree.root, 'Dockerfile'), 'utf8')]).toEqual([
    'Dockerfile',
    'FROM scratch\n',
  ])
})
