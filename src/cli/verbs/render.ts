import {readReport} from '../../report/schema.ts'
import {exactly, json, readJson} from '../command-line.ts'
import {rendered} from '../rendered.ts'
import type {Verb} from '../verb.ts'

export const render: Verb = async (words, options, terminal) => {
  const [file] = exactly(1, words, 'render REPORT.json --format markdown|summary|text|html|sarif|junit|badge')
  const report = readReport(readJson(file!, terminal))
  return terminal.print(options.json ? json(report) : rendered(report, options.format ?? 'markdown', terminal))
}
