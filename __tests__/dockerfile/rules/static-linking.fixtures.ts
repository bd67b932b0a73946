import {type Fixtures, lines} from './sample.ts'

function shipping(build: string): string {
  return lines('FROM golang:1.26 AS build', 'WORKDIR /src', 'COPY . .', `RUN ${build}`, ...FINAL)
}

const FINAL = ['FROM scratch', 'COPY --from=build /app /app', 'ENTRYPOINT ["/app"]']
const LOOKS_UP = {
  'main.go': 'package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":80", nil) }\n',
}
const STATIC = `-ldflags '-extldflags "-static"'`

export const STATIC_LINKING_FIXTURES = {
  'B-12': {
    bad: [
      {
        name: 'Go links it itself, and it stays dynamic',
        dockerfile: shipping(`go build ${STATIC} -o /app .`).replace('scratch', 'debian:trixie-slim'),
        files: LOOKS_UP,
        ...{line: 4, severity: 'warning', says: 'does nothing'},
      },
      {
        name: 'the C linker is asked for, and names are looked up by glibc',
        dockerfile: shipping(`CGO_ENABLED=1 go build -ldflags '-linkmode external -extldflags "-static"' -o /app .`),
        files: LOOKS_UP,
        ...{line: 4, says: 'main.go:3'},
      },
    ],
    good: [
      {name: 'without cgo', dockerfile: shipping(`CGO_ENABLED=0 go build ${STATIC} -o /app .`), files: LOOKS_UP},
      {
        name: 'with the tags',
        dockerfile: shipping(`CGO_ENABLED=1 go build -tags netgo,osusergo ${STATIC} -o /app .`),
        files: LOOKS_UP,
      },
    ],
    nearMiss: [
      {
        name: 'it stays dynamic and does not start there, which is L-01',
        dockerfile: shipping(`go build ${STATIC} -o /app .`),
        files: LOOKS_UP,
      },
      {
        name: 'musl links static programs',
        dockerfile: shipping(`CGO_ENABLED=1 go build ${STATIC} -o /app .`).replace('golang:1.26', 'golang:1.26-alpine'),
        files: LOOKS_UP,
      },
      {name: 'nothing is looked up', dockerfile: shipping(`CGO_ENABLED=1 go build ${STATIC} -o /app .`)},
      {
        name: 'static-pie is no word of it',
        dockerfile: shipping(`go build -ldflags '-extldflags -static-libgcc' -o /app .`),
        files: LOOKS_UP,
      },
      {
        name: 'for another machine, where cgo is off unless it is asked for',
        dockerfile: shipping(`GOARCH=arm64 go build ${STATIC} -o /app .`),
        files: LOOKS_UP,
      },
    ],
  },
} satisfies Record<string, Fixtures>
