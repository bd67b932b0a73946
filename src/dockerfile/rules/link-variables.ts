/** Variables that `-ldflags -X` sets, held against the sources. */
import {posix} from 'node:path'
import {isAtOrBelow} from '../../go/below.ts'
import type {Project} from '../../go/project.ts'
import {readBody, readHeader} from '../../go/source.ts'
import {linkerFlags, rangeOf} from '../check/go-command.ts'
import {modelOf} from '../check/model.ts'
import type {ContextFiles, Rule} from '../check/rule.ts'
import {makesNoOtherFiles} from '../check/stage-files.ts'
import {OPAQUE} from '../opaque.ts'

/** A package of more files is not looked through. */
const MOST_FILES = 300

const unknownVariable: Rule = {
  id: 'B-04',
  severity: 'warning',
  title: '`-X` sets a variable that is not there',
  why: 'The linker says nothing when no string variable has the name that `-X` gives: the program keeps its own value, mostly `dev`. Package main is called main there, whatever its import path.',
  source: 'https://pkg.go.dev/cmd/link',
  whyNoFix: 'A variable that is set from now on changes what the program says, and two variables can be meant.',
  find: ({model, programs, project, context}) => {
    if (project === null || context === null) return []
    return programs.flatMap(({go, run, dir}) => {
      if (dir === null || !modelOf(model, run.stage).isReached || !makesNoOtherFiles(model, run.stage, run.instruction))
        return []
      const isOneOfSeveral = programs.some(other => other.go === go && other.dir !== dir)
      return linkerFlags(go).flatMap(field => {
        const [, symbol] = /^--?X=([^=]+)=/.exec(field) ?? []
        const at = symbol?.lastIndexOf('.') ?? -1
        if (symbol === undefined || at <= 0 || symbol.includes(OPAQUE)) return []
        const path = symbol.slice(0, at)
        const name = symbol.slice(at + 1)
        if (path === 'main' && isOneOfSeveral) return []
        const said = whyNot({path, name, dir, project, context})
        if (said === null) return []
        return [
          {
            at: go.flags.get('ldflags')?.word ?? rangeOf(go),
            message: `-X ${symbol} sets nothing: ${said.why}`,
            remedy: said.remedy,
            evidence: said.place ? [said.place] : [],
          },
        ]
      })
    })
  },
}

type Asked = {path: string; name: string; dir: string; project: Project; context: ContextFiles}
type Said = {why: string; remedy: string; place?: {file: string; line: number}}

/** Null where the variable is there, and where its package is not of this repository. */
function whyNot({path, name, dir, project, context}: Asked): Said | null {
  const folder = path === 'main' ? dir : folderOf(path, project)
  if (folder === null) return cutShort(name, path, project)
  if (path === 'main' && context.files.kind(folder) === null) return null
  const sources = sourcesIn(folder, context)
  if (sources === null) return null
  const like = nameLike(name, path, project)
  // Another rule speaks of a folder without a program.
  if (sources.length === 0 && path === 'main') return null
  if (sources.length === 0)
    return {
      why: `${folder} has no Go package`,
      ...(like ?? {remedy: 'Name the import path of the package that has it'}),
    }
  if (path !== 'main' && sources.every(({packageName}) => packageName === 'main')) {
    const declared = sources.some(({text}) => declares(text, name))
    return {
      why: `${folder} is package main, which the linker knows as main`,
      remedy: declared ? `Write -X main.${name}=…` : 'Write main for its import path',
    }
  }
  for (const {file, text} of sources) {
    const constant = !/^\w+$/.test(name) ? null : new RegExp(`^const[ \\t]+${name}\\b`, 'm').exec(text)
    if (!constant) continue
    const line = text.slice(0, constant.index).split('\n').length
    return {
      why: `${name} is a constant (${file}:${line})`,
      remedy: `Write var instead of const there`,
      place: {file, line},
    }
  }
  if (sources.some(({text}) => declares(text, name))) return null
  return {
    why: `package ${sources[0]!.packageName} in ${folder === '.' ? 'the root' : folder} has no variable ${name}`,
    ...(like ?? {remedy: `Declare it there: var ${name} string`}),
  }
}

/** The end of an import path alone, `-X buildinfo.Hash`: the standard library has no such variable. */
function cutShort(name: string, path: string, {linkVariables}: Project): Said | null {
  const meant = linkVariables.find(each => each.name === name && each.importPath.endsWith(`/${path}`))
  if (meant === undefined) return null
  const {file, line} = meant.evidence
  return {
    why: `${path} is no import path, only the end of ${meant.importPath}`,
    ...{remedy: `Write -X ${meant.importPath}.${name}=…`, place: {file, line}},
  }
}

/** Folder of a package of this repository; null for those of others. */
function folderOf(path: string, {modules}: Project): string | null {
  const [module] = modules
    .filter(each => isAtOrBelow(path, each.path))
    .sort((one, other) => other.path.length - one.path.length)
  return module ? posix.join(module.dir, posix.relative(`/${module.path}`, `/${path}`)) : null
}

function sourcesIn(folder: string, {files}: ContextFiles) {
  const names = files.names(folder).filter(name => /^[^_.].*\.go$/.test(name) && !name.endsWith('_test.go'))
  if (names.length > MOST_FILES) return null
  return names.map(name => {
    const file = posix.join(folder, name)
    const text = files.read(file) ?? ''
    return {file, text, packageName: readHeader(text)?.packageName ?? ''}
  })
}

/**
 * There may be a variable of the name: one that `-X` can set, or anything in front of which the name stands in a line.
 * `var Version = other` works when `other` is a constant.
 */
function declares(text: string, name: string): boolean {
  if (!/^\w+$/.test(name)) return true
  if (readBody(text).stringVariables.some(each => each.name === name)) return true
  return new RegExp(
    `^[ \\t]*(?:(?:var|const)[ \\t]+)?(?:\\w+[ \\t]*,[ \\t]*){0,20}${name}\\b(?![ \\t]*(?:[(.]|:=))`,
    'm',
  ).test(text)
}

/** A variable of the program with the same name, or nearly. */
function nameLike(name: string, path: string, {linkVariables}: Project): Pick<Said, 'remedy' | 'place'> | null {
  const found = linkVariables.find(each => each.name.toLowerCase() === name.toLowerCase())
  if (found === undefined || (found.importPath === path && found.name === name)) return null
  const {file, line} = found.evidence
  return {remedy: `Write -X ${found.importPath}.${found.name}=…`, place: {file, line}}
}

export const LINK_VARIABLE_RULES: readonly Rule[] = [unknownVariable]
