/** What rules find in a fixture. */
import {rmSync, symlinkSync} from 'node:fs'
import {join} from 'node:path'
import {checkSubject, RULE_PAGES} from '../../../src/dockerfile/check/check.ts'
import type {Rule} from '../../../src/dockerfile/check/rule.ts'
import {inspectFor, readSubject} from '../../../src/dockerfile/check/subject.ts'
import type {Finding} from '../../../src/report/report.ts'
import {writeTree} from '../../go/tree.ts'
import {GO_MODULE, type Sample} from './sample.ts'

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
