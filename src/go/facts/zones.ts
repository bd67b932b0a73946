import type {Fact} from '../project.ts'
import {type Detector, factOf, type Ground, importOf} from './ground.ts'

/** What time.LoadLocation answers without the database: https://pkg.go.dev/time#LoadLocation. */
const BUILT_IN = ['', 'UTC', 'Local']

export const ZONES: Detector = {reads: ['time.LoadLocation'], find: findZones}

function findZones({packages, uses}: Ground): Fact[] {
  // The import puts the whole database into the program.
  if (importOf(packages, 'time/tzdata') !== null) return []
  const signs = uses
    .filter(({what}) => what === 'time.LoadLocation')
    .map(use => ({name: use.arguments[0] ?? null, evidence: use.evidence}))
    .filter(({name}) => name === null || !BUILT_IN.includes(name))
    .map(sign => ({...sign, certain: sign.name !== null}))
  if (signs.length === 0) return []
  const names = [...new Set(signs.flatMap(({name}) => name ?? []))]
  const says =
    names.length > 0
      ? `It loads the time zone ${names.slice(0, 3).join(', ')} from the database of the image.`
      : 'It loads a time zone that is named when it runs from the database of the image.'
  return [factOf({kind: 'zones', subject: '/usr/share/zoneinfo', says}, signs)]
}
