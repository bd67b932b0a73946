/** A proof of fixes as lines for a log. */
import type {Proof} from '../build/prove.ts'
import {plain, shortened} from './plain.ts'
import {bytes, count, delta, duration} from './units.ts'

const MOST = 8

export function proofLines({seconds, bytes: size, added, removed, changed, same}: Proof): string[] {
  const listed = (what: string, files: readonly string[]) => [
    ...files.slice(0, MOST).map(file => `  ${what}  ${file}`),
    ...(files.length > MOST ? [`  ${what}  and ${files.length - MOST} more`] : []),
  ]
  const name = (path: string) => shortened(plain(path), 80)
  return [
    ...(seconds === null
      ? []
      : [`  build after a change of one line  ${duration(seconds.before)} → ${duration(seconds.after)}`]),
    `  files of the image  ${bytes(size.before)} → ${bytes(size.after)}; ${count(same, 'file')} the same`,
    ...listed(
      'added',
      added.map(file => `${name(file.path)} ${bytes(file.bytes)}`),
    ),
    ...listed(
      'removed',
      removed.map(file => `${name(file.path)} ${bytes(file.bytes)}`),
    ),
    ...listed(
      'changed',
      changed.map(
        file => `${name(file.path)} ${bytes(file.before)} → ${bytes(file.after)} (${delta(file.after - file.before)})`,
      ),
    ),
  ]
}
