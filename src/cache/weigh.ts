import {open} from 'node:fs/promises'
import {promisify} from 'node:util'
import {deflateRaw} from 'node:zlib'

const compress = promisify(deflateRaw)

const SAMPLES = 32
const SAMPLE_BYTES = 128 * 1024

/**
 * About how many bytes a file takes once it is compressed, from samples all over it. The cache service and registries
 * get zstd, which makes somewhat less of it than deflate at its fastest, so that the figure errs on the safe side; a
 * file of 2 GB costs 50 ms.
 */
export async function estimateCompressed(file: string): Promise<number> {
  await using handle = await open(file)
  const {size} = await handle.stat()
  const step = Math.max(SAMPLE_BYTES, Math.floor(size / SAMPLES))
  let read = 0
  let compressed = 0
  for (let position = 0; position < size; position += step) {
    const {buffer, bytesRead} = await handle.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, position)
    read += bytesRead
    compressed += (await compress(buffer.subarray(0, bytesRead), {level: 1})).length
  }
  return read === 0 ? 0 : Math.ceil(size * Math.min(1, compressed / read))
}
