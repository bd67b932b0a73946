import {appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeEach, describe, expect, test} from '@jest/globals'
import {folderStore} from '../../src/cache/store.ts'
import {parseStoredKey} from '../../src/cache/stored-key.ts'
import type {LayerContents, LayerEntry} from '../../src/image/contents.ts'
import {layersToStore, readKnownLayers} from '../../src/image/known-layers.ts'
import {startHelp} from '../../src/runner/help.ts'
import {terminalLog} from '../../src/runner/log.ts'
import {programOf} from '../size/facts.ts'

const at = (runId: string) => ({commit: 'c'.repeat(40), runId, runAttempt: '1'})

const root = mkdtempSync(join(tmpdir(), 'go-image-'))
afterAll(() => rmSync(root, {recursive: true, force: true}))

let temp: string
let runs = 0
beforeEach(() => {
  temp = mkdtempSync(join(root, 'run-'))
})
const store = () => folderStore(join(temp, 'store'))
const help = () =>
  startHelp(
    terminalLog(() => {}, false),
    new AbortController().signal,
  )

const id = (seed: string | number) => `sha256:${String(seed).padStart(64, '0')}`
const entry = (different: Partial<LayerEntry> = {}): LayerEntry => ({
  ...{path: 'usr/bin/app', kind: 'file', bytes: 7, mode: 0o755, crc: '0123abcd'},
  ...different,
})
const {layer: _, ...program} = programOf()
const layer = (seed: string | number, entries: LayerEntry[] = [entry()]): LayerContents => ({
  ...{diffId: id(seed), bytes: 10_240, entries, programs: []},
})

/** What a run does: reads what is known, and stores what it used. */
async function run(...used: LayerContents[]): Promise<{saved: boolean; known: string[]}> {
  const kept = await readKnownLayers('app', store(), temp, help())
  const saves = await layersToStore(used, kept, {imageKey: 'app', context: at(`${runs++}`), temp})
  for (const {name, key, file} of saves) await store().save(name, key, file)
  await new Promise(done => setTimeout(done, 5)) // the folder orders entries by time
  return {saved: saves.length > 0, known: kept.places.map(({diffId}) => diffId)}
}

test('what a layer holds is there in the next run, as it was', async () => {
  const all = layer(1, [
    entry(),
    {path: 'etc', kind: 'folder', bytes: 0, mode: 0o755},
    {path: 'etc/.wh.motd', kind: 'file', bytes: 0, mode: 0},
    {path: 'bin', kind: 'symlink', bytes: 0, mode: 0o777, target: '../usr/bin'},
    {path: 'usr/bin/b', kind: 'hardlink', bytes: 0, mode: 0o4755, target: 'usr/bin/app'},
    {path: 'dev/null', kind: 'device', bytes: 0, mode: 0o666},
    {path: 'run/π\u2028"\n', kind: 'fifo', bytes: 0, mode: 0o600},
  ])
  const program1 = {...layer(2), programs: [program]}
  await run(all, program1)
  const {layers} = await readKnownLayers('app', store(), temp, help())
  expect([layers.get(id(1)), layers.get(id(2)), layers.get(id(3))]).toEqual([all, program1, undefined])
  expect([layers.has(id(1)), layers.has(id(3))]).toEqual([true, false])
})

test('nothing is stored where no layer is new, and nothing is known of another image', async () => {
  await run(layer(1), layer(2))
  expect(await run(layer(2))).toEqual({saved: false, known: [id(1), id(2)]})
  expect((await readKnownLayers('app2', store(), temp, help())).places).toEqual([])
})

test('what was not used for longest goes first', async () => {
  const numbers = (first: number, count: number) => Array.from({length: count}, (_, index) => first + index)
  await run(...numbers(1, 999).map(seed => layer(seed)))
  await run(layer(5), layer(2_000), layer(2_001))
  const {known} = await run()
  expect(known.slice(0, 5)).toEqual([5, 2_000, 2_001, 1, 2].map(id))
  expect([known.length, known.at(-1)]).toEqual([1_000, id(998)])
})

test('more than 50 MB are not kept: the newest come first', async () => {
  const large = (seed: number) => layer(seed, [entry({path: 'x'.repeat(30_000_000)})])
  await run(large(1), large(2), layer(3))
  expect((await run()).known).toEqual([id(1), id(3)])
})

test('a hundred thousand entries stay small', async () => {
  const paths = Array.from({length: 100_000}, (_, index) => `usr/share/doc/package${index % 700}/file-${index}.html`)
  const big = layer(
    1,
    paths.map((path, index) => entry({path, bytes: index})),
  )
  const [save] = await layersToStore([big], await readKnownLayers('app', store(), temp, help()), {
    ...{imageKey: 'app', context: at('1'), temp},
  })
  expect(statSync(save!.file).size).toBeLessThan(8e6)
})

test('its key is one of ours, of which few are kept', async () => {
  const kept = await readKnownLayers('app', store(), temp, help())
  const [save] = await layersToStore([layer(1)], kept, {imageKey: 'ghcr.io/acme/app', context: at('7'), temp})
  expect(parseStoredKey(save!.key)).toMatchObject({what: 'small', kept: 2, family: 'layers-1-ghcr.io/acme/app'})
})

describe('a stored file is a stranger’s:', () => {
  const stored = async (text: string) => {
    const file = join(temp, 'foreign')
    writeFileSync(file, text)
    await store().save('layers.ndjson', `go-image-layers-1-app-${runs++}`, file)
    const helper = help()
    const kept = await readKnownLayers('app', store(), temp, helper)
    return {...kept, warnings: helper.warnings}
  }
  const line = (different: object = {}, row: unknown[] = ['a', 0, 1, 420, 0, 0]) =>
    `${JSON.stringify({diffId: id(1), bytes: 1, entries: [row], programs: [], ...different})}\n`
  const withLine = (text: string) =>
    `${JSON.stringify({schema: 1, layers: [[id(1), Buffer.byteLength(text)]]})}\n${text}`

  test('one that is whole is read', async () => {
    expect((await stored(withLine(line()))).layers.get(id(1))?.entries).toEqual([
      {path: 'a', kind: 'file', bytes: 1, mode: 0o644},
    ])
  })

  test.each<[string, string]>([
    ['nothing', ''],
    ['no JSON', '{\n'],
    ['no line', '{"schema": 1, "layers": []}'],
    ['another schema', '{"schema": 2, "layers": []}\n'],
    ['an ID that is none', '{"schema": 1, "layers": [["sha256:../x", 1]]}\n'],
    ['a length below zero', `{"schema": 1, "layers": [["${id(1)}", -1]]}\n`],
    ['a length that would fill the memory', `{"schema": 1, "layers": [["${id(1)}", 1e15]]}\n`],
    ['a head without an end', 'x'.repeat(1_100_000)],
  ])('%s is a warning', async (_, text) => {
    const {layers, warnings} = await stored(text)
    expect(layers.has(id(1))).toBe(false)
    expect(warnings).toEqual([expect.stringMatching(/^What is known of layers could not be read: /)])
  })

  test.each<[string, string]>([
    ['another layer', line({diffId: id(2)})],
    ['no size', line({bytes: -1})],
    ['no entries', line({entries: {}})],
    ['programs that are none', line({programs: [{path: 7}]})],
    ['a path that leads out', line({}, ['../etc/passwd', 0, 1, 420, 0, 0])],
    ['an absolute path', line({}, ['/etc/passwd', 0, 1, 420, 0, 0])],
    ['a path with a dot', line({}, ['a/./b', 0, 1, 420, 0, 0])],
    ['a path of a number', line({}, [7, 0, 1, 420, 0, 0])],
    ['a kind that there is not', line({}, ['a', 6, 1, 420, 0, 0])],
    ['a kind by another name', line({}, ['a', 'length', 1, 420, 0, 0])],
    ['half a byte', line({}, ['a', 0, 0.5, 420, 0, 0])],
    ['a mode too large', line({}, ['a', 0, 1, 8 ** 5, 0, 0])],
    ['a hard link that leads out', line({}, ['a', 3, 0, 420, '../b', 0])],
    ['a hard link to nowhere', line({}, ['a', 3, 0, 420, 0, 0])],
    ['no checksum', line({}, ['a', 0, 1, 420, 0, 'xyz'])],
    ['no JSON', 'nonsense\n'],
  ])('a layer with %s is read again', async (_, text) => {
    const {layers, warnings} = await stored(withLine(text))
    expect(layers.get(id(1))).toBeUndefined()
    expect(warnings).toEqual([])
  })

  test('one that is shorter than it says loses what is cut, and is stored without it', async () => {
    const kept = await stored(withLine(line()).slice(0, -5))
    expect(kept.layers.get(id(1))).toBeUndefined()
    const [save] = await layersToStore([layer(2)], kept, {imageKey: 'app', context: at('1'), temp})
    expect(readFileSync(save!.file, 'utf8')).not.toContain(id(1))
    appendFileSync(kept.file!, 'x'.repeat(10))
    expect(kept.layers.get(id(1))).toBeUndefined()
  })
})
