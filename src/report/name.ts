import type {Inputs} from '../inputs.ts'
import type {Context} from '../runner/context.ts'
import type {Report} from './report.ts'

export type ImageName = {
  /** For people. */
  name: string
  /** Tells images of one repository apart in cache keys, baselines and comments. */
  key: string
  /** Tells the jobs of a matrix apart, too: in comments and baselines, where each has its own figures. */
  part: string
}

/** What the image is called: its reference, else that of its first tag, else the program's or repository's name. */
export function nameImage(inputs: Inputs, project: Report['project'], context: Context): ImageName {
  const [tag] = inputs.build.tags
  const program = project && programName(project)
  const repository = context.repository && `${context.repository.owner}/${context.repository.name}`
  const reference = inputs.image || tag?.replace(/@.*$/, '').replace(/:[^/:]*$/, '')
  const target = inputs.build.target === '' ? '' : `#${inputs.build.target}`
  const name = `${reference || program || repository || 'image'}${target}`
  const key = inputs.commentKey === '' ? name : inputs.commentKey
  // As GitHub writes the jobs of a matrix.
  const values = inputs.matrix.length > 0 ? ` (${inputs.matrix.join(', ')})` : ''
  return {name, key, part: inputs.commentKey === '' ? `${key}${values}` : key}
}

/** `github.com/acme/ledger/cmd/api`; of several, `…/cmd/api+cmd/worker`: keys of the cache service have no commas. */
function programName({module, main}: NonNullable<Report['project']>): string {
  const names = main.split(', ')
  if (names.length > 1) return `${module}/${names.map(name => name.replace(/^\.\//, '')).join('+')}`
  return /^\.\/./.test(main) ? `${module}/${main.slice(2)}` : module
}
