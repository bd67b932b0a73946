/** Programs that are linked for another image than the one they are put into. */

import {glibcOf, NEW_START} from '../check/glibc.ts'
import {type GoCommand, rangeOf} from '../check/go-command.ts'
import {setBefore} from '../check/go-variables.ts'
import type {BaseImage} from '../check/image.ts'
import {cgoState, compilerOf, type Dynamic, dynamicLinking} from '../check/linking.ts'
import {modelOf} from '../check/model.ts'
import {mayHold, mayMake} from '../check/presence.ts'
import type {Problem, Rule, Severity, Subject} from '../check/rule.ts'
import {goSetting} from '../check/setting.ts'
import {type Shipped, shippedPrograms} from '../check/shipped.ts'
import {lineage} from '../parse.ts'

const RUN_TIME = 'https://github.com/golang/go/wiki/cgo'

const LINKERS = {
  glibc: ['/lib64/ld-linux-x86-64.so.2', '/lib/ld-linux-aarch64.so.1'],
  musl: ['/lib/ld-musl-x86_64.so.1', '/lib/ld-musl-aarch64.so.1'],
}

/** Programs of the image that need a dynamic linker, which nothing but the base can have brought. */
function dynamicPrograms(subject: Subject): {shipped: Shipped; dynamic: Dynamic}[] {
  const {stage} = subject.model.target
  return shippedPrograms(subject).flatMap(shipped => {
    const dynamic = dynamicLinking(subject, shipped)
    if (dynamic === null || shipped.copy === null) return []
    return LINKERS[dynamic.libc].some(path => mayHold(subject, stage, path)) ? [] : [{shipped, dynamic}]
  })
}

function severityOf({certain}: Dynamic): Severity {
  return certain ? 'error' : 'warning'
}

function turnedOff({model}: Subject, {go}: Shipped, {canTurnOff}: Dynamic): Pick<Problem, 'fix'> {
  const edit = canTurnOff ? setBefore(model, go, 'CGO_ENABLED=0') : null
  return edit === null ? {} : {fix: {title: 'Compile without cgo', edits: [edit]}}
}

function remedyOf({canTurnOff, because}: Dynamic): string {
  if (canTurnOff) return 'Write CGO_ENABLED=0 before the go command'
  if (because.startsWith('-buildmode'))
    return 'Leave -buildmode=pie out, or take a base with the C library of the builder'
  return "Link it statically with -ldflags='-linkmode external -extldflags=-static', or take a base with the C library of the builder"
}

const onNothing: Rule = {
  id: 'L-01',
  severity: 'error',
  title: 'A dynamically linked program on a base without a C library',
  why: 'scratch and the static images of distroless have no dynamic linker. A program that was linked with cgo ends there with "no such file or directory" before its first line.',
  source: RUN_TIME,
  find: subject => {
    const {image} = subject.model.target
    if (image.libc !== 'none') return []
    return dynamicPrograms(subject).map(({shipped, dynamic}) => ({
      at: rangeOf(shipped.go),
      severity: severityOf(dynamic),
      message: `The program needs the dynamic linker of ${dynamic.libc}, which ${image.name} does not have: ${dynamic.because}`,
      remedy: remedyOf(dynamic),
      evidence: dynamic.evidence,
      ...turnedOff(subject, shipped, dynamic),
    }))
  },
}

const onOtherLibrary: Rule = {
  id: 'L-02',
  severity: 'error',
  title: 'A program that is linked with another C library than that of its base',
  why: 'Alpine has musl, Debian has glibc, and each has its own dynamic linker. A program that was linked for the one does not start on the other.',
  source: 'https://wiki.musl-libc.org/functional-differences-from-glibc.html',
  find: subject => {
    const {image, stage} = subject.model.target
    if (image.libc !== 'glibc' && image.libc !== 'musl') return []
    if (mayMake(subject, stage, /gcompat|libc6-compat|glibc|musl/)) return []
    return dynamicPrograms(subject)
      .filter(({dynamic}) => dynamic.libc !== image.libc)
      .map(({shipped, dynamic}) => ({
        at: rangeOf(shipped.go),
        severity: severityOf(dynamic),
        message: `The program is linked with ${dynamic.libc}, and ${image.name} has ${image.libc}: ${dynamic.because}`,
        remedy: dynamic.canTurnOff ? remedyOf(dynamic) : 'Compile on the distribution of the final stage',
        evidence: dynamic.evidence,
        ...turnedOff(subject, shipped, dynamic),
      }))
  },
}

/** L-01 or L-02 says that the program of this command does not start: then nothing more is to be said of how it is linked. */
export function doesNotStart(subject: Subject, go: GoCommand): boolean {
  const {start} = rangeOf(go)
  return [onNothing, onOtherLibrary].some(rule => rule.find(subject).some(({at}) => at.start === start))
}

const onOlderLibrary: Rule = {
  id: 'L-03',
  severity: 'error',
  title: 'A builder with a newer glibc than the base',
  why: 'A program asks for the symbols of the glibc that it was linked with. An older one ends it with "version GLIBC_… not found".',
  source: 'https://github.com/docker-library/golang/issues/466',
  find: subject => {
    const {image} = subject.model.target
    const own = glibcOf(image)
    if (image.libc !== 'glibc' || own === null) return []
    return dynamicPrograms(subject).flatMap(({shipped, dynamic}) => {
      const builder = modelOf(subject.model, shipped.run.stage).image
      const linked = glibcOf(builder)
      if (dynamic.libc !== 'glibc' || linked === null || linked <= own) return []
      const crosses = linked >= NEW_START && own < NEW_START
      if (!crosses && !dynamic.hasCode) return []
      const what = (base: BaseImage) => base.release ?? `${base.name}${base.tag ? `:${base.tag}` : ''}`
      return [
        {
          at: rangeOf(shipped.go),
          severity: crosses ? severityOf(dynamic) : 'warning',
          message: `The program is linked with glibc 2.${linked} of ${what(builder)}, and ${what(image)} has 2.${own}: ${dynamic.because}`,
          remedy: `Take a base with glibc 2.${linked}, or compile on a builder with 2.${own}`,
          evidence: dynamic.evidence,
          ...turnedOff(subject, shipped, dynamic),
        },
      ]
    })
  },
}

/** Build tags can take the code that needs cgo out, which the sources were read without. */
function hasOwnTags({go}: Shipped): boolean {
  const tags = (go.flags.get('tags')?.value ?? '').split(/[\s,]+/).filter(tag => tag !== '')
  return tags.some(tag => !/^(netgo|osusergo|musl|static|sqlite_\w+|timetzdata)$/.test(tag))
}

/** What needs cgo, when it is known which program is compiled. */
function cgoNeed({project, programs}: Subject) {
  const isOne = project?.decision.kind === 'build' && new Set(programs.map(({dir}) => dir)).size <= 1
  return isOne && project.cgo.needed ? project.cgo.evidence : null
}

const withoutCgo: Rule = {
  id: 'L-04',
  severity: 'error',
  title: 'Compiles without cgo what needs it',
  why: 'With CGO_ENABLED=0, and without a C compiler, the go command leaves C code out. The build then fails, or the program fails where it would call that code.',
  source: 'https://pkg.go.dev/cmd/cgo',
  whyNoFix: 'With cgo the stage needs a C compiler and the libraries, and the base needs them too.',
  find: subject => {
    const need = cgoNeed(subject)
    const {model} = subject
    if (need === null) return []
    return shippedPrograms(subject).flatMap(shipped => {
      const {go, run} = shipped
      const set = goSetting(model, run, go, 'CGO_ENABLED')
      const lacksCompiler = compilerOf(subject, shipped) === 'off' && goSetting(model, run, go, 'CC').is === 'unset'
      if (!lacksCompiler && !(set.is === 'set' && set.value === '0')) return []
      if (lacksCompiler && set.is === 'unknown') return []
      const isOff = set.is === 'set' && set.value === '0'
      const assignment = go.command.assignments.findLast(({name}) => name === 'CGO_ENABLED')
      const [first] = need
      const what = /"([^"]*)"/.exec(first?.text ?? '')?.[1]
      const because = what === undefined || what === 'C' ? 'code of the program is C' : `${what} needs cgo`
      const install = modelOf(model, run.stage).image.libc === 'musl' ? 'RUN apk add --no-cache gcc musl-dev' : ''
      const problem: Problem = {
        at: isOff && assignment ? assignment : rangeOf(go),
        severity: hasOwnTags(shipped) ? 'warning' : 'error',
        message: isOff
          ? `CGO_ENABLED=0 leaves out C code that the program needs: ${because}`
          : `The stage has no C compiler, and ${because}`,
        remedy: [lacksCompiler ? install : '', 'CGO_ENABLED=1'].filter(text => text !== '').join(', then '),
        evidence: need.slice(0, 5),
      }
      return [{...problem, remedy: `Write ${problem.remedy}`}]
    })
  },
}

const acrossPlatforms: Rule = {
  id: 'L-05',
  severity: 'error',
  title: 'cgo for another platform without a compiler for it',
  why: 'On $BUILDPLATFORM the C compiler of the builder makes code for the builder. For every other platform cgo needs a cross compiler in CC.',
  source: 'https://github.com/tonistiigi/xx#go--cgo',
  whyNoFix: 'A cross compiler is a choice, as is a runner for each platform.',
  find: subject => {
    const need = cgoNeed(subject)
    const {model, platforms} = subject
    if (need === null) return []
    return shippedPrograms(subject).flatMap(shipped => {
      const {go, run} = shipped
      const {from} = lineage(run.stage).at(-1)!
      const setting = (name: string) => goSetting(model, run, go, name)
      const isCross = from.flags.some(({name, value}) => name === 'platform' && /^\$\{?BUILDPLATFORM\b/.test(value))
      if (!isCross || go.isXx || setting('CC').is !== 'unset' || setting('GOARCH').is !== 'unknown') return []
      if (mayMake(subject, run.stage, /\bxx-|zig|crossbuild|\bgcc-\w+-linux|go env -w/)) return []
      const isSet = setting('CGO_ENABLED')
      if (isSet.is === 'unknown' || (isSet.is === 'set' && isSet.value === '0') || cgoState(subject, shipped) === 'off')
        return []
      const several = new Set(platforms.map(each => each.split('/')[1])).size > 1
      return [
        {
          at: rangeOf(go),
          severity: several && isSet.is === 'set' ? 'error' : 'warning',
          message:
            isSet.is === 'set'
              ? 'The C compiler of the builder cannot compile for another platform, and the program needs cgo'
              : 'For another platform than the builder cgo is off, and the program needs it',
          remedy:
            'Compile with xx-go of tonistiigi/xx and a cross compiler, or take --platform=$BUILDPLATFORM from the FROM',
          evidence: need.slice(0, 5),
        },
      ]
    })
  },
}

export const LINKING_RULES: readonly Rule[] = [onNothing, onOtherLibrary, onOlderLibrary, withoutCgo, acrossPlatforms]
