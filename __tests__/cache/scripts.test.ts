import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {execute} from '../../src/runner/exec.ts'
import {describeScripts} from './scripts-cases.ts'

// The images themselves, busybox and GNU, are in e2e/cache-scripts.test.ts.
describeScripts('this machine', async program => {
  const folder = mkdtempSync(join(tmpdir(), 'go-image-'))
  try {
    return await execute('sh', ['-s'], {env: {PATH: process.env.PATH ?? '', T: folder}, input: program})
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
})
