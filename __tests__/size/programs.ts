import type {Contents, FileFact, GoModule, GoPackage, GoProgram, ImageSettings} from '../../src/image/facts.ts'

/** A stripped, static program of 1,000 bytes: 400 of its own code, 300 of the standard library, 300 of anything. */
export function programOf(different: Partial<GoProgram> = {}): GoProgram {
  const packages = different.packages ?? [packageOf('main', 'example.com/app', 400), packageOf('fmt', 'std', 300)]
  const code = packages.reduce((sum, {codeBytes}) => sum + codeBytes, 0)
  return {
    path: 'app',
    layer: 1,
    bytes: 1_000,
    goRelease: 'go1.27.3',
    mainPackage: 'example.com/app',
    mainModule: moduleOf('example.com/app', '(devel)'),
    modules: [],
    settings: [{key: 'CGO_ENABLED', value: '0'}],
    packed: null,
    linking: {mode: 'internal', pie: false, libraries: [], symbols: false, debug: false},
    sections: [
      {name: '.text', bytes: code, kind: 'code'},
      {name: '.rodata', bytes: (different.bytes ?? 1_000) - code, kind: 'constants'},
    ],
    embedded: [],
    unread: [],
    ...different,
    packages,
  }
}

export function packageOf(path: string, module: string | null, codeBytes: number): GoPackage {
  return {path, module, codeBytes, tableBytes: 0, functions: 1}
}

export function moduleOf(path: string, version: string, replacedBy: GoModule['replacedBy'] = null): GoModule {
  return {path, version, sum: null, replacedBy}
}

/** Files of the own layer 1, unless told. */
export function fileOf(path: string, bytes: number, different: Partial<FileFact> = {}): FileFact {
  return {path, bytes, layer: 1, crc: bytes.toString(16).padStart(8, '0'), ...different}
}

export function contentsOf(files: FileFact[], different: Partial<Contents> = {}): Contents {
  const programs = different.programs ?? []
  const ofPrograms = programs.map(({path, bytes, layer}) => fileOf(path, bytes, {layer}))
  return {
    files: [...files, ...ofPrograms].toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    leftOut: {files: 0, bytes: 0},
    ...{wastedBytes: 0, wasted: [], setuid: [], secrets: []},
    ...different,
    programs,
  }
}

export function settingsOf(different: Partial<ImageSettings> = {}): ImageSettings {
  return {
    ...{user: '', entrypoint: ['/app'], command: [], workingDirectory: '/', ports: [], created: null},
    ...{labels: {}, environment: ['PATH=/usr/bin']},
    ...different,
  }
}
