import {expect, test} from '@jest/globals'
import {projectText} from '../../src/cli/project-text.ts'
import {projectOf} from '../dockerfile/projects.ts'
import {severalOf} from '../dockerfile/several.ts'

test('tells each fact with its kind, whether it is inferred, and its first place', () => {
  const at = (file: string, line: number) => ({file, line})
  const text = projectText(
    projectOf({
      linkVariables: [
        {importPath: 'main', name: 'commit', evidence: at('main.go', 3)},
        {importPath: 'github.com/acme/ledger/version', name: 'Version', evidence: at('version/v.go', 5)},
      ],
      facts: [
        {
          ...{kind: 'exec', subject: 'git', certain: true, says: 'It starts the program git.'},
          evidence: [at('a.go', 1), at('b.go', 2), at('c.go', 3)],
        },
        {
          ...{kind: 'users', subject: '/etc/passwd', certain: false, says: 'It asks who it runs as.'},
          evidence: [at('odd\u001b[31m\nname.go', 7)],
        },
      ],
    }),
  )
  expect(text).toBe(`module   github.com/acme/ledger (go 1.27.3) · go.mod:1
main     . · the only command; go list agrees · main.go:8
cgo      not needed
version  github.com/acme/ledger/version.Version · version/v.go:5
fact     exec · It starts the program git. · a.go:1 and 2 more
fact     users (inferred) · It asks who it runs as. · odd name.go:7`)
})

test('tells each of several programs, with its own version variable and ports', () => {
  expect(projectText(severalOf())).toBe(`module   github.com/acme/ledger (go 1.27.3) · go.mod:1
main     ./cmd/api · they are named; go list agrees · cmd/api/main.go:8
version  main.version · cmd/api/main.go:5
port     8080 · cmd/api/main.go:20
port     9090 · cmd/api/main.go:30
main     ./cmd/worker · they are named; go list agrees · cmd/worker/main.go:8
cgo      not needed`)
})
