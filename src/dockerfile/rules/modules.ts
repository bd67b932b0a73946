/** Modules that come from folders: local replacements, workspaces and vendor. */
import {posix} from 'node:path'
import type {GoModule} from '../../go/project.ts'
import {isOutside} from '../../go/workspace.ts'
import {contextPathOf} from '../check/built.ts'
import {addStepBefore} from '../check/edits.ts'
import {compilesProject, downloads, type GoCommand, rangeOf} from '../check/go-command.ts'
import {reachedRuns} from '../check/model.ts'
import {importOf, type ModuleInRun, mayHoldMore, moduleAt, placesOf, usesVendor, workspaceAt} from '../check/modules.ts'
import type {Problem, Rule, Subject} from '../check/rule.ts'
import type {Run} from '../check/run.ts'

type Replace = GoModule['localReplaces'][number]

/** The first go command that needs each of the folders, with those that it needs. */
function replacesOf(subject: Subject): {run: Run; go: GoCommand; found: ModuleInRun; replaces: Replace[]}[] {
  const told = new Set<string>()
  return reachedRuns(subject.model).flatMap(run =>
    run.go.flatMap(go => {
      const isDownload = downloads(go) && go.args.length === 0
      if ((!isDownload && !compilesProject(go)) || go.flags.has('modfile')) return []
      const found = moduleAt(subject, run, go)
      if (found === null || found.module.localReplaces.length === 0 || usesVendor(subject, run, go, found)) return []
      if (workspaceAt(subject, run, go) !== null || mayHoldMore(subject, run, go)) return []
      const required = new Set(found.mod.require.map(({path}) => path))
      const replaces = found.module.localReplaces.filter(({path}) => {
        const key = `${found.file} ${found.folder} ${path}`
        // The go command reads the go.mod of every required module to download, and what it imports to compile.
        if (!required.has(path) || told.has(key) || isBrought(subject, run, found, path)) return false
        if (!isDownload && importOf(subject, found, [path]) === null) return false
        told.add(key)
        return true
      })
      return replaces.length === 0 ? [] : [{run, go, found, replaces}]
    }),
  )
}

/** Where the go command looks for the go.mod of a replaced module. */
function wantedAt({module, folder}: ModuleInRun, dir: string): string {
  return posix.join(folder, posix.relative(module.dir, dir), 'go.mod')
}

function isBrought(subject: Subject, run: Run, found: ModuleInRun, path: string): boolean {
  const {dir} = found.module.localReplaces.find(each => each.path === path)!
  const wanted = wantedAt(found, dir)
  if (placesOf(subject, run, posix.join(dir, 'go.mod')).includes(wanted)) return true
  // Another folder of the context may have been put there.
  const source = contextPathOf(subject.model, run, posix.dirname(wanted))
  return source !== null && (subject.context?.has(posix.join(source, 'go.mod')) ?? false)
}

const replacementMissing: Rule = {
  id: 'D-05',
  severity: 'error',
  title: 'A folder that replaces a module is not in the image yet',
  why: 'The go command reads the go.mod of every required module before it downloads anything, those of folders too.',
  source: 'https://go.dev/ref/mod#go-mod-file-replace',
  find: subject =>
    replacesOf(subject).flatMap(({run, go, found, replaces}): Problem[] => {
      const missing = replaces.filter(({dir}) => !isOutside(dir) && subject.context?.has(posix.join(dir, 'go.mod')))
      const [first] = missing
      if (first === undefined) return []
      const {line, path, dir} = first
      const more = missing.length > 1 ? ` (and ${missing.length - 1} more)` : ''
      const steps = missing.map(each => `COPY ${each.dir}/go.mod ${posix.dirname(wantedAt(found, each.dir))}/`)
      const isPlain = downloads(go) && !steps.some(step => /["'\\$[*?#]|\s.*\s.*\s/.test(step))
      const isBound = run.mounts.some(({type}) => type === 'bind')
      const edits = isPlain && !isBound ? addStepBefore(run.instruction, steps, subject.model.dockerfile) : null
      return [
        {
          at: rangeOf(go),
          ...(!go.command.certain && {severity: 'warning' as const}),
          message: `\`go ${go.verb}\` fails: ${found.file}:${line} replaces ${path} with ./${dir}${more}, which is not in the image yet`,
          remedy: `Write ${steps[0]} before this step`,
          evidence: missing.slice(0, 5).map(each => ({file: found.file, line: each.line})),
          ...(edits && {fix: {title: 'Copy go.mod of what replaces modules', edits}}),
        },
      ]
    }),
}

const outside: Rule = {
  id: 'D-06',
  severity: 'error',
  title: 'A module is replaced by a folder outside the build context',
  why: 'Only files of the build context can be copied or mounted, so that the go command finds nothing at that place.',
  source: 'https://docs.docker.com/build/concepts/context/',
  whyNoFix: 'The context is chosen where the build is started.',
  find: subject => [
    ...replacesOf(subject).flatMap(({go, found, replaces}): Problem[] => {
      const [first] = replaces.filter(({dir}) => isOutside(dir))
      if (first === undefined) return []
      return [
        {
          at: rangeOf(go),
          ...(!go.command.certain && {severity: 'warning' as const}),
          message: `\`go ${go.verb}\` fails: ${found.file}:${first.line} replaces ${first.path} with ${first.dir}, which is outside the build context`,
          remedy: `Build with a context that has both folders, and the Dockerfile given with --file`,
          evidence: [{file: found.file, line: first.line}],
        },
      ]
    }),
    ...membersOf(subject, dir => isOutside(dir)).map(
      ({go, file, dir}): Problem => ({
        at: rangeOf(go),
        ...(!go.command.certain && {severity: 'warning' as const}),
        message: `\`go ${go.verb}\` fails: ${file} uses ${dir}, which is outside the build context`,
        remedy: 'Write ENV GOWORK=off, or build with a context that has that folder',
        evidence: [{file, line: 1}],
      }),
    ),
  ],
}

const WITH_WORKSPACE = /^(build|install|test|vet|run|list|generate|mod (download|verify|graph|why))$/

/** The first go command of each workspace in the image that does not find a member, with that member. */
function membersOf(subject: Subject, isAsked: (dir: string) => boolean) {
  const {project, context} = subject
  const told = new Set<string>()
  return reachedRuns(subject.model).flatMap(run =>
    run.go.flatMap(go => {
      const at =
        WITH_WORKSPACE.test(go.verb) && !/@/.test(go.args[0]?.text ?? '') ? workspaceAt(subject, run, go) : null
      if (at === null || project?.workspace == null || mayHoldMore(subject, run, go)) return []
      const {file, uses} = project.workspace
      const missing = uses.filter(dir => {
        const wanted = posix.join(at, posix.relative(posix.dirname(file), dir), 'go.mod')
        const source = contextPathOf(subject.model, run, posix.dirname(wanted))
        if (source !== null && context?.has(posix.join(source, 'go.mod'))) return false
        return !placesOf(subject, run, posix.join(dir, 'go.mod')).includes(wanted)
      })
      const dir = missing.find(isAsked)
      if (dir === undefined || told.has(at)) return []
      told.add(at)
      return [{go, file, dir, count: missing.length}]
    }),
  )
}

const memberMissing: Rule = {
  id: 'D-07',
  severity: 'error',
  title: 'go.work is in the image without all of its members',
  why: 'The go command reads the go.mod of every folder that go.work uses, whatever it is asked to build.',
  source: 'https://go.dev/ref/mod#workspaces',
  whyNoFix: 'The members and GOWORK=off compile other sources, and either can be meant.',
  find: subject =>
    membersOf(subject, dir => !isOutside(dir) && subject.context?.files.kind(posix.join(dir, 'go.mod')) === 'file').map(
      ({go, file, dir, count}): Problem => {
        const ignored = subject.context?.ignore?.keepsOut(posix.join(dir, 'go.mod')) ?? null
        const more = count > 1 ? ` (and ${count - 1} more)` : ''
        const why = ignored === null ? '' : `; ${subject.context!.ignore!.file}:${ignored.line} keeps it out`
        return {
          at: rangeOf(go),
          ...(!go.command.certain && {severity: 'warning' as const}),
          message: `\`go ${go.verb}\` fails: ${file} uses ./${dir}${more}, and there is no ${dir}/go.mod in the image${why}`,
          remedy: `Copy go.mod of each member, or write ENV GOWORK=off where one module is enough`,
          evidence: [
            {file, line: 1},
            ...(ignored === null ? [] : [{file: subject.context!.ignore!.file, line: ignored.line}]),
          ],
        }
      },
    ),
}

export const MODULE_RULES: readonly Rule[] = [replacementMissing, outside, memberMissing]
