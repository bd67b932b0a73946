// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of a shell
import {describe, expect, test} from '@jest/globals'
import {OPAQUE} from '../../src/dockerfile/opaque.ts'
import {readShell} from '../../src/dockerfile/shell.ts'

const VARIABLES = new Map([
  ['GO', '1.26'],
  ['FLAGS', '-a  -v'],
  ['EMPTY', ''],
])
const read = (script: string) => readShell(script, {variables: VARIABLES, folder: '/src'})
const last = (script: string) => read(script).commands.at(-1)!

describe('words', () => {
  test.each<[string, string, string[]]>([
    ['plain ones', 'go build ./...', ['go', 'build', './...']],
    ['quotes taken off', `go "bu"'il'd -ldflags="-s -w"`, ['go', 'build', '-ldflags=-s -w']],
    ['escapes', 'a b\\ c', ['a', 'b c']],
    ['a variable', 'a $GO ${GO}', ['a', '1.26', '1.26']],
    ['none in single quotes', "a '$GO'", ['a', '$GO']],
    ['a variable without quotes, which becomes several words', 'go build $FLAGS .', ['go', 'build', '-a', '-v', '.']],
    ['with text around it', 'a x${FLAGS}y', ['a', 'x-a', '-vy']],
    ['one in quotes, which stays one', 'go build "$FLAGS"', ['go', 'build', '-a  -v']],
    ['an empty one, which is no word', 'go build $EMPTY .', ['go', 'build', '.']],
    ['an empty one in quotes, which is', 'go build "$EMPTY"', ['go', 'build', '']],
    ['an unknown one', 'a "x$TARGETARCH"', ['a', `x${OPAQUE}`]],
    ['a default of a known one', 'a ${EMPTY:-b} ${GO:-b} ${GO:+b}', ['a', 'b', '1.26', 'b']],
    ['a default of an unknown one', 'a ${OTHER:-b}', ['a', OPAQUE]],
    ['an operator that is not followed', 'a ${GO%.*}', ['a', OPAQUE]],
    ['what a command prints', 'a $(b) `c`', ['a', OPAQUE, OPAQUE]],
    ['arithmetic', 'a $((1 + 1))', ['a', OPAQUE]],
    ['a shift, which is no here-document', 'a $((1 << N))', ['a', OPAQUE]],
    ['patterns', 'a *.go cmd/?', ['a', '*.go', 'cmd/?']],
  ])('%s', (_, script, words) => {
    expect(last(script).words.map(({text}) => text)).toEqual(words)
  })

  test('have their place and the names of their variables', () => {
    const script = 'A=1 go build -o "/out/$GO" \\\n  ./x'
    const {words, assignments, start, end} = last(script)
    expect(words.map(word => script.slice(word.start, word.end))).toEqual(['go', 'build', '-o', '"/out/$GO"', './x'])
    expect(words[3]).toMatchObject({raw: '"/out/$GO"', variables: ['GO']})
    expect(assignments.map(each => script.slice(each.start, each.end))).toEqual(['A=1'])
    expect(script.slice(start, end)).toBe(script)
  })
})

describe('whether a command surely runs', () => {
  test.each<[string, string, boolean]>([
    ['alone', 'go build', true],
    ['after &&', 'a && go build', true],
    ['after ;', 'set -e; go build', true],
    ['in a subshell', '(a; go build)', true],
    ['in braces', '{ a; go build; }', true],
    ['in a pipe', 'a | go build', true],
    ['for each of a list', 'for x in a b; do go build; done', true],
    ['in $(…)', 'a $(go build)', true],
    ['before ||', 'go build || true', false],
    ['after ||', 'a || go build', false],
    ['before && and ||', 'go build && a || b', false],
    ['after a test', '[ -f x ] && go build', false],
    ['after a test of bash', '[[ -f x ]] && go build', false],
    ['as a condition', 'if go build; then a; fi', false],
    ['in a branch', 'if a; then go build; fi', false],
    ['in the other branch', 'if a; then b; else go build; fi', false],
    ['in a case', 'case $X in a) go build;; esac', false],
    ['in a function', 'f() { go build; }', false],
    ['in a while', 'while a; do go build; done', false],
    ['for each of a variable, which may be empty', 'for x in $LIST; do go build; done', false],
    ['in the background', 'go build &', false],
  ])('%s', (_, script, certain) => {
    expect(read(script).commands.find(({words}) => words[0]?.text === 'go')?.certain).toBe(certain)
  })
})

describe('the folder', () => {
  test.each<[string, string, string | null]>([
    ['of the start', 'go build', '/src'],
    ['after cd', 'cd cmd && go build', '/src/cmd'],
    ['after cd to an absolute one', 'cd /x; go build', '/x'],
    ['after cd in a subshell', '(cd /x); go build', '/src'],
    ['after cd in a pipe', 'cd /x | a; go build', '/src'],
    ['after cd that ends the script otherwise', 'cd /x || exit 1; go build', '/x'],
    ['after cd -', 'cd /x && cd - && go build', null],
    ['after cd to an unknown one', 'cd $X && go build', null],
    ['after cd in a branch', 'if a; then cd /x; fi; go build', null],
    ['after popd', 'pushd x && popd && go build', null],
  ])('%s', (_, script, folder) => {
    expect(last(script).folder).toBe(folder)
  })
})

describe('the environment of a program', () => {
  test.each<[string, string, string | undefined]>([
    ['an assignment before it', 'CGO_ENABLED=0 go build', '0'],
    ['an assignment before another', 'CGO_ENABLED=0 a; go build', undefined],
    ['export', 'export CGO_ENABLED=0; go build', '0'],
    ['export of what is set', 'CGO_ENABLED=0; export CGO_ENABLED; go build', '0'],
    ['a variable of the shell alone', 'CGO_ENABLED=0; go build', undefined],
    ['export in a subshell', '(export CGO_ENABLED=0); go build', undefined],
    ['unset', 'export CGO_ENABLED=0; unset CGO_ENABLED; go build', undefined],
    ['export in a branch', 'if a; then export CGO_ENABLED=0; fi; go build', OPAQUE],
    ['export after a test', '[ -n "$X" ] && export CGO_ENABLED=0; go build', OPAQUE],
    ['export in a function', 'f() { export CGO_ENABLED=0; }; go build', OPAQUE],
    ['what a command prints', 'export CGO_ENABLED=$(a); go build', OPAQUE],
    ['something added', 'export CGO_ENABLED=a; CGO_ENABLED+=b; go build', OPAQUE],
  ])('%s', (_, script, value) => {
    expect(last(script).environment.get('CGO_ENABLED')).toBe(value)
  })
})

test('commands stand in the order of the text, those of $(…) before the one that they are a part of', () => {
  const names = read('a; b "$(c | d)" $X$(e); f <(g)').commands.map(({words}) => words[0]?.text)
  expect(names).toEqual(
    ['a', 'c', 'd', 'b', 'e', 'f', 'g'].sort((one, other) => names.indexOf(one) - names.indexOf(other)),
  )
  expect(names.indexOf('c')).toBeLessThan(names.indexOf('b'))
  expect(names).toHaveLength(7)
})

test('a pipe knows who reads', () => {
  const [first, second, third] = read('a | b | c').commands
  expect([first!.pipedTo, second!.pipedTo, third!.pipedTo]).toEqual([second, third, null])
})

test('redirects and here-documents are no words', () => {
  const {words, redirects} = last('cat <<EOF >/x 2>&1 y\ngo build\nEOF\n')
  expect(words.map(({text}) => text)).toEqual(['cat', 'y'])
  expect(redirects.map(({operator}) => operator)).toEqual(['<<', '>', '>&'])
})

describe('what cannot be read', () => {
  test.each<[string, string]>([
    ['a quote without its end', 'go build "'],
    ['a block without its end', 'if a; then go build'],
    ['a hundred levels', `${'( '.repeat(100)}a${' )'.repeat(100)}`],
    ['ten thousand commands', 'a;'.repeat(10_000)],
    ['a variable that stands for ten thousand words, ten times', `X="${'a '.repeat(10_000)}"; ${'b $X; '.repeat(10)}`],
  ])('is said: %s', (_, script) => {
    expect(read(script).isBroken).toBe(true)
  })

  test.each(['eval "$X"', '. ./env', 'source env'])('stands elsewhere for %s', script => {
    expect(read(script)).toMatchObject({isBroken: false, runsOthers: true})
  })

  test('is not said of a whole script', () => {
    expect(read('set -eux; for x in a b; do case $x in a) b;; esac; done; f() { c; }; f').isBroken).toBe(false)
  })

  test('a variable that doubles itself becomes unknown', () => {
    expect(last(`A=xx; ${'A=$A$A; '.repeat(100)}go build "$A"`).words.at(-1)!.text).toContain(OPAQUE)
  })
})

test.each([
  ['exports', `export ${Array.from({length: 20_000}, (_, at) => `V${at}=1`).join(' ')}`],
  ['assignments', Array.from({length: 20_000}, (_, at) => `V${at}=1`).join(';')],
])('twenty thousand %s are read in no time', (_, script) => {
  const start = performance.now()
  read(script)
  expect(performance.now() - start).toBeLessThan(5000)
})
