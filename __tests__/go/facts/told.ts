import {inspectProject} from '../../../src/go/inspect.ts'
import type {Fact, FactKind} from '../../../src/go/project.ts'
import {writeTree} from '../tree.ts'

export const MOD = 'module example.com/app\n\ngo 1.24\n'

/** A program of one file: its imports, and the statements of `func main`. */
export function program(imports: string[], body: string, declarations = ''): string {
  const block = imports.length === 0 ? '' : `import (\n${imports.map(path => `\t"${path}"\n`).join('')})\n`
  return `package main\n\n${block}\n${declarations}\nfunc main() {\n${body}\n}\n`
}

export async function factsOf(files: Record<string, string>): Promise<Fact[]> {
  await using tree = writeTree({'go.mod': MOD, ...files})
  return (await inspectProject({root: tree.root})).facts
}

/** Facts of a kind, each as its subject, with a `?` when it is inferred. */
export async function told(kind: FactKind, files: Record<string, string>): Promise<string[]> {
  const facts = await factsOf(files)
  return facts.filter(fact => fact.kind === kind).map(({subject, certain}) => `${subject}${certain ? '' : '?'}`)
}
