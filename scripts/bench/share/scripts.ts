/** The scripts of src/cache/scripts.ts on folders of this machine, as the direct way runs them. */
import {spawnSync} from 'node:child_process'
import {PACK, UNPACK} from '../../../src/cache/scripts.ts'

/** Makes `build.tar` in `out`. */
export function pack(goCache: string, out: string, what: 'count' | 'all' | 'difference' | 'used'): void {
  run(PACK, ['build', goCache, what, 'no-zips'], {GO_IMAGE_OUT: out})
}

/** From `build.tar` and `build-difference.tar` in `archives`. */
export function unpack(archives: string, goCache: string, census: boolean): void {
  run(UNPACK, ['build', goCache, census ? 'census' : 'fresh'], {GO_IMAGE_IN: `${archives}/`})
}

function run(script: string, words: string[], env: NodeJS.ProcessEnv): void {
  const {status, stderr} = spawnSync('sh', ['-c', script, 'sh', ...words], {
    encoding: 'utf8',
    env: {...process.env, ...env},
  })
  if (status !== 0) throw new Error(stderr)
}
