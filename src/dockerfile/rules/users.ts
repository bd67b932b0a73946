/** As whom the program runs, and what a base without users and folders does not have. */
import type {Fact} from '../../go/project.ts'
import {replace} from '../check/edits.ts'
import {isBesideMain, isInImage, neededBy} from '../check/needed.ts'
import {mayHold} from '../check/presence.ts'
import type {Problem, Rule} from '../check/rule.ts'
import {baseRange, bodyRange, userOf} from '../check/start.ts'
import {isRoot, userNumbers} from '../stages.ts'
import {asRoot} from './root.ts'

const NONROOT = '65532:65532'

const withoutUsers: Rule = {
  id: 'R-03',
  severity: 'error',
  title: 'Users or a folder for temporary files that scratch does not have',
  why: 'scratch has no /etc/passwd and no /tmp. A container whose user has a name does not start, and lookups of users and temporary files fail.',
  source: 'https://docs.docker.com/build/building/base-images/#create-a-base-image',
  find: subject => {
    const {model} = subject
    const {image, stage} = model.target
    if (image.kind !== 'scratch') return []
    const found: Problem[] = []
    // What another package does may be for one command of many.
    const isOfMain = ({evidence}: Fact) => evidence.some(({file}) => isBesideMain(subject, file))
    const {user, instruction} = userOf(model, model.target)
    const hasUsers = ['/etc/passwd', '/etc/group'].some(path => mayHold(subject, stage, path))
    const names = (user ?? '').split(':').filter(name => name !== '' && !/^\d+$/.test(name))
    if (!hasUsers && instruction !== null && names.length > 0) {
      const at = bodyRange(instruction)
      found.push({
        at,
        message: `Containers do not start: scratch has no /etc/passwd that knows "${names[0]}"`,
        remedy: `Write USER ${NONROOT}`,
        fix: {title: 'Name the user by number', edits: [replace(at, NONROOT)]},
      })
    }
    const [lookup] = neededBy(subject, 'users')
    if (!hasUsers && lookup?.certain)
      found.push({
        at: baseRange(stage),
        severity: isOfMain(lookup) ? 'warning' : 'info',
        message: 'The program looks up users, and scratch has no /etc/passwd',
        remedy: 'Copy /etc/passwd and /etc/group of the build stage, or take gcr.io/distroless/static-debian13:nonroot',
        evidence: lookup.evidence,
      })
    const [temporary] = neededBy(subject, 'temp-folder')
    if (temporary?.certain && !mayHold(subject, stage, '/tmp') && !isInImage(subject, /^TMPDIR$/))
      found.push({
        at: baseRange(stage),
        severity: isOfMain(temporary) ? 'warning' : 'info',
        message: 'The program makes temporary files, and scratch has no /tmp',
        remedy:
          'Write RUN mkdir -p -m 1777 /rootfs/tmp in the build stage, and COPY --from=build /rootfs/ / in the last one',
        evidence: temporary.evidence,
      })
    return found
  },
}

/** Users of the images that this check knows, with their group in /etc/passwd. */
const NUMBERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  distroless: {nonroot: NONROOT, nobody: '65534:65534', 'nonroot:nonroot': NONROOT},
  chainguard: {nonroot: NONROOT, 'nonroot:nonroot': NONROOT},
  alpine: {nobody: '65534:65534', 'nobody:nobody': '65534:65534', guest: '405:100'},
  debian: {nobody: '65534:65534', 'nobody:nogroup': '65534:65534'},
  ubuntu: {nobody: '65534:65534', 'nobody:nogroup': '65534:65534', ubuntu: '1000:1000'},
}

const byName: Rule = {
  id: 'R-12',
  severity: 'info',
  title: 'A user without a number',
  why: 'Kubernetes cannot tell whether a name is root: with runAsNonRoot it refuses the container, "image has non-numeric user".',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  find: subject => {
    const {model} = subject
    const {image, stage} = model.target
    const {user, instruction} = userOf(model, model.target)
    if (user === null || instruction === null || isRoot(user) || /^\d+(:|$)/.test(user)) return []
    if (/windows|nanoserver|servercore/i.test(image.reference)) return []
    // There the name itself is the defect.
    if (image.kind === 'scratch' && !mayHold(subject, stage, '/etc/passwd')) return []
    const {uid} = userNumbers(stage, null, model.buildArgs)
    const known = NUMBERS[image.kind]?.[user] ?? (user.includes(':') ? null : uid)
    const at = bodyRange(instruction)
    const isWritten = instruction.body.text === user
    return [
      {
        at,
        message: `Kubernetes refuses "${user}" where runAsNonRoot is set: it wants a number`,
        remedy: known ? `Write USER ${known}` : 'Write the number of the user, as in USER 10001',
        ...(known && isWritten && {fix: {title: 'Name the user by number', edits: [replace(at, known)]}}),
      },
    ]
  },
}

export const USER_RULES: readonly Rule[] = [withoutUsers, asRoot, byName]
