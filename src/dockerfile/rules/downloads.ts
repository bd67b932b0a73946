/** When the modules are downloaded. */
import {posix} from 'node:path'
import {type Copy, landsAt} from '../check/copy.ts'
import {addFlag, insert, lineEnd, removeInstruction} from '../check/edits.ts'
import {canHaveMount, goCaches, mountsOver} from '../check/go-caches.ts'
import {compilesProject, downloads, type GoCommand, rangeOf} from '../check/go-command.ts'
import {isHarmlessBeside} from '../check/harmless.ts'
import {earlierCopies, earlierRuns, modelOf, reachedRuns} from '../check/model.ts'
import {fetched, importOf, type ModuleInRun, moduleAt, usesVendor} from '../check/modules.ts'
import type {Edit, Problem, Rule, Subject} from '../check/rule.ts'
import type {Run} from '../check/run.ts'
import {hasSources, sourcesBefore, sourcesMounted} from '../check/sources.ts'
import {lineage} from '../parse.ts'
import {overlaps} from '../stages.ts'

const MODULE_DOWNLOADS = 'https://go.dev/ref/mod#go-mod-download'

const sourcesFirst: Rule = {
  id: 'D-01',
  severity: 'warning',
  title: 'The sources are there before the modules are downloaded',
  why: 'A step runs again when anything that was copied before it has changed. With go.mod and go.sum alone before the download, its layer lasts until the requirements change.',
  source: 'https://docs.docker.com/build/cache/optimize/#order-your-layers',
  find: subject => reachedRuns(subject.model).flatMap(run => afterSources(subject, run)),
}

function afterSources(subject: Subject, run: Run): Problem[] {
  const {model, file} = subject
  const go = run.go.find(each => downloads(each) && each.args.length === 0)
  const modules = goCaches(model, run)?.modules
  // In a mount the modules last, however often the step runs.
  if (go === undefined || !modules || mountsOver(run, modules).length > 0) return []
  if (earlierRuns(model, run).some(each => each.go.some(downloads))) return []
  const copy = sourcesBefore(subject, run)
  const isBound = sourcesMounted(run)
  const found = moduleAt(subject, run, go)
  if ((copy === null && !isBound) || (found !== null && fetched(found.mod).length === 0)) return []
  if (usesVendor(subject, run, go, found)) return []
  const line = copy?.instruction.line ?? run.instruction.line
  const edits = copy === null || found === null ? null : swapped(subject, run, go, copy, found)
  const manifests = subject.project?.workspace
    ? 'go.work and the go.mod and go.sum of each module'
    : 'go.mod and go.sum'
  return [
    {
      at: rangeOf(go),
      message: `Every change of the sources downloads ${countOf(found)} again, because line ${line} ${copy === null ? 'mounts' : 'copies'} them before`,
      remedy: `Copy only ${manifests} before this step, and the rest after it`,
      evidence: [{file, line}, ...evidenceOf(found)],
      ...(edits && {fix: {title: 'Download before the sources are copied', edits}}),
    },
  ]
}

function countOf(found: ModuleInRun | null): string {
  const modules = found === null ? [] : fetched(found.mod)
  if (modules.length === 1) return modules[0]!.path
  return modules.length > 1 ? `the ${modules.length} modules of ${found!.file}` : 'all modules'
}

function evidenceOf(found: ModuleInRun | null): {file: string; line: number}[] {
  const [first] = found === null ? [] : fetched(found.mod)
  return first === undefined ? [] : [{file: found!.file, line: first.line}]
}

/** `COPY . .` and the download right after it, the other way round: for one module with nothing beside it. */
function swapped(subject: Subject, run: Run, go: GoCommand, copy: Copy, found: ModuleInRun): Edit[] | null {
  const {model, project, context} = subject
  const {dockerfile} = model
  const {instruction} = copy
  const isPlain =
    copy.stage === run.stage &&
    copy.sources.length === 1 &&
    instruction.flags.length + run.instruction.flags.length === 0 &&
    instruction.json === null &&
    isHarmlessBeside(run, [go.command]) &&
    run.go.every(({verb}) => /^mod (download|verify)$/.test(verb))
  const isAlone = project?.modules.length === 1 && project.workspace === null && found.module.localReplaces.length === 0
  const {instructions} = run.stage
  const isNext = instructions.indexOf(run.instruction) === instructions.indexOf(instruction) + 1
  const isCommented = dockerfile.comments.some(
    ({line}) => line >= instruction.line - 1 && line <= run.instruction.endLine,
  )
  const isHere = found.module.dir === '.' && landsAt(copy, 'go.mod') === posix.join(found.folder, 'go.mod')
  if (!isPlain || !isAlone || !isNext || isCommented || !isHere || !context?.has('go.sum')) return null
  const {text} = dockerfile
  const end = lineEnd(text)
  const written = instruction.body.text.trim().split(/\s+/).at(-1)!
  const folder = written.endsWith('/') ? written : `${written}/`
  const download = text.slice(run.instruction.start, run.instruction.end)
  return [
    insert(instruction.start, `${instruction.keyword} go.mod go.sum ${folder}${end}${download}${end}`),
    removeInstruction(run.instruction, text),
  ]
}

const noDownload: Rule = {
  id: 'D-04',
  severity: 'info',
  title: 'Nothing keeps the downloaded modules',
  why: 'The go command downloads modules while it compiles. Without a step of its own before the sources, and without a cache mount on GOMODCACHE, it does so after every change.',
  source: MODULE_DOWNLOADS,
  find: subject => reachedRuns(subject.model).flatMap(run => downloadsEachTime(subject, run)),
}

/** Programs that may download modules, or run what does. */
const RUNNERS = /^(make|gmake|task|mage|just|bazel|sh|bash|ash|goreleaser|ko|xcaddy)$|\.sh$|^\.{1,2}\//

function downloadsEachTime(subject: Subject, run: Run): Problem[] {
  const {model} = subject
  const go = run.go.find(compilesProject)
  const modules = goCaches(model, run)?.modules
  if (go === undefined || !modules || mountsOver(run, modules).length > 0 || run.network === 'none') return []
  const found = moduleAt(subject, run, go)
  if (found === null || fetched(found.mod).length === 0 || !hasSources(model, run)) return []
  const needed = importOf(
    subject,
    found,
    fetched(found.mod).map(({path}) => path),
  )
  if (needed === null || usesVendor(subject, run, go, found)) return []
  const earlier = earlierRuns(model, run)
  const commands = [
    ...run.commands.slice(0, run.commands.indexOf(go.command)),
    ...earlier.flatMap(each => each.commands),
  ]
  const mayDownload = commands.some(({words: [program, verb]}) =>
    program?.text === 'go'
      ? !/^(version|env|clean|fmt|generate)$/.test(verb?.text ?? '')
      : RUNNERS.test(program?.text ?? ''),
  )
  if (mayDownload || [run, ...earlier].some(({isForeign, isBroken}) => isForeign || isBroken)) return []
  const copies = earlierCopies(model, run.stage, run.instruction)
  const other = ({origin, destination}: Copy) =>
    origin.kind !== 'context' && (destination === null || overlaps(destination, modules))
  if (copies.some(other)) return []
  const mount = `--mount=type=cache,target=${modules}`
  const isLast = !reachedRuns(model).some(
    each => each !== run && lineage(each.stage).includes(run.stage) && each.go.length > 0 && !earlier.includes(each),
  )
  const isPlain =
    isLast && canHaveMount(model, run) && !modelOf(model, run.stage).isFinal && !copiesFrom(subject, run, modules)
  return [
    {
      at: rangeOf(go),
      message: `\`go ${go.verb}\` downloads ${countOf(found)} after every change of the sources: no earlier step does, and no cache mount keeps them`,
      remedy: `Write RUN ${mount}, or copy go.mod and go.sum and run go mod download before the sources are copied`,
      evidence: evidenceOf(found),
      ...(isPlain && {fix: {title: `Mount a cache on ${modules}`, edits: [addFlag(run.instruction, mount)]}}),
    },
  ]
}

/** Modules are read out of the stage by another one. */
function copiesFrom({model}: Subject, run: Run, modules: string): boolean {
  return model.stages.some(({copies}) =>
    copies.some(
      ({origin, sources}) =>
        origin.kind === 'unknown' ||
        (origin.kind === 'stage' &&
          lineage(origin.stage).includes(run.stage) &&
          sources.some(source => overlaps(posix.join('/', source), modules))),
    ),
  )
}

export const DOWNLOAD_RULES: readonly Rule[] = [sourcesFirst, noDownload]
