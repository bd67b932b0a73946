import {execFileSync} from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, expect, test} from '@jest/globals'
import {writeCommitTree} from '../../src/build/commit-tree.ts'
import {type Execute, execute as start} from '../../src/runner/exec.ts'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'go-image-')))
afterAll(() => rmSync(root, {recursive: true, force: true}))

const env = {PATH: process.env.PATH ?? '', GIT_CEILING_DIRECTORIES: tmpdir(), GIT_CONFIG_GLOBAL: '/dev/null'}
const execute: Execute = (command, args, options) => start(command, args, {env, ...options})
const git = (folder: string, ...args: string[]) => {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com']
  return execFileSync('git', ['-C', folder, ...identity, ...args], {env, encoding: 'utf8'}).trim()
}

/** `main.go` says which commit it is; the second commit has another file more. */
const origin = join(root, 'work', 'repository')
mkdirSync(join(origin, 'services/api'), {recursive: true})
git(origin, 'init', '-q')
writeFileSync(join(origin, 'main.go'), 'one')
writeFileSync(join(origin, 'services/api/main.go'), 'api one')
git(origin, 'add', '.')
git(origin, 'commit', '-q', '-m', 'one')
const one = git(origin, 'rev-parse', 'HEAD')
writeFileSync(join(origin, 'main.go'), 'two')
writeFileSync(join(origin, 'more.go'), 'two')
git(origin, 'add', '.')
git(origin, 'commit', '-q', '-m', 'two')
writeFileSync(join(origin, 'main.go'), 'not committed')
writeFileSync(join(origin, 'stray.go'), 'not committed')

let targets = 0
async function written(folder: string, workspace: string, commit = one) {
  const target = join(root, `target-${targets++}`)
  const where = {folder, workspace, target, index: `${target}.index`, execute, env}
  return {target, workspace: await writeCommitTree(commit, where)}
}

test('the files of a commit are written, without anything of now and without Git', async () => {
  const {target, workspace} = await written(origin, origin)
  expect(workspace).toBe(target)
  expect(readdirSync(target).sort()).toEqual(['main.go', 'services'])
  expect(readFileSync(join(target, 'main.go'), 'utf8')).toBe('one')
  expect(git(origin, 'status', '--porcelain')).toBe('M main.go\n?? stray.go')
})

test('a repository below the workspace is below it there, too, also where a link leads to the workspace', async () => {
  const link = join(root, 'link')
  symlinkSync(join(root, 'work'), link)
  for (const folder of [join(root, 'work'), link]) {
    const {target, workspace} = await written(join(origin, 'services/api'), folder)
    expect(workspace).toBe(target)
    expect(readFileSync(join(target, 'repository/main.go'), 'utf8')).toBe('one')
  }
})

test('of a workspace in a repository all of the repository is written', async () => {
  const {target, workspace} = await written(join(origin, 'services/api'), join(origin, 'services/api'))
  expect(workspace).toBe(join(target, 'services/api'))
  expect(readFileSync(join(workspace, 'main.go'), 'utf8')).toBe('api one')
  expect(readFileSync(join(target, 'main.go'), 'utf8')).toBe('one')
})

test('a commit that a shallow clone does not have is fetched', async () => {
  const clone = join(root, 'clone')
  execFileSync('git', ['clone', '-q', '--depth=1', `file://${origin}`, clone], {env})
  const {target} = await written(clone, clone)
  expect(readFileSync(join(target, 'main.go'), 'utf8')).toBe('one')
})

test('what is no commit, or no repository, is an error that says what Git says', async () => {
  await expect(written(origin, origin, 'e'.repeat(40))).rejects.toThrow(/^git fetch: /)
  await expect(written(root, root)).rejects.toThrow(/^git fetch: .*not a git repository/)
})
