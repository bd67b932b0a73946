import {execFile} from 'node:child_process'
import {mkdirSync, mkdtempSync, writeFileSync} from 'node:fs'
import {rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {promisify} from 'node:util'

export type Tree = {root: string} & AsyncDisposable

/** Writes files into a temporary folder that goes away with `await using`. */
export function writeTree(files: Readonly<Record<string, string>>): Tree {
  const root = mkdtempSync(join(tmpdir(), 'go-inspect-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), {recursive: true})
    writeFileSync(join(root, path), text)
  }
  return {root, [Symbol.asyncDispose]: () => rm(root, {recursive: true, force: true})}
}

export type GoRun = {ok: true; output: string} | {ok: false; message: string}

/** Runs the go command offline and with the toolchain at hand. */
export async function runGo(cwd: string, args: string[], env: Readonly<Record<string, string>> = {}): Promise<GoRun> {
  const options = {
    cwd,
    maxBuffer: 64 * 1024 * 1024,
    env: {...process.env, GOTOOLCHAIN: 'local', GOPROXY: 'off', GOFLAGS: '', GOWORK: 'off', ...env},
  }
  try {
    return {ok: true, output: (await promisify(execFile)('go', args, options)).stdout}
  } catch (error) {
    return {ok: false, message: String((error as {stderr?: string}).stderr)}
  }
}
