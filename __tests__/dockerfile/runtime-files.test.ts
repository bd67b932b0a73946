import {symlinkSync, truncateSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from '@jest/globals'
import {readRuntimeFiles} from '../../src/dockerfile/runtime-files.ts'
import {writeTree} from '../go/tree.ts'
import {fact} from './projects.ts'

const about = (path: string, opens = path) => fact('runtime-file', path, {opens})

test('a file and a folder are copied, each with its size', async () => {
  await using tree = writeTree({'config.yml': 'a: 1', 'web/templates/a.html': 'abc', 'web/templates/b/c.html': 'de'})
  const found = readRuntimeFiles(tree.root, [about('config.yml'), about('web/templates', 'templates')], null)
  expect(found).toMatchObject([
    {path: 'config.yml', opens: 'config.yml', bytes: 4, without: [], refused: null},
    {path: 'web/templates', opens: 'templates', bytes: 5, without: [], refused: null},
  ])
})

test('a file comes along with its folder, but not when the program opens it elsewhere', async () => {
  await using tree = writeTree({'static/a.css': 'a', 'static/b.css': 'b'})
  const facts = [about('static/a.css'), about('static'), about('static/b.css', 'b.css')]
  expect(readRuntimeFiles(tree.root, facts, null).map(({path}) => path)).toEqual(['static', 'static/b.css'])
})

test('secrets, what git ignores, history and installed packages stay out of a folder', async () => {
  await using tree = writeTree({
    '.gitignore': 'local.*\n',
    ...{'conf/a.yml': 'a', 'conf/.env': 's', 'conf/tls/server.key': 's', 'conf/local.yml': 's', 'conf/keys.yml': 'a'},
    ...{'conf/node_modules/x.js': 's', 'conf/sub/.git/config': 's', 'conf/environment': 'a', 'conf/key': 'a'},
  })
  const [conf] = readRuntimeFiles(tree.root, [about('conf')], null)
  expect(conf).toMatchObject({bytes: 4, refused: null})
  expect(conf!.without.sort()).toEqual([
    ...['conf/.env', 'conf/local.yml', 'conf/node_modules', 'conf/sub/.git', 'conf/tls/server.key'],
  ])
})

test('a secret that is opened by its name is told, also where the rest of its folder is copied', async () => {
  await using tree = writeTree({'conf/a.yml': 'a', 'conf/tls.key': 's'})
  expect(readRuntimeFiles(tree.root, [about('conf'), about('conf/tls.key')], null)).toMatchObject([
    {path: 'conf', without: ['conf/tls.key'], refused: null},
    {path: 'conf/tls.key', refused: expect.stringContaining('has the name of a secret')},
  ])
})

test.each<[string, string, string]>([
  ['a key', 'certs/server.pem', 'has the name of a secret'],
  ['what git ignores', 'build/app.js', 'is ignored by git (.gitignore:1)'],
  ['a name that is no word', 'two words.txt', 'has characters'],
  ['a link', 'link.txt', 'is reached by a link'],
  ['what is below a link', 'linked/inside.txt', 'is reached by a link'],
  ['much data', 'large.bin', 'is larger than 64 MB'],
])('%s is not copied', async (_, path, reason) => {
  const files = ['certs/server.pem', 'build/app.js', 'two words.txt', 'real/inside.txt', 'large.bin']
  await using tree = writeTree({'.gitignore': 'build\n', ...Object.fromEntries(files.map(file => [file, 'x']))})
  symlinkSync('real/inside.txt', join(tree.root, 'link.txt'))
  symlinkSync('real', join(tree.root, 'linked'))
  truncateSync(join(tree.root, 'large.bin'), 64 * 1024 * 1024 + 1)
  expect(readRuntimeFiles(tree.root, [about(path)], null)).toMatchObject([{refused: expect.stringContaining(reason)}])
})

test('nor what a .dockerignore in use keeps out, or lets in beside it', async () => {
  await using tree = writeTree({'a.txt': 'x', 'conf/a.yml': 'x', 'conf/.env': 's', 'safe/.env': 's', 'safe/b.yml': 'x'})
  const hides = (path: string) => (['a.txt', 'safe/.env'].includes(path) ? '.dockerignore:3 "x"' : null)
  expect(readRuntimeFiles(tree.root, [about('a.txt'), about('conf'), about('safe')], hides)).toMatchObject([
    {refused: 'is kept out of the build context by .dockerignore:3 "x"'},
    {refused: 'holds conf/.env: add that to .dockerignore to have the rest copied'},
    {refused: null, without: ['safe/.env']},
  ])
})
