/** Settings of an image that differ, for people: values that look secret and those of every build are left out. */
import type {ImageSettings} from '../image/facts.ts'
import {looksSecret, NOT_SHOWN} from '../image/secret-values.ts'
import type {PlatformDiff} from './diff.ts'

type Setting = PlatformDiff['settings'][number]

/** Labels that say which commit or moment an image is of (OCI image-spec annotations.md; label-schema.org). */
const OF_THE_BUILD = new Set([
  'org.opencontainers.image.created',
  'org.opencontainers.image.revision',
  'org.opencontainers.image.version',
  'org.opencontainers.image.ref.name',
  'org.opencontainers.image.base.digest',
  'org.label-schema.build-date',
  'org.label-schema.vcs-ref',
  'org.label-schema.version',
])

/** Code units of a value; a report takes strings of up to 10,000. */
export const LONGEST_VALUE = 1_000

/** A row adds a setting; an absent one reads as nothing. */
const READ: readonly ((settings: ImageSettings) => [name: string, value: string][])[] = [
  ({user}) => [['user', user]],
  ({entrypoint}) => [['entrypoint', asWords(entrypoint)]],
  ({command}) => [['command', asWords(command)]],
  ({workingDirectory}) => [['working directory', workingDirectory]],
  ({ports}) => [['ports', ports.toSorted().join(' ')]],
  ({labels}) =>
    Object.entries(labels).flatMap(([name, value]) => (OF_THE_BUILD.has(name) ? [] : [[`label ${name}`, value]])),
  ({environment}) =>
    environment.map(entry => {
      const [name = '', ...value] = entry.split('=')
      return [`environment ${name}`, value.join('=')]
    }),
]

/** Empty where a side is not known. */
export function diffSettings(before: ImageSettings | null, after: ImageSettings | null): Setting[] {
  if (before === null || after === null) return []
  const valuesOf = (settings: ImageSettings) => new Map(READ.flatMap(read => read(settings)))
  const [old, now] = [valuesOf(before), valuesOf(after)]
  const names = [...new Set([...now.keys(), ...old.keys()])]
  return names.flatMap(name => {
    const [was, is] = [old.get(name) ?? '', now.get(name) ?? '']
    if (was === is) return []
    const secret = looksSecret(name, was) || looksSecret(name, is)
    const shown = (value: string) => (secret && value !== '' ? NOT_SHOWN : value.slice(0, LONGEST_VALUE))
    return [{name: name.slice(0, LONGEST_VALUE), before: shown(was), after: shown(is)}]
  })
}

function asWords(words: string[]): string {
  return words.length === 0 ? '' : JSON.stringify(words)
}
