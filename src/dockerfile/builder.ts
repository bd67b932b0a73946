/** The image that compiles, and the base that what it makes can run on. */
import type {Project} from '../go/project.ts'
import {UserError} from '../runner/errors.ts'
import type {Bases, FinalBase} from './bases.ts'
import {type BuilderVariant, builderImage} from './builder-images.ts'
import {type CNeeds, cNeeds} from './c-libraries.ts'

export type GoBuilder = {
  /** What FROM names: `golang:1.27-alpine`. */
  image: string
  variant: BuilderVariant
  /**
   * Compiles on the builder's own platform for any other. With cgo it does not: a C compiler for each platform, and each
   * C library once more for each, would have to be installed, where an emulated or native builder needs neither.
   */
  crossCompiles: boolean
  /** Null without cgo. */
  cgo: {static: boolean; reason: string} | null
  /** Build tags that the linking needs. */
  tags: readonly string[]
  /** What installs packages in the build stage, and which. */
  manager: 'apt' | 'apk'
  packages: string[]
  /** The base of the final stage, and the Debian packages that the program needs there. */
  base: FinalBase
  basePackages: string[]
  /** Why this image, besides its Go release; empty for the usual one. */
  reason: string
}

/**
 * The builder of a release (`1.27`, `1.27.3`) for a project on a base. Without cgo it is Alpine's, the smallest with a
 * shell. With cgo it is that of the base's own Debian release, because glibc is compatible in one direction only
 * (GoogleContainerTools/distroless#1859); on bases without it the program is linked with musl, and needs none. Throws
 * `cgo-needed` where neither can be.
 */
export function chooseBuilder(project: Project, release: string, base: FinalBase, bases: Bases): GoBuilder {
  const alpine = {...builderImage(release, 'alpine'), basePackages: []}
  if (!project.cgo.needed) return {...alpine, crossCompiles: true, cgo: null, tags: [], packages: [], base, reason: ''}
  const needs = cNeeds(project)
  if (needs.unknown !== null)
    throw new UserError(
      'cgo-needed',
      `The program needs cgo for ${needs.unknown}, and which packages have C libraries that fit it is not known here. Add a Dockerfile of your own; this action builds it with the same caches.`,
    )
  const wanted = base.forCgo?.length ? base.forCgo.flatMap(name => bases[name] ?? []) : [base]
  const shared = wanted.find(candidate => holds(candidate, needs))
  if (shared) {
    const debian = shared.debian!
    return {
      ...{...builderImage(release, debian), crossCompiles: false},
      cgo: {static: false, reason: 'compiled on the target platform, emulated where the builder is of another'},
      ...{tags: [], packages: needs.build, base: shared, basePackages: sharedLibraries(shared, needs)},
      reason: `with a C compiler and the glibc of the base, Debian ${debian}`,
    }
  }
  if (needs.musl === null) throw cgoNeeded(base, wanted, needs)
  return {
    ...{...alpine, crossCompiles: false},
    cgo: {static: true, reason: 'linked statically with musl, so that the base needs no C library'},
    ...{tags: needs.musl.tags, packages: ['gcc', ...(needs.cxx ? ['g++'] : []), 'musl-dev'], base},
    reason: 'musl is made to be linked statically',
  }
}

/** The base has the C library, the C++ runtime if needed, and can take on the shared libraries. */
function holds({libc, debian, cxx, packages}: FinalBase, needs: CNeeds): boolean {
  if (libc !== 'glibc' || debian === undefined || (needs.cxx && !cxx)) return false
  return needs.run.every(one => packages === 'apt' && one.packages[debian] !== undefined)
}

function sharedLibraries({debian}: FinalBase, needs: CNeeds): string[] {
  return [...new Set(needs.run.flatMap(one => one.packages[debian!] ?? []))].sort()
}

/** RUN lines that install packages and leave no package lists behind; none for no package. */
export function installLines(manager: GoBuilder['manager'], packages: readonly string[]): string[] {
  if (packages.length === 0) return []
  if (manager === 'apk') return [`RUN apk add --no-cache ${packages.join(' ')}`]
  return [
    'RUN apt-get update \\',
    `    && apt-get install -y --no-install-recommends ${packages.join(' ')} \\`,
    '    && rm -rf /var/lib/apt/lists/*',
  ]
}

function cgoNeeded({reference}: FinalBase, wanted: readonly FinalBase[], needs: CNeeds): UserError {
  const {because, run} = needs
  const releases = wanted.flatMap(({packages, debian}) => (packages === 'apt' && debian !== undefined ? [debian] : []))
  const absent = run.find(
    ({packages}) => releases.length > 0 && releases.every(debian => packages[debian] === undefined),
  )
  if (absent)
    return new UserError(
      'cgo-needed',
      `The program needs cgo for ${absent.library}, which Debian ${releases[0]} has no package of. Add a Dockerfile of your own.`,
    )
  const glibc = wanted.some(({libc}) => libc === 'glibc')
  const lacks = !glibc ? 'no glibc for it' : run.length > 0 ? 'no apt-get for its shared library' : 'no C++ runtime'
  return new UserError(
    'cgo-needed',
    `The program needs cgo for ${because}, which cannot be linked statically, and the base ${reference} has ${lacks}. Use \`base: distroless\` or \`base: debian\`.`,
  )
}
