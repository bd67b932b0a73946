/** Final base images that a written Dockerfile can stand on. To offer one more, add a line. Checked on 2026-11-20. */
export type FinalBase = {
  reference: string
  /** Numeric, because Kubernetes' runAsNonRoot rejects names (kubernetes-sigs/cluster-api#4046). */
  user: string
  /** CA certificates are in the image; otherwise they are copied from the build stage. */
  certificates: boolean
  reason: string
}

export const FINAL_BASES: Record<string, FinalBase> = {
  distroless: {
    reference: 'gcr.io/distroless/static-debian13:nonroot',
    user: '65532:65532',
    certificates: true,
    reason: 'no shell, CA certificates, time zones and a non-root user in 2 MB',
  },
  scratch: {
    reference: 'scratch',
    user: '65532:65532',
    certificates: false,
    reason: 'nothing but the program and CA certificates',
  },
  alpine: {
    reference: 'alpine:3.24',
    user: '65532:65532',
    certificates: true,
    reason: 'a shell and a package manager at hand',
  },
}

/** The base for the `base` input: a name from the table, or any image reference. */
export function finalBase(input: string): FinalBase {
  const known = Object.hasOwn(FINAL_BASES, input) ? FINAL_BASES[input] : undefined
  if (known) return known
  return {reference: input, user: '65532:65532', certificates: true, reason: 'named by the input `base`'}
}
