/** Releases of Go that the workflows set up, as actions/setup-go is told them. Read line by line, never run. */
import type {CheckoutFiles} from '../../go/facts/files.ts'

const FOLDER = '.github/workflows'
const MOST_FILES = 50
const MOST_LINE = 500
const RUNS_TESTS = /\bgo test\b|\bgotestsum\b|\b(make|mage|task|just) .{0,80}(?<![a-z])test/i

/** `tests`: the workflow runs tests. One that only releases or lints tests nothing. */
export type SetUp = {version: string; file: string; line: number; tests: boolean}

/** Null when a workflow asks for one in a way that is not read here: a matrix, a file, `stable`, a range. */
export function goVersions(files: CheckoutFiles): SetUp[] | null {
  const names = files.names(FOLDER).filter(name => /\.ya?ml$/.test(name))
  if (names.length > MOST_FILES) return null
  const found: SetUp[] = []
  for (const name of names) {
    const file = `${FOLDER}/${name}`
    const rows = (files.read(file) ?? '').split('\n')
    const tests = rows.some(row => RUNS_TESTS.test(row.slice(0, MOST_LINE)))
    for (const [index, row] of rows.entries()) {
      const [, key, value] =
        /^\s*(?:-\s+)?["']?(go-version(?:-file)?)["']?\s*:(.*)$/.exec(row.slice(0, MOST_LINE)) ?? []
      if (key === undefined) continue
      const version = /^\s*["']?(1\.\d+(?:\.\d+|\.x)?)["']?\s*(?:#.*)?$/.exec(value!)?.[1]
      if (key !== 'go-version' || version === undefined) return null
      found.push({version, file, line: index + 1, tests})
    }
  }
  return found
}
