import type {GoProgram, ImageFacts, Layer, PlatformFacts} from '../../src/image/facts.ts'

/** A layer whose content is `id`. */
export function layerOf(id: string, different: Partial<Layer> = {}): Layer {
  return {
    digest: `sha256:${id}`,
    diffId: `sha256:diff-${id}`,
    mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
    downloadBytes: 1_000,
    diskBytes: 3_000,
    createdBy: `RUN ${id}`,
    instruction: `RUN ${id}`,
    line: 3,
    part: 'own',
    ...different,
  }
}

export function platformOf(layers: Layer[], platform = 'linux/amd64'): PlatformFacts {
  const sum = (sizes: number[]) => sizes.reduce((total, size) => total + size, 0)
  return {
    platform,
    manifestDigest: 'sha256:m',
    configDigest: 'sha256:c',
    downloadBytes: sum(layers.map(layer => layer.downloadBytes)),
    diskBytes: sum(layers.map(layer => layer.diskBytes)),
    compression: 'gzip',
    ...{base: null, settings: null, provenance: null, contents: null},
    layers,
  }
}

export function factsOf(...platforms: PlatformFacts[]): ImageFacts {
  return {schema: 1, source: 'test', platforms}
}

/** The same with Go programs of these sizes. */
export function withPrograms(facts: PlatformFacts, sizes: number[]): PlatformFacts {
  const programs = sizes.map((bytes, index) => programOf({path: `app${index}`, bytes}))
  const nothing = {files: [], leftOut: {files: 0, bytes: 0}, wastedBytes: 0, wasted: [], setuid: [], secrets: []}
  return {...facts, contents: {...nothing, programs}}
}

export function programOf(different: Partial<GoProgram> = {}): GoProgram {
  return {
    ...{path: 'app', layer: 0, bytes: 1_000, goRelease: 'go1.27.3', mainPackage: 'example.com/app', mainModule: null},
    ...{modules: [], settings: [], packed: null, sections: [], packages: [], embedded: [], unread: []},
    linking: {mode: 'internal', pie: false, libraries: [], symbols: false, debug: false},
    ...different,
  }
}
