/** Two mounts that a step can have on /m, and whether they are one folder of the builder. */
type Pair = {first: string; second: string; same: boolean; workdir: string}

const pair = (same: boolean, first: string, second: string, workdir = '/'): Pair => ({first, second, same, workdir})

/** Claims about BuildKit, which a unit test holds against our reading and an end-to-end test against BuildKit. */
export const pairs: Pair[] = [
  pair(true, 'type=cache,target=/m', 'type=cache,dst=/m'),
  pair(true, 'type=cache,target=/m', 'type=cache,target=/x/..//m/'),
  pair(true, 'type=cache,id=a,target=/m', 'type=cache,id=a,destination=/m'),
  pair(true, 'type=cache,id=/m,target=/m', 'type=cache,target=/m'),
  pair(false, 'type=cache,id=/m/,target=/m/', 'type=cache,target=/m/'),
  pair(false, 'type=cache,id=a,target=/m', 'type=cache,id=b,target=/m'),
  pair(true, 'type=cache,target=/m,sharing=locked', 'type=cache,target=/m,sharing=shared'),
  pair(true, 'type=cache,target=/m,sharing=private', 'type=cache,target=/m,sharing=private'),
  pair(true, 'type=cache,target=/m', 'type=cache,target=/m,readonly'),
  pair(false, 'type=cache,target=/m', 'type=cache,target=/m,uid=0'),
  pair(true, 'type=cache,target=/m,uid=0', 'type=cache,target=/m,gid=0,mode=755'),
  pair(true, 'type=cache,target=/m,mode=0750', 'type=cache,target=/m,mode=750'),
  pair(false, 'type=cache,target=/m,uid=1', 'type=cache,target=/m,uid=2'),
  pair(false, 'type=cache,target=m', 'type=cache,target=/m'),
  pair(true, 'type=cache,target=m', 'type=cache,target=./m/'),
  pair(true, 'type=cache,target=m', 'type=cache,id=m,target=/m'),
  pair(true, 'type=cache', 'type=cache,id=.,target=/m', '/m'),
  pair(true, 'type=cache,target=/m,from=scratch', 'type=cache,target=/m'),
]

/** `--platform`, and what TARGETPLATFORM, TARGETOS, TARGETARCH and TARGETVARIANT then are. */
export const platformNames: [string, string][] = [
  ['linux/amd64', 'linux/amd64 linux amd64 '],
  ['linux/x86_64', 'linux/amd64 linux amd64 '],
  ['linux/amd64/v2', 'linux/amd64/v2 linux amd64 v2'],
  ['linux/arm64/v8', 'linux/arm64 linux arm64 '],
  ['linux/arm', 'linux/arm/v7 linux arm v7'],
  ['linux/arm/v6', 'linux/arm/v6 linux arm v6'],
  ['linux/armhf', 'linux/arm/v7 linux arm v7'],
  ['linux/s390x', 'linux/s390x linux s390x '],
  ['arm64', 'linux/arm64 linux arm64 '],
]
