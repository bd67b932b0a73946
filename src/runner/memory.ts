/**
 * Gives memory that nobody else has back at once; does nothing to a part of a larger buffer. The garbage collector waits
 * for 64 MB of it in each thread (V8's external memory limit, heap/heap.h, kExternalAllocationSoftLimit). Node 20 waits.
 */
export function freeMemory({buffer, byteLength}: Uint8Array): void {
  if (buffer.byteLength === byteLength && buffer instanceof ArrayBuffer) buffer.transfer?.(0)
}
