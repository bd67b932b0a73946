/** Our reading of a Dockerfile, held against BuildKit's own on the engine of this machine. */
import {execFile} from 'node:child_process'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {expect, test} from '@jest/globals'
import {parseDockerfile, stageVariables} from '../../src/dockerfile/parse.ts'
import {ODD_FILES} from '../dockerfile/odd-files.ts'
import {writeTree} from '../go/tree.ts'

type Answer = {
  warnings?: {ruleName: string; location: {ranges: {start: {line: number}; end: {line: number}}[]}}[]
  buildError?: unknown
  targets?: {name?: string; default?: boolean; base: string; platform?: string; location: Location}[]
  args?: {name: string; value?: string}[]
}
type Location = {ranges: {start: {line: number}}[]}

/** The answer of `docker buildx build --call`; null for a file that BuildKit refuses. */
async function ask(call: 'check' | 'targets' | 'outline', text: string, more: string[] = []): Promise<Answer | null> {
  await using tree = writeTree({Dockerfile: text})
  const args = ['buildx', 'build', `--call=${call},format=json`, ...more, `--file=${join(tree.root, 'Dockerfile')}`]
  const {stdout} = await promisify(execFile)('docker', [...args, tree.root], {maxBuffer: 64 * 1024 * 1024}).catch(
    (error: {stdout: string}) => error,
  )
  const answer = stdout === '' ? null : (JSON.parse(stdout) as Answer)
  return answer?.buildError === undefined ? answer : null
}

/** BuildKit warns of every keyword that is not of one case, with the lines of its instruction: so each is made `FrOM`. */
function mixed(text: string): string {
  const {preamble, stages} = parseDockerfile(text)
  const starts = [...preamble, ...stages.flatMap(({from, instructions}) => [from, ...instructions])].map(
    ({start}) => start,
  )
  return starts.reduce((all, at) => all.slice(0, at + 1) + all[at + 1]!.toLowerCase() + all.slice(at + 2), text)
}

function linesOf(answer: Answer | null): [number, number][] {
  const casing = (answer?.warnings ?? []).filter(({ruleName}) => ruleName === 'ConsistentInstructionCasing')
  return casing.map(({location: {ranges}}) => [ranges[0]!.start.line, ranges.at(-1)!.end.line])
}

const accepted = ODD_FILES.filter(({lines}) => lines !== null)
const stageOfItsOwn = accepted.filter(({text}) => text.startsWith('FROM scratch\n') && text.endsWith('\n'))

test('instructions begin and end where BuildKit has them', async () => {
  // One file of many stages: each call takes a third of a second.
  const text = mixed(stageOfItsOwn.map(file => file.text).join(''))
  const {stages} = parseDockerfile(text)
  const ours = stages.flatMap(({from, instructions}) => [from, ...instructions])
  expect(linesOf(await ask('check', text))).toEqual(ours.map(({line, endLine}) => [line, endLine]))
  expect(stages).toHaveLength(stageOfItsOwn.length)
})

test.each(accepted.filter(file => !stageOfItsOwn.includes(file) && !/check=skip/.test(file.text)))(
  'lines of $name are those of BuildKit',
  async ({text, lines}) => {
    expect(linesOf(await ask('check', mixed(text)))).toEqual(lines!.map(([, line, endLine]) => [line, endLine]))
  },
)

test.each(ODD_FILES.filter(({lines}) => lines === null))('BuildKit refuses $name', async ({text}) => {
  expect(await ask('check', text)).toBeNull()
})

const STAGES = `ARG GO=1.26
ARG IMAGE="scratch"
FROM --platform=$BUILDPLATFORM $IMAGE AS Build
ARG GO
ARG NAME=app
ARG BOTH=\${NAME:-x}-\${GO} EMPTY
from build as test
FROM \${IMAGE:-other}
COPY --from=build /a /a
FROM --platform=linux/arm64 test AS last
`

test('stages have the names, bases, platforms and lines that BuildKit tells', async () => {
  const ours = parseDockerfile(STAGES).stages.map(({name, from, platform, line}) => ({
    ...{name: name?.toLowerCase() ?? null, base: from.args.split(/\s+/)[0], platform, line},
  }))
  const {targets} = (await ask('targets', STAGES))!
  expect(ours).toEqual(
    targets!.map(({name = null, base, platform = null, location}) => ({
      ...{name, base, platform, line: location.ranges[0]!.start.line},
    })),
  )
})

test('arguments have the values that BuildKit tells, given ones too', async () => {
  const {stages} = parseDockerfile(STAGES, ['NAME=other'])
  const {args} = (await ask('outline', STAGES, ['--target=build', '--build-arg=NAME=other']))!
  const told = Object.fromEntries(args!.map(({name, value = ''}) => [name, value]))
  expect(told).toMatchObject({GO: '1.26', NAME: 'other', BOTH: 'other-1.26'})
  const ours = stageVariables(stages[0]!, stages[1]!.from, ['NAME=other'])
  for (const [name, value] of ours) expect([name, value]).toEqual([name, told[name]])
  expect([...ours.keys()]).toEqual(expect.arrayContaining(['GO', 'NAME', 'BOTH']))
})
