/** The end of the job: uploads what the step packed. It may warn; it never fails a job that has built its image. */
import {rm, stat} from 'node:fs/promises'
import * as core from '@actions/core'
import {githubStore} from './cache/store.ts'
import {bytes, duration} from './report/units.ts'
import {messageOf} from './runner/errors.ts'
import {readPostState} from './runner/state.ts'

const store = githubStore(process.env.RUNNER_TEMP ?? '/tmp')
try {
  for (const {name, key, file} of readPostState().saves) {
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
