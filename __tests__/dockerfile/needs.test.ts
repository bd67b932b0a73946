import {describe, expect, test} from '@jest/globals'
import {withReasons} from '../../src/dockerfile/reasons.ts'
import {writeDockerfile} from '../../src/dockerfile/write.ts'
import type {Fact, Project} from '../../src/go/project.ts'
import {expectGolden} from './golden.ts'
import {fact, opened, projectOf, withNeeds} from './projects.ts'
import {severalOf} from './several.ts'

describe.each(Object.entries(withNeeds))('the Dockerfile of %s', (name, {project, ...options}) => {
  const {dockerfile, choices, ignore} = writeDockerfile(project, {...options, buildArgs: []})

  test('reads with its reasons as its golden file', () => {
    const text = withReasons(dockerfile, choices)
    expectGolden(`${name}.Dockerfile`, text)
    expect(text.replace(/^#.*\n/gm, '')).toBe(dockerfile)
  })

  test('lets in what its golden ignore file says', () => {
    expectGolden(`${name}.dockerignore`, ignore)
  })
})

const written = (facts: Fact[], base: string) => writeDockerfile(projectOf({facts}), {base, buildArgs: []})

test('a fact that the base answers changes nothing', () => {
  const facts = [fact('zones', '/usr/share/zoneinfo'), fact('users', '/etc/passwd'), fact('temp-folder', '/tmp')]
  expect(written(facts, 'distroless').dockerfile).toBe(written([], 'distroless').dockerfile)
})

test('an image that nobody has described keeps its users', () => {
  expect(written([fact('users', '/etc/passwd')], 'registry.example.com/base:1').dockerfile).not.toContain('passwd')
})

test('what is not copied is told, and enters neither the image nor the context', () => {
  const runtimeFiles = [opened('corpus', {refused: 'is larger than 64 MB'})]
  const {dockerfile, ignore, choices} = writeDockerfile(projectOf(), {base: 'scratch', buildArgs: [], runtimeFiles})
  expect([dockerfile, ignore].join('')).not.toContain('corpus')
  expect(choices).toContainEqual({
    what: 'runtime-file',
    choice: 'corpus is not copied',
    reason: 'the program opens it, and it is larger than 64 MB',
    evidence: [{file: 'main.go', line: 20}],
  })
})

describe('a program that is started', () => {
  test.each<[string, string, boolean, string | null]>([
    ['git', 'distroless', true, 'git is not in gcr.io/distroless/static-debian13:nonroot: the program starts it'],
    ['git', 'alpine', true, 'git may not be in alpine:3.24: the program starts it'],
    ['sh', 'scratch', true, '`base: alpine` has it.'],
    ['/bin/sh', 'alpine', true, null],
    ['sh', 'debian', true, null],
    ['bash', 'alpine', true, 'bash may not be in alpine:3.24'],
  ])('%s on %s is a warning where the base lacks it', (program, base, certain, expected) => {
    const {warnings, choices} = written([fact('exec', program, {certain})], base)
    expect(choices.filter(({what}) => what === 'exec')).toEqual([])
    expect(warnings).toEqual(expected === null ? [] : [expect.stringContaining(expected)])
  })

  test('and that is only inferred is a row, not a warning', () => {
    const {warnings, choices} = written([fact('exec', 'git', {certain: false})], 'distroless')
    expect(warnings).toEqual([])
    expect(choices).toContainEqual(
      expect.objectContaining({what: 'exec', reason: expect.stringContaining('the program may start it')}),
    )
  })
})

describe('what no Dockerfile can answer', () => {
  test.each(['frontend', 'embed-missing', 'generated'] as const)('%s is told once', kind => {
    for (const certain of [true, false]) {
      const {warnings, choices} = written([fact(kind, 'web/dist', {certain})], 'distroless')
      expect([warnings.length, choices.filter(({what}) => what === kind).length]).toEqual(certain ? [1, 0] : [0, 1])
    }
  })
})

describe('a health command', () => {
  const api = {importPath: 'github.com/acme/x/cmd/api', dir: 'cmd/api'}
  const worker = {importPath: 'github.com/acme/x/cmd/worker', dir: 'cmd/worker'}
  const inWorker = {evidence: [{file: 'cmd/worker/main.go', line: 9}]}
  const inLibrary = {evidence: [{file: 'internal/health/health.go', line: 9}], certain: false}

  test.each<[string, Project, string]>([
    ['of the only program', projectOf({facts: [fact('health', 'health')]}), '["/ledger", "health"]'],
    [
      'that is a flag',
      projectOf({facts: [fact('health', '-health-check', inLibrary)]}),
      '["/ledger", "-health-check"]',
    ],
    [
      'of one of two',
      severalOf({facts: [fact('health', 'healthz', inWorker)]}, [api, worker]),
      '["/worker", "healthz"]',
    ],
    ['of either', severalOf({facts: [fact('health', 'healthz', inLibrary)]}, [api, worker]), '["/PROGRAM", "healthz"]'],
  ])('%s is a row with the lines to write, and not in the Dockerfile', (_, project, command) => {
    const {dockerfile, choices, warnings} = writeDockerfile(project, {base: 'scratch', buildArgs: []})
    expect([dockerfile.includes('HEALTHCHECK'), warnings]).toEqual([false, []])
    const [row, ...others] = choices.filter(({what}) => what === 'health')
    expect([row?.choice, others]).toEqual(['no HEALTHCHECK', []])
    expect(row?.reason).toContain(`HEALTHCHECK CMD ${command}.`)
    expect(row?.reason).toContain(`livenessProbe: {exec: {command: ${command}}}.`)
  })
})
