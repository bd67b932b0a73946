import {reportOfDiff} from '../../report/of-diff.ts'
import {renderImage} from '../../report/text.ts'
import {VERSION} from '../../version.ts'
import {exactly, json} from '../command-line.ts'
import {readSource} from '../read-source.ts'
import type {Verb} from '../verb.ts'

export const measure: Verb = async (words, options, terminal) => {
  const [image] = exactly(1, words, 'measure IMAGE')
  const facts = await readSource(image!, options.platform ?? '', terminal)
  const report = reportOfDiff({name: image!, before: null, after: facts, version: VERSION})
  return terminal.print(options.json ? json(facts) : renderImage(report, terminal.terminal))
}
