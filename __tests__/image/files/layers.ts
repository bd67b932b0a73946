import type {LayerContents, LayerEntry} from '../../../src/image/contents.ts'
import type {GoProgram} from '../../../src/image/facts.ts'

type Entry = Partial<LayerEntry> & {path: string}

/** A layer of these entries: files of so many bytes, folders that end in a slash, links as `from → to`, `from = to`. */
export function layerOf(...entries: (string | [string, number] | Entry)[]): LayerContents {
  const made = entries.map(entryOf)
  return {diffId: 'sha256:0', bytes: 0, entries: made, programs: []}
}

function entryOf(given: string | [string, number] | Entry): LayerEntry {
  const plain = {kind: 'file', bytes: 0, mode: 0o644} as const
  if (Array.isArray(given)) return {...plain, path: given[0], bytes: given[1], crc: '00000001'}
  if (typeof given === 'object') return {...plain, ...given}
  const [path, link, target] = given.split(/ ([→=]) /)
  if (link === '→') return {path: path!, kind: 'symlink', bytes: 0, mode: 0o777, target: target!}
  if (link === '=') return {path: path!, kind: 'hardlink', bytes: 0, mode: 0o644, target: target!}
  if (given.endsWith('/')) return {path: given.slice(0, -1), kind: 'folder', bytes: 0, mode: 0o755}
  return {...plain, path: given}
}

export function programOf(path: string, bytes: number): Omit<GoProgram, 'layer'> {
  return {
    ...{path, bytes, goRelease: 'go1.26', mainPackage: 'main', mainModule: null, modules: [], settings: []},
    packed: null,
    linking: {mode: 'internal', pie: false, libraries: [], symbols: false, debug: false},
    ...{sections: [], packages: [], embedded: [], unread: []},
  }
}
