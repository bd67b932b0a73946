import {mkdir, mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, test} from '@jest/globals'
import {chooseDockerfile} from '../../src/dockerfile/choose.ts'
import type {Project} from '../../src/go/project.ts'
import {readInputs} from '../../src/inputs.ts'
import {projectOf} from './projects.ts'
import {severalOf} from './several.ts'

describe('the target of a Dockerfile that is written', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'go-image-'))
    await mkdir(join(folder, 'context'))
  })
  afterAll(() => rm(folder, {recursive: true, force: true}))

  const choose = (project: Project, target: string) =>
    chooseDockerfile({
      ...{source: {kind: 'folder', path: join(folder, 'context')}, workspace: folder, temp: folder, project},
      inputs: readInputs(name => (name === 'target' ? target : '')),
      today: new Date('2026-11-21'),
    })

  test.each(['', 'api', 'Worker'])('can be %j of several programs', async target => {
    expect(await choose(severalOf(), target)).toMatchObject({origin: 'written'})
  })

  test.each([
    [
      severalOf(),
      'server',
      'Input `target` is "server"; it can be api, worker, or empty for an image with all programs.',
    ],
    [severalOf(), 'red\u001b[31m', 'Input `target` is "red";'],
    [projectOf(), 'ledger', 'Input `target` is "ledger"; leave it out: the Dockerfile that is written has one program'],
  ])('is refused with what it can be', async (project, target, message) => {
    await expect(choose(project, target)).rejects.toMatchObject({
      code: 'target-unknown',
      message: expect.stringContaining(message),
    })
  })
})
