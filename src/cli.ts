#!/usr/bin/env node
/** The laptop: the same engine as the step, one verb at a time. */
import {readFileSync, writeSync} from 'node:fs'
import module from 'node:module'
import {join} from 'node:path'
import {parseArgs} from 'node:util'
import {HELP} from './cli/help.ts'
import {ownFolder} from './cli/own-folder.ts'
import type {Options} from './cli/verb.ts'
import {VERBS} from './cli/verbs.ts'
import {plainLines} from './report/plain.ts'
import {explain, UserError} from './runner/errors.ts'
import {VERSION} from './version.ts'

const cancelled = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => cancelled.abort(new Error(`cancelled by ${signal}`)))
// `go-image … | head` closes the pipe early, which is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

async function main(argv: string[]): Promise<number> {
  const [verb, ...rest] = argv
  if (verb === undefined || verb === 'help' || verb === '--help' || verb === '-h') return print(HELP)
  if (verb === '--version') return print(VERSION)
  const load = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined
  if (!load) throw new UserError('usage', `There is no verb "${verb}"; there are ${Object.keys(VERBS).join(', ')}.`)
  const {values, positionals} = readArguments(rest)
  if (values.help) return print(HELP)
  keepCompiled()
  const run = await load()
  return await run(positionals, values, {
    print,
    complain: text => void writeSync(2, text),
    signal: cancelled.signal,
    env: process.env,
    terminal: {color: Boolean(process.stdout.isTTY) && !process.env.NO_COLOR, width: process.stdout.columns ?? 100},
    // A terminal of this kind cannot draw a line again; CI systems that lend one keep every state of it.
    screen:
      process.stderr.isTTY && process.env.TERM !== 'dumb' && !process.env.CI
        ? {width: () => process.stderr.columns ?? 80}
        : null,
    readFile: path => readFileSync(path === '-' ? 0 : path, 'utf8'),
  })
}

function readArguments(args: string[]): {values: Options; positionals: string[]} {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: {type: 'boolean'},
        help: {type: 'boolean', short: 'h'},
        main: {type: 'string'},
        module: {type: 'string'},
        base: {type: 'string'},
        bases: {type: 'string'},
        style: {type: 'string'},
        'go-tags': {type: 'string'},
        'go-ldflags': {type: 'string'},
        'go-gcflags': {type: 'string'},
        goamd64: {type: 'string'},
        gofips140: {type: 'string'},
        upx: {type: 'boolean'},
        test: {type: 'string', multiple: true},
        secret: {type: 'string', multiple: true},
        ssh: {type: 'string', multiple: true},
        write: {type: 'boolean'},
        force: {type: 'boolean'},
        file: {type: 'string', short: 'f'},
        tag: {type: 'string', short: 't', multiple: true},
        platform: {type: 'string'},
        target: {type: 'string'},
        'build-arg': {type: 'string', multiple: true},
        builder: {type: 'string'},
        'cache-dir': {type: 'string'},
        'size-budget': {type: 'string', multiple: true},
        'size-increase': {type: 'string', multiple: true},
        baseline: {type: 'string'},
        format: {type: 'string'},
        fix: {type: 'boolean'},
        diff: {type: 'boolean'},
        prove: {type: 'boolean'},
        'fail-on': {type: 'string'},
      },
    })
  } catch (error) {
    throw new UserError('usage', (error as Error).message)
  }
}

/**
 * What V8 made of our code, for the next start (Node.js 22.8 and newer). In the user's own folder, because it is run as it
 * is found there; NODE_DISABLE_COMPILE_CACHE=1 turns it off.
 */
function keepCompiled(): void {
  try {
    module.enableCompileCache?.(join(ownFolder(process.env), 'compiled'))
  } catch {} // a user without a home
}

function print(text: string): number {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
  return 0
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (cancelled.signal.aborted) process.exitCode = 130
  else {
    // Messages hold names and lines of the repository's files.
    writeSync(2, `go-image: ${plainLines(explain(error)).join('\n')}\n`)
    process.exitCode = error instanceof UserError && /^(usage$|input-)/.test(error.code) ? 2 : 1
  }
}
