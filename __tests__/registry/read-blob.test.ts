import {randomBytes} from 'node:crypto'
import {afterEach, describe, expect, test} from '@jest/globals'
import {anonymous, type Credentials} from '../../src/registry/credentials.ts'
import {readBlob} from '../../src/registry/read-blob.ts'
import {repositoryAt} from '../../src/registry/reference.ts'
import {createTransport} from '../../src/registry/transport.ts'
import {type BlobServer, digestOf, type Manners, serveBlob} from './blob-server.ts'

const MIB = 1024 * 1024
const small = randomBytes(100_000)
const large = randomBytes(21 * MIB + 17)
const servers: BlobServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map(server => server.close()))
})

async function serve(content: Buffer, manners?: Manners): Promise<BlobServer> {
  const server = await serveBlob(content, manners)
  servers.push(server)
  return server
}

function open({host}: BlobServer, content: Buffer, credentials: Credentials = anonymous) {
  const repository = repositoryAt(host, 'acme/app')
  const transport = createTransport(repository, 'pull', {credentials, wait: async () => {}})
  return readBlob(repository, transport, {digest: digestOf(content), size: content.length})
}

async function read(server: BlobServer, content: Buffer): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of open(server, content)) pieces.push(Buffer.from(piece))
  return digestOf(Buffer.concat(pieces))
}

const always = () => true

describe('a blob', () => {
  test.each([
    ['a small one in one request', small, {}, 1],
    ['an empty one without any', Buffer.alloc(0), {}, 0],
    ['a large one in ranges', large, {}, 11],
    ['a large one whole, of a registry without ranges', large, {whole: true}, 1],
    ['after 429 and 503', small, {statuses: [429, 503]}, 3],
    ['a small one whose connection breaks three times', small, {cut: {after: 70_000, when: n => n < 3}}, 2],
    ['a large one whose connections all break once', large, {cut: {after: MIB, when: n => n % 2 === 0}}, 16],
    ['a large one whole whose connection breaks', large, {whole: true, cut: {after: 9 * MIB, when: n => n < 1}}, 2],
  ] satisfies [string, Buffer, Manners, number][])('is read: %s', async (_, content, manners, requests) => {
    const server = await serve(content, manners)
    expect(await read(server, content)).toBe(digestOf(content))
    expect(server.asked.length).toBeGreaterThanOrEqual(requests)
    expect(server.asked.length).toBeLessThanOrEqual(requests * 2)
  })

  test('is asked for from where it broke off', async () => {
    const server = await serve(small, {cut: {after: 70_000, when: index => index === 0}})
    expect(await read(server, small)).toBe(digestOf(small))
    expect(server.asked.map(({range}) => range)).toEqual(['bytes=0-99999', 'bytes=70000-99999'])
  })

  test('is given up where the connection breaks again and again without bringing more', async () => {
    const server = await serve(small, {cut: {after: 10, when: always}})
    await expect(read(server, small)).rejects.toThrow('the download broke off 4 times at byte 40 of 100000')
  })

  test('is an error where another range comes than was asked for', async () => {
    await expect(read(await serve(large, {shift: 1}), large)).rejects.toThrow('with another range')
  })

  test('that is larger than its size is read no further', async () => {
    const server = await serve(Buffer.concat([small, large]), {whole: true})
    expect(await read(server, small)).toBe(digestOf(small))
  })

  test('comes from the host that the registry names, which never sees the login', async () => {
    const store = await serve(large)
    const registry = await serve(large, {redirect: path => `http://${store.host}/signed${path}`})
    const octocat: Credentials = async () => ({kind: 'password', username: 'octocat', password: 's3cret'})
    let bytes = 0
    for await (const piece of open(registry, large, octocat)) bytes += piece.length
    expect(bytes).toBe(large.length)
    expect(store.asked).toHaveLength(11)
    expect(store.asked.filter(({authorization}) => authorization !== undefined)).toEqual([])
    expect(store.asked.every(({range}) => range !== undefined)).toBe(true)
  })

  test('that nobody reads to its end leaves no error behind', async () => {
    const server = await serve(large, {cut: {after: 10, when: index => index > 1}})
    for await (const piece of open(server, large)) {
      expect(piece.length).toBeGreaterThan(0)
      break
    }
    await new Promise(resolve => setTimeout(resolve, 200))
  })
})
