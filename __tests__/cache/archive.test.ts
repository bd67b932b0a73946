import {execFileSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {afterAll, describe, expect, test} from '@jest/globals'
import {type ArchiveEntry, checkArchive, type Limits} from '../../src/cache/archive.ts'
import {long, type Member, pax, tar} from './tar-blocks.ts'

const root = mkdtempSync(join(tmpdir(), 'go-image-'))
afterAll(() => rmSync(root, {recursive: true, force: true}))

type Kind = 'modules' | 'build'

function write(content: Buffer): string {
  const file = join(root, 'archive.tar')
  writeFileSync(file, content)
  return file
}

async function check(kind: Kind, members: Member[], limits?: Limits): Promise<[string, string][]> {
  const contents = new Map<ArchiveEntry, string>()
  const visit = (entry: ArchiveEntry) => {
    contents.set(entry, '')
    return (piece: Buffer | null) => {
      contents.set(entry, contents.get(entry)! + (piece?.toString() ?? ''))
    }
  }
  await checkArchive(write(tar(members)), kind, visit, limits)
  return [...contents].map(([{name}, content]) => [name, content])
}

const HASH = 'ab'.repeat(32)
const NEXT = `ab${'cd'.repeat(31)}`
const TREE = 'github.com/acme/ledger@v1.0.0'
const DEEP = `${TREE}/${'sunken_/'.repeat(15)}file.go`

describe('what a cache of Go holds', () => {
  test('is accepted: the build cache', async () => {
    const members = [
      {name: './'},
      {name: 'ab/'},
      {name: `ab/${HASH}-a`, content: 'v1 …'},
      {name: `./ab/${HASH}-d`, content: 'object'},
      {name: `ab/${NEXT}-d/`},
      {name: `ab/${NEXT}-d/stringer`, content: 'ELF', mode: 0o755},
      {name: 'README', content: 'This directory'},
      {name: 'testexpire.txt'},
      {name: 'trim.txt', content: '1'},
    ]
    const found = await check('build', members)
    expect(found).toHaveLength(members.length)
    expect(found).toContainEqual([`ab/${HASH}-d`, 'object'])
  })

  test('is accepted: modules', async () => {
    const names = [
      'github.com/',
      `${TREE}/`,
      `${TREE}/go.mod`,
      `${TREE}/testdata/a@b/ü ~.txt`,
      'gopkg.in/yaml.v3@v3.0.1/yaml.go',
      'github.com/!azure/azure-sdk@v1.0.0-!r!c1/a.go',
      'golang.org/toolchain@v0.0.1-go1.27.3.linux-amd64/bin/go',
      'cache/download/github.com/acme/ledger/@v/v1.0.0.mod',
      'cache/download/github.com/acme/ledger/@v/list',
      'cache/download/sumdb/sum.golang.org/lookup/github.com/acme/ledger@v1.0.0',
      'cache/download/sumdb/sum.golang.org/tile/8/0/x001/234.p/7',
    ]
    expect(
      (
        await check(
          'modules',
          names.map(name => ({name})),
        )
      ).map(([name]) => name),
    ).toEqual(names.map(name => name.replace(/\/$/, '')))
  })

  test.each<[string, Member[]]>([
    ['a GNU long name', [long(DEEP), {name: DEEP.slice(0, 100), content: 'x', magic: 'ustar  \0'}]],
    ['a pax header', [pax({path: DEEP, mtime: '1.5'}), {name: DEEP.slice(0, 100), content: 'x'}]],
    ['a ustar prefix', [{prefix: dirname(DEEP), name: 'file.go', content: 'x'}]],
  ])('is accepted: %s', async (_, members) => {
    expect(await check('modules', members)).toEqual([[DEEP, 'x']])
  })

  test.each(['gnu', 'posix', 'ustar'])('is accepted: what tar --format=%s writes', async format => {
    const folder = mkdtempSync(join(root, 'tree-'))
    for (const name of [DEEP, `${TREE}/ü.txt`, `${TREE}/big`]) {
      mkdirSync(dirname(join(folder, name)), {recursive: true})
      writeFileSync(join(folder, name), name.endsWith('big') ? Buffer.alloc(9_000_001, 7) : name)
    }
    const file = join(root, `${format}.tar`)
    execFileSync('tar', [`--format=${format}`, '-cf', file, 'github.com'], {cwd: folder})
    let bytes = 0
    const visit = () => (piece: Buffer | null) => {
      bytes += piece?.length ?? 0
    }
    const checked = await checkArchive(file, 'modules', visit)
    expect(checked).toEqual({files: 3, bytes})
    expect(bytes).toBeGreaterThan(9_000_001)
  })
})

const a = `${TREE}/a.go`

describe('an archive is refused', () => {
  test.each<[string, Member[], RegExp]>([
    ['an absolute name', [{name: '/etc/passwd'}], /"\/etc\/passwd" is absolute/],
    ['a way out', [{name: `${TREE}/../../../x`}], /leads out of the folder/],
    ['two dots alone', [{name: '..', type: '5'}], /leads out/],
    ['a way out in a long name', [long(`${TREE}/../x`), {name: TREE}], /leads out/],
    ['a way out in a pax header', [pax({path: '../x'}), {name: '..'}], /leads out/],
    ['a way out through the prefix', [{prefix: '..', name: 'x'}], /leads out/],
    ['an empty name', [{name: ''}], /without a name/],
    ['an empty part', [{name: `${TREE}//x`}], /shortest way/],
    ['a control character', [{name: `${TREE}/a\nb`}], /characters that no file/],
    ['a backslash', [{name: `${TREE}/a\\b`}], /characters that no file/],
    ['a symbolic link', [{name: a, type: '2', target: '/etc'}], /a symbolic link/],
    ['a hard link', [{name: a, type: '1', target: '/etc/passwd'}], /a hard link/],
    ['a character device', [{name: a, type: '3'}], /a character device/],
    ['a block device', [{name: a, type: '4'}], /a block device/],
    ['a fifo', [{name: a, type: '6'}], /a fifo/],
    ['a GNU sparse file', [{name: a, type: 'S'}], /a sparse file/],
    ['a pax sparse file', [pax({'GNU.sparse.realsize': '99999999999'}), {name: a}], /sets "GNU.sparse.realsize"/],
    ['a pax link', [pax({linkpath: '/etc'}), {name: a}], /sets "linkpath"/],
    ['extended attributes', [pax({'SCHILY.xattr.security.capability': 'x'}), {name: a}], /sets "SCHILY/],
    ['a pax header for all', [pax({path: 'x'}, 'g'), {name: a}], /for all files/],
    ['a setuid file', [{name: a, mode: 0o4755}], /setuid/],
    ['an unknown type', [{name: a, type: 'Z'}], /unknown type "Z"/],
    ['another name for other readers', [pax({path: a}), {name: `${TREE}/evil.go`}], /by an extended header/],
    ['another size for other readers', [pax({size: '0'}), {name: a, content: 'x'}], /two sizes/],
    ['two long names', [long(a), long(a), {name: a}], /two extended headers/],
    ['a long name of nothing', [{name: a}, long(a)], /nothing follows/],
    ['GNU and ustar fields', [{name: a, prefix: 'p', magic: 'ustar  \0'}], /both GNU and ustar/],
    ['no ustar', [{name: a, magic: ''}], /not a tar archive of the kind/],
    ['a file twice', [{name: a}, {name: `./${a}`}], /comes twice/],
    ['a file, then a folder', [{name: a}, {name: `${a}/`}], /is a file and a folder/],
    ['a file, then one below', [{name: a}, {name: `${a}/b`}], /is a file and a folder/],
    ['a folder, then a file', [{name: `${a}/b`}, {name: a}], /is a file and a folder/],
    ['a folder with content', [{name: `${TREE}/`, content: 'x'}], /a folder with content/],
    ['a file with a slash', [{name: `${TREE}/`, type: '0'}], /a folder's name/],
    ['a name that is too long', [long(`${TREE}/${'x/'.repeat(3000)}y`), {name: TREE}], /longer than 4096/],
    ['an endless long name', [{...long(''), content: 'x'.repeat(20_000)}, {name: a}], /an extended header of 20000/],
    ['a file above the modules', [{name: 'github.com/x'}], /no place/],
    ['a file beside the downloads', [{name: 'cache/lock'}], /no place/],
    ['a repository', [{name: 'cache/vcs/x/HEAD'}], /no place/],
    ['a stray download', [{name: 'cache/download/x/y'}], /no place/],
    ['a module below the cache', [{name: 'cache/x@v1.0.0/go.mod'}], /no place/],
  ])('for %s', async (_, members, message) => {
    await expect(check('modules', members)).rejects.toThrow(message)
  })

  test.each([
    'x',
    'ab',
    'ab/x',
    `ac/${HASH}-a`,
    `ab/${HASH}-x`,
    `ab/${HASH.toUpperCase()}-a`,
    `AB/${HASH}-a`,
    `ab/${HASH}`,
    `ab/${HASH}-a/x`,
    `ab/${HASH}-d/a/b`,
    'fuzz/x',
    'log.txt',
    a,
  ])('for %j in a build cache', async name => {
    await expect(check('build', [{name}])).rejects.toThrow(/no place/)
  })

  test('for two executables where one belongs', async () => {
    await expect(check('build', [{name: `ab/${HASH}-d/a`}, {name: `ab/${HASH}-d/b`}])).rejects.toThrow(/more than one/)
  })

  test('for a checksum that is wrong', async () => {
    const archive = tar([{name: a, content: 'x'}])
    archive[0] = 0x68
    await expect(checkArchive(write(archive), 'modules')).rejects.toThrow(/checksum/)
  })

  test('for more after its end', async () => {
    const archive = Buffer.concat([tar([{name: a}]), tar([{name: '../x'}])])
    await expect(checkArchive(write(archive), 'modules')).rejects.toThrow(/more after the end/)
    await expect(checkArchive(write(Buffer.concat([tar([], 1), tar([{name: a}])])), 'modules')).rejects.toThrow(/more/)
  })

  test('for a size that the file does not have', async () => {
    await expect(check('modules', [{name: a, size: 8 * 1024 ** 3 - 1}])).rejects.toThrow(
      /truncated: .* 8589934591 bytes/,
    )
  })

  test('wherever it breaks off', async () => {
    const file = write(tar([{name: a, content: 'x'.repeat(1000)}, long(DEEP), {name: DEEP.slice(0, 100)}]))
    for (let size = 4095; size >= 0; size -= size % 512 === 0 ? 1 : size % 512 === 511 ? 510 : 1) {
      truncateSync(file, size)
      await expect(checkArchive(file, 'modules')).rejects.toThrow(/truncated/)
    }
  })

  test('for too many entries, names or bytes', async () => {
    const files = ['a', 'b', 'c'].map(name => ({name: `${TREE}/${name}`, content: '1234'}))
    const twice = [{name: 'a.b/'}, {name: 'a.b/'}, {name: 'a.b/'}]
    await expect(check('modules', twice, {entries: 2, bytes: 100})).rejects.toThrow('more than 2 entries')
    await expect(check('modules', files, {entries: 2, bytes: 100})).rejects.toThrow('more than 2 names')
    await expect(check('modules', files, {entries: 9, bytes: 11})).rejects.toThrow('more than 11 bytes')
    const deep = {name: `${TREE}/a/b/c/d/e/f/g/h`}
    await expect(check('modules', [deep], {entries: 9, bytes: 11})).rejects.toThrow('more than 9 names')
  })
})
