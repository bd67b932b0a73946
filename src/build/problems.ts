/** Reads what go vet, go test, staticcheck and golangci-lint print, as text: that is what the step's log shows too. */
import {posix} from 'node:path'
import {plain, shortened} from '../report/plain.ts'

/** Something that a check found. */
export type Problem = {
  /** Relative to the build context, `/` between folders. */
  file: string
  line: number
  /** One line or more, fit to be shown. */
  message: string
  /** The test that failed; null for what has none. */
  test: string | null
}

/** Where the check ran. */
export type CheckedModule = {
  /** Folder of go.mod relative to the build context. */
  dir: string
  /** `module` line of go.mod. */
  path: string
}

/** Where the context is in the stage that runs the checks. */
const ROOT = '/src/'

// Bounds on what is read of text that a pull request can write.
const LONGEST_LINE = 2000
const MOST_LINES = 6
const LONGEST_MESSAGE = 300

/** `./x.go:3:2: message`, with `vet: ` before it for what does not compile (cmd/vet). Without a column it may be any text. */
const COMPILER = /^(?:vet: )?([^\s:]+\.go):(\d+):\d+: (.+)$/
/** What t.Log and t.Error write: the file without its folder, deeper by four than the test (testing, `decorate`). */
const LOGGED = /^( +)([^\s:/]+\.go):(\d+): (.*)$/
const RESULT = /^( *)--- (FAIL|PASS|SKIP|BENCH): (\S+)/
/** The end of one package; its tests have printed before. */
const PACKAGE = /^(FAIL|ok {2}|\? {3})\t(\S+)/
/** A frame of a stack trace (runtime/traceback.go); those of the race detector are six blanks in. */
const FRAME = /^(?:\t| {6})([^\s:]+\.go):(\d+)(?: \+0x[0-9a-f]+)?$/

/** A problem while it is read: null until it is known where the file is, and for good where that is not in the module. */
type Draft = {file: string | null; line: number; lines: string[]; test: string | null}

type Reading = {
  drafts: Draft[]
  /** Of the package whose tests print: what they logged, by the name of the file alone. */
  logged: {draft: Draft; name: string}[]
  test: {name: string; indent: string} | null
  /** A panic or a race: the first frame in the module is its place. */
  fault: string | null
  /** Lines with this prefix go on with the message. */
  open: {draft: Draft; prefix: string} | null
}

/**
 * Every problem with a place in the module, in the order printed and each once. Whether a file is there is for the
 * caller to see: tests print what they like.
 */
export function readProblems(lines: readonly string[], module: CheckedModule): Problem[] {
  const reading: Reading = {drafts: [], logged: [], test: null, fault: null, open: null}
  for (const whole of lines) {
    const line = whole.slice(0, LONGEST_LINE)
    if (reading.open !== null && line.startsWith(reading.open.prefix)) {
      const {draft} = reading.open
      if (draft.lines.length < MOST_LINES) draft.lines.push(line)
      continue
    }
    reading.open = null
    readLine(line, reading, module)
  }
  return distinct(reading.drafts)
}

function readLine(line: string, reading: Reading, module: CheckedModule): void {
  const {drafts, test} = reading
  const begin = (file: string | null, at: string, message: string): Draft => {
    const draft = {file, line: Number(at), lines: [message], test: reading.test?.name ?? null}
    drafts.push(draft)
    return draft
  }
  const [, indent, result, testName] = RESULT.exec(line) ?? []
  if (testName !== undefined) {
    reading.test = result === 'FAIL' ? {name: plain(testName), indent: `${indent}    `} : null
    return
  }
  const [, state, importPath] = PACKAGE.exec(line) ?? []
  if (importPath !== undefined) {
    const folder = state === 'FAIL' ? folderOf(importPath, module) : null
    for (const {draft, name} of reading.logged) draft.file = folder === null ? null : posix.join(folder, name)
    Object.assign(reading, {logged: [], test: null, fault: null} satisfies Partial<Reading>)
    return
  }
  const [, path, at, message] = COMPILER.exec(line) ?? []
  if (path !== undefined) {
    reading.open = {draft: begin(placeOf(path, module), at!, message!), prefix: '\t'}
    return
  }
  const [, blanks, name, logLine, said] = LOGGED.exec(line) ?? []
  if (name !== undefined && test !== null && blanks === test.indent) {
    // The place is testing's own; the race has told where it is.
    if (name === 'testing.go' && said === 'race detected during execution of test') return
    const draft = begin(null, logLine!, said!)
    reading.logged.push({draft, name})
    reading.open = {draft, prefix: `${blanks}    `}
    return
  }
  if (line.startsWith('panic: ')) reading.fault = line
  else if (line === 'WARNING: DATA RACE') reading.fault = 'data race; both of its stacks are in the log'
  const [, frame, frameLine] = reading.fault === null ? [] : (FRAME.exec(line) ?? [])
  const file = frame === undefined ? null : frameOf(frame, module)
  if (file === null) return
  begin(file, frameLine!, reading.fault!)
  reading.fault = null
}

/** The folder of a package of the module; null for another's. */
function folderOf(importPath: string, {dir, path}: CheckedModule): string | null {
  if (importPath === path) return dir
  return importPath.startsWith(`${path}/`) ? inContext(posix.join(dir, importPath.slice(path.length + 1))) : null
}

/** The go command and linters name files from where they run, or in full. */
function placeOf(name: string, {dir}: CheckedModule): string | null {
  if (name.startsWith(ROOT)) return inContext(name.slice(ROOT.length))
  return name.startsWith('/') ? null : inContext(posix.join(dir, name))
}

/** With -trimpath a frame has the import path before the file. */
function frameOf(name: string, module: CheckedModule): string | null {
  if (name.startsWith('/')) return placeOf(name, module)
  const folder = folderOf(posix.dirname(name), module)
  return folder === null ? null : posix.join(folder, posix.basename(name))
}

function inContext(path: string): string | null {
  const normal = posix.normalize(path)
  return normal === '..' || normal.startsWith('../') || /\p{C}/u.test(normal) ? null : normal
}

function distinct(drafts: Draft[]): Problem[] {
  const first = new Map<string, Problem>()
  for (const {file, line, lines, test} of drafts) {
    if (file === null) continue
    const shown = lines.map(one => shortened(plain(one), LONGEST_MESSAGE)).filter(one => one !== '')
    const problem = {file, line, message: shown.join('\n'), test}
    const key = `${file}:${line} ${problem.message}`
    if (!first.has(key)) first.set(key, problem)
  }
  return [...first.values()]
}
