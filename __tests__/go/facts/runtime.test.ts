import {symlinkSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {inspectProject} from '../../../src/go/inspect.ts'
import {writeTree} from '../tree.ts'
import {factsOf, MOD, program, told} from './told.ts'

describe('runtime-file', () => {
  const files = {
    'templates/a.html': '',
    'web/static/a.js': '',
    'config.yaml': '',
    'migrations/1.sql': '',
    '.env': '',
    'cmd/app/seed.json': '',
    'dist/a.js': '',
  }

  test.each<[string, string[], string, string[]]>([
    ['a file that main opens', ['os'], 'os.ReadFile("config.yaml")', ['config.yaml']],
    ['a file that main may open', ['os'], 'if len(os.Args) > 1 {\nos.ReadFile("./config.yaml")\n}', ['config.yaml?']],
    [
      'a file by joined names',
      ['os', 'path/filepath'],
      'os.Open(filepath.Join("web", "static", "a.js"))',
      ['web/static/a.js'],
    ],
    ['a folder that is served', ['net/http'], 'http.FileServer(http.Dir("./web/static/"))', ['web/static']],
    ['templates', ['html/template'], 'template.Must(template.ParseGlob("templates/*.html"))', ['templates']],
    [
      'templates by a method',
      ['html/template'],
      'template.New("").ParseFiles("templates/a.html")',
      ['templates/a.html?'],
    ],
    [
      'templates and files of gin',
      ['github.com/gin-gonic/gin'],
      'r := gin.New()\nr.LoadHTMLGlob("templates/*")\nr.Static("/s", "./web/static")',
      ['templates?', 'web/static?'],
    ],
    ['migrations', ['github.com/golang-migrate/migrate/v4'], 'migrate.New("file://migrations", "")', ['migrations']],
    ['a file beside the program', ['os'], 'os.ReadFile("seed.json")', ['cmd/app/seed.json']],
    ['no: a file that is not there', ['os'], 'os.ReadFile("other.yaml")', []],
    ['no: an absolute path', ['os'], 'os.ReadFile("/config.yaml")', []],
    ['no: a path that leads out', ['os'], 'os.ReadFile("../config.yaml")', []],
    ['no: a path not known', ['os'], 'os.ReadFile(os.Args[1])', []],
    ['no: a file that is written', ['os'], 'os.WriteFile("config.yaml", nil, 0)', []],
    ['no: the folder it is started in', ['net/http'], 'http.FileServer(http.Dir("."))', []],
    ['no: a file of secrets', ['os'], 'os.ReadFile(".env")', []],
    ['no: its own go.mod', ['os'], 'os.ReadFile("go.mod")', []],
    ['no: a file system that is embedded', ['html/template'], 'template.ParseFS(files, "templates/*.html")', []],
    [
      'no: what is embedded, read from the disk while it is developed',
      ['embed', 'os'],
      'if dev {\nos.DirFS("cmd/app/ui")\n}',
      [],
    ],
  ])('of %s', async (_, imports, body, expected) => {
    const declarations = imports.includes('embed') ? '//go:embed ui\nvar ui embed.FS\n' : ''
    const main = program(imports, body, declarations)
    expect(await told('runtime-file', {...files, 'cmd/app/ui/a.html': '', 'cmd/app/main.go': main})).toEqual(expected)
  })

  test('is proved by a package variable, and by init, of a package that the program reaches', async () => {
    const main = program(['example.com/app/web', 'example.com/app/other'], '')
    const web = `package web

import (
	"html/template"
	"os"
)

var page = template.Must(template.ParseFiles("templates/a.html"))

func init() {
	os.Open("config.yaml")
}

func lazy(x interface{}) { os.Open("migrations/1.sql") }
`
    const other = 'package other\n'
    const test = web.replace('package web', 'package other')
    const tree = {...files, 'main.go': main, 'web/web.go': web, 'other/o.go': other, 'other/o_test.go': test}
    expect(await told('runtime-file', tree)).toEqual(['templates/a.html', 'config.yaml', 'migrations/1.sql?'])
  })

  test('says the path of the repository and the path that the program opens', async () => {
    const main = program(['os'], 'os.ReadFile("./seed.json")')
    const [fact] = await factsOf({...files, 'cmd/app/main.go': main})
    expect(fact).toEqual({
      kind: 'runtime-file',
      subject: 'cmd/app/seed.json',
      opens: 'seed.json',
      certain: true,
      says: 'It reads seed.json when it runs, relative to the folder that it is started in; cmd/app/seed.json of the repository is that.',
      evidence: [{file: 'cmd/app/main.go', line: 9, text: 'os.ReadFile("./seed.json")'}],
    })
  })

  test('does not follow a link out of the checkout', async () => {
    await using outside = writeTree({'secret.txt': ''})
    await using tree = writeTree({
      'go.mod': MOD,
      'main.go': program(['os'], 'os.ReadFile("link")\nos.ReadFile("dir/secret.txt")\nos.ReadFile("near")'),
      'a.txt': '',
    })
    symlinkSync(join(outside.root, 'secret.txt'), join(tree.root, 'link'))
    symlinkSync(outside.root, join(tree.root, 'dir'))
    symlinkSync('a.txt', join(tree.root, 'near'))
    const {facts} = await inspectProject({root: tree.root})
    expect(facts.map(({subject}) => subject)).toEqual(['near'])
  })
})

describe('health', () => {
  test.each<[string, string[], string, string[]]>([
    ['the first argument', ['os'], 'if len(os.Args) > 1 && os.Args[1] == "healthcheck" {\n}', ['healthcheck']],
    ['a case of the first argument', ['os'], 'switch os.Args[1] {\ncase "serve", "health":\n}', ['health']],
    [
      'a command of cobra',
      ['github.com/spf13/cobra'],
      'c := &cobra.Command{\nShort: "x",\nUse: "healthcheck [url]",\n}',
      ['healthcheck?'],
    ],
    [
      'a command of urfave/cli',
      ['github.com/urfave/cli/v2'],
      'c := []*cli.Command{\n{Name: "serve"},\n{Action: func() { x() }, Name: "health"},\n}',
      ['health?'],
    ],
    ['a flag', ['flag'], 'flag.Bool("healthcheck", false, "")', ['-healthcheck?']],
    ['no: a flag that switches the answer on', ['flag'], 'flag.Bool("health", true, "serve /healthz")', []],
    ['no: a route', ['net/http'], 'http.HandleFunc("/healthcheck", nil)', []],
    ['no: a flag with a value', ['flag'], 'flag.String("healthcheck", "", "")', []],
    ['no: another command', ['github.com/spf13/cobra'], 'c := &cobra.Command{Use: "healthcare"}', []],
    [
      'no: a field of another type',
      ['github.com/spf13/cobra'],
      'c := &cobra.Group{ID: "health"}\nd := x{Use: "health"}',
      [],
    ],
    ['no: a case of something else', ['os'], 'switch os.Args[2] {\ncase "health":\n}', []],
  ])('of %s', async (_, imports, body, expected) => {
    expect(await told('health', {'main.go': program(imports, body)})).toEqual(expected)
  })
})

describe('pgo-elsewhere', () => {
  const main = program([], '')

  test.each<[string, Record<string, string>, string[]]>([
    ['a profile at the root', {'default.pgo': ''}, ['default.pgo']],
    ['a profile of another name beside main', {'cmd/app/cpu.pgo': ''}, ['cmd/app/cpu.pgo']],
    ['no: default.pgo beside main', {'cmd/app/default.pgo': ''}, []],
    ['no: another one as well', {'cmd/app/default.pgo': '', 'profiles/old.pgo': ''}, []],
    ['no: that of another program', {'tools/t/default.pgo': '', 'tools/t/t.go': main}, []],
    ['no: test data', {'testdata/default.pgo': ''}, []],
  ])('of %s', async (_, files, expected) => {
    expect(await told('pgo-elsewhere', {'cmd/app/main.go': main, ...files})).toEqual(expected)
  })
})
