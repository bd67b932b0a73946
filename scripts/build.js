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

const shared = {
  plugins: [page],
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
await build({
  ...shared,
  entryPoints: {main: 'src/main.ts', post: 'src/post.ts', engine: 'src/cli/engine.ts'},
  splitting: true,
  inject: ['scripts/shared-chunk.ts'],
  chunkNames: 'shared',
})
// Threads of the others; they look for it beside the file that they are in.
await build({...shared, entryPoints: {worker: 'src/image/layer/worker.ts'}})
// The command line starts without the shared chunk, whose loading takes most of the time of a check.
await build({
  ...shared,
  entryPoints: ['src/cli.ts'],
  plugins: [
    page,
    {
      name: 'engine',
      setup: ({onResolve}) => onResolve({filter: /^\.\/engine\.ts$/}, () => ({path: './engine.js', external: true})),
    },
  ],
})
