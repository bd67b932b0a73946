import {execFileSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, expect, test} from '@jest/globals'
import {commitTime} from '../../src/build/commit-time.ts'
import {execute} from '../../src/runner/exec.ts'

const root = mkdtempSync(join(tmpdir(), 'go-image-'))
afterAll(() => rmSync(root, {recursive: true, force: true}))

// What a surrounding repository or the user's own settings say has no part in this.
const env = {PATH: process.env.PATH ?? '', GIT_CEILING_DIRECTORIES: tmpdir(), GIT_CONFIG_GLOBAL: '/dev/null'}
const never = new AbortController().signal
const timeOf = (folder: string) => commitTime(folder, (command, args) => execute(command, args, {env}), never)

test('the time of the commit that is checked out, also from a folder in it', async () => {
  const git = (...args: string[]) => {
    const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com']
    const dates = {GIT_AUTHOR_DATE: '2020-01-01T00:00:00Z', GIT_COMMITTER_DATE: '2026-11-21T11:00:00+01:00'}
    execFileSync('git', ['-C', root, ...identity, ...args], {env: {...env, ...dates}})
  }
  git('init', '-q')
  expect(await timeOf(root)).toBeNull()
  git('commit', '-q', '--allow-empty', '-m', 'one')
  mkdirSync(join(root, 'api'))
  expect(await timeOf(join(root, 'api'))).toEqual(new Date('2026-11-21T10:00:00Z'))
})

test('there is none without a repository or without Git', async () => {
  expect(await timeOf('/')).toBeNull()
  expect(await commitTime(root, () => Promise.reject(new Error('spawn git ENOENT')), never)).toBeNull()
})

test('a cancelled run ends', async () => {
  const cancelled = AbortSignal.abort(new Error('cancelled by SIGINT'))
  await expect(commitTime(root, () => Promise.reject(new Error('x')), cancelled)).rejects.toThrow('SIGINT')
})
