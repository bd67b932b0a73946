import {execFileSync} from 'node:child_process'
import {cp, mkdir, mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join, resolve} from 'node:path'
import {fileURLToPath} from 'node:url'
import {pullRequestEvent, pushEvent} from '../../__tests__/e2e/loopback/events.ts'
import {startGitHub} from '../../__tests__/e2e/loopback/github.ts'
import {createRunner} from '../../__tests__/e2e/loopback/runner.ts'
import {median, type Row, row} from './rows.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * What a step costs where there is nothing to build: examples/hello with the Dockerfile that we write, every step in
 * the layer cache, caches warm, baseline stored, comment up to date. The ways take turns, so that noise hits all alike.
 */
export async function measureOverhead(options: {
  runs: number
  'build-push-action'?: string | undefined
}): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'go-image-bench-'))
  try {
    const workspace = join(folder, 'work', 'hello')
    await mkdir(workspace, {recursive: true})
    await cp(join(root, 'examples/hello'), workspace, {recursive: true})
    const cli = (...args: string[]) =>
      execFileSync(process.execPath, [join(root, 'dist/cli.js'), ...args], {stdio: 'pipe'})
    cli('dockerfile', workspace, '--write')
    await using github = await startGitHub({folder: join(folder, 'github')})
    const base = pushEvent()
    const pull = pullRequestEvent({number: 7, baseSha: base.sha})
    const ours = createRunner({workdir: join(folder, 'ours'), github, workspace})
    const step = async (runner: typeof ours, event: typeof base, inputs: Record<string, string>) => {
      const job = runner.startJob(event)
      const main = await job.main({inputs})
      const post = await job.post(main)
      await job.end()
      if (main.outcome !== 'success') throw new Error(main.log)
      return main.seconds + post.seconds
    }
    const tags = {tags: 'go-image-bench/hello:one'}
    const ways = new Map<string, () => Promise<number>>()
    ways.set('raw buildx', async () => {
      const started = performance.now()
      execFileSync('docker', ['buildx', 'build', '--tag=go-image-bench/hello:one', workspace], {stdio: 'pipe'})
      return (performance.now() - started) / 1000
    })
    const peer = options['build-push-action']
    if (peer) {
      const runner = createRunner({workdir: join(folder, 'peer'), github, workspace, action: resolve(peer)})
      ways.set('docker/build-push-action', () => step(runner, pull, {...tags, context: '.'}))
    } else console.error('docker/build-push-action is left out: name a checkout of it with --build-push-action DIR')
    ways.set('go-image-action', () => step(ours, pull, tags))

    await step(ours, base, tags) // stores the baseline, warms every cache
    const seconds = new Map([...ways.keys()].map(way => [way, [] as number[]]))
    for (let run = -1; run < options.runs; run++)
      for (const [way, measure] of ways) {
        const taken = await measure()
        if (run >= 0) seconds.get(way)!.push(taken)
      }
    const reference = median(seconds.get('docker/build-push-action') ?? seconds.get('raw buildx')!)
    return [...seconds].map(([way, taken]) => row('nothing to do', way, taken, reference))
  } finally {
    await rm(folder, {recursive: true, force: true})
  }
}
