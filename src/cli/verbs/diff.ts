import {reportOfDiff} from '../../report/of-diff.ts'
import {diffImages} from '../../size/diff.ts'
import {VERSION} from '../../version.ts'
import {exactly, json} from '../command-line.ts'
import {readSource} from '../read-source.ts'
import {rendered} from '../rendered.ts'
import type {Verb} from '../verb.ts'

export const diff: Verb = async (words, options, terminal) => {
  const [base, head] = exactly(2, words, 'diff BASE HEAD')
  const {platform = ''} = options
  const [before, after] = await Promise.all([
    readSource(base!, platform, terminal),
    readSource(head!, platform, terminal),
  ])
  const report = reportOfDiff({name: head!, before, after, version: VERSION, baseName: base!})
  const format = options.json ? 'json' : (options.format ?? 'text')
  return terminal.print(format === 'json' ? json(diffImages(before, after)) : rendered(report, format, terminal))
}
