import {execFileSync, spawnSync} from 'node:child_process'
import {createHash, randomUUID} from 'node:crypto'
import {existsSync, mkdirSync, readdirSync, readFileSync} from 'node:fs'
import {cp, mkdir, mkdtemp, rm, utimes, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {type GitHub, type StoredEntry, startGitHub} from './loopback/github.ts'
import {createRunner, type Job, type Runner, type StepResult} from './loopback/runner.ts'

const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url))

/** A repository on a loopback GitHub with a runner of its own, whose work tree tests may edit. */
export type Place = {
  github: GitHub
  runner: Runner
  workspace: string
  /** Writes files into the work tree, by path: new ones long ago, others now where they change. */
  write: (files: Record<string, string>) => Promise<void>
  close: () => Promise<void>
}

/** Starts from one of the examples, or from nothing; with a runner more for the GitHub of another place, or its own. */
export async function place(example?: 'hello' | 'notes' | 'legacy', shared?: GitHub): Promise<Place> {
  const folder = await mkdtemp(path.join(tmpdir(), 'go-image-e2e-'))
  const workspace = path.join(folder, 'work', 'ledger', 'ledger')
  await mkdir(workspace, {recursive: true})
  if (example) await cp(path.join(repositoryRoot, 'examples', example), workspace, {recursive: true})
  const github = shared ?? (await startGitHub({folder: path.join(folder, 'github')}))
  const runner = createRunner({workdir: path.join(folder, 'work'), github, workspace})
  return {
    github,
    runner,
    workspace,
    async close() {
      if (github !== shared) await github.close()
      await rm(folder, {recursive: true, force: true})
    },
    async write(files) {
      for (const [name, text] of Object.entries(files)) {
        const file = path.join(workspace, name)
        const isNew = !existsSync(file)
        if (!isNew && readFileSync(file, 'utf8') === text) continue
        await mkdir(path.dirname(file), {recursive: true})
        await writeFile(file, text)
        // cmd/go keeps an index of a folder only when nothing in it changed for two seconds (cmd/go/internal/modindex,
        // modTimeCutoff): otherwise how fast a machine is would decide in which run the index is one of the results.
        const time = isNew ? longAgo(text) : justNow(text)
        await utimes(file, time, time)
      }
    },
  }
}

/** A place whose GitHub starts with what that of another one left in the folder `held`, which stays as it is. */
export async function placeAfter(held: string): Promise<Place> {
  const folder = await mkdtemp(path.join(tmpdir(), 'go-image-held-'))
  await cp(held, folder, {recursive: true})
  const github = await startGitHub({folder})
  const here = await place(undefined, github)
  return {
    ...here,
    async close() {
      await here.close()
      await github.close()
      await rm(folder, {recursive: true, force: true})
    },
  }
}

/**
 * A program with one real dependency, so that both caches have something in them. Neither needs much of the standard
 * library: a cold build takes a third of what one with `fmt` takes, and most tests begin with one.
 */
export const WITH_MODULE = {
  'go.mod': 'module example.com/ledger\n\ngo 1.26\n\nrequire github.com/rivo/uniseg v0.4.7\n',
  'go.sum': [
    'github.com/rivo/uniseg v0.4.7 h1:WUdvkW8uEhrYfLC4ZzdpI2ztxP1I582+49Oc5Mq64VQ=',
    'github.com/rivo/uniseg v0.4.7/go.mod h1:FN3SvrM+Zdj16jyLfmOkMNblXMcoc8DfTHruCPUcx88=',
    '',
  ].join('\n'),
  'main.go':
    'package main\n\nimport "github.com/rivo/uniseg"\n\nfunc main() { println("hello", uniseg.GraphemeClusterCount("abc")) }\n',
}
/**
 * Packages and no program, for tests that are about caches alone: compiled in a tenth of a second, into some 36 results
 * (`CHANGED_ONLY` is well below), while the smallest program needs 5 s of a processor for Go's runtime.
 */
export const PACKAGES: Record<string, string> = {
  'go.mod': 'module example.com/packages\n\ngo 1.26\n',
  ...Object.fromEntries(
    [...'abcdefghijkl'].map(name => [`${name}/${name}.go`, `package ${name}\n\nconst Name = "${name}"\n`]),
  ),
  Dockerfile: packagesDockerfile('true'),
}

/** A step of `PACKAGES` that runs `command` when all is compiled. */
export function packagesDockerfile(command: string): string {
  return [
    'FROM golang:1.27-alpine AS build',
    'WORKDIR /src',
    'COPY . .',
    'RUN --mount=type=cache,target=/root/.cache/go-build \\',
    `    CGO_ENABLED=0 go build -trimpath ./... && go version >/built && ${command}`,
    'FROM scratch',
    'COPY --from=build /built /built',
    '',
  ].join('\n')
}

/** The module of `WITH_MODULE`. */
export const MODULE = 'github.com/rivo/uniseg@v0.4.7'

/** What a container of the image prints; `println` of Go writes to standard error. */
export function outputOf(image: string): string {
  const {status, stdout, stderr} = spawnSync('docker', ['run', '--rm', image], {encoding: 'utf8'})
  if (status !== 0) throw new Error(`${image} ended with ${status}: ${stderr}`)
  return stdout + stderr
}

/**
 * Another time for other content: for BuildKit a file of the same size and time is the one that it has already, and
 * buildx calls all contexts by the name of their folder alone.
 */
function longAgo(text: string): Date {
  const seconds = createHash('sha256').update(text).digest().readUInt32BE() % (365 * 24 * 3600)
  return new Date(Date.UTC(2025, 0, 1) + seconds * 1000)
}

/** The clock of files goes in steps of some milliseconds: two jobs at once would write two files at one time. */
function justNow(text: string): number {
  const microseconds = createHash('sha256').update(text).digest().readUInt32BE() % 1000
  return Date.now() / 1000 + microseconds / 1e6
}

let builders = 0
/** Build arguments under which no cache mount of this machine is known: a builder as empty as a fresh runner's. */
export function freshBuilder(): string {
  return `BUILDKIT_CACHE_MOUNT_NS=e2e-${process.pid}-${Date.now()}-${builders++}`
}

/**
 * The most results that a change of one main package adds: it, the program, what the linker notes, and an index of each
 * package's folder when it was not changed for two seconds (cmd/go/internal/modindex, modTimeCutoff). The standard
 * library's packages below `fmt` are 50.
 */
export const CHANGED_ONLY = 8

/** A file that makes the sources of a package at the root other ones than any builder has seen. */
export function changedFile(name = 'main'): Record<string, string> {
  return {'changed.go': `package ${name}\n\nvar changed = "${randomUUID()}"\n`}
}

/** Main and, when it succeeded, post; both outputs land in the failure message of the test. */
export async function runJob(job: Job, inputs: Record<string, string>): Promise<StepResult> {
  return (await runWhole(job, inputs)).main
}

/** Both ends of a job. */
export async function runWhole(
  job: Job,
  inputs: Record<string, string>,
): Promise<{main: StepResult; post: StepResult}> {
  const main = await job.main({inputs})
  const post = await job.post(main)
  await job.end()
  return {main, post}
}

export type Cache = {
  hit: string
  key: string
  matchedKey: string | null
  way: string | null
  added: number | null
  hits: number | null
  total: number | null
  restoredBytes: number | null
  verdict: string
}

/** Go's compile results that the build added to the cache, from the report. */
export function cacheOf(step: StepResult, kind: 'modules' | 'build'): Cache {
  return reportOf(step).caches.find((cache: {kind: string}) => cache.kind === kind)!
}

/** The file that an entry holds, in a folder beside it: the cache client packs one file with tar. */
export function contentOf({file}: StoredEntry): string {
  const folder = `${file}.content`
  mkdirSync(folder, {recursive: true})
  execFileSync('tar', ['-xf', file, '-C', folder])
  return path.join(folder, readdirSync(folder)[0]!)
}

/** Whoever can write an entry changes a file of a module in it, and packs it as the cache client does. */
export function poisonModules({file}: StoredEntry): void {
  const script = `
    set -e
    cd "$(mktemp -d)"
    tar --use-compress-program=unzstd -xf "$1"
    mkdir tree && tar -xf modules.tar -C tree
    chmod -R u+w tree
    printf 'package uniseg\\n\\nfunc init() { panic("poisoned") }\\n' >tree/${MODULE}/poisoned.go
    (cd tree && tar -cf ../modules.tar -- *)
    tar --use-compress-program=zstdmt -cf "$1" modules.tar`
  execFileSync('sh', ['-c', script, 'sh', file])
}

// biome-ignore lint/suspicious/noExplicitAny: tests reach into the document as a reader would
export function reportOf(step: StepResult): any {
  return JSON.parse(execFileSync('cat', [step.outputs.report!], {encoding: 'utf8'}))
}

/** The kinds of entries that the first push to the default branch leaves, sorted. */
export const FIRST_ENTRIES = ['go-image-build', 'go-image-layers', 'go-image-ledger', 'go-image-mod', 'go-image-size']
