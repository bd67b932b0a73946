/** What the final image holds beside the program, because a fact says that the program looks for it there. */
import {posix} from 'node:path'
import type {Fact, FactKind} from '../go/project.ts'
import type {DecisionRow} from '../report/report.ts'
import type {FinalBase} from './bases.ts'
import type {GoBuilder} from './builder.ts'
import {factRow} from './fact-row.ts'
import type {RuntimeFile} from './runtime-files.ts'

/**
 * The folder that distroless starts programs of its user in, and that belongs to that user. A folder of its own, because
 * in `/` the names of a repository (`lib`, `etc`, `data`) would be those of the base.
 */
export const WORK_FOLDER = '/home/nonroot'

/** In every official golang image, which has no other zone database; 408,467 bytes in Go 1.27.3. */
const GO_ZONES = '/usr/local/go/lib/time/zoneinfo.zip'
const ZONES = '/usr/share/zoneinfo.zip'

type Need = {
  kind: FactKind
  /** Is it to be brought along for this base? */
  lacks: (base: FinalBase) => boolean
  /** Commands that put it below /files. */
  commands: (base: FinalBase) => string[]
  environment: string | null
  choice: string
  reason: string
}

const NEEDS: readonly Need[] = [
  {
    kind: 'zones',
    lacks: base => !base.zones,
    commands: () => ['mkdir -p /files/usr/share', `cp ${GO_ZONES} /files${ZONES}`],
    // https://pkg.go.dev/time#LoadLocation
    environment: `ZONEINFO=${ZONES}`,
    choice: ZONES,
    reason: 'the program loads time zones, which the base does not have; it is the database of the Go release',
  },
  {
    kind: 'users',
    // What nobody has described may have users of its own.
    lacks: base => !base.users && base.libc !== 'unknown',
    commands: ({user}) => {
      const [uid, gid = uid] = user.split(':')
      return [
        `mkdir -p /files/etc /files${WORK_FOLDER}`,
        `chown ${user} /files${WORK_FOLDER}`,
        `echo 'nonroot:x:${uid}:${gid}:nonroot:${WORK_FOLDER}:/sbin/nologin' > /files/etc/passwd`,
        `echo 'nonroot:x:${gid}:' > /files/etc/group`,
      ]
    },
    environment: null,
    choice: '/etc/passwd and /etc/group',
    reason: 'the program looks up users, and the base has none; they have the one that it runs as',
  },
  {
    kind: 'temp-folder',
    lacks: base => base.reference === 'scratch',
    commands: () => ['mkdir -p /files/tmp', 'chmod 1777 /files/tmp'],
    environment: null,
    choice: '/tmp',
    reason: 'the program writes temporary files, and scratch has no folder for them',
  },
]

export type Furnishing = {
  /** The stage that gathers it all; none when nothing is needed. */
  stage: string[]
  /** Lines of the final stage before the program. */
  copies: string[]
  /** Lines of the final stage after USER. */
  settings: string[]
  choices: DecisionRow[]
}

/**
 * One folder /files is filled in a stage of its own and copied as a whole. BuildKit dates the folders that it makes for
 * the target of a COPY by the clock, and a checkout dates its files so; here all have the same time and can be read by
 * the user of the image, whatever the umask of the checkout was. The layer is then the same bytes on every machine.
 */
export function furnish(facts: readonly Fact[], files: readonly RuntimeFile[], builder: GoBuilder): Furnishing {
  const {base} = builder
  const needed = NEEDS.flatMap(need => {
    const own = facts.filter(({kind}) => kind === need.kind)
    return own.length > 0 && need.lacks(base) ? [{need, facts: own}] : []
  })
  const copied = files.filter(({refused}) => refused === null)
  const choices = [
    ...needed.map(({need: {kind, choice, reason}, facts: own}) =>
      factRow(
        kind,
        choice,
        reason,
        own.flatMap(one => one.evidence),
      ),
    ),
    ...files.map(({path, opens, refused, evidence}) =>
      refused === null
        ? factRow('runtime-file', posix.join(WORK_FOLDER, opens), reasonOf(path, opens), evidence)
        : factRow('runtime-file', `${path} is not copied`, `the program opens it, and it ${refused}`, evidence),
    ),
  ]
  if (needed.length === 0 && copied.length === 0) return {stage: [], copies: [], settings: [], choices}
  const commands = [
    ...(copied.length > 0 ? ['chmod -R a+rX /files', `chown ${base.user} /files${WORK_FOLDER}`] : []),
    ...needed.flatMap(({need}) => need.commands(base)),
    'find /files -exec touch -h -d @0 {} +',
  ]
  return {
    stage: [
      '',
      `FROM ${builder.crossCompiles ? '--platform=$BUILDPLATFORM ' : ''}${builder.image} AS files`,
      ...copied.map(({path, opens}) => `COPY ${path} ${posix.join('/files', WORK_FOLDER, opens)}`),
      `RUN ${[...new Set(commands)].join(' \\\n    && ')}`,
    ],
    copies: ['COPY --from=files /files/ /'],
    settings: [
      ...needed.flatMap(({need}) => (need.environment === null ? [] : [`ENV ${need.environment}`])),
      ...(copied.length > 0 ? [`WORKDIR ${WORK_FOLDER}`] : []),
    ],
    choices,
  }
}

function reasonOf(path: string, opens: string): string {
  const named = path === opens ? 'it' : `${path}, as ${opens},`
  return `the program opens ${named} in the folder that it is started in`
}
