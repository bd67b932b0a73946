/** What single commands of a step do, as far as Go's caches care. */
import {posix} from 'node:path'
import type {Command} from '../commands.ts'
import {OPAQUE} from '../opaque.ts'

/** Commands that touch no files but those their words name. */
export const WITH_PATHS = new Set(
  'rm mv cp ln chmod chown chgrp find tar touch mkdir rmdir install ls cat du test [ stat gzip unzip rsync sed tee head tail'.split(
    ' ',
  ),
)

/** Commands that have nothing to do with Go's caches, whatever their words are. */
const HARMLESS = new Set(
  'cd echo printf true false : set export unset umask date git apk apt apt-get sha256sum md5sum file strip upx ldd wc sort tr cut grep awk basename dirname uname id whoami sleep pwd exit xx-verify xx-apk xx-apt xx-info update-ca-certificates readelf'.split(
    ' ',
  ),
)

const COMPILING = new Set(['build', 'install', 'test', 'vet', 'run'])

const WITHOUT_MODULES = new Set(['version', 'env', 'clean', 'fmt', 'help', 'telemetry', 'mod init', 'mod edit'])

export function outputsOf({words}: Command): string[] {
  return words
    .flatMap((word, index) => {
      const [, value] = /^--?(?:o|coverprofile|outputdir)=(.*)$/s.exec(word) ?? []
      if (value !== undefined) return [value]
      return /^--?(o|coverprofile|outputdir)$/.test(word) ? [words[index + 1] ?? ''] : []
      // What only names a place that is not known lies where the Dockerfile's author wants the program.
    })
    .filter(path => !path.startsWith(OPAQUE))
}

export function exported(words: string[]): string[] {
  return /^(export|readonly|unset|read|local)$/.test(words[0] ?? '')
    ? words.slice(1).map(word => word.split('=')[0]!)
    : []
}

export function exportedValue(commands: Command[], name: string): string | undefined {
  const words = commands.filter(({words}) => words[0] === 'export').flatMap(({words}) => words)
  const alone = commands.filter(({words}) => words.length === 0).flatMap(({assignments}) => assignments)
  return (
    words.findLast(word => word.startsWith(`${name}=`))?.slice(name.length + 1) ??
    alone.findLast(([set]) => set === name)?.[1]
  )
}

/** `build`, `mod download` and so on; null for what is not the go command. */
export function goVerb({words}: Command): string | null {
  if (!/^((\/usr\/local\/go\/bin\/)?go|xx-go)$/.test(words[0] ?? '')) return null
  let at = 1
  if (words[at] === '-C') at += 2
  else if (words[at]?.startsWith('-C=')) at += 1
  const verb = words[at] ?? 'help'
  return verb === 'mod' || verb === 'work' ? `${verb} ${words[at + 1] ?? ''}` : verb
}

export function isCompiling(command: Command): boolean {
  return COMPILING.has(goVerb(command) ?? '')
}

export function needsModules(command: Command): boolean {
  const verb = goVerb(command)
  return verb !== null && !WITHOUT_MODULES.has(verb)
}

export function isKnown(command: Command): boolean {
  const [name = ''] = command.words
  if (command.words.length === 0) return true
  const go = goVerb(command)
  if (go !== null) return !go.includes(OPAQUE)
  if (name === 'find' && command.words.some(word => /^-(exec|execdir|ok)$/.test(word))) return false
  return HARMLESS.has(name) || WITH_PATHS.has(posix.basename(name))
}

export function shown({words}: Command): string {
  const text = words.join(' ').replaceAll(OPAQUE, '…')
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
