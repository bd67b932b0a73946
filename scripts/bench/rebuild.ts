import {execFileSync} from 'node:child_process'
import {appendFile, cp, mkdir, mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {fileURLToPath} from 'node:url'
import {pushEvent, type WorkflowEvent} from '../../__tests__/e2e/loopback/events.ts'
import {startGitHub} from '../../__tests__/e2e/loopback/github.ts'
import {createRunner} from '../../__tests__/e2e/loopback/runner.ts'
import {type Row, row} from './rows.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const layerDockerfile = fileURLToPath(new URL('layer.Dockerfile', import.meta.url))

/**
 * One changed line in examples/notes on a builder that knows nothing: without any cache, with layer caches as
 * `type=gha,mode=max` keeps them (on loopback, so without its network time), and with this action.
 */
export async function measureRebuild(options: {yes: boolean}): Promise<Row[]> {
  if (!options.yes) {
    console.error(
      'This empties the build cache of the current builder (docker buildx prune --all). Say --yes if it may.',
    )
    process.exit(2)
  }
  const folder = await mkdtemp(join(tmpdir(), 'go-image-bench-'))
  try {
    const workspace = join(folder, 'work', 'notes')
    await mkdir(workspace, {recursive: true})
    await cp(join(root, 'examples/notes'), workspace, {recursive: true})
    await using github = await startGitHub({folder: join(folder, 'github')})
    const runner = createRunner({workdir: join(folder, 'work'), github, workspace})
    const inputs = {tags: 'go-image-bench/notes:one'}
    const layers = {
      ...inputs,
      file: layerDockerfile,
      cache: 'off',
      'cache-from': 'type=gha,scope=bench',
      'cache-to': 'type=gha,scope=bench,mode=max',
    }
    const step = async (event: WorkflowEvent, with_: Record<string, string>) => {
      const job = runner.startJob(event)
      const main = await job.main({inputs: with_})
      const post = await job.post(main)
      await job.end()
      if (main.outcome !== 'success') throw new Error(main.log)
      return main.seconds + post.seconds
    }
    const change = () => appendFile(join(workspace, 'cmd/notes/main.go'), '\n// One more line.\n')

    const seconds = new Map<string, number>()
    await emptyBuilder()
    seconds.set('cold, first push', await step(pushEvent({sha: 'a'.repeat(40)}), inputs))
    await emptyBuilder()
    await step(pushEvent({sha: 'a'.repeat(40)}), layers)
    await change()
    await emptyBuilder()
    seconds.set('layer caches only', await step(pushEvent({sha: 'b'.repeat(40)}), layers))
    await emptyBuilder()
    seconds.set('no cache at all', await step(pushEvent({sha: 'b'.repeat(40)}), {...inputs, cache: 'off'}))
    await emptyBuilder()
    seconds.set('go-image-action', await step(pushEvent({sha: 'b'.repeat(40)}), inputs))
    const ours = seconds.get('go-image-action')!
    return [...seconds].map(([way, taken]) => row('rebuild', way, [taken], ours))
  } finally {
    await rm(folder, {recursive: true, force: true})
  }
}

/** Deleting goes on after `prune` has ended, and whatever is timed meanwhile is slower: wait until it is quiet. */
async function emptyBuilder(): Promise<void> {
  execFileSync('docker', ['buildx', 'prune', '--all', '--force'], {stdio: 'pipe'})
  execFileSync('sync')
  await delay(5_000)
}
