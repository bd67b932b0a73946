/** Programs that packages of a distribution bring into the image. */
import {posix} from 'node:path'
import {names, runsInto} from './presence.ts'
import type {Subject} from './rule.ts'
import {copiesInto} from './shipped.ts'

/** The package of a program that is not called like it. */
const PACKAGES: Readonly<Record<string, string>> = {dlv: 'delve'}

const INSTALLERS = /^(apk|apt|apt-get|dnf|microdnf|yum|zypper)$/

/**
 * The command that installs the program of this path, `apk add delve` for `/dlv`; null where there is none, or something
 * else may have put it there. Only for the root folder, into which no package puts programs (FHS 3.0, section 3.2).
 */
export function installedElsewhere(subject: Subject, path: string): string | null {
  const {stage} = subject.model.target
  const name = posix.basename(path)
  if (posix.dirname(path) !== '/' || !/^[\w-]+$/.test(name)) return null
  const brings = copiesInto(subject.model, stage).some(
    ({sources, destination}) => destination === path || sources.some(source => posix.basename(source) === name),
  )
  if (brings || names(subject, stage, new RegExp(`(?<![\\w.])/${name}(?![\\w/])`))) return null
  const wanted = PACKAGES[name] ?? name
  for (const {words} of runsInto(subject, stage).flatMap(({commands}) => commands)) {
    const [program = '', ...rest] = words.map(({text}) => text)
    const verb = rest.find(word => word === 'add' || word === 'install')
    if (INSTALLERS.test(program) && verb !== undefined && rest.some(word => word.split(/[=~<>]/, 1)[0] === wanted))
      return `${program} ${verb} ${wanted}`
  }
  return null
}
