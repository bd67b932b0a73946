import v8 from 'node:v8'

/**
 * Keeps the space of new objects as small as it is while `body` runs. V8 doubles it, up to 48 MB, where many of them
 * stay, as the entries of a large image do (heap/new-spaces.cc, SemiSpaceNewSpace::Grow, which reads the flag each time).
 * A toolchain image of 1 GB takes 25 MB less so from an archive, 35 MB less from a registry, and no more time (Node
 * 24.21). Of a thread, resourceLimits says the same.
 *
 * Node documents the setting of flags at run time, and warns that some may do nothing or break then
 * (nodejs.org/api/v8.html#v8setflagsfromstringflags): this one is read by each growth and by nothing else. There is no
 * other way in a process that somebody else started, as the runner starts this action.
 */
export async function withSmallYoungHeap<Result>(body: () => Promise<Result>): Promise<Result> {
  v8.setFlagsFromString('--semi-space-growth-factor=1')
  try {
    return await body()
  } finally {
    v8.setFlagsFromString('--semi-space-growth-factor=2')
  }
}
