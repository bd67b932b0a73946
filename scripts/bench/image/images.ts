/** The images that are read: a small service, a large one and a toolchain, in the engine and as docker archives. */
import {execFileSync} from 'node:child_process'
import {createCipheriv} from 'node:crypto'
import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

export type BenchImage = {
  name: string
  what: string
  /** `docker image save` of it. */
  archive: string
}

const DISTROLESS = 'gcr.io/distroless/static-debian13:nonroot'
const SERVICE = `FROM golang:1.26-alpine AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /out/app .
FROM ${DISTROLESS}
COPY --from=build /out/app /app
ENTRYPOINT ["/app"]
`
/** The layers of Debian, of its compilers and of one Go release; another release makes it a gigabyte. */
const TOOLCHAIN = `FROM golang:1.27-trixie
COPY --from=golang:1.26-alpine /usr/local/go /opt/go1.26
`
const EMBEDDED_BYTES = 90_000_000
/** Bytes: of a key, and of the line that it is in. */
const KEY = 24
const LINE = 2 * KEY + '{"key":"","kind":"entry"}\n'.length

export function buildImages(folder: string): BenchImage[] {
  return [
    image(folder, 'small', 'service on distroless', {Dockerfile: SERVICE, ...program(null)}),
    image(folder, 'large', 'service of 100 MB', {Dockerfile: SERVICE, ...program(embedded())}),
    image(folder, 'toolchain', 'toolchain of 1 GB', {Dockerfile: TOOLCHAIN}),
  ]
}

/** The files of a Go service; `data` is embedded. */
export function program(data: Buffer | null): Record<string, string | Buffer> {
  const embed = data === null ? '' : '//go:embed data.txt\nvar data string\n\n'
  const size = data === null ? '0' : 'len(data)'
  const main = `package main

import (
	_ "embed"
	"fmt"
	"net/http"
)

${embed}func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, ${size}) })
	http.ListenAndServe(":8080", nil)
}
`
  return {
    'go.mod': 'module example.com/service\n\ngo 1.26\n',
    'main.go': main,
    ...(data && {'data.txt': data}),
  }
}

/** Lines of a table, the same in each run; gzip leaves about half of it. */
export function embedded(): Buffer {
  const lines = Math.ceil(EMBEDDED_BYTES / LINE)
  const keys = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16)).update(Buffer.alloc(lines * KEY))
  const line = (number: number) =>
    `{"key":"${keys.toString('hex', number * KEY, (number + 1) * KEY)}","kind":"entry"}\n`
  return Buffer.from(Array.from({length: lines}, (_, number) => line(number)).join(''))
}

export function writeFiles(folder: string, files: Record<string, string | Buffer>): void {
  mkdirSync(folder, {recursive: true})
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
}

function image(folder: string, name: string, what: string, files: Record<string, string | Buffer>): BenchImage {
  const context = join(folder, name)
  writeFiles(context, files)
  const archive = join(folder, `${name}.tar`)
  const tag = `go-image-bench/${name}`
  execFileSync('docker', ['buildx', 'build', '--quiet', '--provenance=false', '--load', '--tag', tag, context], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  execFileSync('docker', ['image', 'save', '--output', archive, tag])
  return {name, what, archive}
}
