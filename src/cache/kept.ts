/** What is said about the entries that a store keeps: one line for the log, at most one warning. */
import {bytes, count} from '../report/units.ts'
import {type NewEntry, type Refused, type Removal, total} from './bound.ts'

export type Kept = {
  maximum: number
  /** All of ours that are there in the end; where `listed` is false, only those that this run knows of. */
  entries: NewEntry[]
  listed: boolean
  removed: Removal[]
  refused: Refused[]
  /** An entry had to be removed and may not be. */
  stuck: boolean
}

/** What the user grants so that entries can be listed and removed. */
export type Grants = {list: string; remove: string}

export function describeKept({maximum, entries, listed, removed}: Kept, grants: Grants): string {
  if (!listed) return `at least ${bytes(total(entries))} of ${bytes(maximum)}; to see the other entries, ${grants.list}`
  const gone = [
    describeRemoved('superseded', removed, 'superseded one', 'superseded ones'),
    describeRemoved('unused', removed, 'least recently used one', 'least recently used ones'),
  ].filter(text => text !== '')
  const what = `${bytes(total(entries))} of ${bytes(maximum)} in ${count(entries.length, 'entry', 'entries')}`
  return gone.length === 0 ? what : `${what} (${gone.join('; ')})`
}

function describeRemoved(why: Removal['why'], removed: Removal[], one: string, many: string): string {
  const entries = removed.filter(removal => removal.why === why).map(({entry}) => entry)
  return entries.length === 0 ? '' : `${count(entries.length, one, many)} removed, ${bytes(total(entries))}`
}

/** Null when everything was saved. */
export function describeRefused({refused, maximum, entries, listed, stuck}: Kept, grants: Grants): string | null {
  if (refused.length === 0) return null
  const names = refused.map(({entry}) => `${entry.key} (${bytes(entry.bytes)})`).join(', ')
  const were = `${names} ${refused.length === 1 ? 'was' : 'were'} not saved`
  if (refused.every(({why}) => why === 'alone'))
    return `${were}: more than \`cache-max-size\`, ${bytes(maximum)}, allows for all entries together. Raise it.`
  const full = `Go Image's entries have ${listed ? '' : 'at least '}${bytes(total(entries))} and would pass \`cache-max-size\`, ${bytes(maximum)}`
  if (!listed) return `${were}: ${full}. To have older entries removed, ${grants.remove}; or raise \`cache-max-size\`.`
  if (stuck)
    return `${were}: ${full}, and this job may not remove older ones. To allow it, ${grants.remove}; or raise \`cache-max-size\`.`
  return `${were}: ${full}, and the others are in use. Raise \`cache-max-size\`.`
}
