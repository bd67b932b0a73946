import {readFileSync} from 'node:fs'
import {expect, test} from '@jest/globals'
import {readProblems} from '../../src/build/problems.ts'

const module = {dir: '.', path: 'example.com/ledger'}
const printed = (name: string) => readFileSync(new URL(`problems/${name}.txt`, import.meta.url), 'utf8').split('\n')
const placesOf = (lines: string[], of = module) =>
  readProblems(lines, of).map(({file, line, message, test}) =>
    [`${file}:${line}`, message, ...(test === null ? [] : [test])].join(' | '),
  )

// What Go 1.26, staticcheck v0.8.2 and golangci-lint v2.15.0 print for one module with every kind of fault.
test.each<[string, string[]]>([
  [
    'vet',
    [
      'broken/b_test.go:6 | no required module provides package github.com/none/none; to add it:\ngo get github.com/none/none',
      'main.go:6 | fmt.Printf format %d has arg "x" of wrong type string',
      'comp/c_test.go:5 | undefined: undefined',
    ],
  ],
  [
    'test',
    [
      'broken/b_test.go:6 | no required module provides package github.com/none/none; to add it:\ngo get github.com/none/none',
      'main.go:6 | fmt.Printf format %d has arg "x" of wrong type string',
      'comp/c_test.go:5 | undefined: undefined',
      'comp/c_test.go:5 | declared and not used: x',
      'sub/sub_test.go:7 | Add(1, 2) = -1\nwant 3 | TestAdd',
      'sub/sub_test.go:10 | deep failure | TestAdd/nested/deep',
      'sub/sub.go:9 | panic: assignment to entry in nil map [recovered, repanicked] | TestPanic',
    ],
  ],
  ['fuzz-seed', ['sub/fuzz_test.go:9 | not a sum: 1 2 | FuzzAdd/seed#0']],
  ['race', ['race/race.go:6 | data race; both of its stacks are in the log']],
  [
    'staticcheck',
    [
      'comp/c.go:3 | undefined: undefined (compile)',
      'main.go:6 | Printf format %d has arg #1 of wrong type string (SA5009)',
      'sub/sub.go:9 | assignment to nil map (SA5000)',
      'sub/sub.go:10 | func unused is unused (U1000)',
    ],
  ],
  [
    'golangci-lint',
    [
      'sub/sub.go:7 | Error return value of `f.Close` is not checked (errcheck)',
      'main.go:6 | printf: fmt.Printf format %d has arg "x" of wrong type string (govet)',
      'main.go:7 | ST1023: should omit type int from declaration; it will be inferred from the right-hand side (staticcheck)',
      'sub/sub.go:9 | SA5000: assignment to nil map (staticcheck)',
      'sub/sub.go:10 | func unused is unused (unused)',
    ],
  ],
])('what %s prints is read to its places', (name, expected) => {
  expect(placesOf(printed(name))).toEqual(expected)
})

test('files are those of the module, wherever it is in the context', () => {
  const inFolder = {dir: 'services/ledger', path: 'example.com/ledger/v2'}
  const lines = [
    './main.go:3:2: one',
    '/src/lib/x.go:4:2: two',
    '../shared/y.go:5:2: three',
    '--- FAIL: TestA (0.00s)',
    '    a_test.go:6: four',
    'FAIL\texample.com/ledger/v2/a\t0.01s',
    '--- FAIL: TestRoot (0.00s)',
    '    root_test.go:7: five',
    'FAIL\texample.com/ledger/v2\t0.01s',
  ]
  expect(placesOf(lines, inFolder)).toEqual([
    'services/ledger/main.go:3 | one',
    'lib/x.go:4 | two',
    'services/shared/y.go:5 | three',
    'services/ledger/a/a_test.go:6 | four | TestA',
    'services/ledger/root_test.go:7 | five | TestRoot',
  ])
})

const failed = (...lines: string[]) => [
  '--- FAIL: TestA (0.00s)',
  ...lines,
  'FAIL',
  'FAIL\texample.com/ledger/a\t0.01s',
]

test.each<[string, string[]]>([
  ['a passing test', ['--- PASS: TestA (0.00s)', '    a_test.go:3: fine', 'PASS', 'ok  \texample.com/ledger/a\t0.01s']],
  ['a skipped test', ['--- SKIP: TestA (0.00s)', '    a_test.go:3: not here', 'FAIL\texample.com/ledger/a\t0.01s']],
  ['a running test', ['=== RUN   TestA', '    a_test.go:3: so far', 'FAIL\texample.com/ledger/a\t0.01s']],
  [
    'a package that passed after all',
    ['--- FAIL: TestA (0.00s)', '    a_test.go:3: x', 'ok  \texample.com/ledger/a\t1s'],
  ],
  ['a package that was not named', ['--- FAIL: TestA (0.00s)', '    a_test.go:3: x']],
  ['another module', ['--- FAIL: TestA (0.00s)', '    a_test.go:3: x', 'FAIL\texample.com/ledgers/a\t0.01s']],
  ['a log line without a column', ['main.go:12: started', 'a/b.go:3: x']],
  ['a line with a date before', ['2026/11/21 12:00:00 main.go:12:3: x']],
  ['a file outside of the context', ['../x.go:1:2: x', '/usr/local/go/src/fmt/print.go:1:2: x', '/src/../x.go:1:2: x']],
  ['a test that names a path', failed('    ../../x.go:3: x', '    sub/x_test.go:3: x')],
  ['text that is indented more or less', failed('  a_test.go:3: x', '      a_test.go:3: x')],
  ['the frame of another module', ['panic: x', '\tgolang.org/x/mod@v0.1.0/a.go:3 +0x1', '\ttesting/testing.go:9']],
  ['a frame without a panic', ['\texample.com/ledger/a/a.go:9 +0x28']],
  ['files that are not Go', ['README.md:3:2: x', 'go.mod:3:2: x', 'x.go.txt:3:2: y']],
])('no place is taken from %s', (_, lines) => {
  expect(placesOf(lines)).toEqual([])
})

test('control characters and workflow commands are only text', () => {
  const lines = failed('    a_test.go:3: \u001b[31mred\u001b[0m \u202etxt', '        ::error::x', '        \u0007')
  expect(placesOf(['x\u0000.go:1:2: y', ...lines])).toEqual([
    'a/a_test.go:3 | red ⟨U+202E⟩txt\n::error::x\n⟨U+0007⟩ | TestA',
  ])
})

test('a message has six lines of three hundred characters at the most', () => {
  const [problem] = readProblems(failed('    a_test.go:3: x', ...Array(99).fill(`        ${'y'.repeat(999)}`)), module)
  expect(problem!.message.split('\n').map(line => line.length)).toEqual([1, 300, 300, 300, 300, 300])
})

test.each([
  ['dots', `${'./'.repeat(500_000)}x`],
  ['blanks', `${' '.repeat(1_000_000)}x`],
  ['colons', 'a.go:1:'.repeat(100_000)],
])('a line of a million %s takes no time', (_, line) => {
  const start = performance.now()
  expect(readProblems(Array(100).fill(line), module)).toEqual([])
  expect(performance.now() - start).toBeLessThan(1000)
})
