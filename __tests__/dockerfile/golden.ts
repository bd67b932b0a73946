import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {expect} from '@jest/globals'

/** A file that a person reads, as it was reviewed. UPDATE_GOLDEN=1 writes it. */
export function expectGolden(name: string, actual: string): void {
  const folder = new URL('golden/', import.meta.url)
  const file = new URL(name, folder)
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(folder, {recursive: true})
    writeFileSync(file, actual)
  }
  expect(existsSync(file) ? readFileSync(file, 'utf8') : `no ${name}: run with UPDATE_GOLDEN=1`).toBe(actual)
}
