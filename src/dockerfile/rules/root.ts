/** Programs that run as root. */
import {posix} from 'node:path'
import {isAtOrBelow} from '../../go/below.ts'
import {hiddenBuilds, prebuiltPrograms} from '../check/builds-go.ts'
import {contextPathIn} from '../check/copy.ts'
import {names} from '../check/presence.ts'
import type {Rule, Subject} from '../check/rule.ts'
import {copiesInto, shippedPrograms} from '../check/shipped.ts'
import {bodyRange, imageRange, programIndex, startFolder, startOf, startWords, userOf} from '../check/start.ts'
import {before, isRoot} from '../stages.ts'

const NONROOT = '65532:65532'

/** Programs that begin as root to become another user. */
const DROPS = /\b(gosu|su-exec|setpriv|runuser|s6-|s6|supervisord|chroot|sudo)\b|\bsu\s/

/** What only root can do, in the packages that are installed for it or imported. */
const PRIVILEGED_TOOLS =
  /\b(iptables|nftables|iproute2|wireguard|fuse3?|libcap|setcap|docker-cli|e2fsprogs|util-linux|ipset|ethtool)\b/
const PRIVILEGED_IMPORTS = [
  'bazil.org/fuse',
  'github.com/aquasecurity/libbpfgo',
  'github.com/cilium/ebpf',
  'github.com/container-storage-interface/spec',
  'github.com/containerd/containerd',
  'github.com/coreos/go-iptables',
  'github.com/docker/docker/client',
  'github.com/fsouza/go-dockerclient',
  'github.com/google/gopacket',
  'github.com/google/nftables',
  'github.com/gopacket/gopacket',
  'github.com/hanwen/go-fuse',
  'github.com/moby/moby',
  'github.com/opencontainers/runc',
  'github.com/songgao/water',
  'github.com/vishvananda/netlink',
  'github.com/vishvananda/netns',
  'golang.zx2c4.com/wireguard',
  'k8s.io/kubelet',
  'k8s.io/mount-utils',
]

/** Starters of programs that somebody edits at the same time: an image for a developer's own machine. */
const RELOADS = /^(air|CompileDaemon|fresh|gin|gow|modd|nodemon|realize|reflex|wgo)$/

/** In the path of the Dockerfile. */
const NOT_FOR_PRODUCTION = /(^|[/._-])(ci|debug|dev|e2e|examples?|integration|local|tests?|tst)([/._-]|$)/i

export const asRoot: Rule = {
  id: 'R-11',
  severity: 'warning',
  title: 'Runs as root',
  why: 'A program that is taken over is then root in its container. A Go program needs nothing of root, not even for ports below 1024 in Docker.',
  source: 'https://docs.docker.com/build/building/best-practices/#user',
  whyNoFix: 'Which files and ports the program needs as root is known only where it runs.',
  find: subject => {
    const {model} = subject
    const {stage, image} = model.target
    const {user, instruction, open} = userOf(model, model.target)
    if (!(open || (user !== null && isRoot(user))) || image.user === null) return []
    if (needsRoot(subject) || isOnPurpose(subject)) return []
    const starts = startsOwnProgram(subject)
    if (starts === 'no') return []
    const isNonroot = image.kind === 'distroless' && image.user === '0'
    const remedy = isNonroot && instruction === null ? `Take the tag :nonroot of ${image.name}, or write` : 'Write'
    const isGrave = !open && !NOT_FOR_PRODUCTION.test(subject.file) && starts === 'yes'
    const base = `${image.name}${image.tag ? `:${image.tag}` : ''}`
    return [
      {
        at: instruction ? bodyRange(instruction) : imageRange(stage),
        severity: isGrave ? 'warning' : 'info',
        message: open
          ? `The program runs as root unless the build gives ${open}, which has no default`
          : instruction
            ? 'USER makes the program run as root'
            : `The program runs as root: ${base} starts as root, and no USER says otherwise`,
        remedy: open ? `Give ${open} a default: ARG ${open}=65532` : `${remedy} USER ${NONROOT} before ENTRYPOINT`,
      },
    ]
  },
}

/** `perhaps` where nothing says what is started, and the program is there. Not a script that becomes another user. */
function startsOwnProgram(subject: Subject): 'yes' | 'perhaps' | 'no' {
  const {model} = subject
  const {stage, image} = model.target
  const {entrypoint, command} = startOf(model.target)
  if (entrypoint === null && command === null) {
    const isHere =
      shippedPrograms(subject).length > 0 || prebuiltPrograms(subject).length > 0 || hiddenBuilds(subject).length > 0
    const hasHealth = before(stage, null).some(({instruction}) => instruction.keyword === 'HEALTHCHECK')
    const isInstalled = copiesInto(model, stage).some(({destination}) =>
      /^\/(usr\/(local\/)?)?s?bin\//.test(destination ?? ''),
    )
    // A last stage with a file in its root folder is also how files are taken out of a build.
    return isHere && (image.kind !== 'scratch' || hasHealth || isInstalled) ? 'perhaps' : 'no'
  }
  const start = startWords(model.target)
  const words = start?.words ?? [entrypoint, command].flatMap(each => each?.body.text.split(/[\s;&|]+/) ?? [])
  if (DROPS.test(words.join(' ')) || words.some(word => RELOADS.test(posix.basename(word)))) return 'no'
  const scripts = words.filter(word => /\.(sh|bash|py)$|entrypoint|(^|\/)init$/.test(word))
  return scripts.every(script => isPlainScript(subject, script)) && !isShell(start?.words) ? 'yes' : 'no'
}

function isShell(words: readonly string[] | undefined): boolean {
  return words !== undefined && /^(\/(usr\/)?bin\/)?(ba|da|a)?sh$/.test(words[programIndex(words)] ?? '')
}

/** A script of the repository that can be read, and does not become another user. */
function isPlainScript(subject: Subject, word: string): boolean {
  const {model, context} = subject
  const {stage} = model.target
  const folder = startFolder(model, model.target) ?? '/'
  const name = posix.basename(word)
  const isThere = (path: string) => {
    const places = contextPathIn(model.dockerfile, stage, null, path, model.buildArgs)
    return places.some(at => (word.includes('/') ? at === posix.join(word.startsWith('/') ? '/' : folder, word) : true))
  }
  const sources = model.stages
    .flatMap(({copies}) => copies)
    .filter(({origin}) => origin.kind === 'context')
    .flatMap(copy => copy.sources.map(source => posix.join('/', source).slice(1) || '.'))
  const paths = sources
    .flatMap(source => [source, posix.join(/[*?[]/.test(source) ? posix.dirname(source) : source, name)])
    .filter(path => posix.basename(path) === name)
  const text = paths.filter(isThere).map(path => context?.files.read(path) ?? null)
  return text.some(each => each !== null) && text.every(each => each === null || !DROPS.test(each))
}

function needsRoot(subject: Subject): boolean {
  const {model, packages, programs, context} = subject
  const {stage} = model.target
  if (/^(dev|test|debug|ci)/i.test(stage.name ?? '')) return true
  if (names(subject, stage, DROPS) || names(subject, stage, PRIVILEGED_TOOLS)) return true
  const isPrivileged = (path: string) => PRIVILEGED_IMPORTS.some(each => isAtOrBelow(path, each))
  if (packages.some(({imports}) => [...imports.keys()].some(isPrivileged))) return true
  // Of a program that make compiles nobody knows which packages it has.
  if (programs.length === 0 && requiredModules(subject).some(isPrivileged)) return true
  // docs.github.com, "Dockerfile support for GitHub Actions": an action must run as root.
  return ['action.yml', 'action.yaml'].some(file => /\busing:\s*["']?docker/.test(context?.files.read(file) ?? ''))
}

/** What go.mod of the context names, without what is only there for others. */
function requiredModules({context}: Subject): string[] {
  const text = context?.files.read('go.mod') ?? ''
  return [...text.matchAll(/^(?:require)?[ \t]+([\w.-]+\.[\w./-]+) v\S+$/gm)].map(([, path]) => path!)
}

const SPEAKS_OF_ROOT = /\b(runs?|set|needs?|requires?|must|user)\b[^.]{0,40}(?<![\w/])root\b/i

/** A comment of the last stage speaks of root: somebody has thought about it. */
function isOnPurpose({model: {dockerfile, target}}: Subject): boolean {
  return dockerfile.comments.some(({line, text}) => line > target.stage.line && SPEAKS_OF_ROOT.test(text))
}
