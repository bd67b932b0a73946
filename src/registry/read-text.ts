/** Throws when the body is larger than `limit` bytes; what is after them is not read. */
export async function readText(response: Response, limit: number, what = 'the answer'): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > limit) throw new Error(`${what} is larger than the ${limit} bytes that it may have`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}
