/**
 * Gives memory that nobody else has back at once; does nothing to a part of a larger buffer. The garbage collector waits
 * for 64 MB of it in each thread (V8's external memory limit, heap/heap.h, kExternalAllocationSoftLimit). Node 20 waits.
 */
export function freeMemory({buffer, byteLength}: Uint8Array): void {
  if (buffer.byteLength === byteLength && buffer instanceof ArrayBuffer) buffer.transfer?.(0)
}

/** Two buffers that take turns, made when they are needed: what is in one stays as it is while the other is filled. */
export function takingTurns(bytes: number): () => Buffer {
  const buffers: Buffer[] = []
  let calls = 0
  return () => {
    const turn = calls++ % 2
    buffers[turn] ??= Buffer.allocUnsafeSlow(bytes)
    return buffers[turn]
  }
}
