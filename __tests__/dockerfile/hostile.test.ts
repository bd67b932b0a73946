/** Random, mutated, truncated and huge Dockerfiles: nothing throws, nothing hangs, every place is inside of the file. */
import {readdirSync, readFileSync} from 'node:fs'
import {describe, expect, jest, test} from '@jest/globals'
import {checkSubject} from '../../src/dockerfile/check/check.ts'
import {tooLargeText, tooManyInstructions} from '../../src/dockerfile/check/limits.ts'
import {readModel} from '../../src/dockerfile/check/model.ts'
import {readSubject} from '../../src/dockerfile/check/subject.ts'
import type {Range} from '../../src/dockerfile/instruction.ts'
import {parseDockerfile} from '../../src/dockerfile/parse.ts'
import {RULES} from '../../src/dockerfile/rules/table.ts'
import {pick, type Random, seeded} from '../go/generate.ts'

jest.setTimeout(60_000)

const FIXTURES = new URL('../fixtures/dockerfiles/', import.meta.url)
const REAL = readdirSync(FIXTURES).map(name => readFileSync(new URL(`${name}/Dockerfile`, FIXTURES), 'utf8'))

/** Pieces that open something, close it, or mean something only together. */
const PIECES = [
  ...[
    'FROM a AS b\n',
    'FROM b\n',
    'RUN ',
    'COPY --from=b ',
    'ENV A=$B',
    'ARG A',
    'ONBUILD ',
    'HEALTHCHECK CMD ',
    'SHELL ',
  ],
  ...['--mount=type=cache,target=/x ', '<<EOF', '<<-"E F"', '3<<X', '\nEOF\n', '\\\n', '`\n', '\\\\\n', '\r\n', '\n\n'],
  ...[
    '# escape=`\n',
    '# check=skip=all\n',
    '# go-image ignore=C-01 x\n',
    '["a", "b"]',
    '[',
    ']',
    '"',
    "'",
    '`',
    '$(',
    ')',
  ],
  ...[
    '((',
    '))',
    '{',
    '}',
    '${A:-',
    '${',
    '$A',
    '&& ',
    '|| ',
    '| ',
    ';',
    ' > ',
    'if a; then ',
    'fi; ',
    'case x in a) ',
    'esac',
  ],
  ...[
    'sh -c "',
    'env A=1 ',
    'go build ',
    'go mod download ',
    'cd /x',
    '-o /y ',
    './... ',
    '\0',
    '\uD800',
    '\uFFFD',
    '\uFEFF',
    '\t',
  ],
  ...['WORKDIR x\n', 'USER u\n', 'é', '𝕏', 'export A=', 'make build ', 'function f { ', '<(', '*', '?', '~'],
]

const below = (random: Random, count: number) => Math.floor(random() * count)

async function check(text: string): Promise<void> {
  // One expectation for all: there can be ten thousands of ranges.
  const outside: Range[] = []
  const inside = (range: Range) => {
    if (range.start < 0 || range.start > range.end || range.end > text.length) outside.push(range)
  }
  const dockerfile = parseDockerfile(text)
  for (const comment of dockerfile.comments) inside(comment)
  const model = readModel(dockerfile, {buildArgs: ['A=1'], target: ''})
  for (const {runs, stage} of model?.stages ?? []) {
    for (const instruction of [stage.from, ...stage.instructions]) {
      inside(instruction)
      instruction.flags.forEach(inside)
    }
    for (const command of runs.flatMap(({commands}) => commands)) {
      inside(command)
      command.words.forEach(inside)
      command.assignments.forEach(inside)
    }
  }
  expect(outside).toEqual([])
  const subject = await subjectOf(text)
  if (subject === null) return
  const {findings} = checkSubject(subject, RULES, null)
  const {lines} = dockerfile
  const isWrong = (line: number | null, column: number | null) =>
    line !== null && (line < 1 || line > lines.count || (column ?? 1) > lines.text(line).length + 2)
  expect(findings.filter(each => isWrong(each.line, each.column) || isWrong(each.endLine, each.endColumn))).toEqual([])
}

function subjectOf(text: string) {
  return readSubject({
    ...{text, path: '/x/Dockerfile', file: 'Dockerfile', context: null, inspect: async () => null},
    ...{buildArgs: ['A=1'], target: '', platforms: [], today: '2026-11-21'},
  })
}

test('random pieces are read', async () => {
  const random = seeded(1)
  for (let round = 0; round < 150; round++)
    await check(`FROM a\n${Array.from({length: 1 + below(random, 30)}, () => pick(random, PIECES)).join('')}`)
})

test('real files with pieces put in, taken out and cut off are read', async () => {
  const random = seeded(2)
  for (let round = 0; round < 150; round++) {
    let text = pick(random, REAL)
    for (let change = below(random, 5); change >= 0; change--) {
      const at = below(random, text.length + 1)
      const rest = text.slice(at + (below(random, 2) === 0 ? 0 : below(random, 40)))
      text = text.slice(0, at) + (below(random, 3) === 0 ? '' : pick(random, PIECES)) + rest
    }
    await check(below(random, 4) === 0 ? text.slice(0, below(random, text.length + 1)) : text)
  }
})

const many = (count: number, line: (index: number) => string) =>
  Array.from({length: count}, (_, at) => line(at)).join('')

/** Each as large as is let in. Took minutes, or more memory than there is, before it was bounded. */
const LARGE: Record<string, string> = {
  'a line of 64 KB': `FROM a\nRUN echo ${'x'.repeat(65_000)}\n`,
  'a list of 250 KB': `FROM a\nRUN ${'go build && \\\n'.repeat(18_000)}true\n`,
  'quotes of a flag': `FROM a\nRUN --a=${'"'.repeat(60_001)}\n`,
  'variables that double': `FROM a\n${many(240, at => `ENV A${at + 1}=$A${at}$A${at}\nRUN go build $A${at}\n`)}`,
  'arguments that double': `ARG A=xx\n${'ARG A=$A$A\n'.repeat(400)}FROM $A\n`,
  'relative folders': `FROM a\n${many(240, at => `WORKDIR a${at}\nRUN go build\n`)}`,
  'stages on stages': many(240, at => `FROM ${at === 0 ? 'a' : `s${at - 1}`} AS s${at}\nRUN go build\n`),
  'stages from stages': many(40, at => `FROM a AS s${at}\n${many(10, n => `COPY --from=s${at - 1} /x${n} /y\n`)}`),
  exports: `FROM a\nRUN ${many(12_000, at => `export A${at}=1;\\\n`)}go build\n`,
  'a variable of words': `FROM a\nENV F="${'-a '.repeat(10_000)}"\nRUN ${'go build $F; '.repeat(2000)}\n`,
  mounts: `FROM golang\n${many(300, () => `RUN ${'--mount=type=cache,target=/x '.repeat(25)} go build\n`)}`,
  'here-documents': `FROM a\n${'RUN <<EOF\ngo build\nEOF\n'.repeat(400)}`,
  comments: `FROM a\n${'# go-image ignore=C-01 x\n'.repeat(10_000)}`,
  'empty lines': `FROM a\n${'\n'.repeat(100_000)}`,
  'blanks and backslashes': `FROM a\nRUN a${' \\ '.repeat(20_000)}\n b\n`,
  ...Object.fromEntries(
    [
      '$(',
      '"$(',
      '((((',
      '{{{{',
      '{ ',
      '( ',
      '${A:-',
      '"${A:-',
      '`a',
      '$((',
      '@(',
      'if a; then ',
      '{a,',
      '! ',
      '<<E ',
    ].map(piece => [
      `many ${piece}`,
      `FROM a\nUSER ${piece.repeat(5000)}\nRUN ${piece.repeat(Math.floor(50_000 / piece.length))}\n`,
    ]),
  ),
}

describe('what is as large as can be is read in seconds', () => {
  test.each(Object.entries(LARGE))('%s', async (_, text) => {
    expect(tooLargeText(text) ?? tooManyInstructions(parseDockerfile(text))).toBeNull()
    const begun = process.cpuUsage().user
    await check(text)
    expect((process.cpuUsage().user - begun) / 1e6).toBeLessThan(10)
  })
})

describe('what is larger is refused with its numbers', () => {
  test.each([
    ['a megabyte', `FROM a\n${'RUN a\n'.repeat(170_000)}`, /has 1020007 characters, and at most 262144 are read/],
    ['a long line', `FROM a\nRUN ${'x'.repeat(65_535)}`, /line 2 has more than the 65535 bytes that BuildKit accepts/],
    ['a line of long characters', `FROM a\nRUN ${'é'.repeat(32_768)}`, /line 2 has more than/],
    ['many instructions', `FROM a\n${'RUN a\n'.repeat(500)}`, /has 501 instructions, and at most 500 are read/],
    ['many variables', `FROM a\nENV${' A=b'.repeat(501)}\n`, /has 501 variables, and at most 500 are read/],
  ])('%s', async (_, text, message) => {
    await expect(subjectOf(text)).rejects.toThrow(message)
  })
})
