import {symlinkSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from '@jest/globals'
import {contextText, reportContext, walkContext} from '../../../src/dockerfile/check/context-report.ts'
import {contextUses} from '../../../src/dockerfile/check/context-use.ts'
import {readModel} from '../../../src/dockerfile/check/model.ts'
import {readIgnoreFile} from '../../../src/dockerfile/ignored.ts'
import {parseDockerfile} from '../../../src/dockerfile/parse.ts'
import {writeTree} from '../../go/tree.ts'

const KEY = '-----BEGIN PRIVATE KEY-----\nMII\n'

function reportOf(root: string, dockerfile: string[], ignore: string, wantsGit = false) {
  const model = readModel(parseDockerfile(dockerfile.join('\n')), {buildArgs: [], target: ''})!
  return reportContext(walkContext(root, readIgnoreFile(ignore), !ignore.includes('!')), contextUses(model), wantsGit)
}

test('counts what the instructions ask for, after the ignore file', async () => {
  await using tree = writeTree({'go.mod': 'm', 'cmd/a.go': 'abc', 'docs/x.md': 'long text', 'web/y.js': '12345'})
  const all = reportOf(tree.root, ['FROM a', 'COPY . .'], 'docs')
  expect([all.files, all.bytes, all.heaviest.map(({folder}) => folder)]).toEqual([3, 9, ['web', 'cmd', '.']])
  const named = reportOf(tree.root, ['FROM a', 'COPY go.mod cmd/ ./'], '')
  expect([named.files, named.bytes]).toEqual([2, 4])
  const other = reportOf(tree.root, ['FROM a AS x', 'COPY . .', 'FROM b', 'COPY go.mod .'], '')
  expect(other.files).toBe(1)
  const excluded = reportOf(tree.root, ['FROM a', 'COPY --exclude=web --exclude=docs . .'], '')
  expect(excluded.files).toBe(2)
})

test('a folder that holds nearly all of the one above stands for it', async () => {
  await using tree = writeTree({'docs/static/a.bin': 'x'.repeat(1000), 'docs/b.md': 'x'})
  expect(reportOf(tree.root, ['FROM a', 'COPY . .'], '').heaviest).toEqual([
    {folder: 'docs/static', bytes: 1000, files: 1},
  ])
})

test.each([
  ['id_ed25519', 'anything', 'private key'],
  ['deploy/.netrc', 'machine x', 'credentials'],
  ['.git-credentials', 'https://x', 'credentials'],
  ['tls/server.pem', KEY, 'private key'],
  ['.env.production', 'PORT=1\nexport API_TOKEN="abc"\n', 'environment file'],
  ['gcp.json', '{"type": "service_account", "private_key": "x"}', 'credentials'],
  ['.aws/credentials', '[default]\naws_secret_access_key = x\n', 'credentials'],
])('finds a secret: %s', async (path, text, kind) => {
  await using tree = writeTree({[path]: text, 'main.go': 'x'})
  const {secrets, missing} = reportOf(tree.root, ['FROM a', 'COPY . .'], '')
  expect([secrets, missing]).toEqual([[{path, kind}], [path]])
})

test.each([
  ['ca.pem', '-----BEGIN CERTIFICATE-----\n'],
  ['id_rsa.pub', 'ssh-rsa AAAA'],
  ['.env', 'PORT=8080\nDB_PASSWORD=\nTOKEN=$TOKEN\n'],
  ['.env.example', 'DB_PASSWORD=changeme\n'],
  ['testdata/server.key', KEY],
  ['package.json', '{"type": "module"}'],
  ['jwt.key', ''],
])('takes for no secret: %s', async (path, text) => {
  await using tree = writeTree({[path]: text})
  expect(reportOf(tree.root, ['FROM a', 'COPY . .'], '').secrets).toEqual([])
})

test('names lines for the ignore file that keep themselves out, and the history only where nothing asks for it', async () => {
  await using tree = writeTree({
    ...{'.git/HEAD': 'x', 'web/node_modules/a.js': 'x', 'keys/a[1]/id_rsa': 'x', 'main.go': 'x'},
  })
  const {missing} = reportOf(tree.root, ['FROM a', 'COPY . .'], '')
  expect(missing).toEqual(['.git', '**/node_modules', 'keys/a\\[1\\]/id_rsa'])
  const after = reportOf(tree.root, ['FROM a', 'COPY . .'], missing.join('\n'))
  expect([after.missing, after.files]).toEqual([[], 1])
  expect(reportOf(tree.root, ['FROM a', 'COPY . .'], '', true).missing).not.toContain('.git')
})

test('follows no link, and a name with a line end is no line of an ignore file', async () => {
  await using outside = writeTree({id_rsa: KEY})
  await using tree = writeTree({'main.go': 'x', 'x\n!secret/id_rsa': 'x'})
  symlinkSync(outside.root, join(tree.root, 'linked'))
  symlinkSync(join(outside.root, 'id_rsa'), join(tree.root, 'id_rsa'))
  const report = reportOf(tree.root, ['FROM a', 'COPY . .'], '')
  expect([report.files, report.secrets]).toEqual([1, []])
})

test('reads as a few lines', async () => {
  await using tree = writeTree({'main.go': 'package main\n', 'web/app.js': 'x'.repeat(5000), '.netrc': 'machine x'})
  expect(contextText(reportOf(tree.root, ['FROM a', 'COPY . .'], ''))).toEqual([
    'Build context: 5.02 kB in 3 files (web 5.00 kB, . 22 B)',
    '  .netrc: credentials',
    '  lines that the ignore file lacks:',
    '    .netrc',
  ])
})
