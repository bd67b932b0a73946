import {join} from 'node:path'
import {expect, test} from '@jest/globals'
import type {Help} from '../../src/runner/help.ts'
import {diffImages} from '../../src/size/diff.ts'
import {explained, withWantedBy} from '../../src/size/explain.ts'
import {writeTree} from '../go/tree.ts'
import {factsOf, layerOf, platformOf} from './facts.ts'
import {contentsOf, moduleOf, packageOf, programOf} from './programs.ts'

const image = (platform: string, modules: string[], path = 'app') => {
  const packages = [packageOf('main', null, 10), ...modules.map(name => packageOf(name, name, 50_000))]
  const program = programOf({path, packages, modules: modules.map(name => moduleOf(name, 'v1.0.0')), layer: 0})
  return {...platformOf([layerOf('own')], platform), contents: contentsOf([], {programs: [program]})}
}
const place = {package: 'x', file: 'x.go', line: 3, through: null}

const quiet: Help = {
  warnings: [],
  warn: () => {},
  annotate: () => {},
  attempt: async (_, otherwise, body) => await body().catch(() => otherwise),
}

const sources = {
  'services/app/go.mod': 'module example.com/app\n\ngo 1.26\n',
  'services/app/main.go': 'package main\n\nimport _ "a.io/new"\n\nfunc main() {}\n',
}

test.each<[string, Record<string, string>, string | undefined]>([
  ['a folder of the checkout', sources, 'services/app/main.go'],
  ['nothing of a go.mod that cannot be read', {'services/app/go.mod': 'module (\n'}, undefined],
  ['nothing of a folder without Go', {'services/app/README.md': ''}, undefined],
])('places are told in the checkout: %s', async (_, files, expected) => {
  await using tree = writeTree(files)
  const [before, after] = [factsOf(image('linux/amd64', [])), factsOf(image('linux/amd64', ['a.io/new']))]
  const source = {kind: 'folder' as const, path: join(tree.root, 'services/app')}
  const from = {source, workspace: tree.root, env: {}, help: quiet}
  const told = await explained(diffImages(before, after), after, from)
  expect(told.platforms[0]!.causes[0]!.wantedBy?.file).toBe(expected)
})

test('new modules alone are asked about, once for each program and platform', () => {
  const before = factsOf(image('linux/amd64', ['a.io/old', 'a.io/gone']), image('linux/arm64', []))
  const after = factsOf(image('linux/amd64', ['a.io/old', 'a.io/new']), image('linux/arm64', ['a.io/x', 'a.io/y']))
  const asked: [string, string[]][] = []
  const {platforms} = withWantedBy(diffImages(before, after), after, (program, wanted) => {
    asked.push([program.path, [...wanted]])
    return new Map([['a.io/new', place]])
  })
  expect(asked).toEqual([
    ['app', ['a.io/new']],
    ['app', ['a.io/x', 'a.io/y']],
  ])
  const told = platforms.flatMap(({causes}) => causes.map(({kind, subject, wantedBy}) => [kind, subject, wantedBy]))
  expect(told.filter(([, , wanted]) => wanted !== null)).toEqual([['module-added', 'a.io/new', place]])
})
