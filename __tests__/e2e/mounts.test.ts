import {randomUUID} from 'node:crypto'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, expect, test} from '@jest/globals'
import {followProgress} from '../../src/build/progress.ts'
import {findGoCacheMounts} from '../../src/dockerfile/mounts.ts'
import {parseDockerfile} from '../../src/dockerfile/parse.ts'
import {execute} from '../../src/runner/exec.ts'
import {pairs, platformNames} from '../dockerfile/mount-pairs.ts'

const env = {PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? ''}
const context = mkdtempSync(join(tmpdir(), 'go-image-'))
afterAll(() => rmSync(context, {recursive: true, force: true}))

/** What the steps of a Dockerfile print. `namespace` keeps its mounts from those of other tests. */
async function build(lines: string[], namespace: string, more: string[] = []): Promise<string[]> {
  const progress = followProgress()
  const args = [
    ...['buildx', 'build', '--progress=plain', '--provenance=false', '--output=type=cacheonly', '--file=-'],
    ...[
      `--build-arg=BUILDKIT_CACHE_MOUNT_NS=${namespace}`,
      `--build-arg=NONCE=${randomUUID()}`,
      ...more,
      '--',
      context,
    ],
  ]
  const options = {env, input: `${lines.join('\n')}\n`, onLine: (line: string) => progress.read(line)}
  const {exitCode, stderr} = await execute('docker', args, options)
  expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, ''])
  return progress.steps().flatMap(step => step.lines)
}

// The number of the second command keeps BuildKit from taking it for the first one's step.
const look = (mount: string) => `RUN --mount=${mount} : 2; test -e /m/word && echo "is same" || echo "is other"`

test.each(pairs)(
  'BuildKit takes $first and $second for one: $same',
  async ({first, second, same, workdir}) => {
    const start = ['FROM golang:1.27-alpine', 'ARG NONCE', 'ENV GOMODCACHE=/m']
    const write = `RUN --mount=${first} touch /m/word`
    const namespace = randomUUID()
    const answer = same ? 'is same' : 'is other'
    expect(await build([...start, `WORKDIR ${workdir}`, write, look(second)], namespace)).toContain(answer)

    // As ours spells it, the first one is the same in a build that has another WORKDIR.
    const model = parseDockerfile([...start, `WORKDIR ${workdir}`, write].join('\n'))
    const [mount] = findGoCacheMounts(model, [])
    expect(await build([...start, 'WORKDIR /tmp', look(mount!.options)], namespace)).toContain('is same')
  },
  60_000,
)

test('steps that run at once have a private mount each, and a later one has a folder that is there', async () => {
  const mount = '--mount=type=cache,target=/m,sharing=private'
  const stage = (name: string) => [
    `FROM golang:1.27-alpine AS ${name}`,
    'ARG NONCE',
    `RUN ${mount} touch /m/${name} && sleep 4 && echo "$(ls /m | wc -l) in ${name}" | tee /out`,
  ]
  const both = ['FROM scratch', 'COPY --from=one /out /one', 'COPY --from=two /out /two']
  const namespace = randomUUID()
  const lines = await build([...stage('one'), ...stage('two'), ...both], namespace)
  expect(lines).toEqual(expect.arrayContaining(['1 in one', '1 in two']))
  const later = ['FROM golang:1.27-alpine', 'ARG NONCE', `RUN ${mount} echo "later: $(ls /m | wc -l)"`]
  expect(await build(later, namespace)).toContain('later: 1')
}, 60_000)

test.each(platformNames)(
  'of %s the ARGs are %s',
  async (platform, values) => {
    const lines = [
      'FROM --platform=$BUILDPLATFORM golang:1.27-alpine',
      'ARG NONCE TARGETPLATFORM TARGETOS TARGETARCH TARGETVARIANT',
      'RUN echo "is $TARGETPLATFORM $TARGETOS $TARGETARCH $TARGETVARIANT."',
    ]
    expect(await build(lines, '', [`--platform=${platform}`])).toContain(`is ${values}.`)
  },
  60_000,
)
