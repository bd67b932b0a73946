import type {DebianRelease} from './c-packages.ts'
import {type Lifetime, lifetimeOf} from './lifetimes.ts'

/**
 * What a final base image holds, as far as a Go program can need it. Facts have a source and the day they were read; a
 * figure that nobody publishes is left out.
 */
export type FinalBase = Partial<Lifetime> & {
  /** What FROM names. */
  reference: string
  /** Numeric, because Kubernetes' runAsNonRoot rejects names (kubernetes-sigs/cluster-api#4046). */
  user: string
  /** The C library that programs find there; `none` is known to have none, `unknown` is nobody's word. */
  libc: 'glibc' | 'musl' | 'none' | 'unknown'
  /** Debian's code name, where its packages make up the image: the build stage then stands on the same release. */
  debian?: DebianRelease
  /** libstdc++ and libgcc_s are there. */
  cxx: boolean
  /** What installs packages. */
  packages?: 'apt' | 'apk'
  shell: boolean
  /** CA certificates are in the image; otherwise they are copied from the build stage. */
  certificates: boolean
  /** The time zone database is there. */
  zones: boolean
  /** /etc/passwd is there. */
  users: boolean
  /** Bytes for linux/amd64: compressed layers, and layers unpacked. */
  size?: {download?: number; disk?: number}
  /** Day on which the facts were read, `2026-11-21`. */
  checked?: string
  /** Where they are written. */
  source?: string
  /** Names of the bases to try in its place for a program that needs cgo, in this order. */
  forCgo?: readonly string[]
  reason: string
}

export type Bases = Readonly<Record<string, FinalBase>>

/** A row of our own tables: what is not known says why. */
export type Explained = {checked: string; source: string} & ({size: {download: number}} | {noSize: string}) &
  ({endOfLife: string} | {noEnd: string})

/** An image reference, as a word that ends nothing in a Dockerfile and is no flag. */
export const REFERENCE = /^\w[\w./:@-]*$/

const DISTROLESS = 'https://github.com/GoogleContainerTools/distroless/blob/main/base/README.md'
/** The user of distroless and of Chainguard's images. */
export const NONROOT = '65532:65532'
const CHECKED = '2026-11-21'
/** SUPPORT_POLICY.md of distroless, on 2026-08-21. */
const ONE_YEAR_ON = 'one year after the release of Debian 14, which has no date'
const UNPUBLISHED = 'nobody publishes it'

/** Final bases that a written Dockerfile can stand on. To offer one more, add a line. */
export const FINAL_BASES = {
  distroless: {
    ...{reference: 'gcr.io/distroless/static-debian13:nonroot', user: NONROOT, libc: 'none', cxx: false, shell: false},
    ...{certificates: true, zones: true, users: true, checked: CHECKED, source: DISTROLESS},
    ...{noSize: 'around 2 MiB, by its README', noEnd: ONE_YEAR_ON},
    forCgo: ['distroless-base', 'distroless-cc', 'debian'],
    reason: 'no shell, CA certificates, time zones and a non-root user in 2 MB',
  },
  'distroless-base': {
    ...{reference: 'gcr.io/distroless/base-debian13:nonroot', user: NONROOT, libc: 'glibc', debian: 'trixie'},
    ...{cxx: false, shell: false, certificates: true, zones: true, users: true, checked: CHECKED, source: DISTROLESS},
    ...{noSize: UNPUBLISHED, noEnd: ONE_YEAR_ON},
    reason: 'glibc of Debian 13, no shell, CA certificates, time zones and a non-root user',
  },
  'distroless-cc': {
    ...{reference: 'gcr.io/distroless/cc-debian13:nonroot', user: NONROOT, libc: 'glibc', debian: 'trixie', cxx: true},
    ...{shell: false, certificates: true, zones: true, users: true, checked: CHECKED},
    source: 'https://github.com/GoogleContainerTools/distroless/blob/main/cc/README.md',
    ...{noSize: UNPUBLISHED, noEnd: ONE_YEAR_ON},
    reason: 'glibc and libstdc++ of Debian 13, no shell, CA certificates, time zones and a non-root user',
  },
  scratch: {
    ...{reference: 'scratch', user: NONROOT, libc: 'none', cxx: false, shell: false, certificates: false},
    ...{zones: false, users: false, size: {download: 0, disk: 0}, checked: CHECKED},
    source: 'https://hub.docker.com/_/scratch',
    noEnd: 'it is empty',
    reason: 'nothing but the program and CA certificates',
  },
  alpine: {
    ...{reference: 'alpine:3.24', user: NONROOT, libc: 'musl', cxx: false, packages: 'apk', shell: true},
    ...{certificates: true, zones: false, users: true, size: {download: 3_849_738, disk: 8_420_000}, checked: CHECKED},
    source: 'https://github.com/docker-library/repo-info/blob/master/repos/alpine/local/3.24.2.md',
    // https://alpinelinux.org/releases/, as aquasecurity/trivy has it (pkg/detector/ospkg/alpine/alpine.go).
    endOfLife: '2028-06-01',
    reason: 'a shell and a package manager at hand',
  },
  debian: {
    ...{reference: 'debian:trixie-slim', user: NONROOT, libc: 'glibc', debian: 'trixie', cxx: true, packages: 'apt'},
    ...{shell: true, certificates: false, zones: true, users: true, size: {download: 29_780_765}, checked: CHECKED},
    ...{endOfLife: '2028-08-09', source: 'https://www.debian.org/releases/trixie/'},
    reason: 'glibc, a shell and a package manager at hand',
  },
  chainguard: {
    ...{reference: 'cgr.dev/chainguard/static:latest', user: NONROOT, libc: 'none', cxx: false, shell: false},
    ...{certificates: true, zones: true, users: true, checked: CHECKED},
    source: 'https://images.chainguard.dev/directory/image/static/overview',
    ...{noSize: UNPUBLISHED, noEnd: 'its tag moves on, and is made anew each day'},
    reason: 'no shell, CA certificates, time zones and a non-root user; its tag moves',
  },
} as const satisfies Readonly<Record<string, FinalBase & Explained>>

/** The base for the `base` input: a name from the table, a reference that is in it, or any other image. */
export function finalBase(input: string, bases: Bases = FINAL_BASES): FinalBase {
  const named = Object.hasOwn(bases, input) ? bases[input] : undefined
  if (named) return named
  const known = Object.values(bases).find(({reference}) => reference === input)
  // Who names an image wants that one, also with cgo.
  if (known) return {...known, forCgo: []}
  return {
    ...{reference: input, user: NONROOT, libc: 'unknown', cxx: false, shell: false},
    ...{certificates: true, zones: false, users: false},
    ...lifetimeOf(input),
    reason: 'named by the input `base`',
  }
}
