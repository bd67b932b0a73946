import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, test} from '@jest/globals'
import {buildContext, namedContexts} from '../../src/build/context.ts'
import {UserError} from '../../src/runner/errors.ts'
import {contextOf, pullRequestContext} from '../runner/contexts.ts'

const folder = mkdtempSync(join(tmpdir(), 'go-image-'))
mkdirSync(join(folder, 'empty'))
mkdirSync(join(folder, 'full/service'), {recursive: true})
writeFileSync(join(folder, 'full/go.mod'), 'module m\n')
afterAll(() => rmSync(folder, {recursive: true, force: true}))

const empty = {workspace: join(folder, 'empty')}
const full = {workspace: join(folder, 'full')}
const main = 'https://github.com/acme/ledger.git#1111111111111111111111111111111111111111'

describe('without the input', () => {
  test('the checked-out repository is built', async () => {
    expect(await buildContext('', contextOf(full))).toEqual({kind: 'folder', path: full.workspace})
  })

  test.each([
    ['a push', contextOf(empty), main],
    [
      'a pull request, its merge commit',
      pullRequestContext(empty),
      'https://github.com/acme/ledger.git#3333333333333333333333333333333333333333',
    ],
    [
      'pull_request_target, the base branch and not the code of a stranger',
      pullRequestContext({
        ...empty,
        event: 'pull_request_target',
        ref: 'refs/heads/main',
        sha: '1111111111111111111111111111111111111111',
      }),
      main,
    ],
    [
      'an event without a commit',
      contextOf({...empty, sha: null}),
      'https://github.com/acme/ledger.git#refs/heads/main',
    ],
    [
      'an enterprise server',
      contextOf({...empty, server: 'https://ghe.acme.com'}),
      main.replace('github.com', 'ghe.acme.com'),
    ],
  ])('where nothing is checked out, Git is for %s', async (_, context, url) => {
    expect(await buildContext('', context)).toEqual({kind: 'remote', url, ofThisRepository: true})
  })

  test('a laptop builds its folder, even an empty one', async () => {
    const local = contextOf({...empty, server: null, repository: null})
    expect(await buildContext('', local)).toEqual({kind: 'folder', path: empty.workspace})
  })
})

describe('the input', () => {
  test.each([
    ['{{defaultContext}}', main],
    ['{{ defaultContext }}:docker', `${main}:docker`],
  ])('%s means the repository in Git', async (input, url) => {
    expect(await buildContext(input, contextOf(full))).toEqual({kind: 'remote', url, ofThisRepository: true})
  })

  test('with {{defaultContext}} off GitHub is refused', async () => {
    await expect(buildContext('{{defaultContext}}', contextOf({...full, server: null}))).rejects.toThrow(UserError)
  })

  test.each([
    'https://github.com/other/repo.git#main',
    'git://host/x',
    'git@github.com:a/b.git',
    'ssh://git@host/x',
    'github.com/a/b',
    '-',
    'https://github.com/acme/ledger.git.evil.example/x',
  ])('%s is remote and gets no token of ours', async url => {
    expect(await buildContext(url, contextOf(full))).toEqual({kind: 'remote', url, ofThisRepository: false})
  })

  test.each([
    ['.', ''],
    ['service', '/service'],
    ['./service/', '/service'],
  ])('%s is a folder of the checkout', async (input, path) => {
    expect(await buildContext(input, contextOf(full))).toEqual({kind: 'folder', path: full.workspace + path})
  })

  test.each(['missing', 'go.mod', 'service/x'])('%s is refused with what it says', async input => {
    await expect(buildContext(input, contextOf(full))).rejects.toThrow(`Input \`context\` is "${input}"`)
  })
})

test('named contexts take {{defaultContext}} too', () => {
  expect(namedContexts(['base={{defaultContext}}:base', 'a=../a', 'b=docker-image://x'], contextOf())).toEqual([
    `base=${main}:base`,
    'a=../a',
    'b=docker-image://x',
  ])
})
