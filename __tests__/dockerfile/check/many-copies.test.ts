import {expect, test} from '@jest/globals'
import {builtPrograms} from '../../../src/dockerfile/check/built.ts'
import {contextPathIn} from '../../../src/dockerfile/check/copy.ts'
import {programsInImage} from '../../../src/dockerfile/check/in-image.ts'
import {readModel} from '../../../src/dockerfile/check/model.ts'
import type {Subject} from '../../../src/dockerfile/check/rule.ts'
import {parseDockerfile} from '../../../src/dockerfile/parse.ts'

/** Stages that each copy everything from the one before, many times over. */
function chained(stages: number, copies: number): string {
  const rows = ['FROM golang:1.26 AS s0', 'COPY . /src', 'RUN go build -o /app /src']
  for (let at = 1; at <= stages; at++) {
    rows.push(`FROM scratch AS s${at}`)
    for (let copy = 0; copy < copies; copy++) rows.push(`COPY --from=s${at - 1} / /d${copy}/`)
  }
  return [...rows, 'FROM scratch', `COPY --from=s${stages} /nothing /nothing`].join('\n')
}

test('stages that copy each other many times over are followed in bounded time', () => {
  const start = performance.now()
  const dockerfile = parseDockerfile(chained(9, 20))
  const model = readModel(dockerfile, {buildArgs: [], target: ''})!
  contextPathIn(dockerfile, model.target.stage, null, 'go.mod', [])
  contextPathIn(dockerfile, dockerfile.stages.at(-2)!, null, 'go.mod', [])
  programsInImage({model, programs: builtPrograms(model, null)} as unknown as Subject)
  expect(performance.now() - start).toBeLessThan(2000)
})
