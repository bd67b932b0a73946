import {createHash} from 'node:crypto'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeEach, describe, expect, test} from '@jest/globals'
import {execute} from '../../src/runner/exec.ts'
import {type PipeWriter, pipeReader, pipeWriter} from '../../src/runner/pipe.ts'

const root = mkdtempSync(join(tmpdir(), 'go-image-'))
afterAll(() => rmSync(root, {recursive: true, force: true}))

let path: string
beforeEach(() => {
  path = join(mkdtempSync(join(root, 'test-')), 'pipe')
})
const sh = (script: string) => execute('sh', ['-c', script, 'sh', path], {env: {PATH: process.env.PATH ?? ''}})

/** No two pieces of it are alike. */
const large = Buffer.from(Array.from({length: 700_000}, (_, index) => `${index}\n`).join(''))

describe('what another process writes', () => {
  const read = async (script: string) => {
    const pipe = await pipeReader(path)
    const writing = sh(script).finally(() => pipe.noMore())
    await pipe.begun
    const pieces: Buffer[] = []
    for await (const piece of pipe.content) pieces.push(Buffer.from(piece))
    const {exitCode} = await writing
    return {content: Buffer.concat(pieces), exitCode}
  }

  test('comes in order, and ends', async () => {
    const file = join(root, 'large')
    writeFileSync(file, large)
    const {content} = await read(`cat '${file}' >"$1"`)
    expect(content.equals(large)).toBe(true)
  })

  test('may be nothing, or come late and from two', async () => {
    expect((await read(': >"$1"')).content).toHaveLength(0)
    path += '-late'
    expect((await read('true')).content).toHaveLength(0)
    path += '-two'
    expect((await read('sleep 0.2; echo one >"$1"; sleep 0.1; echo two >"$1"')).content.toString()).toBe('one\ntwo\n')
  })

  test('ends for the writer too, when nobody reads on', async () => {
    const pipe = await pipeReader(path)
    const writing = sh('cat /dev/zero >"$1"').finally(() => pipe.noMore())
    await pipe.begun
    pipe.close()
    expect((await writing).exitCode).not.toBe(0)
  })
})

describe('what another process reads', () => {
  const reader = (command: string, {opened}: PipeWriter) =>
    execute('sh', ['-c', `exec <"$1"; echo open; ${command}`, 'sh', path], {
      env: {PATH: process.env.PATH ?? ''},
      onLine: line => line === 'open' && opened(),
    }).finally(opened)

  test('is all that was written, in order', async () => {
    const pipe = await pipeWriter(path)
    const reading = reader('sha256sum', pipe)
    await pipe.isOpen
    for (let start = 0; start < large.length; start += 100_000) await pipe.write(large.subarray(start, start + 100_000))
    await pipe.close()
    expect((await reading).stdout).toContain(createHash('sha256').update(large).digest('hex'))
  })

  test('cannot be written when the reader has ended, or never came', async () => {
    const pipe = await pipeWriter(path)
    const reading = reader('head -c 5', pipe)
    await pipe.isOpen
    const writing = async () => {
      for (let index = 0; index < 100; index++) await pipe.write(large)
    }
    await expect(writing()).rejects.toMatchObject({code: 'EPIPE'})
    await pipe.close()
    expect((await reading).exitCode).toBe(0)
    path += '-never'
    const other = await pipeWriter(path)
    await other.opened()
    await expect(other.write(large)).rejects.toMatchObject({code: 'EPIPE'})
    await other.close()
  })
})
