/** What a package.json builds, and where to: read from its scripts and the bundler's configuration, which is never run. */
import {posix} from 'node:path'
import type {Evidence} from '../project.ts'
import type {CheckoutFiles} from './files.ts'

export type FrontendOutput = {
  /** Folder or file relative to the root. */
  path: string
  /** False for a folder of a usual name, which no script or configuration names. */
  stated: boolean
  script: string
  /** The name of the script says that it builds. */
  builds: boolean
  /** `npm`, `pnpm`, `yarn` or `bun`, by the lock file beside it. */
  manager: string
  evidence: Evidence[]
}

const BUILD_SCRIPT = /^(?:build|bundle|compile|css|dist|export|generate|prod|production|release)(?:$|[:_-])/

/** `--outDir=x`, `--out-dir x`, `-o x` of vite, tsc, esbuild, tailwindcss, rollup, webpack, parcel, vue-cli. */
const OUTPUT_FLAG = /^(?:--(?:outdir|out-dir|outfile|output|output-path|dist-dir|dest|dir|file)|-o|-d)(?:=(.*))?$/i

const CONFIGURATION =
  /^(?:(?:vite|webpack|rollup|svelte|nuxt|next|vue|astro|rspack|rsbuild|esbuild)[\w.-]*\.[cm]?[jt]s|angular\.json)$/

const OUTPUT_KEY =
  /\b(?:outDir|outdir|outputPath|outputDir|distDir|path|dir|pages|outfile|file)["']?\s*[:=]([^\n]{1,300})/g

/** Where vite, create-react-app, next, nuxt and the like write to when nothing is said. */
const USUAL = ['dist', 'build', 'out', '.output/public', 'public/build', 'www']

const MANAGERS: readonly [string, string][] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
]

const MOST_MATCHES = 200

/** `file` is the path of a package.json. Empty without a script that builds. */
export function frontendOutputs(file: string, files: CheckoutFiles): FrontendOutput[] {
  const text = files.read(file) ?? ''
  const dir = posix.dirname(file)
  const scripts = scriptsOf(text)
  const build = scripts.find(([name]) => name === 'build') ?? scripts.find(([name]) => BUILD_SCRIPT.test(name))
  const manager = MANAGERS.find(([lock]) => files.kind(posix.join(dir, lock)) === 'file')?.[1] ?? 'npm'
  const of = (path: string, stated: boolean, script: string, more: Evidence[]): FrontendOutput => ({
    ...{
      path: posix.join(dir, path).replace(/(?<=.)\/$/, ''),
      stated,
      script,
      builds: BUILD_SCRIPT.test(script),
      manager,
    },
    evidence: [lineOf(text, file, `"${script}"`), ...more],
  })
  const byFlag = scripts.flatMap(([name, command]) => flagValues(command).map(path => of(path, true, name, [])))
  if (build === undefined) return byFlag
  const byConfiguration = files
    .names(dir)
    .filter(name => CONFIGURATION.test(name))
    .flatMap(name => configured(posix.join(dir, name), files))
    .map(({path, evidence}) => of(path, true, build[0], [evidence]))
  return [...byFlag, ...byConfiguration, ...USUAL.map(path => of(path, false, build[0], []))]
}

function scriptsOf(text: string): [string, string][] {
  try {
    const document: unknown = JSON.parse(text)
    const scripts = (document as {scripts?: unknown} | null)?.scripts
    if (typeof scripts !== 'object' || scripts === null) return []
    return Object.entries(scripts).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  } catch {
    return []
  }
}

function flagValues(command: string): string[] {
  const words = command.split(/\s+/).map(word => word.replace(/^["']|["']$/g, ''))
  return words.flatMap((word, index) => {
    const flag = OUTPUT_FLAG.exec(word)
    const value = flag && (flag[1]?.replace(/^["']|["']$/g, '') ?? words[index + 1])
    return value && !/^[-/~$]/.test(value) ? [value] : []
  })
}

/** The strings after a key that names an output: `outDir: '../dist'`, `path: path.resolve(__dirname, '..', 'dist')`. */
function configured(file: string, files: CheckoutFiles): {path: string; evidence: Evidence}[] {
  const text = files.read(file) ?? ''
  const found: {path: string; evidence: Evidence}[] = []
  for (const match of text.matchAll(OUTPUT_KEY)) {
    const parts = [...match[1]!.matchAll(/["'`]([^"'`]*)["'`]/g)].map(([, part]) => part!)
    const path = parts.join('/')
    if (path === '' || /^[/~$]/.test(path)) continue
    const line = text.slice(0, match.index).split('\n').length
    found.push({path, evidence: {file, line, text: match[0].trim()}})
    if (found.length === MOST_MATCHES) break
  }
  return found
}

export function lineOf(text: string, file: string, part: string): Evidence {
  const lines = text.split('\n')
  const index = lines.findIndex(line => line.includes(part))
  return index < 0 ? {file, line: 1} : {file, line: index + 1, text: lines[index]!.trim().slice(0, 200)}
}
