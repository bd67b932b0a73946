import {runsGo} from '../dockerfile/slow-steps.ts'
import {dockerfileSteps, type Step} from './progress.ts'

export type LayerCosts = {
  /** Seconds of `exporting to GitHub Actions Cache` and its like; null when nothing was saved, or the end is not known. */
  saving: number | null
  /** Seconds of `importing cache manifest from …`; null when nothing was looked up. */
  lookup: number | null
}

const SAVING = /^exporting (to GitHub Actions Cache|cache to )/
const LOOKUP = /^importing cache manifest from /

/** A warning for a build that succeeded although its layer cache did not; null when nothing went wrong. */
export function describeLayerFailure(steps: Step[]): string | null {
  const failed = steps.filter(({name, error}) => error !== null && (SAVING.test(name) || LOOKUP.test(name)))
  if (failed.length === 0) return null
  const errors = failed.map(({name, error}) => `${name.replace(/:\d+$/, '')}: ${error}`)
  return `The layer cache failed (${errors.join('; ')}); the image is whole without it. The next run tries again; \`layer-cache: off\` or no \`cache-to\` leaves it out.`
}

/** What the layer cache itself cost a build. Layers that were downloaded are part of the steps that needed them. */
export function layerCosts(steps: Step[]): LayerCosts {
  return {
    saving: sum(steps.filter(({name}) => SAVING.test(name))),
    lookup: sum(steps.filter(({name}) => LOOKUP.test(name))),
  }
}

/** Steps that were run, by instruction and platform, with their seconds: what a later build can measure its cache by. */
export function secondsOfSteps(steps: Step[]): Map<string, number> {
  return new Map(
    servedSteps(steps).flatMap(step =>
      step.cached || step.seconds === null ? [] : [[instructionOf(step), step.seconds] as const],
    ),
  )
}

/**
 * One sentence when the layer cache costs more than it gives: when saving and looking up took longer than the steps that
 * it can stand in for took when they last ran. Null when it pays, and as long as not all of them have been seen to run.
 * `remembered` is what `secondsOfSteps` gave in earlier runs, the newest figure for each; `input` is where the cache
 * comes from.
 */
export function adviseLayers(
  steps: Step[],
  remembered: ReadonlyMap<string, number>,
  input: 'layer-cache' | 'cache-to',
): string | null {
  const {saving, lookup} = layerCosts(steps)
  // A first save uploads what later ones find there: nothing is learned from a run before which there was none.
  if (saving === null || remembered.size === 0) return null
  const now = secondsOfSteps(steps)
  const worth = servedSteps(steps).map(step => now.get(instructionOf(step)) ?? remembered.get(instructionOf(step)))
  if (worth.some(seconds => seconds === undefined)) return null
  const given = worth.reduce<number>((total, seconds) => total + seconds!, 0)
  const cost = saving + (lookup ?? 0)
  if (cost <= given) return null
  const remedy =
    input === 'layer-cache' ? '`layer-cache: off` turns it off' : 'leave `cache-to` out, or say `mode=min` in it'
  return `The layer cache took ${cost.toFixed(1)} s (${saving.toFixed(1)} s to save); the steps that it can save took ${given.toFixed(1)} s when they last ran: ${remedy}.`
}

/** RUN and ADD, except where Go runs: Go's own caches serve those. COPY and WORKDIR take no time of note. */
function servedSteps(steps: Step[]): Step[] {
  return dockerfileSteps(steps).filter(step => {
    const instruction = step.name.replace(/^\[[^\]]*\] /, '')
    return /^(RUN|ADD) /.test(instruction) && !runsGo(instruction)
  })
}

/** `[linux/amd64 web 2/4] RUN npm ci` without its number, which changes when another line comes before it. */
function instructionOf({name}: Step): string {
  return name.replace(/ ?\d+\/\d+\] /, '] ')
}

function sum(steps: Step[]): number | null {
  const seconds = steps.map(step => step.seconds)
  if (seconds.length === 0 || seconds.includes(null)) return null
  return seconds.reduce<number>((total, each) => total + each!, 0)
}
