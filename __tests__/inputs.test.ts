import {readFileSync} from 'node:fs'
import {describe, expect, test} from '@jest/globals'
import {parse} from 'yaml'
import {type BuildInputs, readInputs} from '../src/inputs.ts'
import {UserError} from '../src/runner/errors.ts'

const read = (given: Record<string, string>) => readInputs(name => given[name] ?? '')
const build = (given: Record<string, string>) => read(given).build

const action = parse(readFileSync(new URL('../action.yml', import.meta.url), 'utf8')) as {
  inputs: Record<string, {description: string; default: string}>
}

describe('action.yml', () => {
  test('declares exactly the inputs that are read', () => {
    const names = new Set<string>()
    readInputs(name => {
      names.add(name)
      return ''
    })
    expect([...names].sort()).toEqual(Object.keys(action.inputs).sort())
  })

  test('describes every input and gives it a default', () => {
    for (const [name, input] of Object.entries(action.inputs)) {
      expect([name, input.description]).toEqual([name, expect.stringMatching(/\w.*\.$/s)])
      expect([name, typeof input.default]).toEqual([name, 'string'])
    }
  })

  test('has defaults that read to the same values as no input at all', () => {
    const {githubToken, ...defaults} = readInputs(name => action.inputs[name]?.default ?? '')
    const {githubToken: none, ...nothing} = read({})
    expect(defaults).toEqual(nothing)
    expect([githubToken, none]).toEqual([expect.stringContaining('github.token'), ''])
  })
})

test.each([
  ['51725241954', '51725241954'],
  ['', null],
  ['${{ job.check_run_id }}', null],
  ['../../evil', null],
])('the number of the job %j is %j', (given, expected) => {
  expect(read({'check-run-id': given}).checkRunId).toBe(expected)
})

// The cases of docker/actions-toolkit __tests__/util.test.ts (getInputList), with the options that
// docker/build-push-action gives each input.
describe('a list', () => {
  test.each<[string, string, keyof BuildInputs, string, string[]]>([
    ['nothing', 'tags', 'tags', '', []],
    ['only white space', 'tags', 'tags', ' \n \n', []],
    ['lines', 'platforms', 'platforms', 'linux/amd64\nlinux/arm64', ['linux/amd64', 'linux/arm64']],
    ['empty lines', 'tags', 'tags', 'a:1\n\n\na:2\n', ['a:1', 'a:2']],
    ['Windows lines', 'tags', 'tags', 'a:1\r\na:2,a:3', ['a:1', 'a:2', 'a:3']],
    ['commas and a space', 'tags', 'tags', 'name/app:7.4, name/app:latest', ['name/app:7.4', 'name/app:latest']],
    ['a comma at the end', 'tags', 'tags', 'a:1,a:2,', ['a:1', 'a:2']],
    ['indented lines', 'tags', 'tags', '  a:1\n    a:2  ', ['a:1', 'a:2']],
    [
      'a quoted field alone on its line, which commas still split',
      'platforms',
      'platforms',
      'linux/amd64\n"linux/arm64,linux/arm/v7"',
      ['linux/amd64', 'linux/arm64', 'linux/arm/v7'],
    ],
    ['quotes after an indent', 'labels', 'labels', '  "a=1\n2"', ['a=1\n2']],
    [
      'commas in a list of lines',
      'cache-from',
      'cacheFrom',
      'user/app:cache\ntype=local,src=path/to/dir',
      ['user/app:cache', 'type=local,src=path/to/dir'],
    ],
    [
      'a number sign, which begins no comment',
      'build-args',
      'buildArgs',
      'foo=bar\nbar=qux#baz',
      ['foo=bar', 'bar=qux#baz'],
    ],
    [
      'a value over several lines',
      'build-args',
      'buildArgs',
      'MY_ARG=val1,val2,val3\nARG=val\n"MULTILINE=aaaa\n\nbbbb\nccc"',
      ['MY_ARG=val1,val2,val3', 'ARG=val', 'MULTILINE=aaaa\n\nbbbb\nccc'],
    ],
    ['doubled quotes', 'secrets', 'secrets', '"A=a\nb""b"\nB=c', ['A=a\nb"b', 'B=c']],
    [
      'quotes within a value',
      'labels',
      'labels',
      'a=operation "filter results (top-n)"',
      ['a=operation "filter results (top-n)"'],
    ],
    [
      'line breaks at the end of a quoted secret',
      'secrets',
      'secrets',
      '"KEY=one\ntwo\n\n\n"\n',
      ['KEY=one\ntwo\n\n\n'],
    ],
    [
      'quotes in outputs, which belong to buildx',
      'outputs',
      'outputs',
      'type=image,"name=a.io/b,c.io/d",push=true',
      ['type=image,"name=a.io/b,c.io/d",push=true'],
    ],
    [
      'hosts on one line',
      'add-hosts',
      'addHosts',
      'docker:10.180.0.1,foo:10.0.0.1',
      ['docker:10.180.0.1', 'foo:10.0.0.1'],
    ],
    ['secret variables on one line', 'secret-envs', 'secretEnvs', 'A=B,C=D', ['A=B', 'C=D']],
    ['a comma in a secret file', 'secret-files', 'secretFiles', 'A=x,y', ['A=x,y']],
  ])('reads %s', (_, name, field, value, expected) => {
    expect(build({[name]: value})[field]).toEqual(expected)
  })

  test('with a quote that is never closed is refused', () => {
    expect(() => build({'build-args': '"A=1\nB=2'})).toThrow(UserError)
  })

  test.each([
    ...['add-hosts', 'allow', 'no-cache-filters', 'ssh', 'secret-envs'].map(name => [name, 2]),
    ...['annotations', 'attests', 'build-args', 'build-contexts', 'cache-from', 'cache-to', 'labels'].map(name => [
      name,
      1,
    ]),
    ...['outputs', 'secrets', 'secret-files', 'ulimit'].map(name => [name, 1]),
  ] as [string, number][])(
    'of %s has %i entries in "a=1,b=2", as docker/build-push-action reads it',
    (name, entries) => {
      const field = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()) as keyof BuildInputs
      expect(build({[name]: 'a=1,b=2'})[field]).toHaveLength(entries)
    },
  )
})

describe('a boolean', () => {
  test.each(['load', 'push', 'pull', 'no-cache'])('%s takes the words of YAML 1.2 only', name => {
    const field = name === 'no-cache' ? 'noCache' : (name as 'load')
    for (const word of ['true', 'True', 'TRUE', ' true ']) expect(build({[name]: word})[field]).toBe(true)
    for (const word of ['false', 'False', 'FALSE', '']) expect(build({[name]: word})[field]).toBe(false)
    for (const word of ['yes', '1', 'on', 'tRUE', 'truee'])
      expect(() => build({[name]: word})).toThrow(`Input \`${name}\` is "${word}"; it can be true or false.`)
  })
})

describe('a closed set', () => {
  test.each([
    ['cache', 'auto, read-only, always, off'],
    ['comment', 'auto, always, on-change, never'],
  ] as const)('%s names its values when it is given another', (name, values) => {
    for (const value of values.split(', ')) expect(read({[name]: value})[name]).toBe(value)
    expect(read({})[name]).toBe('auto')
    expect(() => read({[name]: 'Auto'})).toThrow(`Input \`${name}\` is "Auto"; it can be ${values}.`)
    expect(() => read({[name]: 'constructor'})).toThrow(UserError)
  })
})

describe('sizes', () => {
  test('are read where they are given', () => {
    const {budgets, sizeOverrideLabel} = read({'size-budget': ' 12 MB \n\ndisk 30 MB', 'size-increase': '5 %'})
    expect(budgets['size-budget'].map(({part, written}) => [part, written])).toEqual([
      ['download', '12 MB'],
      ['disk', '30 MB'],
    ])
    expect(budgets['size-increase']).toMatchObject([{limit: {percent: 5}}])
    expect(read({}).budgets).toEqual({'size-budget': [], 'size-increase': []})
    expect(sizeOverrideLabel).toBe('size-increase-ok')
    expect(read({'size-override-label': 'off'}).sizeOverrideLabel).toBe('')
  })

  test('that cannot be read name their input', () => {
    expect(() => read({'size-budget': '5 %'})).toThrow('`size-budget`')
    expect(() => read({'size-increase': 'much'})).toThrow('`size-increase`')
  })
})

describe('an image', () => {
  test.each(['app', 'me/app', 'ghcr.io/me/app', 'localhost:5000/me/app', 'registry.acme.com:443/a/b_c/d-e.f'])(
    '%s is taken',
    image => {
      expect(read({image}).image).toBe(image)
    },
  )

  test.each(['app:v1', 'ghcr.io/me/app:v1', 'localhost:5000/app:1', 'me/app@sha256:00'])(
    '%s is refused for its tag',
    image => {
      expect(() => read({image})).toThrow('has a tag or digest')
    },
  )

  test.each(['ghcr.io/Me/app', '-app', 'a b', 'app,other', 'app\nother', '--push', 'app/', 'a"b', '$(id)'])(
    '%j is refused',
    image => {
      expect(() => read({image})).toThrow(UserError)
    },
  )
})

describe('a base', () => {
  test.each([
    ['', 'distroless'],
    ['scratch', 'scratch'],
    ['cgr.dev/chainguard/static:latest@sha256:00', 'cgr.dev/chainguard/static:latest@sha256:00'],
  ])('%j reads as %s', (given, base) => {
    expect(read({base: given}).base).toBe(base)
  })

  test.each(['a b', 'alpine\nRUN id', '--platform=x', '$BASE', 'a#b'])(
    '%j cannot become part of a Dockerfile',
    base => {
      expect(() => read({base})).toThrow('Input `base`')
    },
  )
})

describe('a platform', () => {
  test.each(['linux/amd64', 'linux/arm/v7', 'linux/arm64/v8', 'windows(10.0.17763)/amd64', 'local', 'linux'])(
    '%s is taken',
    platforms => {
      expect(build({platforms}).platforms).toEqual([platforms])
    },
  )

  test.each(['linux/arm/v7/x', '--push', 'linux amd64', '/amd64', 'linux//'])('%s is refused', platforms => {
    expect(() => build({platforms})).toThrow('a platform reads like linux/amd64')
  })
})

describe('a tag', () => {
  test.each(['app', 'ghcr.io/me/app:v1', 'localhost:5000/a:b', 'a@sha256:00'])('%s is taken', tags => {
    expect(build({tags}).tags).toEqual([tags])
  })

  test.each(['-app', '--push', 'a b', "a'b"])('%s is refused', tags => {
    expect(() => build({tags})).toThrow('a tag reads like')
  })
})

describe('checks', () => {
  const namesOf = (test: string) => read({test}).checks.map(({name, command}) => (name === 'run' ? command : name))

  test.each<[string, string, string[]]>([
    ['nothing', ' \n', []],
    ['names with commas', 'vet, test,race', ['vet', 'test', 'race']],
    ['names on lines', 'staticcheck\r\ngolangci-lint\n', ['staticcheck', 'golangci-lint']],
    ['a name twice', 'vet\nvet,fuzz-seed', ['vet', 'fuzz-seed']],
    ['a command with commas and quotes', 'vet\n  run: go run ./lint -a,b "c d"', ['vet', 'go run ./lint -a,b "c d"']],
    ['a command without a blank before', 'run:make check', ['make check']],
  ])('of %s', (_, input, expected) => {
    expect(namesOf(input)).toEqual(expected)
  })

  test.each([
    'lint',
    'vet test',
    'constructor',
    'vet,run: make',
    'run:',
    'run: a\u0000b',
    'run: a\tb',
    'run: \u001b[31m',
    `run: ${'x'.repeat(8001)}`,
    'Vet',
  ])('refuses %j', input => {
    expect(() => namesOf(input)).toThrow(UserError)
    expect(() => namesOf(input)).toThrow(/^Input `test` has /)
  })

  test.each([{compile: 'runner'}, {mode: 'caches'}])('and Docker does not compile: %j', given => {
    expect(() => read({test: 'vet', ...given})).toThrow('is for a program that Docker compiles')
    expect(read(given).checks).toEqual([])
  })
})
