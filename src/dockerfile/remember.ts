/** What a pure function has once answered about an instruction of a stage. */
import type {Instruction, Stage} from './parse.ts'

/** Null asks about the end of the stage. */
type Ask<Answer, Until> = (stage: Stage, until: Until, buildArgs: string[]) => Answer

/**
 * Asks once for each instruction. Variables and folders follow from all lines above: with a thousand lines that are
 * each made of the one before, asking again for every one of them would take minutes. The answer is not to be changed.
 */
export function remembered<Answer, Until extends Instruction | null>(ask: Ask<Answer, Until>): Ask<Answer, Until> {
  const answers = new WeakMap<Instruction | Stage, {stage: Stage; buildArgs: string[]; answer: Answer}>()
  return (stage, until, buildArgs) => {
    const known = answers.get(until ?? stage)
    if (known?.stage === stage && known.buildArgs === buildArgs) return known.answer
    const answer = ask(stage, until, buildArgs)
    answers.set(until ?? stage, {stage, buildArgs, answer})
    return answer
  }
}
