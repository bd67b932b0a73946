import {execFileSync, spawnSync} from 'node:child_process'
import {cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setTimeout as delay} from 'node:timers/promises'
import {fileURLToPath} from 'node:url'
import {pushEvent} from '../../__tests__/e2e/loopback/events.ts'
import {startGitHub} from '../../__tests__/e2e/loopback/github.ts'
import {createRunner} from '../../__tests__/e2e/loopback/runner.ts'
import type {Report} from '../../src/report/report.ts'

export type CacheRow = {
  way: 'cold' | 'layer' | 'copy-tree' | 'portable' | 'direct' | 'go-build' | 'ko'
  change: 'leaf' | 'main'
  inSeconds: number
  buildSeconds: number
  outSeconds: number
  totalSeconds: number
  uploadedBytes: number
}

const large = fileURLToPath(new URL('large', import.meta.url))
const layerDockerfile = fileURLToPath(new URL('large.Dockerfile', import.meta.url))
const GO_IMAGE = 'golang:1.26-alpine'

/**
 * A change to a small program over large modules (scripts/bench/large) on a builder that knows nothing, one way after
 * the other. `in` and `out` are what it takes to bring caches in and out, `total` the whole step. The registry and the
 * cache service are on loopback: their network time is left out for all ways alike.
 */
export async function measureCaches(options: {yes: boolean; changes: CacheRow['change'][]}): Promise<CacheRow[]> {
  if (!options.yes) {
    console.error(
      'This empties the build cache of the current builder (docker buildx prune --all). Say --yes if it may.',
    )
    process.exit(2)
  }
  const folder = mkdtempSync(join(tmpdir(), 'go-image-bench-'))
  try {
    const workspace = join(folder, 'work', 'large')
    cpSync(large, workspace, {recursive: true})
    await using github = await startGitHub({folder: join(folder, 'github')})
    const runner = createRunner({workdir: join(folder, 'work'), github, workspace})
    const rows: CacheRow[] = []
    let pushes = 0
    const action = async (way: CacheRow['way'], change: CacheRow['change'], inputs: Record<string, string>) => {
      await emptyBuilder()
      const before = new Set(github.entries().map(entry => entry.key))
      const job = runner.startJob(pushEvent({sha: `${++pushes}`.padStart(40, '0')}))
      const main = await job.main({inputs: {tags: 'go-image-bench/large:one', ...inputs}})
      if (main.outcome !== 'success') throw new Error(main.log)
      const report = JSON.parse(readFileSync(main.outputs.report!, 'utf8')) as Report
      const post = await job.post(main)
      await job.end()
      const span = (name: string) =>
        report.timeline.filter(one => one.name === name).map(one => one.end - one.start)[0] ?? 0
      const cached = report.caches.length > 0
      return add({
        ...{way, change},
        inSeconds: cached ? span('caches in') : 0,
        buildSeconds: report.build.seconds,
        outSeconds: (cached ? span('caches out') : 0) + post.seconds,
        totalSeconds: main.seconds + post.seconds,
        uploadedBytes: github
          .entries()
          .filter(entry => !before.has(entry.key))
          .reduce((sum, entry) => sum + (entry.size ?? 0), 0),
      })
    }
    const add = (row: CacheRow) => {
      rows.push(row)
      console.error(`  ${row.way}, ${row.change}: ${row.totalSeconds.toFixed(1)} s`)
      return row
    }
    const ours = (transfer: string) => ({'cache-transfer': transfer})
    const layers = {
      ...{file: layerDockerfile, cache: 'off'},
      ...{'cache-from': 'type=gha,scope=bench', 'cache-to': 'type=gha,scope=bench,mode=max'},
    }
    console.error('Filling the caches')
    const first = await action('cold', options.changes[0]!, ours('direct'))
    await action('layer', options.changes[0]!, layers)
    rows.length = 0
    const host = new HostCaches(join(folder, 'host'), workspace)
    host.fill()
    for (const change of options.changes) {
      console.error(`A change in ${change === 'leaf' ? 'a leaf package' : 'main'}`)
      const edit = () => changeFile(workspace, change)
      edit()
      await action('cold', change, {cache: 'off'})
      edit()
      await action('layer', change, layers)
      edit()
      add(await copyTree(change, workspace, host))
      for (const way of ['portable', 'direct'] as const) {
        edit()
        await action(way, change, ours(way))
      }
      edit()
      add(await host.goBuild(change))
      edit()
      const ko = await host.ko(change)
      if (ko) add(ko)
    }
    printCacheRows(rows, first.uploadedBytes)
    return rows
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
}

/** Something new every time, so that nobody has compiled it before. */
let edits = 0
function changeFile(workspace: string, change: CacheRow['change']): void {
  edits++
  const [file, text] =
    change === 'leaf'
      ? [
          'internal/d/d.go',
          `// Package d is the leaf.\npackage d\n\n// Name is new.\nfunc Name() string { return "d${edits}-${Date.now()}" }\n`,
        ]
      : ['cmd/large/changed.go', `package main\n\nfunc init() { println("${edits}-${Date.now()}") }\n`]
  writeFileSync(join(workspace, file), text)
}

async function emptyBuilder(): Promise<void> {
  execFileSync('docker', ['buildx', 'prune', '--all', '--force'], {stdio: 'pipe'})
  execFileSync('sync')
  // Deleting goes on after `prune` has ended, and whatever is timed meanwhile is slower.
  await delay(8_000)
}

function timed(body: () => void): number {
  const started = performance.now()
  body()
  return (performance.now() - started) / 1000
}

function run(command: string, args: string[], options: {cwd?: string; env?: NodeJS.ProcessEnv} = {}): void {
  const {status, stderr} = spawnSync(command, args, {encoding: 'utf8', maxBuffer: 1 << 28, ...options})
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stderr}`)
}

/** Go's caches on this machine, kept as archives between runs as actions/cache keeps them (tar through zstd). */
class HostCaches {
  readonly folder: string
  readonly workspace: string

  constructor(folder: string, workspace: string) {
    this.folder = folder
    this.workspace = workspace
    mkdirSync(folder, {recursive: true})
  }

  get trees(): Record<'modules' | 'build', string> {
    return {modules: join(this.folder, 'mod'), build: join(this.folder, 'build')}
  }

  get env(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      GOCACHE: this.trees.build,
      GOMODCACHE: this.trees.modules,
      CGO_ENABLED: '0',
      GOFLAGS: '-modcacherw',
    }
  }

  compile(): void {
    const args = [
      'build',
      '-trimpath',
      '-buildvcs=false',
      '-ldflags=-s',
      '-o',
      join(this.folder, 'large'),
      './cmd/large',
    ]
    run('go', args, {cwd: this.workspace, env: this.env})
  }

  fill(): void {
    this.compile()
    this.pack()
    this.clear()
  }

  pack(): void {
    for (const [kind, tree] of Object.entries(this.trees))
      run('tar', ['--use-compress-program=zstd -T0', '-cf', join(this.folder, `${kind}.tzst`), '-C', tree, '.'])
  }

  unpack(): void {
    for (const [kind, tree] of Object.entries(this.trees)) {
      mkdirSync(tree, {recursive: true})
      run('tar', ['--use-compress-program=unzstd', '-xf', join(this.folder, `${kind}.tzst`), '-C', tree])
    }
  }

  clear(): void {
    for (const tree of Object.values(this.trees)) run('rm', ['-rf', tree])
  }

  packedBytes(): number {
    return Object.keys(this.trees).reduce((sum, kind) => sum + statSync(join(this.folder, `${kind}.tzst`)).size, 0)
  }

  /** `go build` on this machine with restored caches: the floor, without any image. */
  async goBuild(change: CacheRow['change']): Promise<CacheRow> {
    await emptyBuilder()
    const inSeconds = timed(() => this.unpack())
    const buildSeconds = timed(() => this.compile())
    this.clear()
    return {
      way: 'go-build',
      change,
      inSeconds,
      buildSeconds,
      outSeconds: 0,
      totalSeconds: inSeconds + buildSeconds,
      uploadedBytes: 0,
    }
  }

  /** ko with restored caches, the image written as a layout. Null where ko is not installed. */
  async ko(change: CacheRow['change']): Promise<CacheRow | null> {
    if (spawnSync('ko', ['version']).status !== 0) return null
    await emptyBuilder()
    const inSeconds = timed(() => this.unpack())
    const base = {...this.env, KO_DOCKER_REPO: 'ko.local', KO_DEFAULTBASEIMAGE: 'scratch'}
    const args = ['build', '--push=false', '--oci-layout-path', join(this.folder, 'ko'), '--sbom=none', './cmd/large']
    const buildSeconds = timed(() => run('ko', args, {cwd: this.workspace, env: base}))
    this.clear()
    return {
      way: 'ko',
      change,
      inSeconds,
      buildSeconds,
      outSeconds: 0,
      totalSeconds: inSeconds + buildSeconds,
      uploadedBytes: 0,
    }
  }
}

/**
 * What reproducible-containers/buildkit-cache-dance does between actions/cache's restore and save, in plain commands:
 * for each cache its tree as build context, a RUN that copies it into the mount; after the build a RUN that copies it
 * into a layer, the image loaded, a container made, the tree copied out of it; untar before and tar after.
 */
async function copyTree(change: CacheRow['change'], workspace: string, host: HostCaches): Promise<CacheRow> {
  await emptyBuilder()
  const targets = {modules: ['gomod', '/go/pkg/mod'], build: ['gobuild', '/root/.cache/go-build']} as const
  const dockerfile = join(host.folder, 'Dance.Dockerfile')
  const solve = (text: string, context: string, output: string[]) => {
    writeFileSync(dockerfile, text)
    run('docker', ['buildx', 'build', `--file=${dockerfile}`, '--provenance=false', ...output, context])
  }
  const inSeconds = timed(() => {
    host.unpack()
    for (const [kind, tree] of Object.entries(host.trees)) {
      const [id, target] = targets[kind as keyof typeof targets]
      const mounts = `--mount=type=cache,id=${id},target=${target} --mount=type=bind,source=.,target=/dance`
      solve(`FROM ${GO_IMAGE}\nRUN ${mounts} cp -p -R /dance/. ${target}\n`, tree, ['--output=type=cacheonly'])
    }
    host.clear()
  })
  const written = join(host.folder, 'Dockerfile')
  if (!existsSync(written)) {
    const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))
    writeFileSync(written, execFileSync(process.execPath, [cli, 'dockerfile', workspace]))
  }
  const buildSeconds = timed(() =>
    run('docker', ['buildx', 'build', `--file=${written}`, '--tag=go-image-bench/large:one', workspace]),
  )
  const outSeconds = timed(() => {
    for (const [kind, tree] of Object.entries(host.trees)) {
      const [id, target] = targets[kind as keyof typeof targets]
      const image = `go-image-bench/dance:${kind}`
      const copy = `mkdir /dance && cp -p -R ${target}/. /dance`
      solve(`FROM ${GO_IMAGE}\nRUN --mount=type=cache,id=${id},target=${target} ${copy}\n`, host.folder, [
        '--load',
        `--tag=${image}`,
      ])
      run('sh', [
        '-c',
        `c=$(docker create ${image} /x) && mkdir -p ${tree} && docker cp -L "$c":/dance - | tar -xf - -C ${tree} && docker rm "$c"`,
      ])
      run('docker', ['rmi', '--force', image])
    }
    for (const [kind, tree] of Object.entries(host.trees))
      run('tar', [
        '--use-compress-program=zstd -T0',
        '-cf',
        join(host.folder, `dance-${kind}.tzst`),
        '-C',
        join(tree, 'dance'),
        '.',
      ])
    host.clear()
  })
  const total = inSeconds + buildSeconds + outSeconds
  return {
    way: 'copy-tree',
    change,
    inSeconds,
    buildSeconds,
    outSeconds,
    totalSeconds: total,
    uploadedBytes: host.packedBytes(),
  }
}

/** For people: seconds, and the ratios that the project holds itself to. */
export function printCacheRows(rows: CacheRow[], firstUpload: number): void {
  for (const change of new Set(rows.map(row => row.change))) {
    const of = (way: CacheRow['way']) => rows.find(row => row.way === way && row.change === change)
    console.error(`\nway        in      build   out     total    uploaded   (a change in ${change})`)
    for (const row of rows.filter(row => row.change === change))
      console.error(
        [
          row.way.padEnd(10),
          ...[row.inSeconds, row.buildSeconds, row.outSeconds, row.totalSeconds].map(value =>
            `${value.toFixed(1)} s`.padEnd(7),
          ),
          `${(row.uploadedBytes / 1e6).toFixed(2)} MB`,
        ].join(' '),
      )
    const [copy, portable, direct, layer, go, ko] = (
      ['copy-tree', 'portable', 'direct', 'layer', 'go-build', 'ko'] as const
    ).map(of)
    const moved = (row: CacheRow | undefined) => (row ? row.inSeconds + row.outSeconds : Number.NaN)
    const ratio = (name: string, value: number, goal: string) =>
      Number.isNaN(value) ? [] : [`${name}: ${value.toFixed(3)} (goal ${goal})`]
    for (const line of [
      ...ratio('direct in + out / copy-tree in + out', moved(direct) / moved(copy), '≤ 0.050'),
      ...ratio('portable in + out / copy-tree in + out', moved(portable) / moved(copy), '≤ 0.125'),
      ...ratio(
        'direct total / go-build total',
        direct!.totalSeconds / (go?.totalSeconds ?? Number.NaN),
        '≤ 1.2 with the image export added',
      ),
      ...ratio('direct total / layer total', direct!.totalSeconds / (layer?.totalSeconds ?? Number.NaN), '≤ 0.1'),
      ...ratio('direct total / ko total', direct!.totalSeconds / (ko?.totalSeconds ?? Number.NaN), '≤ 0.5'),
      ...ratio('uploaded by direct / by the first push', direct!.uploadedBytes / firstUpload, '< 0.01'),
    ])
      console.error(`  ${line}`)
  }
}
