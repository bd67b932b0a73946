import {describe, expect, test} from '@jest/globals'
import {FINAL_BASES, finalBase} from '../../src/dockerfile/bases.ts'
import {C_LIBRARIES} from '../../src/dockerfile/c-libraries.ts'
import {NO_FLAGS} from '../../src/dockerfile/go-flags.ts'
import {writeIgnoreFile} from '../../src/dockerfile/ignore.ts'
import {findGoCacheMounts} from '../../src/dockerfile/mounts.ts'
import {parseDockerfile, targetStage} from '../../src/dockerfile/parse.ts'
import {withReasons} from '../../src/dockerfile/reasons.ts'
import {writeDockerfile} from '../../src/dockerfile/write.ts'
import {NEEDS_CGO} from '../../src/go/cgo-modules.ts'
import {UserError} from '../../src/runner/errors.ts'
import {expectGolden} from './golden.ts'
import {at, importing, NO_LINES, projectOf, styled, withCgo, withChecks, withFlags, written} from './projects.ts'

const plain = {base: 'distroless', buildArgs: []}

describe.each(Object.entries(written))('the Dockerfile of %s', (name, {project, ...options}) => {
  const {dockerfile, ignore} = writeDockerfile(project, options)

  test('reads as its golden file', () => {
    expectGolden(`${name}.Dockerfile`, dockerfile)
  })

  test('lets in what its golden ignore file says', () => {
    expectGolden(`${name}.dockerignore`, ignore)
  })

  test("has both of Go's caches as we ourselves find them, and two stages", () => {
    const model = parseDockerfile(dockerfile, options.buildArgs)
    // Vendored modules are in the checkout.
    const kinds = name === 'vendor' ? ['build'] : ['modules', 'build']
    expect(findGoCacheMounts(model, options.buildArgs).map(({kind, within}) => [kind, within])).toEqual(
      kinds.map(kind => [kind, '.']),
    )
    expect(model.stages).toHaveLength(2)
    expect(targetStage(model, '')?.base).toBe(finalBase(options.base).reference)
  })

  test('runs as a number that is not root', () => {
    expect(dockerfile).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m)
  })
})

describe.each(Object.entries(styled))('the Dockerfile of style %s', (name, {caches, ...options}) => {
  const {project, buildArgs, style} = options
  const {dockerfile, choices} = writeDockerfile(project, {base: 'distroless', buildArgs, style})

  test('reads as its golden file', () => {
    expectGolden(`${name}.Dockerfile`, dockerfile)
  })

  test('has the cache mounts of its style, and says why', () => {
    const model = parseDockerfile(dockerfile, buildArgs)
    expect(findGoCacheMounts(model, buildArgs).map(({kind}) => kind)).toEqual(caches)
    expect(choices).toContainEqual(expect.objectContaining({what: 'style', choice: style}))
  })
})

describe.each(Object.entries(withCgo))('the Dockerfile of %s', (name, {project, ...options}) => {
  const {dockerfile, ignore} = writeDockerfile(project, {...options, buildArgs: []})

  test('reads as its golden file', () => {
    expectGolden(`${name}.Dockerfile`, dockerfile)
  })

  test('has a C compiler, runs on the platform that it is for, and lets archives in', () => {
    expect(dockerfile).toMatch(/CGO_ENABLED=1/)
    expect(dockerfile).not.toMatch(/--platform|GOARCH/)
    expect(ignore).toContain('\n!**/*.a\n')
  })
})

test.each(Object.entries(withFlags))('the Dockerfile of %s reads as its golden file', (name, {project, ...options}) => {
  const {dockerfile, choices} = writeDockerfile(project, {...options, buildArgs: ['GOAMD64=v2']})
  expectGolden(`${name}.Dockerfile`, withReasons(dockerfile, choices))
})

describe.each(Object.entries(withChecks))('the Dockerfile of %s', (name, {project, ...options}) => {
  const {dockerfile, ignore, choices} = writeDockerfile(project, options)

  test('reads as its golden file', () => {
    expectGolden(`${name}.Dockerfile`, withReasons(dockerfile, choices))
  })

  test('has a stage that is in no image, and that the compile step waits for', () => {
    const model = parseDockerfile(dockerfile, options.buildArgs)
    expect(model.stages.map(stage => stage.name)).toEqual(['test', 'build', null])
    const [, build, last] = dockerfile.split(/^FROM /m).slice(1) as [string, string, string]
    expect(build).toMatch(
      options.style === 'portable' ? /^COPY --from=test /m : /^RUN --mount=.*\n( .*\n)* +--mount=type=bind,from=test,/m,
    )
    expect(last).not.toMatch(/test/)
  })

  test("has one mount for each of Go's caches in both stages", () => {
    const model = parseDockerfile(dockerfile, options.buildArgs)
    const mounts = findGoCacheMounts(model, options.buildArgs)
    const kinds = {mount: ['modules', 'build'], layer: ['build'], portable: []}[options.style]
    expect(mounts.map(({kind}) => kind)).toEqual(project.modules[0]!.vendor ? ['build'] : kinds)
  })

  test('lets tests in, and what configures the checks', () => {
    expect(ignore).not.toMatch(/^\*\*\/(\*_test\.go|testdata)/m)
    expect(ignore).toContain('\n!**/testdata/**\n')
    const isLinted = options.checks.some(check => check.name === 'staticcheck')
    expect(ignore.includes('!**/staticcheck.conf')).toBe(isLinted)
  })
})

test('with linters, tests and their configuration are let in as the golden ignore file says', () => {
  const {project, ...options} = withChecks['test-linters']!
  expectGolden('test-linters.dockerignore', writeDockerfile(project, options).ignore)
})

test('a flag wins over the build argument of its variable', () => {
  const goFlags = {...NO_FLAGS, amd64: 'v3'}
  const {dockerfile} = writeDockerfile(projectOf(), {...plain, buildArgs: ['GOAMD64=v2', 'GOFIPS140=off'], goFlags})
  expect(dockerfile).toMatch(/^ARG TARGETOS TARGETARCH TARGETVARIANT GOFIPS140$/m)
  expect(dockerfile).toContain('CGO_ENABLED=0 GOAMD64=v3 GOOS=')
})

describe('with cgo', () => {
  const basesOf = (path: string, base: string) => {
    const {dockerfile} = writeDockerfile(projectOf(importing(path)), {...plain, base})
    return [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(match => match[1])
  }

  test.each([
    ['github.com/mattn/go-sqlite3', 'distroless', 'golang:1.27-trixie', 'gcr.io/distroless/base-debian13:nonroot'],
    ['github.com/mattn/go-sqlite3x', 'distroless', 'golang:1.27-trixie', 'gcr.io/distroless/cc-debian13:nonroot'],
    ['C', 'distroless', 'golang:1.27-trixie', 'gcr.io/distroless/cc-debian13:nonroot'],
    ['github.com/duckdb/duckdb-go/v2', 'distroless', 'golang:1.27-trixie', 'gcr.io/distroless/cc-debian13:nonroot'],
    ['github.com/davidbyttow/govips/v2/vips', 'distroless', 'golang:1.27-trixie', 'debian:trixie-slim'],
    ['C', 'debian', 'golang:1.27-trixie', 'debian:trixie-slim'],
    ['C', 'alpine', 'golang:1.27-alpine', 'alpine:3.24'],
    ['C', 'registry.example.com/base:1', 'golang:1.27-alpine', 'registry.example.com/base:1'],
  ])('%s on %s is built by %s for %s', (path, base, builder, final) => {
    expect(basesOf(path, base)).toEqual([builder, final])
  })

  test('what is linked statically names no C library of the base', () => {
    for (const {base} of Object.values(FINAL_BASES).map(({reference}) => ({base: reference}))) {
      const {dockerfile} = writeDockerfile(projectOf(importing('github.com/mattn/go-sqlite3')), {...plain, base})
      expect(dockerfile.includes('-extldflags -static')).toBe(dockerfile.includes('-alpine AS build'))
    }
  })

  test('the choice names the import', () => {
    const {choices} = writeDockerfile(withCgo['cgo-sqlite']!.project, plain)
    expect(choices).toContainEqual(expect.objectContaining({what: 'cgo', choice: 'on', evidence: [at('db.go', 6)]}))
  })
})

test('each module that brings its C code has a line in the table of C libraries, and no line is of no use', () => {
  const lines = C_LIBRARIES.map(({module}) => module)
  const wanted = NEEDS_CGO.filter(({libraries}) => libraries.length === 0).map(({path}) => path)
  expect(wanted.filter(path => !lines.includes(path))).toEqual([])
  expect(lines.filter(module => !NEEDS_CGO.some(({path}) => path === module))).toEqual([])
})

test('a module whose C libraries are not known is refused by name', () => {
  const evidence = [{file: 'main.go', line: 3, text: 'import "gocv.io/x/gocv"'}]
  const project = projectOf({cgo: {needed: true, evidence}})
  expect(() => writeDockerfile(project, plain)).toThrow('The program needs cgo for gocv.io/x/gocv, and which packages')
})

test.each([
  ['everything', written.everything!],
  ['layer', {...styled.layer!, base: 'scratch'}],
  ['cgo-vips', {...withCgo['cgo-vips']!, buildArgs: []}],
])('with its reasons, the Dockerfile of %s is the same one with comments', (name, {project, ...options}) => {
  const {dockerfile, choices} = writeDockerfile(project, options)
  const text = withReasons(dockerfile, choices)
  expectGolden(`${name}-with-reasons.Dockerfile`, text)
  expect(text.replace(/^#.*\n/gm, '')).toBe(dockerfile)
  for (const {what} of choices) expect(text).toMatch(new RegExp(`^# ${what} `, 'm'))
})

test('a reason cannot be more than a comment', () => {
  const evidence = [{file: 'a\nRUN id', line: 1}]
  const choices = [{what: 'user', choice: 'x\r\nRUN id', reason: 'y\u2028RUN id \\', evidence}]
  expect(withReasons('USER 1\nENTRYPOINT ["/a"]\n', choices).split(/[\n\r\u2028]/)).toHaveLength(4)
})

describe('choices', () => {
  const whatOf = (name: string) => {
    const {project, ...options} = written[name]!
    return Object.fromEntries(writeDockerfile(project, options).choices.map(row => [row.what, row]))
  }

  test('name what they rest on', () => {
    const rows = whatOf('everything')
    expect(rows.version).toMatchObject({
      choice: '-X main.appVersion',
      evidence: [{file: 'cmd/ledgerd/main.go', line: 13}],
    })
    expect(rows.port).toMatchObject({choice: '8080', evidence: [{file: 'cmd/ledgerd/main.go', line: 40}]})
    expect(rows.pgo).toMatchObject({choice: 'cmd/ledgerd/default.pgo'})
    expect(rows.base?.choice).toBe(FINAL_BASES.distroless?.reference)
  })

  test('that were not made are not rows', () => {
    expect(Object.keys(whatOf('plain'))).toEqual(['builder', 'cgo', 'base', 'user'])
  })
})

describe('refused is', () => {
  test.each(['a b', 'a,rw', '$HOME', 'a\nRUN id'])('a member of the workspace in a folder named %j', dir => {
    const project = projectOf({
      workspace: {file: 'go.work', uses: ['.', dir], ...NO_LINES, sum: false, localReplaces: [], vendor: false},
    })
    for (const style of ['layer', 'portable'] as const)
      expect(() => writeDockerfile(project, {...plain, style})).toThrow('characters that a Dockerfile cannot carry')
  })

  test.each([
    'github.com/acme/x;id',
    'github.com/acme/$(id)',
    'github.com/acme/a b',
    'github.com/acme/-rf',
    'github.com/acme/..',
    'github.com/acme/',
    'github.com/acme/x\nRUN id',
    'github.com/acme/x"',
  ])('a program named like %j', importPath => {
    expect(() => writeDockerfile(projectOf({main: {importPath}}), plain)).toThrow(UserError)
  })

  test.each(['a b', 'a\nRUN id', '$(id)', 'a;id', 'a"b', "a'b", 'a`id`', 'a\\b', '$HOME'])('a folder named %j', dir => {
    const inFolder = projectOf({main: {dir: `cmd/${dir}`}})
    const ofModule = projectOf({main: {dir, moduleDir: dir}})
    expect(() => writeDockerfile(inFolder, plain)).toThrow('characters that a Dockerfile cannot carry')
    expect(() => writeDockerfile(ofModule, plain)).toThrow('characters that a Dockerfile cannot carry')
  })

  test.each(['scratch', 'alpine', 'chainguard', 'registry.example.com/base:1', 'distroless-base'])(
    'DuckDB on %s: it is linked with glibc, and needs the runtime of C++',
    base => {
      const project = projectOf(importing('github.com/marcboeker/go-duckdb'))
      expect(() => writeDockerfile(project, {...plain, base})).toThrow('github.com/marcboeker/go-duckdb')
    },
  )

  test('nothing that a command may well be called', () => {
    for (const importPath of ['a/b.c', 'a/b_c-d', 'a/v2', 'main', 'example.com/x/v10'])
      expect(() => writeDockerfile(projectOf({main: {importPath}}), plain)).not.toThrow()
  })
})

test.each(['constructor', '__proto__', 'toString'])('a base named %s is an image like any other', name => {
  expect(finalBase(name).reference).toBe(name)
})

describe('the ignore file', () => {
  test('has one line for each pattern: a line break in one cannot add a rule', () => {
    const project = projectOf({
      embeds: [{dir: '.', patterns: ['a\n!.env'], missing: [], evidence: {file: 'x.go', line: 1}}],
    })
    expect(writeIgnoreFile(project).split('\n')).not.toContain('!.env')
  })
})
