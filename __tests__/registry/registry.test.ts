import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import http from 'node:http'
import type {AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {Readable} from 'node:stream'
import {afterAll, describe, expect, test} from '@jest/globals'
import {parseChallenges} from '../../src/registry/challenge.ts'
import {anonymous, type Credentials, dockerCredentials} from '../../src/registry/credentials.ts'
import {streamingFetch} from '../../src/registry/fetch.ts'
import {isAllowed, parseRepository} from '../../src/registry/reference.ts'
import {createTransport} from '../../src/registry/transport.ts'
import type {Execute} from '../../src/runner/exec.ts'

describe('a repository', () => {
  test.each([
    ['ghcr.io/acme/ledger-cache', 'https://ghcr.io', 'acme/ledger-cache'],
    ['registry.acme.example:8443/a/b/c_d', 'https://registry.acme.example:8443', 'a/b/c_d'],
    ['docker.io/acme/cache', 'https://registry-1.docker.io', 'acme/cache'],
    ['localhost:5000/cache', 'http://localhost:5000', 'cache'],
    ['localhost/cache', 'http://localhost', 'cache'],
    ['127.0.0.1:5000/cache', 'http://127.0.0.1:5000', 'cache'],
    ['127.0.0.1.evil.example/cache', 'https://127.0.0.1.evil.example', 'cache'],
    ['localhost.evil.example/cache', 'https://localhost.evil.example', 'cache'],
  ])('%s is asked at %s for %s', (written, origin, name) => {
    expect(parseRepository(written)).toMatchObject({origin, name})
  })

  test.each([
    '',
    'ledger',
    'acme/ledger',
    'ghcr.io/',
    'ghcr.io/Acme/ledger',
    'ghcr.io/acme/ledger:tag',
    `ghcr.io/acme/ledger@sha256:${'0'.repeat(64)}`,
    'https://ghcr.io/acme/ledger',
    'ghcr.io/acme/../ledger',
    'user:secret@ghcr.io/acme/ledger',
    'ghcr.io/acme/ledger?x',
    `ghcr.io/${'a'.repeat(256)}`,
  ])('is not %j', written => {
    expect(() => parseRepository(written)).toThrow('is not a repository. Write host and path')
  })

  test.each([
    ['https://blobs.example/x', true],
    ['http://127.0.0.1:5000/x', true],
    ['http://blobs.example/x', false],
    ['http://127.0.0.1.evil.example/x', false],
    ['file:///etc/passwd', false],
  ])('may lead to %s: %s', (url, allowed) => {
    expect(isAllowed(new URL(url))).toBe(allowed)
  })
})

describe('WWW-Authenticate', () => {
  test.each([
    [
      'Bearer realm="https://ghcr.io/token",service="ghcr.io",scope="repository:a/b:pull,push"',
      [
        {
          scheme: 'bearer',
          parameters: {realm: 'https://ghcr.io/token', service: 'ghcr.io', scope: 'repository:a/b:pull,push'},
        },
      ],
    ],
    ['basic Realm="a \\"b\\", c"', [{scheme: 'basic', parameters: {realm: 'a "b", c'}}]],
    [
      'Negotiate, Basic realm=x, Bearer realm = "y"',
      [
        {scheme: 'negotiate', parameters: {}},
        {scheme: 'basic', parameters: {realm: 'x'}},
        {scheme: 'bearer', parameters: {realm: 'y'}},
      ],
    ],
    ['', []],
  ])('%s', (header, challenges) => {
    expect(parseChallenges(header)).toEqual(challenges)
  })
})

describe("docker's credentials", () => {
  const root = mkdtempSync(join(tmpdir(), 'go-image-docker-'))
  afterAll(() => rmSync(root, {recursive: true, force: true}))
  const auth = Buffer.from('octocat:p:ss').toString('base64')
  const login = {kind: 'password', username: 'octocat', password: 'p:ss'}
  const asked: string[][] = []
  const helper =
    (stdout: string, exitCode = 0): Execute =>
    async (command, args, options) => {
      asked.push([command, ...args, options?.input ?? ''])
      return {exitCode, stdout, stderr: '', seconds: 0}
    }
  const nobody: Execute = () => Promise.reject(new Error('no helper is to be asked'))
  const credentials = (config: unknown, execute: Execute = nobody) => {
    const folder = mkdtempSync(join(root, 'config-'))
    if (config !== undefined)
      writeFileSync(join(folder, 'config.json'), typeof config === 'string' ? config : JSON.stringify(config))
    return dockerCredentials({DOCKER_CONFIG: folder}, execute)
  }

  test.each([
    ['ghcr.io', {'ghcr.io': {auth}}, login],
    ['ghcr.io', {'https://ghcr.io/v1/': {auth}}, login],
    ['docker.io', {'https://index.docker.io/v1/': {auth}}, login],
    ['ghcr.io', {'ghcr.io': {username: 'octocat', password: 'p:ss'}}, login],
    ['ghcr.io', {'ghcr.io': {auth: '', identitytoken: 'refresh'}}, {kind: 'identity', token: 'refresh'}],
    ['ghcr.io', {'ghcr.io': {}}, null],
    ['ghcr.io', {'ghcr.io.evil.example': {auth}}, null],
    ['localhost:5000', {localhost: {auth}}, null],
  ])('for %s of %j', async (registry, auths, expected) => {
    expect(await credentials({auths})(registry)).toEqual(expected)
  })

  test('come from the helper of this registry, else from the store of all', async () => {
    const config = {credsStore: 'desktop', credHelpers: {'acme.example': 'acme-login'}}
    const answer = JSON.stringify({ServerURL: 'x', Username: 'octocat', Secret: 'p:ss'})
    expect(await credentials(config, helper(answer))('acme.example')).toEqual(login)
    expect(await credentials(config, helper(answer))('docker.io')).toEqual(login)
    expect(asked).toEqual([
      ['docker-credential-acme-login', 'get', 'acme.example\n'],
      ['docker-credential-desktop', 'get', 'https://index.docker.io/v1/\n'],
    ])
    const token = JSON.stringify({Username: '<token>', Secret: 'refresh'})
    expect(await credentials(config, helper(token))('ghcr.io')).toEqual({kind: 'identity', token: 'refresh'})
  })

  test('are none without a file, and when the helper knows none', async () => {
    expect(await credentials(undefined)('ghcr.io')).toBeNull()
    const execute = helper('credentials not found in native keychain', 1)
    expect(await credentials({credsStore: 'desktop'}, execute)('ghcr.io')).toBeNull()
  })

  test('of a broken file or helper end in an error that quotes neither', async () => {
    await expect(credentials('{"auth": "c2VjcmV0')('ghcr.io')).rejects.toThrow(
      /config\.json is not JSON; `docker login`/,
    )
    await expect(credentials({credsStore: 'x'}, helper('s3cret'))('ghcr.io')).rejects.toThrow(
      /^[^3]*gave no JSON[^3]*$/,
    )
    await expect(credentials({credsStore: '../x'})('ghcr.io')).rejects.toThrow('odd credential helper')
  })
})

describe('requests', () => {
  type Sent = {url: string; authorization: string | null}
  /** Answers one after the other. */
  const server = (...answers: Response[]) => {
    const sent: Sent[] = []
    const waits: number[] = []
    const fetch: typeof globalThis.fetch = async (url, init) => {
      sent.push({url: String(url), authorization: new Headers(init?.headers).get('authorization')})
      return answers.shift() ?? new Response('no more answers', {status: 418})
    }
    const wait = async (milliseconds: number) => {
      waits.push(milliseconds)
    }
    const open = (credentials: Credentials = anonymous) =>
      createTransport(parseRepository('ghcr.io/acme/cache'), 'pull', {credentials, fetch, wait})
    return {sent, waits, open}
  }
  const answer = (status: number, headers: Record<string, string> = {}, body = '') =>
    new Response(body, {status, headers})
  const octocat: Credentials = async () => ({kind: 'password', username: 'octocat', password: 's3cret'})
  const bearer = {'www-authenticate': 'Bearer realm="https://auth.example/token",service="ghcr.io"'}

  test('are tried again on 429 and 5xx, after the time that the registry says', async () => {
    const {waits, open} = server(
      answer(429, {'retry-after': '7'}),
      answer(503, {'retry-after': '100000'}),
      answer(500),
      answer(200),
    )
    expect((await open()('/v2/', {expected: [200]})).status).toBe(200)
    expect(waits.slice(0, 2)).toEqual([7_000, 60_000])
    expect(waits[2]).toBeGreaterThanOrEqual(2_000)
    expect(waits[2]).toBeLessThan(2_600)
  })

  test('are not tried again for ever, nor for what stays as it is', async () => {
    const busy = server(...Array.from({length: 9}, () => answer(503)))
    await expect(busy.open()('/v2/', {expected: [200]})).rejects.toThrow('with status 503')
    expect(busy.sent).toHaveLength(4)
    const body = '{"errors":[{"code":"DENIED","message":"no\\n::error::access"}]}'
    const denied = server(answer(403, {}, body))
    await expect(denied.open()('/v2/', {expected: [200]})).rejects.toThrow(
      'ghcr.io answers GET for acme/cache with status 403 (DENIED: no ::error::access). Log in before this step',
    )
    expect(denied.sent).toHaveLength(1)
  })

  test('fetch a token with the password and use it from then on', async () => {
    const {sent, open} = server(answer(401, bearer), answer(200, {}, '{"token":"t0ken"}'), answer(200), answer(200))
    const transport = open(octocat)
    await transport('/v2/1', {expected: [200]})
    await transport('/v2/2', {expected: [200]})
    const basic = `Basic ${Buffer.from('octocat:s3cret').toString('base64')}`
    expect(sent).toEqual([
      {url: 'https://ghcr.io/v2/1', authorization: null},
      {
        url: 'https://auth.example/token?service=ghcr.io&scope=repository%3Aacme%2Fcache%3Apull',
        authorization: basic,
      },
      {url: 'https://ghcr.io/v2/1', authorization: 'Bearer t0ken'},
      {url: 'https://ghcr.io/v2/2', authorization: 'Bearer t0ken'},
    ])
  })

  test('follow a redirect to another host without the token', async () => {
    const {sent, open} = server(
      answer(401, bearer),
      answer(200, {}, '{"access_token":"t0ken"}'),
      answer(307, {location: '/v2/moved'}),
      answer(307, {location: 'https://blobs.example/x?sig=1'}),
      answer(200),
    )
    await open(octocat)('/v2/1', {expected: [200]})
    expect(sent.slice(3)).toEqual([
      {url: 'https://ghcr.io/v2/moved', authorization: 'Bearer t0ken'},
      {url: 'https://blobs.example/x?sig=1', authorization: null},
    ])
  })

  test.each([
    [
      'a redirect without TLS',
      [answer(307, {location: 'http://blobs.example/x'})],
      'redirects to http://blobs.example',
    ],
    ['a circle', Array.from({length: 9}, () => answer(302, {location: '/v2/'})), 'redirects more than 5 times'],
    [
      'a token server without TLS',
      [answer(401, {'www-authenticate': 'Bearer realm="http://auth.example/"'})],
      'not an https address',
    ],
    ['a token server that refuses', [answer(401, bearer), answer(403)], /gives no token \(pull\).*status 403/],
    ['a token that is none', [answer(401, bearer), answer(200, {}, '{"token":"a\\nb"}')], 'sent no token'],
  ])('end at %s', async (_, answers, message) => {
    const {open} = server(...answers)
    const error = await open(octocat)('/v2/', {expected: [200]}).catch(String)
    expect(error).toMatch(message)
    expect(error).not.toMatch(/s3cret|t0ken/)
  })
})

describe('an upload', () => {
  test('that is refused on the way ends with the answer', async () => {
    const server = http.createServer((_, response) => {
      response.writeHead(413, {'x-reason': 'too large'})
      response.end('too large')
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const {port} = server.address() as AddressInfo
    const body = Readable.from(
      (function* () {
        for (let piece = 0; piece < 1000; piece++) yield Buffer.alloc(1024 * 1024)
      })(),
    )
    const init = {method: 'PUT', body, duplex: 'half'} as const
    const response = await streamingFetch(`http://127.0.0.1:${port}/`, init)
    expect([response.status, response.headers.get('x-reason')]).toEqual([413, 'too large'])
    expect(await response.text()).toBe('too large')
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
    expect(body.destroyed).toBe(true)
  })
})
