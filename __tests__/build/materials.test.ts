import {expect, test} from '@jest/globals'
import {imageRows} from '../../src/build/materials.ts'

const sha256 = 'a'.repeat(64)
const images = (metadata: Record<string, unknown>) => imageRows(metadata).map(({choice}) => choice)
const of = (...uris: string[]) => ({materials: uris.map(uri => ({uri, digest: {sha256}}))})

test('an image is named by tag and digest, once for all platforms', () => {
  const [amd64, arm64] = ['amd64', 'arm64'].map(arch => of(`pkg:docker/golang@1.27-alpine?platform=linux%2F${arch}`))
  expect(images({'buildx.build.provenance/linux/amd64': amd64, 'buildx.build.provenance/linux/arm64': arm64})).toEqual([
    `golang:1.27-alpine@sha256:${sha256}`,
  ])
})

test.each([
  ['pkg:docker/gcr.io/distroless/static-debian13@nonroot?platform=x', 'gcr.io/distroless/static-debian13:nonroot'],
  ['pkg:docker/localhost%3A5000/app@v1', 'localhost:5000/app:v1'],
  ['pkg:docker/alpine', 'alpine'],
  [`pkg:docker/alpine@sha256%3A${sha256}`, 'alpine'],
])('%s is %s', (uri, image) => {
  expect(images({'buildx.build.provenance': of(uri)})).toEqual([`${image}@sha256:${sha256}`])
})

test('dependencies of SLSA 1.0 are read too', () => {
  const resolvedDependencies = of('pkg:docker/alpine@3.24').materials
  expect(images({'buildx.build.provenance': {buildDefinition: {resolvedDependencies}}})).toHaveLength(1)
})

test.each([
  [{}],
  [{'buildx.build.provenance': null}],
  [{'buildx.build.provenance': {materials: 'x'}}],
  [{'buildx.build.provenance': {materials: [{uri: 'pkg:docker/a', digest: {sha256: 'short'}}, 7]}}],
  [{'buildx.build.provenance': of('https://github.com/a/b.git#main', 'pkg:docker/%ZZ')}],
])('there is no row for %j', metadata => {
  expect(imageRows(metadata)).toEqual([])
})
