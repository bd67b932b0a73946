import {rmSync} from 'node:fs'
import {build} from 'esbuild'
import {finishedPage} from './page.js'

// Aliased on purpose: @azure/storage-common declares a top-level `createRequire` of its own, and CommonJS
// packages inside the bundle (undici) need `require`.
const banner =
  "import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);"

const page = {
  name: 'page of the HTML report',
  setup: ({onLoad}) => onLoad({filter: /\/page\.html$/}, () => ({contents: finishedPage(), loader: 'text'})),
}

// An import of node:http as ES module asks for all its parts, of which some load undici: 35 ms, where require takes 4.
const http = {
  name: 'node:http without undici',
  setup({onResolve, onLoad}) {
    onResolve({filter: /^(node:)?https?$/}, ({path, namespace}) =>
      namespace === 'required' ? {path, external: true} : {path, namespace: 'required'},
    )
    onLoad({filter: /.*/, namespace: 'required'}, ({path}) => ({contents: `module.exports = require('${path}')`}))
  },
}

const shared = {
  plugins: [page, http],
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  // @actions/cache tells errors apart by `error.name === SomeError.name`, which esbuild's renaming would break.
  keepNames: true,
  legalComments: 'none',
  banner: {js: banner},
  logLevel: 'warning',
}

rmSync('dist', {recursive: true, force: true})
// Code that several of them use is in chunks, so that each loads only its own: a verb of the command line starts
// without the others, and a UserError is of one class wherever it is thrown.
await build({
  ...shared,
  entryPoints: {main: 'src/main.ts', post: 'src/post.ts', cli: 'src/cli.ts'},
  splitting: true,
})
// A thread of the others, which look for it beside the file that they are in; in one piece it starts soonest.
// It has nobody else's errors, and keeping the name of each small function that it makes costs it time.
await build({...shared, keepNames: false, entryPoints: {worker: 'src/image/layer/worker.ts'}})
