/** go.sum: whether the go command finds it, and whether it is there at all. */
import {posix} from 'node:path'
import {type Copy, clean, landsAt} from '../check/copy.ts'
import {insert, wordRange} from '../check/edits.ts'
import {compilesProject, downloads, type GoCommand, rangeOf} from '../check/go-command.ts'
import {earlierCopies, reachedRuns} from '../check/model.ts'
import {
  fetched,
  importOf,
  isContextOf,
  type ModuleInRun,
  mayHoldMore,
  moduleAt,
  placesOf,
  readMod,
  usesVendor,
  workspaceAt,
} from '../check/modules.ts'
import type {Edit, Problem, Rule, Subject} from '../check/rule.ts'
import type {Run} from '../check/run.ts'

const withoutSums: Rule = {
  id: 'D-02',
  severity: 'error',
  title: 'go.sum is in the repository and not where the go command needs it',
  why: 'The go command holds each module against go.sum. Without it `go mod download` takes what the proxy has, and `go build` stops with "missing go.sum entry".',
  source: 'https://go.dev/ref/mod#go-sum-files',
  find: subject => {
    const all = reachedRuns(subject.model).flatMap(run =>
      run.go.slice(0, 20).flatMap(go => {
        const problem = sumMissing(subject, run, go)
        return problem === null ? [] : [{run, problem}]
      }),
    )
    const errors = all.filter(({problem}) => problem.severity === 'error')
    // What stops the build speaks for the download before it too.
    const shown = errors.length > 0 ? errors : all
    return shown.slice(0, 1).map(({problem}) => problem)
  },
}

function sumMissing(subject: Subject, run: Run, go: GoCommand): Problem | null {
  const isDownload = downloads(go) && go.args.length === 0
  if ((!isDownload && !compilesProject(go)) || go.flags.get('mod')?.value === 'mod' || go.flags.has('modfile'))
    return null
  const found = moduleAt(subject, run, go)
  if (found === null || fetched(found.mod).length === 0) return null
  const sum = posix.join(found.module.dir, 'go.sum')
  if (!found.module.goSum || !subject.context?.has(sum)) return null
  if (placesOf(subject, run, sum).includes(posix.join(found.folder, 'go.sum'))) return null
  // A workspace takes the sums of all members together.
  if (workspaceAt(subject, run, go) !== null || mayHoldMore(subject, run, go)) return null
  if (usesVendor(subject, run, go, found)) return null
  const needed = importOf(
    subject,
    found,
    fetched(found.mod).map(({path}) => path),
  )
  if (!isDownload && needed === null) return null
  const edits = withSum(subject, run, found)
  const at = {...found, line: fetched(found.mod)[0]!.line}
  return {
    at: rangeOf(go),
    severity: isDownload || !go.command.certain ? 'warning' : 'error',
    message: isDownload
      ? `\`go mod download\` runs without ${sum}: nothing holds the modules of ${at.file} against the sums of the repository`
      : `\`go ${go.verb}\` fails without ${sum}: ${needed!.evidence.file}:${needed!.evidence.line} imports a package of ${needed!.path}`,
    remedy: `Write COPY ${found.file} ${sum} before this step`,
    evidence: [{file: at.file, line: at.line}, ...(isDownload ? [] : [needed!.evidence])],
    ...(edits && {fix: {title: 'Copy go.sum with go.mod', edits}}),
  }
}

/** `go.sum` behind `go.mod` in the COPY that brings it into a folder. */
function withSum({model}: Subject, run: Run, {file, folder}: ModuleInRun): Edit[] | null {
  const copy = earlierCopies(model, run.stage, run.instruction).findLast(
    each => each.origin.kind === 'context' && landsAt(each, file) === posix.join(folder, 'go.mod'),
  )
  const written = copy?.sources.find(source => clean(source.replace(/^\//, '')) === file)
  if (copy === undefined || !copy.intoFolder || written === undefined) return null
  const at = wordRange(copy.instruction, written)
  return at && [insert(at.end, ` ${written.replace(/go\.mod$/, 'go.sum')}`)]
}

const missingFile: Rule = {
  id: 'D-03',
  severity: 'error',
  title: 'COPY names a go.sum that the repository does not have',
  why: 'COPY fails for a source that is not there, unless its name has a wildcard. A module without requirements has no go.sum; for every other one it belongs into the repository.',
  source: 'https://go.dev/ref/mod#go-sum-files',
  find: subject =>
    subject.model.stages
      .filter(({isReached}) => isReached)
      .flatMap(({copies}) => copies)
      .filter(({origin}) => origin.kind === 'context')
      .flatMap(copy => copy.sources.flatMap(source => notInCheckout(copy, source, subject))),
}

function notInCheckout(copy: Copy, source: string, subject: Subject): Problem[] {
  const {context} = subject
  const path = clean(source.replace(/^\/+/, ''))
  const name = posix.basename(path)
  if (context === null || !/^go\.(sum|work\.sum)$/.test(name) || context.files.kind(path) !== null) return []
  // Where go.mod is not there either, this is not the context.
  const file = posix.join(posix.dirname(path), 'go.mod')
  const beside = name === 'go.sum' ? file : path.replace(/\.sum$/, '')
  if (!context.has(beside) || !isContextOf(subject, posix.dirname(path))) return []
  const mod = name === 'go.sum' ? readMod({context}, file) : null
  const [first] = mod === null ? [] : fetched(mod)
  const at = wordRange(copy.instruction, source)
  const isMade = /^\/?(\*\*\/)?(go|\*)\.sum[ \t\r]*$/m.test(context.files.read('.gitignore') ?? '')
  const problem = {at: at ?? copy.instruction, ...(isMade && {severity: 'warning' as const})}
  if (first !== undefined)
    return [
      {
        ...problem,
        message: `There is no ${path}, so that the step fails; ${file}:${first.line} requires ${first.path}, which needs it`,
        remedy: 'Run `go mod tidy` and commit go.sum',
        evidence: [{file, line: first.line}],
      },
    ]
  const text = copy.instruction.body.text
  const fix = at !== null && copy.sources.length > 1 && !text.includes('#')
  return [
    {
      ...problem,
      message: `There is no ${path}, so that the step fails${name === 'go.sum' && mod !== null ? `; ${file} requires no module that needs it` : ''}`,
      remedy: `Take ${source} out`,
      ...(fix &&
        !isMade && {fix: {title: `Copy without ${source}`, edits: [{start: at.start, end: at.end + 1, text: ''}]}}),
    },
  ]
}

export const SUM_RULES: readonly Rule[] = [withoutSums, missingFile]
