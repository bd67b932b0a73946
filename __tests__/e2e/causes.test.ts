/** The sentence of cause in the comment, wherever the image is built and wherever the baseline is kept. */
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, describe, expect, jest, test} from '@jest/globals'
import {containerBuilder, missingFor, remoteBuilder} from './builders.ts'
import {pullRequestEvent, pushEvent} from './loopback/events.ts'
import {findRegistry, startRegistry} from './loopback/registry.ts'
import {type Place, place, reportOf, runJob, WITH_MODULE} from './project.ts'

jest.setTimeout(300_000)

const sha = (letter: string) => letter.repeat(40)
const WITHOUT_MODULE = {
  'go.mod': 'module example.com/ledger\n\ngo 1.26\n',
  'main.go': 'package main\n\nfunc main() { println("hello") }\n',
}
const CAUSE = /`github\.com\/rivo\/uniseg` v0\.4\.7 is new, \+[\d.]+ kB, wanted by \[?`?main\.go/

const places: Place[] = []
afterEach(async () => {
  for (const here of places.splice(0)) await here.close()
})

async function start(files: Record<string, string>): Promise<Place> {
  const here = await place()
  places.push(here)
  await here.write(files)
  return here
}

/** A push to main, then a pull request that brings a module in, each with the inputs; what is said of the latter. */
async function compared(inputs: Record<string, string>, onMain: Place, onPull = onMain): Promise<void> {
  const before = await runJob(onMain.runner.startJob(pushEvent({sha: sha('a')})), inputs)
  expect(before.outcome).toBe('success')
  await onPull.write(WITH_MODULE)
  const event = pullRequestEvent({number: 7, baseSha: sha('a'), headSha: sha('b')})
  const step = await runJob(onPull.runner.startJob(event), inputs)
  expect(step.outcome).toBe('success')
  const report = reportOf(step)
  expect(report.baseline).toMatchObject({found: true, commit: sha('a'), how: 'exact'})
  const [diff] = report.diff.platforms
  const sum = diff.causes.reduce((total: number, {bytes}: {bytes: number}) => total + bytes, 0)
  expect(sum).toBe(diff.after.disk - diff.before.disk)
  const {body} = onPull.github.comments(7)[0]!
  expect(body).toContain('against [`main@aaaaaaa`]')
  expect(body).toMatch(CAUSE)
}

test('compiled on the runner: a new module is named with who wants it', async () => {
  const here = await start(WITHOUT_MODULE)
  await compared({compile: 'runner'}, here)
})

describe.each([
  {driver: 'remote', make: remoteBuilder},
  {driver: 'docker-container', make: containerBuilder},
] as const)('built by the driver $driver', ({driver, make}) => {
  test('a new module is named with who wants it', async () => {
    const missing = await missingFor(driver)
    if (missing !== null) return void process.stderr.write(`Not tested: ${missing}\n`)
    const builder = await make()
    if ('skipped' in builder) throw new Error(builder.skipped)
    try {
      await compared({builder: builder.name}, await start(WITHOUT_MODULE))
    } finally {
      await builder.dispose()
    }
  })
})

const found = findRegistry()
;('reason' in found ? describe.skip : describe)('a registry as the store', () => {
  test('has the baseline of main for a pull request on another machine, which GitHub has nothing for', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'go-image-causes-'))
    const registry = await startRegistry('program' in found ? found.program : '', folder)
    try {
      const [onMain, onPull] = [await start(WITHOUT_MODULE), await start(WITHOUT_MODULE)]
      await compared({'cache-store': `registry=${registry.host}/acme/ledger-cache`}, onMain, onPull)
      expect([onMain, onPull].flatMap(({github}) => github.entries())).toEqual([])
    } finally {
      await registry.close()
      rmSync(folder, {recursive: true, force: true})
    }
  })
})
