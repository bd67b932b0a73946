/** What measuring and comparing add to a build of the command line, whose base image was measured before. */
import {spawnSync} from 'node:child_process'
import {rmSync} from 'node:fs'
import {join} from 'node:path'
import type {Report} from '../../../src/report/report.ts'
import {embedded, program, writeFiles} from './images.ts'

export type BuildCost = {
  imageBytes: number
  /** Spans of the report: reading the image that the build exported, and the difference to the one before. */
  measureSeconds: number
  compareSeconds: number
}

const BUILDS = 3

/** Each build changes the program; the base image is known from the one before. The median of all but the first. */
export function measureBuildCost(folder: string, cli: string): BuildCost {
  const source = join(folder, 'service')
  const data = embedded()
  const costs = Array.from({length: BUILDS + 1}, (_, number) => {
    data.write(`${number}`.padStart(20, '0'))
    writeFiles(source, program(data))
    return buildOnce(source, join(folder, 'cache'), cli)
  })
  rmSync(folder, {recursive: true, force: true})
  const total = ({measureSeconds, compareSeconds}: BuildCost) => measureSeconds + compareSeconds
  return costs.slice(1).sort((one, other) => total(one) - total(other))[Math.floor(BUILDS / 2)]!
}

function buildOnce(source: string, cache: string, cli: string): BuildCost {
  const args = [cli, 'build', source, '--tag', 'go-image-bench/built', '--cache-dir', cache, '--json']
  const {status, stdout, stderr} = spawnSync(process.execPath, args, {encoding: 'utf8', maxBuffer: 1 << 28})
  if (status !== 0) throw new Error(stderr)
  const {timeline, facts} = JSON.parse(stdout) as Report
  const seconds = (span: string) => {
    const {start, end} = timeline.find(({name}) => name === span)!
    return end - start
  }
  return {
    imageBytes: facts!.platforms[0]!.diskBytes,
    measureSeconds: seconds('measure'),
    compareSeconds: seconds('compare'),
  }
}
