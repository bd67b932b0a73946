/**
 * Two kinds of error. A `UserError` is something the reader can mend: its message names the input or file, what was
 * found and the remedy, and is shown without a stack. Anything else is a bug of ours and is shown with its stack.
 */
export class UserError extends Error {
  override readonly name = 'UserError'
  /** Stable identifier; `docs/errors/<code>.md` explains it. */
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** What the machine refuses, with what to do about it; by Node's error code. */
const MACHINE: Record<string, string> = {
  ENOSPC: 'The disk is full. Free space before this step, for example with `docker system prune`.',
  EDQUOT: 'The disk quota is used up. Free space before this step.',
  EACCES: 'A file may not be read or written by the user of this step.',
  EPERM: 'The operation is not allowed to the user of this step.',
  EROFS: 'The file system is read-only.',
}

/** The text that a failed run ends with: short for what the reader can mend, with its stack for what is ours. */
export function explain(error: unknown): string {
  if (error instanceof UserError) return `${error.message}\nMore: docs/errors/${error.code}.md`
  const remedy = MACHINE[(error as NodeJS.ErrnoException | null)?.code ?? '']
  if (remedy !== undefined) return `${messageOf(error)}\n${remedy}`
  return `This is a bug in Go Image, please report it.\n${error instanceof Error ? error.stack : String(error)}`
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
