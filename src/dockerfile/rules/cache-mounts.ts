/** Cache mounts that miss Go's caches, hide its programs, or cannot be written. */
import {posix} from 'node:path'
import {isAtOrBelow} from '../../go/below.ts'
import {goCalls} from '../behind/go-calls.ts'
import {removeFlag, replace} from '../check/edits.ts'
import {canHaveMount, goCaches, mountsOver} from '../check/go-caches.ts'
import {compiles, downloads, type GoCommand, isOfVersion} from '../check/go-command.ts'
import {isHarmless} from '../check/harmless.ts'
import {type Model, modelOf, reachedRuns} from '../check/model.ts'
import type {Edit, Problem, Rule, Subject} from '../check/rule.ts'
import type {Run} from '../check/run.ts'
import {OPAQUE} from '../opaque.ts'
import {lineage} from '../parse.ts'
import {isGolang, isRoot, mountFields, unknownVariable, userNumbers} from '../stages.ts'

type Mount = Run['mounts'][number]

const TARGET = /((?:^|,)\s*(?:target|dst|destination)=)([^,\s]*)/i

const elsewhere: Rule = {
  id: 'C-02',
  severity: 'warning',
  title: 'A cache mount is not where Go has its cache',
  why: 'Go keeps compile results in GOCACHE and modules in GOMODCACHE. Where they are follows from ENV, from HOME and from the user of the step; a mount elsewhere is never written.',
  source: 'https://pkg.go.dev/cmd/go#hdr-Build_and_test_caching',
  anyFile: true,
  find: subject => reachedRuns(subject.model).flatMap(run => mountsElsewhere(subject, run)),
}

/** Names that nothing but Go's caches have. */
const NAMED = [
  {kind: 'build', name: 'GOCACHE', pattern: /\/(go-build|gocache|go-cache)$/, uses: compiles},
  {
    kind: 'modules',
    name: 'GOMODCACHE',
    pattern: /\/pkg\/mod$|\/go\/pkg$/,
    uses: (go: GoCommand) => compiles(go) || downloads(go),
  },
] as const

function mountsElsewhere(subject: Subject, run: Run): Problem[] {
  const {model} = subject
  const places = goCaches(model, run)
  if (places === null) return []
  return NAMED.flatMap(({kind, name, pattern, uses}): Problem[] => {
    const place = places[kind]
    const go = goCalls(subject, run).find(call => uses(call.go))?.go
    if (place === null || go === undefined || mountsOver(run, place).length > 0) return []
    const mount = run.mounts.find(each => each.type === 'cache' && pattern.test(writtenTarget(each)))
    if (mount === undefined || run.commands.some(command => namesFolder(command.words, mount.target))) return []
    const ofHome = mount.target === null && isEmptyHome(model, run, mount)
    if (mount.target === null ? !ofHome : isAtOrBelow(mount.target, place)) return []
    const where = ofHome ? '$HOME is empty here, because only ENV and ARG count' : `it mounts ${mount.target}`
    const edit = retarget(mount, place)
    return [
      {
        at: mount.range,
        message: `The cache mount is not on ${name}: ${where}, and \`go ${go.verb}\` uses ${place}`,
        remedy: `Write target=${place}`,
        ...(canHaveMount(model, run) && edit && {fix: {title: `Mount ${place}`, edits: [edit]}}),
      },
    ]
  })
}

/** An environment of a script that could not be read, or `-modcacherw` scripts, may point Go there by its path. */
function namesFolder(words: Run['commands'][number]['words'], folder: string | null): boolean {
  return folder !== null && words.some(({text}) => text.includes(folder) || text.includes('GOFLAGS'))
}

function writtenTarget({options}: Mount): string {
  return TARGET.exec(options)?.[2]?.replace(/\/$/, '') ?? ''
}

/** BuildKit puts in variables of ENV and ARG alone; the HOME of the user comes later. */
function isEmptyHome(model: Model, {stage, instruction}: Run, mount: Mount): boolean {
  const written = writtenTarget(mount)
  if (!/^\$(HOME\b|\{HOME\})/.test(written) || !isGolang(stage)) return false
  return unknownVariable(written, stage, instruction, model.buildArgs) === 'HOME'
}

/** Another target in the flag as it is written. */
function retarget({range, options}: Mount, place: string): Edit | null {
  if (mountFields(options).has('id') && /\$/.test(options.replace(TARGET, ''))) return null
  const [all, name = ''] = TARGET.exec(options) ?? []
  if (all === undefined) return null
  return replace(range, `--mount=${options.replace(TARGET, () => `${name}${place}`)}`)
}

const withoutGo: Rule = {
  id: 'C-04',
  severity: 'info',
  title: 'A mount of a Go cache on a step that runs no go command',
  why: 'Nothing in the step reads or writes the cache; the mount only makes a reader look for what it is for.',
  source: 'https://docs.docker.com/reference/dockerfile/#run---mounttypecache',
  find: ({model}) =>
    reachedRuns(model).flatMap(run => {
      const {go, commands, isForeign, isBroken, mounts} = run
      if (go.length > 0 || commands.length === 0 || isForeign || isBroken || !commands.every(isHarmless)) return []
      const places = goCaches(model, run)
      return mounts
        .filter(({type, target}) => type === 'cache' && target !== null)
        .filter(({target}) => target === places?.build || target === places?.modules)
        .filter(({target}) => !commands.some(({words}) => namesFolder(words, target)))
        .map(({range, target}): Problem => {
          const edit = removeFlag(range, model.dockerfile.text)
          return {
            at: range,
            message: `No command of this step uses the cache on ${target}`,
            remedy: 'Take the mount out',
            ...(edit && {fix: {title: 'Take the mount out', edits: [edit]}}),
          }
        })
    }),
}

const overPrograms: Rule = {
  id: 'C-05',
  severity: 'warning',
  title: 'A cache mount lies over the programs that go install writes',
  why: 'A mount on GOPATH has `bin` in it. What the step installs stays in the cache and is not in the image, and what earlier steps installed cannot be seen.',
  source: 'https://pkg.go.dev/cmd/go#hdr-Compile_and_install_packages_and_dependencies',
  find: subject => reachedRuns(subject.model).flatMap(run => hiddenPrograms(subject, run)),
}

function hiddenPrograms({model, file}: Subject, run: Run): Problem[] {
  const places = goCaches(model, run)
  if (!places?.modules?.endsWith('/pkg/mod')) return []
  const bin = `${places.modules.slice(0, -'/pkg/mod'.length)}/bin`
  const mount = run.mounts.find(
    ({type, target, refused}) => type === 'cache' && refused === null && target !== null && isAtOrBelow(bin, target),
  )
  if (mount === undefined || run.commands.some(({environment}) => environment.has('GOBIN'))) return []
  const use = laterUse(model, run, bin) ?? earlierProgram(model, run, bin, mount.identity)
  if (use === null) return []
  const edit = places.build && isAtOrBelow(places.build, mount.target!) ? null : retarget(mount, places.modules)
  return [
    {
      at: mount.range,
      message: `The mount on ${mount.target} lies over ${bin}: ${use.says}`,
      remedy: `Write target=${places.modules}`,
      evidence: [{file, line: use.line}],
      ...(edit && canHaveMount(model, run) && {fix: {title: `Mount ${places.modules} alone`, edits: [edit]}}),
    },
  ]
}

/** A program that this step installs and that another one copies out of the stage. */
function laterUse(model: Model, run: Run, bin: string): {says: string; line: number} | null {
  const go = run.go.find(({verb}) => verb === 'install')
  if (go === undefined || run.commands.slice(run.commands.indexOf(go.command) + 1).some(movesPrograms)) return null
  const installers = lineage(run.stage).flatMap(stage => modelOf(model, stage).runs)
  if (installers.some(each => each !== run && each.go.some(({verb}) => verb === 'install' || verb === 'build')))
    return null
  for (const {isReached, copies} of model.stages)
    for (const {origin, sources, instruction} of isReached ? copies : []) {
      if (origin.kind !== 'stage' || !lineage(origin.stage).includes(run.stage)) continue
      const source = sources.find(each => isAtOrBelow(posix.join('/', each), bin))
      if (source !== undefined)
        return {
          says: `\`go install\` writes into the cache, and line ${instruction.line} finds no ${source}`,
          line: instruction.line,
        }
    }
  return null
}

function movesPrograms({words}: Run['commands'][number]): boolean {
  return words.some(({text}) => /\bbin\b/.test(text) || text.includes(OPAQUE))
}

/** A program of an earlier step without the mount that this step calls by its name. */
function earlierProgram(model: Model, run: Run, bin: string, identity: string): {says: string; line: number} | null {
  const installed = lineage(run.stage)
    .flatMap(stage => modelOf(model, stage).runs)
    .filter(each => each.stage !== run.stage || each.instruction.start < run.instruction.start)
    .filter(each => !mountsOver(each, bin).some(other => other.identity === identity))
  for (const each of installed)
    for (const go of each.go.filter(isOfVersion).filter(({verb}) => verb === 'install')) {
      const names = go.args.map(({text}) => posix.basename(text.split('@')[0]!.replace(/\/v\d+$/, '')))
      const used = names.find(name => run.commands.some(({words}) => words[0]?.text === name))
      const line = each.instruction.line
      if (used !== undefined) return {says: `\`${used}\`, which line ${line} installs there, cannot be found`, line}
    }
  return null
}

const notWritable: Rule = {
  id: 'C-08',
  severity: 'warning',
  title: 'A cache mount that the user of the step cannot write',
  why: 'A new cache mount belongs to root with mode 0755 unless uid, gid or mode say otherwise, so that the go command of another user gets "permission denied".',
  source: 'https://github.com/moby/buildkit/issues/1237',
  find: ({model, file}) =>
    reachedRuns(model).flatMap(run => {
      const {user, stage, instruction, commands} = run
      if (user === '' || /\$/.test(user) || isRoot(user) || !run.go.some(go => compiles(go) || downloads(go))) return []
      // What runs behind sudo stands for itself in the commands.
      if (/\bsudo\b/.test(instruction.args) || commands.length === 0) return []
      const places = goCaches(model, run)
      const {uid, gid} = userNumbers(stage, instruction, model.buildArgs)
      const owned = uid === null ? null : `uid=${uid}${gid === null ? '' : `,gid=${gid}`}`
      const ofUser = userLine(run)
      return [places?.build, places?.modules]
        .flatMap(place => (place ? mountsOver(run, place).slice(0, 1) : []))
        .filter(({type, options}) => type === 'cache' && !/(^|,)(uid|gid|mode|from)=/.test(options))
        .map((mount): Problem => {
          const fix = owned && {
            title: `Give the mount to user ${uid}`,
            edits: [replace(mount.range, `--mount=${mount.options},${owned}`)],
          }
          return {
            at: mount.range,
            message: `The mount belongs to root, and the step runs as ${user}: Go cannot write into ${mount.target}`,
            remedy: `Add ${owned ?? 'uid= and gid= with the numbers of that user'}`,
            ...(ofUser !== null && {evidence: [{file, line: ofUser}]}),
            ...(fix && mount.refused === null && {fix}),
          }
        })
    }),
}

/** The USER in force. */
function userLine({stage, instruction}: Run): number | null {
  const own = stage.instructions.findLast(({keyword, start}) => keyword === 'USER' && start < instruction.start)
  return own?.line ?? null
}

export const CACHE_MOUNT_RULES: readonly Rule[] = [elsewhere, withoutGo, overPrograms, notWritable]
