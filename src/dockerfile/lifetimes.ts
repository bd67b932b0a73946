/** Until when images get security fixes, and what comes after them. */

export type Lifetime = {
  /** Last day of regular security fixes, `2028-08-09`. */
  endOfLife: string
  /** What to take then: a name for the input `base`, or an image. */
  successor: string
}

/** Releases of bases that people still name, each with the day by its project, on 2026-11-21. To add one, add a line. */
const RELEASES: readonly {image: string; release: RegExp; endOfLife: string; successor: string}[] = [
  // GoogleContainerTools/distroless#2129 and SUPPORT_POLICY.md there.
  ...['static', 'base-nossl', 'base', 'cc'].map(name => ({
    ...{image: `gcr.io/distroless/${name}-debian12`, release: /^/, endOfLife: '2026-09-01'},
    successor: `gcr.io/distroless/${name}-debian13:nonroot`,
  })),
  // endoflife.date's products/debian.md: the last day before LTS, which is for some architectures alone, goes on.
  {image: 'debian', release: /^(?:bookworm|12)(?:[.-]|$)/, endOfLife: '2026-07-11', successor: 'debian:trixie-slim'},
  {image: 'debian', release: /^(?:bullseye|11)(?:[.-]|$)/, endOfLife: '2024-08-14', successor: 'debian:trixie-slim'},
  // https://alpinelinux.org/releases/, by endoflife.date's products/alpine-linux.md.
  {image: 'alpine', release: /^3\.23(?:\.|$)/, endOfLife: '2027-11-01', successor: 'alpine:3.24'},
  {image: 'alpine', release: /^3\.22(?:\.|$)/, endOfLife: '2027-05-01', successor: 'alpine:3.24'},
  {image: 'alpine', release: /^3\.21(?:\.|$)/, endOfLife: '2026-11-01', successor: 'alpine:3.24'},
  {image: 'alpine', release: /^3\.20(?:\.|$)/, endOfLife: '2026-04-01', successor: 'alpine:3.24'},
  {image: 'alpine', release: /^3\.19(?:\.|$)/, endOfLife: '2025-11-01', successor: 'alpine:3.24'},
  {image: 'alpine', release: /^3\.18(?:\.|$)/, endOfLife: '2025-05-09', successor: 'alpine:3.24'},
]

/** Of an image that somebody names; empty where nothing is known of it, and for an official image of a mirror. */
export function lifetimeOf(reference: string): Partial<Lifetime> {
  const [named = ''] = reference.split('@', 1)
  const [, image = '', tag = ''] = /^(?:docker\.io\/)?(?:library\/)?(.*?)(?::([^/]*))?$/.exec(named) ?? []
  const found = RELEASES.find(one => one.image === image && one.release.test(tag))
  return found === undefined ? {} : {endOfLife: found.endOfLife, successor: found.successor}
}

/** One warning for each image whose last day lies before `today`. */
export function endedWarnings(images: readonly (Partial<Lifetime> & {reference: string})[], today: Date): string[] {
  const day = today.toISOString().slice(0, 10)
  return images.flatMap(({reference, endOfLife, successor}) => {
    if (endOfLife === undefined || endOfLife >= day) return []
    const remedy = successor === undefined ? 'Take one that still gets them.' : `Take ${successor}.`
    return [`${reference} has had no regular security fixes since ${endOfLife}. ${remedy}`]
  })
}
