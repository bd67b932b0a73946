// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of a shell
import {describe, expect, test} from '@jest/globals'
import {readCommands} from '../../src/dockerfile/commands.ts'
import {OPAQUE} from '../../src/dockerfile/opaque.ts'

const VARIABLES = new Map([
  ['OUT', '/out'],
  ['FLAGS', '-a -v'],
  ['STAR', '*'],
  ['EMPTY', ''],
  ['HOME', '/root'],
])
const read = (script: string) => readCommands(script, VARIABLES, '/src')

describe('commands that are surely all', () => {
  test.each<[string, string, string[][]]>([
    ['a chain', 'a && b c; d | e', [['a'], ['b', 'c'], ['d'], ['e']]],
    ['a condition', 'if a; then b; else c; fi', [['a'], ['b'], ['c']]],
    ['a loop', 'for x in 1 2; do a $x; done', [['a', OPAQUE]]],
    ['a subshell and a substitution', '(a); b "$(c)"', [['a'], ['c'], ['b', OPAQUE]]],
    ['words of the shell before it', 'exec env A=1 go build', [['go', 'build']]],
    ['a variable', 'a $OUT "$OUT/x" ${EMPTY:-y}', [['a', '/out', '/out/x', 'y']]],
    ['a variable that is taken apart', 'a $FLAGS -x=$FLAGS "$FLAGS"', [['a', OPAQUE, `-x=${OPAQUE}`, '-a -v']]],
    ['a variable that is held against names', 'rm $STAR "$STAR"', [['rm', OPAQUE, '*']]],
    ['patterns, up to where they begin', 'rm /out/*.so /x/{a,b} "*"', [['rm', `/out/${OPAQUE}`, `/x/${OPAQUE}`, '*']]],
    ['the home folder', 'rm ~/x ~other/x "~"', [['rm', '/root/x', `${OPAQUE}~other/x`, '~']]],
    ['a variable after the script has set it', 'OUT=/y; a $OUT', [[], ['a', OPAQUE]]],
    [
      'a variable after read',
      'read OUT; a $OUT',
      [
        ['read', 'OUT'],
        ['a', OPAQUE],
      ],
    ],
    ['a default that only an unset variable takes', 'a ${EMPTY-y}', [['a', OPAQUE]]],
  ])('%s', (_, script, words) => {
    expect(read(script)?.map(each => each.words)).toEqual(words)
  })

  test('have their folder, files and variables', () => {
    expect(read('cd cmd && A=1 go build 2>&1 > log; (cd /x); cd $(b); c')).toMatchObject([
      {words: ['cd', 'cmd'], folder: '/src'},
      {words: ['go', 'build'], folder: '/src/cmd', assignments: [['A', '1']], redirects: ['1', 'log']},
      {folder: '/src/cmd'},
      {words: ['b']},
      {words: ['cd', OPAQUE]},
      {words: ['c'], folder: null},
    ])
  })
})

test.each([
  ['a here-document', 'cat <<E\nx\nE'],
  ['a here-string', 'cat <<<x'],
  ['a case', 'case $X in a) b;; esac'],
  ['a function', 'f() { go build; }; f'],
  ['a test of bash', '[[ -f x ]] && go build'],
  ['arithmetic of bash', '((x++))'],
  ['process substitution', 'a <(go build)'],
  ['a command in a default', 'a ${X:-$(go build)}'],
  ['a command in arithmetic', 'a $(($(go build) + 1))'],
  ['escaped backquotes', 'a `b \\`go build\\``'],
  ['an array', 'X=(a b); go build'],
  ['a word that is quoted the way of some shells', "a $'x'"],
  ['a file for several commands', '{ go build; } > log'],
  ['a quote without its end', 'go build "'],
  ['a bracket too many', 'go build )'],
  ['a bracket after a word', 'env (go build)'],
  ['commands without end', 'go build;'.repeat(3000)],
])('nothing is read with %s', (_, script) => {
  expect(read(script)).toBeNull()
})
