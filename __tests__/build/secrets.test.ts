import {mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, test} from '@jest/globals'
import {
  gitTokenSecret,
  givenIds,
  planSecrets,
  presentFiles,
  readSecrets,
  writeSecrets,
} from '../../src/build/secrets.ts'

const folder = mkdtempSync(join(tmpdir(), 'go-image-'))
afterAll(() => rmSync(folder, {recursive: true, force: true}))

describe('an entry', () => {
  test.each([
    ['A=b', {id: 'A', value: 'b'}],
    ['A=b=c', {id: 'A', value: 'b=c'}],
    [' A =\nb\n', {id: 'A', value: '\nb\n'}],
    ['A= ', {id: 'A', value: ' '}],
  ])('%j is read', (entry, secret) => {
    expect(readSecrets('secrets', [entry], fail)).toEqual([secret])
  })

  test.each(['TOKEN=', '=hunter2', 'hunter2', ' =hunter2'])(
    '%j is left out with a warning that does not show it',
    entry => {
      const warnings: string[] = []
      expect(readSecrets('secrets', [entry, 'A=b'], warning => warnings.push(warning))).toEqual([{id: 'A', value: 'b'}])
      expect(warnings).toEqual([expect.stringContaining('`secrets`')])
      expect(warnings[0]).not.toContain('hunter2')
    },
  )
})

test('a secret file that does not exist is left out with a warning', () => {
  const file = join(folder, 'there')
  writeFileSync(file, 'x')
  const warnings: string[] = []
  const files = [
    {id: 'a', value: file},
    {id: 'b', value: join(folder, 'not-there')},
  ]
  expect(presentFiles(files, warning => warnings.push(warning))).toEqual([{id: 'a', path: file, value: null}])
  expect(warnings).toEqual([expect.stringContaining('not-there for b')])
})

test('secrets are written to files that only this user reads, byte for byte', async () => {
  const value = 'one\ntwo, "three"\n\n'
  const secrets = [
    {id: '../../a', value},
    {id: 'b', value: 'x'},
  ]
  const files = planSecrets(secrets, join(folder, 'secrets'), () => {})
  expect(() => statSync(join(folder, 'secrets'))).toThrow()
  await writeSecrets(files)
  expect(files.map(({id, path}) => [id, path])).toEqual([
    ['../../a', join(folder, 'secrets/0')],
    ['b', join(folder, 'secrets/1')],
  ])
  expect(readFileSync(files[0]!.path, 'utf8')).toBe(value)
  expect(statSync(files[0]!.path).mode & 0o777).toBe(0o600)
  expect(statSync(join(folder, 'secrets')).mode & 0o777).toBe(0o700)
})

test('every line of a secret is masked as the log would show it', () => {
  const masked: string[] = []
  const value = '-----BEGIN-----\r\nabc\r\n\r\ndef\n'
  planSecrets([{id: 'key', value}], join(folder, 'masked'), line => masked.push(line))
  expect(masked).toEqual(['-----BEGIN-----', 'abc', 'def'])
})

test("the user's own files are left as they are", async () => {
  const path = join(folder, 'own')
  writeFileSync(path, 'mine')
  await writeSecrets([{id: 'a', path, value: null}])
  expect(readFileSync(path, 'utf8')).toBe('mine')
})

describe('the token for the Git context', () => {
  const server = 'https://ghe.acme.com'
  test.each<[string, {token: string; server: string | null; secrets: {id: string; value: string}[]}, string[]]>([
    ['belongs to the host of this server', {token: 't', server, secrets: []}, ['GIT_AUTH_TOKEN.ghe.acme.com']],
    ['is left out without a token', {token: '', server, secrets: []}, []],
    ['is left out off GitHub', {token: 't', server: null, secrets: []}, []],
    ['is left out beside one for all hosts', {token: 't', server, secrets: [{id: 'GIT_AUTH_TOKEN', value: 'x'}]}, []],
    [
      'is left out beside one for this host',
      {token: 't', server, secrets: [{id: 'GIT_AUTH_TOKEN.ghe.acme.com', value: 'x'}]},
      [],
    ],
    [
      'stays beside one for another host',
      {token: 't', server, secrets: [{id: 'GIT_AUTH_TOKEN.gitlab.com', value: 'x'}]},
      ['GIT_AUTH_TOKEN.ghe.acme.com'],
    ],
  ])('%s', (_, options, ids) => {
    expect(gitTokenSecret(options).map(({id}) => id)).toEqual(ids)
  })
})

function fail(message: string): never {
  throw new Error(message)
}

test('given is what has a value, and of files those that exist', () => {
  const file = join(folder, 'given')
  writeFileSync(file, 'x')
  const inputs = {
    secrets: ['netrc=machine github.com', 'empty=', 'none'],
    secretEnvs: ['token=TOKEN'],
    secretFiles: [`known_hosts=${file}`, `gone=${join(folder, 'gone')}`],
    ssh: ['default', 'deploy=/tmp/a=b,/tmp/c'],
  }
  expect(givenIds(inputs)).toEqual({secrets: ['netrc', 'token', 'known_hosts'], ssh: ['default', 'deploy']})
})
