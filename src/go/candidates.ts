/** Programs as a reader is shown them who has to choose one. */
import type {Decision, Evidence, MainPackage, Project} from './project.ts'

/** More than a reader goes through in an error message. */
export const LISTED = 30

/** A folder as people write it for the go command. */
export function shown(dir: string): string {
  return dir === '.' ? '.' : `./${dir}`
}

export function place({file, line}: Evidence): string {
  return `${file}:${line}`
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}

/** Who says that these are the programs, in the words of a row. */
export function saidBy(mainsBy: Project['mainsBy']): string {
  return mainsBy.goList ? 'go list agrees' : `by the sources alone: ${mainsBy.why}`
}

/** The text for a reader who has to choose: every candidate with what it is, and the lines to add. */
export function describeCandidates(decision: Extract<Decision, {kind: 'choose'}>): string {
  const {candidates, code, suggestion} = decision
  const inModules = new Set(candidates.map(({moduleDir}) => moduleDir)).size
  const what =
    code === 'module-ambiguous'
      ? `repository has ${count(candidates.length, 'command')} in ${inModules} modules`
      : `module has ${count(candidates.length, 'command')}`
  const dir = shown((suggestion?.main ?? candidates[0]!).dir)
  return [
    `This ${what}; say which one goes into the image.`,
    ...candidateLines(candidates),
    ...(suggestion === null ? [] : [`${dir} comes first because ${suggestion.reason}.`]),
    `Add to the step${suggestion === null ? ', for example' : ''}:   with: { main: ${dir} }`,
    code === 'module-ambiguous'
      ? 'For an image of another one too, add a step with its main and an image of its own.'
      : 'For several, list them in main: without target, the image has all; with target: NAME, that one.',
  ].join('\n')
}

export function candidateLines(mains: readonly MainPackage[]): string[] {
  const listed = mains.slice(0, LISTED)
  const width = Math.max(...listed.map(({dir}) => shown(dir).length))
  return [
    ...listed.map(main => `  ${shown(main.dir).padEnd(width)}  ${whatItIs(main)}`),
    ...(mains.length > LISTED ? [`  and ${mains.length - LISTED} more`] : []),
  ]
}

function whatItIs({ports: [port], synopsis, shipping, reason, evidence}: MainPackage): string {
  if (!shipping) return reason
  if (port !== undefined) return `server; listens on :${port.port} (${place(port.evidence)})`
  return synopsis === undefined ? `program (${place(evidence)})` : `${synopsis} (${place(evidence)})`
}
