/** What we write ourselves passes our own check, in the repository that it is written for. */
import {cpSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from '@jest/globals'
import {checkSubject} from '../../src/dockerfile/check/check.ts'
import {inspectFor, readSubject} from '../../src/dockerfile/check/subject.ts'
import {RULES} from '../../src/dockerfile/rules/table.ts'
import {fixtureProjects, folderOf, outcomeOf} from '../fixture-projects.ts'
import {writeTree} from '../go/tree.ts'

/** Rules that speak of the program, not of the file: a warning row of the writing says the same. */
const OF_THE_PROGRAM: Readonly<Record<string, string[]>> = {
  exec: ['R-04'],
  'private-module': ['S-05', 'S-07'],
}

test.each(Object.entries(fixtureProjects))(
  'the Dockerfile of %s has no error and no warning',
  async (name, fixture) => {
    const outcome = await outcomeOf(name, fixture)
    if ('refusal' in outcome) return
    const {dockerfile, ignore} = outcome
    await using tree = writeTree({})
    cpSync(folderOf(name, fixture), tree.root, {recursive: true, verbatimSymlinks: true})
    await using written = writeTree({Dockerfile: dockerfile, 'Dockerfile.dockerignore': ignore})
    cpSync(written.root, tree.root, {recursive: true})
    const subject = await readSubject({
      ...{text: dockerfile, path: join(tree.root, 'Dockerfile'), file: 'Dockerfile', context: tree.root},
      ...{buildArgs: [], target: fixture.target ?? '', platforms: ['linux/amd64', 'linux/arm64'], today: '2026-11-21'},
      inspect: mains => inspectFor(tree.root, mains),
    })
    const found = checkSubject(subject!, RULES, null).findings.filter(({severity}) => severity !== 'info')
    const told = OF_THE_PROGRAM[name] ?? []
    expect(
      found.filter(({rule}) => !told.includes(rule)).map(({rule, line, message}) => `${rule} ${line} ${message}`),
    ).toEqual([])
  },
)
