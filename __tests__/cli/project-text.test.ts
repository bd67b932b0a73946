import {describe, expect, test} from '@jest/globals'
import {openQuestion, projectText} from '../../src/cli/project-text.ts'
import {fact, projectOf} from '../dockerfile/projects.ts'
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

describe('what inspect fails for', () => {
  const missing = fact('embed-missing', 'web/dist', {says: '//go:embed dist matches no file.'})
  const message = 'main.go:12: //go:embed dist matches no file. Commit the file, or make it in a step before this one.'

  test('is told at the end: a file that go build wants and the checkout does not have', () => {
    expect(openQuestion(projectOf({facts: [missing]}))).toBe(message)
    expect(projectText(projectOf({facts: [missing]}))).toMatch(/\n\nmain\.go:12: .* before this one\.$/)
  })

  test('is not what is only inferred, nor what a Dockerfile of the repository may make', () => {
    expect(openQuestion(projectOf({facts: [{...missing, certain: false}]}))).toBe(null)
    expect(openQuestion(projectOf({facts: [missing], ownDockerfile: 'Dockerfile'}))).toBe(null)
  })

  test('is each obstacle, also beside a Dockerfile of the repository', () => {
    const obstacles = ['one', 'two'].map(message => ({code: 'no-go-sum', message, evidence: []}))
    expect(openQuestion(projectOf({obstacles, ownDockerfile: 'Dockerfile'}))).toBe('one\ntwo')
  })
})
