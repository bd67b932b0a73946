/**
 * Two runs of the built action as GitHub's runner would make them, against a GitHub on loopback: a push to main, then a
 * pull request on a machine whose builder knows nothing of the first.
 */
import {execFileSync} from 'node:child_process'
import {cp, mkdir, readFile, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {basename, join, resolve} from 'node:path'
import {fileURLToPath} from 'node:url'
import {pullRequestEvent, pushEvent} from '../../__tests__/e2e/loopback/events.ts'
import {startGitHub} from '../../__tests__/e2e/loopback/github.ts'
import {createRunner, type StepResult} from '../../__tests__/e2e/loopback/runner.ts'
import type {Report} from '../../src/report/report.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const project = process.argv[2] ? resolve(process.argv[2]) : join(root, 'examples/notes')
const isExample = !process.argv[2]
const name = basename(project)
  .toLowerCase()
  .replace(/[^a-z0-9]+/g, '-')
const folder = join(tmpdir(), 'go-image-demo')
const workspace = join(folder, 'work', name, name)

await rm(folder, {recursive: true, force: true})
await copyProject()
const base = commitAll('Start')
await using github = await startGitHub({folder: join(folder, 'github'), repository: `acme/${name}`})
const runner = createRunner({workdir: join(folder, 'work'), github, workspace})

title(`A push to main of acme/${name}: nothing cached, no baseline`)
const repository = `acme/${name}`
const push = await job(pushEvent({repository, sha: base}), 'first')
const first = await reportOf(push)

const change = isExample ? 'adds an export to YAML, and with it a dependency' : 'changes a comment'
title(`A pull request that ${change}, on a fresh builder`)
await (isExample ? applyPatch() : touchMain())
const head = commitAll('Change')
const pull = await job(pullRequestEvent({repository, number: 7, baseSha: base, headSha: head}), 'second')
const second = await reportOf(pull)

const comment = github.comments(7).at(-1)
title('The comment on the pull request, as Markdown')
console.log(comment?.body.replace(/^<!--.*-->\n+/, '') ?? '(none)')

title('In short')
console.log(`go image step   ${seconds(push)} cold, ${seconds(pull)} on a fresh builder with restored caches`)
console.log(`of which build  ${first.build.seconds.toFixed(1)} s, then ${second.build.seconds.toFixed(1)} s`)
for (const cache of second.caches)
  console.log(`${cache.kind.padEnd(15)} ${cache.hit}, ${megabytes(cache.restoredBytes)}: ${cache.verdict}`)
const kept = join(root, '.demo')
await mkdir(kept, {recursive: true})
for (const [file, text] of [
  ['report.json', JSON.stringify(second, null, 2)],
  ['comment.md', comment?.body ?? ''],
  ['summary.md', pull.summary],
] as const)
  await writeFile(join(kept, file), text)
console.log(`report          .demo/report.json, .demo/comment.md, .demo/summary.md`)
if (push.exitCode !== 0 || pull.exitCode !== 0) process.exitCode = 1

/** Main and post of one job. Another namespace for cache mounts makes the builder as empty as a fresh runner's. */
async function job(event: ReturnType<typeof pushEvent>, builder: string): Promise<StepResult> {
  await using running = runner.startJob(event)
  const onOutput = (line: string) => console.log(line)
  const inputs = {
    image: `go-image-demo/${name}`,
    'build-args': [
      `BUILDKIT_CACHE_MOUNT_NS=go-image-demo-${builder}-${process.pid}`,
      ...(process.env.GOPROXY ? [`GOPROXY=${process.env.GOPROXY}`] : []),
    ].join('\n'),
    ...(process.env.DEMO_MAIN && {main: process.env.DEMO_MAIN}),
  }
  const main = await running.main({inputs, onOutput})
  await running.post(main, {onOutput})
  return main
}

/** What git tracks, or everything; the user's own folder is only read. */
async function copyProject(): Promise<void> {
  await mkdir(workspace, {recursive: true})
  const files = tracked()
  if (files === null) await cp(project, workspace, {recursive: true, filter: path => basename(path) !== '.git'})
  else for (const file of files) await cp(join(project, file), join(workspace, file), {recursive: true}).catch(missing)
  git('init', '--quiet', '--initial-branch=main')
}

function tracked(): string[] | null {
  try {
    const output = execFileSync(
      'git',
      ['-C', project, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
        maxBuffer: 1 << 28,
      },
    )
    return output.split('\0').filter(file => file !== '')
  } catch {
    return null
  }
}

/** A tracked file that was deleted in the work tree. */
function missing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}

async function applyPatch(): Promise<void> {
  git('apply', join(root, 'scripts/demo/pull-request.patch'))
}

async function touchMain(): Promise<void> {
  const [file] = first.decisions.filter(row => row.what === 'main').flatMap(row => row.evidence.map(({file}) => file))
  const found = file ?? tracked()?.find(path => path.endsWith('.go')) ?? 'main.go'
  const path = join(workspace, found)
  await writeFile(path, `${await readFile(path, 'utf8')}\n// Changed by the demo.\n`)
}

function commitAll(message: string): string {
  git('add', '--all')
  git(
    '-c',
    'user.name=demo',
    '-c',
    'user.email=demo@example.com',
    'commit',
    '--quiet',
    '--allow-empty',
    `--message=${message}`,
  )
  return git('rev-parse', 'HEAD').trim()
}

function git(...args: string[]): string {
  return execFileSync('git', ['-C', workspace, ...args], {encoding: 'utf8'})
}

async function reportOf(step: StepResult): Promise<Report> {
  if (!step.outputs.report) {
    console.error('The step ended without a report; its log is above.')
    process.exit(1)
  }
  return JSON.parse(await readFile(step.outputs.report, 'utf8')) as Report
}

function title(text: string): void {
  console.log(`\n━━ ${text}\n`)
}

function seconds(step: StepResult): string {
  return `${step.seconds.toFixed(1)} s`
}

function megabytes(count: number | null): string {
  return count === null ? 'nothing' : `${(count / 1e6).toFixed(0)} MB`
}
