/** Not a test unless asked: SCREENSHOTS=1 writes the pictures of docs/html-report.md anew. */
import {mkdir} from 'node:fs/promises'
import {fileURLToPath} from 'node:url'
import {expect, jest, test} from '@jest/globals'
import {serviceReport} from '../report/contents.ts'
import {CHROMIUM, drawn, PHONE, startReader} from './browser.ts'

jest.setTimeout(120_000)

const WIDE = {viewport: {width: 1120, height: 830}}
const PICTURES = [
  {name: 'treemap', options: WIDE},
  {name: 'dark', options: {...WIDE, colorScheme: 'dark' as const}},
  {name: 'phone', options: {...PHONE, deviceScaleFactor: 1}},
]

const testPictures = process.env.SCREENSHOTS === '1' && CHROMIUM !== null ? test : test.skip
testPictures.each(PICTURES)('the picture $name of the documentation', async ({name, options}) => {
  const folder = fileURLToPath(new URL('../../docs/html-report', import.meta.url))
  await mkdir(folder, {recursive: true})
  const reader = await startReader()
  const {page, complaints} = await reader.open(serviceReport(), options)
  await drawn(page)
  await page.screenshot({path: `${folder}/${name}.png`})
  await reader.leave()
  expect(complaints).toEqual([])
})
