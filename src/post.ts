/** The end of the job: uploads what the step packed. It may warn; it never fails a job that has built its image. */
import {randomUUID} from 'node:crypto'
import {appendFile, readFile} from 'node:fs/promises'
import {join} from 'node:path'
import * as core from '@actions/core'
import {getOctokit} from '@actions/github'
import {rememberedUploads} from './cache/ledger.ts'
import {type OpenStore, openStore} from './cache/open-store.ts'
import {saveWithin} from './cache/save-within.ts'
import {type Inputs, readInputs} from './inputs.ts'
import {packAfterSteps} from './run-caches.ts'
import {contextFromEnvironment} from './runner/context.ts'
import {messageOf} from './runner/errors.ts'
import {childEnvironment, type Execute, execute} from './runner/exec.ts'
import {actionsLog} from './runner/log.ts'
import {readPostState} from './runner/state.ts'

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
      ...{saves, restored: state.restored, grants: store.grants},
      ...{
        maximum: cacheMaxSize.bytes,
        scope: env.GITHUB_REF ?? '',
        remembered: await rememberedUploads(saves),
        now: Date.now(),
      },
    },
    core,
  )
}

/** What the steps after `mode: caches` added. */
async function packed(
  session: string,
  inputs: Inputs,
  {store, start, childEnv, temp}: {store: OpenStore; start: Execute; childEnv: Record<string, string>; temp: string},
) {
  const {env} = process
  const payload: unknown = env.GITHUB_EVENT_PATH ? JSON.parse(await readFile(env.GITHUB_EVENT_PATH, 'utf8')) : {}
  return await packAfterSteps(session, inputs, contextFromEnvironment(env, payload), {
    ...{log: actionsLog, execute: start, signal: new AbortController().signal, store, env: childEnv},
    ...{temp: join(temp, `go-image-${randomUUID()}`), now: () => new Date()},
    ...{dockerHost: '', isRoot: process.getuid?.() === 0},
    writeSummary: async markdown => {
      if (env.GITHUB_STEP_SUMMARY) await appendFile(env.GITHUB_STEP_SUMMARY, markdown)
    },
  })
}

try {
  await main()
} catch (error) {
  core.warning(`Go's caches could not be saved: ${messageOf(error)}`)
}
process.exit()
