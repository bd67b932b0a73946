/**
 * What is known of an image by its name: docker-library's official images, distroless and their mirrors. Facts were read
 * on 2026-11-21 in docker-library/golang (Dockerfile-linux.template, versions.json), docker-library/official-images,
 * GoogleContainerTools/distroless (README.md, SUPPORT_POLICY.md) and the images' own pages.
 */
import {lineage, rootImage, type Stage} from '../parse.ts'
import {HUB} from '../stages.ts'

export type BaseImage = {
  /** After FROM, global ARGs put in. */
  reference: string
  /** Without registry of Docker Hub or its mirrors, tag and digest: `golang`, `gcr.io/distroless/static-debian13`. */
  name: string
  tag: string | null
  digest: string | null
  kind:
    | 'golang'
    | 'alpine'
    | 'debian'
    | 'ubuntu'
    | 'busybox'
    | 'distroless'
    | 'chainguard'
    | 'scratch'
    | 'redhat'
    /** Everything else, and a name that depends on a variable without a value. */
    | 'unknown'
  /** Go release in the tag of a golang image: `1.26`, `1.26.3`; null where the tag does not tell. */
  go: string | null
  libc: 'glibc' | 'musl' | 'none' | 'unknown'
  /** Debian's code name or Alpine's release: `trixie`, `3.23`; null where the tag does not tell. */
  release: string | null
  /** Null: nobody's word. */
  shell: boolean | null
  certificates: boolean | null
  zones: boolean | null
  /** /etc/passwd has users beside root. */
  users: boolean | null
  /** User that its containers start as: `0`, `65532`, a name; null where unknown. */
  user: string | null
  packages: 'apt' | 'apk' | 'dnf' | null
}

const OFFICIAL = new RegExp(`^${HUB}(?=[^/]+$)`)

type Known = Omit<BaseImage, 'reference' | 'name' | 'tag' | 'digest' | 'kind'>

const NOTHING: Known = {
  ...{go: null, libc: 'unknown', release: null, shell: null, certificates: null, zones: null, users: null},
  ...{user: null, packages: null},
}

/** Debian numbers as they stand in names of distroless. */
const DEBIAN: Readonly<Record<string, string>> = {11: 'bullseye', 12: 'bookworm', 13: 'trixie'}
const CODENAME = /(?:^|-)(stretch|buster|bullseye|bookworm|trixie|forky)(?=-|$)/

export function readBaseImage(stage: Stage): BaseImage {
  const bottom = lineage(stage).at(-1)!
  const written = bottom.from.args.split(/\s+/)[0] ?? ''
  // An ARG without a value leaves a hole in the name.
  const hasHole = /\$/.test(written) && /(^|[/:])$|::|^:|--|-$|:-/.test(rootImage(stage))
  if (!hasHole) return describeImage(rootImage(stage))
  const {kind, name, user, shell} = describeImage(rootImage(stage).replace(/:[^/]*$/, ''))
  // With a name and no tag it is one of the variants, and all of the Go image have the same user.
  return /\$/.test(written.replace(/:[^/]*$/, '')) || !/^(golang|alpine|debian|ubuntu)$/.test(kind)
    ? describeImage('')
    : {...describeImage(''), kind, name, user, shell}
}

export function describeImage(reference: string): BaseImage {
  const [withTag = '', digest = null] = reference.split('@')
  const [, path = '', tag = null] = /^(.*?)(?::([^:/]+))?$/.exec(withTag)!
  const name = path.replace(OFFICIAL, '')
  const found = known(name, tag ?? '')
  return {reference, name, tag, digest, ...found}
}

function known(name: string, tag: string): Known & Pick<BaseImage, 'kind'> {
  const codename = CODENAME.exec(tag)?.[1] ?? null
  const full = {shell: true, users: true, user: '0'} as const
  if (name === 'scratch')
    return {
      ...{kind: 'scratch', ...NOTHING, libc: 'none', shell: false, certificates: false, zones: false},
      ...{users: false, user: '0'},
    }
  if (name === 'golang') {
    if (/windowsservercore|nanoserver/.test(tag)) return {kind: 'unknown', ...NOTHING}
    const go = /^(\d+\.\d+(?:\.\d+)?(?:(?:rc|beta)\d+)?)(?=-|$)/.exec(tag)?.[1] ?? null
    const alpine = /(?:^|-)alpine(\d+\.\d+)?/.exec(tag)
    if (alpine)
      return {
        kind: 'golang',
        ...full,
        go,
        libc: 'musl',
        release: alpine[1] ?? null,
        certificates: true,
        zones: false,
        packages: 'apk',
      }
    return {
      kind: 'golang',
      ...full,
      go,
      libc: 'glibc',
      release: codename,
      certificates: true,
      zones: true,
      packages: 'apt',
    }
  }
  if (name === 'alpine')
    return {
      ...{kind: 'alpine', ...NOTHING, ...full, libc: 'musl', release: /^(\d+\.\d+)/.exec(tag)?.[1] ?? null},
      ...{certificates: true, zones: false, packages: 'apk'},
    }
  if (name === 'debian' || name === 'ubuntu' || name === 'buildpack-deps')
    return {
      ...{kind: name === 'ubuntu' ? 'ubuntu' : 'debian', ...NOTHING, ...full, libc: 'glibc'},
      ...{
        release:
          codename ?? (/^(\d+)/.exec(tag)?.[1] && name === 'debian' ? (DEBIAN[/^(\d+)/.exec(tag)![1]!] ?? null) : null),
      },
      ...{certificates: name === 'buildpack-deps', zones: name === 'debian', packages: 'apt'},
    }
  if (name === 'busybox')
    return {
      ...{kind: 'busybox', ...NOTHING, ...full, certificates: false, zones: false},
      libc: /musl/.test(tag) ? 'musl' : /glibc/.test(tag) ? 'glibc' : 'unknown',
    }
  const distroless = /(?:^|\/)distroless\/(static|base|base-nossl|cc)(?:-debian(\d+))?$/.exec(name)
  if (distroless) {
    const [, variant, debian = ''] = distroless
    return {
      ...{
        kind: 'distroless',
        ...NOTHING,
        libc: variant === 'static' ? 'none' : 'glibc',
        release: DEBIAN[debian] ?? null,
      },
      ...{shell: /debug/.test(tag), certificates: true, zones: true, users: true},
      user: /nonroot/.test(tag) ? '65532' : '0',
    }
  }
  if (/^cgr\.dev\/[\w.-]+\/(static|glibc-dynamic|wolfi-base|busybox|go)$/.test(name) || name === 'chainguard/static') {
    const isStatic = /\/static$/.test(name)
    return {
      ...{kind: 'chainguard', ...NOTHING, libc: isStatic ? 'none' : 'glibc', certificates: true, users: true},
      ...{
        zones: isStatic ? true : null,
        shell: isStatic ? false : null,
        user: /\/(static|glibc-dynamic)$/.test(name) ? '65532' : null,
      },
      packages: /wolfi-base$/.test(name) ? 'apk' : null,
    }
  }
  if (/(^|\/)(ubi\d+|fedora|centos|rockylinux|almalinux|amazonlinux)(\/|$|-)/.test(name))
    return {
      kind: 'redhat',
      ...NOTHING,
      libc: 'glibc',
      packages: 'dnf',
      certificates: /micro/.test(name) ? null : true,
      shell: true,
      // Those that are for a language have a user of their own, 1001.
      user: /(^|\/)(ubi(-minimal|-micro|-init)?|ubi\d+|fedora|centos|rockylinux|almalinux|amazonlinux)$/.test(name)
        ? '0'
        : null,
    }
  return {kind: 'unknown', ...NOTHING}
}

/** A golang image whose tag moves on to each new release of Go. */
export function isNewestGo({kind, tag, digest}: BaseImage): boolean {
  return kind === 'golang' && digest === null && (tag === null || /^(latest|alpine|bookworm|trixie|1|1-\w+)$/.test(tag))
}
