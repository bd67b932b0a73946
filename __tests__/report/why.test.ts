import {describe, expect, test} from '@jest/globals'
import {renderComment} from '../../src/report/comment.ts'
import {whySentences, whyText} from '../../src/report/why.ts'
import type {Cause, ProgramDiff} from '../../src/size/diff.ts'
import {explainedReport} from './explained.ts'
import {sampleReport} from './sample.ts'
import {hostile} from './samples.ts'

const causeOf = (kind: Cause['kind'], bytes: number, different: Partial<Cause> = {}): Cause => ({
  ...{kind, bytes, subject: '', before: null, after: null, program: null, wantedBy: null},
  ...different,
})
const textOf = (causes: Cause[], programs: ProgramDiff[] = []) =>
  whyText({...explainedReport().diff!.platforms[0]!, causes, programs})
const report = sampleReport({source: {...sampleReport().source, server: null}})
const digest = (digit: string) => `sha256:${digit.repeat(64)}`
const wantedBy = {package: 'a.io/app/export', file: 'export/proto.go', line: 7, through: null}
const versions = {before: 'v1.0.0', after: 'v1.1.0'}

describe('a sentence says of', () => {
  test.each<[string, Cause, string]>([
    [
      'a new module who wants it',
      causeOf('module-added', 1_610_000, {subject: 'a.io/a', after: 'v1.2.3', wantedBy}),
      '`a.io/a` v1.2.3 is new, +1.61 MB, wanted by `export/proto.go:7`',
    ],
    [
      'a new module through what',
      causeOf('module-added', 1_610_000, {
        subject: 'a.io/a',
        after: 'v1.2.3',
        wantedBy: {...wantedBy, through: 'b.io/b'},
      }),
      '`a.io/a` v1.2.3 is new, +1.61 MB, wanted by `export/proto.go:7` through `b.io/b`',
    ],
    [
      'a new module nothing where nothing is known',
      causeOf('module-added', 5_000, {subject: 'a.io/a'}),
      '`a.io/a` is new, +5.00 kB',
    ],
    [
      'a module that is gone its version',
      causeOf('module-removed', -5_000, {subject: 'a.io/a', before: 'v1.2.3'}),
      '`a.io/a` v1.2.3 is gone, −5.00 kB',
    ],
    [
      'a module both versions',
      causeOf('module-changed', -5_000, {subject: 'a.io/a', ...versions}),
      '`a.io/a` v1.0.0 → v1.1.0, −5.00 kB',
    ],
    [
      'a replaced module by what',
      causeOf('module-changed', 5_000, {subject: 'a.io/a', before: 'v1.0.0', after: 'v1.0.0 => ../fork'}),
      '`a.io/a` v1.0.0 → v1.0.0 =&#62; ../fork, +5.00 kB',
    ],
    [
      'a module of the same version that more of it is used',
      causeOf('module-changed', 5_000, {subject: 'a.io/a', before: 'v1.0.0', after: 'v1.0.0'}),
      'more of `a.io/a` v1.0.0, +5.00 kB',
    ],
    ['own code its bytes', causeOf('own-code', 5_000, {subject: 'a.io/app'}), 'own code +5.00 kB'],
    [
      'the standard library both releases',
      causeOf('standard-library', 5_000, {subject: 'std', before: 'go1.27.3', after: 'go1.28rc1'}),
      'Go 1.27.3 → 1.28rc1, +5.00 kB',
    ],
    [
      'the standard library of one release that less of it is used',
      causeOf('standard-library', -5_000, {subject: 'std', before: 'go1.27.3', after: 'go1.27.3'}),
      'less of the standard library, −5.00 kB',
    ],
    [
      'symbols that they are there now',
      causeOf('symbols', 5_000, {after: 'symbols and debug information'}),
      'not stripped any more: symbols and debug information, +5.00 kB',
    ],
    [
      'symbols that they are gone',
      causeOf('symbols', -5_000, {before: 'symbols'}),
      'symbols are stripped now, −5.00 kB',
    ],
    [
      'symbols that grew with the code',
      causeOf('symbols', 5_000, {before: 'debug information', after: 'debug information'}),
      'debug information +5.00 kB',
    ],
    [
      'a setting both values',
      causeOf('setting', 5_000, {subject: 'CGO_ENABLED', before: '0', after: '1'}),
      '`CGO_ENABLED` 0 → 1, +5.00 kB',
    ],
    [
      'a setting that is new its value',
      causeOf('setting', 5_000, {subject: '-race', after: 'true'}),
      '`-race` unset → true, +5.00 kB',
    ],
    [
      'several settings their names',
      causeOf('setting', 5_000, {subject: '-race, CGO_ENABLED'}),
      '`-race, CGO_ENABLED` changed, +5.00 kB',
    ],
    [
      'an embedded folder that it grew',
      causeOf('embedded', 710_000, {subject: 'web/dist/', before: 'web/dist/', after: 'web/dist/'}),
      '`web/dist/` embeds more, +710 kB',
    ],
    [
      'an embedded file that it is new',
      causeOf('embedded', 710_000, {subject: 'web/a.js', after: 'web/a.js'}),
      '`web/a.js` is embedded now, +710 kB',
    ],
    [
      'an embedded file that it is gone',
      causeOf('embedded', -710_000, {subject: 'web/a.js', before: 'web/a.js'}),
      '`web/a.js` is not embedded any more, −710 kB',
    ],
    [
      'a program that it is new',
      causeOf('program-added', 9_000_000, {subject: 'bin/tool', program: 'bin/tool'}),
      'program `/bin/tool` is new, +9.00 MB',
    ],
    [
      'a program that it is gone',
      causeOf('program-removed', -9_000_000, {subject: 'bin/tool', program: 'bin/tool'}),
      'program `/bin/tool` is gone, −9.00 MB',
    ],
    ['a file that it is new', causeOf('file', 5_000, {subject: 'etc/x', after: 'etc/x'}), '`/etc/x` is new, +5.00 kB'],
    [
      'a file that it is gone',
      causeOf('file', -5_000, {subject: 'etc/x', before: 'etc/x'}),
      '`/etc/x` is gone, −5.00 kB',
    ],
    [
      'a folder its bytes',
      causeOf('file', 5_000, {subject: 'etc/', before: 'etc/', after: 'etc/'}),
      '`/etc/` +5.00 kB',
    ],
    [
      'hidden files where most are',
      causeOf('replaced-below', 5_000, {subject: 'tmp/x'}),
      'files that later layers replace or remove, most in `/tmp/x`, +5.00 kB',
    ],
    ['the base its bytes', causeOf('base', 5_000), 'base image +5.00 kB'],
    [
      'the base both digests',
      causeOf('base', 5_000, {subject: 'debian', before: digest('a'), after: digest('b')}),
      'base image `debian` aaaaaaaaaaaa → bbbbbbbbbbbb, +5.00 kB',
    ],
    [
      'the base both names',
      causeOf('base', -5_000, {subject: 'alpine', before: 'debian', after: 'alpine'}),
      'base image `debian` → `alpine`, −5.00 kB',
    ],
    ['the rest its bytes', causeOf('rest', -12), 'rest −12 B'],
  ])('%s', (_, cause, expected) => {
    expect(whySentences(report, [cause], [])).toEqual([expected])
    // The same words without marks; the figure stands beside them on a terminal.
    const [plain] = textOf([cause])
    const figure = /,? [+−][\d.]+ [kM]?B/
    expect(plain).toBe(expected.replace(figure, '').replaceAll('`', '').replace('&#62;', '>'))
  })

  test.each<Cause['kind']>([
    ...([
      'base',
      'module-added',
      'module-removed',
      'module-changed',
      'own-code',
      'standard-library',
      'symbols',
    ] as const),
    ...(['setting', 'embedded', 'program-added', 'program-removed', 'file', 'replaced-below', 'rest'] as const),
  ])('hostile names in %s nothing that leaves its place', kind => {
    const named = {subject: hostile, before: hostile, after: `${hostile}2`, program: hostile}
    const cause = causeOf(kind, 5_000, {...named, wantedBy: {...wantedBy, file: hostile, through: hostile}})
    const [markdown] = whySentences(sampleReport(), [cause], [])
    expect(markdown).not.toMatch(/<!--|<\/(?!span>|code>)|\n|\p{Cc}|(?<!>)@octocat/u)
    expect(textOf([cause])[0]).not.toMatch(/\p{Cc}|\u202e/u)
  })
})

test('a place is linked where the repository is known', () => {
  const [sentence] = whySentences(sampleReport(), [causeOf('module-added', 5_000, {subject: 'a.io/a', wantedBy})], [])
  expect(sentence).toMatch(
    /wanted by \[export\/proto\.go:7\]\(https:\/\/github\.com\/acme\/ledger\/blob\/\w+\/export\/proto\.go#L7\)$/,
  )
})

test('the package that changed most is named, unless it has the name of its module', () => {
  const sized = (path: string, module: string, before: number | null, after: number | null) => ({
    path,
    module,
    before,
    after,
  })
  const program: ProgramDiff = {
    ...explainedReport().diff!.platforms[0]!.programs[0]!,
    path: 'app',
    packages: [
      sized('net/http', 'std', null, 900_000),
      sized('crypto/tls', 'std', 700_000, 1_000_000),
      sized('log', 'std', 2_000_000, 1_000),
      sized('a.io/a', 'a.io/a', 1_000, 9_000),
      sized('a.io/a/x', 'a.io/a', 9_000, 4_000),
      sized('a.io/app/web', 'a.io/app', 1_000, 9_000),
    ],
  }
  const about = (kind: Cause['kind'], bytes: number, subject: string) =>
    textOf([causeOf(kind, bytes, {subject, program: 'app', ...versions})], [program])
  expect(about('standard-library', 900_000, 'std')).toEqual(['Go v1.0.0 → v1.1.0, most in net/http'])
  expect(about('standard-library', -900_000, 'std')).toEqual(['Go v1.0.0 → v1.1.0, most in log'])
  expect(about('module-changed', 3_000, 'a.io/a')).toEqual(['a.io/a v1.0.0 → v1.1.0'])
  expect(about('module-changed', -3_000, 'a.io/a')).toEqual(['a.io/a v1.0.0 → v1.1.0, most in a.io/a/x'])
  expect(about('own-code', 8_000, 'a.io/app')).toEqual(['own code, most in a.io/app/web'])
  expect(about('module-added', 8_000, 'a.io/app')).toEqual(['a.io/app v1.1.0 is new'])
})

test('of several programs each cause names its own', () => {
  const causes = [
    causeOf('own-code', 9_000, {program: 'app'}),
    causeOf('own-code', 8_000, {program: 'bin/tool'}),
    causeOf('file', 7_000, {subject: 'etc/x', after: 'etc/x'}),
  ]
  expect(whySentences(report, causes, [])).toEqual([
    'own code +9.00 kB, in `/app`',
    'own code +8.00 kB, in `/bin/tool`',
    '`/etc/x` is new, +7.00 kB',
  ])
  expect(textOf(causes)).toEqual(['own code, in /app', 'own code, in /bin/tool', '/etc/x is new'])
})

test('of many causes five are said and the others added up, so that all is accounted for', () => {
  const causes = [9, 8, 7, 6, 5, 4, 3].map(figure =>
    causeOf('file', figure * 1_000, {subject: `f${figure}`, after: 'f'}),
  )
  const said = whySentences(report, [...causes, causeOf('rest', -5)], [])
  expect(said.slice(5)).toEqual(['2 smaller causes +7.00 kB', 'rest −5 B'])
})

test('what does not compare is said where nothing else is, too', () => {
  const report = explainedReport()
  const [platform] = report.diff!.platforms
  const caveats = ['The older image has no `linux/amd64`.']
  const alone = {...platform!, before: null, files: null, programs: [], causes: [], caveats}
  const comment = renderComment({...report, diff: {schema: 1, platforms: [alone]}}, {marker: '<!-- x -->'})
  expect(comment).toContain('\n\nThe older image has no `linux/amd64`.\n\n')
})

test('what does not compare is said below', () => {
  const explained = explainedReport()
  const [platform] = explained.diff!.platforms
  const diff = {...explained.diff!, platforms: [{...platform!, caveats: ['Only sizes are known.', 'b', 'c']}]}
  expect(renderComment({...explained, diff}, {marker: '<!-- x -->'})).toContain(
    'Only sizes are known. (2 more remarks in the report)',
  )
})
