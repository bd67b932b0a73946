/** Go's caches in a build. */
import {addFlag} from '../check/edits.ts'
import {canHaveMount, goCaches, mountOver} from '../check/go-caches.ts'
import {compiles, type GoCommand, rangeOf} from '../check/go-command.ts'
import {earlierRuns, type Model} from '../check/model.ts'
import type {Problem, Rule} from '../check/rule.ts'
import type {Run} from '../check/run.ts'

function allRuns({stages}: Model): Run[] {
  return stages.flatMap(({runs}) => runs)
}

function shown({verb}: GoCommand): string {
  return `go ${verb}`
}

const withoutBuildCache: Rule = {
  id: 'C-01',
  severity: 'warning',
  title: 'Compiles without a cache mount for the build cache',
  why: 'Without a cache mount on GOCACHE, each change of a source file compiles every package again, the standard library and all dependencies among them.',
  source: 'https://docs.docker.com/build/cache/optimize/#use-cache-mounts',
  find: ({model}) =>
    allRuns(model).flatMap(run => {
      const go = run.go.find(compiles)
      const places = goCaches(model, run)
      if (go === undefined || places === null || places.build === null || mountOver(run, places.build)) return []
      const mount = `--mount=type=cache,target=${places.build}`
      const problem: Problem = {
        at: rangeOf(go),
        message: `\`${shown(go)}\` has no cache mount on ${places.build}: every change of the sources compiles all packages again`,
        remedy: `Write RUN ${mount}`,
      }
      const fix = {title: `Mount a cache on ${places.build}`, edits: [addFlag(run.instruction, mount)]}
      return [canHaveMount(model, run) ? {...problem, fix} : problem]
    }),
}

const downloadedElsewhere: Rule = {
  id: 'C-03',
  severity: 'error',
  title: 'Compiles without the mount that the modules were downloaded into',
  why: 'What a RUN writes into a cache mount is not in its layer. A later RUN without that mount does not see it: it downloads every module again, and fails where it has no network.',
  source: 'https://docs.docker.com/reference/dockerfile/#run---mounttypecache',
  find: ({model, file}) =>
    allRuns(model).flatMap(run => {
      const go = run.go.find(compiles)
      const modules = goCaches(model, run)?.modules
      if (go === undefined || !modules || mountOver(run, modules) || go.flags.get('mod')?.value === 'vendor') return []
      const earlier = earlierRuns(model, run)
      const download = earlier.find(
        each => each.go.some(({verb}) => verb === 'mod download') && mountOver(each, modules),
      )
      if (download === undefined) return []
      // A download without the mount has left them in a layer.
      if (earlier.some(each => each.go.some(({verb}) => verb === 'mod download') && !mountOver(each, modules)))
        return []
      const {line} = download.instruction
      const isOffline = run.network === 'none' || go.command.environment.get('GOPROXY') === 'off'
      const mount = `--mount=type=cache,target=${modules}`
      return [
        {
          at: rangeOf(go),
          severity: isOffline ? 'error' : 'warning',
          message: `\`${shown(go)}\` cannot see the modules that line ${line} downloaded into a cache mount: ${isOffline ? 'without network it fails' : 'it downloads them again in each build'}`,
          remedy: `Write RUN ${mount} here too`,
          evidence: [{file, line}],
          ...(canHaveMount(model, run) && {
            fix: {
              title: `Mount the module cache of line ${line}`,
              edits: [addFlag(run.instruction, mountAs(download, modules))],
            },
          }),
        },
      ]
    }),
}

/** The mount of another RUN as it is written there, so that both are one folder. */
function mountAs(run: Run, folder: string): string {
  return `--mount=${mountOver(run, folder)!.options}`
}

export const CACHE_RULES: readonly Rule[] = [withoutBuildCache, downloadedElsewhere]
