/** What a build asks of the machine that it is started on, beyond the files of the repository. */
import {posix} from 'node:path'
import type {Copy} from '../check/copy.ts'
import {isMadeOutside} from '../check/made-outside.ts'
import {commandOf} from '../check/purpose.ts'
import type {Problem, Rule, Subject} from '../check/rule.ts'
import {wordsOf} from '../check/words.ts'
import {unknownVariable} from '../stages.ts'
import {embedsFromOutside} from './embeds.ts'

const GORELEASER = ['.goreleaser.yaml', '.goreleaser.yml', 'goreleaser.yaml', 'goreleaser.yml']
const MAKEFILES = ['Makefile', 'makefile', 'GNUmakefile']

const builtOutside: Rule = {
  id: 'A-05',
  severity: 'error',
  title: 'The program, or what it embeds, is expected in the context',
  why: 'A Dockerfile that copies a compiled program builds only where somebody has compiled it before, and with whatever Go that machine has. One that compiles stops where a file of a `//go:embed` line was not made before.',
  source: 'https://docs.docker.com/build/building/multi-stage/',
  whyNoFix:
    'A compile stage is written by `go-image dockerfile`; here one copy would have to become a file of its own.',
  anyFile: true,
  find: subject => [...expectedPrograms(subject), ...embedsFromOutside(subject)],
}

/** Programs of the repository that COPY takes from the context into the image, and that are not there. */
export function expectedPrograms(subject: Subject): Problem[] {
  return subject.model.stages
    .filter(({isFinal}) => isFinal)
    .flatMap(({copies}) => copies)
    .flatMap(copy => expected(subject, copy))
}

function expected(subject: Subject, copy: Copy): Problem[] {
  const {project, context, model, file} = subject
  const {origin, instruction, stage, sources} = copy
  if (origin.kind !== 'context' || project === null || context === null || instruction.keyword !== 'COPY') return []
  if (unknownVariable(instruction.args, stage, instruction, model.buildArgs) !== null) return []
  // GoReleaser has a context of its own, with the program in it.
  if (/goreleaser/i.test(file) || GORELEASER.some(name => context.files.kind(name) === 'file')) return []
  const names = new Set(project.mains.map(({importPath}) => posix.basename(importPath.replace(/\/v\d+$/, ''))))
  const command = commandOf(model.target.stage)
  return sources.flatMap((source, index) => {
    const path = posix.normalize(source.replace(/^\.?\/+/, ''))
    const name = posix.basename(path)
    if (/[*?[:]/.test(source) || context.files.kind(path) !== null || !names.has(name)) return []
    // ENTRYPOINT starts it, under its name or that which COPY gives it.
    const started = copy.intoFolder ? name : posix.basename(copy.destination ?? name)
    if (!command.split(/[\s"'[\],]+/).some(word => posix.basename(word) === started)) return []
    const by = context.ignore?.keepsOut(path) ?? null
    const word = wordsOf(instruction)[index]
    // An ARG may have another value on the command line.
    const written = word?.text ?? source
    const isCertain = !written.includes('$')
    if (by !== null && context.ignore !== null && isCertain)
      return [
        {
          at: word ?? instruction,
          message: `This COPY stops the build: ${context.ignore.file}:${by.line} keeps ${path} out of the context, also after it was compiled`,
          remedy: `Add !${path} at the end of ${context.ignore.file}, or compile the program in a stage`,
          evidence: [{file: context.ignore.file, line: by.line}],
        },
      ]
    const maker = makerOf(subject, path)
    return [
      {
        at: word ?? instruction,
        // What is made before each build, by whatever names it, may be meant so.
        severity: maker === null && isCertain && !isMadeOutside(context, path) ? 'warning' : 'info',
        message: `${isCertain ? path : written} is not in the repository: this image builds only where ${maker ? `${maker.file}:${maker.line} has` : 'somebody has'} compiled it before`,
        remedy: 'Compile it in a stage FROM golang, and COPY --from that stage',
        evidence: maker ? [maker] : [],
      },
    ]
  })
}

/** The line of the Makefile that writes the program. */
function makerOf({context}: Subject, path: string): {file: string; line: number} | null {
  for (const file of MAKEFILES) {
    const rows = context?.files.read(file)?.split('\n') ?? []
    const line = rows.findIndex(row => /\bgo build\b/.test(row) && row.includes(path)) + 1
    if (line > 0) return {file, line}
  }
  return null
}

const linkedFile: Rule = {
  id: 'A-06',
  severity: 'error',
  title: 'The Dockerfile is a link',
  why: 'buildx sends the folder that the Dockerfile is named in, and BuildKit reads it there: a link out of that folder leads nowhere. An ignore file is looked for beside the link, not beside what it leads to.',
  source: 'https://docs.docker.com/build/concepts/context/#filename-and-location',
  whyNoFix: 'What has to change is the link, or the way the build names it.',
  anyFile: true,
  find: ({link, file, model}) => {
    if (link === undefined) return []
    const {start, end} = model.stages[0]!.stage.from
    const at = {start, end: Math.min(end, start + 'FROM'.length)}
    if (link.leavesFolder)
      return [
        {
          at,
          message: `${file} is a link to ${link.to}, out of its folder, where BuildKit cannot read it: the build stops with "no such file"`,
          remedy: 'Name the file itself with --file, or put a copy in place of the link',
        },
      ]
    if (!link.hasOwnIgnore) return []
    return [
      {
        at,
        severity: 'warning',
        message: `${file} is a link to ${link.to}, and ${posix.basename(link.to)}.dockerignore does not count for it: the ignore file is looked for under the name of the link`,
        remedy: `Name the file itself with --file, or link ${posix.basename(file)}.dockerignore too`,
      },
    ]
  },
}

export const SELF_CONTAINED_RULES: readonly Rule[] = [builtOutside, linkedFile]
