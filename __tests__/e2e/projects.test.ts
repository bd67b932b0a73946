import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout} from 'node:timers/promises'
import {afterAll, expect, test} from '@jest/globals'
import {runChecks} from '../../src/build/checks.ts'
import {execute} from '../../src/runner/exec.ts'
import {type FixtureProject, fixtureProjects, folderOf, outcomeOf, VERSION} from '../fixture-projects.ts'
import {freshBuilder} from './project.ts'

const root = mkdtempSync(join(tmpdir(), 'go-image-'))
afterAll(() => rmSync(root, {recursive: true, force: true}))

// One for all, so that each package of the standard library is compiled once for each platform.
const namespace = freshBuilder()
const env = {PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? ''}
const docker = (...args: string[]) => execute('docker', args, {env})

const tried = Object.entries(fixtureProjects).flatMap(([name, fixture]) =>
  fixture.unbuilt === undefined ? [{name, fixture}] : [],
)
