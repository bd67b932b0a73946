/** The text of a RUN's script around a command. */
import type {PlacedText} from '../instruction.ts'
import type {Run} from './run.ts'

function textOf({instruction: {body, heredocs}}: Run): PlacedText {
  const [first] = heredocs
  return first && /^\d*<<-?\S+$/.test(body.text) ? first.body : body
}

/** Continued lines as one, a here-document as its lines. */
export function inScript(run: Run): string {
  return textOf(run).text
}

/** What stands after an offset of the file, to the end of the script. */
export function scriptAfter(run: Run, offset: number): string {
  const {text, offsets} = textOf(run)
  const at = offsets.findIndex(each => each >= offset)
  return at < 0 ? '' : text.slice(at)
}

/** What stands before an offset of the file. */
export function scriptBefore(run: Run, offset: number): string {
  const {text, offsets} = textOf(run)
  const at = offsets.findIndex(each => each >= offset)
  return at < 0 ? text : text.slice(0, at)
}
