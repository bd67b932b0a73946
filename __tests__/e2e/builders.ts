/**
 * Builders that are not the Docker Engine's own, each with an empty state and with the base images of
 * scripts/builders.sh within reach. What this machine cannot have is said, so that a test can skip itself.
 */
import {type ChildProcess, execFile, spawn} from 'node:child_process'
import {randomUUID} from 'node:crypto'
import {once} from 'node:events'
import {existsSync} from 'node:fs'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'

const run = promisify(execFile)
const parts = fileURLToPath(new URL('../../.tools/builders', import.meta.url))
const IMAGE = 'local/buildkit'
const START_MILLISECONDS = 20_000
const STOP_MILLISECONDS = 10_000

export type Builder = {
  /** For the input `builder`. */
  name: string
  driver: 'remote' | 'docker-container'
  /** `127.0.0.1:PORT` of the registry with the base images, which the builder may also push to. */
  registry: string
  /** What buildkitd has written so far. */
  log: () => Promise<string>
  dispose: () => Promise<void>
}

export type Skipped = {skipped: string}

/** A buildkitd of this machine, by TCP on loopback. */
export async function remoteBuilder(): Promise<Builder | Skipped> {
  return remoteNodes([[]])
}

/** Two of them as one builder, of which the second says to be for linux/arm64: it runs what runs on this machine. */
export async function twoNodeBuilder(): Promise<Builder | Skipped> {
  // Both set: where programs of another platform are emulated, the first node would take both.
  return remoteNodes([['--platform=linux/amd64'], ['--platform=linux/arm64']])
}

/** One node for each list of further options of `docker buildx create`. */
async function remoteNodes(nodes: string[][]): Promise<Builder | Skipped> {
  const missing = await missingFor('remote')
  if (missing !== null) return {skipped: missing}
  return build(async ({name, folder, config, undo}) => {
    const logs: (() => string)[] = []
    for (const [index, options] of nodes.entries()) {
      const root = `${folder}/root${index}`
      const daemon = await startDaemon(
        [
          ...asRoot(),
          path.join(parts, 'bin', 'buildkitd'),
          ...['--addr=tcp://127.0.0.1:0', `--root=${root}`, `--config=${config}`],
          ...['--containerd-worker=false', '--oci-worker-net=host', '--oci-worker-snapshotter=overlayfs'],
        ],
        /running server on (127\.0\.0\.1:\d+)/,
      )
      undo(() => run(...command('rm', '-rf', root)))
      undo(daemon.stop)
      logs.push(daemon.log)
      const append = index === 0 ? [] : ['--append']
      await docker(
        'buildx',
        'create',
        `--name=${name}`,
        '--driver=remote',
        ...append,
        ...options,
        `tcp://${daemon.address}`,
      )
      if (index === 0) undo(() => docker('buildx', 'rm', name))
    }
    return {driver: 'remote', log: async () => logs.map(log => log()).join('\n')}
  })
}

/** A buildkitd in a container of the shared engine, in the host's network; its state is a volume of its own. */
export async function containerBuilder(): Promise<Builder | Skipped> {
  const missing = await missingFor('docker-container')
  if (missing !== null) return {skipped: missing}
  return build(async ({name, config, undo}) => {
    undo(() => docker('buildx', 'rm', '--force', name))
    await docker(
      ...['buildx', 'create', `--name=${name}`, '--driver=docker-container', `--buildkitd-config=${config}`],
      ...[`--driver-opt=image=${IMAGE},network=host`, '--bootstrap'],
    )
    return {driver: 'docker-container', log: () => docker('logs', `buildx_buildkit_${name}0`)}
  })
}

type Setup = {
  name: string
  /** Of its own, removed at the end. */
  folder: string
  /** buildkitd.toml */
  config: string
  /** Called in reverse order at the end, or when setting up fails. */
  undo: (step: () => Promise<unknown>) => void
}

async function build(create: (setup: Setup) => Promise<Pick<Builder, 'driver' | 'log'>>): Promise<Builder> {
  const name = `go-image-e2e-${randomUUID().slice(0, 8)}`
  const steps: (() => Promise<unknown>)[] = []
  const dispose = async () => {
    const errors: unknown[] = []
    for (const step of steps.splice(0).reverse()) await step().catch(error => errors.push(error))
    if (errors.length > 0) throw new AggregateError(errors, `${name} left something: ${errors.join('; ')}`)
  }
  try {
    const folder = await mkdtemp(path.join(tmpdir(), `${name}-`))
    steps.push(() => rm(folder, {recursive: true, force: true}))
    const registry = await startRegistry(folder)
    steps.push(registry.stop)
    const config = path.join(folder, 'buildkitd.toml')
    await writeFile(config, configuration(registry.address))
    const made = await create({name, folder, config, undo: step => steps.push(step)})
    return {name, registry: registry.address, ...made, dispose}
  } catch (error) {
    await dispose().catch(() => {}) // the first error says more
    throw error
  }
}

/** BuildKit asks the mirror first and then the registry itself (docs/buildkitd.toml.md). */
function configuration(registry: string): string {
  const mirrored = ['docker.io', 'gcr.io'].map(host => `[registry."${host}"]\n  mirrors = ["${registry}"]\n`)
  return [...mirrored, `[registry."${registry}"]\n  http = true\n`].join('\n')
}

/** Serves what scripts/builders.sh has pushed. Each builder has its own, so that none outlives its test. */
async function startRegistry(folder: string): Promise<Daemon> {
  const file = path.join(folder, 'registry.yml')
  const lines = [
    'version: 0.1',
    'log: {accesslog: {disabled: true}}',
    `storage: {filesystem: {rootdirectory: ${JSON.stringify(path.join(parts, 'registry'))}}}`,
    'http: {addr: "127.0.0.1:0"}',
  ]
  await writeFile(file, `${lines.join('\n')}\n`)
  return startDaemon([path.join(parts, 'docker-registry'), 'serve', file], /listening on (127\.0\.0\.1:\d+)/)
}

type Daemon = {address: string; log: () => string; stop: () => Promise<void>}

/** Resolves when the log tells the address; the port is the system's choice. */
async function startDaemon([program, ...args]: string[], address: RegExp): Promise<Daemon> {
  const child = spawn(program!, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {...process.env, OTEL_TRACES_EXPORTER: 'none'},
  })
  let log = ''
  const found = new Promise<string>((resolve, reject) => {
    const read = (chunk: string) => {
      log += chunk
      const match = address.exec(log)
      if (match) resolve(match[1]!)
    }
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', read)
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`${program} ended with ${code}: ${log.slice(-1000)}`)))
    setTimeout(() => reject(new Error(`${program} is silent: ${log.slice(-1000)}`)), START_MILLISECONDS).unref()
  })
  try {
    return {address: await found, log: () => log, stop: () => stop(child)}
  } catch (error) {
    await stop(child)
    throw error
  }
}

/** buildkitd ends its running steps and unmounts on SIGTERM. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const hard = setTimeout(() => child.kill('SIGKILL'), STOP_MILLISECONDS)
  await ended
  clearTimeout(hard)
}

/** Why this machine cannot have such a builder; null when it can. */
export async function missingFor(driver: Builder['driver']): Promise<string | null> {
  return (await missingParts()) ?? (driver === 'remote' ? null : await missingImage())
}

async function missingParts(): Promise<string | null> {
  if (process.platform !== 'linux') return 'buildkitd runs on Linux only'
  const missing = ['bin/buildkitd', 'docker-registry', 'registry'].find(part => !existsSync(path.join(parts, part)))
  if (missing) return `.tools/builders/${missing} is missing: run scripts/builders.sh, which says why`
  const mayBeRoot = await run(...command('true')).then(
    () => true,
    () => false,
  )
  return mayBeRoot ? null : 'buildkitd needs root or passwordless sudo'
}

async function missingImage(): Promise<string | null> {
  return docker('image', 'inspect', IMAGE).then(
    () => null,
    () => `the image ${IMAGE} is missing: run scripts/builders.sh, which says why`,
  )
}

function asRoot(): string[] {
  return process.getuid?.() === 0 ? [] : ['sudo', '-n']
}

function command(...words: string[]): [string, string[]] {
  const [program, ...args] = [...asRoot(), ...words]
  return [program!, args]
}

/** Both streams: `docker logs` keeps them apart. */
async function docker(...args: string[]): Promise<string> {
  const {stdout, stderr} = await run('docker', args, {maxBuffer: 64 * 1024 * 1024})
  return stdout + stderr
}
