import {describe, expect, test} from '@jest/globals'
import {childEnvironment, execute} from '../../src/runner/exec.ts'

const env = {PATH: process.env.PATH ?? ''}
const sh = (script: string, more: Partial<Parameters<typeof execute>[2]> = {}) =>
  execute('sh', ['-c', script], {env, ...more})

describe('a program', () => {
  test('gives its lines as they come, from both streams, and all of them at the end', async () => {
    const lines: string[] = []
    const result = await sh('echo one; echo two >&2; printf three', {
      onLine: (line, stream) => lines.push(`${stream} ${line}`),
    })
    expect(lines.sort()).toEqual(['stderr two', 'stdout one', 'stdout three'])
    expect(result).toMatchObject({exitCode: 0, stdout: 'one\nthree', stderr: 'two'})
    expect(result.seconds).toBeGreaterThan(0)
  })

  test('that fails is a result with its exit code', async () => {
    expect(await sh('exit 7')).toMatchObject({exitCode: 7})
    expect((await sh('kill -9 $$')).exitCode).toBeGreaterThan(127)
  })

  test('that does not exist rejects', async () => {
    await expect(execute('go-image-no-such-program', [], {env})).rejects.toMatchObject({code: 'ENOENT'})
  })

  test('inherits no environment', async () => {
    process.env.GO_IMAGE_TEST = 'inherited'
    try {
      expect((await sh('echo "[$GO_IMAGE_TEST$GIVEN]"', {env: {...env, GIVEN: 'given'}})).stdout).toBe('[given]')
    } finally {
      delete process.env.GO_IMAGE_TEST
    }
  })

  test('gets its arguments as they are, never through a shell', async () => {
    const hostile = ['$(id)', '; id', 'a b', '"', "'", '-x', '', '*']
    expect((await execute('printf', ['%s|', ...hostile], {env})).stdout).toBe(`${hostile.join('|')}|`)
  })

  test('reads its input, which then ends; without any it reads nothing', async () => {
    expect((await sh('cat', {input: 'a\nb'})).stdout).toBe('a\nb')
    expect((await sh('cat')).stdout).toBe('')
    expect(await sh('exit 3', {input: 'x'.repeat(1_000_000)})).toMatchObject({exitCode: 3})
  })

  test('runs where it is told', async () => {
    expect((await sh('pwd', {cwd: '/'})).stdout).toBe('/')
  })
})

describe('cancelling', () => {
  test('interrupts the program, which may end in order', async () => {
    const cancelled = new AbortController()
    const lines: string[] = []
    const running = sh('trap "echo bye; exit 0" INT; echo ready; while :; do sleep 0.05; done', {
      signal: cancelled.signal,
      onLine: line => {
        lines.push(line)
        if (line === 'ready') cancelled.abort(new Error('cancelled by SIGINT'))
      },
    })
    await expect(running).rejects.toThrow('cancelled by SIGINT')
    expect(lines).toEqual(['ready', 'bye'])
  })

  test('ends a program that does not listen, and what it started, which holds its output open', async () => {
    const cancelled = new AbortController()
    let grandchild = 0
    const started = performance.now()
    const running = sh('trap "" INT; sleep 60 & echo $!; wait; wait', {
      signal: cancelled.signal,
      onLine: line => {
        grandchild = Number(line)
        cancelled.abort(new Error('cancelled by SIGINT'))
      },
    })
    await expect(running).rejects.toThrow('cancelled by SIGINT')
    expect((performance.now() - started) / 1000).toBeLessThan(8)
    expect(await isRunning(grandchild)).toBe(false)
  }, 20_000)

  test('before the start starts nothing', async () => {
    const running = sh('echo started', {signal: AbortSignal.abort(new Error('too late')), onLine: () => fail()})
    await expect(running).rejects.toThrow('too late')
  })

  test('after the end changes nothing', async () => {
    const cancelled = new AbortController()
    const result = await sh('echo done', {signal: cancelled.signal})
    cancelled.abort()
    expect(result.stdout).toBe('done')
  })
})

describe('the environment of a child', () => {
  const runner = {
    PATH: '/bin',
    HOME: '/root',
    GITHUB_SHA: 'abc',
    'INPUT_GITHUB-TOKEN': 'secret',
    INPUT_SECRETS: 'secret',
    STATE_x: 'secret',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'secret',
    ACTIONS_ID_TOKEN_REQUEST_URL: 'https://x',
    ACTIONS_RUNTIME_TOKEN: 'token',
    ACTIONS_RESULTS_URL: 'https://results',
    ACTIONS_CACHE_URL: 'https://cache',
    ACTIONS_CACHE_SERVICE_V2: 'true',
    MISSING: undefined,
  }

  test('has nothing that only the action needs', () => {
    expect(childEnvironment(runner, {layerCacheToken: false})).toEqual({
      ...{PATH: '/bin', HOME: '/root', GITHUB_SHA: 'abc'},
      ACTIONS_CACHE_SERVICE_V2: 'true',
    })
  })

  test('has the token of the cache service where layers are kept there, and still no other', () => {
    const given = childEnvironment(runner, {layerCacheToken: true})
    expect(given).toMatchObject({
      ACTIONS_RUNTIME_TOKEN: 'token',
      ACTIONS_RESULTS_URL: 'https://results',
      ACTIONS_CACHE_URL: 'https://cache',
    })
    expect(Object.values(given)).not.toContain('secret')
    expect(given).not.toHaveProperty('ACTIONS_ID_TOKEN_REQUEST_URL')
  })
})

/** A process that has ended but whose parent has not asked for it (`Z`) does not run. */
async function isRunning(pid: number): Promise<boolean> {
  const {stdout} = await sh(`ps -o stat= -p ${pid}`)
  return stdout.trim() !== '' && !stdout.startsWith('Z')
}

function fail(): never {
  throw new Error('it was started')
}
