/** What a program needs of the image that it runs in: certificates, time zones, other programs, files. */
import {posix} from 'node:path'
import {hiddenBuilds} from '../check/builds-go.ts'
import {contextPathIn} from '../check/copy.ts'
import {addLines, insert} from '../check/edits.ts'
import {modelOf} from '../check/model.ts'
import {isBesideMain, isInImage, neededBy} from '../check/needed.ts'
import {mayHold, mayMake} from '../check/presence.ts'
import type {Edit, Problem, Rule, Subject} from '../check/rule.ts'
import {shippedPrograms} from '../check/shipped.ts'
import {baseRange, bodyRange, startFolder} from '../check/start.ts'
import {OPAQUE} from '../opaque.ts'
import {lineage} from '../parse.ts'
import {before} from '../stages.ts'

/** The COPY that brings a program from a stage of the official image, and the name that it gives the stage. */
function copyFromGo(subject: Subject): {start: number; from: string} | null {
  const {model} = subject
  for (const {copy} of shippedPrograms(subject)) {
    if (copy === null || copy.origin.kind !== 'stage' || !lineage(model.target.stage).includes(copy.stage)) continue
    const from = copy.instruction.flags.find(({name}) => name === 'from')!.value
    if (modelOf(model, copy.origin.stage).image.kind === 'golang') return {start: copy.instruction.start, from}
  }
  return null
}

const BUNDLE = '/etc/ssl/certs/ca-certificates.crt'
const ROOTS = ['/etc/ssl', '/etc/pki', '/usr/share/ca-certificates', '/usr/local/share/ca-certificates']

const withoutCertificates: Rule = {
  id: 'R-01',
  severity: 'error',
  title: 'No CA certificates for a client of https servers',
  why: 'Without the certificates of the authorities every https request fails with "x509: certificate signed by unknown authority". scratch and the slim images of Debian have none.',
  source: 'https://pkg.go.dev/crypto/x509#SystemCertPool',
  find: subject => {
    const {image, stage} = subject.model.target
    const [need] = neededBy(subject, 'certificates')
    if (need === undefined || image.certificates !== false || isInImage(subject, /^SSL_CERT_(FILE|DIR)$/)) return []
    if (ROOTS.some(path => mayHold(subject, stage, path))) return []
    if (mayMake(subject, stage, /cert|curl|wget|openssl|\bgit\b|\.(pem|crt)\b/)) return []
    // An http.Client whose addresses are not in the sources is often one for http://localhost, and a pool of
    // certificates is often there for an option.
    const shows = (sign: RegExp) => need.evidence.some(({text = ''}) => sign.test(text))
    const isAsked = need.certain && shows(/https:\/\//)
    const isLikely = shows(/^\s*(import\s+)?[\w.]*\s*"[^"]*\.[^"]*\/[^"]*"|\btls\.Dial/)
    if (!isAsked && !isLikely) return []
    const source = copyFromGo(subject)
    const line = `COPY --from=${source?.from ?? 'build'} ${BUNDLE} /etc/ssl/certs/`
    return [
      {
        at: baseRange(stage),
        severity: isAsked ? 'error' : 'warning',
        message: isAsked
          ? `${image.name} has no CA certificates, and the program asks servers by https: every such request fails`
          : `${image.name} has no CA certificates, and the program seems to be a client of https servers`,
        remedy: `Write ${line}`,
        evidence: need.evidence,
        ...(source && {
          fix: {
            title: 'Copy the certificates of the build stage',
            edits: [addLines(subject.model.dockerfile, source, [line])],
          },
        }),
      },
    ]
  },
}

const GO_ZONES = '/usr/local/go/lib/time/zoneinfo.zip'
const ZONES = '/usr/share/zoneinfo.zip'

const withoutZones: Rule = {
  id: 'R-02',
  severity: 'warning',
  title: 'No time zones for a program that loads them',
  why: 'scratch, Alpine and Ubuntu have no time zone database. time.LoadLocation then fails, and TZ counts for nothing.',
  source: 'https://pkg.go.dev/time#LoadLocation',
  find: subject => {
    const {image, stage} = subject.model.target
    // The Go release of a golang image has a database of its own.
    if (image.zones !== false || image.kind === 'golang') return []
    if (
      ['/usr/share/zoneinfo', '/usr/share/lib/zoneinfo', '/etc/zoneinfo', GO_ZONES].some(path =>
        mayHold(subject, stage, path),
      )
    )
      return []
    if (mayMake(subject, stage, /tzdata|zoneinfo/) || isInImage(subject, /^ZONEINFO$/)) return []
    const shipped = shippedPrograms(subject)
    const hasOwn = ({value = ''}: {value?: string} = {}) => value.includes('timetzdata') || value.includes(OPAQUE)
    if (shipped.length === 0 && (hiddenBuilds(subject).length === 0 || makeBringsZones(subject))) return []
    if (shipped.some(({go}) => hasOwn(go.flags.get('tags')))) return []
    if (subject.packages.some(({imports}) => imports.has('time/tzdata'))) return []
    const install = installed(subject)
    const zone = zoneOf(subject)
    if (zone !== null)
      return [
        {
          at: zone.at,
          message: `TZ=${zone.name} has no effect: ${image.name} has no time zones, and the program runs in UTC`,
          remedy: install?.remedy ?? 'Import time/tzdata in package main, or build with -tags timetzdata',
          ...(install?.edit && {fix: {title: 'Install tzdata', edits: [install.edit]}}),
        },
      ]
    const [need] = neededBy(subject, 'zones')
    if (need === undefined) return []
    const source = copyFromGo(subject)
    const added = [`COPY --from=${source?.from ?? 'build'} ${GO_ZONES} ${ZONES}`, `ENV ZONEINFO=${ZONES}`]
    const edit = install?.edit ?? (source && addLines(subject.model.dockerfile, source, added))
    return [
      {
        at: baseRange(stage),
        message: `${image.name} has no time zones, and the program loads ${need.certain ? 'one' : 'those that it is told'}: time.LoadLocation fails`,
        remedy: install?.remedy ?? `Write ${added.join(' and ')}`,
        evidence: need.evidence,
        ...(edit && {fix: {title: 'Bring the time zones along', edits: [edit]}}),
      },
    ]
  },
}

/** tzdata beside what apk installs already: a RUN of its own would be one more that runs on the target platform. */
function installed({model: {target, dockerfile}}: Subject): {remedy: string; edit: Edit | null} | null {
  if (target.image.packages === null) return null
  const isApk = target.image.packages === 'apk'
  const words = target.runs.flatMap(({commands}) => commands.map(command => command.words))
  const last = words.find(([program, verb]) => isApk && program?.text === 'apk' && verb?.text === 'add')?.at(-1)
  const isThere = last !== undefined && dockerfile.text.slice(last.start, last.end) === last.raw
  const remedy = isApk ? 'Write RUN apk add --no-cache tzdata' : 'Install tzdata with apt-get'
  return {remedy, edit: isThere && /^[\w.-]+$/.test(last.raw) ? insert(last.end, ' tzdata') : null}
}

/** Nobody reads the build tags of a Makefile here, but the one that has the time zones is seen. */
function makeBringsZones({context}: Subject): boolean {
  const files = ['Makefile', 'makefile', 'GNUmakefile'].map(name => context?.files.read(name) ?? '')
  return files.some(text => /timetzdata|time\/tzdata/.test(text))
}

function zoneOf({model}: Subject) {
  for (const {instruction} of before(model.target.stage, null)) {
    const [, name = ''] =
      (instruction.keyword === 'ENV' && /(?:^|\s)TZ[= ]["']?([\w/+-]+)/.exec(instruction.args)) || []
    if (name !== '' && !/^(Etc\/)?(UTC|GMT|UCT|Zulu)$|^Local$/i.test(name)) return {name, at: bodyRange(instruction)}
  }
  return null
}

/** Not in the images of this distribution unless somebody installs them. */
const NOT_IN: Readonly<Record<string, RegExp>> = {
  alpine:
    /^(bash|curl|git|ssh|ffmpeg|docker|kubectl|helm|terraform|python3?|node|npm|psql|pg_dump|mysqldump|openssl|rsync|java|convert|jq|make|gcc|go)$/,
  debian:
    /^(curl|wget|git|ssh|ffmpeg|docker|kubectl|helm|terraform|python3?|node|npm|psql|pg_dump|mysqldump|openssl|rsync|java|convert|jq|make|gcc|go|ip|ping|ps)$/,
}

const FOLDERS = ['/bin', '/usr/bin', '/usr/local/bin', '/sbin', '/usr/sbin']

const withoutPrograms: Rule = {
  id: 'R-04',
  severity: 'warning',
  title: 'A program that the image has not',
  why: 'exec.Command starts another program of the image. Small bases have few or none.',
  source: 'https://pkg.go.dev/os/exec#Command',
  whyNoFix: 'The base is for its author to choose.',
  find: subject => {
    const {image, stage, copies} = subject.model.target
    const listed = image.name === 'buildpack-deps' ? undefined : NOT_IN[image.kind]
    const lacks = (name: string) => image.shell === false || (listed?.test(name) ?? false)
    const own = new Set(shippedPrograms(subject).map(({path}) => posix.basename(path ?? '')))
    const missing = neededBy(subject, 'exec').filter(({certain, subject: program, evidence}) => {
      const name = posix.basename(program)
      if (
        !certain ||
        evidence.every(({file}) => isForTests(subject, file)) ||
        !lacks(name) ||
        own.has(name) ||
        !/^[\w.+-]+$/.test(name)
      )
        return false
      if (mayMake(subject, stage, new RegExp(`(?<![\\w-])${name.replace(/[.+]/g, '\\$&')}(?![\\w])`))) return false
      if (copies.some(({sources}) => sources.some(source => source.includes(name)))) return false
      const places = program.startsWith('/') ? [program] : FOLDERS.map(folder => posix.join(folder, name))
      return !places.some(path => mayHold(subject, stage, path))
    })
    if (missing.length === 0) return []
    const isOfMain = missing.some(({evidence}) => evidence.some(({file}) => isBesideMain(subject, file)))
    const names = [...new Set(missing.map(each => posix.basename(each.subject)))]
    return [
      {
        at: baseRange(stage),
        severity: isOfMain ? 'warning' : 'info',
        message: `The program ${isOfMain ? 'starts' : 'can start'} ${names.slice(0, 3).join(', ')}, which ${image.name} does not have`,
        remedy: image.packages
          ? `Install ${names.join(', ')} in the final stage`
          : 'Take a base that has it, or copy it along',
        evidence: missing.flatMap(({evidence}) => evidence).slice(0, 5),
      },
    ]
  },
}

/** Code that tests share stands in files of other names too. */
function isForTests({context}: Subject, file: string): boolean {
  return /^\s*(import\s+)?"testing"/m.test(context?.files.read(file) ?? '')
}

/** Settings are often mounted, and often optional. */
const SETTINGS =
  /(^|\/)\.env|\.(env|ya?ml|json|toml|ini|conf|cfg|properties|db|sqlite3?|log|pem|crt|key)$|^\/?(data|tmp|logs?|uploads?)(\/|$)/

const withoutFiles: Rule = {
  id: 'R-05',
  severity: 'warning',
  title: 'Files that the program opens are not in the image',
  why: 'A program that reads templates, static files or migrations at run time does not find them unless they are copied into its folder.',
  source: 'https://docs.docker.com/reference/dockerfile/#copy---from',
  whyNoFix: 'A path in the sources does not say what lies there when the container runs.',
  find: subject => {
    const {model} = subject
    const {stage, image} = model.target
    const folder = startFolder(model, model.target)
    if (folder === null || image.kind === 'unknown') return []
    const missing = neededBy(subject, 'runtime-file').filter(({subject: path, opens = path, certain}) => {
      const [top = ''] = path.split('/')
      if (!certain && SETTINGS.test(path)) return false
      if (contextPathIn(model.dockerfile, stage, null, path, model.buildArgs).length > 0) return false
      if (mayHold(subject, stage, posix.join(folder, opens))) return false
      // A step can have made or moved it.
      const isNamed = new RegExp(`(?<![\\w])${top.replace(/[^\w]/g, '\\$&')}(?![\\w])`)
      return !model.stages.some(each => each.isReached && mayMake(subject, each.stage, isNamed))
    })
    return missing.slice(0, 5).map(
      ({subject: path, opens = path, certain, evidence}): Problem => ({
        at: bodyRange(stage.from),
        severity: certain && !SETTINGS.test(path) ? 'warning' : 'info',
        message: `The program opens ${opens} in ${folder}, and nothing copies ${path} into the image`,
        remedy: `Write COPY ${path} ${posix.join(folder, opens)}`,
        evidence,
      }),
    )
  },
}

export const RUNTIME_RULES: readonly Rule[] = [withoutCertificates, withoutZones, withoutPrograms, withoutFiles]
