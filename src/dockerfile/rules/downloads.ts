/** When the modules are downloaded. */
import {posix} from 'node:path'
import {type GoCall, goCalls} from '../behind/go-calls.ts'
import {type Copy, landsAt} from '../check/copy.ts'
import {addFlag, insert, lineEnd, removeInstruction} from '../check/edits.ts'
import {canHaveMount, goCaches, mountsOver} from '../check/go-caches.ts'
import {compilesProject, downloads, type GoCommand} from '../check/go-command.ts'
import {isHarmlessBeside} from '../check/harmless.ts'
import {earlierCopies, earlierRuns, modelOf, reachedRuns} from '../check/model.ts'
import {fetched, importOf, type ModuleInRun, moduleAt, usesVendor} from '../check/modules.ts'
import type {Edit, Problem, Rule, Subject} from '../check/rule.ts'
import type {Run} from '../check/run.ts'
import {hasSources, sourcesBefore, sourcesMounted} from '../check/sources.ts'
import {lineage, rootImage} from '../parse.ts'
import {overlaps} from '../stages.ts'

const MODULE_DOWNLOADS = 'https://go.dev/ref/mod#go-mod-download'

const sourcesFirst: Rule = {
  id: 'D-01',
  severity: 'warning',
  anyFile: true,
  title: 'The sources are there before the modules are downloaded',
  why: 'A step runs again when anything that was copied before it has changed. With go.mod and go.sum alone before the download, its layer lasts until the requirements change.',
  source: 'https://docs.docker.com/build/cache/optimize/#order-your-layers',
  find: subject => reachedRuns(subject.model).flatMap(run => afterSources(subject, run)),
}

function afterSources(subject: Subject, run: Run): Problem[] {
  const {model, file} = subject
  const call = goCalls(subject, run).find(each => fetchesAll(each.go))
  const modules = goCaches(model, run)?.modules
  // In a mount the modules last, however often the step runs.
  if (call === undefined || !modules || mountsOver(run, modules).length > 0) return []
  if (earlierRuns(model, run).some(each => goCalls(subject, each).some(({go}) => mayFetch(go)))) return []
  const {go} = call
  // What compiles before it downloads too, and with what `make` compiles it is D-04's.
  const calls = goCalls(subject, run)
  const isBeside = (each: GoCall) => each.by === call.by && call.evidence.length > 0
  if (calls.some((each, at) => compilesProject(each.go) && (at < calls.indexOf(call) || isBeside(each)))) return []
  const copy = sourcesBefore(subject, run)
  const isBound = sourcesMounted(run)
  const found = moduleAt(subject, run, go)
  if ((copy === null && !isBound) || (found !== null && fetched(found.mod).length === 0)) return []
  // Without a go.mod `go get` and `go mod tidy` have nothing to go by.
  if (found === null && !downloads(go)) return []
  if (usesVendor(subject, run, go, found)) return []
  const line = copy?.instruction.line ?? run.instruction.line
  const edits = copy === null || found === null || !downloads(go) ? null : swapped(subject, run, go, copy, found)
  const manifests = subject.project?.workspace
    ? 'go.work and the go.mod and go.sum of each module'
    : 'go.mod and go.sum'
  return [
    {
      at: call.at,
      message: `Every change of the sources downloads ${countOf(found)} again, because line ${line} ${copy === null ? 'mounts' : 'copies'} them before`,
      remedy: downloads(go)
        ? `Copy only ${manifests} before this step, and the rest after it`
        : `Copy only ${manifests}, run go mod download, and copy the rest after it`,
      evidence: [...call.evidence, {file, line}, ...evidenceOf(found)],
      ...(edits && {fix: {title: 'Download before the sources are copied', edits}}),
    },
  ]
}

/** It downloads what the whole module needs. */
function fetchesAll({verb, args}: GoCommand): boolean {
  if (verb === 'get') return args.every(({text}) => /^\.(\/|$)/.test(text))
  return /^mod (download|tidy|vendor)$/.test(verb) && args.length === 0
}

/** Some modules are there then, be it for a tool. */
function mayFetch(go: GoCommand): boolean {
  return downloads(go) || compilesProject(go) || (/^(get|mod (tidy|vendor))$/.test(go.verb) && fetchesAll(go))
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
  anyFile: true,
  title: 'Nothing keeps the downloaded modules',
  why: 'The go command downloads modules while it compiles. Without a step of its own before the sources, and without a cache mount on GOMODCACHE, it does so after every change.',
  source: MODULE_DOWNLOADS,
  find: subject => reachedRuns(subject.model).flatMap(run => downloadsEachTime(subject, run)),
}

/** Programs that may download modules, or run what does. */
const RUNNERS = /^(make|gmake|task|mage|just|bazel|sh|bash|ash|goreleaser|ko|xcaddy)$|\.sh$|^\.{1,2}\//

function downloadsEachTime(subject: Subject, run: Run): Problem[] {
  const {model} = subject
  const call = goCalls(subject, run).find(each => compilesProject(each.go))
  const modules = goCaches(model, run)?.modules ?? null
  if (call === undefined || run.network === 'none') return []
  if (modules === null ? run.mounts.length > 0 : mountsOver(run, modules).length > 0) return []
  const {go} = call
  const found = moduleAt(subject, run, go)
  if (found === null || fetched(found.mod).length === 0 || !hasSources(model, run)) return []
  const needed = importOf(
    subject,
    found,
    fetched(found.mod).map(({path}) => path),
  )
  // What make compiles is not followed to its packages.
  if ((needed === null && call.evidence.length === 0) || usesVendor(subject, run, go, found)) return []
  const earlier = earlierRuns(model, run)
  const mayDownload =
    mayHaveDownloaded(subject, run, run.commands.indexOf(call.by)) ||
    earlier.some(each => mayHaveDownloaded(subject, each, each.commands.length)) ||
    // Before it in the same Makefile: it runs at every change in any case.
    goCalls(subject, run).some(each => each.evidence.length > 0 && downloads(each.go) && each.by !== call.by)
  if (mayDownload || [run, ...earlier].some(({isForeign, isBroken}) => isForeign || isBroken)) return []
  const copies = earlierCopies(model, run.stage, run.instruction)
  const other = ({origin, destination}: Copy) =>
    origin.kind !== 'context' &&
    !isXx(origin) &&
    (destination === null || modules === null || overlaps(destination, modules))
  if (copies.some(other)) return []
  const mount = `--mount=type=cache,target=${modules ?? 'DIR'}`
  const isLast = !reachedRuns(model).some(
    each => each !== run && lineage(each.stage).includes(run.stage) && each.go.length > 0 && !earlier.includes(each),
  )
  const isPlain =
    modules !== null &&
    isLast &&
    canHaveMount(model, run) &&
    !modelOf(model, run.stage).isFinal &&
    !copiesFrom(subject, run, modules)
  return [
    {
      at: call.at,
      message: `${call.says} downloads ${countOf(found)} after every change of the sources: no earlier step does, and no cache mount keeps them`,
      remedy: `Write RUN ${mount}${modules === null ? ' with what `go env GOMODCACHE` prints there' : ''}, or copy go.mod and go.sum and run go mod download before the sources are copied`,
      evidence: [...call.evidence, ...evidenceOf(found)],
      ...(isPlain && {fix: {title: `Mount a cache on ${modules}`, edits: [addFlag(run.instruction, mount)]}}),
    },
  ]
}

/** Commands that cannot be read, or go commands that may fetch modules, before the one at `until`. */
function mayHaveDownloaded(subject: Subject, run: Run, until: number): boolean {
  const calls = goCalls(subject, run)
  return run.commands.slice(0, until).some(command => {
    const behind = calls.filter(({by}) => by === command)
    const verbs = behind.map(({go}) => go.verb)
    // Without sources `go mod tidy` takes all requirements out and downloads nothing.
    const none = hasSources(subject.model, run)
      ? /^(version|env|clean|fmt|generate|list)$/
      : /^(version|env|clean|fmt|generate|mod tidy)$/
    if (verbs.length > 0) return verbs.some(verb => !none.test(verb))
    return RUNNERS.test(command.words[0]?.text ?? '')
  })
}

/** The scripts of tonistiigi/xx, copied to the root of a stage, bring no modules. */
function isXx(origin: Copy['origin']): boolean {
  const image = origin.kind === 'stage' ? rootImage(origin.stage) : ''
  return /(^|\/)xx(:|@|$)/.test(image) && origin.kind === 'stage' && origin.stage.instructions.length === 0
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
