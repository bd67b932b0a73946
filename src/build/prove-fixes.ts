/** Input `prove`: the fixes of the check, all together, held against the Dockerfile as it is by two builds. */
import {join} from 'node:path'
import {checkSubject} from '../dockerfile/check/check.ts'
import {mend} from '../dockerfile/check/mend.ts'
import {RULES} from '../dockerfile/rules/table.ts'
import {type CheckoutFiles, checkoutFiles} from '../go/facts/files.ts'
import type {BuildInputs} from '../inputs.ts'
import {proofLines} from '../report/proof-text.ts'
import type {DecisionRow} from '../report/report.ts'
import type {Execute} from '../runner/exec.ts'
import type {OwnDockerfile} from './own-dockerfile.ts'
import {type Proof, prove} from './prove.ts'

type Options = {
  /** Null where the Dockerfile is not the repository's own, or not on this machine. */
  own: OwnDockerfile | null
  inputs: BuildInputs
  execute: Execute
}

/** A row for the report; null where there is nothing to mend. Throws when one of the two does not build. */
export async function proveFixes({own, inputs, execute}: Options): Promise<DecisionRow | null> {
  if (own === null) return null
  const {buildArgs, target} = inputs
  const text = await own.text()
  const mended = await mend(text, async each => {
    const subject = await own.subjectOf(each)
    return subject === null ? [] : checkSubject(subject, RULES, null).findings
  })
  if (mended.text === text) return null
  const programs = ((await own.subjectOf(text))?.programs ?? []).flatMap(({dir}) => dir ?? [])
  const proof = await proveMended({text, programs}, mended.text, {folder: own.context, buildArgs, target}, execute)
  const rules = [...new Set(mended.applied.map(({rule}) => rule))].join(', ')
  return {
    what: 'fixes',
    choice: `proved: ${rules}`,
    reason: proofLines(proof)
      .map(line => line.trim().replace(/ {2,}/g, ' '))
      .join('; '),
    evidence: [],
  }
}

/** Builds the Dockerfile as it is and mended. `programs` are folders of the context. */
export async function proveMended(
  {text, programs}: {text: string; programs: readonly string[]},
  mended: string,
  {folder, buildArgs, target}: {folder: string; buildArgs: string[]; target: string},
  execute: Execute,
): Promise<Proof> {
  const files = checkoutFiles(folder)
  const source = programs.map(dir => goFileIn(files, dir)).find(file => file !== null) ?? null
  return await prove({before: text, after: mended, folder, buildArgs, target, source}, execute)
}

/** A Go file of the package, relative to the root; null for none. */
function goFileIn(files: CheckoutFiles, dir: string): string | null {
  const name = files.names(dir).find(each => each.endsWith('.go') && !each.endsWith('_test.go') && !/^[._]/.test(each))
  return name === undefined ? null : join(dir, name)
}
