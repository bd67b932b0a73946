/**
 * Two kinds of error. A `UserError` is something the reader can mend: its message names the input or file, what was
 * found and the remedy, and is shown without a stack. Anything else is a bug of ours and is shown with its stack.
 */
export class UserError extends Error {
  override readonly name = 'UserError'
  /** Stable identifier; `docs/errors/<code>.md` explains it where that page exists. */
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
