/** A build cache of the runner that is brought into the build. */
import {goCaches, mountOver} from '../check/go-caches.ts'
import {compilesProject, rangeOf} from '../check/go-command.ts'
import {reachedRuns} from '../check/model.ts'
import type {ContextFiles, Rule} from '../check/rule.ts'

const WORKFLOWS = '.github/workflows'
const MOST_FILES = 50
const MOST_LINES = 5000
const MOST_LINE = 1000

/** The runner's own folder as the source of reproducible-containers/buildkit-cache-dance: `cache-map` or `cache-source`. */
const BROUGHT =
  /(?:["']?(?:~|\/home\/runner|\$HOME)\/\.cache\/go-build["']?[ \t]*:|cache-source:[ \t]*["']?(?:~|\/home\/runner|\$HOME)\/\.cache\/go-build)/
const COMPILES = /(?:^|[\s&;|:])go (?:build|test|vet|install) /

type RunnerCache = {file: string; brought: number; compiles: number; isTrimmed: boolean}

const otherFlags: Rule = {
  id: 'C-09',
  severity: 'warning',
  title: 'The build cache of the runner does not fit the build',
  why: '-trimpath is a part of what each compile result depends on. Of 189 packages that were compiled without it, a build with it could use none, nor the other way round.',
  source: 'https://pkg.go.dev/cmd/go#hdr-Build_and_test_caching',
  whyNoFix: 'One of the two places has to change, and the other may be the right one.',
  find: ({model, context}) =>
    runnerCaches(context).flatMap(({file, brought, compiles, isTrimmed}) =>
      reachedRuns(model).flatMap(run => {
        const build = goCaches(model, run)?.build
        const go = build && mountOver(run, build) ? run.go.find(compilesProject) : undefined
        if (go === undefined || (go.flags.get('trimpath')?.value === 'true') === isTrimmed) return []
        const [here, there] = isTrimmed ? ['without', 'with'] : ['with', 'without']
        return [
          {
            at: rangeOf(go),
            message: `This compiles ${here} -trimpath, and ${file}:${compiles} ${there} it: nothing fits of the build cache that line ${brought} of that file brings here`,
            remedy: 'Write -trimpath in both places, on the runner as GOFLAGS=-trimpath',
            evidence: [
              {file, line: compiles},
              {file, line: brought},
            ],
          },
        ]
      }),
    ),
}

/** Workflows that bring the runner's build cache into a build, and fill it on the runner in one way only. */
function runnerCaches(context: ContextFiles | null): RunnerCache[] {
  const names = (context?.files.names(WORKFLOWS) ?? []).filter(name => /\.ya?ml$/.test(name)).slice(0, MOST_FILES)
  return names.flatMap(name => {
    const file = `${WORKFLOWS}/${name}`
    const text = context!.files.read(file) ?? ''
    if (!text.includes('buildkit-cache-dance')) return []
    const lines = text
      .split('\n')
      .slice(0, MOST_LINES)
      .map(line => (line.trimStart().startsWith('#') ? '' : line.slice(0, MOST_LINE)))
    const brought = lines.findIndex(line => BROUGHT.test(line)) + 1
    const compiling = lines.flatMap((line, index) => (COMPILES.test(line) ? [{line, number: index + 1}] : []))
    const flags = lines.filter(line => /\bGOFLAGS\b/.test(line))
    const [first] = compiling
    if (brought === 0 || first === undefined) return []
    // One GOFLAGS of many, or a flag on some lines only, tells nothing for certain.
    const byFlags = flags.length === 1 && flags[0]!.includes('-trimpath')
    if (flags.length > 0 && !byFlags) return []
    const trimmed = compiling.filter(({line}) => byFlags || line.includes('-trimpath')).length
    if (trimmed > 0 && trimmed < compiling.length) return []
    return [{file, brought, compiles: first.number, isTrimmed: trimmed > 0}]
  })
}

export const RUNNER_CACHE_RULES: readonly Rule[] = [otherFlags]
