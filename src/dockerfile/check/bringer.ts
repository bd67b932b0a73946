/** Which instruction puts a file of the context into the image. */
import {lineage} from '../parse.ts'
import {type Copy, contextPathIn, landsAt} from './copy.ts'
import {type Model, modelOf} from './model.ts'

/** The last COPY or ADD of the target, or of a stage that it stands on, that brings the path; null for none. */
export function bringer(model: Model, path: string): Copy | null {
  const {dockerfile, buildArgs, target} = model
  const copies = lineage(target.stage).flatMap(stage => modelOf(model, stage).copies.toReversed())
  const brought = copies.find(copy => {
    if (copy.instruction.flags.some(({name}) => name === 'exclude')) return false
    if (copy.origin.kind === 'context') return landsAt(copy, path) !== null
    if (copy.origin.kind !== 'stage') return false
    const there = contextPathIn(dockerfile, copy.origin.stage, null, path, buildArgs)
    return there.some(each => landsAt(copy, each.replace(/^\//, '')) !== null)
  })
  return brought ?? null
}
