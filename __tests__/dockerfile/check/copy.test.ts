import {describe, expect, test} from '@jest/globals'
import {contextPathIn, landsAt} from '../../../src/dockerfile/check/copy.ts'
import {readModel} from '../../../src/dockerfile/check/model.ts'
import {readSuppressions} from '../../../src/dockerfile/check/suppress.ts'
import {parseDockerfile} from '../../../src/dockerfile/parse.ts'

const modelOf = (body: string) =>
  readModel(parseDockerfile(`FROM golang:1.26 AS x\n${body}\n`), {buildArgs: [], target: ''})!
const copyOf = (line: string) => modelOf(`WORKDIR /src\nARG D=/d\n${line}`).stages[0]!.copies[0]!

describe('where a file lands', () => {
  test.each<[string, string, string | null]>([
    ['COPY . .', 'a/b.go', '/src/a/b.go'],
    ['COPY . /x/', 'a/b.go', '/x/a/b.go'],
    ['COPY a /x/', 'a/b.go', '/x/b.go'],
    ['COPY a/b.go /x', 'a/b.go', '/x'],
    ['COPY a/b.go /x/', 'a/b.go', '/x/b.go'],
    ['COPY a/b.go c /x', 'a/b.go', '/x/b.go'],
    ['COPY a/*.go ./', 'a/b.go', '/src/b.go'],
    ['COPY *.go ./', 'a/b.go', null],
    ['COPY --parents a/*.go /x/', 'a/b.go', '/x/a/b.go'],
    ['COPY ["a", "/x y/"]', 'a/b.go', '/x y/b.go'],
    ['COPY a $D/', 'a/b.go', '/d/b.go'],
    ['COPY a $TARGETARCH/', 'a/b.go', null],
    ['COPY ab /x/', 'a/b.go', null],
    ['ADD https://example.com/a /x/', 'a/b.go', null],
  ])('%s takes %s to %s', (line, path, expected) => {
    expect(landsAt(copyOf(line), path)).toBe(expected)
  })
})

test('a file is followed through stages and bind mounts', () => {
  const {dockerfile, stages} = modelOf(
    'COPY a /one/\nFROM golang:1.26 AS y\nCOPY --from=x /one /two\nRUN --mount=type=bind,target=/three go build',
  )
  const [, {stage, runs}] = stages as [unknown, (typeof stages)[number]]
  expect(contextPathIn(dockerfile, stage, runs[0]!.instruction, 'a/b.go', [])).toEqual(['/two/b.go', '/three/a/b.go'])
  expect(contextPathIn(dockerfile, stage, null, 'c.go', [])).toEqual([])
})

describe('comments that silence', () => {
  test.each<[string, string, [string[], number, number][]]>([
    ['above an instruction', 'FROM a\n# go-image ignore=C-01 why\nRUN a \\\n b\n', [[['C-01'], 3, 4]]],
    ['two rules', 'FROM a\n# go-image ignore=C-01,V-07\nRUN a\n', [[['C-01', 'V-07'], 3, 3]]],
    ['above everything', '# go-image ignore=C-01 why\n\nFROM a\n', [[['C-01'], 1, Number.MAX_SAFE_INTEGER]]],
    ['above the first instruction', '# go-image ignore=C-01\nFROM a\n', [[['C-01'], 2, 2]]],
    ['inside of one', 'FROM a\nRUN a \\\n# go-image ignore=C-01\n b\n', [[['C-01'], 2, 4]]],
    [
      "BuildKit's directive",
      '# check=skip=C-01,JSONArgsRecommended;error=true\nFROM a\n',
      [[['C-01'], 1, Number.MAX_SAFE_INTEGER]],
    ],
    ['another comment', 'FROM a\n# ignore=C-01\n# go-image ignored\nRUN a\n', []],
    ['text of a here-document', 'FROM a\nRUN <<E\n# go-image ignore=C-01\nE\n', []],
  ])('%s', (_, text, expected) => {
    expect(readSuppressions(parseDockerfile(text)).map(({rules, from, to}) => [rules, from, to])).toEqual(expected)
  })
})
