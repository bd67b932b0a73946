import {transformSync} from 'esbuild'

/** Jest transformer: type stripping that also works where Node has none of its own (Node 20). */
export default {
  process: (code, file) =>
    transformSync(code, {loader: 'ts', format: 'esm', target: 'es2022', sourcemap: 'inline', sourcefile: file}),
}
