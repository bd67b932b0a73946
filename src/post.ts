/** The end of the job: uploads what the step packed. It may warn; it never fails a job that has built its image. */
import {randomUUID} from 'node:crypto'
import {join} from 'node:path'
import * as core from '@actions/core'
import {getOctokit} from '@actions/github'
import {rememberedUploads} from './cache/ledger.ts'
import {type OpenStore, openStore} from './cache/open-store.ts'
import {saveWithin} from './cache/save-within.ts'
import {type Inputs, readInputs} from './inputs.ts'
import {packAfterSteps} from './run-caches.ts'
import {readContext} from './runner/context.ts'
import {messageOf} from './runner/errors.ts'
import {childEnvironment, type Execute, execute} from './runner/exec.ts'
import {startActionsLog} from './runner/log.ts'
import {readPostState} from './runner/state.ts'
import {summaryWriter} from './runner/summary.ts'

const log = startActionsLog()

async function main(): Promise<void> {
  const state = readPostState()
  if (state.saves.length === 0 && state.session === null) return
  const {env} = process
  const childEnv = childEnvironment(env, {layerCacheToken: false})
  // Inputs are here again; a token in the state would lie in a file.
  const inputs = readInputs(name => core.getInput(name, {trimWhitespace: false}))
  const {githubToken, cacheMaxSize} = inputs
  const baseUrl = env.GITHUB_API_URL ?? 'https://api.github.com'
  const temp = env.RUNNER_TEMP ?? '/tmp'
  const start: Execute = (command, args, options) => execute(command, args, {env: childEnv, ...options})
  const store = openStore(state.store, {
    ...{env, temp, execute: start},
    octokit: githubToken === '' ? null : getOctokit(githubToken, {baseUrl}),
  })
  const saves =
    state.session === null ? state.saves : await packed(state.session, inputs, {store, start, childEnv, temp})
  await saveWithin(
    store,
    {
      ...{saves, restored: state.restored, remembered: await rememberedUploads(saves), grants: store.grants},
      ...{maximum: cacheMaxSize.bytes, scope: env.GITHUB_REF ?? '', now: Date.now()},
    },
    log,
  )
}

/** What the steps after `mode: caches` added. */
async function packed(
  session: string,
  inputs: Inputs,
  {store, start, childEnv, temp}: {store: OpenStore; start: Execute; childEnv: Record<string, string>; temp: string},
) {
  const {env} = process
  return await packAfterSteps(session, inputs, await readContext(env), {
    ...{log, execute: start, signal: new AbortController().signal, store, env: childEnv},
    ...{temp: join(temp, `go-image-${randomUUID()}`), now: () => new Date()},
    ...{dockerHost: '', isRoot: process.getuid?.() === 0},
    writeSummary: summaryWriter(env),
  })
}

try {
  await main()
} catch (error) {
  log.warning(`Go's caches could not be saved: ${messageOf(error)}`)
}
process.exit()
