import {join} from 'node:path'
import type {Inputs} from '../inputs.ts'
import type {Context} from '../runner/context.ts'
import type {BuildPlan} from './arguments.ts'
import type {Builder} from './builder.ts'
import {type BuildContext, namedContexts} from './context.ts'
import {spansNodes} from './nodes.ts'
import {gitTokenSecret, presentFiles, readSecrets, writeSecrets} from './secrets.ts'
import {tagsFor, versionFor} from './tags.ts'

/** Turns inputs and what was found into the plan of one build. Secret values land in files below `temp`. */
export async function planBuild(options: {
  inputs: Inputs
  context: Context
  source: BuildContext
  builder: Builder
  /** Path for `--file`; null leaves it to buildx. */
  dockerfile: string | null
  /** The Dockerfile is ours, so it knows the VERSION argument. */
  written: boolean
  temp: string
  mask: (secret: string) => void
  warn: (message: string) => void
  noDefaultAttestations: boolean
}): Promise<BuildPlan> {
  const {inputs, context, source, builder, temp, warn} = options
  const given = readSecrets('secrets', inputs.build.secrets, warn)
  const ownToken = {token: inputs.githubToken, server: context.server, secrets: given}
  const secrets = [...given, ...(source.kind === 'remote' && source.ofThisRepository ? gitTokenSecret(ownToken) : [])]
  const exportsLayout =
    builder.exportsLayout && inputs.build.call === '' && !spansNodes(builder, inputs.build.platforms)
  const versionGiven = inputs.build.buildArgs.some(arg => /^VERSION(=|$)/.test(arg))
  return {
    inputs: {...inputs.build, buildContexts: namedContexts(inputs.build.buildContexts, context)},
    builder,
    context: source.kind === 'folder' ? source.path : source.url,
    file: options.dockerfile ?? inputs.build.file,
    tags: inputs.build.tags.length > 0 || inputs.image === '' ? inputs.build.tags : tagsFor(inputs.image, context),
    buildArgs: options.written && !versionGiven ? [`VERSION=${versionFor(context)}`] : [],
    secretFiles: [
      ...(await writeSecrets(secrets, join(temp, 'secrets'), options.mask)),
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
