/** A build cache of the runner that is brought into the build. */
import {compareReleases} from '../../go/release.ts'
import {goCaches, mountOver} from '../check/go-caches.ts'
import {compilesProject, type GoCommand, rangeOf} from '../check/go-command.ts'
import {modelOf, reachedRuns} from '../check/model.ts'
import type {ContextFiles, Rule, Subject} from '../check/rule.ts'
import type {Run} from '../check/run.ts'
import {goSetting} from '../check/setting.ts'
import {goVersions} from '../check/setup-go.ts'

const WORKFLOWS = '.github/workflows'
const MOST_FILES = 50
const MOST_LINES = 5000
const MOST_LINE = 1000

/** The runner's own folder as the source of reproducible-containers/buildkit-cache-dance: `cache-map` or `cache-source`. */
const BROUGHT =
  /(?:["']?(?:~|\/home\/runner|\$HOME)\/\.cache\/go-build["']?[ \t]*:|cache-source:[ \t]*["']?(?:~|\/home\/runner|\$HOME)\/\.cache\/go-build)/
const COMPILES = /(?:^|[\s&;|:])go (?:build|test|vet|install) /

type Row = {text: string; line: number}

/** A workflow that brings the runner's build cache into a build. */
type RunnerCache = {file: string; rows: Row[]; brought: number; compiling: Row[]}

/** As a message names it, and the line of the workflow that says so. */
type Value = {is: string; line: number}

type Build = {subject: Subject; run: Run; go: GoCommand}

/**
 * What every compile result depends on: `buildActionID` of cmd/go (work/exec.go). A program of 61 packages was compiled
 * anew as a whole with another of each (Go 1.26). Null where it cannot be told. To add one, add a line.
 */
const PARTS: readonly {
  there: (cache: RunnerCache, subject: Subject) => Value | null
  here: (build: Build) => string | null
  remedy: (here: string, there: string) => string
}[] = [
  {
    there: cache => flagOf(cache, '-trimpath'),
    here: ({go}) => `${go.flags.get('trimpath')?.value === 'true' ? 'with' : 'without'} -trimpath`,
    remedy: () => 'Write -trimpath in both places, on the runner as GOFLAGS=-trimpath',
  },
  {
    there: cache => flagOf(cache, '-race'),
    here: ({go}) => `${go.flags.get('race')?.value === 'true' ? 'with' : 'without'} -race`,
    remedy: () => 'Compile on the runner without -race too, before the cache is brought',
  },
  {there: releaseOfRunner, here: releaseHere, remedy: here => `Set up ${here} on the runner`},
  {
    there: processorOf,
    here: ({subject: {model}, run, go}) => {
      const setting = goSetting(model, run, go, 'GOAMD64')
      return setting.is === 'unknown' ? null : `GOAMD64=${setting.is === 'set' ? setting.value : 'v1'}`
    },
    remedy: (here, there) => `Set ${here === 'GOAMD64=v1' ? there : here} in both places, or in none`,
  },
]

const otherFlags: Rule = {
  id: 'C-09',
  severity: 'warning',
  title: 'The build cache of the runner does not fit the build',
  why: '-trimpath, -race, GOAMD64 and the release of Go are a part of what each compile result depends on. Of 189 packages that were compiled without -trimpath, a build with it could use none, nor the other way round.',
  source: 'https://pkg.go.dev/cmd/go#hdr-Build_and_test_caching',
  whyNoFix: 'One of the two places has to change, and the other may be the right one.',
  find: subject =>
    runnerCaches(subject.context).flatMap(cache =>
      reachedRuns(subject.model).flatMap(run => {
        const build = goCaches(subject.model, run)?.build
        const go = build && mountOver(run, build) ? run.go.find(compilesProject) : undefined
        if (go === undefined) return []
        const {file, brought} = cache
        return PARTS.flatMap(part => {
          const there = part.there(cache, subject)
          const here = part.here({subject, run, go})
          if (there === null || here === null || there.is === here) return []
          return [
            {
              at: rangeOf(go),
              message: `This compiles ${shown(here)}, and ${file}:${there.line} ${shown(there.is)}: nothing fits of the build cache that line ${brought} of that file brings here`,
              remedy: part.remedy(here, there.is),
              evidence: [
                {file, line: there.line},
                {file, line: brought},
              ],
            },
          ]
        }).slice(0, 1)
      }),
    ),
}

function shown(value: string): string {
  return /^with/.test(value) ? value : `with ${value}`
}

function runnerCaches(context: ContextFiles | null): RunnerCache[] {
  const names = (context?.files.names(WORKFLOWS) ?? []).filter(name => /\.ya?ml$/.test(name)).slice(0, MOST_FILES)
  return names.flatMap(name => {
    const file = `${WORKFLOWS}/${name}`
    const text = context!.files.read(file) ?? ''
    if (!text.includes('buildkit-cache-dance')) return []
    const rows = text
      .split('\n')
      .slice(0, MOST_LINES)
      .map((row, index) => ({text: row.trimStart().startsWith('#') ? '' : row.slice(0, MOST_LINE), line: index + 1}))
    const brought = rows.find(row => BROUGHT.test(row.text))
    const compiling = rows.filter(row => COMPILES.test(row.text))
    return brought === undefined || compiling.length === 0 ? [] : [{file, rows, brought: brought.line, compiling}]
  })
}

/** One GOFLAGS of many, one with a variable, or a flag on some lines only, tells nothing for certain. */
function flagOf({rows, compiling}: RunnerCache, flag: string): Value | null {
  const has = ({text}: Row) => new RegExp(`(?:^|[\\s"'=:])${flag}(?:[\\s"']|$)`).test(text)
  const flags = rows.filter(({text}) => /\bGOFLAGS\b/.test(text))
  if (flags.length > 1 || flags.some(({text}) => text.includes('$'))) return null
  const {line} = compiling[0]!
  if (flags.some(has)) return {is: `with ${flag}`, line}
  const count = compiling.filter(has).length
  if (count > 0 && count < compiling.length) return null
  return {is: `${count > 0 ? 'with' : 'without'} ${flag}`, line}
}

/** Of one minor release: the newest patch of it is taken, there as here. */
function releaseOfRunner({file}: RunnerCache, {context, project}: Subject): Value | null {
  const own = (goVersions(context!.files) ?? []).filter(each => each.file === file)
  const [first, ...others] = [...new Set(own.map(({version}) => minorOf(version)))]
  if (first === undefined || others.length > 0) return null
  return isEnough(first, project) ? {is: `Go ${first}`, line: own[0]!.line} : null
}

function releaseHere({subject: {model, project}, run}: Build): string | null {
  const {go, kind} = modelOf(model, run.stage).image
  const minor = go === null || kind !== 'golang' ? '' : minorOf(go)
  return minor !== '' && isEnough(minor, project) ? `Go ${minor}` : null
}

/** A go.mod that asks for more has the go command switch to that release, there as here. */
function isEnough(minor: string, project: Subject['project']): boolean {
  const asked = (project?.modules ?? []).flatMap(({go, toolchain}) => [go, toolchain?.replace(/^go/, '') ?? null])
  return asked.every(release => release === null || (compareReleases(minorOf(release), minor) ?? 1) <= 0)
}

/** `1.26` of `1.26.3`; empty for anything else. */
function minorOf(release: string): string {
  return /^1\.\d+(?=$|\.\w)/.exec(release)?.[0] ?? ''
}

/** Nothing is v1: https://go.dev/wiki/MinimumRequirements#amd64. */
function processorOf({rows, compiling}: RunnerCache): Value | null {
  const set = rows.filter(({text}) => /\bGOAMD64\b/.test(text))
  if (set.length === 0) return {is: 'GOAMD64=v1', line: compiling[0]!.line}
  const value = /\bGOAMD64["']?\s*[:=]\s*["']?(v[1-4])\b/.exec(set[0]!.text)?.[1]
  return value === undefined || set.length > 1 ? null : {is: `GOAMD64=${value}`, line: set[0]!.line}
}

export const RUNNER_CACHE_RULES: readonly Rule[] = [otherFlags]
