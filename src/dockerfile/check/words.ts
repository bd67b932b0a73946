/** Words of an instruction with their places, for findings that are about one of them. */
import {type Instruction, type Range, rangeIn} from '../instruction.ts'
import {lineage, type Stage} from '../parse.ts'

/** Of the form that is no JSON; empty for the other. */
export function wordsOf({body, json}: Instruction): (Range & {text: string})[] {
  if (json) return []
  return [...body.text.matchAll(/\S+/g)].map(({0: text, index}) => ({
    text,
    ...rangeIn(body, index, index + text.length),
  }))
}

/** The image after FROM at the bottom of a stage. */
export function imageWord(stage: Stage): Range & {text: string} {
  const {from} = lineage(stage).at(-1)!
  return wordsOf(from)[0] ?? {text: '', start: from.start, end: from.end}
}
