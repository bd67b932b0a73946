/** The vendor folder of a module: used, passed by, or kept out of the context. */
import {posix} from 'node:path'
import {type GoCall, goCalls} from '../behind/go-calls.ts'
import {removeStep} from '../check/edits.ts'
import {compilesProject, downloads, type GoCommand, rangeOf} from '../check/go-command.ts'
import {isHarmlessBeside} from '../check/harmless.ts'
import {reachedRuns} from '../check/model.ts'
import {
  fetched,
  isVendorDefault,
  type ModuleInRun,
  mayHoldMore,
  moduleAt,
  placesOf,
  usesVendor,
} from '../check/modules.ts'
import type {Problem, Rule, Subject} from '../check/rule.ts'
import type {Run} from '../check/run.ts'
import {lineage} from '../parse.ts'

const vendored: Rule = {
  id: 'D-08',
  severity: 'error',
  title: 'The vendor folder and the build do not go together',
  why: 'With vendor/modules.txt beside go.mod the go command compiles from that folder and downloads nothing. Without the folder, -mod=vendor fails.',
  source: 'https://go.dev/ref/mod#vendoring',
  anyFile: true,
  find: subject =>
    reachedRuns(subject.model).flatMap(run => [
      ...run.go.flatMap(go => {
        const found = moduleAt(subject, run, go)
        if (found === null || found.mod.require.length === 0) return []
        if (downloads(go) && go.args.length === 0) return needlessDownload(subject, run, go)
        if (go.verb === 'mod vendor') return writtenAgain(subject, run, go, found)
        return compilesProject(go) ? vendorMissing(subject, run, go, found) : []
      }),
      ...passedBy(subject, run),
    ]),
}

function needlessDownload(subject: Subject, run: Run, go: GoCommand): Problem[] {
  const {model, file} = subject
  const later = reachedRuns(model).filter(
    each =>
      lineage(each.stage).includes(run.stage) &&
      (each.stage !== run.stage || each.instruction.start >= run.instruction.start),
  )
  const compiling = later.flatMap(each => each.go.filter(compilesProject).map(by => ({each, by})))
  const [first] = compiling
  if (first === undefined) return []
  // One of them may want modules that are not vendored, and so may what is no go command.
  const isAll = compiling.every(({each, by}) => usesVendor(subject, each, by, moduleAt(subject, each, by)))
  const own = [run, ...later].flatMap(each => each.go.filter(by => compilesProject(by) || downloads(by)))
  const known = own.map(({command}) => command)
  if (!isAll || !later.every(each => isHarmlessBeside(each, known))) return []
  const {line} = first.each.instruction
  const isAlone = isHarmlessBeside(run, [go.command]) && run.go.every(downloads)
  const edits = isAlone ? removeStep(run.instruction, model.dockerfile) : null
  return [
    {
      ...{at: rangeOf(go), severity: 'warning'},
      message: `These modules are not used: \`go ${first.by.verb}\` in line ${line} compiles from the vendor folder`,
      remedy: 'Take the download out',
      evidence: [{file, line}],
      ...(edits && {fix: {title: 'Take the download out', edits}}),
    },
  ]
}

function writtenAgain(subject: Subject, run: Run, go: GoCommand, {module}: ModuleInRun): Problem[] {
  const list = posix.join(module.dir, 'vendor/modules.txt')
  if (placesOf(subject, run, list).length === 0 || mayHoldMore(subject, run, go)) return []
  return [
    {
      ...{at: rangeOf(go), severity: 'warning'},
      message: `The repository has ${posix.dirname(list)}, and this downloads all modules to write the folder again`,
      remedy: 'Take it out, and compile with -mod=vendor',
      evidence: [{file: list, line: 1}],
    },
  ]
}

/** The folder is there, and an old `go` line keeps the go command from using it. Of make and of a script once. */
function passedBy(subject: Subject, run: Run): Problem[] {
  const told = new Set<GoCall['by']>()
  return goCalls(subject, run).flatMap(({go, by, at, says, evidence, hasUnknown}) => {
    const found = moduleAt(subject, run, go)
    if (found === null || !compilesProject(go) || told.has(by) || hasUnknown) return []
    const {module, mod, file, folder} = found
    const list = posix.join(module.dir, 'vendor/modules.txt')
    if (go.flags.has('mod') || isVendorDefault(mod) || fetched(mod).length === 0) return []
    if (!placesOf(subject, run, list).includes(posix.join(folder, 'vendor/modules.txt'))) return []
    if (evidence.length > 0) told.add(by)
    return [
      {
        ...{at, severity: 'warning' as const},
        message: `${says} downloads the modules though ${posix.dirname(list)} has them: it looks there by itself only from \`go 1.14\` on, and ${file} says ${mod.go?.version ?? 'nothing'}`,
        remedy: `Write -mod=vendor, or \`go 1.14\` or later in ${file}`,
        evidence: [...evidence, {file, line: module.lines.module}],
      },
    ]
  })
}

function vendorMissing(subject: Subject, run: Run, go: GoCommand, {module, folder}: ModuleInRun): Problem[] {
  const {context} = subject
  const list = posix.join(module.dir, 'vendor/modules.txt')
  const flag = go.flags.get('mod')
  const isTold = flag?.value === 'vendor'
  if (context === null || (!isTold && flag !== undefined)) return []
  const isThere = context.files.kind(list) === 'file'
  if (placesOf(subject, run, list).includes(posix.join(folder, 'vendor/modules.txt'))) return []
  // A workspace has its vendor folder beside go.work.
  if (placesOf(subject, run, 'go.work').length > 0 || mayHoldMore(subject, run, go)) return []
  const by = context.ignore?.keepsOut(list) ?? null
  const at = flag?.word ?? rangeOf(go)
  if (isTold && isThere) {
    const why = by === null ? 'no step copies it' : `${context.ignore!.file}:${by.line} keeps it out of the context`
    return [
      {
        at,
        ...(!go.command.certain && {severity: 'warning' as const}),
        message: `\`go ${go.verb} -mod=vendor\` fails: the vendor folder is not in the image, because ${why}`,
        remedy: by === null ? `Copy ${posix.dirname(list)} too` : `Take "${by.text}" out of ${context.ignore!.file}`,
        evidence: by === null ? [] : [{file: context.ignore!.file, line: by.line}],
      },
    ]
  }
  if (isTold)
    return [
      {
        ...{at, severity: 'warning'},
        message: `There is no ${list} in the repository, and without it \`go ${go.verb} -mod=vendor\` fails`,
        remedy: 'Take -mod=vendor out, or run `go mod vendor` and commit the folder',
      },
    ]
  if (!isThere || by === null || !module.vendor) return []
  return [
    {
      ...{at, severity: 'info'},
      message: `Modules are downloaded though the repository has them: ${context.ignore!.file}:${by.line} keeps ${posix.dirname(list)} out of the context`,
      remedy: `Take "${by.text}" out of ${context.ignore!.file}, or the vendor folder out of the repository`,
      evidence: [{file: context.ignore!.file, line: by.line}],
    },
  ]
}

export const VENDOR_RULES: readonly Rule[] = [vendored]
