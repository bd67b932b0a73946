/**
 * A private module by SSH: a real sshd has the name of github.com in the builder, and the program has C, because
 * Debian's golang image has git and ssh. With golang:alpine the same lines follow an `apk add`, for which nothing answers
 * where no registry does.
 */
import {execFileSync, spawn, spawnSync} from 'node:child_process'
import {randomUUID} from 'node:crypto'
import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, expect, jest, test} from '@jest/globals'
import {publish} from '../cache/module-proxy.ts'
import {commit, pushEvent} from './loopback/events.ts'
import {type GitServer, startGitServer} from './loopback/git-server.ts'
import type {StepResult} from './loopback/runner.ts'
import {contentOf, freshBuilder, outputOf, type Place, place, reportOf, runWhole} from './project.ts'
import {historyOf, savedNames, savedParts} from './saved-image.ts'

jest.setTimeout(300_000)

const IMAGE = 'go-image-e2e/private-ssh'
const WORDS = 'github.com/acme/words'
const MODULE = {
  'go.mod': `module ${WORDS}\n\ngo 1.26\n`,
  'words.go': 'package words\n\nconst Hello = "from a private repository"\n',
}
const SCRIPT = new URL('../../scripts/base-images.sh', import.meta.url).pathname
const BASES = ['golang:1.27-trixie', 'gcr.io/distroless/cc-debian13:nonroot']

const folder = mkdtempSync(join(tmpdir(), 'go-image-private-ssh-'))
// One for all that compile, so that Go's runtime is compiled once.
const namespace = freshBuilder()
let server: GitServer
let here: Place
beforeAll(async () => {
  execFileSync(SCRIPT, BASES, {stdio: 'pipe'})
  server = startGitServer(folder, {'acme/words': MODULE})
  publish(join(folder, 'modules'), WORDS, 'v1.0.0', MODULE)
  here = await place()
  // The builder is of Go 1.27; the go command of this machine, which writes go.sum, need not be.
  // Another file each time, so that no step comes from the layers of an earlier run.
  const goMod = (release: string) =>
    `// ${randomUUID()}\nmodule example.com/app\n\ngo ${release}\n\nrequire ${WORDS} v1.0.0\n`
  await here.write({
    'go.mod': goMod('1.26'),
    'main.go': `package main\n\nimport "${WORDS}"\n\n// static int answer(void) { return 42; }\nimport "C"\n\nfunc main() { println(words.Hello, int(C.answer())) }\n`,
    '.github/workflows/test.yml': 'on: push\nenv:\n  GOPRIVATE: github.com/acme/*\n',
  })
  const env = {...process.env, GOPROXY: `file://${join(folder, 'modules')}`, GONOSUMDB: '*', GOFLAGS: '-modcacherw'}
  const local = {...env, GOMODCACHE: join(folder, 'cache'), GOTOOLCHAIN: 'local'}
  execFileSync('go', ['mod', 'tidy'], {cwd: here.workspace, env: local, stdio: 'pipe'})
  await here.write({'go.mod': goMod('1.27')})
})
afterAll(async () => {
  await here.close()
  server.close()
  rmSync(folder, {recursive: true, force: true})
  execFileSync('sh', ['-c', 'docker image rm --force $(docker image ls --quiet "$0")', IMAGE], {stdio: 'pipe'})
})

let jobs = 0
async function build(inputs: Record<string, string>, env: Record<string, string> = {}): Promise<StepResult> {
  const job = here.runner.startJob(pushEvent({sha: commit(`${jobs++}`)}), {env})
  const {main} = await runWhole(job, {
    ...{image: IMAGE, load: 'true', 'add-hosts': `github.com:${server.address}`, 'build-args': namespace},
    ...inputs,
  })
  return main
}

const knownHosts = (hostKey: string) => `known_hosts=github.com ${hostKey}`
const withKey = () => ({ssh: `default=${server.key}`, secrets: knownHosts(server.hostKey)})
const signedIn = () => server.log().split('Accepted publickey for git').length - 1

function expectSuccess({outcome, log}: StepResult): void {
  expect([outcome, outcome === 'success' ? '' : log]).toEqual(['success', ''])
}

/** Lines of the key, and what else leads to it. */
const secrets = () => [
  ...readFileSync(server.key, 'utf8').split('\n').slice(0, -1),
  server.hostKey.split(' ')[1]!,
  'ssh_agent',
]

function expectNoTrace(step: StepResult, parts: readonly Buffer[]): void {
  expect(parts.some(part => part.includes('rootfs'))).toBe(true)
  const told = [historyOf(`${IMAGE}:main`), step.log, readFileSync(step.outputs.report!, 'utf8')].join('\n')
  for (const secret of secrets()) {
    expect([secret, parts.some(part => part.includes(secret))]).toEqual([secret, false])
    expect(told).not.toContain(secret)
  }
  // What BuildKit makes to mount on goes away with the mount.
  const names = savedNames(parts)
  expect(names.length).toBeGreaterThan(0)
  expect(names.filter(name => /known_hosts$|ssh_agent|buildkit/.test(name))).toEqual([])
}

test('without a key the module is not to be had', async () => {
  const step = await build({'build-args': freshBuilder()})
  expect(step.outcome).toBe('failure')
  expect(step.annotations.map(({message}) => message).join('\n')).toContain(`${WORDS} is fetched without a secret`)
  expect(signedIn()).toBe(0)
})

test('another server that has taken the name of the host is not asked', async () => {
  const other = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsABgH5C9okWi0dh2l9GKJl'
  const step = await build({...withKey(), secrets: knownHosts(other), 'build-args': freshBuilder()})
  expect(step.outcome).toBe('failure')
  expect(step.log).toContain('Host key verification failed')
  expect(signedIn()).toBe(0)
})

async function expectBuilt(style: string, ssh: string, env: Record<string, string> = {}): Promise<void> {
  const before = signedIn()
  const step = await build({...withKey(), ssh, style, test: 'test\nrun: go version'}, env)
  expectSuccess(step)
  expect(signedIn()).toBeGreaterThan(before)
  expect(outputOf(`${IMAGE}:main`)).toBe('from a private repository 42\n')
  const rows = reportOf(step).decisions.filter(({what}: {what: string}) => what === 'private-module')
  expect(rows).toMatchObject([{choice: 'ssh and secret known_hosts'}])
  expectNoTrace(step, savedParts(`${IMAGE}:main`))
}

test('with the file of a key the image is built in style mount, and nothing keeps the key', async () => {
  await expectBuilt('mount', `default=${server.key}`)
})

const hasAgent = spawnSync('ssh-agent', ['-k']).error === undefined
const testWithAgent = hasAgent ? test : test.skip
testWithAgent('with an agent it is built in style layer, and nothing keeps the key (needs ssh-agent)', async () => {
  const socket = join(folder, 'agent')
  const agent = spawn('ssh-agent', ['-D', '-a', socket], {stdio: 'ignore'})
  try {
    const env = {...process.env, SSH_AUTH_SOCK: socket}
    execFileSync('sh', ['-c', 'until [ -S "$0" ]; do sleep 0.1; done; ssh-add -q "$1"', socket, server.key], {env})
    await expectBuilt('layer', 'default', {SSH_AUTH_SOCK: socket})
  } finally {
    agent.kill()
  }
})

test('nor does the stage that compiles, with the modules in a layer', async () => {
  const step = await build({...withKey(), style: 'layer', target: 'build', cache: 'off'})
  expectSuccess(step)
  // ssh itself knows what a key looks like.
  const parts = savedParts(`${IMAGE}:main`, 'golang:1.27-trixie')
  expect(parts.some(part => part.includes('from a private repository'))).toBe(true)
  expectNoTrace(step, parts)
})

test('nor does a cache', async () => {
  const entries = here.github.entries()
  expect(entries.map(({key}) => key)).toContainEqual(expect.stringMatching(/^go-image-mod-/))
  for (const entry of entries) {
    const content = readFileSync(contentOf(entry))
    expect(secrets().filter(secret => content.includes(secret))).toEqual([])
  }
})
