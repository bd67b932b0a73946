/**
 * As Promise.all, but all have ended when this does, also when one failed: none still writes to what is cleared up after
 * that. Rejects with the first failure in order.
 */
export async function settled<const T extends readonly Promise<unknown>[]>(
  promises: T,
): Promise<{-readonly [K in keyof T]: Awaited<T[K]>}> {
  const failed = (await Promise.allSettled(promises)).find(result => result.status === 'rejected')
  if (failed) throw failed.reason
  return await Promise.all(promises)
}
