import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {expect} from '@jest/globals'

/** Holds a text against a file of `golden`, or writes that with `UPDATE_GOLDEN=1`. */
export function expectGolden(name: string, actual: string): void {
  const folder = new URL('golden/', import.meta.url)
  const file = new URL(name, folder)
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(folder, {recursive: true})
    writeFileSync(file, actual)
  }
  expect(existsSync(file) ? readFileSync(file, 'utf8') : `no ${name}: run with UPDATE_GOLDEN=1`).toBe(actual)
}
