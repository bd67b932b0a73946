import {posix} from 'node:path'
import {expand, type Instruction, type Stage} from './parse.ts'
import {
  before,
  isGolang,
  mountFields,
  mountTarget,
  PLATFORM_ARGUMENTS,
  unknownVariable,
  variablesAt,
  workdirAt,
} from './stages.ts'

/** One `--mount` of a RUN, as BuildKit takes it. */
export type RunMount = {
  type: string
  /** With variables put in; a target or id that follows from the step's place is spelled out. */
  options: string
  /** Where it is in the container; null when the Dockerfile does not tell. */
  target: string | null
  /**
   * Two cache mounts with the same identity are one folder, whatever else they have: the id, which is the target as
   * written unless given, and the folder that a new one begins with, which uid, gid and mode make, so that `uid=0` and
   * none at all are two (moby/buildkit frontend/dockerfile/dockerfile2llb/convert_runmount.go; solver/llbsolver/mounts,
   * getRefCacheDir). `sharing` and `readonly` are not in it. Of `sharing=private`, a folder that is free is taken before
   * a new one is made, so it is one folder unless two steps run at once.
   */
  identity: string
  isReadOnly: boolean
  /** Why a step of ours cannot have the same mount, or would gain nothing by it; null when it can. */
  refused: string | null
}

export function readRunMount(written: string, stage: Stage, run: Instruction, buildArgs: string[]): RunMount {
  const variables = variablesAt(stage, run, buildArgs)
  const fields = written.replace(/^"([^"]*)"$/, '$1').split(',')
  const isKnown = (text: string) => unknownIn(text, stage, run, buildArgs) === null
  const expanded = fields.map(field => (field.includes('$') ? expandField(field, variables) : field))
  const options = expanded.join(',')
  const values = mountFields(options)
  const type = (values.get('type') ?? 'bind').toLowerCase()
  const rawTarget = mountTarget(mountFields(fields.join(',')))
  const target = isKnown(rawTarget) ? place(mountTarget(values), workdirAt(stage, run, buildArgs)) : null
  const mount = {type, target, identity: identityOf(values), isReadOnly: isReadOnly(values)}
  const unknown = unknownIn(fields.join(','), stage, run, buildArgs)
  if (unknown !== null) return {...mount, options: fields.join(','), refused: whyUnknown(unknown, stage)}
  const refused =
    target === null ? 'it is relative to a WORKDIR that the Dockerfile does not tell' : refuse(values, fields, expanded)
  if (refused !== null || target === null || mountTarget(values).startsWith('/')) return {...mount, options, refused}
  const others = expanded.filter(field => !/^\s*(id|target|dst|destination)=/i.test(field))
  return {...mount, options: [...others, `id=${idOf(values)}`, `target=${target}`].join(','), refused}
}

/** ARGs of the platform that nothing declares are nothing: the official image's environment has no such names. */
function unknownIn(text: string, stage: Stage, run: Instruction, buildArgs: string[]): string | null {
  const isDeclared = (name: string) =>
    before(stage, run).some(
      ({instruction: {keyword, args}}) =>
        (keyword === 'ARG' || keyword === 'ENV') && new RegExp(`(^|\\s)${name}(=|\\s|$)`).test(args),
    )
  const isNothing = (name: string) => isGolang(stage) && PLATFORM_ARGUMENTS.test(name) && !isDeclared(name)
  const rest = text.replace(/\$\{?(\w+)/g, (all, name: string) => (isNothing(name) ? '' : all))
  return unknownVariable(rest, stage, run, buildArgs)
}

function expandField(field: string, variables: ReadonlyMap<string, string>): string {
  const at = field.indexOf('=') + 1
  return field.slice(0, at) + expand(field.slice(at).replace(/^"(.*)"$/, '$1'), variables)
}

/** BuildKit joins a relative target to WORKDIR; none at all is WORKDIR itself. */
function place(target: string, workdir: string | null): string | null {
  if (target.startsWith('/')) return cleaned(target)
  return workdir === null ? null : cleaned(posix.join(workdir, target))
}

function cleaned(path: string): string {
  return posix.normalize(path).replace(/(?<=.)\/$/, '')
}

function idOf(fields: ReadonlyMap<string, string>): string {
  return fields.get('id') || cleaned(mountTarget(fields))
}

function identityOf(fields: ReadonlyMap<string, string>): string {
  const owner = ['uid', 'gid', 'mode'].some(name => fields.has(name))
  if (!owner) return idOf(fields)
  const mode = Number.parseInt(fields.get('mode') ?? '755', 8)
  return `${idOf(fields)} uid=${Number(fields.get('uid') ?? 0)} gid=${Number(fields.get('gid') ?? 0)} mode=${mode}`
}

function isReadOnly(fields: ReadonlyMap<string, string>): boolean {
  const truth = (name: string) => (fields.has(name) ? /^(|1|t|true)$/i.test(fields.get(name)!) : null)
  const writable = truth('rw') ?? truth('readwrite')
  return truth('ro') ?? truth('readonly') ?? (writable === null ? false : !writable)
}

function whyUnknown(name: string, stage: Stage): string {
  if (/^(TARGET|BUILD)/.test(name)) return `$${name} has no one value before the build, so the mount cannot be named`
  // BuildKit puts in what ENV and ARG have set. HOME comes with the step.
  if (name === 'HOME' && isGolang(stage)) return '$HOME is empty here: only ENV and ARG count; write the path out'
  return `$${name} comes with the base image, so the mount cannot be named before the build`
}

function refuse(values: ReadonlyMap<string, string>, fields: string[], expanded: string[]): string | null {
  const target = mountTarget(values)
  const from = values.get('from') ?? ''
  const source = values.get('source') ?? values.get('src') ?? ''
  // BuildKit's name for the empty image, which a cache mount has without `from` too.
  if (from !== '' && from !== 'scratch')
    return `it begins with the content of "${from}": each change of that makes a new, differently filled mount`
  if (posix.join('/', source) !== '/')
    return `\`source\` takes the folder ${source} out of it, which a new mount has not`
  if (posix.normalize(target) === '/') return 'BuildKit refuses a mount on /'
  if (target.startsWith('~')) return 'BuildKit takes ~ for a folder of that name in WORKDIR: write the path out'
  // They would be read once more, by the Dockerfile that our step is written into.
  const changed = expanded.find((field, index) => field !== fields[index] && /[\s,"'`\\$]/.test(field))
  return changed === undefined ? null : `a variable of it has a value that cannot be written again: ${changed}`
}
