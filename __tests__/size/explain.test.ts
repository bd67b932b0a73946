import {expect, test} from '@jest/globals'
import {diffImages} from '../../src/size/diff.ts'
import {withWantedBy} from '../../src/size/explain.ts'
import {factsOf, layerOf, platformOf} from './facts.ts'
import {contentsOf, moduleOf, packageOf, programOf} from './programs.ts'

const image = (platform: string, modules: string[], path = 'app') => {
  const packages = [packageOf('main', null, 10), ...modules.map(name => packageOf(name, name, 50_000))]
  const program = programOf({path, packages, modules: modules.map(name => moduleOf(name, 'v1.0.0')), layer: 0})
  return {...platformOf([layerOf('own')], platform), contents: contentsOf([], {programs: [program]})}
}
const place = {package: 'x', file: 'x.go', line: 3, through: null}

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
