/** Go's caches in a RUN: where they are, and which mount has them. */
import {isAtOrBelow} from '../../go/below.ts'
import {placesInRun} from '../go-environment.ts'
import {type GoPlaces, runsAsRoot} from '../stages.ts'
import type {Model} from './model.ts'
import type {Run} from './run.ts'

/** Nearly every rule asks, and each answer reads the scripts of all earlier steps again. */
const known = new WeakMap<Run, GoPlaces | null>()

/** GOCACHE and GOMODCACHE of the RUN; null when its commands have them at different places. */
export function goCaches(model: Model, run: Run): GoPlaces | null {
  const before = known.get(run)
  if (before !== undefined) return before
  const [places = null, ...others] = placesInRun(model.dockerfile, run.stage, run.instruction, model.buildArgs)
  const answer = others.length > 0 ? null : places
  known.set(run, answer)
  return answer
}

/** The cache mount that has this folder of the container in it. */
export function mountOver({mounts}: Run, folder: string): Run['mounts'][number] | undefined {
  return mounts.find(({type, target}) => type === 'cache' && target !== null && isAtOrBelow(folder, target))
}

/** Mounts of any type that have this folder in them; the kernel shows the first of them. */
export function mountsOver({mounts}: Run, folder: string): Run['mounts'] {
  return mounts
    .filter(({target}) => target !== null && isAtOrBelow(folder, target))
    .sort((one, other) => other.target!.length - one.target!.length)
}

/** A cache mount that is put in belongs to root: another user could not write into it. */
export function canHaveMount(model: Model, {stage, instruction}: Run): boolean {
  return runsAsRoot(stage, instruction, model.buildArgs)
}
