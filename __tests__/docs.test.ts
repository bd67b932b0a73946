/** What the documentation says and the sources say must be the same. */
import {spawnSync} from 'node:child_process'
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {dirname, join, posix, relative, resolve} from 'node:path'
import {fileURLToPath} from 'node:url'
import {describe, expect, test} from '@jest/globals'
import {parse} from 'yaml'
import {RULES} from '../src/dockerfile/rules/table.ts'
import {FACT_KINDS} from '../src/go/project.ts'
import {readInputs} from '../src/inputs.ts'
import {basesTable, buildersTable} from './bases-table.ts'
import {cLibrariesTable} from './c-libraries-table.ts'
import {FIXTURES} from './dockerfile/rules/table.ts'
import {reportSchema} from './report-schema.ts'
import {rulePages} from './rule-pages.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const find = (folder: string, name: RegExp) =>
  readdirSync(join(root, folder), {withFileTypes: true})
    .filter(entry => entry.isFile() && name.test(entry.name))
    .map(entry => posix.join(folder, entry.name))
    .sort()

type Action = {inputs: Record<string, unknown>; outputs: Record<string, unknown>}
const action = parse(read('action.yml')) as Action
const folders = (folder: string): string[] =>
  readdirSync(join(root, folder), {withFileTypes: true})
    .filter(entry => entry.isDirectory())
    .flatMap(entry => [posix.join(folder, entry.name), ...folders(posix.join(folder, entry.name))])
const pages = ['.', 'docs', ...folders('docs'), ...folders('examples')].flatMap(folder => find(folder, /\.md$/))

describe('the README', () => {
  test('has the tables of action.yml', () => {
    const {status, stderr} = spawnSync(process.execPath, ['scripts/readme.js', '--check'], {
      cwd: root,
      encoding: 'utf8',
    })
    expect({status, stderr}).toEqual({status: 0, stderr: ''})
  })

  test('names no input or output that action.yml does not have', () => {
    const prose = proseOf(read('README.md'))
    const inputs = [...prose.matchAll(/\binputs? `([a-z-]+)`/g)].map(match => match[1]!)
    const outputs = [...prose.matchAll(/\boutputs? `([a-z-]+)`/g)].map(match => match[1]!)
    expect(inputs.length).toBeGreaterThan(0)
    expect(inputs.filter(name => !(name in action.inputs))).toEqual([])
    expect(outputs.filter(name => !(name in action.outputs))).toEqual([])
  })
})

describe('action.yml', () => {
  test('has exactly the inputs that are read', () => {
    const asked = new Set<string>()
    readInputs(name => {
      asked.add(name)
      return ''
    })
    expect([...asked].sort()).toEqual(Object.keys(action.inputs).sort())
  })
})

describe('docs/rules', () => {
  test('has the page of each rule, and no other', async () => {
    const pages = await rulePages(RULES, FIXTURES)
    if (process.env.UPDATE_GOLDEN) for (const [name, text] of pages) writeFileSync(join(root, 'docs/rules', name), text)
    expect(find('docs/rules', /./)).toEqual([...pages.keys()].map(name => `docs/rules/${name}`).sort())
    for (const [name, text] of pages) expect(read(`docs/rules/${name}`)).toBe(text)
  }, 60_000)
})

test('docs/report.schema.json is what reports are read with', () => {
  const text = `${JSON.stringify(reportSchema(), null, 1)}\n`
  if (process.env.UPDATE_GOLDEN) writeFileSync(join(root, 'docs/report.schema.json'), text)
  expect(read('docs/report.schema.json')).toBe(text)
})

describe('docs/facts.md', () => {
  test('has a row for each kind of fact, in their order', () => {
    const kinds = read('docs/facts.md').split('## Kinds')[1]!.split('\n## ')[0]!
    expect([...kinds.matchAll(/^\| `([a-z-]+)`/gm)].map(([, kind]) => kind)).toEqual([...FACT_KINDS])
  })
})

describe('workflows that are shown', () => {
  const shown = [
    ...['examples/workflows', '.github/workflows']
      .flatMap(folder => find(folder, /\.yml$/))
      .map(file => ({name: file, text: read(file)})),
    ...pages.flatMap(file => yamlBlocks(read(file)).map((text, index) => ({name: `${file} block ${index + 1}`, text}))),
  ]

  test.each(shown)('$name sets only inputs and reads only outputs that there are', ({text}) => {
    const steps = stepsOf(parse(text))
    const ours = steps.filter(({uses}) => uses === './' || uses?.includes('/go-image-action@'))
    expect(ours.flatMap(step => Object.keys(step.with ?? {})).filter(name => !(name in action.inputs))).toEqual([])
    for (const {id} of ours.filter(step => step.id !== undefined)) {
      const outputs = [...text.matchAll(new RegExp(`steps\\.${id}\\.outputs\\.([\\w-]+)`, 'g'))].map(match => match[1]!)
      expect(outputs.filter(name => !(name in action.outputs))).toEqual([])
    }
  })
})

test.each([
  ['bases', basesTable()],
  ['builders', buildersTable()],
])('docs/bases.md has the table of %s', (_, table) => {
  expect(read('docs/bases.md')).toContain(`\n\n${table}\n\n`)
})

test('docs/c-libraries.md has the table of C libraries', () => {
  expect(read('docs/c-libraries.md')).toContain(`\n\n${cLibrariesTable()}\n\n`)
})

describe('errors', () => {
  const codes = errorCodes()
  const documented = find('docs/errors', /\.md$/).map(file => file.replace(/^.*\/|\.md$/g, ''))

  test('each has a page that names it, and each page is of one', () => {
    expect(documented.filter(name => name !== 'README')).toEqual(codes)
    for (const code of codes) expect(read(`docs/errors/${code}.md`)).toContain(`Code: \`${code}\`\n`)
  })

  test('each is in the index once', () => {
    const listed = [...read('docs/errors/README.md').matchAll(/\]\(([a-z0-9-]+)\.md\)/g)].map(match => match[1]!)
    expect(listed.sort()).toEqual(codes)
  })
})

test('each dependency has a line in docs/dependencies.md, and each line is of one', () => {
  const {dependencies, devDependencies, optionalDependencies} = JSON.parse(read('package.json')) as Record<
    string,
    object
  >
  const names = Object.keys({...dependencies, ...devDependencies, ...optionalDependencies}).sort()
  const listed = [...read('docs/dependencies.md').matchAll(/^\| `([^`]+)` \|/gm)].map(match => match[1]!)
  expect(listed.sort()).toEqual(names)
})

test.each(pages)('the links of %s lead somewhere', page => {
  const broken = linksOf(read(page)).filter(link => !leadsSomewhere(page, link))
  expect(broken).toEqual([])
})

test('files that docs/architecture.md names exist', () => {
  const names = [...read('docs/architecture.md').matchAll(/`((?:src|scripts|__tests__)\/[\w./-]*)`/g)].map(
    match => match[1]!,
  )
  expect(names.length).toBeGreaterThan(0)
  expect(names.filter(name => !existsSync(join(root, name)))).toEqual([])
})

/** Codes of UserErrors: given to the constructor, or to the `code` of a decision that becomes one. */
function errorCodes(): string[] {
  const text = ['src', ...folders('src')]
    .flatMap(folder => find(folder, /\.ts$/))
    .map(read)
    .join('\n')
  const given = [...text.matchAll(/new UserError\(\s*'([a-z0-9-]+)'/g)].map(match => match[1]!)
  const decided = [...text.matchAll(/\bcode: ((?:'[a-z0-9-]+'(?: \| )?)+)/g)].flatMap(match =>
    [...match[1]!.matchAll(/'([a-z0-9-]+)'/g)].map(quoted => quoted[1]!),
  )
  return [...new Set([...given, ...decided])].sort()
}

function withoutCode(markdown: string): string {
  return markdown.replace(/^( *)```[\s\S]*?^\1```$/gm, '')
}

/** Text that was written by hand, without generated tables and code. */
function proseOf(markdown: string): string {
  return withoutCode(markdown.replace(/<!-- (\w+):start -->[\s\S]*?<!-- \1:end -->/g, ''))
}

function yamlBlocks(markdown: string): string[] {
  return [...markdown.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(match => match[1]!)
}

type Step = {uses?: string; id?: string; with?: Record<string, unknown>}

/** Every step of a workflow; a fragment that is only a `with:` counts as a step of this action. */
function stepsOf(document: unknown): Step[] {
  const workflow = document as {jobs?: Record<string, {steps?: Step[]}>; with?: Record<string, unknown>}
  const fragment = workflow.with ? [{uses: './', with: workflow.with}] : []
  return [...Object.values(workflow.jobs ?? {}).flatMap(job => job.steps ?? []), ...fragment]
}

function linksOf(markdown: string): string[] {
  return [...withoutCode(markdown).matchAll(/\]\(([^()\s]+)\)/g)]
    .map(match => match[1]!)
    .filter(link => !/^(https?|mailto):/.test(link))
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? page : relative(root, resolve(root, dirname(page), path))
  if (target.startsWith('..') || !existsSync(join(root, target))) return false
  return anchor === undefined || anchorsOf(read(target)).includes(anchor)
}

/** GitHub's anchors of headings: lower case, punctuation dropped, spaces to dashes. */
function anchorsOf(markdown: string): string[] {
  return [...withoutCode(markdown).matchAll(/^#{1,6} (.+)$/gm)].map(match =>
    match[1]!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  )
}
