// Writes the tables of README.md that must agree with action.yml.
//
//   node scripts/readme.js           writes them
//   node scripts/readme.js --check   writes nothing; exits 1 when they are out of date
import {readFileSync, writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {isMap, isScalar, parseDocument} from 'yaml'

const file = name => fileURLToPath(new URL(`../${name}`, import.meta.url))

const action = parseDocument(readFileSync(file('action.yml'), 'utf8'))
const before = readFileSync(file('README.md'), 'utf8')
const after = withTables(before, {inputs: inputTables(action), outputs: outputTable(action)})

if (!process.argv.includes('--check')) writeFileSync(file('README.md'), after)
else if (after !== before) {
  console.error(`README.md does not agree with action.yml; run: npm run docs\n${firstDifference(before, after)}`)
  process.exitCode = 1
}

/** One table for each group of inputs; a comment in action.yml begins a group and names it. */
function inputTables(document) {
  const groups = []
  const inputs = document.get('inputs')
  for (const {key, value} of inputs.items) {
    // The comment above the first entry belongs to the map as a whole.
    const comment = key.commentBefore ?? (groups.length === 0 ? inputs.commentBefore : null)
    if (comment || groups.length === 0) groups.push({title: comment?.trim() ?? '', rows: []})
    groups.at(-1).rows.push([code(key.value), cell(value.get('description')), defaultOf(value)])
  }
  return groups
    .map(({title, rows}) => `**${title}**\n\n${table(['input', 'what it does', 'default'], rows)}`)
    .join('\n\n')
}

function outputTable(document) {
  const rows = document.get('outputs').items.map(({key, value}) => [code(key.value), cell(value.get('description'))])
  return table(['output', 'what it is'], rows)
}

function defaultOf(input) {
  if (!isMap(input) || !input.has('default')) return ''
  const node = input.get('default', true)
  const value = isScalar(node) ? String(node.value) : ''
  return value === '' ? '' : code(value)
}

function table(titles, rows) {
  const line = cells => `| ${cells.join(' | ')} |`
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n')
}

function code(text) {
  return `\`${cell(text)}\``
}

function cell(text) {
  return String(text).trim().replace(/\s+/g, ' ').replaceAll('|', '\\|')
}

/** Puts each text between its markers, `<!-- NAME:start -->` and `<!-- NAME:end -->`. */
function withTables(text, tables) {
  return Object.entries(tables).reduce((result, [name, content]) => {
    const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`]
    const [from, to] = [result.indexOf(start), result.indexOf(end)]
    if (from < 0 || to < from) throw new Error(`README.md needs the lines ${start} and ${end}, in this order`)
    return `${result.slice(0, from + start.length)}\n\n${content}\n\n${result.slice(to)}`
  }, text)
}

function firstDifference(old, now) {
  const [oldLines, newLines] = [old.split('\n'), now.split('\n')]
  const at = newLines.findIndex((line, index) => line !== oldLines[index])
  return `README.md:${at + 1}\n- ${oldLines[at] ?? '(nothing)'}\n+ ${newLines[at] ?? '(nothing)'}`
}
