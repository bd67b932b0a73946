import {createHash} from 'node:crypto'
import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import {describe, expect, test} from '@jest/globals'
import {pageData} from '../../../src/report/html/data.ts'
import type {PageData} from '../../../src/report/html/page-data.ts'
import {renderHtml} from '../../../src/report/html/render.ts'
import {serviceReport} from '../contents.ts'
import {sampleFinding, sampleReport} from '../sample.ts'
import {samples} from '../samples.ts'

function dataOf(html: string): PageData {
  return JSON.parse(html.match(/<script type="application\/json" id="data">(.*?)<\/script>/s)![1]!) as PageData
}

describe('the HTML report', () => {
  test.each(Object.entries(samples))('of %s has the data of the report, and the same again from JSON', (_, report) => {
    const html = renderHtml(report)
    expect(dataOf(html)).toEqual(JSON.parse(JSON.stringify(pageData(report))))
    expect(renderHtml(JSON.parse(JSON.stringify(report)))).toBe(html)
  })

  test('allows its own style and script by their hashes, and nothing else', () => {
    const html = renderHtml(sampleReport())
    const policy = html.match(/Content-Security-Policy" content="([^"]+)"/)![1]!
    const hash = (tag: string) => {
      const text = html.match(new RegExp(`<${tag}>(.*?)</${tag}>`, 's'))![1]!
      return `'sha256-${createHash('sha256').update(text).digest('base64')}'`
    }
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${hash('script')}`,
      `style-src ${hash('style')}`,
      "base-uri 'none'",
      "form-action 'none'",
    ])
  })

  test('is small without its data, and names no address', () => {
    const [before, after] = renderHtml(sampleReport()).split(/<script type="application\/json".*?<\/script>/s)
    const frame = `${before}${after}`
    expect(frame.length).toBeLessThan(60_000)
    expect(frame).not.toMatch(/\b(?:src|href)=|@import|url\(|https?:\/\//)
  })
})

describe('text of others', () => {
  test.each([
    ['the end of the script', '</script><script>alert(1)</script>'],
    ['another case', '</ScRiPt >'],
    ['a comment and a script', '<!--<script>'],
    ['an image', '<img src=x onerror=alert(1)>'],
    ['the room for the data', '"data goes here"'],
    ['replacement patterns', "$& $1 $` $'"],
    ['a line separator', '\u2028x'],
  ])('cannot leave the data: %s', (_, attack) => {
    const html = renderHtml(sampleReport({warnings: [attack], image: {...sampleReport().image, name: attack}}))
    expect(html.split(/<\/script/i)).toHaveLength(3)
    expect(html.split(/<script/i)).toHaveLength(3)
    expect(html.split('<!--')).toHaveLength(1)
    expect(dataOf(html).head.name).toBe(attack.replace('\u2028', '\n'))
  })

  test.each([
    ['an override of the direction', 'a\u202eb', 'a⟨U+202E⟩b'],
    ['a colour of a terminal', 'a\u001b[31mb', 'ab'],
    ['a character that nobody sees', 'a\u200bb', 'a⟨U+200B⟩b'],
    ['a zero byte', 'a\u0000b', 'a⟨U+0000⟩b'],
  ])('%s is shown as what it is', (_, attack, shown) => {
    const {head} = pageData(sampleReport({image: {...sampleReport().image, name: attack}}))
    expect(head.name).toBe(shown)
  })

  test('an address that is not plain http(s) is no link', () => {
    const urls = ['javascript:alert(1)', 'data:text/html,x', 'https://github.com@evil.example/', 'file:///etc/passwd']
    for (const url of urls) {
      const findings = [sampleFinding({url})]
      const {source} = sampleReport()
      const data = pageData(
        sampleReport({
          source: {...source, runUrl: url, server: null},
          dockerfile: {origin: 'written', path: null, text: null, excerpts: [], findings, failing: null},
        }),
      )
      expect(JSON.stringify(data)).not.toContain('"href"')
    }
  })
})

// Every kind of section and block is in one of these.
test.each([
  'growth-explained',
  'failed-build',
  'first-run-with-contents',
  'own-dockerfile-with-findings',
  'hostile-strings',
])('what the page gets of %s is its golden file', name => {
  expectGolden(`${name}.page.json`, `${JSON.stringify(pageData(samples[name]!), null, 1)}\n`)
})

test('a finding has the lines of the Dockerfile around it, where the report has them', () => {
  const sections = pageData(serviceReport()).sections
  const [block] = sections.find(({id}) => id === 'findings')!.blocks
  expect(block).toMatchObject({
    block: 'findings',
    findings: [
      {severity: 'error', code: {from: 5, marked: [7]}},
      {severity: 'warning', code: {from: 1, marked: [3]}},
    ],
  })
})

function expectGolden(name: string, actual: string): void {
  const file = new URL(`../golden/${name}`, import.meta.url)
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, actual)
  if (!existsSync(file)) throw new Error(`No golden file ${name}: look at the output, then run with UPDATE_GOLDEN=1`)
  expect(actual).toBe(readFileSync(file, 'utf8'))
}
