import {spawnSync} from 'node:child_process'
import {describe, expect, test} from '@jest/globals'
import {compileFlagWords, flagChoices, NO_FLAGS, readGoFlags} from '../../src/dockerfile/go-flags.ts'
import {writeDockerfile} from '../../src/dockerfile/write.ts'
import {UserError} from '../../src/runner/errors.ts'
import {projectOf} from './projects.ts'

const read = (inputs: Record<string, string>, upx = false) => readGoFlags(name => inputs[name] ?? '', upx)

test('nothing given is nothing', () => {
  expect(read({})).toEqual(NO_FLAGS)
  expect(flagChoices(NO_FLAGS)).toEqual([])
  expect(compileFlagWords(NO_FLAGS)).toEqual([])
})

describe('what is given gets through a shell as it is', () => {
  test.each([
    ['go-ldflags', "-X main.commit=1a2b3c -X 'main.title=My service' -w"],
    ['go-ldflags', '-X example.com/app/internal/version.Date=2026-11-21T10:00:00+01:00'],
    ['go-ldflags', '-s=false'],
    ['go-gcflags', 'all=-N -l'],
    ['go-gcflags', './...=-m=2'],
    ['go-gcflags', '-B'],
    ['go-tags', 'netgo'],
    ['go-tags', 'netgo,go1.27,ümlaut'],
  ])('%s %s', (name, value) => {
    const {dockerfile} = writeDockerfile(projectOf(), {
      base: 'distroless',
      buildArgs: [],
      goFlags: read({[name]: value}),
    })
    const line = /go build .*?(?= \\)/.exec(dockerfile)![0]
    const {stdout} = spawnSync('sh', ['-c', `printf '%s\\n' ${line}`], {encoding: 'utf8'})
    const flag = stdout.split('\n').find(word => word.startsWith(name.replace('go-', '-')))
    expect(flag?.endsWith(value)).toBe(true)
  })
})

describe('refused is', () => {
  const attacks = [
    '$(id)',
    '`id`',
    '"; id; "',
    '\\',
    'a\nRUN id',
    '<<EOF',
    'a|id',
    'a&&id',
    '$HOME',
    'a;id',
    'a>b',
    '#',
  ]

  test.each(attacks)('%j in every flag', attack => {
    for (const name of ['go-tags', 'go-ldflags', 'go-gcflags', 'goamd64', 'gofips140'])
      for (const value of [
        attack,
        `-X main.a=${attack}`,
        `all=-N ${attack}`,
        `v3 ${attack}`,
        `v1.0.0${attack}`,
        `a,${attack}`,
      ])
        expect(() => read({[name]: value})).toThrow(UserError)
  })

  test.each([
    ['go-ldflags', 'main.a=b'],
    ['go-gcflags', 'all'],
    ['go-tags', 'netgo osusergo'],
    ['go-tags', ',netgo'],
    ['goamd64', 'v5'],
    ['goamd64', '3'],
    ['gofips140', 'on'],
    ['gofips140', '../v1.0.0'],
  ])('%s %s', (name, value) => {
    expect(() => read({[name]: value})).toThrow(`Input \`${name}\` is "${value}"`)
  })

  test('a hidden character, which the message shows', () => {
    expect(() => read({'go-tags': 'a\u202eb'})).toThrow('a⟨U+202E⟩b')
  })
})

test('what changes compile results is told to the cache key, in one order', () => {
  const flags = read({'go-tags': 'b,a', 'go-ldflags': '-w', goamd64: 'v2'}, true)
  expect(compileFlagWords(flags)).toEqual(['tags=a,b', 'amd64=v2'])
})

test('advice stands where a flag does harm', () => {
  const reasons = (inputs: Record<string, string>, upx = false) => flagChoices(read(inputs, upx)).map(row => row.reason)
  expect(reasons({goamd64: 'v1', gofips140: 'v1.0.0', 'go-tags': 'netgo'})).toEqual(Array(3).fill('asked for'))
  for (const [reason] of [reasons({goamd64: 'v3'}), reasons({gofips140: 'latest'}), reasons({}, true)])
    expect(reason).toMatch(/^asked for[,;] \w/)
})
