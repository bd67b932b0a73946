/** Lines of the new file that a patch shows, which can carry a comment. */
export function readPatchLines(patch: string): Set<number> {
  const lines = new Set<number>()
  let at = 0
  for (const line of patch.split('\n')) {
    const [, start] = /^@@ .* \+(\d+)/.exec(line) ?? []
    if (start !== undefined) at = Number(start)
    else if (/^[+ ]/.test(line)) lines.add(at++)
  }
  return lines
}
