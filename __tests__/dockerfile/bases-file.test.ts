import {mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, test} from '@jest/globals'
import {FINAL_BASES, finalBase} from '../../src/dockerfile/bases.ts'
import {readBases} from '../../src/dockerfile/bases-file.ts'
import {writeDockerfile} from '../../src/dockerfile/write.ts'
import {importing, projectOf} from './projects.ts'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'go-image-')))
const workspace = join(root, 'checkout')
mkdirSync(workspace)
afterAll(() => rmSync(root, {recursive: true, force: true}))

const read = async (content: unknown, text = JSON.stringify(content)) => {
  writeFileSync(join(workspace, 'bases.json'), text)
  return await readBases('bases.json', workspace)
}

test('without a file there are our bases', async () => {
  expect(await readBases('', workspace)).toBe(FINAL_BASES)
})

test('a base of the file is there beside ours, and what it does not say counts as not there', async () => {
  const bases = await read({ubi: {reference: 'registry.example.com/ubi-micro:10'}})
  expect(Object.keys(bases)).toEqual([...Object.keys(FINAL_BASES), 'ubi'])
  expect(finalBase('ubi', bases)).toMatchObject({libc: 'unknown', certificates: false, user: '65532:65532'})
  const {dockerfile} = writeDockerfile(projectOf(), {base: 'ubi', bases, buildArgs: []})
  expect(dockerfile).toContain('FROM registry.example.com/ubi-micro:10\nCOPY --from=build /etc/ssl/certs/')
})

test('one of ours can be replaced, also what it stands for with cgo', async () => {
  const bases = await read({
    'distroless-base': {reference: 'mirror.example.com/base-debian12:nonroot', libc: 'glibc', debian: 'bookworm'},
  })
  const project = projectOf(importing('github.com/mattn/go-sqlite3'))
  const {dockerfile} = writeDockerfile(project, {base: 'distroless', bases, buildArgs: []})
  expect(dockerfile).toMatch(/^FROM golang:1.27-bookworm AS build$/m)
  expect(dockerfile).toMatch(/^FROM mirror.example.com\/base-debian12:nonroot$/m)
})

describe('refused is', () => {
  const base = {reference: 'a'}

  test.each<[string, unknown, string]>([
    ['a reference that would be another instruction', {x: {reference: 'a\nRUN id'}}, 'at x.reference'],
    ['a reference that would be a flag', {x: {reference: '--platform=a'}}, 'at x.reference'],
    ['a user that has a name', {x: {...base, user: 'root'}}, 'at x.user'],
    ['another Debian release', {x: {...base, debian: 'trixie AS x'}}, 'at x.debian'],
    ['a key that is not known', {x: {...base, glibc: true}}, 'at x.glibc'],
    ['a name that is none', {'a b': base}, 'at a b'],
    ['a base without a reference', {x: {}}, 'at x.reference'],
    ['a list', [base], 'at its top'],
  ])('%s', async (_, content, place) => {
    await expect(read(content)).rejects.toMatchObject({code: 'bases-invalid', message: expect.stringContaining(place)})
  })

  test('what is no JSON, without a word of its text', async () => {
    await expect(read(null, 'root:x:0:0')).rejects.toThrow(/^The bases of bases.json: at its top: .*found undefined\.$/)
  })

  test('a link that leads out of the checkout, also by a folder', async () => {
    writeFileSync(join(root, 'outside.json'), '{}')
    symlinkSync('../outside.json', join(workspace, 'link.json'))
    symlinkSync('..', join(workspace, 'folder'))
    for (const file of ['link.json', 'folder/outside.json'])
      await expect(readBases(file, workspace)).rejects.toThrow('leads out of the checkout')
    expect(await readBases(join(root, 'outside.json'), workspace)).toEqual(FINAL_BASES)
  })

  test('a file that is not there', async () => {
    await expect(readBases('none.json', workspace)).rejects.toMatchObject({code: 'bases-invalid'})
  })
})
