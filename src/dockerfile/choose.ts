import {copyFile, mkdir, readFile, writeFile} from 'node:fs/promises'
import {basename, join, relative, resolve} from 'node:path'
import type {BuildContext} from '../build/context.ts'
import {givenIds} from '../build/secrets.ts'
import {demandProgram} from '../go/demand.ts'
import type {Project} from '../go/project.ts'
import type {Inputs} from '../inputs.ts'
import {plain, shortened} from '../report/plain.ts'
import type {DecisionRow} from '../report/report.ts'
import {UserError} from '../runner/errors.ts'
import {adoptDockerfile, describeAdoption} from './adopt/adopt.ts'
import {readBases} from './bases-file.ts'
import {writeFromCheckout} from './from-checkout.ts'
import {flagChoices} from './go-flags.ts'
import {findGoCacheMounts} from './mounts.ts'
import {type Dockerfile, parseDockerfile, targetStage} from './parse.ts'

export type ChosenDockerfile = {
  origin: 'repository' | 'written'
  /** For `--file`; null leaves it to buildx (a remote context). */
  path: string | null
  /** For the build itself: a temporary copy with cache mounts, or the same as `path`. */
  buildPath: string | null
  /** Relative to the workspace, for links; null when it was written. */
  shownPath: string | null
  /** What was written, for the report; null for the repository's own. */
  text: string | null
  /** Null when it cannot be read from here. */
  model: Dockerfile | null
  choices: DecisionRow[]
  /** What the written Dockerfile cannot do for the program. */
  warnings: string[]
}

type Options = {
  source: BuildContext
  workspace: string
  inputs: Inputs
  project: Project | null
  /** A folder that outlives the step, for the Dockerfile that is written. */
  temp: string
  /** The day of the run. */
  today: Date
}

/** The repository's own Dockerfile where there is one, else one that is written for the project. */
export async function chooseDockerfile(options: Options): Promise<ChosenDockerfile> {
  const {source, workspace, inputs} = options
  const {file} = inputs.build
  if (source.kind === 'remote') {
    demandNoChecks(inputs, 'of the Git context')
    return {
      ...{origin: 'repository', path: null, buildPath: null, shownPath: null, text: null, model: null},
      ...{choices: [], warnings: []},
    }
  }
  const path = file === '' ? join(source.path, 'Dockerfile') : resolve(workspace, file)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new UserError('file-unreadable', `The Dockerfile ${path} cannot be read: ${error.message}`)
  })
  if (text === null && file !== '')
    throw new UserError(
      'file-missing',
      `Input \`file\` is "${file}", which does not exist. Correct it, or leave it out to have a Dockerfile written.`,
    )
  if (text === null) return await written(options, source.path)
  demandNoChecks(inputs, relative(workspace, path))
  return await adopted({path, text, shownPath: relative(workspace, path)}, options)
}

/** Checks that were asked for and do not run would be taken for passed ones. */
function demandNoChecks({checks}: Inputs, which: string): void {
  if (checks.length === 0) return
  throw new UserError(
    'test-own-dockerfile',
    `Input \`test\` is for a Dockerfile that this action writes, and the Dockerfile ${which} is yours. Leave the input out, and test in a stage of that file or on the runner with \`mode: caches\` (docs/go-test.md).`,
  )
}

/** Mounts may be named by platform; whether there are any does not depend on which it is. */
const ANY_PLATFORM = {platforms: [], builderPlatform: 'linux/amd64'}

/** A Dockerfile without cache mounts is built from a copy that has them; the repository's file is never touched. */
async function adopted(
  {path, text, shownPath}: {path: string; text: string; shownPath: string},
  {inputs, temp}: Options,
): Promise<ChosenDockerfile> {
  const {buildArgs, target, buildContexts, call} = inputs.build
  const model = parseDockerfile(text, buildArgs)
  const own = {origin: 'repository' as const, path, shownPath, text: null, warnings: []}
  // They are for a Dockerfile that is written; who keeps one says it there.
  const unused = flagChoices(inputs.goFlags).map(row => ({
    ...row,
    choice: 'not used',
    reason: 'the Dockerfile is yours',
  }))
  const wanted = inputs.cacheMounts === 'add' && inputs.cache !== 'off' && call === '' && !inputs.build.noCache
  if (!wanted || findGoCacheMounts(model, buildArgs, target, ANY_PLATFORM).length > 0)
    return {...own, buildPath: path, model, choices: unused}
  const adoption = adoptDockerfile(text, model, {buildArgs, target, buildContexts})
  const choices = [...describeAdoption(adoption, shownPath), ...unused]
  if (adoption.kind === 'kept') return {...own, buildPath: path, model, choices}
  const folder = join(temp, 'adopted')
  const buildPath = join(folder, basename(path))
  await mkdir(folder, {recursive: true})
  await writeFile(buildPath, adoption.text)
  await copyFile(`${path}.dockerignore`, `${buildPath}.dockerignore`).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  return {...own, buildPath, model: parseDockerfile(adoption.text, buildArgs), choices}
}

async function written({project, inputs, temp, workspace, today}: Options, folder: string): Promise<ChosenDockerfile> {
  if (project === null) throw new UserError('no-go-mod', `There is neither a Dockerfile nor a go.mod in ${folder}.`)
  demandProgram(project)
  const {buildArgs} = inputs.build
  const {base, style, goFlags, checks} = inputs
  const bases = await readBases(inputs.bases, workspace)
  const options = {base, bases, style, goFlags, checks, buildArgs, given: givenIds(inputs.build), today}
  const {dockerfile, ignore, ownIgnore, choices, warnings} = writeFromCheckout(folder, project, options)
  const path = join(temp, 'Dockerfile')
  await writeFile(path, dockerfile)
  // BuildKit prefers NAME.dockerignore beside the Dockerfile to the context's own .dockerignore.
  if (!ownIgnore) await writeFile(`${path}.dockerignore`, ignore)
  const model = parseDockerfile(dockerfile, buildArgs)
  demandTarget(model, inputs.build.target)
  return {origin: 'written', path, buildPath: path, shownPath: null, text: dockerfile, model, choices, warnings}
}

/** Throws for a target that the Dockerfile of ours does not have. */
function demandTarget(model: Dockerfile, target: string): void {
  if (targetStage(model, target) !== null) return
  const programs = model.stages.flatMap(({name, base}) => (base === 'base' && name !== null ? [name] : []))
  const remedy =
    programs.length > 0
      ? `it can be ${programs.join(', ')}, or empty for an image with all programs.`
      : 'leave it out: the Dockerfile that is written has one program, and the image is of that.'
  throw new UserError('target-unknown', `Input \`target\` is "${shortened(plain(target), 80)}"; ${remedy}`)
}
