/** For questions whose answer is a help: what does not come in time is done without. */

/** What `ask` resolves with; null when it fails, or takes longer than `ms`. Throws only when `signal` is aborted. */
export async function inTime<T>(
  ms: number,
  signal: AbortSignal,
  ask: (limit: AbortSignal) => Promise<T>,
): Promise<T | null> {
  try {
    return await ask(AbortSignal.any([signal, AbortSignal.timeout(ms)]))
  } catch {
    signal.throwIfAborted()
    return null
  }
}
