/** Two jobs at once on one builder, as a matrix on a self-hosted runner has them. */
import {afterEach, beforeEach, describe, expect, jest, test} from '@jest/globals'
import {pushEvent} from './loopback/events.ts'
import type {GitHub} from './loopback/github.ts'
import type {StepResult} from './loopback/runner.ts'
import {
  CHANGED_ONLY,
  cacheOf,
  changedFile,
  freshBuilder,
  outputOf,
  type Place,
  place,
  reportOf,
  runWhole,
} from './project.ts'

jest.setTimeout(300_000)

/** Prints the variant that it was built for, and what each build had of its own. */
const program = {
  'go.mod': 'module example.com/matrix\n\ngo 1.26\n',
  'main.go': [
    'package main',
    '',
    'import "example.com/matrix/leaf"',
    '',
    'var variant = "none"',
    '',
    'func main() { println(variant, leaf.Name, changed) }',
    '',
  ].join('\n'),
  'leaf/leaf.go': 'package leaf\n\nconst Name = "leaf"\n',
  Dockerfile: [
    'FROM golang:1.27-alpine AS build',
    'WORKDIR /src',
    'COPY . .',
    'ARG VARIANT',
    'RUN --mount=type=cache,target=/root/.cache/go-build \\',
    '    CGO_ENABLED=0 go build -trimpath -ldflags="-X main.variant=$VARIANT" -o /matrix .',
    'FROM scratch',
    'COPY --from=build /matrix /matrix',
    'ENTRYPOINT ["/matrix"]',
    '',
  ].join('\n'),
}

type Variant = 'one' | 'two'
const VARIANTS: Variant[] = ['one', 'two']

let github: GitHub
let places: Record<Variant, Place>
beforeEach(async () => {
  const one = await place()
  const two = await place(undefined, one.github)
  github = one.github
  places = {one, two}
  for (const {write} of [one, two]) await write(program)
})
afterEach(async () => {
  await places.two.close()
  await places.one.close()
})

/** How the jobs differ: the image that they build, or only a build argument. */
type Differ = 'image' | 'build-arg'

function inputsOf(variant: Variant, differ: Differ, mounts: string): Record<string, string> {
  return {
    image: `go-image-e2e/matrix${differ === 'image' ? `-${variant}` : ''}`,
    tags: `go-image-e2e/matrix:${variant}`,
    'build-args': `VARIANT=${variant}\n${mounts}`,
  }
}

type Ran = {main: StepResult; source: string}

/** A job on the runner of its variant; its sources are new. */
async function job(variant: Variant, inputs: Record<string, string>, commit: string): Promise<Ran> {
  const {runner, write} = places[variant]
  const changed = changedFile()
  await write(changed)
  const {main, post} = await runWhole(runner.startJob(pushEvent({sha: commit.repeat(40)})), inputs)
  expect({outcomes: [main.outcome, post.outcome], log: main.outcome === 'success' ? '' : main.log}).toEqual({
    outcomes: ['success', 'success'],
    log: '',
  })
  return {main, source: /"(.*)"/.exec(changed['changed.go']!)![1]!}
}

/** Started at the same time, each with the inputs of its variant. */
function together(inputs: (variant: Variant) => Record<string, string>, commit: string): Promise<Ran[]> {
  return Promise.all(VARIANTS.map(variant => job(variant, inputs(variant), commit)))
}

/** The image of each job is its own: variant and sources. */
function expectRightImages(ran: Ran[]): void {
  for (const [index, variant] of VARIANTS.entries())
    expect(outputOf(`go-image-e2e/matrix:${variant}`)).toBe(`${variant} leaf ${ran[index]!.source}\n`)
}

const keysOf = (kind: string) => github.entries().flatMap(({key}) => (key.startsWith(`go-image-${kind}-`) ? [key] : []))

/** Both find all that the standard library needs, on builders that have nothing. */
async function expectSoundEntries(differ: Differ, commit: string): Promise<void> {
  for (const variant of VARIANTS) {
    const ran = await job(variant, inputsOf(variant, differ, freshBuilder()), commit)
    expect(reportOf(ran.main).warnings).toEqual([])
    expect(cacheOf(ran.main, 'build').hit).toBe('older')
    expect(cacheOf(ran.main, 'build').added).toBeLessThanOrEqual(CHANGED_ONLY)
    expect(outputOf(`go-image-e2e/matrix:${variant}`)).toBe(`${variant} leaf ${ran.source}\n`)
  }
}

describe.each<Differ>(['image', 'build-arg'])('two jobs at once that differ in their %s', differ => {
  test('on mounts of their own: each saves its own base, then its own difference', async () => {
    const own = (variant: Variant) => inputsOf(variant, differ, freshBuilder())
    const cold = await together(own, 'a')
    expectRightImages(cold)
    expect(cold.map(({main}) => cacheOf(main, 'build').hit)).toEqual(['none', 'none'])
    expect(keysOf('build').sort()).toEqual(cold.map(({main}) => cacheOf(main, 'build').key).sort())
    expect(new Set(keysOf('build')).size).toBe(2)

    const warm = await together(own, 'b')
    expectRightImages(warm)
    for (const {main} of warm) {
      expect(cacheOf(main, 'build')).toMatchObject({hit: 'older'})
      expect(cacheOf(main, 'build').added).toBeLessThanOrEqual(CHANGED_ONLY)
      expect(reportOf(main).warnings).toEqual([])
    }
    expect(new Set(keysOf('diff-build')).size).toBe(2)
    await expectSoundEntries(differ, 'c')
  })
})

describe.each(['portable', 'direct'])('two jobs at once on the same mounts, the %s way', way => {
  test('build the right images, and what they save can be restored', async () => {
    const inOne = (commit: string) => {
      const mounts = freshBuilder()
      return together(variant => ({...inputsOf(variant, 'build-arg', mounts), 'cache-transfer': way}), commit)
    }
    expectRightImages(await inOne('a'))
    // Whoever finds the other's results there leaves them as they are; at least one has saved a base.
    expect(keysOf('build').length).toBeGreaterThanOrEqual(1)
    // Now both have something to unpack into the one folder, while the other may compile with it.
    const warm = await inOne('b')
    expectRightImages(warm)
    for (const {main} of warm) {
      const hit = expect.stringMatching(/^(older|warm)$/)
      expect({...cacheOf(main, 'build'), warnings: reportOf(main).warnings}).toMatchObject({hit})
    }
    expect(keysOf('diff-build').length).toBeGreaterThanOrEqual(1)
    expect(new Set(keysOf('diff-build')).size).toBe(keysOf('diff-build').length)
    await expectSoundEntries('build-arg', 'c')
  })
})
