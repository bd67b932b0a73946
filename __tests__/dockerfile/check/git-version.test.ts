import {expect, test} from '@jest/globals'
import {checkSubject} from '../../../src/dockerfile/check/check.ts'
import {gitQuestion} from '../../../src/dockerfile/check/git-version.ts'
import type {Rule} from '../../../src/dockerfile/check/rule.ts'
import {inspectFor, readSubject} from '../../../src/dockerfile/check/subject.ts'
import {writeTree} from '../../go/tree.ts'

async function subjectOf(dockerfile: string[], files: Record<string, string> = {}) {
  const text = dockerfile.join('\n')
  await using tree = writeTree({...files, Dockerfile: text})
  const context = tree.root
  const subject = await readSubject({
    ...{text, path: `${context}/Dockerfile`, file: 'Dockerfile', context, target: '', buildArgs: [], platforms: []},
    ...{inspect: (mains: string[]) => inspectFor(context, mains), today: '2026-11-21'},
  })
  return {subject: subject!, question: gitQuestion(subject!)}
}

test.each([
  ['the step', ['FROM a', 'RUN V=$(git describe) go build'], {}, {file: 'Dockerfile', line: 2}],
  [
    'the Makefile',
    ['FROM a', 'RUN make'],
    {Makefile: 'a:\nV=$(shell git rev-parse HEAD)\n'},
    {file: 'Makefile', line: 2},
  ],
  ['a script', ['FROM a', 'RUN sh ./build.sh'], {'build.sh': 'git log -1\n'}, {file: 'build.sh', line: 1}],
  ['nobody', ['FROM a', 'RUN make'], {Makefile: 'a:\n\tgit-lfs\n', 'other.sh': 'git log\n'}, null],
])('git is asked by %s', async (_, dockerfile, files, place) => {
  const {question} = await subjectOf(dockerfile, files)
  expect(question && {file: question.file, line: question.line}).toEqual(place)
})

const ANY: Rule = {
  ...{id: 'Z-01', severity: 'info', title: 't', why: 'w', source: 's'},
  find: ({model}) => [{at: model.target.stage.from, message: 'm', remedy: 'r'}],
}

test.each([
  ['a compile', ['FROM a', 'RUN go build'], 1],
  ['the golang image for make', ['FROM golang:1.26', 'RUN make'], 1],
  ['a go.mod for a toolchain of its own', ['FROM acme/tools', 'COPY go.mod .', 'RUN make'], 1],
  ['neither', ['FROM node', 'COPY . .', 'RUN npm ci'], 0],
])('rules for Go look at a file with %s', async (_, dockerfile, count) => {
  const {subject} = await subjectOf(dockerfile)
  expect(checkSubject(subject, [ANY], null).findings).toHaveLength(count)
})

test('a variable with a name of 60,000 letters is read like any other', async () => {
  const name = 'A_'.repeat(30_000)
  const {subject} = await subjectOf(['FROM a', `ENV ${name}=1`, 'RUN go build'])
  expect(checkSubject(subject, [ANY], null).findings).toHaveLength(1)
})
