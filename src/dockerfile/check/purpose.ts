/** What an image is for, as far as names and its command tell: people ask other things of one for a debugger. */
import {before} from '../stages.ts'
import type {Subject} from './rule.ts'

const DEBUG = /debug|delve|(?<![a-z\d])(dlv|dev(el(op(ment)?)?)?|test(s|ing)?|e2e|race|cover(age)?|lint)(?![a-z\d])/i

/** A file, a target or a command for developers, tests or a debugger. */
export function forDebugging({model, file}: Subject): boolean {
  return [file, model.target.stage.name ?? '', commandOf(model.target.stage)].some(text => DEBUG.test(text))
}

/** ENTRYPOINT and CMD in force as written, empty without one. */
export function commandOf(stage: Parameters<typeof before>[0]): string {
  const instructions = before(stage, null).map(({instruction}) => instruction)
  const last = (keyword: string) => instructions.findLast(each => each.keyword === keyword)?.args ?? ''
  return `${last('ENTRYPOINT')} ${last('CMD')}`.trim()
}
