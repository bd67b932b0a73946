/** Files beside the Go sources that `go build` reads, held against the ignore file. */
import {posix} from 'node:path'
import {isAtOrBelow} from '../../go/below.ts'
import type {Embed} from '../../go/project.ts'
import {wildcard} from '../../go/wildcard.ts'
import type {BuiltProgram} from '../check/built.ts'
import {contextPathIn, landsAt} from '../check/copy.ts'
import {rangeOf} from '../check/go-command.ts'
import {isMadeOutside} from '../check/made-outside.ts'
import {earlierCopies, modelOf} from '../check/model.ts'
import type {ContextFiles, Problem, Rule, Subject} from '../check/rule.ts'
import {makesNoOtherFiles} from '../check/stage-files.ts'
import type {IgnoreLine} from '../ignored.ts'

/** Of an embedded folder: one file that enters is enough to say nothing. */
const MOST_FILES = 500

/** Programs that the target reaches and whose sources come from the context. */
function fromContext({model, programs}: Subject): (BuiltProgram & {dir: string})[] {
  return programs.flatMap(program =>
    program.dir !== null && modelOf(model, program.run.stage).isReached && program.go.command.certain
      ? [{...program, dir: program.dir}]
      : [],
  )
}

const hiddenProfile: Rule = {
  id: 'B-09',
  severity: 'warning',
  title: 'The ignore file keeps the profile of the program out',
  why: '`go build` uses a `default.pgo` beside package main without being asked. Kept out of the context it is silently not used, and the program is compiled without profile-guided optimization.',
  source: 'https://go.dev/doc/pgo#building',
  whyNoFix: 'A fix changes the Dockerfile, and this is a line of the ignore file.',
  find: subject => {
    const {project, context} = subject
    if (!project || !context?.ignore) return []
    const {file, keepsOut} = context.ignore
    return project.pgo.flatMap(pgo => {
      const line = keepsOut(pgo)
      const program = fromContext(subject).find(({dir}) => posix.join(dir, 'default.pgo') === pgo)
      const flag = program?.go.flags.get('pgo')?.value ?? 'auto'
      if (line === null || program === undefined || flag !== 'auto') return []
      return [
        {
          at: rangeOf(program.go),
          message: `${file}:${line.line} keeps ${pgo} out, so that \`go ${program.go.verb}\` compiles without its profile and does not say so`,
          remedy: `Add !${pgo} at the end of ${file}`,
          evidence: [
            {file, line: line.line},
            {file: pgo, line: 1},
          ],
        },
      ]
    })
  },
}

const hiddenEmbed: Rule = {
  id: 'B-13',
  severity: 'error',
  title: 'The ignore file keeps out what a `//go:embed` line needs',
  why: 'A pattern of `//go:embed` that matches no file stops `go build`. What the ignore file keeps out is not in the context, also where the repository has it.',
  source: 'https://pkg.go.dev/embed#hdr-Directives',
  whyNoFix: 'A fix changes the Dockerfile, and this is a line of the ignore file.',
  find: subject => {
    const {project, context} = subject
    const [program] = fromContext(subject)
    if (!project || !context?.ignore || program === undefined) return []
    const {file} = context.ignore
    return project.embeds
      .flatMap(embed =>
        embed.patterns.flatMap(pattern => {
          const hidden = hiddenFiles(embed, pattern, context)
          if (hidden === null || mayBeMade(subject, program, hidden.path)) return []
          const {line} = hidden.by
          return [
            {
              at: rangeOf(program.go),
              message: `\`go ${program.go.verb}\` stops with "no matching files found": ${file}:${line} keeps ${hidden.path} out, and ${embed.evidence.file}:${embed.evidence.line} embeds it`,
              remedy: `Add !${hidden.path} at the end of ${file}`,
              evidence: [
                {file, line},
                {file: embed.evidence.file, line: embed.evidence.line},
              ],
            },
          ]
        }),
      )
      .slice(0, 3)
  },
}

/** What is embedded and not in the repository, where no step before the compiler can make it: one is enough. */
export function embedsFromOutside(subject: Subject): Problem[] {
  const {project, context} = subject
  const [program] = fromContext(subject)
  if (!project || !context || program === undefined) return []
  for (const {dir, missing, evidence} of project.embeds)
    for (const pattern of missing) {
      const path = posix.join(dir, pattern.replace(/^all:/, ''))
      if (/[*?[\\]/.test(pattern) || mayBeMade(subject, program, path)) continue
      return [
        {
          at: rangeOf(program.go),
          severity: isMadeOutside(context, path) ? 'info' : 'warning',
          message: `${path} is not in the repository, and ${evidence.file}:${evidence.line} embeds it: \`go ${program.go.verb}\` works only where somebody has made it before`,
          remedy: `Make it in a stage, and COPY --from that stage before \`go ${program.go.verb}\``,
          evidence: [{file: evidence.file, line: evidence.line}],
        },
      ]
    }
  return []
}

/** What the pattern names, when it is in the checkout and the ignore file keeps all of it out. */
function hiddenFiles({dir, patterns, missing}: Embed, pattern: string, {files, ignore}: ContextFiles) {
  if (missing.includes(pattern) || !patterns.includes(pattern)) return null
  const path = posix.join(dir, pattern.replace(/^all:/, ''))
  const found = /[*?[\\]/.test(pattern) ? matchesOf(path, files) : filesBelow(path, files, pattern.startsWith('all:'))
  if (found === null || found.length === 0) return null
  let by: IgnoreLine | null = null
  for (const each of found) {
    const line = ignore!.keepsOut(each)
    if (line === null) return null
    by ??= line
  }
  return {path, by: by!}
}

/** Files that a pattern with a wildcard in its last part names; null for other patterns. */
function matchesOf(path: string, files: ContextFiles['files']): string[] | null {
  const folder = posix.dirname(path)
  const matches = wildcard(posix.basename(path), '^')
  if (matches === null || /[*?[\\]/.test(folder)) return null
  const found = files.names(folder).filter(name => matches(name))
  const paths = found.map(name => posix.join(folder, name))
  return found.length > MOST_FILES || paths.some(each => files.kind(each) !== 'file') ? null : paths
}

/** Null for more than anybody looks through. */
function filesBelow(path: string, files: ContextFiles['files'], all: boolean): string[] | null {
  const queue = [path]
  const found: string[] = []
  for (let at = 0; at < queue.length; at++) {
    if (at > MOST_FILES || queue.length > 2 * MOST_FILES) return null
    const next = queue[at]!
    if (files.kind(next) === 'file') found.push(next)
    else for (const name of files.names(next)) if (all || !/^[._]/.test(name)) queue.push(posix.join(next, name))
  }
  return found
}

/** Another stage brings it, or a command of this one may write it. */
function mayBeMade({model}: Subject, {run, dir}: BuiltProgram & {dir: string}, path: string): boolean {
  const {stage, instruction} = run
  if (!makesNoOtherFiles(model, stage, instruction)) return true
  const sources = contextPathIn(model.dockerfile, stage, instruction, path, model.buildArgs)
  const places =
    sources.length > 0 ? sources : contextPathIn(model.dockerfile, stage, instruction, dir, model.buildArgs)
  return earlierCopies(model, stage, instruction).some(copy => {
    if (copy.origin.kind === 'context') return copy.sources.length === 0
    if (copy.destination === null) return true
    const {destination} = copy
    if (places.some(place => isAtOrBelow(place, destination) || isAtOrBelow(destination, place))) return true
    return landsAt(copy, path) !== null
  })
}

export const EMBED_RULES: readonly Rule[] = [hiddenProfile, hiddenEmbed]
