/** What a build asks of its context, and what is there. */
import {posix} from 'node:path'
import {isAtOrBelow} from '../../go/below.ts'
import {contextUses, isWhole} from '../check/context-use.ts'
import {contextPathIn} from '../check/copy.ts'
import {gitIgnored} from '../check/git-ignored.ts'
import {type GoCommand, makesProgram, rangeOf} from '../check/go-command.ts'
import {isMadeOutside} from '../check/made-outside.ts'
import {earlierRuns, modelOf} from '../check/model.ts'
import type {Problem, Rule, Subject} from '../check/rule.ts'
import type {Run} from '../check/run.ts'
import {inScript} from '../check/script.ts'
import {isEnvironmentFile} from '../check/secret-files.ts'
import {lineage} from '../parse.ts'
import {expectedPrograms} from './self-contained.ts'

const ignoredNeed: Rule = {
  id: 'X-03',
  severity: 'error',
  title: 'The ignore file keeps out what the build needs',
  why: 'What the ignore file keeps out is not there for the builder: COPY of it fails, and the go command sees a repository with holes.',
  source: 'https://docs.docker.com/build/concepts/context/#dockerignore-files',
  whyNoFix: 'A fix changes the Dockerfile, and this is a line of the ignore file.',
  find: subject => {
    const {context} = subject
    const ignore = context?.ignore
    if (context === null || !ignore) return []
    const named = contextUses(subject.model).flatMap(({source, at, instruction}): Problem[] => {
      if (source === null || source === '.' || /[*?[\\]/.test(source)) return []
      const line = ignore.keepsOut(source)
      if (line === null || context.files.kind(source) === null || isFilledAgain(subject, source)) return []
      return [
        {
          at,
          message: `${ignore.file}:${line.line} ${line.text} keeps ${source} out of the context, so that this ${instruction.keyword} fails`,
          remedy: `Add the line !${source} to the end of ${ignore.file}.`,
          evidence: [{file: ignore.file, line: line.line}],
        },
      ]
    })
    return named.length > 0 ? named : hiddenPackages(subject)
  },
}

/** A folder is sent when something in it is let in again. */
function isFilledAgain({context}: Subject, folder: string): boolean {
  if (context!.files.kind(folder) !== 'folder') return false
  const walk = context!.walk?.()
  return walk === undefined || !walk.complete || walk.files.some(path => isAtOrBelow(path, folder))
}

/** Packages of the program whose files are all kept out, where the context is taken whole. */
function hiddenPackages(subject: Subject): Problem[] {
  const {context, packages, programs, model, project} = subject
  const {keepsOut, file} = context!.ignore!
  const program = programs.find(({dir, run}) => dir !== null && modelOf(model, run.stage).isReached)
  const use = contextUses(model).find(isWhole)
  if (program === undefined || use === undefined || project === null || !isPlain(subject, program.run)) return []
  const hidden = packages.find(
    ({dir, files}) => files.length > 0 && dir === program.dir && files.every(each => keepsOut(each.file) !== null),
  )
  const imported = packages.find(({files}) => files.length > 0 && files.every(each => keepsOut(each.file) !== null))
  const {decision} = project
  const isRead = decision.kind === 'build' && decision.main.dir === program.dir
  const found = hidden ?? (isRead ? imported : undefined)
  const [first] = found?.files ?? []
  const line = first === undefined ? null : keepsOut(first.file)
  if (found === undefined || line === null) return []
  return [
    {
      at: rangeOf(program.go),
      message: `${file}:${line.line} ${line.text} keeps the package ${found.dir} out of the context, and the program needs it: \`go ${program.go.verb}\` fails`,
      remedy: `Add the line !${found.dir} to the end of ${file}.`,
      evidence: [
        {file, line: line.line},
        {file: first!.file, line: 1},
      ],
    },
  ]
}

/** Programs that make no Go source. */
const MAKES_NOTHING =
  /^(apk|apt|apt-get|cd|set|mkdir|export|echo|git|ls|rm|chmod|chown|adduser|addgroup|useradd|groupadd|update-ca-certificates|upx|strip|go|xx-go|xx-apk|xx-apt|true|pwd|uname|wait)$/

/** No step before it, and none in it, can have made sources: then what is not copied is not there. */
function isPlain({model}: Subject, run: Run): boolean {
  return [...earlierRuns(model, run), run].every(
    ({commands, isForeign, isBroken, go}) =>
      !isForeign &&
      !isBroken &&
      go.every(({verb}) => verb !== 'generate' && verb !== 'run' && verb !== 'tool') &&
      commands.every(({words}) => {
        const [program = '', verb = ''] = words.map(({text}) => text)
        return (
          words.length === 0 ||
          (MAKES_NOTHING.test(program) && !(program === 'git' && /^(clone|fetch|checkout|submodule)$/.test(verb)))
        )
      }),
  )
}

/** Each is looked for in the files that could make it. */
const MOST_SOURCES = 300

const GO_SOURCE = /(^|\/)(go\.mod|go\.work|[\w.-]+\.go|cmd|internal|pkg)$/

const missingSource: Rule = {
  id: 'X-06',
  severity: 'error',
  title: 'COPY of a path that the repository does not have',
  why: 'BuildKit stops at a source that is not there. A file that lies on one machine alone is in no build of a fresh clone.',
  source: 'https://docs.docker.com/reference/dockerfile/#copy',
  whyNoFix: 'The file is missing, misspelled or made by another build.',
  find: subject => {
    const {context, file} = subject
    if (context === null) return []
    // Of a program that is to be compiled before, A-05 speaks.
    const programs = new Set(expectedPrograms(subject).map(({at}) => at.start))
    return contextUses(subject.model)
      .filter(({at}) => !programs.has(at.start))
      .slice(0, MOST_SOURCES)
      .flatMap(({source, at, instruction}): Problem[] => {
        if (source === null || source === '.' || /[*?[\\]/.test(source) || context.files.kind(source) !== null)
          return []
        // go.sum and vendor have rules of their own, .env the one on secrets.
        if (/(^|\/)(go\.sum|go\.work\.sum|vendor|\.git)$/.test(source) || isEnvironmentFile(source)) return []
        const ignored = gitIgnored(context)(source, false) ?? gitIgnored(context)(source, true)
        // Then another folder may be the context of this one.
        const isBeside = context.files.kind(posix.join(posix.dirname(file), source)) !== null
        const isCertain = ignored === null && !isBeside && GO_SOURCE.test(source) && !isMadeOutside(context, source)
        if (!isCertain && isMadeOutside(context, source)) return []
        const elsewhere = GO_SOURCE.test(source) ? sameNameBelow(subject, source) : null
        const what = elsewhere === null ? 'is not in the repository' : `is not in the build context, ${elsewhere} is`
        return [
          {
            at,
            severity: isCertain ? 'error' : ignored === null ? 'warning' : 'info',
            message:
              ignored === null
                ? `${source} ${what}, so that this ${instruction.keyword} fails`
                : `${source} is in no commit (${ignored.file}:${ignored.line} ${ignored.text}), so that this ${instruction.keyword} fails in a fresh clone`,
            remedy:
              ignored === null
                ? 'Correct the path, or build with the folder that has it as context.'
                : 'Make it in a stage of the Dockerfile, or say in the README what makes it first.',
            evidence: ignored === null ? [] : [{file: ignored.file, line: ignored.line}],
          },
        ]
      })
  },
}

/** Of a go.mod that is looked for: where one is. */
function sameNameBelow({project}: Subject, source: string): string | null {
  const module = posix.basename(source) === 'go.mod' ? project?.modules[0] : undefined
  return module === undefined ? null : posix.join(module.dir, 'go.mod')
}

const uncopiedPackage: Rule = {
  id: 'X-07',
  severity: 'error',
  title: 'A package of the program is not copied',
  why: 'COPY of single folders has to name each package that the program imports: go build stops at the first one that is not in the stage.',
  source: 'https://go.dev/ref/mod#resolve-pkg-mod',
  whyNoFix: 'The place of the folder beside the others is a guess where they were put with different paths.',
  find: subject => {
    const {model, context, programs} = subject
    if (context === null || subject.project === null) return []
    return model.stages
      .filter(({isReached}) => isReached)
      .flatMap(({runs}) => runs)
      .flatMap((run): Problem[] => {
        const isMaybe = /\|\||\bif\b|\bcase\b|\bfor\b|\bwhile\b/.test(inScript(run))
        const go = run.go.find(each => makesProgram(each) && !isMaybe)
        if (go === undefined || !isPlain(subject, run) || !isTraced(subject, run)) return []
        const missing = missingPackage(subject, run, go, programs.length)
        if (missing === null) return []
        const {dir, by} = missing
        return [
          {
            at: rangeOf(go),
            message: `The program needs the package ${dir}${by === null ? '' : `, which ${by.file}:${by.line} imports`}, and no COPY brings it into this stage`,
            remedy: `Write COPY ${dir} ./${dir} before it, or COPY . .`,
            evidence: by === null ? [] : [by],
          },
        ]
      })
  },
}

/** Everything in the stage comes from the context, at places that are known. */
function isTraced({model}: Subject, run: Run): boolean {
  return (
    lineage(run.stage).every(stage => {
      const {copies, image} = modelOf(model, stage)
      const isOnly = copies.every(({origin, destination}) => destination !== null && origin.kind === 'context')
      return isOnly && image.kind === 'golang' && stage.instructions.every(({keyword}) => keyword !== 'ONBUILD')
    }) &&
    run.mounts.every(({type}) => type !== 'bind') &&
    contextUses(model).every(({stage, source}) => stage !== run.stage || source !== null)
  )
}

function missingPackage(subject: Subject, run: Run, go: GoCommand, programs: number) {
  const {model, project, packages, context} = subject
  const {dockerfile, buildArgs} = model
  const landing = (path: string) => contextPathIn(dockerfile, run.stage, run.instruction, path, buildArgs)
  const module = project!.modules.find(({dir}) =>
    landing(posix.join(dir, 'go.mod')).some(at => go.folder !== null && isAtOrBelow(go.folder, posix.dirname(at))),
  )
  if (module === undefined || module.vendor) return null
  const root = posix.dirname(landing(posix.join(module.dir, 'go.mod'))[0]!)
  const placeOf = (path: string) => posix.join(root, posix.relative(module.dir, path))
  // The package that is named on the command line.
  const argument = go.args.length === 1 ? go.args[0]!.text : go.args.length === 0 ? '.' : null
  if (
    argument === null ||
    argument.includes('...') ||
    !/^\.{0,2}(\/|$)|^\.$|\.go$/.test(argument) ||
    argument.includes('\0')
  )
    return null
  const place = posix.normalize(posix.join(go.folder!, argument))
  const own = posix.join(module.dir, posix.relative(root, place)).replace(/\/$/, '') || '.'
  if (own.startsWith('..')) return null
  const dir = own.endsWith('.go') ? posix.dirname(own) : own
  if (own.endsWith('.go') && context!.files.kind(own) === 'file' && !landing(own).includes(placeOf(own)))
    return {dir, by: null}
  if (programs !== 1 || project!.decision.kind !== 'build' || project!.decision.main.dir !== dir) return null
  for (const {dir: needed, moduleDir, files} of packages) {
    const [first] = files
    if (first === undefined || moduleDir !== module.dir || needed === dir) continue
    if (files.some(({file}) => landing(file).includes(placeOf(file)))) continue
    const path = needed === module.dir ? module.path : `${module.path}/${posix.relative(module.dir, needed)}`
    const by = packages.flatMap(({imports}) => imports.get(path) ?? [])[0]
    if (by !== undefined) return {dir: needed, by: {file: by.file, line: by.line}}
  }
  return null
}

export const CONTEXT_SOURCE_RULES: readonly Rule[] = [ignoredNeed, missingSource, uncopiedPackage]
