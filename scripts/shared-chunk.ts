/**
 * Injected by scripts/build.js into the files of the action: what one of them imports all import, so esbuild puts it
 * into one shared chunk whose name is stable, and the doors stay short enough to read.
 */
export * as core from '@actions/core'
export * as github from '@actions/github'
export * as store from '../src/cache/open-store.ts'
export * as inputs from '../src/inputs.ts'
export * as run from '../src/run.ts'
export * as caches from '../src/run-caches.ts'
export * as context from '../src/runner/context.ts'
export * as exec from '../src/runner/exec.ts'
export * as log from '../src/runner/log.ts'
export * as state from '../src/runner/state.ts'
export * as summary from '../src/runner/summary.ts'
