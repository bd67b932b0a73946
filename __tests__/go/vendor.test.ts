import {describe, expect, test} from '@jest/globals'
import {parseGoMod} from '../../src/go/gomod.ts'
import {parseGoWork} from '../../src/go/gowork.ts'
import {type Loaded, usesVendor, vendorProblems} from '../../src/go/vendor.ts'
import {runGo, writeTree} from './tree.ts'

const GO = 'module example.com/app\n\ngo 1.24\n'
const REQUIRES = `${GO}require a.io/x v1.0.0\n`
const LISTED = '# a.io/x v1.0.0\n## explicit; go 1.20\na.io/x\n'
const FOLDER = `${REQUIRES}replace a.io/x => ./x\n`

function loadedFrom(files: Record<string, string>): Loaded {
  const member = (dir: string, file: string) => ({dir, mod: parseGoMod(files[file]!, file)})
  if (files['go.work'] === undefined) return {members: [member('.', 'go.mod')], work: null}
  return {members: [member('api', 'api/go.mod')], work: parseGoWork(files['go.work'], 'go.work')}
}

describe('a vendor folder is refused exactly where the go command refuses it', () => {
  const work = {
    'go.work': 'go 1.24\n\nuse ./api\n',
    'api/main.go': 'package main\n\nimport _ "a.io/x"\n\nfunc main() {}\n',
  }

  test.each<[string, Record<string, string>, boolean, number]>([
    ['one that agrees', {'go.mod': REQUIRES, 'vendor/modules.txt': LISTED}, true, 0],
    ['another version', {'go.mod': REQUIRES, 'vendor/modules.txt': LISTED.replace('v1.0.0', 'v1.1.0')}, true, 2],
    ['a module that is not listed', {'go.mod': REQUIRES, 'vendor/modules.txt': '# b.io/y v1.0.0\nb.io/y\n'}, true, 1],
    [
      'a module that is not marked as explicit',
      {'go.mod': REQUIRES, 'vendor/modules.txt': '# a.io/x v1.0.0\na.io/x\n'},
      true,
      1,
    ],
    ['a module that go.mod does not have', {'go.mod': GO, 'vendor/modules.txt': LISTED}, true, 1],
    [
      'an explicit module without packages',
      {'go.mod': GO, 'vendor/modules.txt': LISTED.replace(/a.io\/x\n$/, '')},
      true,
      0,
    ],
    [
      'a replacement by a folder',
      {
        'go.mod': FOLDER,
        'vendor/modules.txt': '# a.io/x v1.0.0 => ./x\n## explicit\na.io/x\n# a.io/x => ./x\n',
      },
      true,
      0,
    ],
    ['a replacement that is not marked', {'go.mod': FOLDER, 'vendor/modules.txt': LISTED}, true, 1],
    [
      'a replacement by another folder',
      {'go.mod': FOLDER, 'vendor/modules.txt': '# a.io/x v1.0.0 => ./y\n## explicit\na.io/x\n# a.io/x => ./y\n'},
      true,
      1,
    ],
    [
      'a replacement that is gone',
      {'go.mod': REQUIRES, 'vendor/modules.txt': '# a.io/x v1.0.0 => ./x\n## explicit\na.io/x\n'},
      true,
      1,
    ],
    [
      'a replacement by another module',
      {
        'go.mod': `${REQUIRES}replace a.io/x v1.0.0 => b.io/x v1.2.0\n`,
        'vendor/modules.txt': '# a.io/x v1.0.0 => b.io/x v1.2.0\n## explicit\na.io/x\n',
      },
      true,
      0,
    ],
    ['a go line from before 1.14', {'go.mod': REQUIRES.replace('1.24', '1.13'), 'vendor/modules.txt': ''}, false, 0],
    ['no go line', {'go.mod': REQUIRES.replace('go 1.24', ''), 'vendor/modules.txt': ''}, false, 0],
    ['the folder of a workspace, without one', {'go.mod': REQUIRES, 'vendor/modules.txt': '## workspace\n'}, false, 0],
    [
      'a workspace that agrees',
      {...work, 'api/go.mod': REQUIRES, 'vendor/modules.txt': `## workspace\n${LISTED}`},
      true,
      0,
    ],
    [
      'a workspace whose member replaces by a folder',
      {
        ...work,
        'api/go.mod': `${REQUIRES}replace a.io/x => ../x\n`,
        'vendor/modules.txt': '## workspace\n# a.io/x v1.0.0 => ./x\n## explicit\na.io/x\n# a.io/x => ./x\n',
      },
      true,
      0,
    ],
    [
      'a workspace that replaces what the folder has not',
      {
        ...work,
        'go.work': 'go 1.24\n\nuse ./api\n\nreplace a.io/x => ./x\n',
        'api/go.mod': REQUIRES,
        'vendor/modules.txt': `## workspace\n${LISTED}`,
      },
      true,
      1,
    ],
    ['a workspace beside the folder of a module', {...work, 'api/go.mod': GO, 'vendor/modules.txt': LISTED}, false, 0],
  ])(
    '%s',
    async (_, files, uses, problems) => {
      const loaded = loadedFrom(files)
      const text = files['vendor/modules.txt']!
      expect(usesVendor(loaded, text)).toBe(uses)
      if (uses) expect(vendorProblems(loaded, text)).toHaveLength(problems)
      await using tree = writeTree({
        'main.go': 'package main\n\nfunc main() {}\n',
        'x/go.mod': 'module a.io/x\n',
        'vendor/a.io/x/x.go': 'package x\n',
        ...files,
      })
      const built = await runGo(tree.root, ['build', '-o', '/dev/null', files['go.work'] ? './api' : '.'], {GOWORK: ''})
      const message = built.ok ? '' : built.message
      expect(/inconsistent vendoring/.test(message)).toBe(uses && problems > 0)
      expect(message.split('\n').filter(line => /^\t\S+: is /.test(line))).toHaveLength(uses ? problems : 0)
    },
    30_000,
  )
})
