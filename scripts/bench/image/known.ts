/** What a run of the action does with an image, alone in a process: reads its layers, without those that it knows. */
import {copyFile, mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {CacheStore} from '../../../src/cache/store.ts'
import {layersToStore, readKnownLayers} from '../../../src/image/known-layers.ts'
import {measureImage} from '../../../src/image/measure.ts'
import {openImage} from '../../../src/image/source/open.ts'
import {childEnvironment, execute} from '../../../src/runner/exec.ts'
import {startHelp} from '../../../src/runner/help.ts'
import {terminalLog} from '../../../src/runner/log.ts'

/** The layers of before are in the file `kept`; where it is not there, none are, and it is written. */
const [image, kept] = process.argv.slice(2)
const {signal} = new AbortController()
const log = terminalLog(text => console.error(text), false)
const help = startHelp(log, signal)
const store: Pick<CacheStore, 'restore'> = {
  restore: async (_, key, __, file) =>
    await copyFile(kept!, file).then(
      () => key,
      () => null,
    ),
}
const temp = await mkdtemp(join(tmpdir(), 'go-image-bench-'))
try {
  const layers = await readKnownLayers('bench', store as CacheStore, temp, help)
  const start = (command: string, args: string[]) =>
    execute(command, args, {env: childEnvironment(process.env, {layerCacheToken: false})})
  await using source = await openImage(image!, {execute: start, env: process.env, temp})
  const measured = await measureImage(source, {stage: null, known: layers.layers, temp})
  const [save] = await layersToStore(measured.layers, layers, {
    imageKey: 'bench',
    context: {commit: null, runId: '1', runAttempt: '1'},
    temp,
  })
  if (save !== undefined) await copyFile(save.file, kept!)
} finally {
  await rm(temp, {recursive: true, force: true})
}
