/** Fixtures of rules: each rule has files that it must find, files that are right, and files that only look wrong. */
import {rmSync, symlinkSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {checkSubject, RULE_PAGES} from '../../../src/dockerfile/check/check.ts'
import {applyFixes} from '../../../src/dockerfile/check/fix.ts'
import type {Rule} from '../../../src/dockerfile/check/rule.ts'
import {inspectFor, readSubject} from '../../../src/dockerfile/check/subject.ts'
import type {Finding} from '../../../src/report/report.ts'
import {writeTree} from '../../go/tree.ts'

export type Sample = {
  /** What it shows, as a sentence about the file. */
  name: string
  dockerfile: string
  /** Of the repository, beside the Dockerfile; GO_MODULE is there unless it is named here. */
  files?: Readonly<Record<string, string>>
  /** Without GO_MODULE: `files` are all. */
  bare?: true
  /** Instead of `Dockerfile`. */
  path?: string
  /** What the Dockerfile is a link to; a file of that name is for `files` to bring. */
  linkTo?: string
  platforms?: string[]
  buildArgs?: string[]
  target?: string
  today?: string
}

export type Bad = Sample & {
  /** The line that the finding is on. */
  line: number
  /** The text that the carets stand under, to its end. */
  under?: string
  severity?: Finding['severity']
  /** Part of the message. */
  says?: string | RegExp
  /** Whether a fix is offered; not looked at when absent. */
  fixed?: boolean
}

export type Fixtures = {bad: Bad[]; good: Sample[]; nearMiss: Sample[]}

/** A program that needs nothing but the standard library. */
export const GO_MODULE: Readonly<Record<string, string>> = {
  'go.mod': 'module example.com/app\n\ngo 1.26\n',
  'main.go': 'package main\n\nfunc main() { println("hi") }\n',
}

/** Lines as a file. */
export function lines(...text: string[]): string {
  return `${text.join('\n')}\n`
}

/** Findings of these rules on a sample that lies in a real folder. */
export async function findingsOf(sample: Sample, rules: readonly Rule[]): Promise<Finding[]> {
  const {dockerfile, path = 'Dockerfile', files = {}, bare} = sample
  await using tree = writeTree({...(bare ? {} : GO_MODULE), ...files, [path]: dockerfile})
  if (sample.linkTo !== undefined) {
    rmSync(join(tree.root, path))
    symlinkSync(sample.linkTo, join(tree.root, path))
  }
  const inspect = (mains: string[]) => inspectFor(tree.root, mains)
  const subject = await readSubject({
    ...{text: dockerfile, path: join(tree.root, path), file: path, context: tree.root, inspect},
    ...{buildArgs: sample.buildArgs ?? [], target: sample.target ?? '', platforms: sample.platforms ?? []},
    today: sample.today ?? '2026-11-21',
  })
  if (subject === null) throw new Error('the sample has no stage, or not the target')
  return checkSubject(subject, rules, RULE_PAGES).findings
}

/** Tests of a theme: every rule of `rules` has fixtures, finds what it must, and is silent where it must be. */
export function testRules(rules: readonly Rule[], fixtures: Readonly<Record<string, Fixtures>>): void {
  test('every rule has a bad file, a good one and a near miss, and every fixture has a rule', () => {
    expect(Object.keys(fixtures).sort()).toEqual(rules.map(({id}) => id).sort())
    for (const [id, {bad, good, nearMiss}] of Object.entries(fixtures))
      expect([id, bad.length > 0, good.length > 0, nearMiss.length > 0]).toEqual([id, true, true, true])
  })
  describe.each(rules.map(rule => [rule.id, rule] as const))('%s', (id, rule) => {
    const {bad, good, nearMiss} = fixtures[id] ?? {bad: [], good: [], nearMiss: []}
    const only = (sample: Sample) => findingsOf(sample, [rule])

    test.each(bad.map(sample => [sample.name, sample] as const))('finds: %s', async (_, sample) => {
      const found = await only(sample)
      expect(found.map(({line}) => line)).toEqual([sample.line])
      const [finding] = found as [Finding]
      if (sample.severity) expect(finding.severity).toBe(sample.severity)
      if (sample.says) expect(finding.message).toMatch(sample.says)
      if (sample.fixed !== undefined) expect(finding.fix !== null).toBe(sample.fixed)
      if (sample.under) expect(underlined(sample.dockerfile, finding)).toBe(sample.under)
      expect(finding.message).not.toMatch(/\.$|undefined|null/)
      expect(finding.remedy).toMatch(/\S/)
    })

    test.each(bad.map(sample => [sample.name, sample] as const))('is silent once mended: %s', async (_, sample) => {
      const found = await only(sample)
      const {text, applied} = applyFixes(sample.dockerfile, found)
      if (applied.length === 0) return
      expect(await only({...sample, dockerfile: text})).toEqual([])
      expect(applyFixes(text, await only({...sample, dockerfile: text})).text).toBe(text)
    })

    test.each([...good, ...nearMiss].map(sample => [sample.name, sample] as const))(
      'is silent: %s',
      async (_, sample) => {
        expect(await only(sample)).toEqual([])
      },
    )
  })
}

function underlined(text: string, {line, column, endLine, endColumn}: Finding): string {
  const rows = text.split('\n').slice(line! - 1, endLine!)
  rows[rows.length - 1] = rows.at(-1)!.slice(0, endColumn! - 1)
  rows[0] = rows[0]!.slice(column! - 1)
  return rows.join('\n')
}
