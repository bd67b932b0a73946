import type {Embed, Project} from '../go/project.ts'
import type {QualityCheck} from './quality-checks.ts'
import type {RuntimeFile} from './runtime-files.ts'

/** Files that cmd/go compiles besides .go (go/build, `Package` fields CFiles … SysoFiles). */
const NATIVE_SOURCES = [
  's',
  'S',
  'sx',
  'h',
  'hh',
  'hpp',
  'hxx',
  'c',
  'cc',
  'cpp',
  'cxx',
  'm',
  'f',
  'F',
  'for',
  'f90',
  'syso',
]

/**
 * The ignore file beside a written Dockerfile: nothing but what `go build` and the program read enters the context, so
 * that an edit of a README, a test or a workflow does not compile again, and a stray secret cannot reach the builder.
 * With checks, what they read enters too: an edit of a test then links again.
 */
export function writeIgnoreFile(
  project: Project,
  runtimeFiles: readonly RuntimeFile[] = [],
  checks: readonly QualityCheck[] = [],
): string {
  const vendored = project.workspace?.vendor
    ? ['vendor']
    : project.modules.filter(module => module.vendor).map(module => inFolder(module.dir, 'vendor'))
  const opened = runtimeFiles.filter(({refused}) => refused === null)
  return `${[
    opened.length === 0
      ? '# Everything stays out of the build context but what `go build` reads.'
      : '# Everything stays out of the build context but what `go build` reads and what the program opens.',
    '*',
    '!**/*.go',
    '!**/go.mod',
    '!**/go.sum',
    ...(project.workspace ? [`!${project.workspace.file}`, `!${project.workspace.file}.sum`] : []),
    ...NATIVE_SOURCES.map(extension => `!**/*.${extension}`),
    // Libraries that #cgo lines name by ${SRCDIR}.
    ...(project.cgo.needed ? ['!**/*.a'] : []),
    '!**/default.pgo',
    // With `/**`: BuildKit does not try a folder's own pattern on a folder that `*` has excluded already
    // (moby/patternmatcher, MatchesUsingParentResults), so that `!**/*.go` would bring its files back.
    ...(checks.length > 0 ? ['!**/testdata/**'] : ['**/*_test.go', '**/testdata/**']),
    ...checks.flatMap(({configuration = []}) => configuration.map(pattern => `!${pattern}`)),
    '**/node_modules/**',
    ...opened.flatMap(({path, without}) => [`!${path}`, `!${path}/**`, ...without.map(literally)]),
    ...vendored.map(dir => `!${dir}`),
    ...unique(project.embeds.flatMap(embedded)),
    // Last, because an embedded `.` lets in everything; cmd/go embeds nothing of it, and every commit changes it.
    '.git/**',
  ].join('\n')}\n`
}

/** A path as a pattern for itself: moby/patternmatcher, compile. */
function literally(path: string): string {
  return path.replace(/[*?[\]\\]/g, '\\$&')
}

/** An embed pattern may name a file, a glob or a folder (embed package, "Directives"). */
function embedded(embed: Embed): string[] {
  return embed.patterns.flatMap(pattern => {
    if (/[\r\n]/.test(pattern)) return [] // no file that Go embeds has such a name, and it would be a line of its own
    const path = inFolder(embed.dir, pattern.replace(/^all:/, ''))
    return path === '.' ? [`!${embed.dir === '.' ? '**' : embed.dir}`] : [`!${path}`, `!${path}/**`]
  })
}

function inFolder(dir: string, name: string): string {
  return dir === '.' ? name : `${dir}/${name}`
}

function unique(lines: string[]): string[] {
  return [...new Set(lines)]
}
