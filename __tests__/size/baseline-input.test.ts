import {expect, test} from '@jest/globals'
import {type BaselineInput, readBaselineInput} from '../../src/size/baseline-input.ts'

test.each<[string, BaselineInput]>([
  ['', {kind: 'auto'}],
  ['auto', {kind: 'auto'}],
  ['off', {kind: 'off'}],
  ['rebuild', {kind: 'rebuild'}],
  ['report.json', {kind: 'file', path: 'report.json'}],
  ['../before/Facts.JSON', {kind: 'file', path: '../before/Facts.JSON'}],
  ['ghcr.io/acme/app:latest', {kind: 'image', source: 'ghcr.io/acme/app:latest'}],
  ['ghcr.io/acme/app', {kind: 'image', source: 'ghcr.io/acme/app'}],
  ['alpine:3.22', {kind: 'image', source: 'alpine:3.22'}],
  [`app@sha256:${'a'.repeat(64)}`, {kind: 'image', source: `app@sha256:${'a'.repeat(64)}`}],
  ['oci:out/layout', {kind: 'image', source: 'oci:out/layout'}],
  ['docker-archive:app.tar', {kind: 'image', source: 'docker-archive:app.tar'}],
  ['main', {kind: 'commit', name: 'main'}],
  ['v1.2.3', {kind: 'commit', name: 'v1.2.3'}],
  ['release/1.x', {kind: 'commit', name: 'release/1.x'}],
  ['4f1c2ab', {kind: 'commit', name: '4f1c2ab'}],
])('%j is read', (value, input) => {
  expect(readBaselineInput(value)).toEqual(input)
})

test.each(['-main', '--upload-pack=x:y', 'a b', 'a..b', 'main~1', 'HEAD^', 'x'.repeat(300), 'a\u001b:b', '*'])(
  '%.20j is refused with what it can be',
  value => {
    expect(() => readBaselineInput(value)).toThrow(
      'it can be auto, off, rebuild, a file that ends with .json, an image',
    )
  },
)
