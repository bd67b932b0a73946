/** A second opinion on the main packages, from the go command where there is one. */
import {mkdtemp, realpath, rm} from 'node:fs/promises'
import {isAbsolute, join, relative} from 'node:path'
import type {Execute} from '../runner/exec.ts'
import type {Checkout} from './modules.ts'

/** What is needed to ask the go command; null where nobody wants to wait for it. */
export type GoAtHand = {
  execute: Execute
  signal: AbortSignal
  /** PATH of the machine. */
  path: string
  /** An existing folder for what the go command writes. */
  temp: string
}

/** Folders of main packages relative to the root, or why the go command has no say. */
export type Listed = {dirs: ReadonlySet<string>} | {dirs: null; why: string}

/** One program takes 0.15 s on two cores; all 1,000 packages of a module take over 2 s. */
const PATIENCE_MS = 8_000
const MOST_MODULES = 10
/** Of one module; of more, all packages are asked about. */
const MOST_PROGRAMS = 200

/**
 * `go list -find` of the programs that the scan has found, module by module. In 157 modules of ten public repositories it named the same 54
 * programs as our scan, and 26 packages main that have no func main; in five it failed without their dependencies. So it
 * confirms or strikes out, and adds nothing.
 *
 * A stranger's repository cannot make it run anything, reach the network or change a file:
 * - with -find and without -compiled, -export or -test, nothing is compiled, so that no -toolexec, cgo or C compiler runs;
 * - GOENV=off and our own GOFLAGS leave out what `go env -w` or the workflow has set; go.mod and go.work have no flags;
 * - GOTOOLCHAIN=local takes no `toolchain` line at its word; GOPROXY=off and GOVCS=*:off fetch no module;
 * - -buildvcs=false starts no git in a folder whose .git is theirs;
 * - -mod=readonly writes no go.mod and go.sum, and both caches are empty folders of our own. Without HOME there is no
 *   telemetry, whose process writes on after the command has ended (golang.org/x/telemetry, Start).
 * PATH has absolute folders outside the repository only, because the command starts inside of it.
 */
export async function listMains(checkout: Checkout, go: GoAtHand): Promise<Listed> {
  const {scan, modules, workspace} = checkout
  const withPrograms = modules.filter(({dir}) =>
    scan.packages.some(one => one.moduleDir === dir && one.funcMain !== null),
  )
  if (withPrograms.length > MOST_MODULES) return {dirs: null, why: `more than ${MOST_MODULES} modules have programs`}
  const root = await realpath(checkout.root)
  const home = await mkdtemp(join(go.temp, 'go-list-'))
  const env = environment(go.path, root, home)
  // The go command refuses a module that the workspace above it does not have.
  const workOf = (dir: string) => (workspace?.uses.includes(dir) ? join(root, workspace.file) : 'off')
  const signal = AbortSignal.any([go.signal, AbortSignal.timeout(PATIENCE_MS)])
  const template = '{{if eq .Name "main"}}{{.Dir}}{{end}}'
  const args = ['list', '-e', '-find', '-buildvcs=false', '-f', template, '--']
  try {
    const answers = await Promise.all(
      withPrograms.map(({dir}) =>
        go.execute('go', [...args, ...patternsOf(dir, checkout)], {
          ...{cwd: join(root, dir), env: {...env, GOWORK: workOf(dir)}, signal},
        }),
      ),
    )
    const failed = answers.find(({exitCode}) => exitCode !== 0)
    if (failed !== undefined) return {dirs: null, why: whyItFailed(failed.stderr)}
    const lines = answers.flatMap(({stdout}) => stdout.split('\n')).filter(line => line !== '')
    return {dirs: new Set(lines.map(line => relative(root, line) || '.'))}
  } catch (error) {
    if (go.signal.aborted) throw error
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    return {dirs: null, why: isMissing ? 'no Go on this machine' : 'go list did not answer in time'}
  } finally {
    await rm(home, {recursive: true, force: true})
  }
}

/** A name that means more than a folder to the go command, with `...` or `@` in it, is found among all packages. */
function patternsOf(moduleDir: string, {scan}: Checkout): string[] {
  const dirs = scan.packages
    .filter(one => one.moduleDir === moduleDir && one.funcMain !== null)
    .map(({dir}) => `./${relative(moduleDir, dir)}`)
  const isPlain = dirs.every(dir => /^[\w./+~-]+$/.test(dir) && !dir.includes('...'))
  return isPlain && dirs.length <= MOST_PROGRAMS ? dirs : ['./...']
}

function environment(path: string, root: string, home: string): Record<string, string> {
  const isTheirs = (folder: string) => !relative(root, folder).startsWith('..')
  const folders = path.split(':').filter(folder => isAbsolute(folder) && !isTheirs(folder))
  return {
    ...{PATH: folders.join(':'), TMPDIR: home, GOCACHE: join(home, 'build'), GOMODCACHE: join(home, 'mod')},
    ...{GOENV: 'off', GOFLAGS: '-mod=readonly', GOTOOLCHAIN: 'local', GOPROXY: 'off', GOVCS: '*:off', GOSUMDB: 'off'},
    // An index of the standard library would be made for this one question: 0.5 s instead of 0.15 s in a small module.
    GODEBUG: 'goindex=0',
    ...{GO111MODULE: 'on', GOOS: 'linux', GOARCH: 'amd64'},
    // Files that import "C" are of the program too; those for the case without cgo alone are left to the scan.
    CGO_ENABLED: '1',
  }
}

/** Its own words could hold lines of files; only what is known is told. */
function whyItFailed(stderr: string): string {
  const [, needed, here] = /requires go >= ([\d.]+)[^\n]*running go ([\d.]+)/.exec(stderr) ?? []
  return needed === undefined ? 'go list failed' : `go ${needed} is asked for, and Go ${here} is here`
}
