/** Why the program is not compiled on the runner; the build then goes on in Docker as if nobody had asked. */
export type Refusal = {kind: 'refuse'; reason: string; line: number | null}

/** Ends the planning from any depth; `orRefusal` turns it into a value. */
export class CannotProve extends Error {
  readonly line: number | null

  constructor(reason: string, line: number | null = null) {
    super(reason)
    this.line = line
  }
}

export function asRefusal(error: unknown): Refusal {
  if (error instanceof CannotProve) return {kind: 'refuse', reason: error.message, line: error.line}
  throw error
}
