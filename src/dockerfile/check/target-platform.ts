/** What compiles for the platform that the image is asked for. */
import type {Instruction} from '../instruction.ts'
import {lineage, type Stage} from '../parse.ts'
import {declareBefore, setBefore} from './go-variables.ts'
import type {Edit, Subject} from './rule.ts'
import {goSetting} from './setting.ts'
import {type Shipped, shippedPrograms} from './shipped.ts'

/** `linux/arm/v6` → `arm`. */
export function architectures({platforms}: Subject): string[] {
  return [...new Set(platforms.flatMap(platform => platform.split('/')[1] ?? []))]
}

export function bottom(stage: Stage): Instruction {
  return lineage(stage).at(-1)!.from
}

export function platformOf(stage: Stage): string | null {
  return bottom(stage).flags.find(({name}) => name === 'platform')?.value ?? null
}

export function isOnBuilder(stage: Stage): boolean {
  return /^"?\$\{?BUILDPLATFORM\b/.test(platformOf(stage) ?? '')
}

/** Programs of an image that is made for the platform that is asked for, whatever it is. */
export function programsForTarget(subject: Subject): Shipped[] {
  return isForTarget(subject) ? shippedPrograms(subject) : []
}

/** The image is made for the platform that is asked for, whatever it is. */
export function isForTarget({model}: Subject): boolean {
  const platform = platformOf(model.target.stage)
  return platform === null || /TARGETPLATFORM/.test(platform)
}

/** Asked for by hand: for another platform it wants a cross compiler too. */
export function hasCgo(model: Subject['model'], {run, go}: Pick<Shipped, 'run' | 'go'>): boolean {
  const set = goSetting(model, run, go, 'CGO_ENABLED')
  return set.is === 'unknown' || (set.is === 'set' && set.value !== '0')
}

/** Declares and sets what names the target; null where that cannot be written before the command. */
export function forTarget({run, go}: Pick<Shipped, 'run' | 'go'>, model: Subject['model']): Edit[] | null {
  if (hasCgo(model, {run, go})) return null
  const hasSystem = goSetting(model, run, go, 'GOOS').is !== 'unset'
  const names = hasSystem ? ['TARGETARCH'] : ['TARGETOS', 'TARGETARCH']
  const edit = setBefore(model, go, `${hasSystem ? '' : 'GOOS=$TARGETOS '}GOARCH=$TARGETARCH`)
  return edit === null ? null : [...declareBefore(model, run, names), edit]
}
