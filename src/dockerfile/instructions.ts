/** Lines of instructions that more than one stage of a written Dockerfile has. */

/** `ARG A B`; none without a name. */
export function argLines(names: readonly string[]): string[] {
  return names.length > 0 ? [`ARG ${names.join(' ')}`] : []
}

/** A RUN with the options of its mounts, one to a line. Lines of the command end with a backslash where they go on. */
export function runLines(mounts: readonly string[], command: readonly string[]): string[] {
  const [first, ...rest] = [...mounts.map(mount => `--mount=${mount} \\`), ...command]
  return [`RUN ${first}`, ...rest.map(line => `    ${line}`)]
}
