import {posix} from 'node:path'
import type {Fact} from '../project.ts'
import type {Detector, Ground} from './ground.ts'

export const PROFILES: Detector = {reads: [], find: findProfiles}

/** `-pgo=auto`, the default, looks only for default.pgo in the folder of main: https://go.dev/doc/pgo. */
function findProfiles({main, mains, scan}: Ground): Fact[] {
  if (main === null || scan.others.includes(posix.join(main.dir, 'default.pgo'))) return []
  const ofOthers = new Set(mains.map(({dir}) => posix.join(dir, 'default.pgo')))
  return scan.others
    .filter(path => path.endsWith('.pgo') && !ofOthers.has(path))
    .map(path => ({
      kind: 'pgo-elsewhere',
      subject: path,
      certain: true,
      says: `go build does not use the profile ${path}: it is not ${posix.join(main.dir, 'default.pgo')}. Move it there, or build with -pgo=${path}.`,
      evidence: [{file: path, line: 1}],
    }))
}
