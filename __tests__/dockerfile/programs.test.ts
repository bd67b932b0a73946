import {describe, expect, test} from '@jest/globals'
import {findGoCacheMounts} from '../../src/dockerfile/mounts.ts'
import {parseDockerfile, targetStage} from '../../src/dockerfile/parse.ts'
import {readChecks} from '../../src/dockerfile/quality-checks.ts'
import {withReasons} from '../../src/dockerfile/reasons.ts'
import {writeDockerfile} from '../../src/dockerfile/write.ts'
import type {LinkVariable} from '../../src/go/project.ts'
import {expectGolden} from './golden.ts'
import {at, projectOf} from './projects.ts'
import {API, several, severalOf, WORKER} from './several.ts'

const plain = {base: 'distroless', buildArgs: []}

describe.each(Object.entries(several))('the Dockerfile of %s', (name, {project, caches, ...options}) => {
  const {dockerfile, choices} = writeDockerfile(project, {...options, buildArgs: []})
  const model = parseDockerfile(dockerfile, [])

  test('reads, with its reasons, as its golden file', () => {
    const text = withReasons(dockerfile, choices)
    expectGolden(`${name}.Dockerfile`, text)
    for (const {what} of choices) expect(text).toMatch(new RegExp(`^# ${what} `, 'm'))
  })

  test.each(['', 'api', 'worker'])('compiles with the same caches for the target %j', target => {
    expect(findGoCacheMounts(model, [], target).map(({kind}) => kind)).toEqual(caches)
  })

  test('has a stage for each program, and one with all of them that starts the first', () => {
    const has = (target: string) =>
      targetStage(model, target)!.instructions.flatMap(({keyword, args}) =>
        keyword === 'COPY' || keyword === 'ENTRYPOINT' ? [args] : [],
      )
    expect(has('api')).toEqual(['/out/api /api', '["/api"]'])
    expect(has('worker')).toEqual(['/out/worker /worker', '["/worker"]'])
    expect(has('')).toEqual(['/out/api /api', '/out/worker /worker', '["/api"]'])
  })
})

test('programs of several modules are compiled by the newest Go that one of them asks for', () => {
  expect(several['several-workspace']!.project.modules.map(({go}) => go)).toEqual(['1.26', '1.27.1'])
  expect(writeDockerfile(several['several-workspace']!.project, plain).images.builder).toBe('golang:1.27-alpine')
})

test('checks run in each of their modules, and a command of the user in that of the first', () => {
  const checks = readChecks('vet, race\nrun: make check')
  const {project} = several['several-workspace']!
  const {dockerfile, choices} = writeDockerfile(project, {...plain, style: 'portable', checks})
  const [stage] = dockerfile.split('AS build')
  expect([...stage!.matchAll(/^RUN (.*)$/gm)].map(([, command]) => command)).toEqual([
    'go mod download',
    'go vet ./...',
    'cd /src/worker && go vet ./...',
    'CGO_ENABLED=1 go test -race ./...',
    'cd /src/worker && CGO_ENABLED=1 go test -race ./...',
    '["/bin/sh", "-c", "make check"]',
  ])
  expect(choices.find(({what}) => what === 'test')?.reason).toContain('in each of the modules api, worker')
})

test.each([
  ['API', 'api'],
  ['build', 'app-build'],
  ['base', 'app-base'],
  ['scratch', 'app-scratch'],
  ['context', 'app-context'],
  ['7zip', 'app-7zip'],
  ['a.b_c-d', 'a.b_c-d'],
  ['builder', 'builder'],
])('the target of the program %s is %s', (name, target) => {
  const program = {importPath: `example.com/x/${name}`, dir: name}
  const {dockerfile, choices} = writeDockerfile(severalOf({}, [program, WORKER]), plain)
  expect(dockerfile).toContain(`\nFROM base AS ${target}\nCOPY --from=build /out/${name} /${name}\n`)
  expect(choices).toContainEqual(expect.objectContaining({what: 'targets', choice: `${target}, worker`}))
})

test.each([
  [['example.com/x/a/server', 'example.com/x/b/server'], 'server'],
  [['example.com/x/a/server', 'example.com/x/b/server/v2'], 'server'],
  [['example.com/x/a/Server', 'example.com/x/b/server'], 'server'],
])('two programs of one name are refused: %j', (paths, name) => {
  const mains = paths.map(importPath => ({importPath, dir: importPath.replace('example.com/x/', '')}))
  expect(() => writeDockerfile(severalOf({}, mains), plain)).toThrow(`both programs would be called ${name}`)
})

test('v1 is no major version that the go command leaves out of a name', () => {
  const mains = ['server', 'server/v1'].map(dir => ({importPath: `example.com/x/${dir}`, dir}))
  expect(writeDockerfile(severalOf({}, mains), plain).dockerfile).toContain('touch -d @0 /out/server /out/v1\n')
})

describe('what is linked in', () => {
  const linked = (project: ReturnType<typeof projectOf>) =>
    [...writeDockerfile(project, plain).dockerfile.matchAll(/-ldflags="[^"]*"/g)].map(([flag]) => flag)
  const variable = (importPath: string, text: string, name = 'Version'): LinkVariable => ({
    ...{importPath, name},
    evidence: {...at('internal/version/v.go', 3), text},
  })
  const inPackage = 'github.com/acme/ledger/internal/version'

  test('is given to all programs alike, or to each by its package', () => {
    const [version] = API.versionVariables!
    expect(linked(severalOf({}, [API, {...WORKER, versionVariables: [version!]}]))).toEqual([
      '-ldflags="-s -X main.version=$VERSION"',
    ])
    expect(linked(severalOf())).toEqual([
      '-ldflags="./cmd/api=-s -X main.version=$VERSION"',
      '-ldflags="./cmd/worker=-s"',
    ])
  })

  test.each([
    'var Version = "dev"',
    'Version string = "unknown" // by the linker',
    'var Version string',
    'Version = ""',
    'Version = "v0.0.0-dev"',
    'Version, Commit string',
  ])('is the version of another package, where it stands as %s', text => {
    expect(linked(projectOf({linkVariables: [variable(inPackage, text)]}))).toEqual([
      `-ldflags="-s -X ${inPackage}.Version=$VERSION"`,
    ])
  })

  test.each([
    ['a version that is kept by hand', variable(inPackage, 'var Version = "1.4.2"')],
    ['one of several in a line', variable(inPackage, 'var Version, Commit = "dev", "none"')],
    ['a value that goes on', variable(inPackage, 'Version = "dev" + suffix')],
    ['a commit', variable(inPackage, 'Commit = ""', 'Commit')],
    ['an import path that a shell reads', variable('github.com/acme/$(id)', 'Version = ""')],
    ['an import path with a blank', variable('github.com/acme/a b', 'Version = ""')],
  ])('is not %s', (_, found) => {
    expect(linked(projectOf({linkVariables: [found]}))).toEqual(['-ldflags="-s"'])
  })

  test('is nothing where two could be it, and a row says so', () => {
    const linkVariables = [
      variable(inPackage, 'Version = ""'),
      variable('github.com/acme/ledger/build', 'Version = ""'),
    ]
    const project = projectOf({linkVariables})
    expect(linked(project)).toEqual(['-ldflags="-s"'])
    expect(writeDockerfile(project, plain).choices).toContainEqual(
      expect.objectContaining({what: 'version', choice: 'not set', reason: expect.stringContaining(inPackage)}),
    )
  })

  test("is the variable of main alone where main has one: another package's may be of something else", () => {
    const main = {versionVariables: [{name: 'version', evidence: at('main.go', 5)}]}
    const linkVariables = [variable(inPackage, 'Version = ""')]
    expect(linked(projectOf({main, linkVariables}))).toEqual(['-ldflags="-s -X main.version=$VERSION"'])
  })

  describe('and of commit and date', () => {
    const main = (...lines: string[]) => ({
      versionVariables: lines.map((text, index) => ({
        ...{name: /\w+/.exec(text.replace(/^var /, ''))![0]},
        evidence: {...at('main.go', index + 5), text},
      })),
    })

    test.each<[string, string[], string[]]>([
      ["GoReleaser's three", ['version = "dev"', 'commit = "none"', 'date = "unknown"'], ['version', 'commit', 'date']],
      ['long names alone', ['var gitCommit string', 'BuildDate = ""'], ['gitCommit', 'BuildDate']],
      [
        'what git archive fills',
        ['GitSHA = "$Format:%H$"', 'buildTime = "1970-01-01T00:00:00Z"'],
        ['GitSHA', 'buildTime'],
      ],
      // A program that is about a commit, or about a date.
      ['a commit alone', ['var commit string'], []],
      ['a date alone', ['var date = ""'], []],
      ['a revision alone', ['var revision string'], []],
      ['a value that somebody keeps', ['version = "dev"', 'date = "2006-01-02"', 'commit = "HEAD"'], ['version']],
    ])('%s', (_, lines, expected) => {
      const flags = expected.map(name => {
        const argument = /version/i.test(name) ? 'VERSION' : /date|time/i.test(name) ? 'DATE' : 'COMMIT'
        return ` -X main.${name}=$${argument}`
      })
      expect(linked(projectOf({main: main(...lines)}))).toEqual([`-ldflags="-s${flags.join('')}"`])
    })

    test('other packages have theirs; a common name counts beside another one of the same file alone', () => {
      const elsewhere = {
        ...variable(inPackage, 'Date = ""', 'Date'),
        evidence: {...at('date.go', 1), text: 'Date = ""'},
      }
      const linkVariables = [
        variable(inPackage, 'Version = ""'),
        variable(inPackage, 'Commit = ""', 'Commit'),
        elsewhere,
      ]
      expect(linked(projectOf({linkVariables}))).toEqual([
        `-ldflags="-s -X ${inPackage}.Version=$VERSION -X ${inPackage}.Commit=$COMMIT"`,
      ])
    })

    test('are empty where nobody gives them, and each is a row', () => {
      const {dockerfile, choices} = writeDockerfile(projectOf({main: main('gitCommit = ""', 'buildDate = ""')}), plain)
      expect(dockerfile).toContain('\nARG COMMIT=\nARG DATE=\n')
      expect(choices.map(({what, choice}) => `${what} ${choice}`)).toEqual(
        expect.arrayContaining(['commit -X main.gitCommit', 'date -X main.buildDate']),
      )
    })
  })
})
