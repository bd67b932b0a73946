import {expect, test} from '@jest/globals'
import {builtPrograms} from '../../../src/dockerfile/check/built.ts'
import {readModel} from '../../../src/dockerfile/check/model.ts'
import {contextFiles} from '../../../src/dockerfile/check/subject.ts'
import {parseDockerfile} from '../../../src/dockerfile/parse.ts'
import {writeTree} from '../../go/tree.ts'

test.each<[string, string, [dir: string | null, output: string | null][]]>([
  ['the folder itself', 'WORKDIR /src\nCOPY . .\nRUN go build -o /app .', [['.', '/app']]],
  ['a copy to the root', 'COPY . /\nRUN cd /cmd/web && go build', [['cmd/web', '/cmd/web/web']]],
  ['a folder', 'WORKDIR /src\nCOPY . .\nRUN go build -o /out/ ./cmd/web', [['cmd/web', '/out/web']]],
  ['an import path', 'WORKDIR /src\nCOPY . .\nRUN go build -o /app example.com/app/cmd/web', [['cmd/web', '/app']]],
  ['the name of the module', 'WORKDIR /src\nCOPY . .\nRUN go build', [['.', '/src/app']]],
  ['a bind mount', 'WORKDIR /src\nRUN --mount=target=. go build -o /app ./cmd/web', [['cmd/web', '/app']]],
  ['a file', 'WORKDIR /src\nCOPY . .\nRUN go build -o /app main.go', [['.', '/app']]],
  ['install', 'WORKDIR /src\nCOPY . .\nRUN go install ./cmd/web', [['cmd/web', '/go/bin/web']]],
  [
    'two',
    'WORKDIR /src\nCOPY . .\nRUN go build -o /out/ . ./cmd/web',
    [
      ['.', '/out/app'],
      ['cmd/web', '/out/web'],
    ],
  ],
  ['another module, which is no folder of this one', 'RUN go install example.org/tool@v1.0.0', []],
  ['all packages, of which none is named', 'WORKDIR /src\nCOPY . .\nRUN go build ./...', []],
  ['a folder that nothing is copied to', 'WORKDIR /src\nRUN go build -o /app ./cmd/web', [[null, '/app']]],
  ['an unknown folder', 'COPY . /src\nRUN cd $X && go build -o /app .', [[null, '/app']]],
  ['an unknown package', 'WORKDIR /src\nCOPY . .\nRUN go build -o /app ./cmd/$X', [[null, '/app']]],
])('the program of %s', async (_, body, expected) => {
  await using tree = writeTree({'go.mod': 'module example.com/app\n', 'main.go': 'package main\n'})
  const model = readModel(parseDockerfile(`FROM golang:1.26\n${body}\n`), {buildArgs: [], target: ''})!
  const context = contextFiles(tree.root, `${tree.root}/Dockerfile`)
  expect(builtPrograms(model, context).map(({dir, output}) => [dir, output])).toEqual(expected)
})
