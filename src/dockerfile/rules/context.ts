/** The build context as a whole, and its ignore file. */
import {posix} from 'node:path'
import {isAtOrBelow} from '../../go/below.ts'
import {bytes, count} from '../../report/units.ts'
import {contextReport, NEVER_NEEDED} from '../check/context-report.ts'
import {brings, type ContextUse, contextUses, isWhole} from '../check/context-use.ts'
import {contextPathIn} from '../check/copy.ts'
import {gitIgnored} from '../check/git-ignored.ts'
import {asksGit} from '../check/git-version.ts'
import {reachedRuns} from '../check/model.ts'
import type {ContextFiles, Problem, Rule, Subject} from '../check/rule.ts'

/** Below this nobody waits for it. */
const WORTH_SAYING = 2_000_000

/** In nearly every repository, and never compiled. */
const NEVER_COMPILED = ['.github', 'README.md', 'LICENSE', 'docs', 'docker-compose.yml', 'compose.yaml']

function wholeUse({model}: Subject): ContextUse | undefined {
  return contextUses(model).find(isWhole)
}

const noIgnoreFile: Rule = {
  id: 'X-01',
  severity: 'warning',
  title: 'The whole context is taken, and there is no ignore file',
  why: 'Each edit of a README or a workflow changes the context, and compiles again. What lies in the folder by chance, such as a .env, gets into a layer.',
  source: 'https://docs.docker.com/build/concepts/context/#dockerignore-files',
  whyNoFix: 'A fix changes the Dockerfile, and this is a file beside it: `go-image dockerfile` prints one.',
  find: subject => {
    const {context} = subject
    const use = wholeUse(subject)
    if (context === null || use === undefined || !isEmpty(context)) return []
    const ignoreFile = context.ignore?.file
    const isThere = (name: string) => context.files.kind(name) !== null
    // A folder that holds the program alone has nothing to leave out.
    const without = NEVER_COMPILED.filter(isThere)
    const hasGit = isThere('.git')
    if (!hasGit && without.length === 0) return []
    const leavesGit = hasGit && !asksGit(subject)
    const lines = [...(leavesGit ? ['.git'] : []), ...without.filter(name => !isEmbedded(subject, name))]
    const named = leavesGit ? '.git' : (lines[0] ?? 'any file')
    return [
      {
        at: use.at,
        message: `${ignoreFile === undefined ? 'There is no .dockerignore' : `${ignoreFile} is empty`} and the whole context is taken: each change of ${named} alone runs this step and all after it again`,
        remedy: `Write ${ignoreFile ?? 'a .dockerignore'} with ${[...lines, '**/.env'].join(', ')}, each on a line of its own.`,
      },
    ]
  },
}

/** No ignore file, or one without a pattern. */
function isEmpty({ignore, files}: ContextFiles): boolean {
  return (
    ignore === null ||
    (files.read(ignore.file) ?? '#x').split('\n').every(line => /^\s*(#|$)/.test(line) && line !== '#x')
  )
}

function isEmbedded({project}: Subject, path: string): boolean {
  const paths = (project?.embeds ?? []).flatMap(({dir, patterns}) =>
    patterns.map(pattern => posix.join(dir, pattern.replace(/^all:/, ''))),
  )
  return paths.some(each => isAtOrBelow(each, path) || isAtOrBelow(path, each) || each === '.')
}

const unneeded: Rule = {
  id: 'X-02',
  severity: 'warning',
  title: 'The context has secrets or much that the build does not need',
  why: 'All that COPY . takes is sent to the builder, is part of the key of the layer, and lies in it.',
  source: 'https://docs.docker.com/build/concepts/context/#dockerignore-files',
  whyNoFix: 'A fix changes the Dockerfile, and these are lines of the ignore file.',
  find: subject => {
    const use = wholeUse(subject)
    const {context} = subject
    const walk = use === undefined ? undefined : context?.walk?.()
    if (use === undefined || walk === undefined || context === null) return []
    const file = context.ignore?.file ?? '.dockerignore'
    // One that is in the repository is known to all; one in the image is another rule's.
    const secret = walk.secrets.find(
      ({path}) => brings(use, path) && gitIgnored(context)(path, false) !== null && !isInImage(subject, path),
    )
    if (secret !== undefined)
      return [
        {
          at: use.at,
          message: `The whole context is taken, and ${secret.path} (${secret.kind}) with it: it stays in a layer of the builder's cache`,
          remedy: `Add to ${file}: ${secret.path}`,
          evidence: [{file: secret.path, line: 1}],
        },
      ]
    // Without an ignore file X-01 has said it.
    const report = isEmpty(context) ? null : contextReport(subject)
    if (report === null) return []
    const [heavy] = report.heaviest.filter(({folder, bytes: size}) => size >= WORTH_SAYING && !isUsed(subject, folder))
    if (heavy === undefined) return []
    const size = `${bytes(heavy.bytes)} in ${count(heavy.files, 'file')}`
    const lines = report.missing.length > 0 && NEVER_NEEDED.includes(heavy.folder) ? `**/${heavy.folder}` : heavy.folder
    return [
      {
        at: use.at,
        severity: 'info',
        message: `${heavy.folder} is ${size} of the ${bytes(report.bytes)} that the build takes, and no package of the program is in it`,
        remedy: `Add to ${file}, if the program does not read it when it runs: ${lines}`,
      },
    ]
  },
}

function isInImage({model}: Subject, path: string): boolean {
  return contextPathIn(model.dockerfile, model.target.stage, null, path, model.buildArgs).length > 0
}

/** Something in it is compiled, embedded, opened or named by the Dockerfile. */
function isUsed(subject: Subject, folder: string): boolean {
  const {project, packages, model} = subject
  if (folder === '.' || folder.startsWith('.git') || project === null) return true
  // What make or a script reads is not seen: then names alone tell.
  const isScripted = reachedRuns(model).some(
    ({commands, isForeign, isBroken}) =>
      isForeign ||
      isBroken ||
      commands.some(({words}) => /^(make|cmake|task|mage|npm|yarn)$|\.sh$/.test(words[0]?.text ?? '')),
  )
  if (isScripted && !/^(\.github|design|docs?|examples?|testdata|tests?|website)(\/|$)/i.test(folder)) return true
  const isNear = (path: string) => isAtOrBelow(path, folder) || isAtOrBelow(folder, path)
  const parts = folder.split('/')
  return (
    parts.includes('vendor') ||
    packages.some(({dir}) => isAtOrBelow(dir, folder)) ||
    project.packages.some(dir => isAtOrBelow(dir, folder)) ||
    project.facts.some(({kind, subject: about}) => (kind === 'runtime-file' || kind === 'frontend') && isNear(about)) ||
    project.modules.some(({dir}) => dir !== '.' && isNear(dir)) ||
    isEmbedded(subject, folder) ||
    parts.some(name => model.dockerfile.text.includes(name)) ||
    subject.context!.files.kind(posix.join(folder, 'package.json')) !== null
  )
}

/** Endings of files that are made on the machine or are of no use in a build. */
const STRAY_ENDING = /^(log|out|test|exe|o|tmp|swp|pem|key)$/

const rootOnly: Rule = {
  id: 'X-04',
  severity: 'info',
  title: 'A line of the ignore file matches less than it seems',
  why: 'Unlike in a .gitignore, a pattern is a path from the root of the context: node_modules is that of the root alone, **/node_modules each.',
  source: 'https://docs.docker.com/build/concepts/context/#syntax',
  whyNoFix: 'A fix changes the Dockerfile, and this is a line of the ignore file.',
  find: subject => {
    const {context} = subject
    const uses = contextUses(subject.model)
    const text = context?.ignore ? context.files.read(context.ignore.file) : null
    if (context === null || text === null || uses[0] === undefined) return []
    const rows = text.split('\n').map((line, index) => ({pattern: line.trim(), line: index + 1}))
    const patterns = rows.filter(({pattern}) => pattern !== '' && !pattern.startsWith('#'))
    const {file} = context.ignore!
    if (patterns.length > 0 && patterns.every(({pattern}) => pattern.startsWith('!')))
      return [
        {
          at: uses[0].at,
          message: `${file} has lines with ! alone, which let in what nothing keeps out: nothing is ignored`,
          remedy: 'Put a line * before them.',
          evidence: [{file, line: patterns[0]!.line}],
        },
      ]
    const suspects = patterns.filter(({pattern}) => mayLetIn(pattern))
    const all = suspects.length === 0 ? [] : (context.walk?.().files ?? [])
    const sent = all.filter(path => uses.some(use => brings(use, path)))
    for (const {pattern, line} of suspects) {
      const stray = strayOf(pattern, sent)
      if (stray === null || isEmbedded(subject, stray.path)) continue
      const use = uses.find(each => brings(each, stray.path))!
      return [
        {
          at: use.at,
          message: `${file}:${line} ${pattern} does not keep out ${stray.path}: a pattern is a path from the root of the context`,
          remedy: `Write ${stray.instead} in its place.`,
          evidence: [{file, line}],
        },
      ]
    }
    return []
  },
}

/** Only such patterns are held against the names of the context. */
function mayLetIn(pattern: string): boolean {
  const name = pattern.replace(/\/$/, '')
  return /^(\*?\.\w+)$/.test(name) || NEVER_NEEDED.includes(name)
}

/** A file that enters although a pattern looks as if it kept it out. */
function strayOf(pattern: string, sent: readonly string[]): {path: string; instead: string} | null {
  const name = pattern.replace(/\/$/, '')
  const found = (test: (path: string) => boolean, instead: string) => {
    const path = sent.find(test)
    return path === undefined ? null : {path, instead}
  }
  const ending = /^\*\.(\w+)$/.exec(name)?.[1]
  if (ending !== undefined && STRAY_ENDING.test(ending))
    return found(path => path.includes('/') && path.endsWith(`.${ending}`), `**/${name}`)
  const bare = /^\.(\w+)$/.exec(name)?.[1]
  if (bare !== undefined && (STRAY_ENDING.test(bare) || /^(md|png|jpe?g|txt)$/.test(bare)))
    return found(path => path.endsWith(`.${bare}`), `**/*.${bare}`)
  const isStray = NEVER_NEEDED.includes(name) || name === '.env'
  return isStray ? found(path => path.split('/').includes(name), `**/${name}`) : null
}

const shadowed: Rule = {
  id: 'X-05',
  severity: 'info',
  title: 'Two ignore files, of which one counts',
  why: 'An ignore file with the name of the Dockerfile is used in place of .dockerignore, not besides it.',
  source: 'https://docs.docker.com/build/concepts/context/#filename-and-location',
  whyNoFix: 'Which of the two files is meant cannot be known.',
  find: ({context, model}) => {
    const own = context?.ignore?.file
    const [use] = contextUses(model)
    if (own === undefined || own === '.dockerignore' || use === undefined) return []
    const lost = lostLine(context!, own)
    if (lost === null) return []
    const problem: Problem = {
      at: use.at,
      message: `${own} is used and .dockerignore is not, so that ${lost.pattern} of it is sent`,
      remedy: `Copy what should count into ${own}.`,
      evidence: [
        {file: '.dockerignore', line: lost.line},
        {file: own, line: 1},
      ],
    }
    return [problem]
  },
}

/** A line of the shared file whose path exists and now enters. */
function lostLine({files, has}: ContextFiles, own: string): {pattern: string; line: number} | null {
  const rows = (files.read('.dockerignore') ?? '')
    .split('\n')
    .map((line, index) => ({pattern: line.trim(), line: index + 1}))
  const plain = rows.filter(({pattern}) => /^\/?[\w.][\w./-]*$/.test(pattern) && pattern !== own)
  return plain.find(({pattern}) => has(posix.normalize(pattern.replace(/^\//, '')).replace(/\/$/, ''))) ?? null
}

export const CONTEXT_RULES: readonly Rule[] = [noIgnoreFile, unneeded, rootOnly, shadowed]
