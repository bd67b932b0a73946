/** Reads the Go files of the chosen program closely. The scan reads most files of a checkout no further than the imports. */
import {join} from 'node:path'
import type {GoModule, LinkVariable, MainPackage} from '../project.ts'
import {type GoPackage, wholeReader} from '../scan.ts'
import type {PlacedUse} from './ground.ts'
import {linkVariablesOf} from './link-variables.ts'
import {readUses, type Wanted} from './uses.ts'

const MOST_LINE = 200

export function readProgram(
  root: string,
  {main, packages, modules}: {main: MainPackage; packages: readonly GoPackage[]; modules: readonly GoModule[]},
  wanted: Wanted,
): {uses: PlacedUse[]; linkVariables: LinkVariable[]} {
  const uses: PlacedUse[] = []
  const linkVariables: LinkVariable[] = []
  const read = wholeReader()
  for (const found of packages) {
    for (const {file, imports} of found.files) {
      const text = read(join(root, file))
      linkVariables.push(...linkVariablesOf(text, file, found, main, modules))
      const inFile = readUses(text, imports, wanted)
      if (inFile.length === 0) continue
      const lines = text.split('\n')
      for (const use of inFile) {
        const line = lines[use.line - 1]?.trim().slice(0, MOST_LINE) ?? ''
        uses.push({...use, dir: found.dir, evidence: {file, line: use.line, text: line}})
      }
    }
  }
  return {uses, linkVariables}
}
