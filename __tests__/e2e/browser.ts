/** A Chromium of this machine, with reports opened as a reader opens them: from a file. */
import {existsSync} from 'node:fs'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {pathToFileURL} from 'node:url'
import {type Browser, type BrowserContextOptions, chromium, type Page} from 'playwright-core'
import {renderHtml} from '../../src/report/html/render.ts'
import type {Report} from '../../src/report/report.ts'

/** Null where there is none: scripts/install-chromium.sh. */
export const CHROMIUM =
  ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync) ?? null

export const PHONE = {viewport: {width: 390, height: 844}, deviceScaleFactor: 2, isMobile: true, hasTouch: true}

export type Opened = {
  page: Page
  /** What the page complained about, and what it asked the network for. */
  complaints: string[]
  close: () => Promise<void>
}

export type Reader = {
  open: (report: Report, options?: BrowserContextOptions) => Promise<Opened>
  leave: () => Promise<void>
}

/** Sandboxes need what containers do not have; the other flags keep the browser itself off the network. */
const FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

export async function startReader(): Promise<Reader> {
  const folder = await mkdtemp(path.join(tmpdir(), 'go-image-html-'))
  const browser: Browser = await chromium.launch({executablePath: CHROMIUM!, args: FLAGS})
  let number = 0
  return {
    async open(report, options = {}) {
      const file = path.join(folder, `report-${number++}.html`)
      await writeFile(file, renderHtml(report))
      const context = await browser.newContext({viewport: {width: 1280, height: 860}, ...options})
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('console', message => complaints.push(`${message.type()}: ${message.text()}`))
      page.on('pageerror', error => complaints.push(`error: ${error.message}`))
      const own = pathToFileURL(file).href
      page.on('request', request => request.url() !== own && complaints.push(`request: ${request.url()}`))
      await page.goto(own)
      return {page, complaints, close: () => context.close()}
    },
    async leave() {
      await browser.close()
      await rm(folder, {recursive: true, force: true})
    },
  }
}

/** Resolves when the treemap has been drawn `times` times. */
export async function drawn(page: Page, times = 1): Promise<void> {
  await page.waitForFunction(`Number(document.querySelector('canvas').dataset.drawn) >= ${times}`)
}
