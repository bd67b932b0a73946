import type {BuildInputs} from '../inputs.ts'
import type {Builder} from './builder.ts'
import {csvRecord, readCsvRecord} from './csv.ts'
import type {SecretFile} from './secrets.ts'

export type BuildPlan = {
  inputs: BuildInputs
  builder: Builder
  /** Path, Git URL or `-`. */
  context: string
  /** Path of the Dockerfile; empty lets buildx find it in the context. */
  file: string
  tags: string[]
  /** Further `NAME=value` build arguments of our own. */
  buildArgs: string[]
  /** Further `key=value` labels of our own. */
  labels: string[]
  /** Files with secret values by id; their content is never an argument. */
  secretFiles: SecretFile[]
  /** Names of environment variables with secret values by id. */
  secretEnvs: {id: string; env: string}[]
  metadataFile: string
  /** Folder for the OCI layout that the image is measured from; null when the builder cannot make one. */
  layout: string | null
  /** For provenance: the address of this attempt of the run, and whether the repository is private. */
  source: {runUrl: string | null; private: boolean}
  /** BUILDX_NO_DEFAULT_ATTESTATIONS is set. */
  noDefaultAttestations: boolean
}

/**
 * Arguments for `docker` that build an image, as data. Every value is one token with its flag, so that a value that
 * starts with `-` cannot become a flag. Order and defaults follow docker/build-push-action (src/context.ts).
 */
export function buildArguments(plan: BuildPlan): string[] {
  const {inputs} = plan
  const each = (flag: string, values: string[]) => values.map(value => `--${flag}=${value}`)
  const one = (flag: string, value: string) => (value === '' ? [] : [`--${flag}=${value}`])
  return [
    'buildx',
    'build',
    '--progress=plain',
    ...one('builder', inputs.builder),
    ...each('add-host', inputs.addHosts),
    ...each('allow', inputs.allow),
    ...each('annotation', inputs.annotations),
    ...each('build-arg', [...plan.buildArgs, ...inputs.buildArgs]),
    ...each('build-context', inputs.buildContexts),
    ...each('cache-from', inputs.cacheFrom),
    ...each('cache-to', inputs.cacheTo),
    ...one('call', inputs.call),
    ...one('cgroup-parent', inputs.cgroupParent),
    ...each('secret', plan.secretEnvs.map(csvRecord)),
    ...one('file', plan.file),
    ...each('label', [...plan.labels, ...inputs.labels]),
    ...each('no-cache-filter', inputs.noCacheFilters),
    ...each('output', outputs(plan)),
    ...one('platform', inputs.platforms.join(',')),
    ...each('attest', attestations(plan)),
    ...each(
      'secret',
      plan.secretFiles.map(({id, path}) => csvRecord({id, src: path})),
    ),
    ...one('shm-size', inputs.shmSize),
    ...each('ssh', inputs.ssh),
    ...each('tag', plan.tags),
    ...one('target', inputs.target),
    ...each('ulimit', inputs.ulimit),
    ...(inputs.load ? ['--load'] : []),
    `--metadata-file=${plan.metadataFile}`,
    ...one('network', inputs.network),
    ...(inputs.noCache ? ['--no-cache'] : []),
    ...(inputs.pull ? ['--pull'] : []),
    ...(inputs.push ? ['--push'] : []),
    '--',
    plan.context,
  ]
}

/** The user's outputs, and the layout that is measured. */
function outputs(plan: BuildPlan): string[] {
  const {inputs, builder, layout} = plan
  if (inputs.call !== '') return inputs.outputs
  const asked = inputs.outputs.length > 0 || inputs.load || inputs.push
  // Without any output the docker driver keeps the image; naming another exporter would silently end that.
  const kept = asked || builder.driver !== 'docker' ? [] : ['type=image']
  return [...inputs.outputs, ...kept, ...(layout === null ? [] : [layoutOutput(inputs.outputs, layout)])]
}

/** The layout must be compressed like the image that is published, or its size would be another. */
function layoutOutput(userOutputs: string[], dest: string): string {
  const published = userOutputs
    .map(readCsvRecord)
    .find(fields => /^(image|registry|oci|docker)$/.test(fields.get('type') ?? ''))
  const alike = ['compression', 'compression-level', 'force-compression', 'oci-mediatypes', 'rewrite-timestamp']
    .filter(name => published?.has(name))
    .map(name => [name, published!.get(name)!])
  return csvRecord({type: 'oci', tar: 'false', dest, ...Object.fromEntries(alike)})
}

/**
 * Attestations with docker/build-push-action's defaults: the inputs `provenance` and `sbom` win over `attests`, and
 * without any of them provenance is `mode=max` for public repositories and `mode=min` for private ones. The classic image
 * store has none, and buildx then refuses the build (docker/buildx build/opt.go, "Attestation").
 */
function attestations({inputs, builder, source, noDefaultAttestations}: BuildPlan): string[] {
  const typeOf = (attest: string) => readCsvRecord(attest).get('type')
  const provenance = inputs.attests.find(attest => typeOf(attest) === 'provenance')
  const sbom = inputs.attests.find(attest => typeOf(attest) === 'sbom')
  const loads = inputs.load || inputs.outputs.some(output => readCsvRecord(output).get('type') === 'docker')
  const builderId = source.runUrl ? `builder-id=${source.runUrl}` : ''
  const withBuilder = (attest: string) =>
    builderId === '' || readCsvRecord(attest).has('builder-id') ? attest : `${attest},${builderId}`
  const result: string[] = []
  if (inputs.provenance !== '') result.push(provenanceInput(inputs.provenance, withBuilder))
  else if (provenance) result.push(withBuilder(provenance))
  else if (!noDefaultAttestations && builder.exportsLayout && !loads && inputs.call === '' && source.runUrl)
    result.push(withBuilder(`type=provenance,mode=${source.private ? 'min,inline-only=true' : 'max'}`))
  if (inputs.sbom !== '') result.push(`type=sbom,${booleanAttribute(inputs.sbom)}`)
  else if (sbom) result.push(sbom)
  return [...result, ...inputs.attests.filter(attest => attest !== provenance && attest !== sbom)]
}

function provenanceInput(value: string, withBuilder: (attest: string) => string): string {
  const attribute = booleanAttribute(value)
  if (attribute === 'disabled=true') return 'type=provenance,disabled=true'
  return withBuilder(attribute === 'disabled=false' ? 'type=provenance' : `type=provenance,${attribute}`)
}

/** `true` and `false` stand for `disabled=false` and `disabled=true` (docker/buildx util/buildflags/attests.go). */
function booleanAttribute(value: string): string {
  if (/^(true|1|t)$/i.test(value)) return 'disabled=false'
  if (/^(false|0|f)$/i.test(value)) return 'disabled=true'
  return value
}
