import type {ImageFacts, PlatformFacts} from '../image/facts.ts'
import {causesOf} from './causes.ts'
import {caveatsOf, missingPlatform} from './diff-caveats.ts'
import {diffFiles} from './diff-files.ts'
import {diffLayers} from './diff-layers.ts'
import {diffPrograms} from './diff-programs.ts'
import {diffSettings} from './diff-settings.ts'

export type Bytes = {download: number; disk: number}

export type LayerChange = {
  /** `moved`: the same content at another place in the order. `rebased`: the same files on other layers below. */
  kind: 'same' | 'changed' | 'added' | 'removed' | 'moved' | 'rebased'
  part: 'base' | 'own'
  instruction: string
  /** Line in the Dockerfile of the newer image, null when unknown. */
  line: number | null
  before: Bytes | null
  after: Bytes | null
}

export type PlatformDiff = {
  platform: string
  /** Null when the platform is new, or there is no baseline. */
  before: Bytes | null
  /** Null when the platform is gone. */
  after: Bytes | null
  layers: LayerChange[]
  /** Null where a side is missing or only its sizes were read. */
  files: FileChanges | null
  programs: ProgramDiff[]
  /** User, entrypoint and other settings of the image that differ. */
  settings: {name: string; before: string; after: string}[]
  /** Why the two sides do not compare like with like, as sentences; empty where they do. */
  caveats: string[]
  /**
   * Why the size on disk changed: the largest first, `rest` last. Sums to the change on disk; empty without a baseline.
   * Where only sizes were read of a side, there is the base and the rest.
   */
  causes: Cause[]
}

/** Files of the final image, the largest change first, at most 200 of each; `count` and `bytes` are of all. */
export type FileChanges = {
  added: FileGroup
  removed: FileGroup
  changed: FileGroup
}
export type FileGroup = {
  count: number
  /** Of content: what was added, what was removed (positive), or the difference. */
  bytes: number
  files: {path: string; before: number | null; after: number | null}[]
}

/** What changed in one Go program. Lists hold only what differs, the largest change first. */
export type ProgramDiff = {
  /** In the newer image, else in the older one. */
  path: string
  /** Of the layer that it is in, in the same image. */
  part: 'base' | 'own'
  before: number | null
  after: number | null
  goRelease: {before: string; after: string} | null
  modules: ModuleChange[]
  packages: {path: string; module: string | null; before: number | null; after: number | null}[]
  sections: {name: string; kind: string; before: number | null; after: number | null}[]
  settings: {key: string; before: string | null; after: string | null}[]
  embedded: {path: string; before: number | null; after: number | null}[]
}

/** Versions are null where the module is new or gone; bytes are those of code and function table. */
export type ModuleChange = {
  path: string
  version: {before: string | null; after: string | null}
  before: number
  after: number
}

/** One reason for a change of the size on disk. `bytes` is signed. */
export type Cause = {
  kind: CauseKind
  bytes: number
  /** Module, file, folder (with a slash at the end), image or flag; empty for `rest`. */
  subject: string
  /** Versions, names or values; null where there is none. A file that is not there on a side has no name on it. */
  before: string | null
  after: string | null
  /** The program that it is about; null for the image. */
  program: string | null
  /** Who imports a new module first, in the sources: package of this project, and the direct dependency on the way. */
  wantedBy: {package: string; file: string; line: number; through: string | null} | null
}

export type CauseKind =
  | 'base'
  | 'module-added'
  | 'module-removed'
  | 'module-changed'
  | 'own-code'
  | 'standard-library'
  | 'symbols'
  | 'setting'
  | 'embedded'
  | 'program-added'
  | 'program-removed'
  | 'file'
  | 'replaced-below'
  | 'rest'

export type ImageDiff = {schema: 1; platforms: PlatformDiff[]}

/** What changed from `before` (null: no baseline) to `after`, per platform, in the order of `after`. */
export function diffImages(before: ImageFacts | null, after: ImageFacts): ImageDiff {
  const old = new Map((before?.platforms ?? []).map(facts => [facts.platform, facts]))
  const now = new Map(after.platforms.map(facts => [facts.platform, facts]))
  const gone = [...old.values()].filter(({platform}) => !now.has(platform))
  return {
    schema: 1,
    platforms: [
      ...after.platforms.map(facts => {
        const partner = old.get(facts.platform)
        return partner ? compared(partner, facts) : alone('after', facts, [...old.keys()])
      }),
      ...gone.map(facts => alone('before', facts, [...now.keys()])),
    ],
  }
}

function compared(before: PlatformFacts, after: PlatformFacts): PlatformDiff {
  return {
    platform: after.platform,
    before: {download: before.downloadBytes, disk: before.diskBytes},
    after: {download: after.downloadBytes, disk: after.diskBytes},
    layers: diffLayers(before, after),
    files: before.contents && after.contents && diffFiles(before.contents, after.contents),
    programs: diffPrograms(before, after),
    settings: diffSettings(before.settings, after.settings),
    caveats: caveatsOf(before, after),
    causes: causesOf(before, after),
  }
}

/** A platform that one side alone has. */
function alone(side: 'before' | 'after', facts: PlatformFacts, others: string[]): PlatformDiff {
  const {platform, downloadBytes: download, diskBytes: disk} = facts
  const sizes = {before: null, after: null, [side]: {download, disk}}
  return {
    ...{platform, ...sizes},
    layers: side === 'after' ? diffLayers(null, facts) : diffLayers(facts, null),
    ...{files: null, programs: [], settings: [], causes: []},
    caveats: missingPlatform(platform, others, side === 'after' ? 'older' : 'newer'),
  }
}
