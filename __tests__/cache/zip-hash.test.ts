/** Held against Go's own archive/zip: what is hashed here is what the go command would unpack. */
import {execFileSync} from 'node:child_process'
import {createHash, randomBytes} from 'node:crypto'
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {open} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, test} from '@jest/globals'
import {hash1} from '../../src/cache/dirhash.ts'
import {hashZip} from '../../src/cache/zip-hash.ts'
import {moduleZip} from './module-proxy.ts'
import {type ZipFile, zip} from './zip-parts.ts'

const root = mkdtempSync(join(tmpdir(), 'go-image-'))
afterAll(() => rmSync(root, {recursive: true, force: true}))

/**
 * Prints for each file the hash that HashZip (golang.org/x/mod/sumdb/dirhash) has for it, or `error`. Reads every file
 * that the zip lists, as unpacking does, where HashZip would read only the last of those with one name.
 */
const ORACLE = `package main

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"
)

func hash(path string) (string, error) {
	z, err := zip.OpenReader(path)
	if err != nil {
		return "", err
	}
	defer z.Close()
	type line struct{ name, sum string }
	var lines []line
	for _, f := range z.File {
		if strings.Contains(f.Name, "\\n") {
			return "", fmt.Errorf("newline")
		}
		r, err := f.Open()
		if err != nil {
			return "", err
		}
		h := sha256.New()
		if _, err := io.Copy(h, r); err != nil {
			return "", err
		}
		lines = append(lines, line{f.Name, fmt.Sprintf("%x", h.Sum(nil))})
	}
	sort.SliceStable(lines, func(i, j int) bool { return lines[i].name < lines[j].name })
	h := sha256.New()
	for _, l := range lines {
		fmt.Fprintf(h, "%s  %s\\n", l.sum, l.name)
	}
	return "h1:" + base64.StdEncoding.EncodeToString(h.Sum(nil)), nil
}

func main() {
	for _, path := range os.Args[1:] {
		sum, err := hash(path)
		if err != nil {
			sum = "error"
		}
		fmt.Println(sum)
	}
}
`

const oracle = join(root, 'oracle')
beforeAll(() => {
  const folder = join(root, 'source')
  mkdirSync(folder)
  writeFileSync(join(folder, 'go.mod'), 'module oracle\n\ngo 1.21\n')
  writeFileSync(join(folder, 'main.go'), ORACLE)
  const env = {...process.env, GOFLAGS: '', GOTOOLCHAIN: 'local', GOWORK: 'off'}
  execFileSync('go', ['build', '-o', oracle, '.'], {cwd: folder, env})
}, 120_000)

function goHashes(zips: Buffer[]): string[] {
  const paths = zips.map((content, index) => {
    const path = join(root, `${index}.zip`)
    writeFileSync(path, content)
    return path
  })
  return execFileSync(oracle, paths, {encoding: 'utf8'}).trimEnd().split('\n')
}

const LIMITS = {entries: 1000, bytes: 600e6}

/** The zip lies between others, as in a tar. */
async function ours(content: Buffer, left = {...LIMITS}): Promise<string> {
  const around = randomBytes(512)
  const path = join(root, 'around')
  writeFileSync(path, Buffer.concat([around, content, around]))
  await using file = await open(path)
  return await hashZip(file, {start: 512, size: content.length}, left)
}

const AT = 'example.com/x@v1.0.0'
const GO_MOD: ZipFile = {name: `${AT}/go.mod`, content: 'module example.com/x\n'}
const SOURCE: ZipFile = {name: `${AT}/x.go`, content: 'package x\n\n'.repeat(50), method: 8}
const LARGE: ZipFile = {name: `${AT}/table.go`, content: '// 0123456789\n'.repeat(400_000), method: 8}

describe('the hash of a zip is the one of Go', () => {
  test.each<[string, Buffer]>([
    ['stored', moduleZip('example.com/x', 'v1.0.0', {'go.mod': 'module example.com/x\n', 'x.go': 'package x\n'})],
    ['deflated', zip([GO_MOD, SOURCE])],
    [
      'with checksums behind the contents',
      zip([
        {...GO_MOD, descriptor: 'bare'},
        {...SOURCE, descriptor: 'signed'},
      ]),
    ],
    ['of large files', zip([GO_MOD, LARGE, {...LARGE, name: `${AT}/z`, method: 0}, SOURCE])],
    ['of large files that do not compress', zip([{name: `${AT}/a`, content: randomBytes(3e6), method: 8}, SOURCE])],
    [
      'with empty files and folders',
      zip([
        {name: `${AT}/a/`, content: ''},
        {name: `${AT}/a/b`, content: '', method: 8},
      ]),
    ],
    ['with names in another order', zip([SOURCE, GO_MOD, {name: `${AT}/Ünï文`, content: ''}])],
    ['of nothing', zip([])],
    ['of two files with one name', zip([SOURCE, {...SOURCE, content: 'other'}])],
  ])('%s', async (_, content) => {
    expect(await ours(content)).toBe(goHashes([content])[0])
  })
})

describe('a zip is refused', () => {
  const good = zip([GO_MOD, SOURCE])
  test.each<[string, Buffer, RegExp]>([
    ['when it is truncated', good.subarray(0, -1), /truncated/],
    ['when it is empty', Buffer.alloc(0), /truncated/],
    ['when it is something else', randomBytes(5000), /not a zip/],
    ['with a comment', zip([SOURCE], {comment: 'x'}), /comment/],
    ['with a second end in its comment', Buffer.concat([good, zip([GO_MOD])]), /not at the end/],
    ['with something in front of it', zip([SOURCE], {prefix: Buffer.from('#!/bin/sh\n')}), /not at the end/],
    ['with something behind the directory', zip([SOURCE], {gap: Buffer.alloc(20)}), /not at the end/],
    ['with fewer files than it has', zip([SOURCE, GO_MOD], {count: -1}), /another length/],
    ['with more files than it has', zip([SOURCE], {count: 1}), /truncated/],
    ['with a longer directory', zip([SOURCE], {directorySize: 1}), /not at the end/],
    ['with a wrong checksum', zip([{...SOURCE, crc: 1}]), /checksum/],
    ['with a wrong checksum behind a file', zip([{...SOURCE, descriptor: 'wrong'}]), /checksum/],
    ['with a file of another size', zip([{...SOURCE, size: 3}]), /larger|size|out of/i],
    ['with a stored file of another size', zip([{...GO_MOD, size: 3}]), /size/],
    ['with a large file of another size', zip([{...LARGE, size: 2e6}]), /too many bytes/],
    ['with a file that ends beyond it', zip([{...SOURCE, compressedSize: 1e6}]), /bounds/],
    ['with an unknown compression', zip([{...GO_MOD, method: 12}]), /unknown/],
    ['with an encrypted file, which Go reads as it is', zip([{...SOURCE, flags: 1}]), /encrypted/],
    ['with a zip64 field', zip([{...GO_MOD, extra: Buffer.from([1, 0, 0, 0])}]), /zip64/],
    ['with a zip64 end', zip([GO_MOD], {gap: Buffer.from(`PK\x06\x07${'\0'.repeat(16)}`)}), /zip64/],
    ['with a folder that has content', zip([{name: `${AT}/a/`, content: 'x'}]), /folder/],
    ['with a name in another encoding', zip([{name: Buffer.from([0x61, 0xff]), content: ''}]), /name/],
    ['with files that share their bytes', zip([SOURCE, {...SOURCE, name: `${AT}/y.go`, shares: 0}]), /overlap/],
    ['with more than Go unpacks', zip([{...SOURCE, size: 500 * 2 ** 20 + 1}]), /more than 524288000 bytes unpacked/],
  ])('%s', async (_, content, reason) => {
    await expect(ours(content)).rejects.toThrow(reason)
  })

  test('when one of its names stands for two lines', async () => {
    const sha256 = createHash('sha256').update('one').digest('hex')
    const content = zip([{name: `${AT}/a\n${sha256}  ${AT}/b`, content: 'one'}])
    const files = ['a', 'b'].map(name => ({name: `${AT}/${name}`, sha256}))
    const line = {name: `${AT}/a\n${sha256}  ${AT}/b`, sha256}
    expect(hash1([line])).toBe(hash1(files))
    await expect(ours(content)).rejects.toThrow(/a name that no module has/)
  })

  test('when all zips together have too many files or bytes', async () => {
    const left = {entries: 3, bytes: 10_000}
    const content = zip([GO_MOD, SOURCE])
    await ours(content, left)
    expect(left).toEqual({entries: 1, bytes: 10_000 - 21 - 550})
    await expect(ours(content, left)).rejects.toThrow(/all zips together/)
    await expect(ours(content, {entries: 9, bytes: 100})).rejects.toThrow(/all zips together/)
  })

  test('before what it does not say is unpacked', async () => {
    const bomb = zip([{name: `${AT}/x`, content: Buffer.alloc(300e6), method: 8, size: 1000}])
    expect(bomb.length).toBeLessThan(1e6)
    const before = process.memoryUsage().rss
    await expect(ours(bomb)).rejects.toThrow()
    expect(process.memoryUsage().rss - before).toBeLessThan(100e6)
  })
})

/** Names are the same bytes in the local header, where nobody looks at them. */
test('names in local headers do not count, for Go neither', async () => {
  const content = zip([{...SOURCE, localName: 'elsewhere'}])
  expect(await ours(content)).toBe(goHashes([zip([SOURCE])])[0])
  expect(goHashes([content])).toEqual(goHashes([zip([SOURCE])]))
})

test('whatever is changed in a zip, Go reads what was hashed or it is refused', async () => {
  const base = zip([
    GO_MOD,
    {...SOURCE, descriptor: 'signed'},
    {name: `${AT}/a/`, content: ''},
    {...SOURCE, name: `${AT}/y`},
  ])
  let seed = 1
  const random = (below: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return Math.floor((seed / 2 ** 32) * below)
  }
  const headers = base.indexOf('PK\x01\x02')
  const changed = Array.from({length: 800}, () => {
    const copy = Buffer.from(base)
    for (let edits = 1 + random(2); edits > 0; edits--) {
      // Most of what matters is in the directory.
      const at = random(4) === 0 ? random(base.length) : headers + random(base.length - headers)
      copy[at] = [0, 1, 8, 0xff, random(256), copy[at]! ^ (1 << random(8))][random(6)]!
    }
    return copy
  })
  const theirs = goHashes(changed)
  let accepted = 0
  for (const [index, content] of changed.entries()) {
    const hash = await ours(content).catch(() => null)
    if (hash === null) continue
    accepted++
    expect({index, hash}).toEqual({index, hash: theirs[index]})
  }
  // Times, attributes and names may be anything.
  expect(accepted).toBeGreaterThan(100)
  expect(accepted).toBeLessThan(changed.length)
}, 120_000)
