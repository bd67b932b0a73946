/** The checks of the input `test`: what each runs, and where its tool comes from. */
import {plain, shortened} from '../report/plain.ts'
import {UserError} from '../runner/errors.ts'

type Tool = {
  /** What `go install` gets; its last element names the program. */
  package: string
  version: string
  /** Day of the release, by the module proxy. */
  released: string
}

type NamedCheck = {
  command: string
  /** Needs cgo, and with it a C compiler. */
  cgo?: true
  tool?: Tool
  /** Files that configure it, as patterns of an ignore file. */
  configuration?: readonly string[]
}

/** To offer one more, add a line. */
export const CHECKS = {
  vet: {command: 'go vet ./...'},
  test: {command: 'go test ./...'},
  race: {command: 'go test -race ./...', cgo: true},
  // Without -fuzz a fuzz test runs its seeds: those of f.Add and of testdata/fuzz (https://go.dev/doc/security/fuzz).
  'fuzz-seed': {command: "go test -run '^Fuzz' ./..."},
  staticcheck: {
    command: 'staticcheck ./...',
    tool: {package: 'honnef.co/go/tools/cmd/staticcheck', version: 'v0.8.2', released: '2026-10-12'},
    configuration: ['**/staticcheck.conf'],
  },
  'golangci-lint': {
    // Its paths are else relative to its configuration, and source lines could be taken for messages.
    command: 'golangci-lint run --path-mode=abs --output.text.print-issued-lines=false ./...',
    tool: {
      package: 'github.com/golangci/golangci-lint/v2/cmd/golangci-lint',
      ...{version: 'v2.15.0', released: '2026-10-16'},
    },
    configuration: ['yml', 'yaml', 'toml', 'json'].map(extension => `**/.golangci.${extension}`),
  },
} as const satisfies Record<string, NamedCheck>

export type CheckName = keyof typeof CHECKS

/** One check of the stage, as everything behind the input sees it. */
export type QualityCheck = NamedCheck & {
  /** A name of the table, or `run` for a command of the user's. */
  name: CheckName | 'run'
}

/** A RUN of one line; BuildKit refuses lines over 64 KiB (bufio.MaxScanTokenSize). */
const LONGEST = 8000

/**
 * Reads the input `test`: names with commas or line breaks between them, and lines `run: COMMAND`, which reach to their
 * end. Each check once, in the order given. Throws `input-test`.
 */
export function readChecks(input: string): QualityCheck[] {
  const lines = input
    .split(/\r\n|\n|\r/)
    .map(line => line.trim())
    .filter(line => line !== '')
  const checks = lines.flatMap(line => {
    const [, command] = /^run:(.*)$/.exec(line) ?? []
    if (command !== undefined) return [ofUser(command.trim())]
    return line
      .split(',')
      .map(word => word.trim())
      .filter(word => word !== '')
      .map(named)
  })
  return checks.filter((check, index) => checks.findIndex(other => other.command === check.command) === index)
}

function named(word: string): QualityCheck {
  const name = Object.keys(CHECKS).find((known): known is CheckName => known === word)
  if (name !== undefined) return {name, ...CHECKS[name]}
  const shown = shortened(plain(word), 80)
  throw new UserError(
    'input-test',
    `Input \`test\` has "${shown}"; it can have ${Object.keys(CHECKS).join(', ')}, and lines that read run: COMMAND.`,
  )
}

function ofUser(command: string): QualityCheck {
  if (command !== '' && command.length <= LONGEST && !/\p{Cc}/u.test(command)) return {name: 'run', command}
  throw new UserError(
    'input-test',
    `Input \`test\` has a line \`run:\` without a command, or with one that has control characters or is longer than ${LONGEST} characters. Put long scripts into a file of the repository.`,
  )
}
