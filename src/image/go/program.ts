import type {RandomAccess} from '../contents.ts'
import type {GoProgram} from '../facts.ts'
import {readBuildInformation} from './build-information.ts'
import {readBuildList} from './build-list.ts'
import {readDynamic} from './dynamic.ts'
import {readElf} from './elf.ts'
import {readEmbedded} from './embedded.ts'
import {findFunctionTable} from './find-function-table.ts'
import {readFunctions} from './functions.ts'
import {readLinking} from './linking.ts'
import {packageSums} from './packages.ts'
import {measureSections} from './sections.ts'
import {isPackedByUpx} from './upx.ts'

/**
 * Reads a program that the go command built for Linux; null for a file that is none. Sizes are bytes. Of Go before 1.18
 * the functions are not read. A program that UPX packed is told, too, of whatever language it is: that cannot be known.
 */
export function readGoProgram(file: RandomAccess, path: string): Omit<GoProgram, 'layer'> | null {
  const elf = readElf(file)
  if (!elf) return null
  if (isPackedByUpx(elf)) return packed(path, file.size)
  const information = readBuildInformation(elf)
  if (!information) return null
  const build = readBuildList(information.text ?? '')
  const dynamic = readDynamic(elf)
  const table = findFunctionTable(elf)
  const sums = packageSums()
  const unreadFunctions = table
    ? readFunctions(elf, table, sums.add)
    : ['No function table of Go 1.18 or newer was found.']
  const packages = sums.packages(build)
  // Nothing reads an embed.FS but the functions of its package, and looking for its tables goes through all read-only data.
  const embeds = packages.length === 0 || packages.some(one => one.path === 'embed')
  const embedded = embeds ? readEmbedded(elf, dynamic) : {files: [], unread: []}
  return {
    ...{path, bytes: file.size, goRelease: information.goRelease, ...build, packed: null},
    linking: readLinking(elf, dynamic),
    sections: measureSections(elf, table),
    packages,
    embedded: embedded.files,
    unread: [
      ...(elf.sections.length === 0 ? ['The section headers were stripped, so sizes are told by segment.'] : []),
      ...(information.text === null ? ['The build list could not be read.'] : []),
      ...unreadFunctions,
      ...embedded.unread,
    ],
  }
}

function packed(path: string, bytes: number): Omit<GoProgram, 'layer'> {
  return {
    ...{path, bytes, packed: 'upx', goRelease: '', mainPackage: '', mainModule: null, modules: [], settings: []},
    linking: {mode: 'internal', pie: false, libraries: [], symbols: false, debug: false},
    sections: [{name: '', bytes, kind: 'other'}],
    ...{packages: [], embedded: [], unread: ['UPX packed the program; nothing but its size can be read.']},
  }
}
