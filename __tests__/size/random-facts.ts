import type {FileFact, GoProgram, PlatformFacts} from '../../src/image/facts.ts'
import {layerOf, platformOf} from './facts.ts'
import {contentsOf, fileOf, moduleOf, packageOf, programOf} from './programs.ts'

export type Random = (below: number) => number

/** Mulberry32: the same numbers for the same seed on every machine. */
export function randomFrom(seed: number): Random {
  let state = seed
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

/** One of a few small worlds, so that two of them have much in common. */
export function randomFacts(random: Random): PlatformFacts {
  const layers = [
    layerOf(`base-${random(2)}`, {part: 'base', diskBytes: random(1e7)}),
    layerOf(`own-${random(3)}`, {diskBytes: random(1e8), instruction: 'COPY app'}),
    ...(random(2) ? [layerOf(`more-${random(3)}`, {diskBytes: random(1e6)})] : []),
  ]
  const facts = platformOf(layers)
  const base = random(3) ? {name: `base-${random(2)}`, digest: random(2) ? `sha256:${random(3)}` : null} : null
  return {
    ...facts,
    base,
    manifestDigest: `sha256:${random(1e9)}`,
    contents: random(8) ? randomContents(random, layers.length) : null,
  }
}

function randomContents(random: Random, layers: number): NonNullable<PlatformFacts['contents']> {
  const folders = ['', 'etc/', 'web/dist/', 'web/dist/js/', 'usr/share/x/']
  const files = new Map<string, FileFact>()
  for (let left = random(12); left > 0; left--) {
    const path = `${folders[random(folders.length)]}f${random(4)}`
    const kind = random(10) ? {} : ({kind: 'hardlink', target: 'x'} as const)
    files.set(path, fileOf(path, kind.kind ? 0 : random(3e5), {layer: random(layers), ...kind}))
  }
  const programs = ['app', 'bin/tool'].flatMap(path => (random(4) ? [randomProgram(random, path, layers)] : []))
  const wasted = random(3) ? [] : [{path: 'var/old', bytes: random(1e6), layers: [random(layers)]}]
  const leftOut = random(6) ? {files: 0, bytes: 0} : {files: random(9), bytes: random(99)}
  return contentsOf([...files.values()], {programs, wasted, leftOut})
}

function randomProgram(random: Random, path: string, layers: number): GoProgram {
  const modules = ['a.io/a', 'b.io/b', 'c.io/c'].flatMap(name =>
    random(2) ? [moduleOf(name, `v1.${random(2)}.0`)] : [],
  )
  const packages = [
    packageOf('main', null, random(1e6)),
    packageOf('net/http', 'std', random(2e6)),
    packageOf('', null, random(1e4)),
    ...modules.flatMap(({path: module}) => (random(4) ? [packageOf(`${module}/x`, module, random(1e6))] : [])),
  ]
  const debug = random(3) === 0
  return programOf({
    ...{path, layer: random(layers), modules, packages: random(9) ? packages : []},
    bytes: 8e6 + random(8e6),
    goRelease: `go1.27.${random(2)}`,
    settings: [{key: 'CGO_ENABLED', value: String(random(2))}],
    packed: random(12) ? null : 'upx',
    linking: {mode: 'internal', pie: false, libraries: [], symbols: debug, debug},
    sections: debug ? [{name: '.debug_info', bytes: random(4e6), kind: 'debug'}] : [],
    embedded: random(2) ? [{path: `web/${random(3)}.js`, bytes: random(1e6)}] : [],
  })
}
