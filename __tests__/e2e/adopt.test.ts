import {createHash} from 'node:crypto'
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {afterAll, expect, test} from '@jest/globals'
import {adoptDockerfile} from '../../src/dockerfile/adopt/adopt.ts'
import {parseDockerfile} from '../../src/dockerfile/parse.ts'
import {execute} from '../../src/runner/exec.ts'
import {freshBuilder} from './project.ts'

const fixtures = fileURLToPath(new URL('../fixtures/dockerfiles', import.meta.url))
const root = mkdtempSync(join(tmpdir(), 'go-image-adopt-'))
afterAll(() => rmSync(root, {recursive: true, force: true}))

const env = {PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? ''}
// One for all: what one Dockerfile compiled serves the next, as on a builder that stays.
const mounts = freshBuilder()

test.each(readdirSync(fixtures))(
  'the image of %s has the same files without mounts, with empty and with full ones',
  async name => {
    const text = readFileSync(join(fixtures, name, 'Dockerfile'), 'utf8')
    const adoption = adoptDockerfile(text, parseDockerfile(text), {buildArgs: [], target: ''})
    if (adoption.kind === 'kept') throw new Error(`${adoption.line}: ${adoption.reason}`)
    const without = await files(name, 'without', text)
    expect(without.length).toBeGreaterThan(0)
    expect(await files(name, 'empty', again(adoption.text))).toEqual(without)
    expect(await files(name, 'full', again(adoption.text))).toEqual(without)
  },
  240_000,
)

test('a download that comes from the layer cache leaves its mount empty, and the image is the same', async () => {
  const text = readFileSync(join(fixtures, 'two-steps', 'Dockerfile'), 'utf8')
  const adoption = adoptDockerfile(text, parseDockerfile(text), {buildArgs: [], target: ''})
  if (adoption.kind === 'kept') throw new Error(adoption.reason)
  const without = await files('two-steps', 'without', text)
  expect(await files('two-steps', 'download', adoption.text)).toEqual(without)
  const compileAgain = adoption.text.replace(/^RUN .*id=gobuild.*$/m, line => again(line))
  expect(await files('two-steps', 'emptied', compileAgain, freshBuilder())).toEqual(without)
}, 240_000)

let runs = 0
/** Another mount makes it another step: it runs again, with what the run before left in the caches. */
function again(dockerfile: string): string {
  const other = `--mount=type=tmpfs,target=/again-${process.pid}-${Date.now()}-${runs++}`
  return dockerfile.replace(/^RUN .*?(?=--mount=type=cache)/gm, `$&${other} `)
}

/**
 * Go's runtime is compiled in a layer that all Dockerfiles of a Go image share: without mounts, each of them took 6 s of
 * a processor for it.
 */
function withRuntime(dockerfile: string): string {
  return dockerfile.replace(/^FROM .*golang:.*$/gm, '$&\nRUN CGO_ENABLED=0 go build runtime')
}

/** Name, type, mode, owner and content of every file of the final stage. */
async function files(name: string, way: string, dockerfile: string, namespace = mounts): Promise<string[]> {
  const file = join(root, `${name}.${way}.Dockerfile`)
  const output = join(root, `${name}.${way}.tar`)
  writeFileSync(file, withRuntime(dockerfile))
  const args = [
    ...['buildx', 'build', '--provenance=false', `--build-arg=${namespace}`, `--file=${file}`],
    ...(process.env.GOPROXY ? [`--build-arg=GOPROXY=${process.env.GOPROXY}`] : []),
    ...[`--output=type=tar,dest=${output}`, '--', join(fixtures, name)],
  ]
  const {exitCode, stderr} = await execute('docker', args, {env})
  expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, ''])
  return readTar(readFileSync(output))
}

/** POSIX ustar and the `path` of pax headers (pubs.opengroup.org, pax, "ustar Interchange Format"). */
function readTar(tar: Buffer): string[] {
  const entries: string[] = []
  let longName = ''
  for (let at = 0; at < tar.length && tar[at] !== 0; ) {
    const field = (from: number, length: number) =>
      tar.toString('utf8', at + from, at + from + length).replace(/\0.*$/s, '')
    const size = Number.parseInt(field(124, 12), 8)
    const content = tar.subarray(at + 512, at + 512 + size)
    const type = field(156, 1)
    if (type === 'x') longName = /^\d+ path=(.*)$/m.exec(content.toString())?.[1] ?? ''
    else {
      const path = longName || [field(345, 155), field(0, 100)].filter(Boolean).join('/')
      const hash = createHash('sha256').update(content).digest('hex')
      entries.push([path, type, field(100, 8), field(108, 8), field(116, 8), field(157, 100), hash].join(' '))
      longName = ''
    }
    at += 512 + Math.ceil(size / 512) * 512
  }
  return entries.sort()
}
