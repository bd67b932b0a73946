/** Commands that are known to leave the project's files and Go's caches alone. Every other one may do anything. */
import {posix} from 'node:path'
import type {ShellCommand} from '../shell.ts'
import type {Run} from './run.ts'

const PROGRAMS = new Set(
  (
    'addgroup adduser apk apt apt-get cd chmod chown command date dnf dpkg-reconfigure echo env export false groupadd id ldconfig ' +
    'locale-gen ls microdnf mkdir printf pwd set sleep test true uname update-ca-certificates useradd whoami which xx-apk xx-apt xx-info yum : ['
  ).split(' '),
)

/** Verbs of the go command that write no file of a project. */
const GO = new Set(['version', 'mod download', 'mod verify', 'telemetry', 'help', 'list', 'vet', 'test', 'clean'])

/** It changes no file below WORKDIR and reads nothing of Go's caches; `go` with those verbs only reads or fills them. */
export function isHarmless({words, redirects}: ShellCommand): boolean {
  if (redirects.some(({operator, target}) => operator.includes('>') && !/^(\/dev\/\w+|\d+)$/.test(target?.text ?? '')))
    return false
  const [program, verb = '', second = ''] = words.map(({text}) => text)
  if (program === undefined) return true
  const name = posix.basename(program)
  if (name === 'go' && verb === 'env') return !/^--?[wu]$/.test(second) || words.slice(3).every(saysWhereFrom)
  if (name === 'go') return GO.has(verb) || GO.has(`${verb} ${second}`) || isToolInstall(words.slice(1))
  if (name === 'git') return verb === 'config' || verb === '--version'
  if (name === 'rm')
    return words.slice(1).every(({text}) => text.startsWith('-') || /^\/(var|tmp|etc|usr)\//.test(text))
  return PROGRAMS.has(name)
}

/** `go env -w` of where modules come from: that changes no file and no requirement. */
function saysWhereFrom({text}: ShellCommand['words'][number]): boolean {
  return /^GO(PRIVATE|NOPROXY|NOSUMDB|PROXY|SUMDB|INSECURE)=/.test(text)
}

function isToolInstall([verb, ...rest]: ShellCommand['words']): boolean {
  return verb?.text === 'install' && rest.some(({text}) => text.includes('@'))
}

/** All of its script was read, and every command but these is harmless. */
export function isHarmlessBeside(run: Run, own: readonly ShellCommand[]): boolean {
  if (run.isForeign || run.isBroken) return false
  return run.commands.every(command => own.includes(command) || isHarmless(command))
}
