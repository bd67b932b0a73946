import {expect, jest, test} from '@jest/globals'
import {RULES} from '../../../src/dockerfile/rules/table.ts'
import {findingsOf} from './findings.ts'

jest.setTimeout(60_000)

const GO = 'FROM golang:1.26 AS s0\nCOPY . .\nRUN go build -o /app .\n'
const STAGES = 25

/** Files of an attacker: none may take long, or throw. */
test.each([
  ['a stage that copies from all before it', GO + Array.from({length: STAGES}, (_, at) => stageOf(at + 1)).join('')],
  ['a line of loops', `ARG V\n${GO}RUN echo $V ${'for '.repeat(15_000)}\n`],
  ['a long line of variables', `ARG V\n${GO}RUN echo ${"'$V".repeat(20_000)}\n`],
  ['a chain of many commands', `${GO}RUN ${'GOARCH=$A go build . && '.repeat(300)} true\n`],
  ['many calls of make', `${GO}RUN ${'make && '.repeat(500)} true\n`],
])('is done in time with %s', async (_, dockerfile) => {
  const start = Date.now()
  const Makefile = `all: ${'again '.repeat(300)}\n${'again:\n\tmake && ./Makefile && sh Makefile\n'.repeat(1500)}`
  await findingsOf({name: '', dockerfile, files: {Makefile}}, RULES)
  expect(Date.now() - start).toBeLessThan(30_000)
})

function stageOf(at: number): string {
  const copies = Array.from({length: at}, (_, from) => `COPY --from=s${from} /app /app${from % 2 ? '' : at}\n`)
  return `FROM scratch AS s${at}\n${copies.join('')}`
}
