import {describe, expect, test} from '@jest/globals'
import {factsOf, program, told} from './told.ts'

const WEB = 'package web\n\nimport "embed"\n\n//go:embed dist/*\nvar files embed.FS\n'
const MAIN = program(['example.com/app/web'], '')
const GO = {'main.go': MAIN, 'web/web.go': WEB}
const NPM = (build: string, name = 'build') => JSON.stringify({scripts: {dev: 'vite', [name]: build}}, null, 2)

describe('frontend', () => {
  test.each<[string, Record<string, string>, string[]]>([
    ['a folder that is not there', {'web/package.json': NPM('vite build')}, ['web/dist']],
    ['a folder with a .gitkeep', {'web/package.json': NPM('vite build'), 'web/dist/.gitkeep': ''}, ['web/dist?']],
    [
      'a folder with a page that stands in',
      {'web/package.json': NPM('vite build'), 'web/dist/index.html': ''},
      ['web/dist?'],
    ],
    [
      'a folder that git ignores',
      {'web/package.json': NPM('vite build'), 'web/dist/a.js': '', '.gitignore': 'node_modules\ndist/\n'},
      ['web/dist?'],
    ],
    [
      'another folder, by a flag',
      {'ui/package.json': NPM('vite build --outDir=../web/dist --emptyOutDir', 'release')},
      ['web/dist'],
    ],
    [
      'another folder, by the configuration',
      {
        'ui/package.json': NPM('vite build'),
        'ui/vite.config.ts':
          "export default {\n  build: {\n    outDir: path.resolve(__dirname, '..', 'web/dist'),\n  },\n}\n",
      },
      ['web/dist'],
    ],
    [
      'a frontend that go.mod ignores',
      {
        'go.mod': 'module example.com/app\n\ngo 1.25\n\nignore ./ui\n',
        'ui/package.json': NPM('vite build -o ../web/dist'),
      },
      ['web/dist'],
    ],
    [
      'a folder inside one with files that are committed',
      {
        'web/dist/index.html': '',
        'web/dist/page.css': '',
        'package.json': NPM('node esbuild.config.mjs'),
        'esbuild.config.mjs': 'const options = {outdir: "web/dist/assets/"}\n',
      },
      ['web/dist?'],
    ],
    [
      'no: a folder inside that is committed as well',
      {'web/dist/page.css': '', 'web/dist/assets/a.js': '', 'package.json': NPM('esbuild --outdir=web/dist/assets')},
      [],
    ],
    [
      'no: a folder inside that no build writes',
      {'web/dist/page.css': '', 'package.json': NPM('storybook -o web/dist/stories', 'storybook')},
      [],
    ],
    ['no: what is built is committed', {'web/package.json': NPM('vite build'), 'web/dist/a.js': ''}, []],
    ['no: another frontend', {'docs/package.json': NPM('vite build')}, []],
    ['no: no script that builds', {'web/package.json': '{"scripts": {"test": "jest"}}'}, []],
    ['no: a package.json of a dependency', {'web/node_modules/x/package.json': NPM('tsc --outDir ../../dist')}, []],
    ['no: a package.json that cannot be read', {'web/package.json': '{"scripts": null'}, []],
  ])('of %s', async (_, files, expected) => {
    expect(await told('frontend', {...GO, ...files})).toEqual(expected)
  })

  test('says the script, the package manager and every file that shows it', async () => {
    const [fact] = await factsOf({
      ...GO,
      '.gitignore': '/web/dist/*\n!/web/dist/index.html\n',
      'web/dist/index.html': '',
      'ui/package.json': NPM('vite build'),
      'ui/pnpm-lock.yaml': '',
      'ui/vite.config.js': "export default {build: {outDir: '../web/dist'}}\n",
    })
    expect(fact).toEqual({
      kind: 'frontend',
      subject: 'web/dist',
      certain: false,
      says: '//go:embed dist/* wants what "pnpm run build" of ui/package.json makes, and this checkout has only index.html of it.',
      evidence: [
        {file: 'web/web.go', line: 5, text: '//go:embed dist/*'},
        {file: 'ui/package.json', line: 4, text: '"build": "vite build"'},
        {file: 'ui/vite.config.js', line: 1, text: "outDir: '../web/dist'}}"},
        {file: '.gitignore', line: 1, text: '/web/dist/*'},
      ],
    })
  })

  test('is told of the whole repository while no program is chosen', async () => {
    const files = {'web/web.go': WEB, 'web/package.json': NPM('vite build'), 'cmd/a/a.go': MAIN, 'cmd/b/b.go': MAIN}
    expect(await told('frontend', files)).toEqual(['web/dist'])
  })
})

describe('embed-missing', () => {
  test.each<[string, Record<string, string>, string[]]>([
    ['a folder that nothing makes', {}, ['web/dist']],
    ['files that git ignores', {'web/dist/a.js': '', '.gitignore': '/web/dist\n'}, ['web/dist?']],
    ['no: files that are there', {'web/dist/a.js': ''}, []],
    ['no: a package that is not reached', {'main.go': program([], '')}, []],
    ['no: a frontend makes it', {'web/package.json': NPM('vite build')}, []],
  ])('of %s', async (_, files, expected) => {
    expect(await told('embed-missing', {...GO, ...files})).toEqual(expected)
  })

  test('says which go:generate line of the package may write it', async () => {
    const web = WEB.replace('//go:embed', '//go:generate ./build.sh\n\n//go:embed')
    const [fact] = await factsOf({...GO, 'web/web.go': web})
    expect(fact!.says).toBe(
      '//go:embed dist/* matches no file of this checkout, so that go build stops. A //go:generate line of the package (web/web.go:5) may write it.',
    )
  })

  test('says which line of the Makefile names it', async () => {
    const [fact] = await factsOf({...GO, Makefile: 'clean:\n\trm -rf web/dist\nall:\n\tcp -r site/out web/dist\n'})
    expect(fact).toMatchObject({
      says: '//go:embed dist/* matches no file of this checkout, so that go build stops. Makefile:4 names it.',
      evidence: [
        {file: 'web/web.go', line: 5},
        {file: 'Makefile', line: 4, text: 'cp -r site/out web/dist'},
      ],
    })
  })
})
