import type {Verb} from './verb.ts'

/** Each is loaded when it is asked for: half of the time of a check went into code for the others. */
export const VERBS: Record<string, () => Promise<Verb>> = {
  inspect: async () => (await import('./verbs/inspect.ts')).inspect,
  dockerfile: async () => (await import('./verbs/dockerfile.ts')).dockerfile,
  check: async () => (await import('./verbs/check.ts')).check,
  build: async () => (await import('./verbs/build.ts')).build,
  measure: async () => (await import('./verbs/measure.ts')).measure,
  diff: async () => (await import('./verbs/diff.ts')).diff,
  render: async () => (await import('./verbs/render.ts')).render,
}
