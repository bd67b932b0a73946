import {expect, test} from '@jest/globals'
import {addStepBefore, removeFlag, removeStep, removeWord, wordRange} from '../../../src/dockerfile/check/edits.ts'
import type {Edit} from '../../../src/dockerfile/check/rule.ts'
import {parseDockerfile} from '../../../src/dockerfile/parse.ts'

function stepOf(text: string, index = 0) {
  const file = parseDockerfile(text)
  return {file, step: file.stages[0]!.instructions[index]!}
}

function applied(text: string, edits: Edit[]): string {
  return edits.reduce((all, {start, end, text: by}) => all.slice(0, start) + by + all.slice(end), text)
}

test.each([
  ['RUN --mount=type=cache,target=/a go build', 'RUN go build'],
  ['RUN --mount=type=cache,target=/a --network=none go build', 'RUN --network=none go build'],
  ['RUN --mount=type=cache,target=/a \\\n    go build', 'RUN go build'],
  ['RUN --mount=type=cache,target=/a \\\r\n    go build', 'RUN go build'],
])('a flag goes with the blanks after it: %j', (written, left) => {
  const text = `FROM x\n${written}\n`
  const edit = removeFlag(stepOf(text).step.flags[0]!, text)
  expect(applied(text, [edit!])).toBe(`FROM x\n${left}\n`)
})

test('a comment after the flag keeps it there', () => {
  const text = 'FROM x\nRUN --mount=type=cache,target=/a \\\n# why\n    go build\n'
  expect(removeFlag(stepOf(text).step.flags[0]!, text)).toBeNull()
})

test('a step goes with its line, unless a comment is about it', () => {
  const text = 'FROM x\nRUN a\nRUN b\n'
  expect(applied(text, removeStep(stepOf(text).step, stepOf(text).file)!)).toBe('FROM x\nRUN b\n')
  const commented = stepOf('FROM x\n# why\nRUN a\n')
  expect(removeStep(commented.step, commented.file)).toBeNull()
})

test('steps are put before another with the line ends of the file', () => {
  const text = 'FROM x\r\nRUN a\r\n'
  const {file, step} = stepOf(text)
  expect(applied(text, addStepBefore(step, ['COPY a b'], file)!)).toBe('FROM x\r\nCOPY a b\r\nRUN a\r\n')
})

test.each([
  ['COPY go.mod go.sum ./', 'go.sum', 'go.sum'],
  ['COPY go.mod \\\n  go.sum ./', 'go.sum', 'go.sum'],
  ['COPY go.mod go.summary ./', 'go.sum', null],
  ['COPY go.sum go.sum ./', 'go.sum', null],
  ['COPY ["go.mod", "go.sum", "./"]', 'go.sum', null],
])('a word is found where it stands once: %j', (written, word, found) => {
  const text = `FROM x\n${written}\n`
  const range = wordRange(stepOf(text).step, word)
  expect(range && text.slice(range.start, range.end)).toBe(found)
})

test.each([
  ['ENV X=1 A=2', 'ENV A=2'],
  ['ENV A=2 X=1', 'ENV A=2'],
  ['ENV A=2 \\\n    X=1 \\\n    B=3', 'ENV A=2 \\\n    B=3'],
  ['ENV X=1 \\\n    B=3', 'ENV \\\n    B=3'],
  ['ENV A=2 \\\n    X=1 B=3', 'ENV A=2 \\\n    B=3'],
  ['ENV A=2 \\\n    X=1', null],
])('a word goes with the blank beside it, or with its line: %j', (written, left) => {
  const text = `FROM x\n${written}\nRUN a\n`
  const start = text.indexOf('X=1')
  const edits = removeWord({start, end: start + 3}, text)
  expect(edits && applied(text, edits)).toBe(left && `FROM x\n${left}\nRUN a\n`)
})
