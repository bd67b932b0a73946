import {rmSync} from 'node:fs'
import {build} from 'esbuild'

// Aliased on purpose: @azure/storage-common declares a top-level `createRequire` of its own, and CommonJS
// packages inside the bundle (undici) need `require`.
const banner =
  "import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);"

rmSync('dist', {recursive: true, force: true})
await build({
  entryPoints: ['src/main.ts', 'src/post.ts', 'src/cli.ts'],
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  splitting: true,
  inject: ['scripts/shared-chunk.ts'],
  chunkNames: 'shared',
  // @actions/cache tells errors apart by `error.name === SomeError.name`, which esbuild's renaming would break.
  keepNames: true,
  legalComments: 'none',
  banner: {js: banner},
  logLevel: 'warning',
})
