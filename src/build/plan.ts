import {join} from 'node:path'
import {stampValues} from '../dockerfile/stamps.ts'
import type {Inputs} from '../inputs.ts'
import type {Context} from '../runner/context.ts'
import type {BuildPlan} from './arguments.ts'
import type {Builder} from './builder.ts'
import {type BuildContext, namedContexts} from './context.ts'
import {ociLabels} from './labels.ts'
import {spansNodes} from './nodes.ts'
import {gitTokenSecret, planSecrets, presentFiles, readSecrets} from './secrets.ts'
import {tagsFor, versionFor} from './tags.ts'

/** Turns inputs and what was found into the plan of one build. Secrets are to be files below `temp`. */
export function planBuild(options: {
  inputs: Inputs
  context: Context
  source: BuildContext
  builder: Builder
  /** Path for `--file`; null leaves it to buildx. */
  dockerfile: string | null
  /** Text of a Dockerfile of ours, whose arguments are known; null for the repository's own. */
  written: string | null
  /** Of the commit that is checked out, for a Dockerfile of ours; null when it is not known. */
  created: Date | null
  /** SOURCE_DATE_EPOCH is set: buildx then makes it a build argument (docker/buildx build/opt.go). */
  hasEpoch: boolean
  temp: string
  mask: (secret: string) => void
  warn: (message: string) => void
  noDefaultAttestations: boolean
}): BuildPlan {
  const {inputs, context, source, builder, temp, warn} = options
  const given = readSecrets('secrets', inputs.build.secrets, warn)
  const ownToken = {token: inputs.githubToken, server: context.server, secrets: given}
  const secrets = [...given, ...(source.kind === 'remote' && source.ofThisRepository ? gitTokenSecret(ownToken) : [])]
  const exportsLayout =
    builder.exportsLayout && inputs.build.call === '' && !spansNodes(builder, inputs.build.platforms)
  const isGiven = (name: string) => inputs.build.buildArgs.some(arg => arg.split('=')[0] === name)
  const version = versionFor(context)
  const {created, written} = options
  return {
    inputs: {...inputs.build, buildContexts: namedContexts(inputs.build.buildContexts, context)},
    builder,
    context: source.kind === 'folder' ? source.path : source.url,
    file: options.dockerfile ?? inputs.build.file,
    tags: inputs.build.tags.length > 0 || inputs.image === '' ? inputs.build.tags : tagsFor(inputs.image, context),
    buildArgs: [
      ...stampValues(written ?? '', {version, commit: context.commit, created}).filter(
        arg => !isGiven(arg.split('=', 1)[0]!),
      ),
      ...(written !== null && !options.hasEpoch && !isGiven('SOURCE_DATE_EPOCH')
        ? epochArgument(context, created)
        : []),
    ],
    labels: written !== null ? ociLabels(context, {version, created, given: inputs.build.labels}) : [],
    secretFiles: [
      ...planSecrets(secrets, join(temp, 'secrets'), options.mask),
      ...presentFiles(readSecrets('secret-files', inputs.build.secretFiles, warn), warn),
    ],
    secretEnvs: readSecrets('secret-envs', inputs.build.secretEnvs, warn).map(({id, value}) => ({id, env: value})),
    metadataFile: join(temp, 'metadata.json'),
    layout: exportsLayout ? join(temp, 'layout') : null,
    source: {
      runUrl: context.runUrl && `${context.runUrl}/attempts/${context.runAttempt}`,
      private: context.repository?.private ?? false,
    },
    noDefaultAttestations: options.noDefaultAttestations,
  }
}

/**
 * What is released says the commit's time as its own, and comes out the same from the same commit. Only that: BuildKit
 * gives the folder of WORKDIR this time too, so that with every commit the layers on it, modules among them, would be
 * made anew. Files keep their times: `rewrite-timestamp` is refused by exporters that unpack, as the docker driver does.
 */
function epochArgument({ref}: Context, created: Date | null): string[] {
  if (created === null || !ref.startsWith('refs/tags/')) return []
  return [`SOURCE_DATE_EPOCH=${created.getTime() / 1000}`]
}
