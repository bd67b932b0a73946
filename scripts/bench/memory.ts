import {randomUUID} from 'node:crypto'
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'
import {pushEvent} from '../../__tests__/e2e/loopback/events.ts'
import {startGitHub} from '../../__tests__/e2e/loopback/github.ts'
import {createRunner} from '../../__tests__/e2e/loopback/runner.ts'
import type {Report} from '../../src/report/report.ts'

export type MemoryRow = {
  what: string
  cacheBytes: number
  /** Most resident memory of the action's own process, main or post. */
  mainBytes: number
  postBytes: number
}

const DOCKERFILE = `FROM golang:1.26-alpine AS build
WORKDIR /src
COPY . .
ARG FILL
RUN --mount=type=cache,target=/root/.cache/go-build \\
    CGO_ENABLED=0 go build -trimpath -o /out/app . && sh fill.sh "$FILL"
FROM scratch
COPY --from=build /out/app /app
`

/** As many results of a megabyte as the argument says, with names that cmd/go gives (internal/cache, fileName). */
const FILL = `i=0
while [ "$i" -lt "$1" ]; do
  two=$(printf %02x $((i % 256)))
  mkdir -p "/root/.cache/go-build/$two"
  head -c 1000000 /dev/urandom >"/root/.cache/go-build/$two/$two$(printf %062x "$i")-d"
  i=$((i + 1))
done
`

/** Writes the process's peak when it ends; kilobytes (nodejs.org/api/process.html#processresourceusage). */
const WATCH = `import {appendFileSync} from 'node:fs'
process.on('exit', () => appendFileSync(process.env.GO_IMAGE_BENCH_MEMORY, process.resourceUsage().maxRSS + '\\n'))
`

/** The action's memory while a cache of two gigabytes is saved, and while it is restored. */
export async function measureMemory(): Promise<MemoryRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'go-image-bench-'))
  try {
    const workspace = join(folder, 'work', 'app')
    mkdirSync(workspace, {recursive: true})
    writeFileSync(join(workspace, 'go.mod'), 'module example.com/app\n\ngo 1.26\n')
    writeFileSync(join(workspace, 'Dockerfile'), DOCKERFILE)
    writeFileSync(join(workspace, 'fill.sh'), FILL)
    const [watch, peaks] = [join(folder, 'watch.mjs'), join(folder, 'peaks')]
    writeFileSync(watch, WATCH)
    await using github = await startGitHub({folder: join(folder, 'github')})
    const runner = createRunner({
      ...{workdir: join(folder, 'work'), github, workspace},
      env: {NODE_OPTIONS: `--import=${pathToFileURL(watch)}`, GO_IMAGE_BENCH_MEMORY: peaks},
    })
    const rows: MemoryRow[] = []
    for (const [what, fill, transfer] of [
      ['save', 2_000, 'direct'],
      ['restore, direct', 0, 'direct'],
      ['restore, portable', 0, 'portable'],
    ] as const) {
      writeFileSync(join(workspace, 'main.go'), `package main\n\nfunc main() { println("${randomUUID()}") }\n`)
      writeFileSync(peaks, '')
      const job = runner.startJob(pushEvent({sha: `${rows.length}`.padStart(40, '0')}))
      const args = [`FILL=${fill}`, `BUILDKIT_CACHE_MOUNT_NS=${randomUUID()}`]
      const main = await job.main({
        inputs: {tags: 'go-image-bench/memory:one', 'build-args': args.join('\n'), 'cache-transfer': transfer},
      })
      if (main.outcome !== 'success') throw new Error(main.log)
      const {caches} = JSON.parse(readFileSync(main.outputs.report!, 'utf8')) as Report
      await job.post(main)
      await job.end()
      const [mainPeak = Number.NaN, postPeak = Number.NaN] = readFileSync(peaks, 'utf8').split('\n').map(Number)
      const cacheBytes = Math.max(...caches.map(cache => cache.restoredBytes ?? cache.savedBytes ?? 0))
      rows.push({what, cacheBytes, mainBytes: mainPeak * 1024, postBytes: postPeak * 1024})
    }
    for (const row of rows) {
      const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`
      const most = Math.max(row.mainBytes, row.postBytes)
      console.error(
        `  ${most < 300e6 ? '✓' : '✗'} ${row.what} a cache of ${megabytes(row.cacheBytes)}: step ${megabytes(row.mainBytes)}, end of the job ${megabytes(row.postBytes)} (goal under 300 MB)`,
      )
    }
    return rows
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
}
