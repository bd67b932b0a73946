/** What is done to a program after `go build` has written it. */
import {posix} from 'node:path'
import {removeCommand} from '../check/edits.ts'
import {linkerFlags} from '../check/go-command.ts'
import {programsInImage} from '../check/in-image.ts'
import type {Problem, Rule, Subject} from '../check/rule.ts'
import type {Run} from '../check/run.ts'
import type {ShellCommand} from '../shell.ts'

/** Calls of a program in stages that the target reaches, on something that `go build` made where `outputs` is known. */
function callsOf({model}: Subject, program: string): {run: Run; command: ShellCommand}[] {
  return model.stages
    .filter(({isReached}) => isReached)
    .flatMap(({runs}) => runs)
    .flatMap(run => run.commands.map(command => ({run, command})))
    .filter(({command: {words}}) => words[0] !== undefined && posix.basename(words[0].text) === program)
}

/** The compiled program that a word of the command names. */
function programIn(subject: Subject, {words, folder}: ShellCommand) {
  const paths = words.slice(1).map(({text}) => (text.startsWith('/') ? text : posix.join(folder ?? '/', text)))
  return subject.programs.find(({output}) => output !== null && paths.includes(output))
}

function rangeOfCommand({words}: ShellCommand) {
  return {start: words[0]!.start, end: words.at(-1)!.end}
}

const packed: Rule = {
  id: 'B-10',
  severity: 'warning',
  title: 'The program is packed with UPX',
  why: 'A packed program hides its build information and its modules from vulnerability scanners, virus scanners report it, and it unpacks itself into memory at each start. Layers are compressed by the registry anyway.',
  source: 'https://trivy.dev/latest/docs/coverage/language/golang/',
  find: subject =>
    callsOf(subject, 'upx').flatMap(({run, command}) => {
      const program = programIn(subject, command)
      const isTest = command.words.some(({text}) => /^(-t|--test|-l|--list|-V|--version|-d|--decompress)$/.test(text))
      if (isTest || (program === undefined && programsInImage(subject).length === 0)) return []
      const writesOther = command.words.some(({text}) => /^-o/.test(text))
      const edit = writesOther ? null : removeCommand(run, command, subject.model.dockerfile.text)
      const problem: Problem = {
        at: rangeOfCommand(command),
        ...(!command.certain && {severity: 'info'}),
        message:
          'UPX hides from vulnerability scanners which Go and which modules are in the program, and virus scanners report it; a registry compresses the layer anyway',
        remedy: 'Leave upx out, and build with -ldflags=-s',
      }
      return [edit === null ? problem : {...problem, fix: {title: 'Leave upx out', edits: [edit]}}]
    }),
}

const stripped: Rule = {
  id: 'B-11',
  severity: 'info',
  title: '`strip` on a Go program',
  why: 'The linker of Go leaves symbols out with `-ldflags=-s`. `strip` does not know the layout of Go programs: some versions of it have written broken ones.',
  source: 'https://github.com/golang/go/issues/67261',
  find: subject =>
    callsOf(subject, 'strip').flatMap(({run, command}) => {
      const program = programIn(subject, command)
      if (program === undefined) return []
      const isStripped = linkerFlags(program.go).some(field => /^--?s(=true|=1)?$/.test(field))
      const writesOther = command.words.some(({text}) => /^-o/.test(text))
      const edit = isStripped && !writesOther ? removeCommand(run, command, subject.model.dockerfile.text) : null
      const problem: Problem = {
        at: rangeOfCommand(command),
        message: isStripped
          ? '`strip` finds nothing more in a program that is built with -ldflags=-s, and some versions of it have broken Go programs'
          : '`strip` does not know the layout of Go programs, and some versions of it have broken them: the linker leaves symbols out itself',
        remedy: isStripped ? 'Leave strip out' : 'Leave strip out, and build with -ldflags=-s',
      }
      return [edit === null ? problem : {...problem, fix: {title: 'Leave strip out', edits: [edit]}}]
    }),
}

export const AFTER_LINKING_RULES: readonly Rule[] = [packed, stripped]
