/** The programs that are compared, and how each one is timed. */
import {execFileSync, spawnSync} from 'node:child_process'
import {existsSync, readFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {buildSync} from 'esbuild'

/** dive v0.13.1 is its last release; a newer commit does not install by its path. */
const TOOLS = {
  dive: 'github.com/wagoodman/dive@v0.13.1',
  crane: 'github.com/google/go-containerregistry/cmd/crane@v0.20.6',
} as const

/** Compiled once, into the temporary folder. Null where it cannot be had. */
export function goTool(name: keyof typeof TOOLS): string | null {
  const module = TOOLS[name]
  const folder = join(tmpdir(), `go-image-bench-${name}-${module.split('@')[1]}`)
  const program = join(folder, name)
  if (existsSync(program)) return program
  try {
    execFileSync('go', ['install', module], {env: {...process.env, GOBIN: folder}, stdio: 'ignore', cwd: tmpdir()})
    return program
  } catch {
    console.error(`${name} cannot be had from the Go module proxy here.`)
    return null
  }
}

/** It needs a library of the system, so that only an installed one serves. */
export function skopeo(): string | null {
  return spawnSync('skopeo', ['--version']).status === 0 ? 'skopeo' : null
}

/** known.ts as the action has it: bundled, with the file of its threads beside it. */
export function knownReader(folder: string): string {
  const root = join(import.meta.dirname, '../../..')
  const bundle = (entry: string, outfile: string) =>
    buildSync({
      ...{entryPoints: [join(root, entry)], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20'},
      banner: {js: "import {createRequire} from 'node:module';const require=createRequire(import.meta.url);"},
      logLevel: 'error',
    })
  bundle('scripts/bench/image/known.ts', join(folder, 'known.js'))
  bundle('src/image/layer/worker.ts', join(folder, 'worker.js'))
  return join(folder, 'known.js')
}

export type Run = {seconds: number; cpuSeconds: number; peakBytes: number}

/** From start to end, with GNU time: seconds, those of all processors together, and the most resident memory. */
export function timed(command: readonly string[], temp: string, env: Record<string, string> = {}): Run {
  const figures = join(temp, 'time')
  const start = performance.now()
  const {status, stderr} = spawnSync('/usr/bin/time', ['-o', figures, '-f', '%U %S %M', ...command], {
    env: {...process.env, ...env},
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  })
  const seconds = (performance.now() - start) / 1000
  if (status !== 0) throw new Error(`${command.join(' ')}: ${stderr}`)
  const [user, system, kilobytes] = readFileSync(figures, 'utf8').trim().split('\n').at(-1)!.split(' ').map(Number)
  return {seconds, cpuSeconds: user! + system!, peakBytes: kilobytes! * 1024}
}
