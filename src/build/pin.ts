import * as v from 'valibot'
import type {Execute} from '../runner/exec.ts'
import {inTime} from '../runner/patience.ts'

/** A file is written without digests rather than that somebody waits longer for a registry. */
const PATIENCE_MS = 15_000

export type Pin = {
  /** Of the index, so that it is for every platform. */
  digest: string
  /** GOLANG_VERSION of the image; null for one without. */
  release: string | null
}

/** What `docker buildx imagetools inspect` prints as JSON; only what is used here. */
const Inspected = v.object({
  manifest: v.object({digest: v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/))}),
  image: v.unknown(),
})

/** What a reference means to its registry now; null when that does not answer. Fails only when cancelled. */
export async function askRegistry(reference: string, signal: AbortSignal, execute: Execute): Promise<Pin | null> {
  const args = ['buildx', 'imagetools', 'inspect', '--format={{json .}}', '--', reference]
  return await inTime(PATIENCE_MS, signal, async limit => {
    const {exitCode, stdout} = await execute('docker', args, {signal: limit})
    if (exitCode !== 0) return null
    const {manifest, image} = v.parse(Inspected, JSON.parse(stdout))
    const release = /"GOLANG_VERSION=(1\.\d[\w.]*)"/.exec(JSON.stringify(image))?.[1] ?? null
    return {digest: manifest.digest, release}
  })
}
