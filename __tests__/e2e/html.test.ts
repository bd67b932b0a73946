import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {afterAll, afterEach, beforeAll, describe, expect, jest, test} from '@jest/globals'
import type {BrowserContextOptions, Page} from 'playwright-core'
import type {Report} from '../../src/report/report.ts'
import {firstServiceReport, serviceFacts, serviceReport} from '../report/contents.ts'
import {samples} from '../report/samples.ts'
import {CHROMIUM, drawn, type Opened, PHONE, type Reader, startReader} from './browser.ts'

jest.setTimeout(120_000)

if (CHROMIUM === null) process.stderr.write('skipped: no Chromium; ./scripts/install-chromium.sh installs one\n')
const describeInBrowser = CHROMIUM === null ? describe.skip : describe

let reader: Reader
let opened: Opened[] = []
beforeAll(async () => {
  if (CHROMIUM !== null) reader = await startReader()
})
afterEach(async () => {
  await Promise.all(opened.map(({close}) => close()))
  opened = []
})
afterAll(() => reader?.leave())

async function open(report: Report, options?: BrowserContextOptions): Promise<Opened> {
  const one = await reader.open(report, options)
  opened.push(one)
  return one
}

const service = serviceReport()
const reports: Record<string, Report> = {...samples, 'a service': service, 'a first service': firstServiceReport()}

const crumbs = (page: Page) => page.locator('.bar nav li').allInnerTexts()
const parts = (page: Page) => page.locator('.parts tbody tr > :first-child button').allInnerTexts()
const boxes = (page: Page) => page.locator('canvas').getAttribute('data-boxes')
/** A box that is named in the table is pressed there: where it is on the canvas depends on fonts and sizes. */
const zoomInto = (page: Page, name: string) => page.locator('.parts tbody button', {hasText: name}).click()

/** Zooms into the largest group; milliseconds until the frame in which its boxes are there. */
const ZOOM = `new Promise(done => {
  const canvas = document.querySelector('canvas')
  const [before, began] = [canvas.dataset.drawn, performance.now()]
  const wait = () => (canvas.dataset.drawn === before ? requestAnimationFrame(wait) : done(performance.now() - began))
  document.querySelector('.parts tbody button').click()
  wait()
})`

describeInBrowser('the HTML report in a browser', () => {
  test.each(Object.entries(reports))(
    'draws %s without a complaint or a request, and fits a phone',
    async (_, report) => {
      const {page, complaints} = await open(report)
      expect(await page.locator('h1').innerText()).not.toBe('')
      if ((await page.locator('canvas').count()) > 0) await drawn(page)
      await page.setViewportSize(PHONE.viewport)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
      expect(complaints).toEqual([])
    },
  )

  test('has verdict, reason and treemap on the first screen', async () => {
    const {page} = await open(service)
    await drawn(page)
    expect(await page.locator('.verdict').innerText()).toMatch(
      /MB\s+download\s+\+\d+ kB \(\+14\.6 %\)\s+within budget · 1 error in the Dockerfile/,
    )
    expect(await page.locator('.why li').first().innerText()).toMatch(
      /^\+1\.02 MB\s+google\.golang\.org\/protobuf v1\.36\.9 is new$/,
    )
    const {y, height} = (await page.locator('canvas').boundingBox())!
    expect(y + height).toBeLessThan(860)
  })

  test('zooms by table and by click, and the breadcrumb leads back', async () => {
    const {page} = await open(service)
    await zoomInto(page, '/out/ledger')
    await zoomInto(page, 'ledger')
    await zoomInto(page, 'google.golang.org/protobuf')
    expect(await crumbs(page)).toEqual([
      'image',
      'COPY --from=build /out/ledger /ledger',
      'ledger',
      'google.golang.org/protobuf',
    ])
    expect(await page.locator('.parts tbody tr').count()).toBe(24)
    await page.locator('.bar nav button', {hasText: 'image'}).click()
    await drawn(page, 2)
    expect(await crumbs(page)).toEqual(['image'])
    const {width} = (await page.locator('canvas').boundingBox())!
    // The name of the largest group stands at the top.
    await page.locator('canvas').click({position: {x: width / 4, y: 6}})
    expect(await crumbs(page)).toEqual(['image', 'COPY --from=build /out/ledger /ledger'])
  })

  test('shows under the pointer what a box is', async () => {
    const {page} = await open(service)
    await drawn(page)
    await page.locator('canvas').hover({position: {x: 80, y: 60}})
    expect(await page.locator('.tip').innerText()).toMatch(/^net\/http\n799 kB\n4\.5 % of image$/)
    await page.mouse.move(5, 5)
    expect(await page.locator('.tip').isVisible()).toBe(false)
  })

  test('switches to the image of before, where what is new is not and what is gone is', async () => {
    const {page} = await open(service)
    await zoomInto(page, '/out/ledger')
    await zoomInto(page, 'ledger')
    const share = page.locator('.parts tbody tr', {hasText: 'cloud.google.com/go/storage'}).locator('td').last()
    expect(await share.innerText()).toBe('2.4 %')
    await page.locator('input[value=was]').check()
    expect(await share.innerText()).toBe('0 %')
    expect(await page.locator('input[value=was]').isChecked()).toBe(true)
    expect(await crumbs(page)).toHaveLength(3)
    await zoomInto(page, 'cloud.google.com/go/storage')
    expect(await page.locator('.empty').innerText()).toBe('None of this was in the older image.')
  })

  test('has no switch and another legend where there is nothing to compare with', async () => {
    const {page} = await open(firstServiceReport())
    expect(await page.locator('.switch').isVisible()).toBe(false)
    expect(await page.locator('.legend').innerText()).toContain('standard library')
  })

  test('sorts tables by any column, both ways, and says so', async () => {
    const {page} = await open(service)
    const size = page.locator('.parts thead th', {hasText: 'size'})
    expect(await size.getAttribute('aria-sort')).toBe('descending')
    const before = await parts(page)
    await size.locator('button').click()
    expect(await size.getAttribute('aria-sort')).toBe('ascending')
    expect(await parts(page)).toEqual(before.toReversed())
    await page.locator('.parts thead button', {hasText: 'part'}).click()
    expect(await parts(page)).toEqual(before.toSorted())
    expect(await size.getAttribute('aria-sort')).toBeNull()
  })

  test('searches all that is below the group, and the rows of a table', async () => {
    const {page} = await open(service)
    await page.locator('.parts input').fill('PROTOBUF')
    expect(await parts(page)).toEqual(['google.golang.org/protobuf'])
    expect(await page.locator('.parts tbody tr').count()).toBe(25)
    expect(await page.locator('.parts tbody small').first().innerText()).toBe(
      'image › COPY --from=build /out/ledger /ledger › ledger',
    )
    expect(await page.locator('.parts .search [aria-live]').textContent()).toBe('25 parts found')
    await page.locator('.parts tbody button').click()
    expect((await crumbs(page)).at(-1)).toBe('google.golang.org/protobuf')
    await page.locator('#packages input').fill('nothing like this')
    expect(await page.locator('#packages tbody').innerText()).toBe('Nothing found')
  })

  test('can be used with the keyboard alone', async () => {
    const {page} = await open(service)
    await drawn(page)
    await page.locator('canvas').focus()
    await page.keyboard.press('ArrowRight')
    const spoken = page.locator('.treemap [aria-live]')
    expect(await spoken.textContent()).toMatch(/^constants, 2\.30 MB/)
    await page.keyboard.press('ArrowUp')
    expect(await spoken.textContent()).not.toMatch(/^constants/)
    await page.keyboard.press('Enter')
    expect((await crumbs(page)).length).toBeGreaterThan(1)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    expect(await crumbs(page)).toEqual(['image'])
    await page.locator('.parts tbody button').first().focus()
    await page.keyboard.press('Enter')
    const isInTable = 'document.activeElement.closest("table") !== null'
    expect(await page.evaluate(isInTable)).toBe(true)
    await page.locator('.bar nav button').first().focus()
    await page.keyboard.press('Enter')
    expect(await crumbs(page)).toEqual(['image'])
    expect(await page.evaluate(isInTable)).toBe(true)
  })

  test('changes the platform', async () => {
    const facts = serviceFacts({isNewer: true, files: 5})
    const arm64 = {...facts, platform: 'linux/arm64', layers: facts.layers.slice(2)}
    const {page} = await open(firstServiceReport({facts: {schema: 1, source: 'this build', platforms: [facts, arm64]}}))
    expect(await parts(page)).toHaveLength(3)
    await page.locator('select').selectOption('1')
    expect(await page.locator('.parts tbody tr').count()).toBe(2)
  })

  test.each(['light', 'dark'] as const)('follows the reader into %s', async colorScheme => {
    const {page} = await open(service, {colorScheme})
    await drawn(page)
    const lightness = 'getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0]'
    expect(Number(await page.evaluate(lightness)) > 128).toBe(colorScheme === 'light')
    const pixel = 'document.querySelector("canvas").getContext("2d").getImageData(600, 6, 1, 1).data[0]'
    expect(Number(await page.evaluate(pixel)) > 128).toBe(colorScheme === 'light')
  })

  test('prints in light colours, with all tables and without what nobody can press on paper', async () => {
    const {page} = await open(service, {colorScheme: 'dark'})
    await drawn(page)
    const printed = `getComputedStyle(document.body).backgroundColor + ' ' + document.querySelector('canvas').getContext('2d').getImageData(600, 6, 1, 1).data[0]`
    await page.evaluate(`matchMedia('print').addEventListener('change', ({matches}) => {
      if (matches) window.printed = ${printed}
    })`)
    expect((await page.pdf()).length).toBeGreaterThan(20_000)
    expect(await page.evaluate('window.printed')).toBe('rgb(255, 255, 255) 244')
    await page.emulateMedia({media: 'print'})
    for (const control of ['.switch', '.parts input', 'button.more'])
      expect(await page.locator(control).first().isVisible()).toBe(false)
  })

  test('says without its script where the facts are', async () => {
    const {page} = await open(service, {javaScriptEnabled: false})
    expect(await page.locator('main').innerText()).toContain('report.json has the same facts')
  })

  test('shows the text of a hostile report as text', async () => {
    const {page} = await open(samples['hostile-strings']!)
    expect(await page.locator('h1').innerText()).toContain('</details></code><!-- go-image:x --> **b**')
    const links = await page.locator('a').evaluateAll(all => all.map(link => link.getAttribute('href')))
    expect(links.filter(href => !href?.startsWith('https://github.com/'))).toEqual([])
    expect(await page.locator('main b, main img, main details, script:not(#data)').count()).toBe(1)
  })

  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  test.each([
    ...(['light', 'dark'] as const).map(
      colorScheme => [`a service in ${colorScheme}`, service, {colorScheme}] as const,
    ),
    ['a service on a phone', service, PHONE] as const,
    ...['failed-build', 'own-dockerfile-with-findings', 'several-platforms', 'hostile-strings', 'very-long'].map(
      name => [name, samples[name]!, {}] as const,
    ),
  ])('has no violation that axe knows: %s', async (_, report, options) => {
    // The policy of the page would refuse the rules of axe as well.
    const {page} = await open(report, {...options, bypassCSP: true})
    await page.evaluate(axe)
    const found = await page.evaluate<string[]>(
      'axe.run().then(({violations}) => violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id}: ${html}`)))',
    )
    expect(found).toEqual([])
  })

  test('is quick with 50,000 files', async () => {
    const facts = serviceFacts({isNewer: true, files: 49_900})
    const files = facts.contents!.files.map((file, index) => ({...file, bytes: file.bytes + 4_000 + (index % 997)}))
    const platforms = [{...facts, contents: {...facts.contents!, files}}]
    const report = firstServiceReport({facts: {schema: 1, source: 'this build', platforms}})
    const {page, complaints} = await open(report)
    await drawn(page)
    // On the page's own clock, which starts when the file is opened.
    const first = await page.evaluate<number>('performance.now()')
    const zooms = []
    for (const _ of [1, 2, 3, 4])
      zooms.push({milliseconds: await page.evaluate<number>(ZOOM), boxes: Number(await boxes(page))})
    const said = zooms.map(({milliseconds, boxes: many}) => `${Math.round(milliseconds)} ms to zoom to ${many} boxes`)
    process.stderr.write(`50,000 files: ${Math.round(first)} ms until drawn, ${said.join(', ')}\n`)
    expect(Math.max(...zooms.map(({boxes: many}) => many))).toBeLessThan(25_000)
    expect(Math.max(first, ...zooms.map(({milliseconds}) => milliseconds))).toBeLessThan(10_000)
    expect(complaints).toEqual([])
  })
})
