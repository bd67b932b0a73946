import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {describe, expect, test} from '@jest/globals'
import {fixtureProjects, type Outcome, outcomeOf} from '../fixture-projects.ts'

const golden = fileURLToPath(new URL('golden', import.meta.url))
const isUpdate = process.env.UPDATE_GOLDEN === '1'

describe.each(Object.entries(fixtureProjects))('the project %s', (name, fixture) => {
  test('is inspected, written and refused as its golden files say', async () => {
    const files = filesOf(await outcomeOf(name, fixture))
    const folder = join(golden, name)
    if (isUpdate) replaceFolder(folder, files)
    expect(existsSync(folder) ? readFolder(folder) : `no ${name}: run with UPDATE_GOLDEN=1`).toEqual(files)
  })

  test('is tried in Docker exactly where nothing refuses it', async () => {
    const {prints, serves, unbuilt} = fixture
    const isRefused = 'refusal' in (await outcomeOf(name, fixture))
    expect([prints, serves, unbuilt].filter(one => one !== undefined)).toHaveLength(isRefused ? 0 : 1)
  })
})

test('every folder of a project has a row, and every golden folder too', () => {
  const names = Object.keys(fixtureProjects)
  if (isUpdate)
    for (const gone of namesIn(golden).filter(one => !names.includes(one)))
      rmSync(join(golden, gone), {recursive: true})
  const folders = new Set(Object.entries(fixtureProjects).map(([name, {folder = name}]) => folder))
  expect(namesIn(join(golden, '../../fixtures/projects'))).toEqual([...folders].sort())
  expect(namesIn(golden)).toEqual(names.sort())
})

function filesOf(outcome: Outcome): Record<string, string> {
  return {
    ...(outcome.project !== null && {'inspection.golden.json': `${JSON.stringify(outcome.project, null, 2)}\n`}),
    ...('refusal' in outcome
      ? {'refusal.txt': `${outcome.refusal.code}\n\n${outcome.refusal.message}\n`}
      : {Dockerfile: outcome.dockerfile, 'Dockerfile.dockerignore': outcome.ignore}),
  }
}

function readFolder(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map(name => [name, readFileSync(join(folder, name), 'utf8')]))
}

function replaceFolder(folder: string, files: Record<string, string>): void {
  rmSync(folder, {recursive: true, force: true})
  mkdirSync(folder, {recursive: true})
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
}

function namesIn(folder: string): string[] {
  return readdirSync(folder).sort()
}
