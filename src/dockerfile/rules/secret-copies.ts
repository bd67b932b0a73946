/** Keys, credentials and environment files that get into layers. */
import {posix} from 'node:path'
import type {Evidence} from '../../go/project.ts'
import {bringer} from '../check/bringer.ts'
import {type ContextUse, contextUses, isWhole} from '../check/context-use.ts'
import {gitIgnored} from '../check/git-ignored.ts'
import {modelOf} from '../check/model.ts'
import type {ContextFiles, Problem, Rule, Subject} from '../check/rule.ts'
import {isEnvironmentFile, isSample, SECRET_NAME, secretByName, secretIn, secretSetting} from '../check/secret-files.ts'
import {rangeIn} from '../instruction.ts'
import {lineage} from '../parse.ts'

const MOST_FILES = 300

/** Where the layer of a stage can be read. */
function whereabouts({model}: Subject, {stage}: Pick<ContextUse, 'stage'>): string {
  return modelOf(model, stage).isFinal
    ? 'all who can pull the image can read it'
    : "it stays in a layer of the builder's cache, which exports with mode=max hold too"
}

function headOf(context: ContextFiles | null, path: string): string | null {
  return context?.files.kind(path) === 'file' ? context.files.read(path) : null
}

const copiedKey: Rule = {
  id: 'S-01',
  severity: 'error',
  title: 'Copies a private key or credentials',
  why: 'What COPY and ADD bring is in a layer for ever, also where a later step removes it. Keys that only the build needs are mounted for the one step that uses them.',
  source: 'https://docs.docker.com/build/building/secrets/',
  whyNoFix: 'The build has to be started with a secret or a key in its place, and the key be taken for known.',
  anyFile: true,
  find: subject => {
    const named = contextUses(subject.model).flatMap(use => copiedSecret(subject, use))
    return named.length > 0 ? named : shippedKey(subject)
  },
}

function copiedSecret(subject: Subject, use: ContextUse): Problem[] {
  const {context} = subject
  const {source, isMount, at} = use
  if (source === null || isMount || isSample(source) || /[*?[]/.test(source)) return []
  const head = headOf(context, source)
  const isSsh = posix.basename(source) === '.ssh'
  const kind = head === null ? (isSsh ? 'private key' : secretByName(source)) : secretIn(source, head)
  if (kind === null || kind === 'environment file') return []
  const isPublic = head !== null && context !== null && gitIgnored(context)(source, false) === null
  const what = kind === 'private key' ? 'a private key' : 'credentials'
  const remedy = /^id_|^\.ssh$/.test(posix.basename(source))
    ? 'Write RUN --mount=type=ssh for the step that fetches, build with --ssh default, and take this out.'
    : `Write RUN --mount=type=secret,id=${secretId(source)},target=… for the step that needs it, or mount it where the image runs, and take this out.`
  return [
    {
      at,
      severity: isPublic ? 'warning' : 'error',
      message: isPublic ? known(source, what) : `${source} is ${what}: ${whereabouts(subject, use)}`,
      remedy,
      ...(head === null ? {} : {evidence: [{file: source, line: 1}]}),
    },
  ]
}

function known(path: string, what: string): string {
  return `${path} is ${what} and gets into a layer; it is in the repository already, so take it for known`
}

/** A private key that comes into the image with the folder that it lies in. */
function shippedKey(subject: Subject): Problem[] {
  const {model, context} = subject
  if (!mayShipFolders(subject)) return []
  for (const {path, kind} of context?.walk?.().secrets ?? []) {
    const copy = kind === 'private key' ? bringer(model, path) : null
    if (copy === null) continue
    const isPublic = gitIgnored(context!)(path, false) === null
    const {body} = copy.instruction
    return [
      {
        at: rangeIn(body, 0, body.text.length),
        severity: 'warning',
        message: isPublic
          ? known(path, 'a private key')
          : `${path} is a private key that git ignores, and it gets into the image: all who can pull the image can read it`,
        remedy: `Add it to ${context!.ignore?.file ?? '.dockerignore'}, and mount it where the image runs.`,
        evidence: [{file: path, line: 1}],
      },
    ]
  }
  return []
}

/** Certificates, time zones and users of a base image. */
const OF_BASE = /^\/?(etc\/(ssl|pki|passwd|group)|usr\/(local\/)?share\/(zoneinfo|ca-certificates))(\/|$)/

/** False where the image gets nothing but compiled programs and what their stage's base has: the context need not be read. */
function mayShipFolders({model, programs}: Subject): boolean {
  const compiled = new Set(programs.map(({output}) => output))
  return lineage(model.target.stage)
    .flatMap(stage => modelOf(model, stage).copies)
    .some(({origin, sources}) => {
      const isOwn = origin.kind === 'context' || origin.kind === 'stage'
      return isOwn && sources.some(source => !compiled.has(posix.join('/', source)) && !OF_BASE.test(source))
    })
}

function secretId(path: string): string {
  return (
    posix
      .basename(path)
      .replace(/^[._]+/, '')
      .replace(/[^\w-]/g, '_') || 'key'
  )
}

const environmentFile: Rule = {
  id: 'S-09',
  severity: 'error',
  title: 'An environment file with secrets gets into the image',
  why: 'A .env of a developer holds passwords and tokens. In a layer all who can pull the image can read them, and every environment has the same.',
  source: 'https://docs.docker.com/build/building/secrets/',
  whyNoFix: 'Whether the program reads the file at its start cannot be known.',
  find: subject => {
    const {context} = subject
    if (context === null) return []
    const named = contextUses(subject.model).filter(
      ({source, isMount}) => source !== null && !isMount && isEnvironmentFile(source) && !/[*?[]/.test(source),
    )
    const found = named.flatMap(({source, at}): Problem[] => {
      const judged = bringer(subject.model, source!) === null ? null : judgeEnvironment(subject, source!)
      return judged === null ? [] : [{at, ...judged, remedy: REMEDY}]
    })
    return found.length > 0 ? found.slice(0, 1) : taken(subject, context)
  },
}

/** A .env that nothing names, and that comes with all the rest. */
function taken(subject: Subject, context: ContextFiles): Problem[] {
  const committed = committedElsewhere(subject, context)
  if (committed.length > 0) return committed
  const copy = bringer(subject.model, '.env')
  const use = copy && contextUses(subject.model).find(each => isWhole(each) && each.instruction === copy.instruction)
  const ignored = gitIgnored(context)('.env', false)
  if (!use || ignored === null || context.ignore?.keepsOut('.env')) return []
  const read = secretRead(context, subject.packages)
  if (read === null) return []
  const {file, line, text} = read
  return [
    {
      at: use.at,
      severity: 'warning',
      message: `A .env, which ${ignored.file}:${ignored.line} keeps out of git, gets into the image of whoever has one: ${file}:${line} reads ${text}`,
      remedy: `Add to ${context.ignore?.file ?? '.dockerignore'}: **/.env`,
      evidence: [
        {file: ignored.file, line: ignored.line},
        {file, line},
      ],
    },
  ]
}

const REMEDY =
  'Take it out, and give the values where the image runs: docker run --env-file .env, or a secret of the cluster.'

/** An environment file of the repository that the last stage takes from another one by name. */
function committedElsewhere(subject: Subject, context: ContextFiles): Problem[] {
  const copies = subject.model.stages
    .filter(({isFinal, isReached}) => isFinal && isReached)
    .flatMap(each => each.copies)
  for (const {instruction, sources, origin} of copies) {
    const source = sources.find(isEnvironmentFile)
    if (source === undefined || origin.kind !== 'stage') continue
    const name = posix.basename(source)
    const judged = context.files.kind(name) === 'file' ? judgeEnvironment(subject, name) : null
    if (judged === null) continue
    const from = Math.max(instruction.body.text.indexOf(source), 0)
    const at = instruction.json ? instruction : rangeIn(instruction.body, from, from + source.length)
    return [{at, ...judged, remedy: REMEDY}]
  }
  return []
}

function judgeEnvironment(
  {context, packages}: Subject,
  path: string,
): Pick<Problem, 'severity' | 'message' | 'evidence'> | null {
  const text = headOf(context, path)
  const ignored = gitIgnored(context!)(path, false)
  if (text !== null && ignored === null) {
    const name = secretSetting(text)
    if (name === null) return null
    const line = text.slice(0, text.indexOf(name)).split('\n').length
    const message = `${path} with a value for ${name} gets into the image; it is in the repository already, so take it for known`
    return {severity: 'warning', message, evidence: [{file: path, line}]}
  }
  const read = secretRead(context!, packages)
  if (read === null && ignored === null) return null
  const why = read === null ? '' : `, and ${read.file}:${read.line} reads ${read.text} from its environment`
  const evidence: Evidence[] = [ignored, read].filter(each => each !== null).map(({file, line}) => ({file, line}))
  const kept = ignored === null ? 'is not in the repository' : 'is kept out of git'
  return {
    severity: read !== null && ignored !== null ? 'error' : 'warning',
    message: `${path} ${kept}, so that a fresh clone stops at this line, and from a folder that has it, it gets into the image${why}: all who can pull the image can read it`,
    evidence,
  }
}

/** A variable named like a secret that the program reads, with its place. */
function secretRead({files}: ContextFiles, packages: Subject['packages']): Required<Evidence> | null {
  for (const {file} of packages.flatMap(({files: own}) => own).slice(0, MOST_FILES)) {
    const text = files.read(file) ?? ''
    for (const match of text.matchAll(/\b(?:Getenv|LookupEnv)\(\s*"([A-Z0-9_]{1,80})"/g)) {
      const [, name = ''] = match
      if (SECRET_NAME.test(name) || /(?:^|_)(?:PASS|DSN|DB_URL|DATABASE_URL|APIKEY)$/.test(name))
        return {file, line: text.slice(0, match.index).split('\n').length, text: name}
    }
  }
  return null
}

export const SECRET_COPY_RULES: readonly Rule[] = [copiedKey, environmentFile]
