import type {RandomAccess} from '../contents.ts'
import type {GoProgram} from '../facts.ts'

/** Reads a Go program; null for a file that is none. */
export function readGoProgram(_file: RandomAccess, _path: string): Omit<GoProgram, 'layer'> | null {
  return null
}
