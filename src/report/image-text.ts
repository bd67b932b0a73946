/** What is in the image, on a terminal, where there is nothing to compare it with; and what stands out in any. */
import type {Contents, GoProgram, PlatformFacts} from '../image/facts.ts'
import {bytesByModule, versionOf} from '../size/diff-programs.ts'
import {largestOf} from './largest.ts'
import {plain, shortened, shortenedInside} from './plain.ts'
import type {Report} from './report.ts'
import {grid, heading, indented, type Line, type Piece} from './terminal-lines.ts'
import {bytes, count} from './units.ts'
import {leading, standings} from './verdict.ts'

const ROWS = 10
const LAYERS = 20
const PROGRAMS = 3
const PLATFORMS = 20
const LONGEST_NAME = 60

/** Of the leading platform, each a heading and its lines; of each other one, a line. */
export function imageBlocks(report: Report): Line[][] {
  const facts = leadingFacts(report)
  if (facts === null) return []
  const {contents} = facts
  const isCompared = report.diff?.platforms.some(({before, after}) => before !== null && after !== null) ?? false
  if (isCompared) return contents === null ? [] : [secretsAlone(contents)]
  const of = (report.facts?.platforms.length ?? 0) > 1 ? ` of ${shortened(plain(facts.platform), LONGEST_NAME)}` : ''
  const others = otherPlatforms(report, facts)
  if (contents === null) return [layers(facts, of), others]
  return [layers(facts, of), ...programs(contents), files(contents), standsOut(contents), others]
}

function leadingFacts(report: Report): PlatformFacts | null {
  const lead = leading(standings(report))
  return report.facts?.platforms.find(({platform}) => platform === lead?.platform) ?? null
}

function layers({layers: all}: PlatformFacts, of: string): Line[] {
  const rows = all
    .slice(0, LAYERS)
    .map(({downloadBytes, diskBytes, instruction, part, line}): Piece[] => [
      {text: bytes(downloadBytes)},
      {text: `${bytes(diskBytes)} on disk`, style: 'dim'},
      {text: plain(instruction), ...(part === 'base' && {style: 'dim'})},
      {text: line === null ? '' : `line ${line}`, style: 'dim'},
    ])
  const base = all.filter(({part}) => part === 'base').length
  const title = `Layers${of}: ${all.length}${base > 0 ? `, ${base} of the base image` : ''}`
  return [heading(title), ...indented(grid(rows, [0, 1])), ...more(all.length - rows.length, 'layer')]
}

function programs({programs: all}: Contents): Line[][] {
  const largest = all.toSorted((one, other) => other.bytes - one.bytes)
  const left = all.length - PROGRAMS
  return [...largest.slice(0, PROGRAMS).map(program), more(left, 'Go program', '')]
}

function program(of: GoProgram): Line[] {
  const {path, bytes: size, goRelease, modules, packed, unread} = of
  const facts = [bytes(size), shortened(plain(goRelease), LONGEST_NAME), count(modules.length, 'module')]
  const title = heading(`Go program ${shortenedInside(`/${plain(path)}`, LONGEST_NAME)}: `)
  const head: Line = [...title, {text: packed === null ? facts.join(', ') : `${bytes(size)}, packed with UPX`}]
  const weighed = byCode(of)
  const rows = weighed
    .slice(0, ROWS)
    .map(({name, version, code}): Piece[] => [
      {text: bytes(code)},
      {text: shortenedInside(plain(name), LONGEST_NAME)},
      {text: shortened(plain(version), LONGEST_NAME), style: 'dim'},
    ])
  const remarks = unread.map((sentence): Line => [{text: `  ${plain(sentence)}`, style: 'yellow'}])
  return [head, ...indented(grid(rows, [0])), ...more(weighed.length - rows.length, 'module'), ...remarks]
}

type WeighedModule = {name: string; version: string; code: number}

/** Bytes of machine code and function table. A module without any has only data or constants. */
function byCode(program: GoProgram): WeighedModule[] {
  const code = bytesByModule(program)
  const versions = new Map(program.modules.map(module => [module.path, versionOf(module)]))
  return [...code]
    .map(([path, size]) => ({
      name: path === 'std' ? 'standard library' : path,
      version: path === 'std' ? program.goRelease : (versions.get(path) ?? ''),
      code: size,
    }))
    .toSorted((one, other) => other.code - one.code || (one.name < other.name ? -1 : 1))
}

/** Their sizes are in the table of platforms. */
function otherPlatforms({facts}: Report, lead: PlatformFacts): Line[] {
  const others = (facts?.platforms ?? []).filter(each => each !== lead)
  if (others.length === 0) return []
  const rows = others
    .slice(0, PLATFORMS)
    .map(({platform, layers: all, contents}): Piece[] => [
      {text: shortened(plain(platform), LONGEST_NAME)},
      {text: [count(all.length, 'layer'), ...(contents === null ? [] : inside(contents))].join(', ')},
    ])
  return [heading('Other platforms'), ...indented(grid(rows, [])), ...more(others.length - rows.length, 'platform')]
}

function inside(contents: Contents): string[] {
  const {programs: all, files: told, leftOut, setuid} = contents
  const releases = [...new Set(all.map(({goRelease}) => shortened(plain(goRelease), LONGEST_NAME)))].filter(Boolean)
  return [
    ...(all.length === 0
      ? []
      : [
          count(all.length, 'Go program'),
          bytes(all.reduce((sum, one) => sum + one.bytes, 0)),
          ...(releases.length === 1 ? releases : []),
        ]),
    count(told.length + leftOut.files, 'file'),
    ...titleOfSecrets(contents),
    ...(setuid.length > 0 ? [count(setuid.length, 'setuid file')] : []),
  ]
}

function files({files: all, leftOut}: Contents): Line[] {
  const total = all.length + leftOut.files
  if (total === 0) return []
  const rows = largestOf(all, ROWS).map(({path, bytes: size}): Piece[] => [{text: bytes(size)}, {text: pathOf(path)}])
  return [heading(`Files: ${count(total, 'file')}`), ...indented(grid(rows, [0])), ...more(total - rows.length, 'file')]
}

function standsOut(contents: Contents): Line[] {
  const {secrets, setuid, wasted, wastedBytes} = contents
  const others = [
    ...setuid
      .slice(0, ROWS)
      .map(({path, mode}): Piece[] => [
        {text: pathOf(path)},
        {text: `runs as another user or group, mode ${mode.toString(8)}`, style: 'dim'},
      ]),
    ...wasted
      .slice(0, ROWS)
      .map(({path, bytes: size}): Piece[] => [
        {text: pathOf(path)},
        {text: `${bytes(size)} replaced or removed by a later layer`, style: 'dim'},
      ]),
  ]
  const titles = [
    ...titleOfSecrets(contents),
    ...(setuid.length > 0 ? [count(setuid.length, 'setuid file')] : []),
    ...(wastedBytes > 0 ? [`${bytes(wastedBytes)} hidden in lower layers`] : []),
  ]
  if (titles.length === 0) return []
  const shown = Math.min(secrets.length, ROWS) + others.length
  const left = secrets.length + setuid.length + wasted.length - shown
  const rows = grid([...secretRows(contents), ...others], [])
  return [heading(`What stands out: ${titles.join(', ')}`), ...indented(rows), ...more(left, 'file')]
}

/** Beside a difference, too: whoever can pull the image can read them. */
function secretsAlone(contents: Contents): Line[] {
  const [title] = titleOfSecrets(contents)
  if (title === undefined) return []
  const rows = grid(secretRows(contents), [])
  return [heading(`What stands out: ${title}`), ...indented(rows), ...more(contents.secrets.length - ROWS, 'file')]
}

function titleOfSecrets({secrets}: Contents): string[] {
  return secrets.length === 0
    ? []
    : [count(secrets.length, 'file that looks like a secret', 'files that look like secrets')]
}

function secretRows({secrets}: Contents): Piece[][] {
  return secrets
    .slice(0, ROWS)
    .map(({path, what, removed}): Piece[] => [
      {text: pathOf(path), style: 'yellow'},
      {text: `${plain(what)}${removed ? ', removed, and still in a layer' : ''}`},
    ])
}

function pathOf(path: string): string {
  return shortenedInside(`/${plain(path)}`, LONGEST_NAME)
}

function more(left: number, what: string, indent = '  '): Line[] {
  return left > 0 ? [[{text: `${indent}and ${count(left, `more ${what}`)}`, style: 'dim'}]] : []
}
