import {createHash} from 'node:crypto'
import type {Trust} from '../cache/trust.ts'
import type {ChosenDockerfile} from '../dockerfile/choose.ts'
import {findGoCacheMounts} from '../dockerfile/mounts.ts'
import {findSlowSteps, type SlowStep} from '../dockerfile/slow-steps.ts'
import type {LayerCacheMode} from '../inputs.ts'
import type {DecisionRow} from '../report/report.ts'
import type {BuildPlan} from './arguments.ts'
import type {Builder} from './builder.ts'
import {csvField, csvRecord, readCsvRecord} from './csv.ts'
import {spansNodes} from './nodes.ts'

/** The layer cache of one build: BuildKit's `type=gha`, which keeps layers in GitHub's cache service. */
export type LayerPlan = {
  plan: BuildPlan
  /** The build talks to the cache service, so that its process needs the service's address and token. */
  usesService: boolean
  /** Where the cache that it writes comes from; null when it writes none. */
  input: 'cache-to' | 'layer-cache' | null
  choices: DecisionRow[]
}

type Options = {
  plan: BuildPlan
  mode: LayerCacheMode
  /** Tells images of one repository apart. */
  imageKey: string
  dockerfile: ChosenDockerfile
  trust: Trust
  /** The environment that the build would have with the cache service's variables in it. */
  env: Record<string, string>
  now: Date
}

const WHAT = 'layer cache'

/**
 * Gives the layer caches of a build a scope for its image and platforms, and adds one where the user has none and a step
 * takes long that Go's caches cannot help.
 */
export function planLayers(options: Options): LayerPlan {
  const {inputs} = options.plan
  if (options.mode === 'off') return layerPlan(options.plan, {}, [])
  if (inputs.cacheFrom.length + inputs.cacheTo.length > 0) return scoped(options)
  return added(options)
}

/**
 * The name under which layers of one image are kept. BuildKit's own default is one for all images and platforms of a
 * repository, whose builds overwrite each other (cache/remotecache/gha/gha.go: `buildkit`).
 */
export function layerScope(imageKey: string, platforms: string[], builder: Builder): string {
  const built = platforms.length > 0 ? [...platforms].sort() : [builder.platform ?? 'builder']
  const written = `go-image-${imageKey}-${built.map(platform => platform.replaceAll('/', '_')).join('+')}`
  // Keys of the cache service have no commas and 512 characters at most; `#` is the separator of BuildKit's client.
  const allowed = written.replace(/[^\w.+:@/-]+/g, '_').slice(0, 200)
  if (allowed === written) return allowed
  return `${allowed}-${createHash('sha256').update(written).digest('hex').slice(0, 12)}`
}

/** The user's own `type=gha` without a scope gets ours; what others have saved under BuildKit's name is still found. */
function scoped({plan, imageKey}: Options): LayerPlan {
  const {cacheFrom, cacheTo, platforms} = plan.inputs
  const scope = layerScope(imageKey, platforms, plan.builder)
  const withScope = (record: string) => `${record},${csvField(`scope=${scope}`)}`
  const unscoped = [...cacheFrom, ...cacheTo].filter(isUnscoped)
  const names = [...new Set(unscoped.map(record => (cacheFrom.includes(record) ? 'cache-from' : 'cache-to')))]
  const choice: DecisionRow = {
    what: WHAT,
    choice: `scope ${scope}`,
    reason: `${names.map(name => `\`${name}\``).join(' and ')} with type=gha and no scope: BuildKit's default is one name for all images of a repository, which is read as well`,
    evidence: [],
  }
  return layerPlan(
    plan,
    {
      cacheFrom: cacheFrom.flatMap(record => (isUnscoped(record) ? [withScope(record), record] : [record])),
      cacheTo: cacheTo.map(record => (isUnscoped(record) ? withScope(record) : record)),
    },
    unscoped.length > 0 ? [choice] : [],
  )
}

function added(options: Options): LayerPlan {
  const {plan, dockerfile, trust, env, imageKey, now} = options
  const {buildArgs, target, buildContexts, call, noCache, platforms} = plan.inputs
  const {model, shownPath} = dockerfile
  const isWanted = call === '' && !noCache && hasService(env) && (trust.restore || trust.save)
  if (!isWanted || dockerfile.origin !== 'repository' || model === null) return layerPlan(plan, {}, [])
  const evidence = (lines: number[]) => lines.slice(0, 3).map(line => ({file: shownPath ?? 'Dockerfile', line}))
  const none = (reason: string, lines: number[]) =>
    layerPlan(plan, {}, [{what: WHAT, choice: 'none added', reason, evidence: evidence(lines)}])

  const {steps, goLines} = findSlowSteps(model, {buildArgs, target, buildContexts})
  const served = steps.filter(step => step.afterContext === null)
  const updating = steps.find(step => step.updates)
  const [first] = served
  if (updating) return none(`${updating.what} would be held back with its layer`, [updating.line])
  if (first === undefined) return none(describeUnserved(steps, goLines), lines(steps, goLines))
  // Each node would overwrite what another one has saved under the same name.
  if (spansNodes(plan.builder, platforms))
    return none('several nodes build it, and each would overwrite what another has saved', [first.line])
  if (!canSave(plan.builder))
    return none(
      `the builder (driver ${plan.builder.driver}) cannot save layers; docker/setup-buildx-action makes one that would keep ${first.what}`,
      [first.line],
    )
  const isMax = served.some(step => !step.inImage)
  // Without a mount, all that Go compiled lies in the layer of the RUN, and mode=max uploads it again at each commit.
  if (isMax && goLines.length > 0 && !hasBuildMount(model, buildArgs, target, goLines))
    return none(
      "it would have to keep every stage, and Go's compile results lie in a layer without a cache mount",
      goLines,
    )
  const mode = isMax ? 'max' : 'min'
  const scope = `${layerScope(imageKey, platforms, plan.builder)}-${weekOf(now)}`
  return layerPlan(
    plan,
    {
      cacheFrom: trust.restore ? [csvRecord({type: 'gha', scope})] : [],
      cacheTo: trust.save ? [csvRecord({type: 'gha', scope, mode, 'ignore-error': 'true'})] : [],
    },
    [
      {
        what: WHAT,
        choice: `${describeTrust(trust)}, scope ${scope}${trust.save ? `, mode=${mode}` : ''}`,
        reason: `${[...new Set(served.map(({what}) => what))].join(', ')}: Go's caches do not help there`,
        evidence: evidence(served.map(({line}) => line)),
      },
    ],
  )
}

function describeTrust({restore, save}: Trust): string {
  return restore ? (save ? 'restore and save' : 'restore only') : 'save only'
}

function describeUnserved([first]: SlowStep[], goLines: number[]): string {
  if (first)
    return `${first.what} runs again at each commit, because line ${first.afterContext} takes in the whole context`
  return goLines.length > 0
    ? "only Go takes long in it, and Go's own caches do that better"
    : 'no step of it takes long'
}

function lines(steps: SlowStep[], goLines: number[]): number[] {
  return steps.length > 0 ? steps.map(({line}) => line) : goLines
}

function hasBuildMount(
  model: NonNullable<ChosenDockerfile['model']>,
  buildArgs: string[],
  target: string,
  goLines: number[],
): boolean {
  return findGoCacheMounts(model, buildArgs, target).some(({kind, line}) => kind === 'build' && goLines.includes(line))
}

/** What layers hold ages with them: a new name each Monday lets packages become new without anyone's doing. */
function weekOf(now: Date): string {
  const monday = new Date(now)
  monday.setUTCDate(now.getUTCDate() - ((now.getUTCDay() + 6) % 7))
  return monday.toISOString().slice(0, 10)
}

/** Exporters of caches other than `inline`: docker/buildx driver/docker/driver.go, Features. */
function canSave({driver, exportsLayout}: Builder): boolean {
  return /^(docker|docker-container|kubernetes|remote)$/.test(driver) && exportsLayout
}

/** As buildx looks for it (build/opt.go, addGithubToken and isActive); without, it drops `type=gha` silently. */
function hasService(env: Record<string, string>): boolean {
  return Boolean(env.ACTIONS_RUNTIME_TOKEN && (env.ACTIONS_RESULTS_URL || env.ACTIONS_CACHE_URL))
}

function isUnscoped(record: string): boolean {
  return isGitHub(record) && !readCsvRecord(record).has('scope')
}

function isGitHub(record: string): boolean {
  return readCsvRecord(record).get('type') === 'gha'
}

function layerPlan(
  plan: BuildPlan,
  caches: Partial<Pick<BuildPlan['inputs'], 'cacheFrom' | 'cacheTo'>>,
  choices: DecisionRow[],
): LayerPlan {
  const inputs = {...plan.inputs, ...caches}
  const given = plan.inputs.cacheTo.length > 0
  return {
    plan: {...plan, inputs},
    usesService: [...inputs.cacheFrom, ...inputs.cacheTo].some(isGitHub),
    input: inputs.cacheTo.length === 0 ? null : given ? 'cache-to' : 'layer-cache',
    choices,
  }
}
