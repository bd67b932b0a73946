/** What in a step itself a mount would disturb. */
import {posix} from 'node:path'
import {expand} from '../parse.ts'
import {mountFields, mountTarget, overlaps} from '../stages.ts'
import {touches} from './reach.ts'
import type {Step} from './step.ts'
import {exported, goVerb, isKnown, shown} from './step-commands.ts'

/** Variables that move Go's caches, or HOME, from where ENV has them. */
const MOVES = /^(GOCACHE|GOMODCACHE|GOPATH|HOME|XDG_CACHE_HOME|GOENV|GOCACHEPROG)$/

/** Why a mount on `folder` could disturb the RUN that has it; null when it cannot. */
export function refuseLocally(step: Step, folder: string): string | null {
  const {commands, run} = step
  if (commands === null) return step.unread
  if (!/^[\w./@+-]+$/.test(folder)) return `a mount cannot be written on "${folder}"`
  for (const {name, value} of run.flags) {
    if (name !== 'mount') continue
    const target = expand(mountTarget(mountFields(value)), step.variables)
    const path = target.startsWith('/') ? target : step.workdir && posix.join(step.workdir, target)
    if (path === null || overlaps(path, folder)) return `it has another mount on ${target || 'WORKDIR'}`
  }
  if (step.variables.get('GOCACHEPROG')) return 'GOCACHEPROG is set'
  for (const command of commands) {
    const set = [...command.assignments.map(([name]) => name), ...exported(command.words)]
    const moved = set.find(name => MOVES.test(name))
    if (moved) return `the step sets ${moved} itself`
    const go = goVerb(command)
    const {words} = command
    if (go === 'clean' && words.some(word => /^--?(cache|modcache|testcache|fuzzcache)$/.test(word)))
      return `\`${shown(command)}\` empties what the mount keeps`
    if (go === 'list' && words.some(word => /^--?export/.test(word)))
      return '`go list -export` names files of the cache'
    if (go === 'env' && words.some(word => /^--?[wu]$/.test(word) || /CACHE|GOPATH/.test(word)))
      return `\`${shown(command)}\` asks for or changes where the caches are`
    if (!isKnown(command)) return `what \`${shown(command)}\` does in the same step is not in the Dockerfile`
  }
  const reader = touches(step, folder)
  return reader && `\`${reader}\` in the same step would meet the mount`
}
