/** What an image keeps, as the engine saves it: where a secret would be found. */
import {execFileSync} from 'node:child_process'
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {gunzipSync} from 'node:zlib'

/** Layers and documents, with what is compressed unpacked; of layers only those above the image that it was built from. */
export function savedParts(image: string, from?: string): Buffer[] {
  const into = mkdtempSync(join(tmpdir(), 'go-image-saved-'))
  try {
    execFileSync('sh', ['-c', 'docker save "$0" | tar -x -C "$1"', image, into])
    const [{Layers: layers}] = JSON.parse(readFileSync(join(into, 'manifest.json'), 'utf8'))
    for (const layer of layers.slice(0, from === undefined ? 0 : layerCount(from))) rmSync(join(into, layer))
    return readdirSync(into, {recursive: true, withFileTypes: true})
      .filter(entry => entry.isFile())
      .map(entry => readFileSync(join(entry.parentPath, entry.name)))
      .map(part => (part.readUInt16BE(0) === 0x1f8b ? gunzipSync(part) : part))
  } finally {
    rmSync(into, {recursive: true, force: true})
  }
}

function layerCount(image: string): number {
  return Number(execFileSync('docker', ['image', 'inspect', '--format={{len .RootFS.Layers}}', image]))
}

/** Names of files in its layers. */
export function savedNames(parts: readonly Buffer[]): string[] {
  return parts.filter(isTar).flatMap(input => execFileSync('tar', ['-t'], {input, encoding: 'utf8'}).split('\n'))
}

export function historyOf(image: string): string {
  return execFileSync('docker', ['history', '--no-trunc', image], {encoding: 'utf8'})
}

/** POSIX.1-1988, ustar: the magic of the first header. */
const isTar = (part: Buffer) => part.subarray(257, 262).toString() === 'ustar'
