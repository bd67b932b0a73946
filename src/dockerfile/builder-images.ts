/** The images that compile: official golang images, one row for each kind. */
import type {Explained} from './bases.ts'
import type {DebianRelease} from './c-packages.ts'
import type {Lifetime} from './lifetimes.ts'

export type BuilderImage = Partial<Lifetime> & {
  /** What installs packages. */
  manager: 'apt' | 'apk'
  /** Of what is linked with cgo. */
  libc: 'glibc' | 'musl'
  /** gcc and g++ are there. */
  compiler: boolean
  /** Bytes of compressed layers for linux/amd64, of Go 1.27. */
  size: {download: number}
  /** Why it has no end of life. */
  noEnd?: string
  checked: string
  source: string
}

const INFO = 'https://github.com/docker-library/repo-info/blob/master/repos/golang/remote'

/** By the variant in the tag: `golang:1.27-alpine`. Sizes are those of 2026-09-01, and of 2026-08-25 for bookworm. */
export const BUILDER_IMAGES = {
  alpine: {
    ...{manager: 'apk', libc: 'musl', compiler: false, size: {download: 75_169_503}},
    ...{noEnd: 'its tag moves on to the next Alpine', checked: '2026-11-21', source: `${INFO}/1.27-alpine.md`},
  },
  trixie: {
    ...{manager: 'apt', libc: 'glibc', compiler: true, size: {download: 316_194_729}},
    ...{endOfLife: '2028-08-09', checked: '2026-11-21', source: `${INFO}/1.27-trixie.md`},
  },
  bookworm: {
    ...{manager: 'apt', libc: 'glibc', compiler: true, size: {download: 300_568_722}},
    // endoflife.date's products/debian.md.
    ...{endOfLife: '2026-07-11', successor: 'a base of Debian trixie; the builder follows it'},
    ...{checked: '2026-11-21', source: `${INFO}/1.27-bookworm.md`},
  },
} as const satisfies Readonly<Record<'alpine' | DebianRelease, BuilderImage & Explained>>

export type BuilderVariant = keyof typeof BUILDER_IMAGES

/** `release` as in the tag: `1.27`, `1.27.3`. */
export function builderImage(release: string, variant: BuilderVariant) {
  const {manager}: BuilderImage = BUILDER_IMAGES[variant]
  return {image: `golang:${release}-${variant}`, variant, manager}
}
