import {tmpdir} from 'node:os'
import {inspectProject} from '../go/inspect.ts'
import type {Project} from '../go/project.ts'
import {type Execute, execute} from '../runner/exec.ts'
import {folderOf} from './command-line.ts'
import type {Options, Terminal} from './verb.ts'

export function inspectFolder(words: string[], options: Options, {env, signal}: Terminal): Promise<Project> {
  const start: Execute = (command, args, more) => execute(command, args, {env: {}, ...more})
  return inspectProject({
    root: folderOf(words),
    go: {execute: start, signal, path: env.PATH ?? '', temp: tmpdir()},
    ...(options.main !== undefined && {main: options.main}),
    ...(options.module !== undefined && {module: options.module}),
  })
}
