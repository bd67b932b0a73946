import {lstat, readdir, readFile} from 'node:fs/promises'
import {join, resolve} from 'node:path'
import {UserError} from '../runner/errors.ts'
import type {Report} from './report.ts'
import {readReport} from './schema.ts'

/** Of all together: room for the facts of several large images. */
const MAX_BYTES = 64 * 1024 * 1024
/** The jobs of a matrix. */
const MAX_REPORTS = 256
/** download-artifact makes a folder for each artifact, and an artifact may have folders. */
const DEEPEST = 4

/**
 * Reports from a file, or from all `*.json` below a folder, in the order of their paths; none where nothing is there.
 * An artifact holds what its maker put in, so links are not followed. Throws a UserError for what is no report.
 */
export async function readReports(place: string, workspace: string): Promise<Report[]> {
  if (place === '')
    throw new UserError('input-report', '`mode: comment` needs `report`: the folder with the downloaded artifacts.')
  const files = await reportFiles(resolve(workspace, place), 0)
  if (files.length > MAX_REPORTS)
    throw new UserError('input-report', `${place} has ${files.length} JSON files; at most ${MAX_REPORTS} are read.`)
  const bytes = (await Promise.all(files.map(file => lstat(file)))).reduce((sum, {size}) => sum + size, 0)
  if (bytes > MAX_BYTES)
    throw new UserError('report-invalid', `${place} has ${bytes} bytes of JSON; reports are not that long.`)
  return await Promise.all(files.toSorted().map(readOne))
}

async function reportFiles(path: string, depth: number): Promise<string[]> {
  const found = await lstat(path).catch(() => null)
  if (found?.isFile()) return depth === 0 || path.endsWith('.json') ? [path] : []
  if (!found?.isDirectory() || depth > DEEPEST) return []
  const names = await readdir(path)
  return (await Promise.all(names.map(name => reportFiles(join(path, name), depth + 1)))).flat()
}

async function readOne(path: string): Promise<Report> {
  try {
    return readReport(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    if (error instanceof UserError) throw new UserError(error.code, `${path}: ${error.message}`)
    throw new UserError('report-invalid', `${path} is not JSON: ${(error as Error).message}`)
  }
}
