/**
 * Where the data of a sparse file belongs. GNU tar writes four formats (gnu.org/software/tar/manual/html_node/
 * Sparse-Formats.html); read is what Go's archive/tar reads (reader.go, handleSparseFile).
 */
import {type Step, whole} from './feed.ts'
import {decimal, type PaxRecords} from './pax.ts'
import {BLOCK, number} from './tar-header.ts'

/** A run of data: its place in the file and its length, in bytes. */
export type Run = {offset: number; length: number}
/** `size` is that of the file with its holes, `used` what the map itself took of the entry's content. */
export type SparseMap = {size: number; runs: Run[]; used: number}

/** Each run takes 24 bytes of the archive at least: a map of more is none. */
const MAX_RUNS = 100_000
const PART = 'the map of a sparse file'

/** The old format, type `S`: 4 runs in the header, 21 in each block that follows. */
export function* readOldMap(header: Buffer): Generator<Step, SparseMap, Buffer> {
  const runs: Run[] = []
  const size = number(header, 483, 12)
  const add = (block: Buffer, from: number, count: number) => {
    for (let at = from; at < from + count * 24 && block[at] !== 0; at += 24)
      runs.push({offset: number(block, at, 12), length: number(block, at + 12, 12)})
  }
  add(header, 386, 4)
  for (let more = header[482] !== 0; more; ) {
    if (runs.length > MAX_RUNS) throw new Error('a sparse file has too many parts')
    const block = yield whole(BLOCK, PART)
    add(block, 0, 21)
    more = block[504] !== 0
  }
  return {size, runs, used: 0}
}

/** Formats 0.0 and 0.1, the map in the pax header, and 1.0, the map before the content. Null for a plain file. */
export function* readPaxMap(pax: PaxRecords): Generator<Step, SparseMap | null, Buffer> {
  const version = `${pax.get('GNU.sparse.major') ?? ''}.${pax.get('GNU.sparse.minor') ?? ''}`
  const map = pax.get('GNU.sparse.map')
  const size = decimal(pax.get('GNU.sparse.size') ?? pax.get('GNU.sparse.realsize') ?? Buffer.alloc(0))
  if (version === '1.0') return yield* readMapInContent(size)
  if (map === undefined || !['.', '0.0', '0.1'].includes(version)) return null
  return {size, runs: runsOf(map.toString('latin1').split(',')), used: 0}
}

/** Lines of decimal numbers, padded to whole blocks: how many runs, then two for each. */
function* readMapInContent(size: number): Generator<Step, SparseMap, Buffer> {
  const lines: string[] = []
  let used = 0
  let rest = ''
  let wanted = 1
  while (lines.length < wanted) {
    const block = yield whole(BLOCK, PART)
    used += BLOCK
    const found = (rest + block.toString('latin1')).split('\n')
    rest = found.pop()!
    for (const line of found) {
      if (lines.length === wanted) break
      lines.push(line)
      if (lines.length === 1) wanted = 1 + 2 * decimal(Buffer.from(line))
    }
    if (!(wanted <= 2 * MAX_RUNS) || rest.length > BLOCK) throw new Error(`${PART} cannot be read`)
  }
  return {size, runs: runsOf(lines.slice(1)), used}
}

function runsOf(numbers: string[]): Run[] {
  if (numbers.length % 2 !== 0 || numbers.length > 2 * MAX_RUNS) throw new Error(`${PART} cannot be read`)
  const values = numbers.map(each => decimal(Buffer.from(each)))
  return values.flatMap((offset, at) => (at % 2 === 0 ? [{offset, length: values[at + 1]!}] : []))
}

/** Checked as Go does: in order, without overlaps, inside the file, and as much data as there is. */
export function checkMap({size, runs}: SparseMap, dataBytes: number): void {
  let end = 0
  let data = 0
  for (const {offset, length} of runs) {
    if (!(offset >= end && offset + length <= size)) throw new Error(`${PART} is wrong`)
    end = offset + length
    data += length
  }
  if (!Number.isSafeInteger(size) || data !== dataBytes) throw new Error(`${PART} is wrong`)
}
