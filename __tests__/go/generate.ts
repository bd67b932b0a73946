/** Random go.mod and go.work texts, the same for the same seed: most are valid, some have one wrong line. */

export type Random = () => number

/** mulberry32 */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const PATHS = ['a.io/x', 'a.io/x/v2', '"a.io/q"', 'gopkg.in/yaml.v3', 'gopkg.in/check.v1', 'b.org/c-d/e_f', 'c.dev/ü']
const VERSIONS = ['v1.2.3', 'v0.1.0', 'v1.2.3-rc.1', 'v0.0.0-20240102030405-abcdefabcdef', 'v1.4', 'v1', '"v1.0.0"']
const VERSION_OF: Readonly<Record<string, string[]>> = {
  'a.io/x/v2': ['v2.0.1', 'v2.1.0-beta.2+meta'],
  'gopkg.in/yaml.v3': ['v3.0.1'],
  'gopkg.in/check.v1': ['v1.0.0', 'v0.0.0-20161208181325-20d25e280405'],
}
const FOLDERS = ['./local', '../other', '"./with space"', '/abs/path', '.', '..']
const COMMENTS = [
  '// indirect',
  '// indirect; why',
  '// why not',
  '//',
  '// Deprecated: use v2',
  '//indirect',
  '// // x',
]
const WRONG = [
  'requir a.io/x v1.0.0',
  'require a.io/x',
  'require a.io/x latest',
  'require a.io/x v2.0.0',
  'require a.io/x/v1 v1.0.0',
  'require gopkg.in/yaml v1.0.0',
  "require 'a.io/x' v1.0.0",
  'require `a.io/x` v1.0.0',
  'require "a.io/x v1.0.0',
  'replace a.io/x => b.io/y',
  'replace a.io/x => ./y v1.0.0',
  'replace a.io/x -> ./y',
  'replace a.io/x => .\\y',
  'go 1.27.x',
  'go (\n1.27\n)',
  'toolchain 1.27',
  'require a.io/x v1.0.0 /* no */',
  'require (\n\ta.io/x v1.0.0',
  'require (\n) x',
  ')',
  'godebug a',
  'exclude a.io/x v01.0.0',
]

export function pick<T>(random: Random, items: readonly T[]): T {
  return items[Math.floor(random() * items.length)]!
}

export function generateGoMod(random: Random): string {
  const lines = [`module ${pick(random, PATHS)}`, 'go 1.26', 'toolchain go1.27.3'].filter(() => random() < 0.8)
  const directives: Readonly<Record<string, () => string>> = {
    require: () => moduleVersion(random),
    exclude: () => moduleVersion(random),
    replace: () => replacement(random),
    retract: () => retraction(random),
    tool: () => pick(random, PATHS),
    ignore: () => pick(random, ['./node_modules', 'static', '"a b"']),
    godebug: () => pick(random, ['default=go1.21', 'panicnil=1', 'a=b=c', 'x=']),
  }
  return assemble(random, lines, directives)
}

export function generateGoWork(random: Random): string {
  const lines = ['go 1.26.3', 'toolchain default'].filter(() => random() < 0.8)
  return assemble(random, lines, {
    use: () => pick(random, FOLDERS),
    replace: () => replacement(random),
    godebug: () => 'panicnil=1',
  })
}

function assemble(random: Random, single: string[], directives: Readonly<Record<string, () => string>>): string {
  const parts = single.map(line => `${before(random, '')}${line}${suffix(random)}`)
  for (let count = Math.floor(random() * 6); count > 0; count--) {
    const verb = pick(random, Object.keys(directives))
    const make = directives[verb]!
    if (random() < 0.4) parts.push(`${before(random, '')}${verb} ${make()}${suffix(random)}`)
    else parts.push(block(random, verb, make))
  }
  if (random() < 0.25) parts.push(pick(random, WRONG))
  const shuffled = parts.map(part => ({part, key: random()})).sort((a, b) => a.key - b.key)
  const text = `${shuffled.map(({part}) => part).join(pick(random, ['\n', '\n\n']))}${random() < 0.8 ? '\n' : ''}`
  return random() < 0.2 ? text.replaceAll('\n', '\r\n') : text
}

function block(random: Random, verb: string, make: () => string): string {
  if (random() < 0.1) return `${verb} ()`
  const rows = Array.from({length: Math.floor(random() * 4)}, () => {
    const blank = random() < 0.2 ? '\n' : ''
    return `${blank}${before(random, '\t')}\t${make()}${suffix(random)}`
  })
  return [`${before(random, '')}${verb} (${suffix(random)}`, ...rows, `)${suffix(random)}`].join('\n')
}

function before(random: Random, indent: string): string {
  if (random() < 0.7) return ''
  const comments = Array.from({length: 1 + Math.floor(random() * 3)}, () => `${indent}${pick(random, COMMENTS)}\n`)
  return comments.join('') + (random() < 0.3 ? '\n' : '')
}

function suffix(random: Random): string {
  return random() < 0.7 ? '' : `${pick(random, ['', ' ', '\t'])}${pick(random, COMMENTS)}`
}

function moduleVersion(random: Random): string {
  const path = pick(random, PATHS)
  return `${path}${pick(random, [' ', '\t', '  '])}${pick(random, VERSION_OF[path] ?? VERSIONS)}`
}

function replacement(random: Random): string {
  const old = random() < 0.5 ? pick(random, PATHS) : moduleVersion(random)
  return `${old} => ${random() < 0.5 ? pick(random, FOLDERS) : moduleVersion(random)}`
}

function retraction(random: Random): string {
  if (random() < 0.5) return pick(random, VERSIONS)
  const blank = pick(random, ['', ' '])
  return `[${blank}${pick(random, VERSIONS)}${blank},${blank}${pick(random, VERSIONS)}${blank}]`
}
