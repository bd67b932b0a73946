import {givenIds} from '../../build/secrets.ts'
import {readBases} from '../../dockerfile/bases-file.ts'
import {writeFromCheckout} from '../../dockerfile/from-checkout.ts'
import {demandProgram} from '../../go/demand.ts'
import {readInputs} from '../../inputs.ts'
import {folderOf, inputFrom, json} from '../command-line.ts'
import {inspectFolder} from '../inspect-folder.ts'
import {keepDockerfile} from '../keep-dockerfile.ts'
import {secretIds} from '../secret-options.ts'
import {startWith} from '../start.ts'
import type {Verb} from '../verb.ts'

export const dockerfile: Verb = async (words, options, terminal) => {
  const project = await inspectFolder(words, options, terminal)
  const {print, complain, env, signal} = terminal
  demandProgram(project)
  const {base, bases: file, style, goFlags, checks, build} = readInputs(name => inputFrom(options, name))
  const bases = await readBases(file, process.cwd())
  const {buildArgs} = build
  const replaceIgnore = options.write === true && options.force === true
  // Whether a secret is there is a question for the build.
  const given = {...givenIds(build), secrets: secretIds(options.secret)}
  const how = {base, bases, style, goFlags, checks, buildArgs, given, today: new Date()}
  const {ownIgnore, ...written} = writeFromCheckout(folderOf(words), project, how, replaceIgnore)
  // In JSON they are a list of their own.
  if (!options.json) for (const warning of written.warnings) complain(`warning: ${warning}\n`)
  if (options.write) {
    const {force = false} = options
    await keepDockerfile(folderOf(words), written, {force, execute: startWith(env, signal), signal, complain})
    return 0
  }
  return print(options.json ? json({schema: 1, ...written, ownIgnore}) : written.dockerfile)
}
