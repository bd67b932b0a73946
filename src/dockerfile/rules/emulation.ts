/** Compilers that run on the platform of the image. */
import {posix} from 'node:path'
import {hiddenBuild, hiddenBuilds} from '../check/builds-go.ts'
import {insert, replace} from '../check/edits.ts'
import {modelOf} from '../check/model.ts'
import type {Problem, Rule, Subject} from '../check/rule.ts'
import {goSetting} from '../check/setting.ts'
import {type Shipped, shippedPrograms} from '../check/shipped.ts'
import {bodyRange} from '../check/start.ts'
import {architectures, bottom, forTarget, hasCgo, isForTarget, platformOf} from '../check/target-platform.ts'
import type {Instruction} from '../instruction.ts'
import {lineage, type Stage} from '../parse.ts'

export const emulated: Rule = {
  id: 'P-01',
  severity: 'warning',
  title: 'Compiles under emulation',
  why: 'Without --platform=$BUILDPLATFORM the compiler itself runs on the target platform. For every other one than the builder it is emulated, five to twenty times slower, and Go compiles for any platform anyway.',
  source: 'https://docs.docker.com/build/building/multi-platform/#cross-compilation',
  find: subject => {
    const {model, platforms, project, file} = subject
    if (architectures(subject).length < 2 || !isForTarget(subject) || hasNativeRunners(subject)) return []
    const shipped = shippedPrograms(subject).map(({run, go}) => ({run, go, what: `\`go ${go.verb}\``}))
    const hidden = hiddenBuilds(subject).map(run => ({run, go: null, what: `\`${hiddenBuild(run)}\``}))
    const found = new Map<Instruction, Problem>()
    for (const {run, go, what} of [...shipped, ...hidden]) {
      const {image, runs} = modelOf(model, run.stage)
      const from = bottom(run.stage)
      const isFixed = !/^("?\$\{?TARGETPLATFORM\b|$)/.test(platformOf(run.stage) ?? '')
      const hasGo = image.kind === 'golang' || go === null
      if (found.has(from) || isFixed || !hasGo || go?.isXx || runs.some(each => each.go.some(({isXx}) => isXx)))
        continue
      const needsCgo = project?.cgo.needed || (go !== null && hasCgo(model, {run, go}))
      found.set(from, {
        at: bodyRange(from),
        severity: needsCgo ? 'info' : 'warning',
        message: `For ${platforms.join(' and ')} ${what} of line ${run.instruction.line} runs emulated on every platform but the builder's`,
        remedy: needsCgo
          ? 'Compile each platform on a runner of its own, or with a cross compiler: xx-go of tonistiigi/xx'
          : 'Write FROM --platform=$BUILDPLATFORM, ARG TARGETOS TARGETARCH in the stage, and GOOS=$TARGETOS GOARCH=$TARGETARCH before the go command',
        evidence: [{file, line: run.instruction.line}],
        ...(go && crossCompiled(subject, run.stage, {run, go})),
      })
    }
    return [...found.values()]
  },
}

/** docs.github.com, "Standard GitHub-hosted runners": the workflow that builds images gives each platform its own machine. */
const NATIVE_RUNNER = /\bubuntu-\d\d\.\d\d-arm\b/
const BUILDS_IMAGES = /docker\/build-push-action|docker buildx|docker build\b/

function hasNativeRunners({context}: Subject): boolean {
  const folder = '.github/workflows'
  const workflows = (context?.files.names(folder) ?? []).filter(name => /\.ya?ml$/.test(name)).slice(0, 100)
  return workflows.some(name => {
    const text = context?.files.read(posix.join(folder, name)) ?? ''
    return NATIVE_RUNNER.test(text) && BUILDS_IMAGES.test(text)
  })
}

/** Commands that do the same on the builder's platform as on the target's. */
const NEUTRAL = /^(go|cd|echo|mkdir|set|true|test|\[|ls|cat)$/

/** Only of a stage that does nothing but compile without cgo: what else it makes may be for the target too. */
function crossCompiled({model}: Subject, stage: Stage, {run, go}: Pick<Shipped, 'run' | 'go'>): Pick<Problem, 'fix'> {
  const setting = (name: string) => goSetting(model, run, go, name)
  const cgo = setting('CGO_ENABLED')
  const {runs} = modelOf(model, stage)
  const isNeutral = runs.every(
    each =>
      !each.isBroken && !each.isForeign && each.commands.every(({words}) => NEUTRAL.test(words[0]?.text ?? 'set')),
  )
  const makers = runs.flatMap(each => each.go.filter(({verb}) => !/^(mod|env|version|vet|fmt|list)/.test(verb)))
  const isAlone = lineage(stage).length === 1 && makers.length === 1 && go.verb === 'build'
  const isFree = setting('GOOS').is !== 'unknown' && setting('GOARCH').is === 'unset' && cgo.is === 'set'
  if (!isNeutral || !isAlone || !isFree || (cgo.is === 'set' && cgo.value !== '0')) return {}
  const edits = forTarget({run, go}, model)
  const {from} = stage
  const at = from.start + from.keyword.length
  if (edits === null) return {}
  const written = from.flags.find(({name}) => name === 'platform')
  const here = '--platform=$BUILDPLATFORM'
  const moved = written ? replace(written, here) : insert(at, ` ${here}`)
  return {
    fix: {title: 'Compile on the builder for the target', edits: [moved, ...edits]},
  }
}
