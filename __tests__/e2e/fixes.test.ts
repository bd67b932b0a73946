/** Every fix of a rule's fixtures, held against the real BuildKit; some of them are built and started too. */
import {execFile} from 'node:child_process'
import {randomUUID} from 'node:crypto'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {expect, jest, test} from '@jest/globals'
import {mend} from '../../src/dockerfile/check/mend.ts'
import {parseDockerfile} from '../../src/dockerfile/parse.ts'
import {RULES} from '../../src/dockerfile/rules/table.ts'
import {findingsOf} from '../dockerfile/rules/findings.ts'
import {GO_MODULE, type Sample} from '../dockerfile/rules/sample.ts'
import {FIXTURES} from '../dockerfile/rules/table.ts'
import {writeTree} from '../go/tree.ts'

jest.setTimeout(180_000)

const run = promisify(execFile)

/** `left` counts the findings of the rule that could still be mended. */
type Mended = {name: string; sample: Sample; text: string; left: number}
type Checkable = Pick<Mended, 'sample' | 'text'>
type Check = {warnings: {ruleName: string}[] | null; buildError?: {message: string}}
type Verdict = {warnings: string[]; error: string | null}

async function fixable(): Promise<{id: string; sample: Sample}[]> {
  const found: {id: string; sample: Sample}[] = []
  for (const rule of RULES)
    for (const sample of FIXTURES[rule.id]!.bad)
      if ((await findingsOf(sample, [rule]))[0]?.fix) found.push({id: rule.id, sample})
  return found
}

/** As `--fix` does, with all rules. */
async function mendedOf(id: string, sample: Sample): Promise<Mended> {
  const {text, findings} = await mend(sample.dockerfile, dockerfile => findingsOf({...sample, dockerfile}, RULES))
  const left = findings.filter(({rule, fix}) => rule === id && fix !== null).length
  return {name: `${id}: ${sample.name}`, sample, text, left}
}

/** The images that are at hand stand for those that fixtures name. */
function standIns(text: string): Record<string, string> {
  const {stages} = parseDockerfile(text)
  const bases = stages.filter(({parent}) => parent === null).map(({base}) => base)
  const sources = [...text.matchAll(/\bfrom=([\w.-]+[/:][\w./:@-]+)/g)].map(([, image]) => image!)
  const images = [...bases, ...sources].filter(image => image !== 'scratch' && image !== '' && !/\$/.test(image))
  const standIn = (image: string) => (image.includes('golang') ? 'golang:1.26-alpine' : 'alpine:3.22')
  return Object.fromEntries(images.map(image => [image, `docker-image://${standIn(image)}`]))
}

/** Another frontend would be pulled from a registry. */
function ownFrontend(text: string): string {
  return text.replace(/^# syntax=.*/m, '#')
}

/** More of them in one call, and BuildKit loses some: "no such job". */
const AT_ONCE = 10

/** What BuildKit's checks say of each. */
async function checkAll(files: readonly Checkable[]): Promise<Verdict[]> {
  const verdicts: Verdict[] = []
  for (let at = 0; at < files.length; at += AT_ONCE) verdicts.push(...(await checkSome(files.slice(at, at + AT_ONCE))))
  return verdicts
}

async function checkSome(files: readonly Checkable[]): Promise<Verdict[]> {
  await using tree = writeTree(Object.fromEntries(files.map(({text}, at) => [`t${at}/Dockerfile`, ownFrontend(text)])))
  const target = Object.fromEntries(
    files.map(({sample: {target: name, buildArgs = []}, text}, at) => {
      const args = Object.fromEntries(buildArgs.map(each => each.split('=', 2)))
      return [`t${at}`, {context: `t${at}`, contexts: standIns(text), args, ...(name && {target: name})}]
    }),
  )
  writeFileSync(join(tree.root, 'bake.json'), JSON.stringify({target}))
  const args = ['buildx', 'bake', '--file=bake.json', '--call=check,format=json', ...Object.keys(target)]
  // It exits with 1 where a file has warnings.
  const {stdout} = await run('docker', args, {cwd: tree.root, maxBuffer: 64 * 1024 * 1024}).catch(
    (error: {stdout: string}) => error,
  )
  const answer = JSON.parse(stdout) as {target: Record<string, {check: Check}>}
  return files.map((_, at) => {
    const {warnings, buildError} = answer.target[`t${at}`]!.check
    return {warnings: (warnings ?? []).map(({ruleName}) => ruleName), error: buildError?.message ?? null}
  })
}

/** Those of the first list that the second has not, one for one. */
function more(of: readonly string[], than: readonly string[]): string[] {
  const known = [...than]
  return of.filter(each => {
    const at = known.indexOf(each)
    if (at >= 0) known.splice(at, 1)
    return at < 0
  })
}

test('BuildKit takes every file that is mended, and warns of nothing that it did not warn of before', async () => {
  const mended: Mended[] = []
  for (const {id, sample} of await fixable()) mended.push(await mendedOf(id, sample))
  expect(mended.length).toBeGreaterThan(100)
  expect(mended.filter(({left}) => left > 0).map(({name}) => name)).toEqual([])
  const after = (await checkAll(mended)).map((verdict, at) => ({...verdict, ...mended[at]!}))
  expect(after.filter(({error}) => error !== null)).toEqual([])
  const warned = after.filter(({warnings}) => warnings.length > 0)
  const before = await checkAll(warned.map(({sample}) => ({sample, text: sample.dockerfile})))
  const added = warned.map(({name, warnings}, at) => ({name, added: more(warnings, before[at]!.warnings)}))
  expect(added.filter(each => each.added.length > 0)).toEqual([])
})

type Built = {
  id: string
  sample: string
  /** What is run in the image, after `docker run --rm`, with the image as `IMAGE`. */
  command: string
  /** Of the file as it is: where it fails, or what the image of both says. */
  before: 'does not build' | 'does not start' | 'is the same'
  says: RegExp
}

const BUILT: readonly Built[] = [
  {id: 'A-03', sample: 'another folder', command: 'IMAGE /server', before: 'does not build', says: /^hi\n$/},
  {
    id: 'B-05',
    sample: 'a program and the library beside it',
    command: 'IMAGE /app',
    before: 'does not build',
    says: /^$/,
  },
  {id: 'R-08', sample: 'another name than the program has', command: 'IMAGE', before: 'does not start', says: /^hi\n$/},
  {id: 'R-03', sample: 'a user by name on scratch', command: 'IMAGE', before: 'does not start', says: /^hi\n$/},
  {
    id: 'A-07',
    sample: 'chown to a number, which keeps the group of root, before another command',
    command: '--entrypoint=stat IMAGE -c %u:%g:%a /srv/app /data',
    ...{before: 'is the same', says: /^1001:0:755\n0:0:755\n$/},
  },
]

type Ran = {ok: boolean; text: string}

function tried(program: string, args: string[]): Promise<Ran> {
  return run(program, args).then(
    ({stdout, stderr}) => ({ok: true, text: stdout + stderr}),
    ({stdout, stderr}: {stdout: string; stderr: string}) => ({ok: false, text: stdout + stderr}),
  )
}

/** Builds the text as the Dockerfile of the sample, and runs the command in the image. */
async function built({sample, text}: Checkable, command: string): Promise<{build: Ran; start: Ran | null}> {
  await using tree = writeTree({...GO_MODULE, ...sample.files, Dockerfile: ownFrontend(text)})
  const image = `go-image-e2e/fixes:${randomUUID()}`
  const contexts = Object.entries(standIns(text)).map(([name, source]) => `--build-context=${name}=${source}`)
  const build = await tried('docker', ['buildx', 'build', '--load', `--tag=${image}`, ...contexts, tree.root])
  if (!build.ok) return {build, start: null}
  const start = await tried('docker', ['run', '--rm', ...command.replace('IMAGE', image).split(' ')])
  await tried('docker', ['image', 'rm', '--force', image])
  return {build, start}
}

test.each(BUILT)('$id: $sample: $before as it is, and is right once mended', async ({id, sample: name, ...row}) => {
  const sample = FIXTURES[id]!.bad.find(each => each.name === name)!
  const {text} = await mendedOf(id, sample)
  const after = await built({sample, text}, row.command)
  expect(after).toEqual({
    build: expect.objectContaining({ok: true}),
    start: {ok: true, text: expect.stringMatching(row.says)},
  })
  const before = await built({sample, text: sample.dockerfile}, row.command)
  expect(before.build.ok).toBe(row.before !== 'does not build')
  if (row.before === 'does not start') expect(before.start).toMatchObject({ok: false})
  if (row.before === 'is the same') expect(before.start).toEqual(after.start)
})
