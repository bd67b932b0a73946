import {expect, test} from '@jest/globals'
import {ociLabels} from '../../src/build/labels.ts'
import {contextOf} from '../runner/contexts.ts'

const facts = {version: 'v1.2.3', created: new Date('2026-11-21T10:00:00Z'), given: [] as string[]}
const repository = {...contextOf().repository!, description: 'Keeps\n"the" books', license: 'Apache-2.0'}

test('what docker/metadata-action sets is there', () => {
  expect(ociLabels(contextOf({repository}), facts)).toEqual([
    'org.opencontainers.image.title=ledger',
    'org.opencontainers.image.description=Keeps "the" books',
    'org.opencontainers.image.url=https://github.com/acme/ledger',
    'org.opencontainers.image.source=https://github.com/acme/ledger',
    'org.opencontainers.image.version=v1.2.3',
    'org.opencontainers.image.created=2026-11-21T10:00:00Z',
    'org.opencontainers.image.revision=1111111111111111111111111111111111111111',
    'org.opencontainers.image.licenses=Apache-2.0',
  ])
})

test("the user's own wins, and one that only begins alike does not count", () => {
  const given = [
    'org.opencontainers.image.title=Ledger',
    'org.opencontainers.image.urls=x',
    'org.opencontainers.image.url',
  ]
  const labels = ociLabels(contextOf(), {...facts, given}).map(label => label.split('=')[0])
  expect(labels).toEqual(['source', 'version', 'created', 'revision'].map(key => `org.opencontainers.image.${key}`))
})

test('what is not known is no label', () => {
  const laptop = contextOf({server: null, repository: null, commit: null})
  expect(ociLabels(laptop, {...facts, created: null})).toEqual(['org.opencontainers.image.version=v1.2.3'])
})
