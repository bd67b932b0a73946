import {randomUUID} from 'node:crypto'
import {homedir, tmpdir} from 'node:os'
import {join, resolve} from 'node:path'
import {proveMended} from '../build/prove-fixes.ts'
import {givenIds} from '../build/secrets.ts'
import {readBases} from '../dockerfile/bases-file.ts'
import {contextText} from '../dockerfile/check/context-report.ts'
import {inspectorOf} from '../dockerfile/check/subject.ts'
import {writeFromCheckout} from '../dockerfile/from-checkout.ts'
import {RULES} from '../dockerfile/rules/table.ts'
import {demandProgram} from '../go/demand.ts'
import {inspectProject} from '../go/inspect.ts'
import type {Project} from '../go/project.ts'
import type {ImageFacts} from '../image/facts.ts'
import {measureNamed} from '../image/named.ts'
import {readInputs} from '../inputs.ts'
import {annotationsOf} from '../report/annotations.ts'
import {renderBadge} from '../report/badge.ts'
import {renderComment} from '../report/comment.ts'
import {COMMENT_MARKER} from '../report/comment-parts.ts'
import {findingsText} from '../report/findings-text.ts'
import {renderHtml} from '../report/html/render.ts'
import {renderJunit} from '../report/junit.ts'
import {reportOfDiff} from '../report/of-diff.ts'
import {proofLines} from '../report/proof-text.ts'
import type {Report} from '../report/report.ts'
import {renderSarif} from '../report/sarif.ts'
import {readReport} from '../report/schema.ts'
import {renderSummary} from '../report/summary.ts'
import {renderImage, renderText} from '../report/text.ts'
import {workflowCommands} from '../report/workflow-commands.ts'
import type {Context} from '../runner/context.ts'
import {UserError} from '../runner/errors.ts'
import {childEnvironment, type Execute, execute} from '../runner/exec.ts'
import {type Screen, startWatching} from '../runner/watch.ts'
import {diffImages} from '../size/diff.ts'
import {factsOfDocument} from '../size/facts-file.ts'
import {VERSION} from '../version.ts'
import {type CheckedFile, checkFile, type FileToCheck, mendFile, newForBuildKit, patchOf} from './check.ts'
import {keepDockerfile} from './keep-dockerfile.ts'
import {openQuestion, projectText} from './project-text.ts'
import {secretEntries, secretIds} from './secret-options.ts'
import {replaceFile} from './write-files.ts'

export type Options = {
  json?: boolean
  help?: boolean
  main?: string
  module?: string
  base?: string
  bases?: string
  style?: string
  'go-tags'?: string
  'go-ldflags'?: string
  'go-gcflags'?: string
  goamd64?: string
  gofips140?: string
  upx?: boolean
  test?: string[]
  secret?: string[]
  ssh?: string[]
  write?: boolean
  force?: boolean
  file?: string
  tag?: string[]
  platform?: string
  target?: string
  'build-arg'?: string[]
  builder?: string
  'cache-dir'?: string
  'size-budget'?: string[]
  'size-increase'?: string[]
  baseline?: string
  format?: string
  fix?: boolean
  diff?: boolean
  prove?: boolean
  'fail-on'?: string
}

export type Terminal = {
  print: (text: string) => number
  complain: (text: string) => void
  signal: AbortSignal
  env: NodeJS.ProcessEnv
  terminal: {color: boolean; width: number}
  /** Where progress can be drawn in place; null where standard error is a file or a pipe. */
  screen: Screen | null
  readFile: (path: string) => string
}

/** Resolves with the exit code: 0 done, 1 the thing checked failed. Wrong use is a UserError. */
type Verb = (words: string[], options: Options, terminal: Terminal) => Promise<number>

export const HELP = `go-image: Go container images, fast and measured

  go-image inspect [DIR] [--main PKG] [--module DIR]
      What the Go project in DIR is, and which program would go into the image; exit code 1 where none can be built yet.
  go-image dockerfile [DIR] [--main PKG] [--base NAME|REF] [--bases FILE.json]
                      [--style mount|layer|portable] [--write [--force]]
                      [--go-tags LIST] [--go-ldflags=FLAGS] [--go-gcflags=FLAGS]
                      [--goamd64 v1|v2|v3|v4] [--gofips140 VERSION] [--upx]
                      [--test CHECKS]... [--secret id=ID]... [--ssh ID]...
      Prints the Dockerfile that would be built; --write puts it, with reasons and digests, and .dockerignore into DIR.
  go-image check [DIR] [-f FILE] [--target STAGE] [--build-arg K=V] [--platform LIST] [--fix | --diff] [--prove]
                 [--format text|json|sarif|github] [--fail-on error|warning|never]
      What is wrong with the Dockerfile in DIR, as it builds the Go program of DIR. --fix mends what is safe to mend,
      --diff prints that as a patch, and --prove builds both before that, and compares them. Exit code 1 for an error, unless --fail-on says otherwise.
  go-image build [DIR] [-t TAG] [-f FILE] [--platform LIST] [--target STAGE] [--build-arg K=V]
                 [--builder NAME] [--cache-dir DIR] [--baseline auto|IMAGE|FILE.json|off]
                 [--size-budget [PLATFORM] [PART] SIZE]... [--size-increase [PLATFORM] [PART] SIZE]...
                 [--test CHECKS]... [--secret id=ID,src=FILE|env=NAME]... [--ssh ID[=KEY]]...
      Builds the image with Go's caches from a local folder, measures it and compares it with the last build.
  go-image measure IMAGE [--platform LIST]
      What is in IMAGE, and how large it is: REGISTRY/NAME, NAME (of the local engine, else of Docker Hub), docker:NAME,
      oci:DIR[:TAG], oci-archive:FILE[:TAG] or docker-archive:FILE[:NAME].
  go-image diff BASE HEAD [--platform LIST] [--format text|json|markdown|html]
      What changed between two images, or two saved reports (report.json).
  go-image render REPORT.json --format markdown|summary|text|html|sarif|junit|badge
      The comment, job summary, text, HTML page, findings, gate or badge of a saved report; - reads standard input.

Every verb takes --json. Exit code 0: done; 1: the build, image or check failed; 2: wrong use.
`

export const VERBS: Record<string, Verb> = {
  async inspect(words, options, terminal) {
    const project = await inspectFolder(words, options, terminal)
    const {print} = terminal
    print(options.json ? json(project) : projectText(project))
    return openQuestion(project) === null ? 0 : 1
  },

  async dockerfile(words, options, terminal) {
    const project = await inspectFolder(words, options, terminal)
    const {print, complain, env, signal} = terminal
    demandProgram(project)
    const {base, bases: file, style, goFlags, checks, build} = readInputs(name => inputFrom(options, name))
    const bases = await readBases(file, process.cwd())
    const {buildArgs} = build
    const replaceIgnore = options.write === true && options.force === true
    // Whether a secret is there is a question for the build.
    const given = {...givenIds(build), secrets: secretIds(options.secret)}
    const how = {base, bases, style, goFlags, checks, buildArgs, given, today: new Date()}
    const {ownIgnore, ...written} = writeFromCheckout(folderOf(words), project, how, replaceIgnore)
    // In JSON they are a list of their own.
    if (!options.json) for (const warning of written.warnings) complain(`warning: ${warning}\n`)
    if (options.write) {
      const {force = false} = options
      await keepDockerfile(folderOf(words), written, {force, execute: startWith(env, signal), signal, complain})
      return 0
    }
    return print(options.json ? json({schema: 1, ...written, ownIgnore}) : written.dockerfile)
  },

  async check(words, options, terminal) {
    const {build, gate} = readInputs(name => inputFrom(options, name))
    const {buildArgs, target, platforms} = build
    const wanted: FileToCheck = {
      ...{folder: folderOf(words), file: options.file ?? '', buildArgs, target, platforms},
      ...{today: new Date().toISOString().slice(0, 10), readFile: terminal.readFile},
      inspect: inspectorOf(folderOf(words)),
    }
    const checked = await checkFile(wanted)
    const mended = options.fix || options.diff ? await mendFile(checked, wanted) : null
    if (mended !== null && mended.applied.length > 0) {
      const added = await newForBuildKit(checked.text, mended.text, wanted, startWith(terminal.env, terminal.signal))
      if (added?.length) throw new Error(`After the fixes BuildKit finds more: ${added[0]!.rule} ${added[0]!.message}`)
    }
    if (options.prove && mended !== null && mended.text !== checked.text) {
      const proof = await proveMended(checked, mended.text, wanted, startWith(terminal.env, terminal.signal))
      terminal.complain(`${['Both built and compared:', ...proofLines(proof)].join('\n')}\n`)
    }
    if (options.diff) return terminal.print(patchOf(checked, mended!.text))
    if (mended !== null && mended.text !== checked.text) {
      await replaceFile(checked.path, mended.text)
      for (const {rule, line, fix} of mended.applied)
        terminal.complain(`fixed ${rule} of line ${line}: ${fix!.title}\n`)
    }
    const now = mended === null ? checked : {...checked, ...mended}
    terminal.print(findingsAs(options.json ? 'json' : (options.format ?? 'text'), now, terminal))
    const failing = gate.failOn === 'warning' ? ['error', 'warning'] : gate.failOn === 'error' ? ['error'] : []
    return now.findings.some(({severity}) => failing.includes(severity)) ? 1 : 0
  },

  async build(words, options, terminal) {
    // Loaded when it is asked for: a check starts in a third of the time without it.
    const {folderStore, run, terminalLog} = await import('./engine.ts')
    const folder = folderOf(words)
    const inputs = readInputs(name => inputFrom(options, name))
    const cacheFolder =
      options['cache-dir'] ?? join(terminal.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'go-image')
    const store = folderStore(cacheFolder)
    const log = terminalLog(terminal.complain, terminal.env.GO_IMAGE_DEBUG !== undefined, terminal.screen)
    const env = childEnvironment(terminal.env, {layerCacheToken: false})
    const outcome = await run(inputs, localContext(folder), {
      log,
      execute: startWith(terminal.env, terminal.signal),
      signal: terminal.signal,
      store,
      temp: join(tmpdir(), `go-image-${randomUUID()}`),
      now: () => new Date(),
      mask: () => {},
      octokit: null,
      writeSummary: async () => {},
      noDefaultAttestations: false,
      env,
      layerCacheEnv: env,
      dockerHost: terminal.env.DOCKER_HOST ?? '',
      isRoot: process.getuid?.() === 0,
      version: VERSION,
      rulePages: null,
    })
    for (const {name, key, file} of outcome.saves) await store.save(name, key, file)
    terminal.print(options.json ? json(outcome.report) : renderText(outcome.report, terminal.terminal))
    if (outcome.failure !== null) terminal.complain(`go-image: ${outcome.failure}\n`)
    return outcome.failure === null ? 0 : 1
  },

  async measure(words, options, terminal) {
    const [image] = exactly(1, words, 'measure IMAGE')
    const facts = await readSource(image!, options.platform ?? '', terminal)
    const report = reportOfDiff({name: image!, before: null, after: facts, version: VERSION})
    return terminal.print(options.json ? json(facts) : renderImage(report, terminal.terminal))
  },

  async diff(words, options, terminal) {
    const [base, head] = exactly(2, words, 'diff BASE HEAD')
    const {platform = ''} = options
    const [before, after] = await Promise.all([
      readSource(base!, platform, terminal),
      readSource(head!, platform, terminal),
    ])
    const report = reportOfDiff({name: head!, before, after, version: VERSION, baseName: base!})
    const format = options.json ? 'json' : (options.format ?? 'text')
    return terminal.print(format === 'json' ? json(diffImages(before, after)) : rendered(report, format, terminal))
  },

  async render(words, options, terminal) {
    const [file] = exactly(1, words, 'render REPORT.json --format markdown|summary|text|html|sarif|junit|badge')
    const report = readReport(readJson(file!, terminal))
    return terminal.print(options.json ? json(report) : rendered(report, options.format ?? 'markdown', terminal))
  },
}

function findingsAs(format: string, checked: CheckedFile, {terminal}: Terminal): string {
  const {file, text, findings, suppressed, context} = checked
  if (format === 'text') {
    const sent = context === null ? [] : contextText(context).map(line => `${line}\n`)
    return `${findingsText(findings, {file, text, ...terminal})}${sent.join('')}`
  }
  if (format === 'json') return json({schema: 1, file, findings, suppressed, context})
  if (format === 'sarif') return json(renderSarif(findings, {file, rules: RULES, version: VERSION, suppressed}))
  if (format === 'github') return workflowCommands(annotationsOf(findings, file))
  throw new UserError('usage', `--format is "${format}"; it can be text, json, sarif or github.`)
}

function rendered(report: Report, format: string, {terminal}: Terminal): string {
  if (format === 'markdown') return renderComment(report, {marker: COMMENT_MARKER})
  if (format === 'summary') return renderSummary(report)
  if (format === 'text') return renderText(report, terminal)
  if (format === 'html') return renderHtml(report)
  if (format === 'sarif') {
    const {dockerfile, tool} = report
    return json(
      renderSarif(dockerfile.findings, {file: dockerfile.path ?? 'Dockerfile', rules: RULES, version: tool.version}),
    )
  }
  if (format === 'junit') return renderJunit(report)
  if (format === 'badge') return JSON.stringify(renderBadge(report))
  throw new UserError(
    'usage',
    `--format is "${format}"; it can be text, markdown, summary, html, sarif, junit, badge or json.`,
  )
}

function inspectFolder(words: string[], options: Options, {env, signal}: Terminal): Promise<Project> {
  const start: Execute = (command, args, more) => execute(command, args, {env: {}, ...more})
  return inspectProject({
    root: folderOf(words),
    go: {execute: start, signal, path: env.PATH ?? '', temp: tmpdir()},
    ...(options.main !== undefined && {main: options.main}),
    ...(options.module !== undefined && {module: options.module}),
  })
}

function folderOf(words: string[]): string {
  if (words.length > 1) throw new UserError('usage', `Expected one folder, found ${words.join(' ')}.`)
  return resolve(words[0] ?? '.')
}

function exactly(count: number, words: string[], usage: string): string[] {
  if (words.length === count) return words
  throw new UserError('usage', `Usage: go-image ${usage}`)
}

/** Programs with the environment of this process, which end with it. */
function startWith(env: NodeJS.ProcessEnv, signal: AbortSignal): Execute {
  const childEnv = childEnvironment(env, {layerCacheToken: false})
  return (command, args, more) => execute(command, args, {env: childEnv, signal, ...more})
}

/** The command line's options under the names of the action's inputs. */
function inputFrom(options: Options, name: string): string {
  if (name === 'tags') return csvLines(options.tag)
  if (name === 'platforms') return options.platform ?? ''
  if (name === 'test') return (options.test ?? []).join('\n')
  if (name === 'fail-on') return options['fail-on'] ?? 'error'
  if (name === 'build-args') return csvLines(options['build-arg'])
  if (name === 'ssh') return (options.ssh ?? []).join('\n')
  if (name === 'size-budget' || name === 'size-increase') return (options[name] ?? []).join('\n')
  if (name === 'secret-files') return csvLines(secretEntries(options.secret, 'src'))
  if (name === 'secret-envs') return csvLines(secretEntries(options.secret, 'env'))
  const value = options[name as keyof Options]
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : ''
}

/** Lists of the action are CSV: a value of the command line is quoted, so that it arrives as it was typed. */
function csvLines(values: string[] = []): string {
  return values.map(value => `"${value.replaceAll('"', '""')}"`).join('\n')
}

function localContext(folder: string): Context {
  return {
    ...{server: null, api: '', repository: null, event: 'local', ref: '', commit: null, sha: null, runUrl: null},
    ...{
      runId: `${Date.now()}`,
      runAttempt: '1',
      job: '',
      ...{pullRequest: null, workflowRun: null, message: null},
      ...{workspace: folder, temp: tmpdir(), cacheMode: null},
    },
  }
}

/** An image, or facts that were saved before: a report or the output of `measure --json`. */
async function readSource(source: string, platforms: string, terminal: Terminal): Promise<ImageFacts> {
  if (!source.endsWith('.json')) {
    const {env, signal, complain} = terminal
    const {watch} = startWatching(complain, terminal.screen)
    const {facts, remarks} = await measureNamed(source, platforms, {
      execute: startWith(env, signal),
      ...{env, signal, watch},
    })
    for (const remark of remarks) complain(`warning: ${remark}\n`)
    return facts
  }
  return factsOfDocument(readJson(source, terminal), source).facts
}

function readJson(file: string, {readFile}: Terminal): unknown {
  try {
    return JSON.parse(readFile(file)) as unknown
  } catch (error) {
    throw new UserError('file-unreadable', `${file} cannot be read: ${(error as Error).message}`)
  }
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2)
}
