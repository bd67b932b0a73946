import {dockerCredentials} from '../registry/credentials.ts'
import type {Octokit} from '../runner/comments.ts'
import type {Execute} from '../runner/exec.ts'
import {githubEntries} from './github-entries.ts'
import type {Grants} from './kept.ts'
import {registryStore} from './registry-store.ts'
import {type CacheStore, folderStore, githubStore} from './store.ts'

export type OpenStore = CacheStore & {
  /** Keys of what was restored so far. */
  restored: ReadonlySet<string>
  grants: Grants
}

export type StoreOptions = {
  env: NodeJS.ProcessEnv
  temp: string
  execute: Execute
  signal?: AbortSignal
  /** For GitHub's caches to be listed and removed; null without a token. */
  octokit?: Octokit | null
}

/** The store that the input `cache-store` names; its credentials are those of docker. */
export function openStore(input: string, options: StoreOptions): OpenStore {
  const [, kind, place = ''] = /^(registry|folder)=(.*)$/.exec(input) ?? []
  if (kind === 'registry') return openRegistry(place, options)
  if (kind === 'folder') return openFolder(place)
  return openGitHub(options)
}

function openFolder(folder: string): OpenStore {
  const grants = {list: `let this user read ${folder}`, remove: `let this user write to ${folder}`}
  return {...noting(folderStore(folder)), grants}
}

function openGitHub({env, temp, octokit}: StoreOptions): OpenStore {
  const [owner, repo] = (env.GITHUB_REPOSITORY ?? '').split('/')
  const entries = octokit && owner && repo ? githubEntries(octokit, {owner, repo}) : null
  const grants = {
    list: 'grant the job `permissions: actions: read`',
    remove: 'grant the job `permissions: actions: write`',
  }
  return {...noting(githubStore(temp, undefined, entries)), grants}
}

function openRegistry(reference: string, {env, execute, signal}: StoreOptions): OpenStore {
  const store = registryStore(reference, {credentials: dockerCredentials(env, execute), ...(signal && {signal})})
  const grants = {
    list: `log in with an account that may read ${reference}, in a registry that lists tags`,
    remove: `log in with an account that may delete in ${reference}, where the registry itself allows that`,
  }
  return {...noting(store), grants}
}

function noting(store: CacheStore): CacheStore & {restored: ReadonlySet<string>} {
  const restored = new Set<string>()
  const {stream} = store
  return {
    ...store,
    restored,
    async restore(...asked) {
      const key = await store.restore(...asked)
      if (key !== null) restored.add(key)
      return key
    },
    ...(stream && {
      async stream(name, key, consume) {
        const result = await stream(name, key, consume)
        if (result !== null) restored.add(key)
        return result
      },
    }),
  }
}
