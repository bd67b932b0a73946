import {randomUUID} from 'node:crypto'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {folderStore} from '../../cache/store.ts'
import {readInputs} from '../../inputs.ts'
import {renderText} from '../../report/text.ts'
import {run} from '../../run.ts'
import type {Context} from '../../runner/context.ts'
import {childEnvironment} from '../../runner/exec.ts'
import {terminalLog} from '../../runner/log.ts'
import {VERSION} from '../../version.ts'
import {folderOf, inputFrom, json} from '../command-line.ts'
import {ownFolder} from '../own-folder.ts'
import {startWith} from '../start.ts'
import type {Verb} from '../verb.ts'

export const build: Verb = async (words, options, terminal) => {
  const folder = folderOf(words)
  const inputs = readInputs(name => inputFrom(options, name))
  const store = folderStore(options['cache-dir'] ?? ownFolder(terminal.env))
  const log = terminalLog(terminal.complain, terminal.env.GO_IMAGE_DEBUG !== undefined, terminal.screen)
  const env = childEnvironment(terminal.env, {layerCacheToken: false})
  const outcome = await run(inputs, localContext(folder), {
    log,
    execute: startWith(terminal.env, terminal.signal),
    signal: terminal.signal,
    store,
    temp: join(tmpdir(), `go-image-${randomUUID()}`),
    now: () => new Date(),
    mask: () => {},
    octokit: null,
    writeSummary: async () => {},
    noDefaultAttestations: false,
    env,
    layerCacheEnv: env,
    dockerHost: terminal.env.DOCKER_HOST ?? '',
    isRoot: process.getuid?.() === 0,
    version: VERSION,
    rulePages: null,
  })
  for (const {name, key, file} of outcome.saves) await store.save(name, key, file)
  terminal.print(options.json ? json(outcome.report) : renderText(outcome.report, terminal.terminal))
  if (outcome.failure !== null) terminal.complain(`go-image: ${outcome.failure}\n`)
  return outcome.failure === null ? 0 : 1
}

function localContext(folder: string): Context {
  return {
    ...{server: null, api: '', repository: null, event: 'local', ref: '', commit: null, sha: null, runUrl: null},
    ...{
      runId: `${Date.now()}`,
      runAttempt: '1',
      job: '',
      ...{pullRequest: null, workflowRun: null, message: null},
      ...{workspace: folder, temp: tmpdir(), cacheMode: null},
    },
  }
}
