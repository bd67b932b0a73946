/** As whom the program runs, and what a base without users and folders does not have. */
import {isAtOrBelow} from '../../go/below.ts'
import {replace} from '../check/edits.ts'
import {isInImage, neededBy} from '../check/needed.ts'
import {mayHold, mayMake} from '../check/presence.ts'
import type {Problem, Rule, Subject} from '../check/rule.ts'
import {baseRange, bodyRange, imageRange, programIndex, startOf, startWords, userOf} from '../check/start.ts'
import {before, isRoot, userNumbers} from '../stages.ts'

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
        severity: 'warning',
        message: 'The program looks up users, and scratch has no /etc/passwd',
        remedy: 'Copy /etc/passwd and /etc/group of the build stage, or take gcr.io/distroless/static-debian13:nonroot',
        evidence: lookup.evidence,
      })
    const [temporary] = neededBy(subject, 'temp-folder')
    if (temporary !== undefined && !mayHold(subject, stage, '/tmp') && !isInImage(subject, /^TMPDIR$/))
      found.push({
        at: baseRange(stage),
        severity: temporary.certain ? 'warning' : 'info',
        message: 'The program makes temporary files, and scratch has no /tmp',
        remedy:
          'Write RUN mkdir -p -m 1777 /rootfs/tmp in the build stage, and COPY --from=build /rootfs/ / in the last one',
        evidence: temporary.evidence,
      })
    return found
  },
}

/** Programs that begin as root to become another user. */
const DROPS = /\b(gosu|su-exec|setpriv|runuser|s6-|s6|supervisord|chroot)\b/

/** What only root can do, in the packages that are installed for it or imported. */
const PRIVILEGED_TOOLS =
  /\b(iptables|nftables|iproute2|wireguard|fuse3?|libcap|setcap|docker-cli|e2fsprogs|util-linux|ipset|ethtool)\b/
const PRIVILEGED_IMPORTS = [
  ...[
    'github.com/vishvananda/netlink',
    'github.com/vishvananda/netns',
    'github.com/cilium/ebpf',
    'github.com/docker/docker/client',
  ],
  ...['github.com/moby/moby', 'github.com/containerd/containerd', 'github.com/hanwen/go-fuse', 'bazil.org/fuse'],
  ...[
    'github.com/coreos/go-iptables',
    'github.com/google/nftables',
    'github.com/google/gopacket',
    'github.com/gopacket/gopacket',
  ],
  ...[
    'golang.zx2c4.com/wireguard',
    'k8s.io/mount-utils',
    'github.com/opencontainers/runc',
    'github.com/aquasecurity/libbpfgo',
  ],
  ...['github.com/container-storage-interface/spec', 'github.com/songgao/water', 'k8s.io/kubelet'],
]

const asRoot: Rule = {
  id: 'R-11',
  severity: 'warning',
  title: 'Runs as root',
  why: 'A program that is taken over is then root in its container. A Go program needs nothing of root, not even for ports below 1024 in Docker.',
  source: 'https://docs.docker.com/build/building/best-practices/#user',
  find: subject => {
    const {model} = subject
    const {stage, image} = model.target
    const {user, instruction} = userOf(model, model.target)
    if (user === null || !isRoot(user) || image.user === null) return []
    if (!startsOwnProgram(subject) || needsRoot(subject)) return []
    const isNonroot = image.kind === 'distroless' && image.user === '0'
    const remedy = isNonroot && instruction === null ? `Take the tag :nonroot of ${image.name}, or write` : 'Write'
    return [
      {
        at: instruction ? bodyRange(instruction) : imageRange(stage),
        severity: instruction !== null || listens(subject) ? 'warning' : 'info',
        message: instruction
          ? 'USER makes the program run as root'
          : `The program runs as root: ${image.name}${image.tag ? `:${image.tag}` : ''} starts as root, and no USER says otherwise`,
        remedy: `${remedy} USER ${NONROOT} before ENTRYPOINT`,
      },
    ]
  },
}

/** Not a script, and nothing that becomes another user itself. */
function startsOwnProgram({model}: Subject): boolean {
  const {entrypoint, command} = startOf(model.target)
  if (entrypoint === null && command === null) return false
  const text = [entrypoint, command].map(each => each?.body.text ?? '').join(' ')
  if (DROPS.test(text) || /\.(sh|bash|py)\b|entrypoint|\binit\b/.test(text)) return false
  const start = startWords(model.target)
  if (start === null) return true
  const program = start.words[programIndex(start.words)] ?? ''
  return !/^(\/(usr\/)?bin\/)?(ba|da|a)?sh$/.test(program)
}

/** A tool that is run by hand often writes into folders of its caller. */
function listens({model, project, programs}: Subject): boolean {
  if (before(model.target.stage, null).some(({instruction}) => instruction.keyword === 'EXPOSE')) return true
  const dirs = new Set(programs.map(({dir}) => dir))
  return project?.mains.some(({dir, ports}) => ports.length > 0 && (dirs.has(dir) || programs.length === 0)) ?? false
}

function needsRoot(subject: Subject): boolean {
  const {model, packages, context} = subject
  const {stage} = model.target
  if (/^(dev|test|debug|ci)/i.test(stage.name ?? '') || mayMake(subject, stage, DROPS)) return true
  if (mayMake(subject, stage, PRIVILEGED_TOOLS)) return true
  const isPrivileged = (path: string) => PRIVILEGED_IMPORTS.some(each => isAtOrBelow(path, each))
  if (packages.some(({imports}) => [...imports.keys()].some(isPrivileged))) return true
  // docs.github.com, "Dockerfile support for GitHub Actions": an action must run as root.
  return ['action.yml', 'action.yaml'].some(file => /\busing:\s*["']?docker/.test(context?.files.read(file) ?? ''))
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
