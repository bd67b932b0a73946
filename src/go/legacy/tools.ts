/** What managed the dependencies of Go projects before modules. */
import {
  type Lock,
  readGlideLock,
  readGodeps,
  readGopkgLock,
  readManifest,
  readVendorConf,
  readVendorJson,
} from './locks.ts'

export type LegacyTool = {
  name: string
  /** Any of them says that the tool was used. */
  files: readonly string[]
  /** The one of them that pins revisions. */
  lock: string
  read: (text: string) => Lock
  /** The line of another file that has the project's own import path. */
  own?: {file: string; line: RegExp}
}

/** The newest tool first: a repository that moved from one to the next often kept the files of both. */
export const LEGACY_TOOLS: readonly LegacyTool[] = [
  {name: 'dep', files: ['Gopkg.lock', 'Gopkg.toml'], lock: 'Gopkg.lock', read: readGopkgLock},
  {name: 'vndr', files: ['vendor.conf'], lock: 'vendor.conf', read: readVendorConf},
  {name: 'govendor', files: ['vendor/vendor.json'], lock: 'vendor/vendor.json', read: readVendorJson},
  {
    ...{name: 'Glide', files: ['glide.lock', 'glide.yaml'], lock: 'glide.lock', read: readGlideLock},
    own: {file: 'glide.yaml', line: /^package: *['"]?([^'"\s]+)['"]?\s*$/m},
  },
  {name: 'gvt', files: ['vendor/manifest'], lock: 'vendor/manifest', read: readManifest},
  {name: 'godep', files: ['Godeps/Godeps.json'], lock: 'Godeps/Godeps.json', read: readGodeps},
]
