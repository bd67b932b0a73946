import {mkdir, rm} from 'node:fs/promises'
import {join} from 'node:path'
import {buildArguments} from './build/arguments.ts'
import {build} from './build/build.ts'
import type {Builder} from './build/builder.ts'
import {commitTime} from './build/commit-time.ts'
import {writeCommitTree} from './build/commit-tree.ts'
import {buildContext} from './build/context.ts'
import {planBuild} from './build/plan.ts'
import {writeSecrets} from './build/secrets.ts'
import {chooseDockerfile} from './dockerfile/choose.ts'
import {targetStage} from './dockerfile/parse.ts'
import {readProject} from './go/read.ts'
import type {KnownLayers} from './image/contents.ts'
import type {ImageFacts} from './image/facts.ts'
import {measureLayout} from './image/measure.ts'
import type {Inputs} from './inputs.ts'
import {duration} from './report/units.ts'
import type {Machine} from './run.ts'
import type {Context} from './runner/context.ts'
import {type Help, startHelp} from './runner/help.ts'
import type {FoundBaseline} from './size/baseline.ts'

/** The baseline with the facts of the commit that the change starts from, built now; the stored one where that fails. */
export async function rebuiltBaseline(
  found: FoundBaseline,
  how: {
    inputs: Inputs
    context: Context
    folder: string
    builder: Builder
    machine: Machine
    known: KnownLayers
  },
  help: Help,
): Promise<FoundBaseline> {
  const {commit = null, what = ''} = found.rebuild ?? {}
  if (commit === null) return found
  const {log, now, version} = how.machine
  return await help.attempt(`The baseline ${commit.slice(0, 7)} could not be built`, found, () =>
    log.group(`▸ Build the baseline  ${commit.slice(0, 7)}`, async () => {
      const {facts, seconds} = await buildBaseline(commit, how)
      const why = `${what}, built for this comparison in ${duration(seconds)}`
      const known = {commit, ref: how.context.pullRequest?.baseRef ?? null, created: now().toISOString(), why}
      return {
        ...found,
        facts,
        baseline: {found: true, ...known, how: 'rebuilt', distance: 0, measuredBy: version},
      }
    }),
  )
}

/**
 * `baseline: rebuild`: builds the tree of another commit as this run's inputs say, in the same builder, whose caches are
 * warm by now, and measures it. Nothing is pushed, loaded, tagged, tested or attested. Throws when that fails.
 */
async function buildBaseline(
  commit: string,
  how: {inputs: Inputs; context: Context; folder: string; builder: Builder; machine: Machine; known: KnownLayers},
): Promise<{facts: ImageFacts; seconds: number}> {
  const {machine, builder, known} = how
  const {execute, signal, log, env} = machine
  const started = performance.now()
  const temp = join(machine.temp, 'baseline')
  try {
    await mkdir(temp, {recursive: true})
    const workspace = await writeCommitTree(commit, {
      ...{folder: how.folder, workspace: how.context.workspace, target: join(temp, 'tree')},
      ...{index: join(temp, 'index'), execute, env},
    })
    const context = {...how.context, workspace, commit, sha: commit}
    const inputs = withoutEffects(how.inputs)
    const source = await buildContext(inputs.build.context, context)
    if (source.kind !== 'folder') throw new Error('its build context is not a folder of the checkout')
    // What is wrong with the older tree is not news.
    const help = startHelp({...log, warning: message => log.info(message)}, signal)
    const {project} = await readProject(source, inputs, help, {execute, signal, path: env.PATH ?? '', temp})
    const dockerfile = await chooseDockerfile({source, workspace, inputs, project, temp, today: machine.now()})
    const plan = planBuild({
      ...{inputs, context, source, builder, temp, mask: machine.mask, warn: help.warn, noDefaultAttestations: true},
      ...{dockerfile: dockerfile.buildPath, written: dockerfile.text, hasEpoch: env.SOURCE_DATE_EPOCH !== undefined},
      created: dockerfile.origin === 'written' ? await commitTime(how.folder, execute, signal) : null,
    })
    if (plan.layout === null) throw new Error('this builder cannot export an OCI layout')
    await writeSecrets(plan.secretFiles)
    const built = await build(buildArguments(plan), plan.metadataFile, execute, log)
    if (built.report.outcome !== 'success') throw new Error(built.error ?? 'the build failed')
    const stage = targetStage(dockerfile.model, inputs.build.target)
    const {facts} = await measureLayout(plan.layout, {source: `commit ${commit}`, stage, known, temp})
    return {facts, seconds: (performance.now() - started) / 1000}
  } finally {
    await rm(temp, {recursive: true, force: true})
  }
}

function withoutEffects(inputs: Inputs): Inputs {
  const nothing = {push: false, load: false, outputs: [], tags: [], cacheTo: [], attests: [], sbom: '', call: ''}
  return {...inputs, image: '', checks: [], build: {...inputs.build, ...nothing, provenance: 'false'}}
}
