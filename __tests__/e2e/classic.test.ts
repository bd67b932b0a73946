/**
 * The Docker Engine with its classic image store (graph driver overlay2), as Docker 28 and older have it unless told:
 * an engine of its own beside the shared one, in a network namespace of its own, so that neither touches the other's
 * firewall rules. Nothing is downloaded: base images come out of the shared engine, the example needs the standard
 * library only.
 */
import {type ChildProcess, execFile, execFileSync, spawn} from 'node:child_process'
import {randomUUID} from 'node:crypto'
import {mkdir, mkdtemp, readFile, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {promisify} from 'node:util'
import {afterAll, afterEach, beforeAll, describe, expect, jest, test} from '@jest/globals'
import {measureImage} from '../../src/image/measure.ts'
import {openImage} from '../../src/image/source/open.ts'
import {childEnvironment, type Execute, execute} from '../../src/runner/exec.ts'
import {pushEvent} from './loopback/events.ts'
import type {StepResult} from './loopback/runner.ts'
import {cacheOf, freshBuilder, type Place, place, reportOf, runJob} from './project.ts'

jest.setTimeout(600_000)

const run = promisify(execFile)
const START_MILLISECONDS = 60_000
const STOP_MILLISECONDS = 20_000
/** What the written Dockerfile of examples/hello stands on. */
const IMAGES = ['golang:1.26-alpine', 'gcr.io/distroless/static-debian13:nonroot']
const sha = (letter: string) => letter.repeat(40)

const missing = await whyNot()

describe('an engine with the classic image store', () => {
  if (missing !== null) {
    test.skip(missing, () => {})
    return
  }

  let engine: Engine
  let here: Place | null = null
  beforeAll(async () => {
    engine = await startEngine()
  })
  afterEach(async () => {
    await here?.close()
    here = null
  })
  afterAll(async () => {
    await engine?.stop()
  })

  const env = () => ({DOCKER_HOST: engine.host})
  const start = async (): Promise<Place> => {
    here = await place('hello')
    await change(here)
    return here
  }
  /**
   * As no build of this engine has seen it, so that the layer cache cannot stand in for Go's; without the server, whose
   * net/http takes 20 s of a processor more.
   */
  const change = async ({write}: Place) => {
    await write({'main.go': `package main\n\nfunc main() { println("hello from ${randomUUID()}") }\n`})
  }

  test('is what the tests below run on', async () => {
    const {stdout} = await run('docker', ['info', '--format={{.Driver}} {{json .DriverStatus}}'], {
      env: {...process.env, ...env()},
    })
    expect(stdout).toMatch(/^overlay2 /)
    expect(stdout).not.toContain('containerd.snapshotter')
  })

  test('a push, then fresh builders: results come back by either way and are reused', async () => {
    const project = await start()
    const job = (letter: string, inputs: Record<string, string>) =>
      runJob(project.runner.startJob(pushEvent({sha: sha(letter)}), {env: env()}), {
        ...{image: 'go-image-e2e/classic', 'build-args': freshBuilder(), ...inputs},
      })
    const cold = await job('a', {})
    expect([cold.outcome, othersIn(cold)]).toEqual(['success', []])
    expect(cacheOf(cold, 'build').added).toBeGreaterThan(50)

    for (const way of ['direct', 'portable']) {
      await change(project)
      const warm = await job(way === 'direct' ? 'b' : 'c', {'cache-transfer': way})
      expect([warm.outcome, othersIn(warm)]).toEqual(['success', []])
      expect(cacheOf(warm, 'build')).toMatchObject({hit: 'older', way})
      expect(cacheOf(warm, 'build').added).toBeLessThanOrEqual(8)
      expect(await printed(reportOf(warm).image.tags[0])).toMatch(/^hello from /)
    }
  })

  test('an image has the same figures on disk as of the containerd store, and no others', async () => {
    const measured = async (more: Record<string, string>) => {
      const environment = {...childEnvironment(process.env, {layerCacheToken: false}), ...more}
      const start: Execute = (command, args, options) => execute(command, args, {env: environment, ...options})
      await using source = await openImage(IMAGES[1]!.replace('gcr.io/', 'docker:gcr.io/'), {
        ...{execute: start, env: environment, temp: tmpdir()},
      })
      return (await measureImage(source, {stage: null, platforms: ['linux/amd64'], temp: tmpdir()})).facts.platforms[0]!
    }
    const [classic, containerd] = [await measured(env()), await measured({})]
    expect(classic).toMatchObject({compression: 'none', downloadBytes: classic.diskBytes, provenance: null})
    expect(classic.layers.map(({diffId, diskBytes}) => [diffId, diskBytes])).toEqual(
      containerd.layers.map(({diffId, diskBytes}) => [diffId, diskBytes]),
    )
    expect(classic).toMatchObject({configDigest: containerd.configDigest, settings: containerd.settings})
  })

  /** What a container of the image prints; `println` of Go writes to standard error. */
  async function printed(tag: string): Promise<string> {
    const {stderr} = await run('docker', ['run', '--rm', tag], {env: {...process.env, ...env()}})
    return stderr
  }
})

/** What the log complains of, but that this store cannot hand the image out to be measured. */
function othersIn({annotations}: StepResult): string[] {
  return annotations.map(({message}) => message).filter(message => !message.startsWith('The image was not measured'))
}

type Engine = {host: string; stop: () => Promise<void>}

async function startEngine(): Promise<Engine> {
  // Short: the path of a socket has 107 characters at the most.
  const folder = await mkdtemp(path.join(tmpdir(), 'classic-'))
  const socket = path.join(folder, 'docker.sock')
  const host = `unix://${socket}`
  await mkdir(path.join(folder, 'data'))
  // Else the shared engine's own file is read.
  await writeFile(path.join(folder, 'daemon.json'), '{"features": {"containerd-snapshotter": false}}')
  const [program, ...args] = asRoot(
    ...['unshare', '--net', '--', 'sh', '-c', 'ip link set lo up 2>/dev/null; exec dockerd "$@"', 'dockerd'],
    ...[`--config-file=${folder}/daemon.json`, `--host=${host}`, `--group=${process.getgid?.() ?? 0}`],
    ...[`--data-root=${folder}/data`, `--exec-root=${folder}/run`, `--pidfile=${folder}/docker.pid`],
    '--storage-driver=overlay2',
  )
  const child = spawn(program!, args, {stdio: ['ignore', 'pipe', 'pipe']})
  let log = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      log += chunk
    })
  const stop = () => stopEngine(folder, child)
  try {
    await answers(host, child)
    await run('sh', ['-c', `docker save ${IMAGES.join(' ')} | docker --host=${host} load`])
    return {host, stop}
  } catch (error) {
    await stop()
    throw new Error(`${error}\n${log.slice(-3000)}`, {cause: error})
  }
}

async function answers(host: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + START_MILLISECONDS
  for (;;) {
    const up = await run('docker', [`--host=${host}`, 'info', '--format={{.Driver}}']).then(
      ({stdout}) => stdout.trim() !== '',
      () => false,
    )
    if (up) return
    if (child.exitCode !== null) throw new Error(`dockerd ended with ${child.exitCode}`)
    if (Date.now() > until) throw new Error('dockerd does not answer')
    await delay(200)
  }
}

/** By the pid files of this engine alone; then what it left mounted, and its folder. */
async function stopEngine(folder: string, child: ChildProcess): Promise<void> {
  const ended = new Promise(resolve => (child.exitCode === null ? child.once('exit', resolve) : resolve(null)))
  for (const [file, signal] of [
    ['docker.pid', 'TERM'],
    ['docker.pid', 'KILL'],
    ['run/containerd/containerd.pid', 'KILL'],
  ] as const) {
    const pid = await readFile(path.join(folder, file), 'utf8').catch(() => '')
    if (/^\d+\s*$/.test(pid)) await run(...command('kill', `-${signal}`, pid.trim())).catch(() => {}) // has ended
    if (file === 'docker.pid') await Promise.race([ended, delay(STOP_MILLISECONDS, null, {ref: false})])
  }
  child.kill('SIGKILL') // one that ended before it wrote its pid
  const mounted = (await readFile('/proc/self/mountinfo', 'utf8'))
    .split('\n')
    .map(line => line.split(' ')[4] ?? '')
    .filter(point => point.startsWith(`${folder}/`))
  for (const point of mounted.reverse()) await run(...command('umount', '--lazy', point)).catch(() => {})
  await run(...command('rm', '-rf', folder))
}

/** Why this machine cannot have such an engine; null when it can. */
async function whyNot(): Promise<string | null> {
  if (process.platform !== 'linux') return `an engine of its own needs Linux, this is ${process.platform}`
  const can = (...words: string[]) =>
    run(...command(...words)).then(
      () => true,
      () => false,
    )
  if (!(await can('true'))) return 'an engine of its own needs root or passwordless sudo'
  if (!(await can('sh', '-c', 'command -v dockerd'))) return 'an engine of its own needs dockerd, which was not found'
  if (!(await can('unshare', '--net', '--', 'true'))) return '`unshare --net` is not allowed here'
  const absent = IMAGES.find(image => !hasImage(image))
  return absent === undefined ? null : `the image ${absent} is missing: run scripts/base-images.sh`
}

function hasImage(image: string): boolean {
  try {
    execFileSync('docker', ['image', 'inspect', image], {stdio: 'ignore'})
    return true
  } catch {
    return false
  }
}

function asRoot(...words: string[]): string[] {
  return process.getuid?.() === 0 ? words : ['sudo', '-n', ...words]
}

function command(...words: string[]): [string, string[]] {
  const [program, ...args] = asRoot(...words)
  return [program!, args]
}
