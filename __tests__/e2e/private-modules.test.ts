/** A private module behind a login: the build needs the secret `netrc`, and nothing keeps it. */
import {execFileSync, spawnSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {afterAll, beforeAll, expect, jest, test} from '@jest/globals'
import {publish} from '../cache/module-proxy.ts'
import {commit, pushEvent} from './loopback/events.ts'
import {type PrivateProxy, startPrivateProxy} from './loopback/private-proxy.ts'
import type {StepResult} from './loopback/runner.ts'
import {contentOf, freshBuilder, outputOf, type Place, place, reportOf, runWhole} from './project.ts'
import {historyOf, savedNames, savedParts} from './saved-image.ts'

jest.setTimeout(300_000)

const TOKEN = 'glpat-9f8e7d6c5b4a'
// The go command goes by host and port, git by the host alone.
const netrc = () => `machine ${new URL(proxy.url).host} login ci password ${TOKEN}`
const BASIC = Buffer.from(`ci:${TOKEN}`).toString('base64')
const WORDS = 'git.acme.internal/lib/words'
const BUILDER = 'go-image-e2e/private-builder'

const folder = mkdtempSync(join(tmpdir(), 'go-image-private-'))
let proxy: PrivateProxy
let here: Place
beforeAll(async () => {
  publish(join(folder, 'modules'), WORDS, 'v1.0.0', {
    'go.mod': `module ${WORDS}\n\ngo 1.26\n`,
    'words.go': 'package words\n\nconst Hello = "from a private module"\n',
  })
  proxy = await startPrivateProxy(folder, {login: 'ci', password: TOKEN})
  // The builder that is written, with one authority more.
  const trusting = join(folder, 'builder')
  mkdirSync(trusting)
  writeFileSync(join(trusting, 'Dockerfile'), 'FROM golang:1.26-alpine\nCOPY authority.pem /etc/ssl/certs/\n')
  writeFileSync(join(trusting, 'authority.pem'), readFileSync(proxy.authority))
  execFileSync('docker', ['buildx', 'build', '--load', `--tag=${BUILDER}`, trusting], {stdio: 'pipe'})
  here = await place()
  await here.write({
    'go.mod': `module example.com/app\n\ngo 1.26\n\nrequire ${WORDS} v1.0.0\n`,
    'main.go': `package main\n\nimport "${WORDS}"\n\nfunc main() { println(words.Hello) }\n`,
    'main_test.go': `package main\n\nimport (\n\t"testing"\n\n\t"${WORDS}"\n)\n\nfunc TestWords(t *testing.T) {\n\tif words.Hello == "" {\n\t\tt.Fail()\n\t}\n}\n`,
  })
  const env = {...process.env, GOPROXY: `file://${join(folder, 'modules')}`, GONOSUMDB: '*', GOFLAGS: '-modcacherw'}
  const local = {...env, GOMODCACHE: join(folder, 'cache'), GOTOOLCHAIN: 'local'}
  execFileSync('go', ['mod', 'tidy'], {cwd: here.workspace, env: local, stdio: 'pipe'})
})
afterAll(async () => {
  await here.close()
  await proxy.close()
  rmSync(folder, {recursive: true, force: true})
  execFileSync('docker', ['image', 'rm', '--force', BUILDER, 'go-image-e2e/private:main'], {stdio: 'pipe'})
})

let jobs = 0
async function build(inputs: Record<string, string>): Promise<StepResult> {
  const job = here.runner.startJob(pushEvent({sha: commit(`${jobs++}`)}))
  const {main} = await runWhole(job, {
    ...{image: 'go-image-e2e/private', load: 'true', network: 'host'},
    'build-contexts': `golang:1.26-alpine=docker-image://${BUILDER}`,
    'build-args': `${freshBuilder()}\nGOPROXY=${proxy.url}`,
    ...inputs,
  })
  return main
}

function expectNoTrace(step: StepResult, image: string): void {
  const parts = savedParts(image)
  expect(parts.some(part => part.includes('rootfs'))).toBe(true)
  for (const secret of [TOKEN, BASIC, 'machine 127.0.0.1']) {
    expect(parts.filter(part => part.includes(secret))).toHaveLength(0)
    expect([historyOf(image), step.log, readFileSync(step.outputs.report!, 'utf8')].join('\n')).not.toContain(secret)
  }
  // What BuildKit makes to mount on goes away with the mount.
  const names = savedNames(parts)
  expect(names.length).toBeGreaterThan(0)
  expect(names.filter(name => name.endsWith('.netrc'))).toEqual([])
}

test('without the secret the module is not to be had', async () => {
  const step = await build({})
  expect(step.outcome).toBe('failure')
  expect(step.log).toMatch(/401 Unauthorized/)
  expect(proxy.answers.map(({status}) => status)).not.toContain(200)
})

test.each(['mount', 'layer'])(
  'with it the image is built and tested in style %s, and nothing keeps it',
  async style => {
    const step = await build({style, secrets: `netrc=${netrc()}`, test: 'test\nrun: go version'})
    expect([step.outcome, step.outcome === 'success' ? '' : step.log]).toEqual(['success', ''])
    expect(outputOf('go-image-e2e/private:main')).toBe('from a private module\n')
    expect(proxy.answers).toContainEqual({path: `/${WORDS}/@v/v1.0.0.zip`, status: 200})
    const rows = reportOf(step).decisions.filter(({what}: {what: string}) => what === 'private-module')
    expect(rows).toMatchObject([{choice: 'secret netrc', evidence: [{file: 'go.mod', line: 5}]}])
    expectNoTrace(step, 'go-image-e2e/private:main')
  },
)

test('nor does the stage that compiles, with the modules in a layer', async () => {
  const step = await build({style: 'layer', secrets: `netrc=${netrc()}`, target: 'build', cache: 'off'})
  expect([step.outcome, step.outcome === 'success' ? '' : step.log]).toEqual(['success', ''])
  expect(savedParts('go-image-e2e/private:main').some(part => part.includes('from a private module'))).toBe(true)
  expectNoTrace(step, 'go-image-e2e/private:main')
})

test('no cache has it, and with the modules from there a build needs no secret, as one of a fork has none', async () => {
  const entries = here.github.entries()
  expect(entries.map(({key}) => key)).toContainEqual(expect.stringMatching(/^go-image-mod-/))
  for (const entry of entries) expect(readFileSync(contentOf(entry)).includes(TOKEN)).toBe(false)
  const asked = proxy.answers.length
  const step = await build({test: 'test'})
  expect([step.outcome, step.outcome === 'success' ? '' : step.log]).toEqual(['success', ''])
  expect(proxy.answers.slice(asked)).toEqual([])
})

test('the command line writes the same file, and without the secret that it requires it ends at that step', async () => {
  const step = await build({secrets: `netrc=${netrc()}`})
  const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))
  const args = ['dockerfile', here.workspace, '--secret', 'id=netrc', '--build-arg', `GOPROXY=${proxy.url}`]
  const dockerfile = execFileSync(process.execPath, [cli, ...args], {encoding: 'utf8'})
  expect(dockerfile).toBe(reportOf(step).dockerfile.text)
  const options = ['--file=-', `--build-arg=${freshBuilder()}`, `--build-arg=GOPROXY=${proxy.url}`]
  const built = spawnSync('docker', ['buildx', 'build', ...options, here.workspace], {
    input: dockerfile,
    encoding: 'utf8',
  })
  expect([built.status, built.stderr]).toEqual([1, expect.stringContaining('secret netrc: not found')])
})
