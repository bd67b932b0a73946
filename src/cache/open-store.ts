import type {Execute} from '../runner/exec.ts'
import {dockerCredentials} from './registry/credentials.ts'
import {registryStore} from './registry-store.ts'
import {type CacheStore, githubStore} from './store.ts'

/** The store that the input `cache-store` names; its credentials are those of docker. */
export function openStore(
  input: string,
  options: {env: NodeJS.ProcessEnv; temp: string; execute: Execute; signal?: AbortSignal},
): CacheStore {
  const [, reference] = /^registry=(.*)$/.exec(input) ?? []
  if (reference === undefined) return githubStore(options.temp)
  const {env, execute, signal} = options
  return registryStore(reference, {credentials: dockerCredentials(env, execute), ...(signal && {signal})})
}
