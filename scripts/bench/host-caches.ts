import {spawnSync} from 'node:child_process'
import {randomUUID} from 'node:crypto'
import {copyFileSync, mkdirSync, readdirSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

const KINDS = ['modules', 'build'] as const
export type Kind = (typeof KINDS)[number]

export function timed(body: () => void): number {
  const started = performance.now()
  body()
  return (performance.now() - started) / 1000
}

export function run(command: string, args: string[], options: {cwd?: string; env?: NodeJS.ProcessEnv} = {}): void {
  const {status, stderr, error} = spawnSync(command, args, {encoding: 'utf8', maxBuffer: 1 << 28, ...options})
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${error?.message ?? stderr}`)
}

/** Go's caches on this machine, kept as archives between runs as actions/cache keeps them (tar through zstd). */
export class HostCaches {
  readonly folder: string
  readonly workspace: string
  private current = 'trees-first'

  constructor(folder: string, workspace: string) {
    this.folder = folder
    this.workspace = workspace
    mkdirSync(folder, {recursive: true})
  }

  get trees(): Record<Kind, string> {
    return {modules: join(this.folder, this.current, 'mod'), build: join(this.folder, this.current, 'build')}
  }

  get env(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      ...{GOCACHE: this.trees.build, GOMODCACHE: this.trees.modules},
      ...{CGO_ENABLED: '0', GOFLAGS: '-modcacherw'},
    }
  }

  get program(): string {
    return join(this.folder, 'large')
  }

  /** As the written Dockerfile compiles. */
  compile(): void {
    const args = ['build', '-trimpath', '-buildvcs=false', '-ldflags=-s', '-o', this.program, './cmd/large']
    run('go', args, {cwd: this.workspace, env: this.env})
  }

  /** Fills the caches with what `body` compiles, and keeps them under a name. */
  keep(name: string, body: () => void): void {
    body()
    for (const kind of KINDS)
      run('tar', ['--use-compress-program=zstd -T0', '-cf', this.archive(name, kind), '-C', this.trees[kind], '.'])
    this.clear()
  }

  unpack(name: string): void {
    for (const kind of KINDS) {
      mkdirSync(this.trees[kind], {recursive: true})
      run('tar', ['--use-compress-program=unzstd', '-xf', this.archive(name, kind), '-C', this.trees[kind]])
    }
  }

  clear(): void {
    this.forget()
    for (const old of readdirSync(this.folder).filter(name => name.startsWith('trees-') && name !== this.current))
      run('rm', ['-rf', join(this.folder, old)])
  }

  /** Goes on with empty trees, and deletes nothing yet, which would slow down what is timed next. */
  forget(): void {
    this.current = `trees-${randomUUID()}`
  }

  packedBytes(name: string): number {
    return KINDS.reduce((sum, kind) => sum + statSync(this.archive(name, kind)).size, 0)
  }

  archive(name: string, kind: Kind): string {
    return join(this.folder, `${name}-${kind}.tzst`)
  }

  /** What building an image around the finished program takes, with plain buildx. */
  exportImage(): void {
    const context = join(this.folder, 'context')
    mkdirSync(context, {recursive: true})
    copyFileSync(this.program, join(context, 'large'))
    writeFileSync(
      join(context, 'Dockerfile'),
      'FROM gcr.io/distroless/static-debian13:nonroot\nCOPY large /large\nENTRYPOINT ["/large"]\n',
    )
    run('docker', ['buildx', 'build', '--tag=go-image-bench/large:one', context])
  }
}
