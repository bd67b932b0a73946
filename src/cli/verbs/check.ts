import {contextText} from '../../dockerfile/check/context-report.ts'
import {inspectorOf} from '../../dockerfile/check/subject.ts'
import {RULES} from '../../dockerfile/rules/table.ts'
import {readInputs} from '../../inputs.ts'
import {annotationsOf} from '../../report/annotations.ts'
import {findingsText} from '../../report/findings-text.ts'
import {renderSarif} from '../../report/sarif.ts'
import {workflowCommands} from '../../report/workflow-commands.ts'
import {UserError} from '../../runner/errors.ts'
import {VERSION} from '../../version.ts'
import {type CheckedFile, checkFile, type FileToCheck} from '../check.ts'
import {folderOf, inputFrom, json} from '../command-line.ts'
import type {Terminal, Verb} from '../verb.ts'

export const check: Verb = async (words, options, terminal) => {
  const {build, gate} = readInputs(name => inputFrom(options, name))
  const {buildArgs, target, platforms} = build
  const wanted: FileToCheck = {
    ...{folder: folderOf(words), file: options.file ?? '', buildArgs, target, platforms},
    ...{today: new Date().toISOString().slice(0, 10), readFile: terminal.readFile},
    inspect: inspectorOf(folderOf(words)),
  }
  const checked = await checkFile(wanted)
  // Loaded where it is asked for: a check alone starts without what builds and compares.
  const mending = options.fix || options.diff ? await import('../mending.ts') : null
  const mended = mending === null ? null : await mending.mendAsAsked(checked, wanted, options, terminal)
  if (options.diff) return terminal.print(mended!.patch)
  const now = mended === null ? checked : {...checked, ...mended}
  terminal.print(findingsAs(options.json ? 'json' : (options.format ?? 'text'), now, terminal))
  const failing = gate.failOn === 'warning' ? ['error', 'warning'] : gate.failOn === 'error' ? ['error'] : []
  return now.findings.some(({severity}) => failing.includes(severity)) ? 1 : 0
}

function findingsAs(format: string, checked: CheckedFile, {terminal}: Terminal): string {
  const {file, text, findings, suppressed, context} = checked
  if (format === 'text') {
    const sent = context === null ? [] : contextText(context).map(line => `${line}\n`)
    return `${findingsText(findings, {file, text, ...terminal})}${sent.join('')}`
  }
  if (format === 'json') return json({schema: 1, file, findings, suppressed, context})
  if (format === 'sarif') return json(renderSarif(findings, {file, rules: RULES, version: VERSION, suppressed}))
  if (format === 'github') return workflowCommands(annotationsOf(findings, file))
  throw new UserError('usage', `--format is "${format}"; it can be text, json, sarif or github.`)
}
