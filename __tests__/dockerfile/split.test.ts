import {describe, expect, test} from '@jest/globals'
import {type Instruction, rangeIn} from '../../src/dockerfile/instruction.ts'
import {lineIndex} from '../../src/dockerfile/lines.ts'
import {splitFile} from '../../src/dockerfile/split.ts'
import {ODD_FILES} from './odd-files.ts'

const split = (text: string) => splitFile(text, lineIndex(text))
/** The instruction after FROM, and its file. */
function only(body: string): {text: string; instruction: Instruction} {
  const text = `FROM a\n${body}`
  return {text, instruction: split(text).instructions[1]!}
}

test.each(ODD_FILES.filter(({lines}) => lines !== null))('lines are those of BuildKit for $name', ({text, lines}) => {
  expect(split(text).instructions.map(({keyword, line, endLine}) => [keyword, line, endLine])).toEqual(lines)
})

test.each(ODD_FILES)('every character of $name has its place', ({text}) => {
  for (const {start, end, body, flags, heredocs} of split(text).instructions) {
    expect(start).toBeLessThanOrEqual(end)
    expect(end).toBeLessThanOrEqual(text.length)
    for (const placed of [body, ...heredocs.map(heredoc => heredoc.body)]) {
      expect(placed.offsets).toHaveLength(placed.text.length + 1)
      expect([...placed.offsets]).toEqual(placed.offsets.toSorted((one, other) => one - other))
      expect(
        placed.offsets
          .slice(0, -1)
          .map(offset => text[offset])
          .join(''),
      ).toBe(placed.text)
    }
    for (const flag of flags) expect(text.slice(flag.start, flag.end)).toContain(`--${flag.name}`)
  }
})

describe('directives', () => {
  test.each<[string, string, [string, string][], string]>([
    ['none', 'FROM a', [], '\\'],
    [
      'the three',
      '# syntax=docker/dockerfile:1\n# escape=`\n#check=skip=A;error=true\nFROM a',
      [
        ['syntax', 'docker/dockerfile:1'],
        ['escape', '`'],
        ['check', 'skip=A;error=true'],
      ],
      '`',
    ],
    ['capitals and blanks', '#  ESCAPE =  `  \r\nFROM a', [['escape', '`']], '`'],
    ['an unknown one, which ends them', '# other=1\n# escape=`\nFROM a', [], '\\'],
    ['an empty line, which ends them', '\n# escape=`\nFROM a', [], '\\'],
    ['one without a value', '# escape=\nFROM a', [], '\\'],
    ['another escape character than there are', '# escape=x\nFROM a', [['escape', 'x']], '\\'],
  ])('are read: %s', (_, text, expected, escapeChar) => {
    const read = split(text)
    expect(read.directives.map(({name, value}) => [name, value])).toEqual(expected)
    expect(read.escapeChar).toBe(escapeChar)
  })
})

test('comments are found between instructions and between continued lines, not in here-documents', () => {
  const text = '# check=skip=A\n# one \nFROM a\n  # two\nRUN a \\\n # three\n b # not\nRUN <<E\n# not\nE\n#four'
  const {comments} = split(text)
  expect(comments.map(({line, text: words}) => [line, words])).toEqual([
    [2, 'one'],
    [4, 'two'],
    [6, 'three'],
    [11, 'four'],
  ])
  expect(comments.map(({start, end}) => text.slice(start, end))).toEqual(['# one', '# two', '# three', '#four'])
})

describe('flags', () => {
  test.each<[string, string, [string, string][], string]>([
    ['none', 'RUN a --b', [], 'a --b'],
    [
      'two',
      'RUN --network=none --mount=type=cache,target=/x a',
      [
        ['network', 'none'],
        ['mount', 'type=cache,target=/x'],
      ],
      'a',
    ],
    ['without a value', 'COPY --link a b', [['link', '']], 'a b'],
    [
      'a quoted option with a blank',
      'RUN --mount=type=bind,"target=/a b" c',
      [['mount', 'type=bind,"target=/a b"']],
      'c',
    ],
    [
      'on continued lines, with a comment between',
      'RUN --network=none \\\n # x\n --mount=target=/x \\\n a',
      [
        ['network', 'none'],
        ['mount', 'target=/x'],
      ],
      'a',
    ],
    [
      'of HEALTHCHECK',
      'HEALTHCHECK --interval=5s --start-period=1s CMD a',
      [
        ['interval', '5s'],
        ['start-period', '1s'],
      ],
      'CMD a',
    ],
    ['the end of them', 'RUN --network=none -- --mount', [['network', 'none']], '--mount'],
  ])('are read: %s', (_, body, expected, rest) => {
    const {text, instruction} = only(body)
    expect(instruction.flags.map(({name, value}) => [name, value])).toEqual(expected)
    expect(instruction.body.text.trim()).toBe(rest)
    for (const {name, start, end} of instruction.flags)
      expect(text.slice(start, end).startsWith(`--${name}`)).toBe(true)
  })
})

describe('the JSON form', () => {
  test.each<[string, string, string[] | null]>([
    ['an array of strings', 'CMD ["a", "b c"]', ['a', 'b c']],
    ['an empty array', 'ENTRYPOINT []', []],
    ['on continued lines', 'RUN ["a", \\\n # x\n "b"]', ['a', 'b']],
    ['after flags', 'COPY --from=x ["a b", "/c"]', ['a b', '/c']],
    ['of HEALTHCHECK', 'HEALTHCHECK --interval=1s CMD ["a"]', ['a']],
    ['of ONBUILD', 'ONBUILD COPY ["a", "b"]', ['a', 'b']],
    ['escapes of JSON', 'CMD ["\\u0061\\t"]', ['a\t']],
    ['a test of the shell is none', 'RUN [ -f x ] && a', null],
    ['single quotes are none', "CMD ['a', 'b']", null],
    ['numbers are none', 'CMD ["a", 1]', null],
    ['an array in an array is none', 'CMD [["a"]]', null],
    ['an array and more is none', 'CMD ["a"] b', null],
    ['an instruction that has no such form', 'LABEL ["a"]', null],
    ['HEALTHCHECK NONE', 'HEALTHCHECK NONE', null],
  ])('is told: %s', (_, body, json) => {
    expect(only(body).instruction.json).toEqual(json)
  })
})

describe('here-documents', () => {
  test.each<[string, string, [name: string, descriptor: string, body: string][]]>([
    ['one', 'RUN <<EOF\na\n  b\nEOF\n', [['EOF', '', 'a\n  b\n']]],
    ['an empty one', 'RUN <<EOF\nEOF\n', [['EOF', '', '']]],
    ['a number before it', 'RUN 3<<EOF\na\nEOF\n', [['EOF', '3', 'a\n']]],
    ['<<- loses leading tabs, not spaces', 'RUN <<-EOF\n\t\ta\n \tb\n\tEOF\n', [['EOF', '', 'a\n \tb\n']]],
    ['a quoted name', "RUN <<'E F'\na\nE F\n", [['E F', '', 'a\n']]],
    [
      'two',
      'COPY <<a <<-b /x/\nin a\na\n\tin b\n\tb\n',
      [
        ['a', '', 'in a\n'],
        ['b', '', 'in b\n'],
      ],
    ],
    ['CRLF', 'RUN <<EOF\r\na\r\nEOF\r\n', [['EOF', '', 'a\r\n']]],
    ['none of LABEL', 'LABEL a=<<EOF\n', []],
    ['none in a word', 'RUN cat<<EOF\n', []],
    ['none where a quote is not closed', "RUN it's <<EOF\n", []],
  ])('are read: %s', (_, body, expected) => {
    const {instruction} = only(body)
    expect(instruction.heredocs.map(({name, descriptor, body: lines}) => [name, descriptor, lines.text])).toEqual(
      expected,
    )
  })
})

test('a body is joined as BuildKit does it, and each part of it is found again', () => {
  const {text, instruction} = only('RUN set -e; \\\r\n  # why\r\n  go build \\\r\n    ./cmd/x\r\n')
  const at = instruction.body.text.indexOf('go build')
  expect(instruction.body.text).toBe('set -e;   go build     ./cmd/x')
  const {start, end} = rangeIn(instruction.body, at, instruction.body.text.length)
  expect(text.slice(start, end)).toBe('go build \\\r\n    ./cmd/x')
})

describe('a line index', () => {
  const text = 'ab\r\n\ncd'
  test.each([
    [0, 1, 1],
    [2, 1, 3],
    [4, 2, 1],
    [5, 3, 1],
    [7, 3, 3],
    [99, 3, 3],
    [-1, 1, 1],
  ])('has offset %d on line %d, column %d', (offset, line, column) => {
    expect(lineIndex(text).place(offset)).toEqual({line, column})
  })

  test('has the text of a line without its end', () => {
    expect([1, 2, 3, 4].map(lineIndex(text).text)).toEqual(['ab', '', 'cd', ''])
    expect(lineIndex(text).count).toBe(3)
  })
})
