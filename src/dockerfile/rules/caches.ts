/** Go's caches in a build: compiling and downloading with and without cache mounts. */
import {posix} from 'node:path'
import {goCalls} from '../behind/go-calls.ts'
import {addFlag, removeFlag, removeStep, replace} from '../check/edits.ts'
import {canHaveMount, goCaches, mountOver, mountsOver} from '../check/go-caches.ts'
import {compiles, compilesProject, downloads, rangeOf} from '../check/go-command.ts'
import {isHarmlessBeside} from '../check/harmless.ts'
import {tooLargeText, tooManyInstructions} from '../check/limits.ts'
import {earlierRuns, type Model, reachedRuns, readModel} from '../check/model.ts'
import {fetched, moduleAt, usesVendor} from '../check/modules.ts'
import type {Problem, Rule, Subject} from '../check/rule.ts'
import type {Run} from '../check/run.ts'
import {lineage, parseDockerfile} from '../parse.ts'
import {mountFields} from '../stages.ts'

type Mount = Run['mounts'][number]

const downloadedElsewhere: Rule = {
  id: 'C-03',
  severity: 'error',
  title: 'Compiles without the mount that the modules were downloaded into',
  why: 'What a RUN writes into a cache mount is not in its layer. A later RUN without that mount does not see it: it downloads every module again, and fails where it has no network. With the mount and without network it still fails on a builder that has the layer of the download and an empty mount.',
  source: 'https://docs.docker.com/reference/dockerfile/#run---mounttypecache',
  find: subject => reachedRuns(subject.model).flatMap(run => notFromDownload(subject, run)),
}

function notFromDownload(subject: Subject, run: Run): Problem[] {
  const {model, file} = subject
  const go = run.go.find(compilesProject)
  const modules = goCaches(model, run)?.modules
  if (go === undefined || !modules || run.go.slice(0, run.go.indexOf(go)).some(downloads)) return []
  const found = moduleAt(subject, run, go)
  if ((found !== null && fetched(found.mod).length === 0) || usesVendor(subject, run, go, found)) return []
  const earlier = earlierRuns(model, run)
  const download = earlier.find(each => each.go.some(downloads) && mountOver(each, modules))
  // A download without the mount has left them in a layer, and so has `go mod vendor`.
  const inLayer = (each: Run) =>
    each.go.some(go => (downloads(go) && !mountOver(each, modules)) || /vendor$/.test(go.verb))
  if (download === undefined || earlier.some(inLayer)) return []
  const {line} = download.instruction
  const theirs = mountOver(download, modules)!
  const [own = null] = mountsOver(run, modules)
  const isOffline = run.network === 'none' || go.command.environment.get('GOPROXY') === 'off'
  const problem = {at: rangeOf(go), evidence: [{file, line}]}
  const mount = `--mount=${theirs.options}`
  const isIntoLayer = isHarmlessBeside(download, [])
  // Over the modules of the layer the mount of another step would be an empty folder.
  const isElsewhere = reachedRuns(model).some(each => each !== download && each !== run && mountOver(each, modules))
  if (own === null) {
    const fix = {title: `Mount the module cache of line ${line}`, edits: [addFlag(run.instruction, mount)]}
    return [
      {
        ...problem,
        severity: isOffline && go.command.certain && found !== null ? 'error' : 'warning',
        message: `\`go ${go.verb}\` cannot see the modules that line ${line} downloaded into a cache mount: ${isOffline ? 'without network it fails' : 'it downloads them again in each build'}`,
        // With the mount it would fail where the mount is empty.
        remedy: isOffline ? `Take the mount out of line ${line}` : `Write RUN ${mount} here too`,
        ...(isOffline
          ? withoutMounts([theirs], line, isIntoLayer && !isElsewhere, model)
          : canHaveMount(model, run) && theirs.refused === null && {fix}),
      },
    ]
  }
  if (own.type !== 'cache' || own.refused !== null || theirs.refused !== null) return []
  if (own.identity !== theirs.identity)
    return [
      {
        ...{at: own.range, severity: 'warning', evidence: problem.evidence},
        message: `This is another cache than the one that line ${line} downloads the modules into, so \`go ${go.verb}\` downloads them again`,
        remedy: `Write ${mount} in both`,
        ...oneCache(own, theirs, model.dockerfile.text),
      },
    ]
  if (!isOffline) return []
  return [
    {
      ...{...problem, severity: 'warning'},
      message: `\`go ${go.verb}\` has no network and takes its modules from the mount that line ${line} fills: where that step comes from the layer cache and the mount is empty, it fails`,
      remedy: `Take the mount out of line ${line}, so that the modules are in its layer, and out of this RUN`,
      ...withoutMounts([theirs, own], line, isIntoLayer && !isElsewhere, model),
    },
  ]
}

function withoutMounts(mounts: readonly Mount[], line: number, isSure: boolean, model: Model): Pick<Problem, 'fix'> {
  const edits = mounts.flatMap(({range}) => removeFlag(range, model.dockerfile.text) ?? [])
  if (!isSure || edits.length < mounts.length) return {}
  return {fix: {title: `Keep the modules in the layer of line ${line}`, edits}}
}

/** The options of the other mount in place of its own: what the go command finds in a cache is never wrong. */
function oneCache(own: Mount, theirs: Mount, text: string): Pick<Problem, 'fix'> {
  const isSame = own.type === theirs.type && own.target === theirs.target && theirs.refused === null
  // Of a variable the two stages may have different values.
  const isOpen = [own, theirs].some(({range}) => text.slice(range.start, range.end).includes('$'))
  const isPlain = ['from', 'readonly', 'ro'].every(name => !mountFields(theirs.options).has(name))
  if (!isSame || isOpen || !isPlain) return {}
  return {fix: {title: 'Keep them in one cache', edits: [replace(own.range, `--mount=${theirs.options}`)]}}
}

const downloadIntoMount: Rule = {
  id: 'C-11',
  severity: 'warning',
  title: 'A step of its own downloads modules into a cache mount',
  why: 'Its only result is the content of the mount, which belongs to the builder. On another builder the layer cache brings the step back as done while the mount is empty, so that the step that compiles downloads after all, and needs the network and the credentials for it.',
  source: 'https://docs.docker.com/reference/dockerfile/#run---mounttypecache',
  anyFile: true,
  find: subject => reachedRuns(subject.model).flatMap(run => lostDownload(subject, run)),
}

function lostDownload(subject: Subject, run: Run): Problem[] {
  const {model, file} = subject
  const go = run.go.find(downloads)
  const modules = modulesOf(model, run)
  const mount = modules ? mountOver(run, modules) : undefined
  if (go === undefined || !mount || run.go.some(compiles)) return []
  // What has the mount and calls no go command of its own calls make or a script.
  const isSame = (each: Run) => mountOver(each, modules!)?.identity === mount.identity
  const users = reachedRuns(model).filter(
    each =>
      each !== run &&
      lineage(each.stage).includes(run.stage) &&
      (each.stage !== run.stage || each.instruction.start > run.instruction.start) &&
      (goCalls(subject, each).some(({go}) => compilesProject(go)) || (isSame(each) && each.go.length === 0)),
  )
  const after = users.filter(isSame)
  const [first] = after
  // Without the mount, or without network in an image that is known, is C-03's.
  const isKnown = goCaches(model, run)?.modules != null
  if (first === undefined || after.length < users.length) return []
  if (isKnown && after.some(({network}) => network === 'none')) return []
  const missing = credentials(run).filter(each => !credentials(first).some(other => other.name === each.name))
  const line = first.instruction.line
  const evidence = [{file, line}]
  if (missing.length > 0)
    return [
      {
        ...{at: rangeOf(go), evidence},
        message: `Modules are downloaded into a cache mount with ${missing.map(({name}) => name).join(' and ')}, which line ${line} does not have: where this step comes from the layer cache and the mount is empty, line ${line} downloads them and is refused`,
        remedy: `Give line ${line} --mount=${missing.map(({options}) => options).join(' --mount=')} too, and take this step out`,
      },
    ]
  const isAlone = isHarmlessBeside(run, [go.command]) && !run.go.some(({verb}) => verb === 'mod verify')
  const isRead = goCalls(subject, first).length > 0
  const edits = isAlone && isRead && after.length === 1 ? removeStep(run.instruction, model.dockerfile) : null
  return [
    {
      ...{at: rangeOf(go), evidence, severity: 'info'},
      message: `The download leaves nothing in its layer: where the layer cache brings this step back and the mount is empty, line ${line} downloads the modules itself`,
      remedy: `Take the step out, since line ${line} has the same mount, or download without the mount`,
      ...(edits && {fix: {title: 'Take the step out', edits}}),
    },
  ]
}

/** GOMODCACHE; where the image does not tell, the folder of a cache mount that nothing else has the name of. */
function modulesOf(model: Model, run: Run): string | null {
  const named = run.mounts.find(({type, target}) => type === 'cache' && target?.endsWith('/pkg/mod'))
  return goCaches(model, run)?.modules ?? named?.target ?? null
}

/** Secret and SSH mounts by what they are asked for. */
function credentials({mounts}: Run): {name: string; options: string}[] {
  return mounts
    .filter(({type}) => type === 'secret' || type === 'ssh')
    .map(({type, options, target}) => {
      const id = mountFields(options).get('id') ?? target
      return {name: type === 'ssh' ? 'an SSH agent' : `the secret ${id ?? ''}`.trim(), options}
    })
}

const apart: Rule = {
  id: 'C-10',
  severity: 'info',
  title: 'Two steps keep the same Go cache in two places',
  why: 'A cache mount is found by its id, which is its target unless it is given. Steps of two stages, or of two Dockerfiles, with different ids download the same modules once each. In one stage, where the later step waits for what the earlier one downloaded, it is C-03.',
  source: 'https://docs.docker.com/reference/dockerfile/#run---mounttypecache',
  // Of all stages: several targets of one file share a builder.
  find: subject => {
    const {model, file} = subject
    const own = moduleCaches(model)
    const inFile = own.flatMap(({mount, run, key}): Problem[] => {
      const other = own.find(each => each.key === key)!
      if (other.mount.identity === mount.identity) return []
      // A download and what compiles after it in one stage are C-03's.
      if (lineage(run.stage).includes(other.run.stage)) return []
      const {line} = other.run.instruction
      return [{...keptTwice(mount, other.mount, file, line), ...oneCache(mount, other.mount, model.dockerfile.text)}]
    })
    return inFile.length > 0 ? inFile : besideFile(subject, own)
  },
}

type ModuleCache = {mount: Mount; run: Run; key: string}

/** Mounts that are the module cache of their RUN; those of one key could be one. */
function moduleCaches(model: Model): ModuleCache[] {
  return model.stages
    .flatMap(({runs}) => runs)
    .flatMap(run => {
      const modules = goCaches(model, run)?.modules
      const [mount] = modules ? mountsOver(run, modules) : []
      if (mount?.type !== 'cache' || mount.target !== modules || mount.refused !== null) return []
      return [{mount, run, key: `${run.user} ${modules}`}]
    })
}

function keptTwice(mount: Mount, other: Mount, file: string, line: number, where = `line ${line}`): Problem {
  return {
    ...{at: mount.range, evidence: [{file, line}]},
    message: `The modules are kept a second time: ${where} has them in a cache of another id`,
    remedy: `Write --mount=${other.options} in both`,
  }
}

/** Other Dockerfiles of the folder, which one builder builds too. */
const MOST_BESIDE = 5

function besideFile({context, file, model}: Subject, own: readonly ModuleCache[]): Problem[] {
  const folder = posix.dirname(file)
  if (context === null || own.length === 0 || /^(\.\.|\/)/.test(folder)) return []
  const names = context.files
    .names(folder)
    .filter(name => /^([\w.-]+\.)?Dockerfile(\.[\w.-]+)?$/.test(name) && !name.endsWith('.dockerignore'))
    .filter(name => name !== posix.basename(file))
    .slice(0, MOST_BESIDE)
  for (const path of names.map(name => posix.join(folder, name))) {
    const text = context.files.read(path) ?? ''
    const dockerfile = tooLargeText(text) === null ? parseDockerfile(text) : null
    if (dockerfile === null || tooManyInstructions(dockerfile) !== null) continue
    const read = readModel(dockerfile, {buildArgs: model.buildArgs, target: ''})
    const theirs = read === null ? [] : moduleCaches(read)
    for (const {mount, key} of own) {
      const same = theirs.filter(each => each.key === key)
      if (same.length === 0 || same.some(each => each.mount.identity === mount.identity)) continue
      const {line} = same[0]!.run.instruction
      return [keptTwice(mount, same[0]!.mount, path, line, `${path}:${line}`)]
    }
  }
  return []
}

export const CACHE_RULES: readonly Rule[] = [downloadedElsewhere, downloadIntoMount, apart]
