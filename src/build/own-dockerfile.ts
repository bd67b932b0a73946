/** The repository's own Dockerfile as the rules see it: the check, the proof and the suggestions of a run read it once. */
import {readFile} from 'node:fs/promises'
import type {Subject} from '../dockerfile/check/rule.ts'
import {inspectorOf, readSubject} from '../dockerfile/check/subject.ts'
import type {ChosenDockerfile} from '../dockerfile/choose.ts'
import type {BuildInputs} from '../inputs.ts'
import type {BuildContext} from './context.ts'

export type OwnDockerfile = {
  path: string
  /** Folder of the context. */
  context: string
  /** Read when it is first asked for. */
  text: () => Promise<string>
  /** As `readSubject`; the Go project is inspected once for all texts. */
  subjectOf: (text: string) => Promise<Subject | null>
}

type Options = {
  dockerfile: ChosenDockerfile
  inputs: BuildInputs
  source: BuildContext
  today: Date
}

/** Null for a Dockerfile that was written, and for one that is not on this machine. */
export function ownDockerfile({dockerfile, inputs, source, today}: Options): OwnDockerfile | null {
  const {path, shownPath} = dockerfile
  if (dockerfile.origin === 'written' || path === null || source.kind === 'remote') return null
  const {buildArgs, target, platforms} = inputs
  const context = source.path
  const inspect = inspectorOf(context)
  const read = (text: string) =>
    readSubject({
      ...{text, path, file: shownPath ?? path, context, buildArgs, target, platforms},
      ...{inspect, today: today.toISOString().slice(0, 10)},
    })
  let whole: Promise<string> | null = null
  // The file itself is asked for first; of the many texts that mending tries none is asked for twice.
  let first: {text: string; subject: Promise<Subject | null>} | null = null
  return {
    ...{path, context},
    text: () => {
      whole ??= readFile(path, 'utf8')
      return whole
    },
    subjectOf: text => {
      first ??= {text, subject: read(text)}
      return first.text === text ? first.subject : read(text)
    },
  }
}
