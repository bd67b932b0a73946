/** Releases of Go that the workflows set up, as actions/setup-go is told them. Read line by line, never run. */
import type {CheckoutFiles} from '../../go/facts/files.ts'

const FOLDER = '.github/workflows'
const MOST_FILES = 50
const MOST_LINE = 500

/** Null when a workflow asks for one in a way that is not read here: a matrix, a file, `stable`, a range. */
export function goVersions(files: CheckoutFiles): {version: string; file: string; line: number}[] | null {
  const names = files.names(FOLDER).filter(name => /\.ya?ml$/.test(name))
  if (names.length > MOST_FILES) return null
  const found: {version: string; file: string; line: number}[] = []
  for (const name of names) {
    const file = `${FOLDER}/${name}`
    const rows = (files.read(file) ?? '').split('\n')
    for (const [index, row] of rows.entries()) {
      const [, key, value] =
        /^\s*(?:-\s+)?["']?(go-version(?:-file)?)["']?\s*:(.*)$/.exec(row.slice(0, MOST_LINE)) ?? []
      if (key === undefined) continue
      const version = /^\s*["']?(1\.\d+(?:\.\d+|\.x)?)["']?\s*(?:#.*)?$/.exec(value!)?.[1]
      if (key !== 'go-version' || version === undefined) return null
      found.push({version, file, line: index + 1})
    }
  }
  return found
}
