import {rmSync, statSync, truncateSync, writeFileSync} from 'node:fs'
import {mkdtemp, readdir} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {setFlagsFromString} from 'node:v8'
import {runInNewContext} from 'node:vm'
import {getOctokit} from '@actions/github'
import {afterAll, beforeAll, describe, expect, test} from '@jest/globals'
import {createCommandReader} from './commands.ts'
import {commit, pullRequestEvent, pushEvent, tagEvent} from './events.ts'
import {parsePairs} from './file-commands.ts'
import {type GitHub, startGitHub} from './github.ts'
import {createRunner, type Runner, type StepResult} from './runner.ts'
import {installationToken} from './tokens.ts'

const PROBE = fileURLToPath(new URL('./probe', import.meta.url))

let folder: string
let github: GitHub
let runner: Runner

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'loopback-'))
  github = await startGitHub({folder: path.join(folder, 'github')})
  runner = createRunner({workdir: path.join(folder, 'work'), github, action: PROBE})
})

afterAll(async () => {
  await github.close()
  rmSync(folder, {recursive: true})
})

const save = (key: string, content: string): string =>
  `{await (await import('node:fs/promises')).writeFile('thing.txt', '${content}')
   const cache = await load('@actions/cache')
   core.setOutput('saved', await cache.saveCache(['thing.txt'], '${key}'))};`

const restore = (...keys: string[]): string =>
  `const [key, ...more] = ${JSON.stringify(keys)}
   const cache = await load('@actions/cache')
   core.setOutput('hit', await cache.restoreCache(['thing.txt'], key, more) ?? 'miss')
   core.setOutput('content', await (await import('node:fs/promises')).readFile('thing.txt', 'utf8').catch(() => ''))`

async function onEvent(
  event: Parameters<Runner['startJob']>[0],
  main: string,
  options: Parameters<Runner['startJob']>[1] = {},
): Promise<StepResult> {
  rmSync(path.join(runner.workspace, 'thing.txt'), {force: true})
  return runner.startJob(event, options).main({inputs: {main}})
}

describe('the cache service', () => {
  test('gives a pull request what main saved, and main nothing that a pull request saved', async () => {
    const saved = await onEvent(pushEvent(), save('scopes-1', 'from main'))
    expect(saved).toMatchObject({outcome: 'success', outputs: {saved: expect.stringMatching(/^\d+$/)}})
    const pull = pullRequestEvent({number: 7})
    expect((await onEvent(pull, restore('scopes-1'))).outputs).toEqual({hit: 'scopes-1', content: 'from main'})

    const own = await onEvent(pull, save('scopes-2', 'from the pull request') + restore('scopes-2'))
    expect(own.outputs).toMatchObject({hit: 'scopes-2'})
    expect((await onEvent(pushEvent(), restore('scopes-2'))).outputs).toMatchObject({hit: 'miss'})
    expect((await onEvent(pullRequestEvent({number: 8}), restore('scopes-2'))).outputs).toMatchObject({hit: 'miss'})
    expect(github.entries().map(({key, scope}) => `${scope} ${key}`)).toEqual([
      'refs/heads/main scopes-1',
      'refs/pull/7/merge scopes-2',
    ])
  })

  test('finds the newest entry of a prefix, in its own scope first', async () => {
    await onEvent(pushEvent(), save('prefix-old', 'old') + save('prefix-new', 'new'))
    expect((await onEvent(tagEvent(), restore('none', 'prefix-'))).outputs).toEqual({hit: 'prefix-new', content: 'new'})
    await onEvent(tagEvent(), save('prefix-tag', 'tag'))
    await onEvent(pushEvent(), save('prefix-newest', 'newest'))
    expect((await onEvent(tagEvent(), restore('prefix-'))).outputs).toEqual({hit: 'prefix-tag', content: 'tag'})
  })

  test('keeps an entry as it was first written', async () => {
    await onEvent(pushEvent(), save('immutable', 'first'))
    const second = await onEvent(pushEvent(), save('immutable', 'second'))
    expect(second.outputs).toEqual({saved: '-1'})
    expect(second.log).toContain('another job may be creating this cache')
    expect(second.annotations).toEqual([])
    expect((await onEvent(pushEvent(), restore('immutable'))).outputs).toMatchObject({content: 'first'})
  })

  test('denies writing to a read-only token and to a read-only cache mode', async () => {
    const before = github.entries().length
    const denied = await onEvent(pushEvent(), save('denied', ''), {readOnlyCache: true})
    expect(denied.annotations).toMatchObject([
      {kind: 'warning', message: expect.stringContaining('cache write denied:')},
    ])
    const mode = await onEvent(pushEvent(), save('denied', ''), {cacheMode: 'read'})
    expect(mode.annotations).toEqual([])
    expect(github.entries()).toHaveLength(before)
  })

  test('fails on demand: rate limit, broken download, damaged blob', async () => {
    await onEvent(pushEvent(), save('faults', 'content'))
    github.inject({route: 'GetCacheEntryDownloadURL', kind: 'status', status: 429, retryAfter: 17})
    const limited = await onEvent(pushEvent(), restore('faults'))
    expect(limited.annotations[0]?.message).toContain('will reset in 17 seconds')

    github.inject({route: 'blob.get', kind: 'truncate', bytes: 5})
    const truncated = await onEvent(pushEvent(), restore('faults'))
    expect(truncated).toMatchObject({outputs: {hit: 'miss'}, annotations: [{message: 'Failed to restore: aborted'}]})

    truncateSync(github.entries().find(({key}) => key === 'faults')?.file ?? '', 12)
    const damaged = await onEvent(pushEvent(), restore('faults'))
    expect(damaged).toMatchObject({outcome: 'success', outputs: {hit: 'miss'}})
    expect(() => github.inject({route: 'blobs', kind: 'reset'})).toThrow('no route blobs; there are CreateCacheEntry')
  })

  test('streams an upload of more than 128 MB in blocks, and parallel ranges back', async () => {
    await using azure = await startGitHub({folder: path.join(folder, 'azure'), azureHostNames: true})
    const azureRunner = createRunner({workdir: path.join(folder, 'azure-work'), github: azure, action: PROBE})
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    collect()
    const base = process.memoryUsage().arrayBuffers
    let peak = 0
    // What is held, not what waits for the collector: that depends on how busy the machine is.
    const sampler = setInterval(() => {
      collect()
      peak = Math.max(peak, process.memoryUsage().arrayBuffers - base)
    }, 200)
    const size = 130 * 1024 * 1024
    const result = await azureRunner.startJob(pushEvent()).main({
      inputs: {
        main: `const fs = await import('node:fs'), {randomBytes, createHash} = await import('node:crypto')
          const hash = () => createHash('sha1').update(fs.readFileSync('big')).digest('hex')
          fs.writeFileSync('big', randomBytes(${size}))
          core.setOutput('before', hash())
          const cache = await load('@actions/cache')
          await cache.saveCache(['big'], 'big')
          fs.rmSync('big')
          await cache.restoreCache(['big'], 'big')
          core.setOutput('after', hash())`,
      },
    })
    clearInterval(sampler)
    expect(result.outcome).toBe('success')
    expect(result.outputs.after).toBe(result.outputs.before)
    const uploads = azure.requests.filter(({route}) => route === 'blob.put')
    expect(uploads.filter(({url}) => url.includes('comp=block&')).map(({bytes}) => bytes > 0)).toEqual([
      true,
      true,
      true,
    ])
    expect(uploads.filter(({url}) => url.includes('comp=blocklist'))).toHaveLength(1)
    expect(azure.requests.filter(({range}) => range !== null).length).toBeGreaterThan(30)
    expect(azure.entries()[0]?.size).toBeGreaterThan(size)
    expect(peak).toBeLessThan(100 * 1024 * 1024)
  }, 120_000)

  test('continues from its folder in another process', async () => {
    const other = path.join(folder, 'continued')
    const first = await startGitHub({folder: other})
    first.seedComment({issue: 3, body: 'hello'})
    await createRunner({workdir: path.join(folder, 'first'), github: first, action: PROBE})
      .startJob(pushEvent())
      .main({inputs: {main: save('kept', 'kept')}})
    await first.close()
    await using second = await startGitHub({folder: other})
    expect(second.comments(3)).toMatchObject([{body: 'hello'}])
    const again = await createRunner({workdir: path.join(folder, 'second'), github: second, action: PROBE})
      .startJob(pushEvent())
      .main({inputs: {main: restore('kept')}})
    expect(again.outputs).toEqual({hit: 'kept', content: 'kept'})
    second.evict('kept')
    expect(second.entries()).toEqual([])
    expect(await readdir(path.join(other, 'blobs'))).toEqual([])
  })
})

describe('the REST API', () => {
  const client = (permissions: Parameters<typeof installationToken>[0] = {'pull-requests': 'write'}) =>
    getOctokit(installationToken(permissions), {baseUrl: github.url}).rest.issues
  const repo = {owner: 'acme', repo: 'ledger'}

  test('pages through comments by Link', async () => {
    for (let count = 1; count <= 65; count += 1) github.seedComment({issue: 20, body: `comment ${count}`})
    const octokit = getOctokit(installationToken({issues: 'read'}), {baseUrl: github.url})
    const first = await octokit.rest.issues.listComments({...repo, issue_number: 20})
    expect(first.data).toHaveLength(30)
    expect(first.headers.link).toMatch(/page=2>; rel="next", <.*page=3>; rel="last"$/)
    const all = await octokit.paginate(octokit.rest.issues.listComments, {...repo, issue_number: 20, per_page: 20})
    expect(all.map(({body}) => body)).toEqual(Array.from({length: 65}, (_, index) => `comment ${index + 1}`))
    expect(github.requests.slice(-4).map(({url}) => /[?&]page=(\d)/.exec(url)?.[1])).toEqual([undefined, '2', '3', '4'])
  })

  test('creates, changes, reads and deletes a comment as the Actions bot', async () => {
    const created = await client().createComment({...repo, issue_number: 5, body: 'one'})
    expect(created).toMatchObject({
      status: 201,
      data: {
        user: {login: 'github-actions[bot]', type: 'Bot'},
        performed_via_github_app: {slug: 'github-actions'},
        html_url: expect.stringMatching(/^https:\/\/github\.com\/acme\/ledger\/pull\/5#issuecomment-\d+$/),
      },
    })
    const comment = {...repo, comment_id: created.data.id}
    await client({issues: 'write'}).updateComment({...comment, body: 'two'})
    expect((await client().getComment(comment)).data.body).toBe('two')
    expect(github.comments(5)).toMatchObject([{body: 'two'}])
    await client().deleteComment(comment)
    expect(github.comments(5)).toEqual([])
    await expect(client().getComment(comment)).rejects.toMatchObject({status: 404})
  })

  test('says no as GitHub does', async () => {
    const read = client({'pull-requests': 'read', contents: 'write'})
    const target = {...repo, issue_number: 6}
    await expect(read.createComment({...target, body: 'x'})).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('Resource not accessible by integration'),
    })
    await expect(client().createComment({...target, body: 'é'.repeat(65_537)})).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('Body is too long (maximum is 65536 characters)'),
    })
    await client().createComment({...target, body: '🙂'.repeat(65_536)})
    await expect(client().listComments({...target, repo: 'other'})).rejects.toMatchObject({status: 404})
    const octokit = getOctokit(installationToken({}), {baseUrl: github.url})
    await expect(octokit.rest.users.getAuthenticated()).rejects.toMatchObject({status: 403})
    await expect(getOctokit('nonsense', {baseUrl: github.url}).rest.repos.get(repo)).rejects.toMatchObject({
      status: 401,
    })
    expect((await octokit.rest.repos.get(repo)).data.default_branch).toBe('main')
  })

  test('fails the next requests of a route only', async () => {
    github.inject({route: 'comments.list', kind: 'status', status: 503, times: 2})
    github.inject({route: 'comments.create', kind: 'reset'})
    const list = () => fetch(`${github.url}/repos/acme/ledger/issues/1/comments`)
    expect([(await list()).status, (await list()).status, (await list()).status]).toEqual([503, 503, 200])
    await expect(client().createComment({...repo, issue_number: 1, body: 'x'})).rejects.toMatchObject({status: 500})
    github.inject({route: 'comments.list', kind: 'stall', milliseconds: null})
    await expect(
      fetch(`${github.url}/repos/acme/ledger/issues/1/comments`, {signal: AbortSignal.timeout(50)}),
    ).rejects.toThrow()
  })
})

describe('a step', () => {
  test('sees the environment of a runner and nothing of this process', async () => {
    process.env.LEAK = 'leak'
    const sha = commit('head')
    const event = pullRequestEvent({number: 12, headSha: sha, labels: ['size-ok']})
    const job = runner.startJob(event, {debug: true})
    const result = await job.main({
      inputs: {
        main: `const {GITHUB_REF, GITHUB_SHA, GITHUB_BASE_REF, LEAK = 'none', INPUT_EMPTY, INPUT_SWITCH, EXTRA} = process.env
          core.setOutput('env', {GITHUB_REF, GITHUB_SHA, GITHUB_BASE_REF, LEAK, INPUT_EMPTY, INPUT_SWITCH, EXTRA})
          const event = JSON.parse(await (await import('node:fs/promises')).readFile(process.env.GITHUB_EVENT_PATH, 'utf8'))
          const {base, head, labels} = event.pull_request
          core.setOutput('event', [event.repository.default_branch, base.ref, head.sha, head.repo.fork, labels[0].name].join())
          core.setOutput('token', core.getInput('token').length)
          core.info('my token is ' + core.getInput('token'))
          core.debug('detail')`,
        surprise: 'x',
      },
      env: {EXTRA: 'extra'},
    })
    delete process.env.LEAK
    expect(JSON.parse(result.outputs.env ?? '')).toEqual({
      GITHUB_REF: 'refs/pull/12/merge',
      GITHUB_SHA: event.sha,
      GITHUB_BASE_REF: 'main',
      LEAK: 'none',
      INPUT_EMPTY: '',
      INPUT_SWITCH: 'true',
      EXTRA: 'extra',
    })
    expect(result.outputs).toMatchObject({event: `main,main,${sha},false,size-ok`, token: `${job.token.length}`})
    expect(result.log).toContain('my token is ***\n##[debug]detail')
    expect(result.annotations[0]?.message).toMatch(/^Unexpected input\(s\) 'surprise', valid inputs are \['main', /)
  })

  test('hands its state to post, its variables to later steps, and its summary to the reader', async () => {
    const lines: string[] = []
    const job = runner.startJob(pushEvent())
    const main = await job.main({
      inputs: {
        main: `core.saveState('key', 'line 1\\nline 2'); core.exportVariable('LATER', 'yes'); core.addPath('/opt/tool')
          core.setSecret('hush'); await core.summary.addRaw('a hush summary').write()
          await core.group('Build', async () => core.info('inside'))
          core.warning('careful', {file: 'go.mod', startLine: 3, endLine: 4, title: 'A, B: 100%'})`,
        'post-script': `core.info(JSON.stringify([core.getState('key'), process.env.LATER, process.env.PATH.split(':')[0]]))`,
      },
      onOutput: line => lines.push(line),
    })
    expect(main).toMatchObject({
      outcome: 'success',
      exitCode: 0,
      summary: 'a *** summary',
      groups: [{title: 'Build', lines: ['inside']}],
      annotations: [{kind: 'warning', message: 'careful', file: 'go.mod', line: 3, endLine: 4, title: 'A, B: 100%'}],
    })
    expect(lines).toEqual(['##[group]Build', 'inside', '##[endgroup]', '##[warning]careful'])
    const post = await job.post(main)
    expect(post.log).toBe('["line 1\\nline 2","yes","/opt/tool"]')
    expect(await job.post(main, {status: 'cancelled'})).toMatchObject({outcome: 'skipped'})
  })

  test('fails by its exit code and by a command file that cannot be read', async () => {
    expect(await onEvent(pushEvent(), `core.setFailed('broken')`)).toMatchObject({
      outcome: 'failure',
      exitCode: 1,
      annotations: [{kind: 'error', message: 'broken'}],
    })
    const append = `(await import('node:fs')).appendFileSync(process.env.GITHUB_OUTPUT, 'no sign\\n')`
    expect(await onEvent(pushEvent(), append)).toMatchObject({outcome: 'failure', exitCode: 0})
  })

  test('starts with an empty RUNNER_TEMP at the same path in every job', async () => {
    const list = `core.setOutput('temp', process.env.RUNNER_TEMP)
      core.setOutput('files', (await import('node:fs')).readdirSync(process.env.RUNNER_TEMP).filter(name => !name.startsWith('_')))`
    const first = await onEvent(pushEvent(), list)
    writeFileSync(path.join(runner.temp, 'left-over'), '')
    expect(statSync(path.join(runner.temp, 'left-over')).isFile()).toBe(true)
    expect((await onEvent(pushEvent(), list)).outputs).toEqual(first.outputs)
  })

  test('is interrupted when cancelled, and may end well', async () => {
    const cancel = new AbortController()
    const result = await runner.startJob(pushEvent()).main({
      inputs: {
        main: `process.on('SIGINT', () => {core.info('stopping'); process.exit(130)}); core.info('ready'); setTimeout(() => {}, 1e5)`,
      },
      signal: cancel.signal,
      onOutput: line => line === 'ready' && cancel.abort(),
    })
    expect(result).toMatchObject({outcome: 'cancelled', exitCode: 130, signals: ['SIGINT'], survivors: []})
    expect(result.log).toBe('ready\nstopping')
  })

  test('is killed when it does not end, and its children are found', async () => {
    const cancel = new AbortController()
    await using job = runner.startJob(pushEvent())
    const result = await job.main({
      inputs: {
        main: `(await import('node:child_process')).spawn('sleep', ['300'], {env: {PATH: process.env.PATH}})
          for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => core.info(name))
          core.info('ready')
          await new Promise(() => setTimeout(() => {}, 1e5))`,
      },
      signal: cancel.signal,
      grace: {interrupt: 100, terminate: 100},
      onOutput: line => line === 'ready' && cancel.abort(),
    })
    expect(result).toMatchObject({outcome: 'cancelled', exitCode: null, signals: ['SIGINT', 'SIGTERM', 'SIGKILL']})
    expect(result.log).toBe('ready\nSIGINT\nSIGTERM')
    expect(result.survivors).toMatchObject([{command: 'sleep 300'}])
    for (const {pid} of result.survivors) process.kill(pid)
  })

  test('can leave a process running, which the end of the job kills', async () => {
    const job = runner.startJob(pushEvent())
    const result = await job.main({
      inputs: {
        main: `(await import('node:child_process')).spawn('sleep', ['301'], {detached: true, stdio: 'ignore'}).unref()`,
      },
    })
    expect(result.survivors).toMatchObject([{command: 'sleep 301'}])
    expect(await job.end()).toMatchObject([{command: 'sleep 301'}])
  })
})

describe('workflow commands', () => {
  const readAll = (...lines: string[]) => {
    const reader = createCommandReader()
    return {shown: lines.flatMap(reader.read), reader}
  }

  test('are text between stop-commands and its token', () => {
    const {shown, reader} = readAll(
      '::stop-commands::Token-1',
      '::error::not an error',
      '##[add-mask]nothing',
      '::stop-commands::other',
      '  ::token-1::',
      '::error::an error',
      '::token-1::',
    )
    expect(shown).toEqual([
      '::stop-commands::Token-1',
      '::error::not an error',
      '##[add-mask]nothing',
      '::stop-commands::other',
      '  ::token-1::',
      '##[error]an error',
      '::token-1::',
    ])
    expect(reader.annotations).toEqual([{kind: 'error', message: 'an error'}])
  })

  test.each(['', 'warning', 'pause-logging', 'Stop-Commands'])('cannot be stopped with the token %j', token => {
    const {reader} = readAll(`::stop-commands::${token}`, '::notice::still read')
    expect(reader.failed()).toBe(true)
    expect(reader.annotations).toMatchObject([{kind: 'error'}, {kind: 'notice', message: 'still read'}])
  })

  test.each([
    ['  ::error file=a%2Cb,line=3::x%250A%0Ay', {message: 'x%0A\ny', file: 'a,b', line: 3}],
    ['::ERROR::upper case', {message: 'upper case'}],
    ['#5 0.12 ##[error file=a;line=2]old form inside a line', {message: 'old form inside a line', file: 'a', line: 2}],
  ])('%j is an annotation', (line, annotation) => {
    expect(readAll(line).reader.annotations).toEqual([{kind: 'error', ...annotation}])
  })

  test.each(['text ::error::x', '::unknown::x', '::error x', '##[unknown]x', 'x##[error'])('%j is text', line => {
    expect(readAll(line)).toMatchObject({shown: [line], reader: {annotations: []}})
  })

  test('show ten annotations of a kind', () => {
    const {reader} = readAll(...Array.from({length: 12}, (_, index) => `::warning::${index}`), '::error::x')
    expect(reader.annotations).toHaveLength(11)
    expect(reader.hiddenAnnotations.map(({message}) => message)).toEqual(['10', '11'])
  })

  test('mask whole secrets and each of their lines', () => {
    const {shown} = readAll(
      '::add-mask::hush%0Ahush-two',
      'a hush-two and a hush',
      '::add-mask::',
      '::set-env name=a::b',
    )
    expect(shown).toEqual([
      'a *** and a ***',
      "##[warning]Can't add secret mask for empty string in ##[add-mask] command.",
      expect.stringContaining('##[error]The `set-env` command is disabled.'),
    ])
  })

  test.each([
    ['a=1\nb=x<<y=z\n', {a: '1', b: 'x<<y=z'}],
    ['a<<EOF\none\n\ntwo=2\nEOF\nb<<E=F\nE=F\n', {a: 'one\n\ntwo=2', b: ''}],
  ])('files: %j', (text, pairs) => {
    expect(parsePairs(text)).toEqual(pairs)
  })

  test.each([
    ['no sign', "Invalid format 'no sign'"],
    ['a<<EOF\nvalue', "Invalid value. Matching delimiter not found 'EOF'"],
  ])('files: %j is refused', (text, message) => {
    expect(() => parsePairs(text)).toThrow(message)
  })
})

describe('commits', () => {
  const repository = {owner: 'acme', repo: 'ledger'}
  const octokit = () =>
    getOctokit(installationToken({contents: 'read', 'pull-requests': 'read'}), {baseUrl: github.url})
  const [root, left, right, merged] = ['e', 'f', 'g', 'h'].map(commit) as [string, string, string, string]

  beforeAll(() => {
    github.seedCommits({sha: root, parents: []}, {sha: left, parents: [root]}, {sha: right, parents: [root]})
    github.seedCommits({sha: merged, parents: [left, right], message: 'Merge', pull: 41})
    github.seedLabel({issue: 41, name: 'size-increase-ok'})
  })

  test('are compared by their merge base, and listed with all that came before', async () => {
    const {repos} = octokit().rest
    const compared = await repos.compareCommitsWithBasehead({...repository, basehead: `${left}...${right}`})
    expect(compared.data.merge_base_commit.sha).toBe(root)
    const {data} = await repos.listCommits({...repository, sha: merged})
    expect(data.map(({sha}) => sha)).toEqual([merged, right, left, root])
    expect((await repos.getCommit({...repository, ref: merged})).data.commit.message).toBe('Merge')
  })

  test('that are not there are refused as GitHub refuses them', async () => {
    const {repos} = octokit().rest
    const unknown = commit('nowhere')
    const compared = repos.compareCommitsWithBasehead({...repository, basehead: `${left}...${unknown}`})
    await expect(compared).rejects.toMatchObject({status: 404})
    await expect(repos.getCommit({...repository, ref: unknown})).rejects.toMatchObject({status: 422})
  })

  test('name the pull request that brought them, with its labels of now', async () => {
    const {repos, issues} = octokit().rest
    const {data} = await repos.listPullRequestsAssociatedWithCommit({...repository, commit_sha: merged})
    expect(data).toMatchObject([{number: 41, labels: [{name: 'size-increase-ok'}]}])
    expect((await repos.listPullRequestsAssociatedWithCommit({...repository, commit_sha: left})).data).toEqual([])
    expect((await issues.listLabelsOnIssue({...repository, issue_number: 41})).data).toMatchObject([
      {name: 'size-increase-ok'},
    ])
  })
})
