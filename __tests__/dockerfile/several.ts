import type {MainPackage, Project} from '../../src/go/project.ts'
import type {DockerfileStyle} from '../../src/inputs.ts'
import {at, importing, NO_LINES, projectOf} from './projects.ts'

/** A server that is told its version, and a worker that is not. */
export function severalOf(
  different: Partial<Project> & {vendor?: boolean} = {},
  mains: Partial<MainPackage>[] = [API, WORKER],
): Project {
  const project = projectOf(different)
  const [usual] = project.mains as [MainPackage]
  const programs = mains.map(main => ({...usual, evidence: at(`${main.dir}/main.go`, 8), ...main}))
  return {...project, mains: programs, decision: {kind: 'build-several', mains: programs, reason: 'they are named'}}
}

export const API: Partial<MainPackage> = {
  importPath: 'github.com/acme/ledger/cmd/api',
  dir: 'cmd/api',
  versionVariables: [{name: 'version', evidence: at('cmd/api/main.go', 5)}],
  ports: [
    {port: 8080, evidence: at('cmd/api/main.go', 20)},
    {port: 9090, evidence: at('cmd/api/main.go', 30)},
  ],
}

export const WORKER: Partial<MainPackage> = {importPath: 'github.com/acme/ledger/cmd/worker', dir: 'cmd/worker'}

const inWorkspace = (): Project => {
  const project = severalOf(
    {workspace: {file: 'go.work', uses: ['api', 'worker'], ...NO_LINES, sum: false, localReplaces: [], vendor: false}},
    [
      {...API, dir: 'api', moduleDir: 'api', versionVariables: []},
      {...WORKER, dir: 'worker/cmd/worker', moduleDir: 'worker'},
    ],
  )
  const [module] = project.modules
  const modules = [
    {...module!, dir: 'api', path: 'github.com/acme/api', go: '1.26'},
    {...module!, dir: 'worker', path: 'github.com/acme/worker', go: '1.27.1'},
  ]
  return {...project, modules}
}

/** Dockerfiles for several programs, with the mounts of Go's caches that they have. */
export const several: Record<string, {project: Project; base: string; style: DockerfileStyle; caches: string[]}> = {
  several: {project: severalOf(), base: 'distroless', style: 'mount', caches: ['modules', 'build']},
  'several-layer-vendor': {project: severalOf({vendor: true}), base: 'scratch', style: 'layer', caches: ['build']},
  'several-workspace': {project: inWorkspace(), base: 'distroless', style: 'layer', caches: ['build']},
  'several-portable-workspace': {project: inWorkspace(), base: 'alpine', style: 'portable', caches: []},
  'several-cgo': {
    project: severalOf(importing('github.com/h2non/bimg')),
    ...{base: 'distroless', style: 'mount', caches: ['modules', 'build']},
  },
}
