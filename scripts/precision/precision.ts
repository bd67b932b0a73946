/**
 * Holds the Dockerfile check against the readings of docs/precision: which of the problems that a reader saw it finds, and
 * which of its findings the reader agrees with. Prints a row for each rule, and with --list what does not agree.
 */
import {execFileSync} from 'node:child_process'
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join, resolve} from 'node:path'
import {parseArgs} from 'node:util'
import {checkSubject} from '../../src/dockerfile/check/check.ts'
import {inspectFor, readSubject} from '../../src/dockerfile/check/subject.ts'
import {parseDockerfile} from '../../src/dockerfile/parse.ts'
import {RULES} from '../../src/dockerfile/rules/table.ts'
import type {Finding} from '../../src/report/report.ts'

type Problem = {rule: string; severity: Finding['severity']; line: number; why: string}

type Reading = {
  module: string
  /** A tag, or a pseudo-version whose last twelve digits are the commit. */
  version: string
  /** `owner/name` on GitHub, where the module is called otherwise. */
  repository?: string
  dockerfile: string
  context: string
  target: string
  platforms: string[]
  problems: Problem[]
  disputed: {rule: string; why: string}[]
}

/** What a second look said of a finding that the reading does not have, or of a problem that is none. */
type Judged = {module: string; dockerfile: string; rule: string; line: number; right: boolean; why: string}

type Row = {rule: string; hit: number; right: number; wrong: number; open: number; missed: number}

/** By severity: ours for what is found, the reader's for what is missed. */
type Sum = Omit<Row, 'rule'> & {
  /** What the reader has at this severity, whatever ours is. */
  seen: number
  found: number
}

/** What the check reads. */
const READ =
  /\.(go|mod|sum|work|ya?ml|json|sh|bash|mk|toml|lock|txt|proto|netrc|env|pem|key|rsa)$|(^|\/)\.[^/]*$|(^|\/)[^/]*(file|ignore)[^/]*$|^[^.]*$/i
/** What the readers had no rule for when they read. */
const LATER: Readonly<Record<string, string>> = {
  ...{'new:BASE-EOL': 'V-09', 'new:eol-base': 'V-09', 'new:COPIED-TWICE': 'A-07', 'new:NOT-THE-CHECKOUT': 'A-08'},
  ...{'new:source-not-from-context': 'A-08', 'new:unpinned-clone': 'A-08', 'new:NOT-SELF-CONTAINED': 'A-05'},
  ...{'new:NO-GO-MOD': 'D-14', 'new:FAILURE-IGNORED': 'H-04', 'new:INSTALL-AFTER-COPY': 'H-05'},
  ...{'new:cache-order': 'H-05', 'new:wrong-image-architecture': 'P-07', 'new:SECRET-FILE-IN-IMAGE': 'S-09'},
  ...{'new:env-file-in-image': 'S-09', 'new:ignored-file-copied': 'S-09', 'new:COPY-SOURCE-MISSING': 'X-06'},
  ...{'new:prebuilt-in-context': 'A-05', 'new:build-arg-undeclared': 'H-06'},
  ...{'new:SOURCE-NOT-COPIED': 'X-07', 'new:GIT-NEEDED-BUT-IGNORED': 'B-14', 'new:version-needs-git': 'B-14'},
}

/** A rule that speaks of the same in the same breath, and that of the reader for it, of the same instruction. */
const TOGETHER: Readonly<Record<string, string>> = {'X-01': 'B-03', 'S-09': 'S-03'}

const root = resolve(import.meta.dirname, '../..')
const {values} = parseArgs({
  options: {
    from: {type: 'string'},
    trees: {type: 'string', default: join(tmpdir(), 'go-image-precision')},
    rule: {type: 'string', multiple: true},
    only: {type: 'string'},
    list: {type: 'boolean', default: false},
    json: {type: 'boolean', default: false},
    strict: {type: 'boolean', default: false},
  },
})

const readings = ['a', 'b'].flatMap(part => {
  const file = join(root, 'docs/precision', `${part}.json`)
  return (JSON.parse(readFileSync(file, 'utf8')) as {readings: Reading[]}).readings
})
const judged = readdirSync(join(root, 'docs/precision'))
  .filter(name => /^judged.*\.json$/.test(name))
  .flatMap(name => (JSON.parse(readFileSync(join(root, 'docs/precision', name), 'utf8')) as {judged: Judged[]}).judged)
const rows = new Map<string, Row>()
const known = new Set(RULES.map(({id}) => id))
const sums: Record<Finding['severity'], Sum> = {error: sum(), warning: sum(), info: sum()}
const counted = {files: 0, milliseconds: 0, absent: [] as string[]}

for (const reading of readings) {
  if (values.only && !reading.module.includes(values.only)) continue
  const tree = treeOf(reading)
  if (tree === null) counted.absent.push(reading.module)
  else await measure(reading, tree)
}
report()

async function measure(reading: Reading, tree: string): Promise<void> {
  const path = join(tree, reading.dockerfile)
  if (!existsSync(path)) return void counted.absent.push(`${reading.module} ${reading.dockerfile}`)
  const text = readFileSync(path, 'utf8')
  const context = join(tree, reading.context)
  const began = performance.now()
  const subject = await readSubject({
    ...{text, path, file: reading.dockerfile, context, target: reading.target, platforms: reading.platforms},
    ...{buildArgs: [], today: '2026-11-21', inspect: mains => inspectFor(context, mains)},
  })
  const findings = subject === null ? [] : checkSubject(subject, RULES, null).findings
  counted.milliseconds += performance.now() - began
  counted.files++
  compare(reading, findings, instructionLines(text))
}

/** For each line, the first line of its instruction. */
function instructionLines(text: string): (line: number) => number {
  const {preamble, stages} = parseDockerfile(text)
  const all = [...preamble, ...stages.flatMap(({from, instructions}) => [from, ...instructions])]
  return line => all.find(each => each.line <= line && line <= each.endLine)?.line ?? line
}

function compare(reading: Reading, findings: Finding[], first: (line: number) => number): void {
  const open = reading.problems
    .map(problem => ({...problem, rule: LATER[problem.rule] ?? problem.rule}))
    .filter(({rule}) => known.has(rule))
  const disputes = new Set(reading.disputed.map(({rule}) => LATER[rule] ?? rule))
  const rest: Finding[] = []
  const take = (finding: Finding, isSame: (problem: Problem) => boolean) => {
    const at = open.findIndex(problem => problem.rule === finding.rule && isSame(problem))
    if (at < 0) return false
    const [problem] = open.splice(at, 1)
    sums[problem!.severity].seen++
    sums[problem!.severity].found++
    return true
  }
  const hit = ({rule, severity}: Finding) => {
    row(rule).hit++
    sums[severity].hit++
  }
  for (const finding of findings)
    if (take(finding, ({line}) => first(line) === first(finding.line ?? 1))) hit(finding)
    else rest.push(finding)
  for (const finding of rest) {
    // The reader may have had the same in mind at another line.
    if (take(finding, () => true)) hit(finding)
    else judge(reading, finding, disputes)
  }
  for (const {rule, line, severity, why} of open) {
    if (findings.some(each => TOGETHER[each.rule] === rule && first(each.line ?? 1) === first(line))) {
      sums[severity].seen++
      sums[severity].found++
      continue
    }
    if (judgementOf(reading, rule, line)?.right === false) continue
    row(rule).missed++
    sums[severity].missed++
    sums[severity].seen++
    say(rule, `missed   ${reading.module} ${reading.dockerfile}:${line} ${severity} ${why}`)
  }
}

function judgementOf({module, dockerfile}: Reading, rule: string, line: number | null): Judged | undefined {
  if (values.strict) return undefined
  return judged.find(
    each => each.module === module && each.dockerfile === dockerfile && each.rule === rule && each.line === line,
  )
}

function judge(reading: Reading, finding: Finding, disputes: ReadonlySet<string>): void {
  const {module, dockerfile} = reading
  const {rule, line, message, severity} = finding
  const by = judgementOf(reading, rule, line)
  const place = `${module} ${dockerfile}:${line} ${severity} ${message}`
  const note = (what: 'right' | 'wrong' | 'open') => {
    row(rule)[what]++
    sums[severity][what]++
  }
  if (by?.right) note('right')
  else if (by || disputes.has(rule)) {
    note('wrong')
    say(rule, `disputed ${place}`)
  } else {
    note('open')
    say(rule, `open     ${place}`)
  }
}

function sum(): Sum {
  return {hit: 0, right: 0, wrong: 0, open: 0, missed: 0, seen: 0, found: 0}
}

function row(rule: string): Row {
  const found = rows.get(rule) ?? {rule, hit: 0, right: 0, wrong: 0, open: 0, missed: 0}
  rows.set(rule, found)
  return found
}

function say(rule: string, text: string): void {
  if (values.list && (!values.rule || values.rule.includes(rule))) console.log(`${rule} ${text}`)
}

function report(): void {
  const sorted = [...rows.values()].sort((one, other) => (one.rule < other.rule ? -1 : 1))
  if (values.json) {
    console.log(JSON.stringify({schema: 1, files: counted.files, severities: sums, rows: sorted}, null, 2))
    return
  }
  console.log(
    '| rule | agreed | agreed on a second look | wrong | not judged | missed |\n| --- | --: | --: | --: | --: | --: |',
  )
  for (const {rule, hit, right, wrong, open, missed} of sorted)
    console.log(`| ${rule} | ${hit} | ${right} | ${wrong} | ${open} | ${missed} |`)
  const all = (name: Exclude<keyof Row, 'rule'>) => sorted.reduce((total, each) => total + each[name], 0)
  console.log(`| all | ${all('hit')} | ${all('right')} | ${all('wrong')} | ${all('open')} | ${all('missed')} |`)
  console.log('\n| severity | findings | right | of what the readers saw | found |\n| --- | --: | --: | --: | --: |')
  for (const [name, {hit, right, wrong, open, seen, found}] of Object.entries(sums)) {
    const share = (part: number, whole: number) => (whole === 0 ? '' : ` (${Math.floor((100 * part) / whole)} %)`)
    const total = hit + right + wrong + open
    console.log(
      `| ${name} | ${total} | ${hit + right}${share(hit + right, total)} | ${seen} | ${found}${share(found, seen)} |`,
    )
  }
  const each = (counted.milliseconds / Math.max(counted.files, 1)).toFixed(1)
  console.error(`${counted.files} files, ${each} ms each; not to be had: ${counted.absent.join(', ') || 'none'}`)
}

/** The sources of a reading as a folder, null where they cannot be had. */
function treeOf({module, version, repository: named}: Reading): string | null {
  const [owner = '', name = ''] = named?.split('/') ?? module.split('/').slice(1)
  const folder = join(values.trees, `${owner}+${name}`)
  if (existsSync(join(folder, '.whole'))) return folder
  const repository = values.from?.replace('{owner}', owner).replace('{name}', name) ?? clone(owner, name)
  if (repository === null || !existsSync(repository)) return null
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', repository, ...args], {maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'ignore']})
  const commit = [`refs/tags/${version}`, /-([0-9a-f]{12})$/.exec(version)?.[1] ?? 'HEAD', 'HEAD'].find(name => {
    try {
      git('rev-parse', '--verify', '--quiet', `${name}^{commit}`)
      return true
    } catch {
      return false
    }
  })
  if (commit === undefined) return null
  const files = git('ls-tree', '-r', '-z', commit).toString().split('\0').filter(Boolean)
  const wanted = files.flatMap(line => {
    const [, mode, , hash, path] = /^(\d+) (\w+) (\w+)\t(.*)$/s.exec(line) ?? []
    // Links are left out: nothing of a stranger's may point out of the folder.
    return mode?.startsWith('100') && !path!.split('/').includes('..') ? [{hash: hash!, path: path!}] : []
  })
  // Of all others the name is enough.
  const read = wanted.filter(({path}) => READ.test(path))
  const contents = blobs(repository, new Set(read.map(({hash}) => hash)))
  for (const {hash, path} of wanted) {
    mkdirSync(dirname(join(folder, path)), {recursive: true})
    writeFileSync(join(folder, path), READ.test(path) ? (contents.get(hash) ?? '') : '')
  }
  // As in a checkout: whether it is sent to the builder is a question of the check.
  mkdirSync(join(folder, '.git'), {recursive: true})
  writeFileSync(join(folder, '.git/HEAD'), 'ref: refs/heads/main\n')
  writeFileSync(join(folder, '.whole'), '')
  return folder
}

/** A snapshot may lack its largest ones. */
function blobs(repository: string, hashes: ReadonlySet<string>): Map<string, Buffer> {
  const output = execFileSync('git', ['-C', repository, 'cat-file', '--batch'], {
    ...{input: [...hashes].join('\n'), maxBuffer: 2 ** 31 - 1, stdio: ['pipe', 'pipe', 'ignore'] as const},
    env: {...process.env, GIT_NO_LAZY_FETCH: '1'},
  })
  const found = new Map<string, Buffer>()
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(10, at)
    const [hash = '', type, size] = output.toString('latin1', at, end).split(' ')
    at = end + 1
    if (type !== 'blob') continue
    found.set(hash, output.subarray(at, at + Number(size)))
    at += Number(size) + 1
  }
  return found
}

function clone(owner: string, name: string): string | null {
  const folder = join(values.trees, '.git', `${owner}+${name}`)
  try {
    if (!existsSync(folder))
      execFileSync('git', ['clone', '-q', '--bare', `https://github.com/${owner}/${name}`, folder])
    return folder
  } catch {
    return null
  }
}
