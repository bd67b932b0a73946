/** Settings of an image that differ, for people: values that look secret and those of every build are left out. */
import type {ImageSettings} from '../image/facts.ts'
import type {PlatformDiff} from './diff.ts'
import {looksSecret} from './secret-values.ts'

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

export const NOT_SHOWN = '(not shown)'
const LONGEST = 1_000

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
  const [old, now] = [before, after].map(settings => new Map(READ.flatMap(read => read(settings)))) as [
    Map<string, string>,
    Map<string, string>,
  ]
  const names = [...new Set([...now.keys(), ...old.keys()])]
  return names.flatMap(name => {
    const values = [old.get(name) ?? '', now.get(name) ?? ''] as const
    if (values[0] === values[1]) return []
    const secret = values.some(value => looksSecret(name, value))
    const [was, is] = values.map(value => (secret && value !== '' ? NOT_SHOWN : value.slice(0, LONGEST)))
    return [{name: name.slice(0, LONGEST), before: was!, after: is!}]
  })
}

function asWords(words: string[]): string {
  return words.length === 0 ? '' : JSON.stringify(words)
}
