/** Compiling without a cache mount for the build cache. */

import {type GoCall, goCalls} from '../behind/go-calls.ts'
import {addFlag} from '../check/edits.ts'
import {canHaveMount, goCaches, mountsOver} from '../check/go-caches.ts'
import {compilesProject} from '../check/go-command.ts'
import {earlierRuns, modelOf, reachedRuns} from '../check/model.ts'
import {fetched, moduleAt} from '../check/modules.ts'
import type {Problem, Rule, Subject} from '../check/rule.ts'
import type {Run} from '../check/run.ts'
import {hasSources} from '../check/sources.ts'
import {lineage} from '../parse.ts'

const withoutBuildCache: Rule = {
  id: 'C-01',
  severity: 'warning',
  title: 'Compiles without a cache mount for the build cache',
  why: 'Without a cache mount on GOCACHE, each change of a source file compiles every package again, the standard library and all dependencies among them.',
  source: 'https://docs.docker.com/build/cache/optimize/#use-cache-mounts',
  anyFile: true,
  find: subject => reachedRuns(subject.model).flatMap(run => noBuildCache(subject, run)),
}

function noBuildCache(subject: Subject, run: Run): Problem[] {
  const {model} = subject
  const call = compiling(subject, run)
  const build = goCaches(model, run)?.build ?? null
  if (call === undefined || !isUncached(subject, run, build)) return []
  const earlier = earlierRuns(model, run)
  // The finding of the first step names this one. A mount would hide what was compiled into a layer before the sources.
  if (earlier.some(each => isUncached(subject, each, build) || isWarming(subject, each))) return []
  const found = moduleAt(subject, run, call.go)
  const modules = found === null ? [] : fetched(found.mod)
  const count = modules.length > 1 ? `, those of ${modules.length} modules among them` : ''
  // A later step that starts from this layer loses what is then in the mount.
  const later = reachedRuns(model).filter(
    each => each !== run && lineage(each.stage).includes(run.stage) && isUncached(subject, each, build),
  )
  const all = [run, ...later]
  const mount = `--mount=type=cache,target=${build}`
  // In the image itself the build cache may be wanted, for a `go run` in a container.
  const isSafe = all.every(each => canHaveMount(model, each) && !modelOf(model, each.stage).isFinal)
  const others = later.map(({instruction}) => instruction.line).join(', ')
  const isAlso = others && `, in line ${others} too`
  const evidence = [...call.evidence, ...(count ? [{file: found!.file, line: modules[0]!.line}] : [])]
  const fix = {
    title: `Mount a cache on ${build}`,
    edits: all.map(({instruction}) => addFlag(instruction, mount)),
  }
  return [
    {
      at: call.at,
      // Where the image has its cache, and who it runs as, is not in the file.
      ...(build === null && {severity: 'info' as const}),
      message: `${call.says} has no cache mount on ${build ?? 'GOCACHE'}: every change of the sources compiles all packages again${count}`,
      remedy:
        build === null
          ? `Write RUN --mount=type=cache,target=DIR with the folder that \`go env GOCACHE\` prints there${isAlso}`
          : `Write RUN ${mount}${isAlso}`,
      ...(evidence.length > 0 && {evidence}),
      ...(isSafe && build !== null && {fix}),
    },
  ]
}

/** The first that compiles packages of the project. */
function compiling(subject: Subject, run: Run): GoCall | undefined {
  return goCalls(subject, run).find(({go}) => compilesProject(go))
}

/** It compiles sources with GOCACHE in its layer; a mount of another type or place there is somebody's decision. */
function isUncached(subject: Subject, run: Run, build: string | null): boolean {
  const {model} = subject
  const places = goCaches(model, run)
  if (compiling(subject, run) === undefined || places?.build !== build || !hasSources(model, run)) return false
  if (build === null) return !run.mounts.some(({type}) => type === 'cache')
  // A mount with the name of the cache is C-02's.
  return mountsOver(run, build).length === 0 && !run.mounts.some(({target}) => target?.endsWith('/go-build'))
}

/** It compiles dependencies into a layer before the sources are there. */
function isWarming(subject: Subject, run: Run): boolean {
  return compiling(subject, run) !== undefined && !hasSources(subject.model, run)
}

export const BUILD_CACHE_RULES: readonly Rule[] = [withoutBuildCache]
