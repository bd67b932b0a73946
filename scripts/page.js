import {createHash} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {buildSync} from 'esbuild'

const folder = fileURLToPath(new URL('../src/report/html/page/', import.meta.url))

/** page.html of the HTML report with its style, its script, and their hashes for the content security policy. */
export function finishedPage() {
  const style = bundled('style.css', {bundle: true})
  const script = bundled('main.ts', {bundle: true, format: 'iife', target: 'es2022'})
  const parts = {style, script, 'style-hash': hash(style), 'script-hash': hash(script)}
  const page = readFileSync(`${folder}page.html`, 'utf8')
  return page.replace(/\/\*(style|script|style-hash|script-hash)\*\//g, (_, name) => parts[name])
}

function bundled(entry, options) {
  const {outputFiles} = buildSync({
    ...{entryPoints: [folder + entry], write: false, minify: true, legalComments: 'none', ...options},
  })
  return outputFiles[0].text.trim()
}

function hash(text) {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
