import {getState, saveState} from '@actions/core'
import * as v from 'valibot'

/** What the step leaves for the end of the job. No secret belongs in here: the runner keeps it in a file. */
const PostState = v.object({
  /** Input `cache-store`. */
  store: v.string(),
  saves: v.array(v.object({name: v.string(), key: v.string(), file: v.string()})),
  /** Keys of the entries that the step restored: they are not removed. */
  restored: v.array(v.string()),
  /** File with what `mode: caches` left for the end of the job; null for a build. */
  session: v.nullable(v.string()),
})
export type PostState = v.InferOutput<typeof PostState>

const NAME = 'go-image'

export function savePostState(state: PostState): void {
  saveState(NAME, JSON.stringify(state))
}

/** Empty when the step ended before it saved anything. */
export function readPostState(): PostState {
  const text = getState(NAME)
  return text === '' ? {store: 'github', saves: [], restored: [], session: null} : v.parse(PostState, JSON.parse(text))
}
