import {execFileSync, spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as wait} from 'node:timers/promises'
import {afterAll, describe, expect, test} from '@jest/globals'
import {runChecks} from '../../src/build/checks.ts'
import {FINAL_BASES} from '../../src/dockerfile/bases.ts'
import {PT_INTERP, readElf} from '../../src/image/go/elf.ts'
import {type ExecuteResult, execute} from '../../src/runner/exec.ts'
import {
  COMMIT,
  DATE,
  EMULATED_PLATFORMS,
  type EmulatedPlatform,
  type FixtureProject,
  fixtureProjects,
  folderOf,
  outcomeOf,
  VERSION,
} from '../fixture-projects.ts'
import {accessTo} from '../image/go/programs.ts'
import {freshBuilder} from './project.ts'

const root = mkdtempSync(join(tmpdir(), 'go-image-'))
const env = {PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? ''}
const docker = (...args: string[]) => execute('docker', args, {env})

// One for all, so that each package of the standard library is compiled once for each platform.
const namespace = freshBuilder()
const OTHER_PLATFORMS = ['--platform=linux/arm64,linux/arm/v7', '--output=type=cacheonly']
const script = (name: string) => new URL(`../../scripts/${name}`, import.meta.url).pathname
const imageOf = (name: string, platform = '') => `go-image-e2e/projects:${name}${platform.replaceAll('/', '-')}`
const images: string[] = []

// Where no registry answers, golang:1.27-alpine is a stand-in that can install nothing.
const WITH_APK = 'local/golang-with-apk:1.27-alpine'
// The toolchain line of a fixture names the first; the others are for C.
const IMAGES = [
  ...['golang:1.26.8-alpine', 'golang:1.27-trixie', WITH_APK],
  ...(['debian', 'distroless-base', 'distroless-cc'] as const).map(name => FINAL_BASES[name].reference),
]
const emulation = spawnSync(script('emulation.sh'), {encoding: 'utf8'})
execFileSync(script('base-images.sh'), IMAGES, {stdio: 'pipe'})

afterAll(async () => {
  rmSync(root, {recursive: true, force: true})
  if (images.length > 0) await docker('image', 'rm', '--force', ...images)
}, 120_000)

describe.each(Object.entries(fixtureProjects).filter(isTried))('the project %s', (name, fixture) => {
  const {prints, serves, isCgo, target = ''} = fixture
  const options = [
    `--target=${target}`,
    ...(isCgo === 'musl' ? [`--build-context=golang:1.27-alpine=docker-image://${WITH_APK}`] : []),
  ]

  test(titleOf(fixture), async () => {
    const context = folderOf(name, fixture)
    const file = await write(name, fixture)
    expect(await checks(file, context)).toEqual([])

    const [native, others] = await Promise.all([
      build(file, context, ...options, '--platform=linux/amd64', '--load', `--tag=${imageOf(name)}`),
      hasOnePlatform(fixture) ? null : build(file, context, ...options, ...OTHER_PLATFORMS),
    ])
    images.push(imageOf(name))
    expectBuilt(native)
    if (others !== null) expectBuilt(others)
    if (prints !== undefined) expect(await printed(name, fixture)).toEqual([0, prints])
    if (serves !== undefined) expect(await answer(name, serves)).toBe('ok\n')
    if (isCgo) expect(hasInterpreter(await programOf(name))).toBe(isCgo === 'glibc')
  }, 300_000)
})

const emulatedRows = Object.entries(fixtureProjects).flatMap(([name, fixture]) =>
  platformsOf(fixture).map(platform => [name, platform, fixture] as const),
)
const missing = missingForEmulation()
const testEmulated = missing === null ? test : test.skip
const why = missing === null ? '' : ` (${missing})`

// e_machine of the ELF header: EM_AARCH64 and EM_ARM.
const AT_MACHINE = 18
const MACHINES: Record<EmulatedPlatform, number> = {'linux/arm64': 183, 'linux/arm/v7': 40}

testEmulated.each(emulatedRows)(
  `the project %s is built for %s and started there${why}`,
  async (name, platform, fixture) => {
    const image = imageOf(name, platform)
    const file = await write(name, fixture)
    expectBuilt(await build(file, folderOf(name, fixture), `--platform=${platform}`, '--load', `--tag=${image}`))
    images.push(image)
    expect(await printed(name, fixture, platform)).toEqual([0, fixture.prints])
    expect((await programOf(name, platform)).readUInt16LE(AT_MACHINE)).toBe(MACHINES[platform])
  },
  900_000,
)

/** What stands against it, as a sentence; null when nothing does. */
function missingForEmulation(): string | null {
  if (emulation.status !== 0) return emulation.stdout.trim().split('▸ emulation: ').at(-1)!
  const args = ['run', '--rm', '--platform=linux/arm64', 'golang:1.27-trixie', 'true']
  if (spawnSync('docker', args, {env, stdio: 'pipe'}).status === 0) return null
  return 'golang:1.27-trixie is not here for linux/arm64: run scripts/base-images.sh where its parts can be fetched'
}

/** With TEST_EMULATED=all every program with C, for each platform that is emulated. */
function platformsOf({emulated = [], isCgo}: FixtureProject): readonly EmulatedPlatform[] {
  return isCgo === 'glibc' && process.env.TEST_EMULATED === 'all' ? EMULATED_PLATFORMS : emulated
}

function isTried([, {prints, serves}]: [string, FixtureProject]): boolean {
  return prints !== undefined || serves !== undefined
}

function hasOnePlatform({isCostly, isCgo}: FixtureProject): boolean {
  return isCostly === true || isCgo !== undefined
}

function titleOf(fixture: FixtureProject): string {
  const {prints, serves} = fixture
  const does = serves === undefined ? `prints ${prints}` : `answers on ${serves}`
  return `has a clean Dockerfile, is built for ${hasOnePlatform(fixture) ? 'one platform' : 'three platforms'}, and ${does}`
}

/** Path of the Dockerfile, with its ignore file beside it. */
async function write(name: string, fixture: FixtureProject): Promise<string> {
  const outcome = await outcomeOf(name, fixture)
  if ('refusal' in outcome) throw new Error(outcome.refusal.message)
  const file = join(root, `${name}.Dockerfile`)
  writeFileSync(file, outcome.dockerfile)
  writeFileSync(`${file}.dockerignore`, outcome.ignore)
  return file
}

function checks(file: string, context: string) {
  return runChecks({builder: '', file, context, target: '', buildArgs: []}, (command, args, options) =>
    execute(command, args, {env, ...options}),
  )
}

function build(file: string, context: string, ...options: string[]): Promise<ExecuteResult> {
  const told = [`VERSION=${VERSION}`, `COMMIT=${COMMIT}`, `DATE=${DATE}`, namespace]
  const args = [...told.map(arg => `--build-arg=${arg}`), `--file=${file}`]
  return docker('buildx', 'build', '--progress=plain', '--provenance=false', ...args, ...options, '--', context)
}

function expectBuilt({exitCode, stderr}: ExecuteResult): void {
  expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, ''])
}

/** The file that a container starts. */
async function programOf(name: string, platform?: EmulatedPlatform): Promise<Buffer> {
  const container = (await docker('create', ...optionsFor(platform), imageOf(name, platform))).stdout.trim()
  try {
    const path = (await docker('inspect', '--format={{.Path}}', container)).stdout.trim()
    const file = join(root, `${name}.program`)
    await docker('cp', `${container}:${path}`, file)
    return readFileSync(file)
  } finally {
    await docker('rm', '--force', container)
  }
}

/** It is linked with shared libraries. */
function hasInterpreter(program: Buffer): boolean {
  return readElf(accessTo(program))!.segments.some(({type}) => type === PT_INTERP)
}

function optionsFor(platform?: EmulatedPlatform): string[] {
  return platform === undefined ? [] : [`--platform=${platform}`]
}

/** Exit code and output; `println` of Go writes to standard error. */
async function printed(
  name: string,
  {args = []}: FixtureProject,
  platform?: EmulatedPlatform,
): Promise<[number, string]> {
  const options = ['--rm', ...optionsFor(platform)]
  const {exitCode, stdout, stderr} = await docker('run', ...options, imageOf(name, platform), ...args)
  return [exitCode, stdout + stderr]
}

/** What a container answers to a request on the port that its image exposes. */
async function answer(name: string, port: number): Promise<string> {
  const started = await docker('run', '--detach', '--rm', '--publish-all', imageOf(name))
  const container = started.stdout.trim()
  try {
    const address = (await docker('port', container, `${port}/tcp`)).stdout.split('\n')[0]!
    for (let attempt = 0; ; attempt++) {
      try {
        return await (await fetch(`http://${address.replace('0.0.0.0', '127.0.0.1')}/`)).text()
      } catch (error) {
        if (attempt === 20) throw error
        await wait(100)
      }
    }
  } finally {
    await docker('rm', '--force', container)
  }
}
