/** What can make files in a stage besides COPY and `go build`: where something can, a rule knows less. */
import {posix} from 'node:path'
import {lineage, type Stage} from '../parse.ts'
import type {ShellCommand} from '../shell.ts'
import {before} from '../stages.ts'
import {type Model, modelOf} from './model.ts'
import type {Run} from './run.ts'

/** They leave files of the sources and programs in other folders as they are. */
const HARMLESS = new Set(
  'apk apt-get apt update-ca-certificates adduser addgroup useradd groupadd mkdir chmod chown echo printf export set cd test [ true : ls cat pwd env id date which upx strip file ldd readelf sha256sum unset rm go'.split(
    ' ',
  ),
)
const HARMLESS_GO = /^(build|install|mod (download|verify|tidy)|env|version|vet|list|clean|fmt|)$/
const NOWHERE = /^(\/dev\/\w+|\d)$/
const HARMLESS_GIT = /^(config|describe|rev-parse|log|status)$/

/** Every RUN of the stage, and of those it stands on, is read whole and runs nothing that may make other files. */
export function makesNoOtherFiles(model: Model, stage: Stage, until: {start: number} | null = null): boolean {
  const runs = lineage(stage).flatMap(each => modelOf(model, each).runs)
  const isBefore = (run: Run) => until === null || run.stage !== stage || run.instruction.start <= until.start
  return runs.filter(isBefore).every(isReadWhole) && before(stage, null).every(isNoTrigger)
}

function isNoTrigger({instruction}: {instruction: {keyword: string}}): boolean {
  return instruction.keyword !== 'ONBUILD'
}

function isReadWhole({isForeign, isBroken, commands, go}: Run): boolean {
  if (isForeign || isBroken || go.some(({verb, isXx}) => isXx || !HARMLESS_GO.test(verb))) return false
  return commands.every(isHarmless)
}

function isHarmless({words: [program, second], redirects}: ShellCommand): boolean {
  const writes = redirects.some(({operator, target}) => /^[>&]/.test(operator) && !NOWHERE.test(target?.text ?? ''))
  if (writes) return false
  const name = program === undefined ? 'export' : posix.basename(program.text)
  if (name === 'git') return HARMLESS_GIT.test(second?.text ?? '')
  return HARMLESS.has(name)
}
