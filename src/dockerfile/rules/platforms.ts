/** Programs for the platform that they run on. */
import {replace} from '../check/edits.ts'
import {type GoCommand, rangeOf} from '../check/go-command.ts'
import {declareBefore, setBefore} from '../check/go-variables.ts'
import type {Problem, Rule, Subject} from '../check/rule.ts'
import {goSetting} from '../check/setting.ts'
import {bodyRange} from '../check/start.ts'
import {architectures, bottom, forTarget, hasCgo, isOnBuilder, programsForTarget} from '../check/target-platform.ts'
import type {Instruction} from '../instruction.ts'
import {lineage, type Stage} from '../parse.ts'
import {emulated} from './emulation.ts'

const MULTI_PLATFORM = 'https://docs.docker.com/build/building/multi-platform/#cross-compilation'

const forBuilder: Rule = {
  id: 'P-02',
  severity: 'error',
  title: 'A program for the platform of the builder',
  why: 'On --platform=$BUILDPLATFORM the go command compiles for the builder unless GOARCH says otherwise. On every other platform the image then fails with "exec format error".',
  source: MULTI_PLATFORM,
  find: subject => {
    const {model} = subject
    const several = architectures(subject).length > 1
    return programsForTarget(subject).flatMap(({run, go}) => {
      if (!isOnBuilder(run.stage) || go.isXx) return []
      if (goSetting(model, run, go, 'GOARCH').is !== 'unset' || setsToEmpty(go)) return []
      const edits = go.verb === 'build' ? forTarget({run, go}, model) : null
      return [
        {
          at: rangeOf(go),
          severity: several ? 'error' : 'warning',
          message: `The stage runs on $BUILDPLATFORM and nothing sets GOARCH: the program is for the builder, whatever platform the image is for`,
          remedy: 'Declare ARG TARGETOS TARGETARCH, and write GOOS=$TARGETOS GOARCH=$TARGETARCH before the go command',
          evidence: [{file: subject.file, line: bottom(run.stage).line}],
          ...(edits && {fix: {title: 'Compile for the target platform', edits}}),
        },
      ]
    })
  },
}

/** `GOARCH=$TARGETARCH` without its ARG, which P-05 finds. */
function setsToEmpty({command}: GoCommand): boolean {
  return command.assignments.some(({name, value}) => name === 'GOARCH' && value.variables.length > 0)
}

const fixed: Rule = {
  id: 'P-03',
  severity: 'error',
  title: 'A fixed GOARCH in a build for several platforms',
  why: 'The image of each platform gets a program for the same one. On the others it ends with "exec format error".',
  source: MULTI_PLATFORM,
  find: subject => {
    const {model} = subject
    const asked = architectures(subject)
    return programsForTarget(subject).flatMap(({run, go}) => {
      const assignment = go.command.assignments.findLast(({name}) => name === 'GOARCH')
      const set = goSetting(model, run, go, 'GOARCH')
      if (set.is !== 'set' || (assignment && assignment.value.variables.length > 0)) return []
      const setting = assignment === undefined ? settingOf(run.stage, run.instruction) : null
      if ((assignment === undefined && setting === null) || !go.command.certain) return []
      const wrong = asked.filter(architecture => architecture !== set.value)
      const isMeant = asked.length === 0 && !isOnBuilder(run.stage)
      if (asked.length > 0 && wrong.length === 0) return []
      const edits = assignment
        ? [...declareBefore(model, run, ['TARGETARCH']), replace(assignment.value, '$TARGETARCH')]
        : null
      const isPlain = assignment?.value.raw === set.value && !(isOnBuilder(run.stage) && hasCgo(model, {run, go}))
      return [
        {
          at: assignment ?? bodyRange(setting!),
          severity: wrong.length > 0 ? 'error' : isMeant ? 'info' : 'warning',
          message: `The program is for ${set.value}${wrong.length > 0 ? `, and the image for ${wrong.join(' and ')} gets it too` : ', on whatever platform the image is built'}`,
          remedy: 'Declare ARG TARGETARCH in the stage, and write GOARCH=$TARGETARCH',
          evidence: [{file: subject.file, line: run.instruction.line}],
          ...(edits &&
            isPlain &&
            isOwn(subject, assignment!) && {fix: {title: 'Compile for the target platform', edits}}),
        } satisfies Problem,
      ]
    })
  },
}

/** It stands in the file as such, and not inside the quotes of another word. */
function isOwn({model: {dockerfile}}: Subject, {start, end}: {start: number; end: number}): boolean {
  return /^GOARCH=[\w$]+$/.test(dockerfile.text.slice(start, end))
}

/** The ENV of the stage or those below it that sets GOARCH to a word. */
function settingOf(stage: Stage, before: Instruction): Instruction | null {
  const all = lineage(stage).flatMap(at => at.instructions.filter(each => at !== stage || each.start < before.start))
  return all.findLast(({keyword, args}) => keyword === 'ENV' && /(^|\s)GOARCH[= ]\w+/.test(args)) ?? null
}

/** `v6` → `6`, and empty for a platform without a variant. */
const GOARM = `GOARM=\${TARGETVARIANT#v}`

/** internal/buildcfg: 7 unless the go command itself was built for arm; `GOARCH=arm go env GOARM` of Go 1.26 says the same. */
const withoutVariant: Rule = {
  id: 'P-04',
  severity: 'warning',
  title: 'ARMv6 without GOARM',
  why: 'A go command for another platform compiles for ARMv7 unless GOARM says otherwise. On ARMv6, such as a Raspberry Pi Zero, that ends with an illegal instruction.',
  source: 'https://go.dev/wiki/GoArm',
  find: subject => {
    const old = subject.platforms.find(platform => /^linux\/arm\/v?[56]$/.test(platform))
    if (old === undefined) return []
    return programsForTarget(subject).flatMap(({run, go}) => {
      const {model} = subject
      if (!isOnBuilder(run.stage) || go.isXx || goSetting(model, run, go, 'GOARM').is !== 'unset') return []
      if (goSetting(model, run, go, 'GOARCH').is !== 'unknown') return []
      const edit = setBefore(model, go, GOARM)
      return [
        {
          at: rangeOf(go),
          message: `The program for ${old} is compiled for ARMv7, because nothing sets GOARM`,
          remedy: `Declare ARG TARGETVARIANT, and write ${GOARM} before the go command`,
          ...(edit && {fix: {title: 'Set GOARM', edits: [...declareBefore(model, run, ['TARGETVARIANT']), edit]}}),
        },
      ]
    })
  },
}

export const PLATFORM_RULES: readonly Rule[] = [emulated, forBuilder, fixed, withoutVariant]
