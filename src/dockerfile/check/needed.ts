/** What the programs of the image need of it, as the sources say. */
import {posix} from 'node:path'
import type {Fact, FactKind} from '../../go/project.ts'
import {before} from '../stages.ts'
import type {GoCommand} from './go-command.ts'
import {reachedRuns} from './model.ts'
import type {Subject} from './rule.ts'
import {shippedPrograms} from './shipped.ts'

/** Of one program that is known; of several, nothing is certain of each. */
export function neededBy(subject: Subject, kind: FactKind): Fact[] {
  const {project, programs} = subject
  if (project === null || !/^build/.test(project.decision.kind)) return []
  // What is compiled and not copied into the image needs nothing of it.
  if (programs.some(({output}) => output !== null) && shippedPrograms(subject).length === 0) return []
  // What is installed at a version of its own is not what this checkout has.
  if (programs.length === 0 && reachedRuns(subject.model).some(({go}) => go.some(isPublished))) return []
  const isOne = project.decision.kind === 'build' && new Set(programs.map(({dir}) => dir)).size <= 1
  const facts = project.facts.filter(fact => fact.kind === kind)
  return isOne ? facts : facts.map(fact => ({...fact, certain: false}))
}

function isPublished({verb, args}: GoCommand): boolean {
  return verb === 'install' && args.some(({text}) => text.includes('@'))
}

/** A file of package main itself: what another package can do need not be what this program does. */
export function isBesideMain({project}: Subject, file: string): boolean {
  const decision = project?.decision
  return decision?.kind === 'build' && posix.dirname(file) === decision.main.dir
}

/** An ENV of the image sets it. */
export function isInImage({model}: Subject, name: RegExp): boolean {
  return before(model.target.stage, null).some(
    ({instruction: {keyword, args}}) =>
      keyword === 'ENV' && args.split(/\s+/).some(word => name.test(word.split('=')[0]!)),
  )
}
