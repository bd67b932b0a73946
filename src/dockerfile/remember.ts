/** What a pure function has once answered about an instruction of a stage. */
import type {Instruction, Stage} from './parse.ts'

type Ask<Answer> = (stage: Stage, until: Instruction, buildArgs: string[]) => Answer

/**
 * Asks once for each instruction. Variables and folders follow from all lines above: with a thousand lines that are
 * each made of the one before, asking again for every one of them would take minutes. The answer is not to be changed.
 */
export function remembered<Answer>(ask: Ask<Answer>): Ask<Answer> {
  const answers = new WeakMap<Instruction, {stage: Stage; buildArgs: string[]; answer: Answer}>()
  return (stage, until, buildArgs) => {
    const known = answers.get(until)
    if (known?.stage === stage && known.buildArgs === buildArgs) return known.answer
    const answer = ask(stage, until, buildArgs)
    answers.set(until, {stage, buildArgs, answer})
    return answer
  }
}
