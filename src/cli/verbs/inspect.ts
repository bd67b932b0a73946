import {json} from '../command-line.ts'
import {inspectFolder} from '../inspect-folder.ts'
import {openQuestion, projectText} from '../project-text.ts'
import type {Verb} from '../verb.ts'

export const inspect: Verb = async (words, options, terminal) => {
  const project = await inspectFolder(words, options, terminal)
  const {print} = terminal
  print(options.json ? json(project) : projectText(project))
  return openQuestion(project) === null ? 0 : 1
}
