/** `go-image check --fix` and `--diff`: the Dockerfile with what is safe to mend. */
import {createTwoFilesPatch} from 'diff'
import {runChecks} from '../build/checks.ts'
import {proveMended} from '../build/prove-fixes.ts'
import {checkSubject, RULE_PAGES} from '../dockerfile/check/check.ts'
import {type Mended, mend} from '../dockerfile/check/mend.ts'
import {RULES} from '../dockerfile/rules/table.ts'
import {proofLines} from '../report/proof-text.ts'
import type {Finding} from '../report/report.ts'
import type {Execute} from '../runner/exec.ts'
import {type CheckedFile, type FileToCheck, subjectOf} from './check.ts'
import {startWith} from './start.ts'
import type {Options, Terminal} from './verb.ts'
import {replaceFile} from './write-files.ts'

/**
 * The file with every fix that is safe, and the way there as a patch; with `--fix` it is written. Throws where BuildKit
 * finds more in it than before, and with `--prove` where either file does not build.
 */
export async function mendAsAsked(
  checked: CheckedFile,
  wanted: FileToCheck,
  {prove, diff}: Options,
  {env, signal, complain}: Terminal,
): Promise<Mended & {patch: string}> {
  const execute = startWith(env, signal)
  const mended = await mendFile(checked, wanted)
  const {text, applied} = mended
  const done = {...mended, patch: patchOf(checked, text)}
  if (text === checked.text) return done
  const added = await newForBuildKit(checked.text, text, wanted, execute)
  if (added?.length) throw new Error(`After the fixes BuildKit finds more: ${added[0]!.rule} ${added[0]!.message}`)
  if (prove) {
    const proof = await proveMended(checked, text, wanted, execute)
    complain(`${['Both built and compared:', ...proofLines(proof)].join('\n')}\n`)
  }
  if (diff) return done
  await replaceFile(checked.path, text)
  for (const {rule, line, fix} of applied) complain(`fixed ${rule} of line ${line}: ${fix!.title}\n`)
  return done
}

/** The same with every fix that is safe. Nothing is written. */
export async function mendFile({path, file, text, findings}: CheckedFile, options: FileToCheck): Promise<Mended> {
  const check = async (each: string) =>
    checkSubject(await subjectOf(each, path, file, options), RULES, RULE_PAGES).findings
  return await mend(text, check, findings)
}

/** What BuildKit finds in the second text and not in the first; null where no builder answers. */
export async function newForBuildKit(
  before: string,
  after: string,
  {folder, buildArgs, target}: FileToCheck,
  execute: Execute,
): Promise<Finding[] | null> {
  const options = {builder: '', file: '-', context: folder, target, buildArgs}
  const [old, now] = await Promise.all(
    [before, after].map(input =>
      runChecks(options, (command, args) => execute(command, args, {input})).catch(() => null),
    ),
  )
  if (!old || !now) return null
  const known = new Set(old.map(({rule, message}) => `${rule} ${message}`))
  return now.filter(({rule, message}) => !known.has(`${rule} ${message}`))
}

/** As `git apply` takes it. */
export function patchOf({file, text}: CheckedFile, mended: string): string {
  if (mended === text) return ''
  const patch = createTwoFilesPatch(`a/${file}`, `b/${file}`, text, mended, undefined, undefined, {context: 3})
  // Without the line of signs that the library puts on top.
  return patch.slice(patch.indexOf('--- '))
}
