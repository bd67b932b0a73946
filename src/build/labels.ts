import {plain} from '../report/plain.ts'
import type {Context} from '../runner/context.ts'

/**
 * Labels for an image whose Dockerfile is ours, with the keys of the OCI image spec (annotations.md, "Pre-Defined
 * Annotation Keys") that docker/metadata-action sets too; only those that are known, and none that was given. A
 * repository's own Dockerfile gets none: `--label` wins over its LABEL lines, and it had none from
 * docker/build-push-action. All are of the commit, so that the same commit gives the same labels.
 */
export function ociLabels(context: Context, facts: {version: string; created: Date | null; given: string[]}): string[] {
  const {server, repository, commit} = context
  const page = server !== null && repository !== null ? `${server}/${repository.owner}/${repository.name}` : null
  const labels = {
    title: repository?.name ?? null,
    description: repository?.description ?? null,
    url: page,
    source: page,
    version: facts.version,
    created: facts.created?.toISOString().replace('.000Z', 'Z') ?? null,
    revision: commit,
    licenses: repository?.license ?? null,
  }
  const given = new Set(facts.given.map(label => label.split('=')[0]))
  return Object.entries(labels)
    .map(([key, value]) => [`org.opencontainers.image.${key}`, value] as const)
    .flatMap(([key, value]) => (value === null || given.has(key) ? [] : [`${key}=${plain(value)}`]))
}
