/** The options `--secret` of the command line, which read as those of `docker buildx build` do. */
import {parse as parseCsv} from 'csv-parse/sync'
import {UserError} from '../runner/errors.ts'

type SecretOption = {id: string; from: 'src' | 'env'; name: string}

export function secretIds(values: readonly string[] = []): string[] {
  return values.map(value => readSecretOption(value).id)
}

/** `ID=FILE` or `ID=NAME`, as the inputs `secret-files` and `secret-envs` have them, for the one `from` or the other. */
export function secretEntries(values: readonly string[] = [], from: SecretOption['from']): string[] {
  return values
    .map(readSecretOption)
    .filter(option => option.from === from)
    .map(({id, name}) => `${id}=${name}`)
}

/**
 * `id=ID,src=FILE` or `id=ID,env=NAME`; of `id=ID` alone the value is the environment variable of that name. Throws
 * `usage`.
 */
function readSecretOption(value: string): SecretOption {
  const fields = new Map(fieldsOf(value).map(field => [field.split('=')[0]!, field.slice(field.indexOf('=') + 1)]))
  const {id = '', src, env, ...others} = Object.fromEntries(fields)
  if (!/^[\w.-]+$/.test(id) || (src !== undefined && env !== undefined) || Object.keys(others).length > 0)
    throw new UserError('usage', '--secret reads id=ID,src=FILE or id=ID,env=NAME.')
  return src === undefined ? {id, from: 'env', name: env ?? id} : {id, from: 'src', name: src}
}

/** None where the value is not one CSV record. */
function fieldsOf(value: string): string[] {
  try {
    const [fields = [], ...others]: string[][] = parseCsv(value, {relaxQuotes: true})
    return others.length === 0 ? fields : []
  } catch {
    return []
  }
}
