/**
 * Which files of a package a build takes: https://pkg.go.dev/cmd/go#hdr-Build_constraints. The rules are those of
 * go/build (`goodOSArchFile`, `shouldBuild`, `matchTag`) and go/build/constraint.
 */

export type Target = {
  os: string
  arch: string
  /** CGO_ENABLED: what the tag `cgo` says. */
  cgo: boolean
  /** Tags given with `-tags`. */
  tags?: readonly string[]
  /** Minor version of the building Go, for tags like `go1.21`. All are true when it is left out. */
  goMinor?: number
}

// internal/syslist: past, present and reserved names count alike in file names.
const KNOWN_OS = new Set(
  'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris wasip1 windows zos'.split(
    ' ',
  ),
)
const UNIX_OS = new Set('aix android darwin dragonfly freebsd hurd illumos ios linux netbsd openbsd solaris'.split(' '))
const KNOWN_ARCH = new Set(
  '386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm'.split(
    ' ',
  ),
)

/** Would this file be built? `header` is the text up to the package clause; `import "C"` is not looked at. */
export function isBuilt(name: string, header: string, target: Target): boolean {
  if (name.startsWith('_') || name.startsWith('.')) return false
  return nameMatches(name, target) && headerMatches(header, target)
}

/** Other systems than linux whose builds take the file; none for a file that waits for a tag. */
export function systemsOf(name: string, header: string): string[] {
  return [...KNOWN_OS].filter(os => {
    const arch = os === 'js' || os === 'wasip1' ? 'wasm' : 'amd64'
    return os !== 'linux' && isBuilt(name, header, {os, arch, cgo: true})
  })
}

/** The endings `_GOOS`, `_GOARCH`, `_GOOS_GOARCH`, each with or without `_test`. */
export function nameMatches(name: string, target: Target): boolean {
  const stem = name.split('.', 1)[0]!
  if (!stem.includes('_')) return true
  // What stands before the first underscore is never a tag, so that linux.go builds everywhere.
  const words = stem.split('_').slice(1)
  if (words.at(-1) === 'test') words.pop()
  const last = words.at(-1) ?? ''
  const previous = words.at(-2) ?? ''
  if (KNOWN_ARCH.has(last) && KNOWN_OS.has(previous)) return tagMatches(last, target) && tagMatches(previous, target)
  return !KNOWN_OS.has(last) && !KNOWN_ARCH.has(last) ? true : tagMatches(last, target)
}

function headerMatches(header: string, target: Target): boolean {
  if (!header.includes('build')) return true
  const {goBuild, plusBuild} = constraintLines(header)
  // Two //go:build lines in one file, or one that cannot be read, stop the go command.
  if (goBuild.length > 1) return false
  if (goBuild.length === 1) return evaluate(goBuild[0]!, target) ?? false
  return plusBuild.every(line => evaluatePlusBuild(line, target))
}

/** `// +build` counts only above a blank line that comes before the first code or block comment. */
function constraintLines(header: string): {goBuild: string[]; plusBuild: string[]} {
  const goBuild: string[] = []
  const plusBuild: string[] = []
  let waiting: string[] = []
  let ended = false
  let inBlock = false
  // The last piece is the line of the package clause itself.
  for (const raw of header.split('\n').slice(0, -1)) {
    let line = raw.trim()
    if (line === '' && !ended) {
      plusBuild.push(...waiting)
      waiting = []
      continue
    }
    if (!inBlock) {
      const expression = /^\/\/go:build(?:\s+(.*))?$/.exec(line)
      if (expression) goBuild.push(expression[1] ?? '')
      const legacy = /^\/\/\s*\+build(?:\s+(.*))?$/.exec(line)
      if (legacy && !ended) waiting.push(legacy[1] ?? '')
    }
    if (!line.startsWith('//')) ended = true
    while (line !== '' && (inBlock || !line.startsWith('//'))) {
      if (inBlock) {
        const close = line.indexOf('*/')
        if (close < 0) break
        inBlock = false
        line = line.slice(close + 2).trim()
      } else if (line.startsWith('/*')) {
        inBlock = true
        line = line.slice(2)
      } else {
        return {goBuild, plusBuild}
      }
    }
  }
  return {goBuild, plusBuild}
}

// go/build/constraint, maxSize: what is larger is malformed, so that no expression exhausts the stack.
const MOST_TERMS = 1000

/** The value of a `//go:build` expression; null when it is malformed. */
export function evaluate(expression: string, target: Target): boolean | null {
  const tokens = expression.match(/[()!]|&&|\|\||[\p{L}\p{Nd}_.]+|[^\s]/gu) ?? []
  let at = 0
  let terms = 0
  // `||` binds weaker than `&&`, which binds weaker than `!`. Both sides are always read, to find errors.
  const or = (): boolean | null => {
    let value = and()
    while (tokens[at] === '||') {
      at++
      const right = and()
      value = value === null || right === null ? null : value || right
    }
    return value
  }
  const and = (): boolean | null => {
    let value = not()
    while (tokens[at] === '&&') {
      at++
      const right = not()
      value = value === null || right === null ? null : value && right
    }
    return value
  }
  const not = (): boolean | null => {
    if (++terms > MOST_TERMS) {
      at = tokens.length
      return null
    }
    if (tokens[at] !== '!') return atom()
    at++
    const value = atom()
    return value === null ? null : !value
  }
  const atom = (): boolean | null => {
    const token = tokens[at++]
    if (token === '(') {
      const value = or()
      return tokens[at++] === ')' ? value : null
    }
    return token !== undefined && /^[\p{L}\p{Nd}_.]+$/u.test(token) ? tagMatches(token, target) : null
  }
  const value = or()
  return at === tokens.length ? value : null
}

/**
 * `// +build a,b !c`, and what stands after `#cgo`: a blank is or, a comma is and. Malformed words count as a tag that is
 * never set.
 */
export function evaluatePlusBuild(line: string, target: Target): boolean {
  return line
    .split(/\s+/)
    .filter(option => option !== '')
    .some(option =>
      option.split(',').every(term => {
        const tag = term.replace(/^!/, '')
        if (!/^[\p{L}\p{Nd}_.]+$/u.test(tag)) return tagMatches('ignore', target)
        return tagMatches(tag, target) !== term.startsWith('!')
      }),
    )
}

function tagMatches(tag: string, target: Target): boolean {
  if (tag === 'cgo') return target.cgo
  if (tag === target.os || tag === target.arch || tag === 'gc') return true
  if (tag === 'unix') return UNIX_OS.has(target.os)
  // Every amd64 build has the lowest level of GOAMD64, every arm64 build that of GOARM64.
  if (tag === 'amd64.v1') return target.arch === 'amd64'
  if (tag === 'arm64.v8.0') return target.arch === 'arm64'
  const release = /^go1\.([1-9]\d*)$/.exec(tag)
  if (release) return Number(release[1]) <= (target.goMinor ?? Number.POSITIVE_INFINITY)
  return target.tags?.includes(tag) ?? false
}
