import {describe, expect, test} from '@jest/globals'
import {parseDockerfile} from '../../src/dockerfile/parse.ts'
import {withReasons} from '../../src/dockerfile/reasons.ts'
import {writeDockerfile} from '../../src/dockerfile/write.ts'
import {DOCKERFILE_STYLES, type DockerfileStyle} from '../../src/inputs.ts'
import {expectGolden} from './golden.ts'
import {privateModule, projectOf, withPrivateModules} from './projects.ts'

describe.each(Object.entries(withPrivateModules))('the Dockerfile of %s', (name, {project, ...options}) => {
  const {dockerfile, choices, warnings} = writeDockerfile(project, options)

  test('reads with its reasons as its golden file', () => {
    expectGolden(`${name}.Dockerfile`, withReasons(dockerfile, choices))
    expect(warnings).toEqual([])
  })

  test('has the secrets only in steps of the go command and of checks, and nothing of them in ENV, ARG or the image', () => {
    const {stages} = parseDockerfile(dockerfile, options.buildArgs)
    const signing = stages.flatMap(({name: stage, instructions}) =>
      instructions
        .filter(({flags}) => flags.some(({value}) => /^type=(?:secret|ssh)/.test(value)))
        .map(({keyword}) => [stage, keyword]),
    )
    expect(signing.length).toBeGreaterThan(0)
    expect(signing.filter(([stage, keyword]) => keyword !== 'RUN' || !['build', 'test'].includes(stage!))).toEqual([])
    expect(dockerfile).not.toMatch(/^(?:ENV|ARG|COPY).*(?:GIT_CONFIG|netrc|known_hosts|GOPRIVATE=)/m)
  })
})

type Case = {
  facts?: ReturnType<typeof privateModule>[]
  secrets?: string[]
  ssh?: string[]
  buildArgs?: string[]
  style?: DockerfileStyle
  vendor?: boolean
}

const SECRETS = privateModule('github.com/acme/secrets')

function write({facts = [SECRETS], secrets = [], ssh = [], buildArgs = [], style = 'mount', vendor = false}: Case) {
  const options = {base: 'distroless', buildArgs, style, given: {secrets, ssh}}
  const {dockerfile, warnings, choices} = writeDockerfile(projectOf({facts, vendor}), options)
  return {dockerfile, warnings, rows: choices.filter(({what}) => what === 'private-module')}
}

const plain = (different: Case = {}) => write({facts: [], ...different}).dockerfile

describe('a build that is given nothing', () => {
  test('has the Dockerfile that it would have without private modules, and a warning with both inputs', () => {
    const {dockerfile, warnings, rows} = write({})
    expect(dockerfile).toBe(plain())
    expect(rows).toEqual([])
    expect(warnings).toEqual([
      [
        'github.com/acme/secrets is fetched without a secret:',
        'github.com/acme/secrets is private: GOPRIVATE names it (main.go:12).',
        'Give the build a token, `secrets: netrc=machine github.com login x-access-token password',
        '${{ secrets.MODULES_TOKEN }}`, or an SSH key, `ssh: default=PATH` with `secret-files: known_hosts=PATH`',
        '(docs/private-modules.md).',
        'It needs neither when the modules are vendored, or come from a proxy that GOPROXY in `build-args` names.',
      ].join(' '),
    ])
  })

  test('has one warning for all modules, about a certain one', () => {
    const {warnings, rows} = write({
      facts: [privateModule('git.acme.com/x', {certain: false}), SECRETS, privateModule('gitlab.com/acme/y')],
    })
    expect(warnings).toEqual([expect.stringMatching(/^github\.com\/acme\/secrets and 2 more are fetched without/)])
    expect(rows).toEqual([])
  })

  test('has a row where they are only inferred', () => {
    const {warnings, rows} = write({facts: [privateModule('git.acme.com/x', {certain: false})]})
    expect(warnings).toEqual([])
    expect(rows).toMatchObject([{reason: expect.stringContaining('netrc=machine git.acme.com login USER password')}])
  })

  test('has nothing to say where the module path is none that the go command takes', () => {
    for (const path of ['github.com/$(id)/x', 'github.com/a b', 'host/x', 'git.acme.com:8443/x', 'a.b/`x`', 'a.b/x\\n'])
      expect(write({facts: [privateModule(path)]})).toMatchObject({dockerfile: plain(), warnings: [], rows: []})
  })
})

describe.each(DOCKERFILE_STYLES)('in style %s', style => {
  test('vendored modules need neither secret nor warning', () => {
    const given = {secrets: ['netrc', 'known_hosts'], ssh: ['default']}
    const written = write({style, vendor: true, ...given})
    expect(written).toMatchObject({dockerfile: plain({style, vendor: true}), warnings: [], rows: []})
  })

  test.each<[string, boolean]>([
    ['https://proxy.acme.com', false],
    ['https://proxy.acme.com,direct', false],
    ['https://proxy.golang.org|https://proxy.acme.com', false],
    ['direct', true],
    ['off', true],
    ['https://proxy.golang.org,direct', true],
    ['', true],
  ])('the proxy %j leaves private modules to the build: %s', (proxy, warns) => {
    expect(write({style, buildArgs: [`GOPROXY=${proxy}`]}).warnings).toHaveLength(warns ? 1 : 0)
  })
})

test('without mounts nothing can be given, and the warning names the other styles', () => {
  const given = {secrets: ['netrc', 'known_hosts'], ssh: ['default']}
  for (const different of [
    {},
    given,
    {facts: [], ...given},
    {buildArgs: ['GOPROXY=https://proxy.acme.com'], ...given},
  ]) {
    const {dockerfile, warnings} = write({style: 'portable', ...different})
    expect(dockerfile).toBe(plain({style: 'portable', ...different, facts: [], secrets: [], ssh: []}))
    expect(warnings).toEqual([expect.stringContaining('use `style: mount` or `style: layer`')])
  }
})

describe('a secret netrc', () => {
  test('is mounted where no private module is known: the build is given it for something', () => {
    const {dockerfile, warnings, rows} = write({facts: [], secrets: ['netrc']})
    expect(dockerfile).toContain('RUN --mount=type=secret,id=netrc,target=/root/.netrc,required \\\n')
    expect(dockerfile).not.toMatch(/GOPRIVATE|GIT_CONFIG/)
    expect(warnings).toEqual([])
    expect(rows).toHaveLength(1)
  })

  test.each([['.netrc', 'NETRC', 'token', 'known_hosts'], ['GIT_AUTH_TOKEN']])('has that id alone', (...secrets) => {
    expect(write({secrets})).toMatchObject({dockerfile: plain(), warnings: [expect.anything()]})
  })

  test('needs no git for a proxy, and keeps the names from the checksum database', () => {
    const {dockerfile} = write({secrets: ['netrc'], buildArgs: ['GOPROXY=https://proxy.acme.com']})
    expect(dockerfile).toContain('    GONOSUMDB=github.com/acme/secrets \\\n')
    expect(dockerfile).not.toMatch(/apk add|GOPRIVATE/)
  })

  test.each(['GOPRIVATE=github.com/acme', 'GOPRIVATE'])('leaves patterns to the build argument %s', argument => {
    expect(write({secrets: ['netrc'], buildArgs: [argument]}).dockerfile).not.toMatch(/ GOPRIVATE=/)
  })
})

describe('GOPRIVATE', () => {
  const patterns = (...paths: string[]) =>
    / GOPRIVATE=(\S+)/.exec(write({facts: paths.map(path => privateModule(path)), secrets: ['netrc']}).dockerfile)?.[1]

  test('has the modules and no more', () => {
    expect(patterns('github.com/acme/secrets')).toBe('github.com/acme/secrets')
    expect(patterns('gitlab.com/z/y', 'github.com/acme/a', 'github.com/acme/ab')).toBe(
      'github.com/acme/a,github.com/acme/ab,gitlab.com/z/y',
    )
  })

  test('has one of two where it is for the other one too', () => {
    expect(patterns('git.acme.com/x/v2', 'git.acme.com/x')).toBe('git.acme.com/x')
  })
})

describe('ssh', () => {
  const key = {ssh: ['default'], secrets: ['known_hosts']}

  test('without known_hosts is written as with it, and the warning says where each host has its keys', () => {
    const facts = ['github.com/acme/a', 'git.acme.com/b', 'bitbucket.org/acme/c'].map(path => privateModule(path))
    const {dockerfile, warnings} = write({facts, ssh: ['default']})
    expect(dockerfile).toBe(write({facts, ...key}).dockerfile)
    expect(dockerfile).toContain('id=known_hosts,target=/root/.ssh/known_hosts,required')
    expect(warnings).toEqual([
      expect.stringMatching(
        /bitbucket\.org\/site\/ssh; git\.acme\.com: `ssh-keyscan git\.acme\.com`.*github\.com: http/,
      ),
    ])
  })

  test('never turns the check of host keys off', () => {
    for (const secrets of [[], ['known_hosts'], ['netrc']])
      expect(write({ssh: ['default'], secrets}).dockerfile).not.toMatch(/StrictHostKeyChecking|keyscan|GIT_SSH/)
  })

  test('is for the hosts that GOPRIVATE of the build names, without those of a wildcard', () => {
    const {dockerfile} = write({facts: [], ...key, buildArgs: ['GOPRIVATE=*.corp.com,git.acme.com/*,$(x).com/y']})
    expect(dockerfile).toContain(
      'GIT_CONFIG_COUNT=1 \\\n    GIT_CONFIG_KEY_0=url.ssh://git@git.acme.com/.insteadOf \\\n',
    )
  })

  test('for no known host is a warning, with a netrc beside it or not', () => {
    for (const secrets of [['known_hosts'], ['known_hosts', 'netrc']]) {
      const {dockerfile, warnings} = write({facts: [], ssh: ['default'], secrets})
      expect(dockerfile).not.toContain('type=ssh')
      expect(warnings).toEqual([expect.stringContaining('GOPRIVATE=git.example.com')])
    }
  })

  test.each<[string[], string]>([
    [['default'], 'type=ssh,required'],
    [['deploy', 'default'], 'type=ssh,required'],
    [['deploy'], 'type=ssh,id=deploy,required'],
    [['a,rw', 'b'], 'type=ssh,id=b,required'],
  ])('of the ids %j is the mount %s', (ssh, mount) => {
    expect(write({ssh, secrets: ['known_hosts']}).dockerfile).toContain(`--mount=${mount} \\\n`)
  })
})

test('in style layer the compile step and the checks have no secret', () => {
  const {dockerfile} = write({style: 'layer', secrets: ['netrc']})
  const [download, compile] = dockerfile.split(/^RUN /m).filter(step => step.includes('type=bind'))
  expect(download).toMatch(/^--mount=type=secret,id=netrc[\s\S]*go mod download\n/)
  expect(compile).toContain('go build')
  expect(compile).not.toMatch(/netrc|GOPRIVATE/)
})
