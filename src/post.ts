/** The end of the job: uploads what the step packed. It may warn; it never fails a job that has built its image. */
import {rm, stat} from 'node:fs/promises'
import * as core from '@actions/core'
import {openStore} from './cache/open-store.ts'
import {bytes, duration} from './report/units.ts'
import {messageOf} from './runner/errors.ts'
import {childEnvironment, execute} from './runner/exec.ts'
import {readPostState} from './runner/state.ts'

try {
  const {env} = process
  const childEnv = childEnvironment(env, {layerCacheToken: false})
  const state = readPostState()
  const store = openStore(state.store, {
    ...{env, temp: env.RUNNER_TEMP ?? '/tmp'},
    execute: (command, args, options) => execute(command, args, {env: childEnv, ...options}),
  })
  for (const {name, key, file} of state.saves) {
    try {
      const started = performance.now()
      const {size} = await stat(file)
      const saved = await store.save(name, key, file)
      const seconds = (performance.now() - started) / 1000
      core.info(saved ? `▸ Saved  ${key} · ${bytes(size)} in ${duration(seconds)}` : `▸ Not saved  ${key}`)
      await rm(file, {force: true})
    } catch (error) {
      core.warning(`${key} could not be saved: ${messageOf(error)}`)
    }
  }
} catch (error) {
  core.warning(`Go's caches could not be saved: ${messageOf(error)}`)
}
process.exit()
