/** Go files that code generators write, from the commands that start them and from the files that they read. */
import {posix} from 'node:path'
import type {Evidence} from '../project.ts'
import type {Scan} from '../scan.ts'
import type {CheckoutFiles} from './files.ts'

/** `path`: relative to the root. `exists` overrides the plain question whether that file is there. */
export type GeneratedFile = {
  path: string
  by: string
  evidence: Evidence
  exists?: (names: readonly string[]) => boolean
}

/** Test doubles are seldom part of a program; where one is, an import without Go files shows it. */
const TEST_DOUBLES = /^(?:counterfeiter|minimock|mockery|mockgen|moq|pegomock)$/

type Directive = Scan['directives'][number]
type Words = {dir: string; words: readonly string[]}

/** What a tool writes. `dir` is the folder that it runs in. */
const TOOLS: Readonly<Record<string, (given: Words) => Pick<GeneratedFile, 'path' | 'exists'>[]>> = {
  stringer: ({dir, words}) => stated(dir, words) ?? typed(dir, words, '_string.go'),
  wire: ({dir}) => [{path: posix.join(dir, 'wire_gen.go')}],
  // `bpf2go [flags] ident source.c`: a file for each architecture or byte order, named ident_bpfel.go, ident_x86_bpfel.go.
  bpf2go: ({dir, words}) => {
    const ident = words.filter(word => !word.startsWith('-')).find((_, at, all) => /\.c$/.test(all[at + 1] ?? ''))
    if (ident === undefined) return []
    const start = `${ident.toLowerCase()}_`
    return [
      {
        path: posix.join(dir, `${start}bpfel.go`),
        exists: names => names.some(name => name.startsWith(start) && name.endsWith('.go')),
      },
    ]
  },
}

/** The Go files that a `//go:generate` line says it writes. */
export function directiveOutputs({command, dir, evidence}: Directive): GeneratedFile[] {
  const words = command.split(/\s+/).map(word => word.replace(/^["'`]|["'`]$/g, ''))
  const at = toolIndex(words)
  const tool = toolName(words[at] ?? '')
  if (TEST_DOUBLES.test(tool)) return []
  const given = {dir, words: words.slice(at + 1)}
  const outputs = TOOLS[tool]?.(given) ?? stated(dir, given.words) ?? []
  return outputs.map(output => ({...output, by: tool, evidence}))
}

/** Folders that a word of the command names, or a file in it; ent's default is the folder of its schema's parent. */
export function mentionedFolders({command, dir}: Pick<Directive, 'command' | 'dir'>): string[] {
  return command.split(/[\s=,:"']+/).flatMap(word => {
    if (!/^[\w./-]+$/.test(word)) return []
    const path = posix.join(dir, word)
    return [path, posix.dirname(path)]
  })
}

/** After `go run`, `go tool`, their flags and variables before the command. */
function toolIndex(words: readonly string[]): number {
  let at = words.findIndex(word => !/^\w+=|^env$/.test(word))
  if (words[at] === 'go' && /^(?:run|tool)$/.test(words[at + 1] ?? '')) {
    at += 2
    while (words[at]?.startsWith('-')) at++
  }
  return at
}

function toolName(word: string): string {
  return posix.basename(word.replace(/@.*$/, '').replace(/\/v\d+$/, ''))
}

const OUTPUT_FLAG = /^--?(?:o|out|output|output-file|destination)(?:=(.*))?$/

/** `-o x.go`, `-output=x.go` */
function stated(dir: string, words: readonly string[]): {path: string}[] | null {
  const paths = words.flatMap((word, at) => {
    const flag = OUTPUT_FLAG.exec(word)
    const value = flag && (flag[1] ?? words[at + 1])
    return value && /^[\w./-]+\.go$/.test(value) && !value.endsWith('_test.go') && !value.startsWith('/') ? [value] : []
  })
  return paths.length === 0 ? null : paths.map(path => ({path: posix.join(dir, path)}))
}

/** golang.org/x/tools/cmd/stringer: the first type, in lower case, names the file. */
function typed(dir: string, words: readonly string[], ending: string): {path: string}[] {
  const at = words.findIndex(word => /^--?type(?:=|$)/.test(word))
  const value = at < 0 ? undefined : (words[at]!.split('=')[1] ?? words[at + 1])
  const first = value?.split(',')[0]
  return first && /^\w+$/.test(first) ? [{path: posix.join(dir, `${first.toLowerCase()}${ending}`)}] : []
}

/** `x.templ` becomes `x_templ.go` beside it. `x.proto` becomes `x.pb.go` where its go_package says. */
export function sourceOutputs(path: string, importPath: string, files: CheckoutFiles): GeneratedFile | null {
  const evidence = {file: path, line: 1}
  if (path.endsWith('.templ')) return {path: path.replace(/\.templ$/, '_templ.go'), by: 'templ generate', evidence}
  const option = path.endsWith('.proto') ? goPackageOf(path, files) : null
  if (option === null || option.importPath !== importPath) return null
  const exists = (names: readonly string[]) => names.some(name => name.endsWith('.pb.go'))
  return {path: path.replace(/\.proto$/, '.pb.go'), by: 'protoc', evidence: option.evidence, exists}
}

/** `option go_package = "example.com/app/gen;gen";`: https://protobuf.dev/reference/go/go-generated/#package. */
export function goPackageOf(path: string, files: CheckoutFiles): {importPath: string; evidence: Evidence} | null {
  const lines = (files.read(path) ?? '').split('\n')
  const line = lines.findIndex(text => /^\s*option\s+go_package\b/.test(text))
  const value = line < 0 ? undefined : /=\s*"([^";]+)/.exec(lines[line]!.slice(0, 500))?.[1]
  return value === undefined
    ? null
    : {importPath: value, evidence: {file: path, line: line + 1, text: lines[line]!.trim()}}
}
