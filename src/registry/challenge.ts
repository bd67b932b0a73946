/** One scheme of a WWW-Authenticate header with its parameters, names in lower case (RFC 9110, 11.6.1). */
export type Challenge = {scheme: string; parameters: Record<string, string>}

export function parseChallenges(header: string): Challenge[] {
  const challenges: Challenge[] = []
  const part = /([!#$%&'*+.^`|~\w-]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+)))?/g
  for (const [whole, name = '', quoted, bare] of header.matchAll(part)) {
    if (!whole.includes('=')) challenges.push({scheme: name.toLowerCase(), parameters: {}})
    else if (challenges.length > 0)
      challenges.at(-1)!.parameters[name.toLowerCase()] = quoted?.replace(/\\(.)/g, '$1') ?? bare ?? ''
  }
  return challenges
}
