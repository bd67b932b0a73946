/** The images that a build stood on, as BuildKit's provenance names them. */
import * as v from 'valibot'
import type {DecisionRow} from '../report/report.ts'

/** SLSA 0.2 `materials`, and `resolvedDependencies` of 1.0 (moby/buildkit docs/attestations/slsa-provenance.md). */
const Material = v.object({uri: v.string(), digest: v.object({sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))})})
const Provenance = v.object({
  materials: v.optional(v.array(v.unknown()), []),
  buildDefinition: v.optional(v.object({resolvedDependencies: v.optional(v.array(v.unknown()), [])})),
})

/** `pkg:docker/NAME@TAG?platform=…` (package-url/purl-spec, docker), each part percent-encoded. */
const IMAGE = /^pkg:docker\/([^@?]+)(?:@([^?]+))?(?:\?|$)/

/**
 * From buildx's metadata file, which has a provenance for each platform: a row for each image that was pulled, so that
 * a tag that moves can be told from what it was for this build. No rows where there is no provenance.
 */
export function imageRows(metadata: Record<string, unknown>): DecisionRow[] {
  const images = Object.entries(metadata)
    .filter(([key]) => key.startsWith('buildx.build.provenance'))
    .flatMap(([, provenance]) => materialsOf(provenance))
    .flatMap(material => {
      const read = v.safeParse(Material, material)
      return read.success ? imageOf(read.output) : []
    })
  return [...new Set(images)].map(choice => {
    return {what: 'image', choice, reason: 'what its tag meant for this build', evidence: []}
  })
}

function materialsOf(provenance: unknown): unknown[] {
  const read = v.safeParse(Provenance, provenance)
  return read.success ? [...read.output.materials, ...(read.output.buildDefinition?.resolvedDependencies ?? [])] : []
}

function imageOf({uri, digest}: v.InferOutput<typeof Material>): string[] {
  const [, name, tag] = IMAGE.exec(uri) ?? []
  if (name === undefined) return []
  try {
    const reference = [name, ...(tag === undefined ? [] : [tag])].map(decodeURIComponent).join(':')
    return [`${reference.replace(/:sha256:[0-9a-f]{64}$/, '')}@sha256:${digest.sha256}`]
  } catch {
    return [] // no percent-encoding
  }
}
