import {createHash} from 'node:crypto'
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {afterAll, beforeAll, describe, expect, test} from '@jest/globals'
import {type CompileOptions, compileOnRunner} from '../../src/compile/compile.ts'
import {compileStage, planCompile} from '../../src/compile/plan.ts'
import {findGo, probeRelease, type RunnerGo} from '../../src/compile/release.ts'
import {parseDockerfile} from '../../src/dockerfile/parse.ts'
import {writeDockerfile} from '../../src/dockerfile/write.ts'
import {execute as start} from '../../src/runner/exec.ts'
import {projectOf} from '../dockerfile/projects.ts'

const root = mkdtempSync(join(tmpdir(), 'go-image-compile-'))
// What the runner sets must have no say in the program: GOFLAGS and GOAMD64 are traps.
const env = {PATH: process.env.PATH!, HOME: process.env.HOME!, GOFLAGS: '-ldflags=-w', GOAMD64: 'v3', GOARM64: 'v8.1'}
const execute: typeof start extends (a: infer A, b: infer B, c: infer C) => infer R
  ? (command: A, args: B, options?: Partial<C>) => R
  : never = (command, args, options) => start(command, args, {env, ...options})
const RELEASE = '1.26.8'
const IMAGE = `golang:${RELEASE}-alpine`
let go: RunnerGo
let count = 0

beforeAll(async () => {
  const script = new URL('../../scripts/base-images.sh', import.meta.url).pathname
  const {exitCode, stderr} = await start(script, [IMAGE], {env: process.env as Record<string, string>})
  expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, ''])
  go = (await findGo(RELEASE, {env, temp: root}, execute))!
}, 180_000)
afterAll(() => rmSync(root, {recursive: true, force: true}))

/** Small, and yet with all that could differ: linker variables, an embedded file, two packages, a file that is ignored. */
const SOURCES = {
  'go.mod': 'module example.com/tiny\n\ngo 1.26\n',
  'main.go':
    'package main\n\nimport (\n\t_ "embed"\n\n\t"example.com/tiny/internal/greet"\n)\n\n//go:embed note.txt\nvar note string\n\nvar version = "dev"\n\nfunc main() { println(version, note, greet.Word()) }\n',
  // Another one in each run, so that no layer of an earlier one is used.
  'note.txt': `embedded ${root}`,
  'internal/greet/greet.go': 'package greet\n\nfunc Word() string { return "hello" }\n',
  'internal/greet/greet_test.go': 'package greet\n',
  '.dockerignore': '.git\n**/*_test.go\n',
}

const OWN = `FROM --platform=$BUILDPLATFORM ${IMAGE} AS build
WORKDIR /app
ARG VERSION=dev
COPY go.mod ./
RUN go mod download
COPY . .
ARG TARGETOS TARGETARCH
ENV CGO_ENABLED=0
# a comment
RUN --mount=type=cache,target=/root/.cache/go-build \\
    GOOS=\${TARGETOS:-linux} GOARCH=$TARGETARCH \\
    # and one inside
    go build -trimpath -buildvcs=false -ldflags "-s -w -X 'main.version=$VERSION'" -o bin/tiny .

FROM scratch
COPY --from=build /app/bin/tiny /tiny
ENTRYPOINT ["/tiny"]
`

const WRITTEN = writeDockerfile(
  projectOf({
    main: {
      importPath: 'example.com/tiny',
      versionVariables: [{name: 'version', evidence: {file: 'main.go', line: 12}}],
    },
    go: RELEASE,
  }),
  {base: 'distroless', buildArgs: []},
).dockerfile.replace(/golang:\S+/, IMAGE)

function place(dockerfile: string, more: Record<string, string> = {}) {
  const folder = join(root, `${count++}`)
  const context = join(folder, 'context')
  for (const [name, text] of Object.entries({...SOURCES, ...more, Dockerfile: dockerfile})) {
    mkdirSync(dirname(join(context, name)), {recursive: true})
    writeFileSync(join(context, name), text)
  }
  const options: CompileOptions = {context, dockerfile: join(context, 'Dockerfile'), env, temp: join(folder, 'temp')}
  mkdirSync(options.temp)
  return {folder, ...options, options}
}

async function compiled(text: string, platforms: string[], at: ReturnType<typeof place>) {
  const plan = planCompile({
    ...{dockerfile: parseDockerfile(text), target: '', platforms, buildArgs: ['VERSION=1.2.3']},
    ...{buildContexts: [], go, stageRelease: null},
  })
  if (plan.kind === 'refuse') return plan
  return await compileOnRunner(plan, at.options, execute)
}

/** Builds and returns what the image has at /tiny, by platform. */
async function imagePrograms(
  at: ReturnType<typeof place>,
  platforms: string[],
  contexts: string[],
  file = at.dockerfile,
): Promise<Record<string, string>> {
  const out = join(at.folder, `out-${contexts.length > 0}`)
  const {exitCode, stderr} = await start(
    'docker',
    [
      ...['buildx', 'build', '--provenance=false', '--progress=plain', `--platform=${platforms.join(',')}`],
      ...[`--file=${file}`, '--build-arg=VERSION=1.2.3', `--output=type=local,dest=${out}`],
      // Mounts of these tests' own, which start as empty as a fresh builder's and compile Go's runtime once.
      `--build-arg=BUILDKIT_CACHE_MOUNT_NS=${root}`,
      ...contexts.map(context => `--build-context=${context}`),
      ...['--', at.context],
    ],
    {env},
  )
  expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, ''])
  if (contexts.length > 0) expect(stderr).not.toMatch(/RUN .*go build|WARN/i)
  return Object.fromEntries(
    platforms.map(platform => {
      const folder = platforms.length === 1 ? out : join(out, platform.replaceAll('/', '_'))
      return [
        platform,
        createHash('sha256')
          .update(readFileSync(join(folder, 'tiny')))
          .digest('hex'),
      ]
    }),
  )
}

describe("the image with the runner's program is bit for bit the one that Docker compiles", () => {
  test.each<[string, string, string[]]>([
    ['a Dockerfile of our own, one platform', WRITTEN, ['linux/amd64']],
    ['a Dockerfile of our own, two platforms', WRITTEN, ['linux/amd64', 'linux/arm64']],
    ["a repository's own Dockerfile, two platforms", OWN, ['linux/amd64', 'linux/arm64']],
    ["a repository's own Dockerfile, the other platform alone", OWN, ['linux/arm64']],
  ])(
    '%s',
    async (_, text, platforms) => {
      const at = place(text)
      const result = await compiled(text, platforms, at)
      if (result.kind === 'refuse') throw new Error(result.reason)
      const inDocker = await imagePrograms(at, platforms, [])
      const onRunner = await imagePrograms(at, platforms, result.contexts, result.dockerfile ?? at.dockerfile)
      expect(onRunner).toEqual(inDocker)
      expect(new Set(Object.values(onRunner)).size).toBe(platforms.length)
      expect(result.dockerfile === null).toBe(platforms.length === 1)
    },
    180_000,
  )

  test('and so is its layer, because the time and mode of the program are the same', async () => {
    const at = place(WRITTEN)
    const result = await compiled(WRITTEN, ['linux/amd64'], at)
    if (result.kind === 'refuse') throw new Error(result.reason)
    const layers = async (contexts: string[]) => {
      const dest = join(at.folder, `layout-${contexts.length}`)
      const args = [
        ...['buildx', 'build', '--provenance=false', '--build-arg=VERSION=1.2.3', `--file=${at.dockerfile}`],
        `--build-arg=BUILDKIT_CACHE_MOUNT_NS=${root}`,
        `--output=type=oci,tar=false,dest=${dest}`,
        ...contexts.map(context => `--build-context=${context}`),
      ]
      const {exitCode, stderr} = await start('docker', [...args, '--', at.context], {env})
      expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, ''])
      const blob = (digest: string) =>
        JSON.parse(readFileSync(join(dest, 'blobs/sha256', digest.replace('sha256:', '')), 'utf8'))
      const [{digest}] = JSON.parse(readFileSync(join(dest, 'index.json'), 'utf8')).manifests
      return blob(digest).layers.map((layer: {digest: string}) => layer.digest)
    }
    expect(await layers(result.contexts)).toEqual(await layers([]))
  }, 180_000)
})

test('a builder that had another program of the same size and time before takes the new one', async () => {
  const programs = []
  for (const note of ['one', 'two']) {
    const at = place(WRITTEN, {'note.txt': `${note} ${root}`})
    const result = await compiled(WRITTEN, ['linux/amd64'], at)
    if (result.kind === 'refuse') throw new Error(result.reason)
    const {'linux/amd64': program} = await imagePrograms(at, ['linux/amd64'], result.contexts)
    expect(program).toBe(createHash('sha256').update(readFileSync(result.programs[0]!.file)).digest('hex'))
    programs.push({program, bytes: result.programs[0]!.bytes})
  }
  expect(programs[0]!.bytes).toBe(programs[1]!.bytes)
  expect(programs[0]!.program).not.toBe(programs[1]!.program)
}, 60_000)

describe('what is on the runner and not in the stage is noticed', () => {
  test.each<[string, Record<string, string>, RegExp]>([
    ['an embedded file is ignored', {'.dockerignore': '*.txt\n'}, /^note\.txt is not in the build context/],
    [
      'a package is ignored',
      {'.dockerignore': 'internal\n'},
      /^internal\/greet\/greet\.go is not in the build context/,
    ],
    [
      'the program does not compile',
      {'main.go': 'package main\n\nfunc main() { x }\n'},
      /`go build` failed on the runner/,
    ],
    [
      'the program lands where a folder is',
      {'bin/tiny/x': ''},
      /^the program is put where the sources have bin\/tiny$/,
    ],
  ])('%s', async (_, files, reason) => {
    const at = place(OWN, files)
    const result = await compiled(OWN, ['linux/amd64'], at)
    expect(result.kind === 'refuse' && result.reason).toMatch(reason)
  })

  test('a module beside the context', async () => {
    const at = place(OWN, {
      'go.mod': `${SOURCES['go.mod']}\nrequire example.com/other v0.0.0\nreplace example.com/other => ../other\n`,
      'x.go': 'package main\n\nimport _ "example.com/other"\n',
      '../other/go.mod': 'module example.com/other\n\ngo 1.26\n',
      '../other/other.go': 'package other\n',
    })
    expect(existsSync(join(at.folder, 'other'))).toBe(true)
    const result = await compiled(OWN, ['linux/amd64'], at)
    expect(result.kind === 'refuse' && result.reason).toMatch(
      /example\.com\/other is in .* outside of the build context$/,
    )
  })
})

test("a moving tag's release is looked up, and that Go is fetched where the runner has another", async () => {
  const found = compileStage(parseDockerfile(OWN.replaceAll(RELEASE, '1.26')), '')
  expect('release' in found && found.release).toBeNull()
  const release = await probeRelease('golang:1.26-alpine', 'docker', execute)
  expect(release).toMatch(/^1\.26\.\d+$/)
  expect((await findGo(release!, {env, temp: root}, execute))?.version).toBe(`go${release}`)
}, 120_000)
