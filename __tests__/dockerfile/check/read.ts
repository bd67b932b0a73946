/** A Dockerfile as rules see it, without a context. */
import {builtPrograms} from '../../../src/dockerfile/check/built.ts'
import {readModel} from '../../../src/dockerfile/check/model.ts'
import type {Subject} from '../../../src/dockerfile/check/rule.ts'
import {parseDockerfile} from '../../../src/dockerfile/parse.ts'

export function subjectOf(...lines: string[]): Subject {
  const model = readModel(parseDockerfile(`${lines.join('\n')}\n`), {buildArgs: [], target: ''})!
  return {
    ...{model, file: 'Dockerfile', project: null, packages: [], programs: builtPrograms(model, null)},
    ...{context: null, platforms: [], today: '2026-11-21'},
  }
}
