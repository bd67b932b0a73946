import {execFileSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {open} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, test} from '@jest/globals'
import {goModHash, hash1} from '../../src/cache/dirhash.ts'
import {hashZip} from '../../src/cache/zip-hash.ts'
import {publish} from './module-proxy.ts'

const root = mkdtempSync(join(tmpdir(), 'go-image-'))
afterAll(() => rmSync(root, {recursive: true, force: true}))

const sha256 = (content: Buffer | string) => createHash('sha256').update(content).digest('hex')

/** As the go command has it on disk, hashed with our own function. */
function hashFolder(folder: string, prefix: string): string {
  const files = readdirSync(folder, {recursive: true, withFileTypes: true}).filter(entry => entry.isFile())
  return hash1(
    files.map(({parentPath, name}) => {
      const path = join(parentPath, name)
      return {name: `${prefix}${path.slice(folder.length)}`, sha256: sha256(readFileSync(path))}
    }),
  )
}

async function hashWhole(zip: string): Promise<string> {
  await using file = await open(zip)
  return await hashZip(file, {start: 0, size: (await file.stat()).size}, {entries: 10_000, bytes: 100e6})
}

const ODD = {
  'go.mod': 'module example.com/Odd\n',
  ...Object.fromEntries(
    ['a b.go', '!x.txt', '~tilde', 'Ünïcode.txt', 'ｆull.txt', '文.txt', 'a@b/c', 'a-b', 'a.b', 'A/b'].map(name => [
      name,
      name,
    ]),
  ),
}

describe('the hash of a module', () => {
  test('is the one of the go command', async () => {
    publish(join(root, 'proxy'), 'example.com/Odd', 'v1.0.0-RC1', ODD)
    const env = {
      ...process.env,
      GOFLAGS: '-modcacherw',
      GOMODCACHE: join(root, 'cache'),
      GONOSUMDB: 'example.com',
      GOPROXY: `file://${join(root, 'proxy')},${execFileSync('go', ['env', 'GOPROXY'], {encoding: 'utf8'}).trim()}`,
      GOWORK: 'off',
    }
    const modules = [
      'github.com/google/uuid@v1.6.0',
      'golang.org/x/sys@v0.30.0',
      'github.com/BurntSushi/toml@v1.4.0',
      'example.com/Odd@v1.0.0-RC1',
    ]
    const answers = execFileSync('go', ['mod', 'download', '-json', ...modules], {cwd: root, env, encoding: 'utf8'})
    const found = JSON.parse(`[${answers.replaceAll('}\n{', '},{')}]`) as Downloaded[]
    expect(found.map(({Path, Version}) => `${Path}@${Version}`)).toEqual(modules)
    for (const {Path, Version, Dir, Zip, GoMod, Sum, GoModSum} of found) {
      expect(await hashWhole(Zip)).toBe(Sum)
      expect(hashFolder(Dir, `${Path}@${Version}`)).toBe(Sum)
      expect(goModHash(sha256(readFileSync(GoMod)))).toBe(GoModSum)
    }
  }, 120_000)

  test('sorts by bytes, not by UTF-16 units', () => {
    const names = ['m@v1/\u{1f600}', 'm@v1/\uff21', 'm@v1/a']
    const lines = ['m@v1/a', 'm@v1/\uff21', 'm@v1/\u{1f600}'].map(name => `00  ${name}\n`).join('')
    const expected = `h1:${createHash('sha256').update(lines).digest('base64')}`
    expect(hash1(names.map(name => ({name, sha256: '00'})))).toBe(expected)
  })
})

type Downloaded = {
  Path: string
  Version: string
  Dir: string
  Zip: string
  GoMod: string
  Sum: string
  GoModSum: string
}
