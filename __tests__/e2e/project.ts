import {execFileSync} from 'node:child_process'
import {randomUUID} from 'node:crypto'
import {mkdirSync, readdirSync} from 'node:fs'
import {cp, mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises'
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
  /** Writes files into the work tree, by path. */
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
        await mkdir(path.dirname(file), {recursive: true})
        await writeFile(file, text)
      }
    },
  }
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

/** A file beside a main package that makes its sources other ones than any builder has seen. */
export function changedFile(): Record<string, string> {
  return {'changed.go': `package main\n\nvar changed = "${randomUUID()}"\n`}
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

// biome-ignore lint/suspicious/noExplicitAny: tests reach into the document as a reader would
export function reportOf(step: StepResult): any {
  return JSON.parse(execFileSync('cat', [step.outputs.report!], {encoding: 'utf8'}))
}
