/** What makes a step compile or download more than it has to, though its caches are there. */
import {type GoCall, goCalls} from '../behind/go-calls.ts'
import {insert, lineEnd, removeInstruction, removeWord} from '../check/edits.ts'
import {goCaches, mountOver} from '../check/go-caches.ts'
import {compiles, downloads, type GoCommand, type GoFlag, makesProgram, rangeOf} from '../check/go-command.ts'
import {isHarmlessBeside} from '../check/harmless.ts'
import {reachedRuns} from '../check/model.ts'
import type {Edit, Problem, Rule, Subject} from '../check/rule.ts'
import type {Run} from '../check/run.ts'
import {sourcesBefore} from '../check/sources.ts'
import type {Instruction} from '../instruction.ts'
import {lineage, type Stage} from '../parse.ts'

const everything: Rule = {
  id: 'C-06',
  severity: 'error',
  title: 'Go is told not to use its build cache',
  why: 'The go command knows by the content of all inputs what is up to date. `-a` compiles every package again all the same, the standard library among them. GOCACHE=off is an error since Go 1.12.',
  source: 'https://pkg.go.dev/cmd/go#hdr-Compile_packages_and_dependencies',
  anyFile: true,
  find: subject =>
    reachedRuns(subject.model).flatMap(run => {
      const own = run.go.filter(compiles).flatMap(go => {
        if (go.command.environment.get('GOCACHE') === 'off') return [cacheIsOff(go, subject.model.dockerfile.text)]
        const flag = go.flags.get('a')
        const isSet = flag !== undefined && flag.value !== 'false'
        return isSet ? [rebuildsAll(go, flag, subject.model.dockerfile.text)] : []
      })
      const hidden = goCalls(subject, run).find(
        ({go, evidence}) => evidence.length > 0 && compiles(go) && /^(true|1)$/.test(go.flags.get('a')?.value ?? ''),
      )
      return hidden === undefined ? own : [...own, rebuildsAllElsewhere(hidden)]
    }),
}

function rebuildsAllElsewhere({at, by, evidence}: GoCall): Problem {
  const [{file, line} = {file: '', line: 0}] = evidence
  return {
    ...{at, severity: 'warning', evidence},
    message: `\`${by.words[0]!.text}\` compiles with -a (${file}:${line}), so every package again, whatever the build cache has`,
    remedy: `Take -a out of ${file}:${line}`,
  }
}

function cacheIsOff({verb, command}: GoCommand, text: string): Problem {
  const own = command.assignments.find(({name}) => name === 'GOCACHE')
  const edits = own && removeWord(own, text)
  return {
    at: {start: command.start, end: command.words[1]?.end ?? command.end},
    message: `\`go ${verb}\` fails with GOCACHE=off: "build cache is disabled by GOCACHE=off, but required as of Go 1.12"`,
    remedy: 'Take GOCACHE=off out',
    ...(edits && {fix: {title: 'Compile with a build cache', edits}}),
  }
}

function rebuildsAll(go: GoCommand, {word}: GoFlag, text: string): Problem {
  const says = `\`-a\` compiles every package again, whatever the build cache has`
  if (word === null)
    return {
      ...{at: rangeOf(go), severity: 'warning'},
      message: `GOFLAGS has -a: ${says.replace('`-a` ', 'it ')}`,
      remedy: 'Take -a out of GOFLAGS',
    }
  const suffix = go.flags.get('installsuffix')?.word ?? null
  const edits = flagEdits(go, suffix, text)
  const also = suffix === null ? '' : ', and -installsuffix changes nothing without it'
  return {
    ...{at: word, severity: 'warning'},
    message: `${says}${also}`,
    remedy: `Take -a out${suffix === null ? '' : ', with -installsuffix'}`,
    ...(edits && {fix: {title: 'Compile only what has changed', edits}}),
  }
}

/** The words of `-a`, and of `-installsuffix` with its value, each with the blanks before it. */
function flagEdits({command: {words}}: GoCommand, suffix: GoFlag['word'], text: string): Edit[] | null {
  const edits: Edit[] = []
  for (const [index, word] of words.entries()) {
    const isValue = suffix !== null && word === suffix && !/^--?installsuffix=/.test(word.text)
    if (!isValue && !/^--?(a|a=true|installsuffix(=.*)?)$/.test(word.text)) continue
    const previous = words[index - 1]!
    // A continued line may have a comment in it.
    if (/#/.test(text.slice(previous.end, word.start)) || text.slice(word.start, word.end) !== word.raw) return null
    edits.push({start: previous.end, end: word.end, text: ''})
  }
  return edits
}

const changesBeforeDownload: Rule = {
  id: 'C-07',
  severity: 'warning',
  title: 'An ARG that changes with each build stands before what is downloaded',
  why: 'Every RUN after an ARG has it in its environment, whether it uses it or not. A new version, commit or date downloads all modules again, and an ARG of the target platform downloads them once for each platform.',
  source: 'https://docs.docker.com/reference/dockerfile/#impact-on-build-caching',
  anyFile: true,
  find: subject => {
    const problems = reachedRuns(subject.model).flatMap(run => {
      if (sourcesBefore(subject, run) === null && isFirstInstall(run))
        return volatileBefore(subject, run, 'installs all packages')
      const go = run.go.find(downloads)
      const modules = goCaches(subject.model, run)?.modules
      // Into a mount it downloads what is missing there, which is nothing.
      if (go === undefined || !modules || mountOver(run, modules)) return []
      // After the sources it runs at every change in any case, which is D-01's.
      if (sourcesBefore(subject, run) !== null) return []
      return [...volatileBefore(subject, run, 'downloads all modules'), ...platformsBefore(subject, run)]
    })
    // The first step after an ARG stands for those that follow.
    return problems.filter(({at}, index) => problems.findIndex(other => other.at.start === at.start) === index)
  },
}

/** It installs packages of a distribution, and is the first of its stage that does. */
function isFirstInstall(run: Run): boolean {
  return installs(run.instruction) && run.stage.instructions.find(installs) === run.instruction
}

function installs({keyword, args}: Instruction): boolean {
  return keyword === 'RUN' && /\b(apk( -\S+)* add|(apt|apt-get|dnf|microdnf|yum)( -\S+)* install)\b/.test(args)
}

/** Names of what a build is stamped with; `GO_VERSION` and versions of tools are no such names. */
const STAMP =
  /^((APP|BUILD|RELEASE|IMAGE|GIT|VCS|SOURCE|PROJECT|SERVICE)_?)?(VERSION|COMMIT|COMMIT_?(HASH|SHA|ID|DATE)|SHA|REVISION|REV|REF|DATE|TIME|TIMESTAMP|TAG|NUMBER|DESCRIBE)$/i

/** A file with more ARGs than that is an attack. */
const MOST_ARGS = 50

type Declared = {instruction: Instruction; names: string[]}

function argsBefore({stage, instruction}: Run): (Declared & {of: Stage})[] {
  return lineage(stage)
    .flatMap(of =>
      of.instructions
        .filter(({keyword, start}) => keyword === 'ARG' && (of !== stage || start < instruction.start))
        .map(each => ({of, instruction: each, names: namesOf(each)})),
    )
    .filter(({names}) => names.length <= MOST_ARGS)
    .slice(0, MOST_ARGS)
}

function namesOf({args}: Instruction): string[] {
  return args
    .split(/\s+/)
    .map(word => word.split('=')[0]!)
    .filter(Boolean)
}

function volatileBefore({model, file}: Subject, run: Run, does: string): Problem[] {
  const args = argsBefore(run).filter(({names, instruction}) => {
    const isStamp = names.every(name => STAMP.test(name))
    // A name that FROM or an earlier step needs has to stand there.
    return isStamp && !names.some(name => usedBetween(name, instruction, run)) && stampsProgram(names, run, model)
  })
  const [first] = args
  if (first === undefined) return []
  const names = args.flatMap(each => each.names)
  const edits = moved(args, run, model.dockerfile)
  const line = run.instruction.line
  return [
    {
      at: first.instruction,
      message: `A new value of ${names.join(', ')} ${does} again in line ${line}, which does not use ${names.length > 1 ? 'them' : 'it'}`,
      remedy: `Write ARG ${names.join(' ')} after line ${run.instruction.endLine}`,
      evidence: [{file, line}],
      ...(edits && {fix: {title: `Declare ${names.join(', ')} after line ${line}`, edits}}),
    },
  ]
}

/** The linker flags or another word of a later step of the stage name it. */
function stampsProgram(names: readonly string[], {stage, instruction}: Run, model: Subject['model']): boolean {
  const later = reachedRuns(model).filter(
    each => lineage(each.stage).includes(stage) && (each.stage !== stage || each.instruction.start > instruction.start),
  )
  return later
    .filter(each => each.go.some(makesProgram) || each.commands.some(({words}) => words[0]?.text === 'make'))
    .some(each => names.some(name => new RegExp(`\\$\\{?${name}\\b`).test(each.instruction.args)))
}

function usedBetween(name: string, from: Instruction, {stage, instruction}: Run): boolean {
  const use = new RegExp(`\\$\\{?${name}\\b`)
  return lineage(stage).some(at =>
    at.instructions.some(
      each =>
        each !== from &&
        (at !== stage || each.start <= instruction.start) &&
        (use.test(each.args) || each.flags.some(({value}) => use.test(value))),
    ),
  )
}

/** The ARGs of the same stage, put behind the download; null where a step between may read them from its environment. */
function moved(
  args: readonly (Declared & {of: Stage})[],
  run: Run,
  file: Subject['model']['dockerfile'],
): Edit[] | null {
  const {stage, instruction} = run
  const first = Math.min(...args.map(each => each.instruction.start))
  const between = stage.instructions.filter(({start}) => start > first && start <= instruction.start)
  const isPlain = between.every(({keyword}) => /^(ARG|COPY|WORKDIR|RUN|ENV|USER|LABEL)$/.test(keyword))
  const runs = between.filter(({keyword}) => keyword === 'RUN').length
  if (!isPlain || runs > 1 || args.some(({of}) => of !== stage)) return null
  if (!isHarmlessBeside(run, [])) return null
  const isCommented = args.some(({instruction: {line, endLine}}) =>
    file.comments.some(comment => comment.line >= line - 1 && comment.line <= endLine),
  )
  if (isCommented) return null
  const texts = args.map(each => file.text.slice(each.instruction.start, each.instruction.end))
  return [
    ...args.map(each => removeInstruction(each.instruction, file.text)),
    insert(instruction.end, texts.map(text => `${lineEnd(file.text)}${text}`).join('')),
  ]
}

function platformsBefore({model, file, platforms}: Subject, run: Run): Problem[] {
  const {stage} = run
  if (!/^\$\{?BUILD(PLATFORM|OS)/.test(lineage(stage).at(-1)!.platform ?? '') || platforms.length === 1) return []
  const found = argsBefore(run).filter(
    ({names, instruction}) =>
      names.every(name => /^TARGET(PLATFORM|OS|ARCH|VARIANT)$/.test(name)) &&
      !names.some(name => usedBetween(name, instruction, run)),
  )
  const [first] = found
  if (first === undefined) return []
  const names = found.flatMap(each => each.names).join(' ')
  const {line, endLine} = run.instruction
  const edits = moved(found, run, model.dockerfile)
  const count = platforms.length > 1 ? `${platforms.length} times, once for each platform` : 'once for each platform'
  return [
    {
      at: first.instruction,
      severity: platforms.length > 1 ? 'warning' : 'info',
      message: `With ARG ${names} before it, line ${line} downloads the same modules ${count}`,
      remedy: `Write ARG ${names} after line ${endLine}`,
      evidence: [{file, line}],
      ...(edits && {fix: {title: `Declare ${names} after line ${line}`, edits}}),
    },
  ]
}

export const RECOMPILE_RULES: readonly Rule[] = [everything, changesBeforeDownload]
