/** The step: reads inputs and environment, runs, sets outputs. */
import {randomUUID} from 'node:crypto'
import {join} from 'node:path'
import * as core from '@actions/core'
import {openStore} from './cache/open-store.ts'
import {RULE_PAGES} from './dockerfile/check/check.ts'
import {type Inputs, readInputs} from './inputs.ts'
import {plainLines} from './report/plain.ts'
import {run} from './run.ts'
import {restoreForSteps} from './run-caches.ts'
import {commentOnReports} from './run-comment.ts'
import {type Context, readContext} from './runner/context.ts'
import {explain} from './runner/errors.ts'
import {childEnvironment, type Execute, execute} from './runner/exec.ts'
import {connectGitHub} from './runner/github-api.ts'
import {startActionsLog} from './runner/log.ts'
import {savePostState} from './runner/state.ts'
import {summaryWriter} from './runner/summary.ts'
import {VERSION} from './version.ts'

const log = startActionsLog()
const cancelled = new AbortController()
// The runner cancels with SIGINT, then SIGTERM 7.5 s later; it signals this process alone, not its children.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => cancelled.abort(new Error(`cancelled by ${signal}`)))

async function main(): Promise<void> {
  const {env} = process
  const context = await readContext(env)
  const inputs = readInputs(name => core.getInput(name, {trimWhitespace: false}))
  const childEnv = childEnvironment(env, {layerCacheToken: false})
  const signal = cancelled.signal
  const start: Execute = (command, args, options) => execute(command, args, {env: childEnv, signal, ...options})
  const store = openStore(inputs.cacheStore, {env, temp: context.temp, execute: start, signal})
  const machine = {
    log,
    execute: start,
    signal,
    store,
    temp: join(context.temp, `go-image-${randomUUID()}`),
    now: () => new Date(),
    env: childEnv,
    dockerHost: env.DOCKER_HOST ?? '',
    isRoot: process.getuid?.() === 0,
  }
  if (inputs.mode === 'comment') return await comment(inputs, context)
  const outcome =
    inputs.mode === 'caches'
      ? {...(await restoreForSteps(inputs, context, machine)), saves: [], failure: null}
      : {...(await run(inputs, context, {...machine, ...ofBuilds(inputs, context)})), session: null}
  for (const [name, value] of Object.entries(outcome.outputs)) core.setOutput(name, value)
  const {saves, session, failure} = outcome
  savePostState({store: inputs.cacheStore, saves, session, restored: [...store.restored]})
  if (failure !== null) core.setFailed(failure)
}

async function comment(inputs: Inputs, context: Context): Promise<void> {
  const url = await commentOnReports(inputs, context, {
    log,
    octokit: octokitOf(inputs, context),
    writeSummary: summaryWriter(process.env),
  })
  core.setOutput('comment-url', url ?? '')
}

function octokitOf({githubToken}: Inputs, {api}: Context) {
  return githubToken === '' ? null : connectGitHub({token: githubToken, api, say: line => log.info(line)})
}

/** What only a build needs of the machine. */
function ofBuilds(inputs: Inputs, context: Context) {
  const {env} = process
  return {
    mask: core.setSecret,
    octokit: octokitOf(inputs, context),
    writeSummary: summaryWriter(env),
    noDefaultAttestations: /^(1|t|true)$/i.test(env.BUILDX_NO_DEFAULT_ATTESTATIONS ?? ''),
    layerCacheEnv: childEnvironment(env, {layerCacheToken: true}),
    version: VERSION,
    rulePages: rulePages(env),
  }
}

/** Of the release that the workflow uses. */
function rulePages({GITHUB_ACTION_REPOSITORY, GITHUB_ACTION_REF, GITHUB_SERVER_URL}: NodeJS.ProcessEnv): string | null {
  if (!GITHUB_ACTION_REPOSITORY || !GITHUB_ACTION_REF) return null
  return `${GITHUB_SERVER_URL ?? 'https://github.com'}/${GITHUB_ACTION_REPOSITORY}/blob/${GITHUB_ACTION_REF}/${RULE_PAGES}`
}

try {
  await main()
} catch (error) {
  if (cancelled.signal.aborted) core.setFailed('The step was cancelled.')
  // Messages hold names and lines of the repository's files.
  else core.setFailed(plainLines(explain(error)).join('\n'))
}
// Sockets that libraries keep open would hold the process; actions/cache ends the same way.
process.exit()
