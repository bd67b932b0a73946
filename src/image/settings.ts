import type {BaseImage, ImageSettings} from './facts.ts'
import {shownEntry} from './secret-values.ts'
import type {ImageConfig} from './source/documents.ts'

/** A configuration may have megabytes of them; a report is for people. */
const LONGEST_LIST = 500
const LONGEST_TEXT = 4_000

/** What the configuration says about running the image; very long texts and lists are cut. */
export function settingsOf({config, created}: ImageConfig): ImageSettings {
  return {
    user: cut(config?.User ?? ''),
    entrypoint: cutAll(config?.Entrypoint ?? []),
    command: cutAll(config?.Cmd ?? []),
    workingDirectory: cut(config?.WorkingDir ?? ''),
    ports: cutAll(Object.keys(config?.ExposedPorts ?? {}).sort()),
    created: created && !Number.isNaN(Date.parse(created)) ? cut(created) : null,
    labels: Object.fromEntries(
      Object.entries(config?.Labels ?? {})
        .slice(0, LONGEST_LIST)
        .map(([name, value]) => [cut(name), cut(value)]),
    ),
    environment: cutAll((config?.Env ?? []).map(shownEntry)),
  }
}

/** image-spec annotations.md. Not every builder writes them; `docker buildx build` does when it is told to. */
export function annotatedBase(annotations: Record<string, string>): BaseImage | null {
  const name = annotations['org.opencontainers.image.base.name']
  const digest = annotations['org.opencontainers.image.base.digest'] ?? null
  if (name === undefined || name === '') return null
  return {name: cut(name), digest: digest !== null && /^sha256:[0-9a-f]{64}$/.test(digest) ? digest : null}
}

function cut(text: string): string {
  return text.slice(0, LONGEST_TEXT)
}

function cutAll(texts: string[]): string[] {
  return texts.slice(0, LONGEST_LIST).map(cut)
}
