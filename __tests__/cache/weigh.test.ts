import {randomBytes} from 'node:crypto'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {deflateRawSync} from 'node:zlib'
import {afterAll, expect, test} from '@jest/globals'
import {estimateCompressed} from '../../src/cache/weigh.ts'

const folder = mkdtempSync(join(tmpdir(), 'go-image-weigh-'))
afterAll(() => rmSync(folder, {recursive: true, force: true}))

/** Blocks that compress well and blocks that do not, in no order, as results of a compiler are. */
function mixed(blocks: number): Buffer {
  return Buffer.concat(
    Array.from({length: blocks}, (_, index) =>
      (index * 7919) % 10 < 4 ? randomBytes(16_384) : Buffer.alloc(16_384, `block ${index} `),
    ),
  )
}

test.each<[string, Buffer]>([
  ['smaller than a sample', mixed(3)],
  ['of some megabytes', mixed(200)],
  ['of many samples', mixed(4000)],
  ['that does not compress', randomBytes(5_000_000)],
])('a file %s is estimated within a tenth of what compressing it all gives', async (_, content) => {
  const file = join(folder, 'file')
  writeFileSync(file, content)
  const real = deflateRawSync(content, {level: 1}).length
  const estimate = await estimateCompressed(file)
  expect(Math.abs(estimate - real) / real).toBeLessThan(0.1)
  expect(estimate).toBeLessThanOrEqual(content.length)
})

test('an empty file weighs nothing', async () => {
  writeFileSync(join(folder, 'empty'), '')
  expect(await estimateCompressed(join(folder, 'empty'))).toBe(0)
})
