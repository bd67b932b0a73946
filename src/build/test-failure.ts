import {lstat} from 'node:fs/promises'
import {join, posix, relative} from 'node:path'
import type {QualityCheck} from '../dockerfile/quality-checks.ts'
import {goingTo, QUALITY_STAGE} from '../dockerfile/quality-stage.ts'
import {chosenMains, moduleDirsOf} from '../go/chosen.ts'
import type {Project} from '../go/project.ts'
import type {Inputs} from '../inputs.ts'
import {plain} from '../report/plain.ts'
import {count} from '../report/units.ts'
import type {Context} from '../runner/context.ts'
import type {Place} from '../runner/log.ts'
import type {BuildContext} from './context.ts'
import {type CheckedModule, type Problem, readProblems} from './problems.ts'
import type {Step} from './progress.ts'

export type TestFailure = {
  /** For the step's error. */
  sentence: string
  annotations: {message: string; place: Place}[]
}

type Checked = {
  inputs: Pick<Inputs, 'checks'>
  context: Pick<Context, 'workspace'>
  source: BuildContext
  project: Project | null
}

/**
 * GitHub shows ten errors of a step, of which one is the step's own
 * (https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md#limitations).
 */
const MOST_ANNOTATIONS = 9

const SHOWN_LINES = 8

/** What the go command says when the module proxy does not answer or does not have it. */
const NO_PROXY =
  /^go: .*(?:module lookup disabled|dial tcp|i\/o timeout|no such host|connection refused|proxyconnect|tls: |x509: |[45]\d\d )/

/** The check that ended the build, in words and as annotations; null when none did. Looks whether files are there. */
export async function testFailure(
  steps: readonly Step[],
  {inputs, context, source, project}: Checked,
): Promise<TestFailure | null> {
  const {checks} = inputs
  if (checks.length === 0 || source.kind !== 'folder' || project === null) return null
  const failed = steps.find(({name, error}) => error !== null && isQualityStep(name))
  if (failed === undefined) return null
  const lines = failed.lines.filter(line => line.trim() !== '')
  const tool = checks.find(({tool}) => tool && failed.name.includes(`go install ${tool.package}@`))
  if (tool) return {sentence: describeMissingTool(tool.name, lines), annotations: []}
  const title = titleOf(failed.name, checks)
  // Whatever prepares the checks, a download for one, fails as in any other stage.
  if (title === null) return null
  const problems = await inCheckout(readProblems(failed.lines, checkedModule(project, failed.name)), source.path)
  const folder = relative(context.workspace, source.path)
  const annotations = problems.slice(0, MOST_ANNOTATIONS).map(({file, line, message, test}) => ({
    message,
    place: {file: join(folder, file), startLine: line, title: test === null ? title : `${title}: ${test}`},
  }))
  return {sentence: describe(title, problems.length, lines), annotations}
}

/** That of the first program, in whose folder the stage runs, or another one that the step goes to. */
function checkedModule({decision, modules}: Project, step: string): CheckedModule {
  const dirs = moduleDirsOf(chosenMains(decision))
  const dir = dirs.find(other => step.includes(` ${goingTo(posix.join('/src', other))}`)) ?? dirs[0] ?? '.'
  return {dir, path: modules.find(module => module.dir === dir)?.path ?? ''}
}

/** `[test 4/6] RUN …`, or `[linux/amd64 test 4/6] RUN …`. */
function isQualityStep(name: string): boolean {
  return new RegExp(`^\\[(?:\\S+ )?${QUALITY_STAGE} \\d+/\\d+\\] `).test(name)
}

/** By the end of the step, which is what it runs; BuildKit shows commands of the user's in a way of its own. */
function titleOf(step: string, checks: readonly QualityCheck[]): string | null {
  const check = checks.find(({name, command}) => name !== 'run' && step.endsWith(` ${command}`))
  if (check) return check.name
  return / \[(?:"[^"]*", )*"\/bin\/sh", "-c", /.test(step) ? 'run' : null
}

async function inCheckout(problems: Problem[], context: string): Promise<Problem[]> {
  const files = [...new Set(problems.map(({file}) => file))]
  const found = await Promise.all(
    files.map(async file => ((await lstat(join(context, file)).catch(() => null))?.isFile() ? [file] : [])),
  )
  const there = new Set(found.flat())
  return problems.filter(({file}) => there.has(file))
}

function describe(title: string, problems: number, lines: string[]): string {
  const more = problems - MOST_ANNOTATIONS
  const found =
    problems === 0 ? '' : `, ${count(problems, 'problem')}${more > 0 ? `, ${more} of them only in the log` : ''}`
  return [`The check \`${title}\` failed${found}; no image was made.`, ...lines.slice(-SHOWN_LINES).map(plain)].join(
    '\n',
  )
}

function describeMissingTool(name: string, lines: string[]): string {
  const said = lines.findLast(line => NO_PROXY.test(line))
  const why =
    said === undefined
      ? ['It did not compile:', ...lines.slice(-SHOWN_LINES).map(plain)]
      : [
          'It comes from the Go module proxy, which did not answer as it should. Name yours with `GOPROXY` in `build-args`.',
          plain(said),
        ]
  return [`\`${name}\` could not be installed for the input \`test\`; no image was made.`, ...why].join('\n')
}
