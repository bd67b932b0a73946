import {describe, expect, test} from '@jest/globals'
import {inspectProject} from '../../../src/go/inspect.ts'
import {writeTree} from '../tree.ts'
import {factsOf, MOD, program, told} from './told.ts'

const CA = '/etc/ssl/certs/ca-certificates.crt'

describe('certificates', () => {
  test.each<[string, string[], string, string[]]>([
    ['a request to a literal https URL', ['net/http'], 'http.Get("https://example.com/a")', [CA]],
    ['a request that is built', ['net/http'], 'http.NewRequest("GET", "https://example.com", nil)', [CA]],
    ['the roots of the system', ['crypto/x509'], 'x509.SystemCertPool()', [CA]],
    ['a request to a URL that is not known', ['net/http', 'os'], 'http.Get(os.Args[1])', [`${CA}?`]],
    ['a client of its own', ['net/http'], 'c := &http.Client{}\n_ = c', [`${CA}?`]],
    ['a TLS connection', ['crypto/tls'], 'tls.Dial("tcp", "example.com:443", nil)', [`${CA}?`]],
    ['a client library', ['github.com/stripe/stripe-go/v81'], 'stripe.Key = ""', [`${CA}?`]],
    ['no: a server', ['net/http'], 'http.ListenAndServe(":8080", nil)', []],
    ['no: a request without TLS', ['net/http'], 'http.Get("http://db:8080/")', []],
    ['no: a request to the program itself', ['net/http'], 'http.Get("https://localhost:8443/")', []],
    ['no: a TLS server', ['crypto/tls'], 'tls.Listen("tcp", ":443", &tls.Config{})', []],
    ['no: a comment', ['net/http'], '// http.Get("https://example.com")', []],
    [
      'no: roots of its own',
      ['net/http', 'golang.org/x/crypto/x509roots/fallback'],
      'http.Get("https://example.com/a")',
      [],
    ],
  ])('of %s', async (_, imports, body, expected) => {
    expect(await told('certificates', {'main.go': program(imports, body)})).toEqual(expected)
  })
})

describe('zones', () => {
  test.each<[string, string[], string, string[]]>([
    ['a zone by its name', ['time'], 'time.LoadLocation("Europe/Berlin")', ['/usr/share/zoneinfo']],
    ['a zone by a constant', ['time'], 'const home = "Asia/Tokyo"\ntime.LoadLocation(home)', ['/usr/share/zoneinfo']],
    ['a zone named later', ['time', 'os'], 'time.LoadLocation(os.Args[1])', ['/usr/share/zoneinfo?']],
    ['no: UTC', ['time'], 'time.LoadLocation("UTC")', []],
    ['no: Local', ['time'], 'time.LoadLocation("Local")', []],
    ['no: the database is in the program', ['time', 'time/tzdata'], 'time.LoadLocation("Europe/Berlin")', []],
    ['no: a method of that name', ['time', 'x.io/y'], 'y.time.LoadLocation("Europe/Berlin")', []],
  ])('of %s', async (_, imports, body, expected) => {
    expect(await told('zones', {'main.go': program(imports, body)})).toEqual(expected)
  })
})

describe('users', () => {
  test.each<[string, string, string[]]>([
    ['a user looked up', 'user.Lookup("www-data")', ['/etc/passwd']],
    ['a group looked up', 'user.LookupGroupId("0")', ['/etc/group']],
    ['the user it runs as', 'user.Current()', ['/etc/passwd?']],
    ['no: only the type', 'var u *user.User\n_ = u', []],
  ])('of %s', async (_, body, expected) => {
    expect(await told('users', {'main.go': program(['os/user'], body)})).toEqual(expected)
  })
})

describe('temp-folder', () => {
  test.each<[string, string[], string, string[]]>([
    ['a file in the default folder', ['os'], 'os.CreateTemp("", "x")', ['/tmp']],
    ['a folder, as older Go names it', ['io/ioutil'], 'ioutil.TempDir("", "x")', ['/tmp']],
    ['the folder itself', ['os'], 'os.TempDir()', ['/tmp?']],
    ['uploads', ['net/http'], 'var r *http.Request\nr.FormFile("a")', ['/tmp?']],
    ['no: a folder of its own', ['os'], 'os.CreateTemp("/data", "x")', []],
    ['no: a folder not known', ['os'], 'os.CreateTemp(os.Args[1], "x")', []],
  ])('of %s', async (_, imports, body, expected) => {
    expect(await told('temp-folder', {'main.go': program(imports, body)})).toEqual(expected)
  })
})

describe('exec', () => {
  test.each<[string, string[], string, string[]]>([
    ['a program by its name', ['os/exec'], 'exec.Command("git", "status")', ['git']],
    ['a program with a context', ['context', 'os/exec'], 'exec.CommandContext(context.TODO(), "ffmpeg")', ['ffmpeg']],
    ['a program that is looked for', ['os/exec'], 'exec.LookPath("docker")', ['docker?']],
    ['a path', ['os/exec'], 'exec.Command("/bin/sh", "-c", "x")', ['/bin/sh']],
    ['a path of a root to come', ['os/exec'], 'exec.Command("/check")', ['/check?']],
    ['a package with a name of its own', [], 'run.Command("git")', ['git']],
    ['no: a program not known', ['os', 'os/exec'], 'exec.Command(os.Args[1])', []],
    ['no: itself', ['os/exec'], 'exec.Command("/proc/self/exe")', []],
    ['no: a browser', ['os/exec'], 'exec.Command("xdg-open", "http://x")', []],
    [
      'no: another system, by switch',
      ['os/exec', 'runtime'],
      'switch runtime.GOOS {\ncase "windows", "darwin":\nexec.Command("tool")\ncase "linux":\nexec.Command("real")\n}',
      ['real'],
    ],
    [
      'no: another system, by if',
      ['os/exec', 'runtime'],
      'if runtime.GOOS == "windows" {\nif true {\nexec.Command("a")\n}\n} else {\nexec.Command("b")\n}\nif runtime.GOOS != "windows" {\nexec.Command("c")\n}',
      ['b', 'c'],
    ],
    [
      'linux as one of several',
      ['os/exec', 'runtime'],
      'if runtime.GOOS == "darwin" || runtime.GOOS == "linux" {\nexec.Command("a")\n}',
      ['a'],
    ],
  ])('of %s', async (_, imports, body, expected) => {
    const text = program(imports, body).replace('package main\n', 'package main\nimport run "os/exec"\n')
    expect(await told('exec', {'main.go': text})).toEqual(expected)
  })

  test('says where each program is started, once for each program', async () => {
    const facts = await factsOf({
      'main.go': program(['os/exec', 'example.com/app/git'], 'exec.Command("git")\ngit.Pull()'),
      'git/git.go': 'package git\n\nimport "os/exec"\n\nfunc Pull() { exec.Command("git", "pull") }\n',
      'git/git_test.go': 'package git\n\nimport "os/exec"\n\nfunc x() { exec.Command("tested") }\n',
      'git/git_windows.go': 'package git\n\nimport "os/exec"\n\nfunc y() { exec.Command("windows") }\n',
      'unused/u.go': 'package unused\n\nimport "os/exec"\n\nfunc z() { exec.Command("unused") }\n',
    })
    expect(facts.filter(({kind}) => kind === 'exec')).toEqual([
      {
        kind: 'exec',
        subject: 'git',
        certain: true,
        says: 'It starts the program git, and fails there when the image does not have it.',
        evidence: [
          {file: 'main.go', line: 10, text: 'exec.Command("git")'},
          {file: 'git/git.go', line: 5, text: 'func Pull() { exec.Command("git", "pull") }'},
        ],
      },
    ])
  })
})

test('nothing is said of what the program needs while no program is chosen', async () => {
  const main = program(['os/exec'], 'exec.Command("git")')
  expect(await factsOf({'cmd/a/a.go': main, 'cmd/b/b.go': main})).toEqual([])
})

test('control characters of a subject do not reach the sentence', async () => {
  const [fact] = await factsOf({'main.go': program(['os/exec'], 'exec.Command("a\\x1b[31m\\nb\\x07")')})
  expect(fact!.says).toBe('It starts the program a b⟨U+0007⟩, and fails there when the image does not have it.')
})

describe('linkVariables', () => {
  const VERSION = 'package version\n\nvar (\n\tVersion = "dev"\n\tCommit string\n\tNumber = 1\n)\n'

  test('are told with the import path that -X wants, those of main first', async () => {
    await using tree = writeTree({
      'go.mod': MOD,
      'cmd/app/main.go': `package main\n\nimport (\n\t_ "example.com/app/internal/version"\n\t_ "example.com/app/model"\n\t_ "example.com/app/cli"\n)\n\nvar date string\n\nfunc main() {}\n`,
      'internal/version/v.go': VERSION,
      'unused/version/v.go': VERSION,
      'model/m.go': 'package model\n\nvar Date, Version = "2020", "2012-10-17"\n',
      'cli/c.go': 'package cli\n\nvar version = "dev"\nvar date = ""\n',
    })
    const {linkVariables} = await inspectProject({root: tree.root})
    expect(linkVariables.map(({importPath, name, evidence}) => `${importPath}.${name} ${evidence.line}`)).toEqual([
      'main.date 9',
      'example.com/app/internal/version.Version 4',
      'example.com/app/internal/version.Commit 5',
      'example.com/app/cli.version 3',
    ])
  })
})
