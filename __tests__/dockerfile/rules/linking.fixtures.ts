import {type Fixtures, lines} from './sample.ts'

const SERVER = {'main.go': 'package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":8080", nil) }\n'}
const WITH_C = {'main.go': 'package main\n\n// int one() { return 1; }\nimport "C"\n\nfunc main() { C.one() }\n'}
const SQLITE = {
  'go.mod': 'module example.com/app\n\ngo 1.26\n\nrequire github.com/mattn/go-sqlite3 v1.14.22\n',
  'main.go': 'package main\n\nimport _ "github.com/mattn/go-sqlite3"\n\nfunc main() {}\n',
}

/** A build of `/app` on one image, put into another. */
function pair(builder: string, base: string, ...build: string[]): string {
  return lines(
    `FROM ${builder} AS build`,
    'WORKDIR /src',
    'COPY . .',
    ...build,
    `FROM ${base}`,
    'COPY --from=build /app /app',
    'ENTRYPOINT ["/app"]',
  )
}

const BUILD = 'RUN go build -o /app .'

export const LINKING_FIXTURES = {
  'L-01': {
    bad: [
      {
        name: 'a server that is compiled on Debian and starts on scratch',
        dockerfile: pair('golang:1.26', 'scratch', 'RUN GOOS=linux go build -o /app .'),
        ...{
          files: SERVER,
          line: 4,
          under: 'go build -o /app .',
          severity: 'error',
          says: 'imports net/http',
          fixed: true,
        },
      },
      {
        name: 'with a compiler from apk on distroless static, in a chain of commands',
        dockerfile: pair(
          'golang:1.26-alpine',
          'gcr.io/distroless/static-debian13',
          'RUN apk add build-base && \\',
          '    go build -o /app .',
        ),
        ...{files: SERVER, line: 5, severity: 'error', fixed: true},
      },
      {
        name: 'the platform of the target is the own one of some builder',
        dockerfile: pair(
          '--platform=$BUILDPLATFORM golang:1.26',
          'scratch',
          'ARG TARGETARCH',
          'RUN GOARCH=$TARGETARCH go build -o /app .',
        ),
        ...{files: SERVER, line: 5, severity: 'error', fixed: true},
      },
      {
        name: 'position independent without cgo',
        dockerfile: pair('golang:1.26', 'scratch', 'RUN CGO_ENABLED=0 go build -buildmode=pie -o /app .'),
        ...{line: 4, says: 'buildmode', fixed: false},
      },
      {
        name: '-extldflags, which only an external linker reads',
        dockerfile: pair('golang:1.26', 'scratch', `RUN go build -ldflags '-s -extldflags "-static"' -o /app .`),
        ...{files: SERVER, line: 4, severity: 'error', says: 'linkmode', fixed: true},
      },
      {
        name: 'C code of its own, for which cgo stays on',
        dockerfile: pair('golang:1.26', 'scratch', 'RUN CGO_ENABLED=1 go build -o /app .'),
        ...{files: WITH_C, line: 4, severity: 'error', fixed: false},
      },
    ],
    good: [
      {
        name: 'cgo is off in the environment',
        dockerfile: pair('golang:1.26', 'scratch', 'ENV CGO_ENABLED=0', BUILD),
        files: SERVER,
      },
      {
        name: 'cgo is off before the command',
        dockerfile: pair('golang:1.26', 'scratch', 'RUN export CGO_ENABLED=0; go build -o /app .'),
        files: SERVER,
      },
    ],
    nearMiss: [
      {
        name: 'Alpine has no compiler, so that cgo is off',
        dockerfile: pair('golang:1.26-alpine', 'scratch', BUILD),
        files: SERVER,
      },
      {name: 'nothing of it calls libc', dockerfile: pair('golang:1.26', 'scratch', BUILD)},
      {
        name: 'linked statically by the C compiler',
        dockerfile: pair(
          'golang:1.26',
          'scratch',
          'RUN go build -ldflags \'-linkmode external -extldflags "-static"\' -o /app .',
        ),
        files: WITH_C,
      },
      {
        name: 'C code makes the linker an external one',
        dockerfile: pair('golang:1.26', 'scratch', `RUN go build -ldflags '-extldflags "-static"' -o /app .`),
        files: WITH_C,
      },
      {
        name: 'tags take the parts of libc out',
        dockerfile: pair('golang:1.26', 'scratch', 'RUN go build -tags netgo,osusergo -o /app .'),
        files: SERVER,
      },
      {
        name: 'cgo was turned off by go env -w',
        dockerfile: pair('golang:1.26', 'scratch', 'RUN go env -w CGO_ENABLED=0', BUILD),
        files: SERVER,
      },
      {
        name: 'the dynamic linker is copied along',
        dockerfile: `${pair('golang:1.26', 'scratch', BUILD)}COPY --from=build /lib64/ld-linux-x86-64.so.2 /lib64/\n`,
        files: SERVER,
      },
      {
        name: 'whoever builds may give it',
        dockerfile: pair('golang:1.26', 'scratch', 'ARG CGO_ENABLED', BUILD),
        files: SERVER,
      },
      {name: 'a builder that nobody knows', dockerfile: pair('acme/go:1.26', 'scratch', BUILD), files: SERVER},
    ],
  },
  'L-02': {
    bad: [
      {
        name: 'compiled on Debian for Alpine',
        dockerfile: pair('golang:1.26', 'alpine:3.23', BUILD),
        ...{files: SERVER, line: 4, severity: 'error', says: 'alpine has musl', fixed: true},
      },
      {
        name: 'compiled on Alpine with its compiler for Debian',
        dockerfile: pair(
          'golang:1.26-alpine',
          'debian:trixie-slim',
          'RUN apk add gcc musl-dev',
          'RUN CGO_ENABLED=1 go build -o /app .',
        ),
        ...{files: WITH_C, line: 5, severity: 'error', fixed: false},
      },
      {
        name: 'the sources do not tell whether a dependency imports net',
        dockerfile: pair('golang:1.26', 'alpine', BUILD),
        files: {
          'go.mod': 'module example.com/app\n\ngo 1.26\n\nrequire github.com/spf13/cobra v1.8.0\n',
          'main.go': 'package main\n\nimport _ "github.com/spf13/cobra"\n\nfunc main() {}\n',
        },
        ...{line: 4, severity: 'warning', says: 'may import net', fixed: true},
      },
    ],
    good: [
      {
        name: 'cgo is off',
        dockerfile: pair('golang:1.26', 'alpine', 'RUN CGO_ENABLED=0 go build -o /app .'),
        files: SERVER,
      },
      {name: 'Debian on Debian', dockerfile: pair('golang:1.26-trixie', 'debian:trixie', BUILD), files: WITH_C},
    ],
    nearMiss: [
      {
        name: 'compiled with glibc and fully static',
        dockerfile: pair(
          'golang:1.26',
          'alpine',
          "RUN go build -ldflags='-linkmode external -extldflags=-static' -o /app .",
        ),
        files: WITH_C,
      },
      {
        name: 'a layer of compatibility is installed',
        dockerfile: pair('golang:1.26', 'alpine', BUILD).replace('ENTRYPOINT', 'RUN apk add gcompat\nENTRYPOINT'),
        files: SERVER,
      },
      {name: 'a base that nobody knows', dockerfile: pair('golang:1.26', 'acme/base', BUILD), files: SERVER},
    ],
  },
  'L-03': {
    bad: [
      {
        name: 'glibc 2.36 on glibc 2.31',
        dockerfile: pair('golang:1.26-bookworm', 'debian:bullseye-slim', BUILD),
        ...{files: SERVER, line: 4, severity: 'error', says: 'bullseye', fixed: true},
      },
      {
        name: 'C code of its own on the release before',
        dockerfile: pair('golang:1.26-trixie', 'gcr.io/distroless/base-debian12', BUILD),
        ...{files: WITH_C, line: 4, severity: 'warning', fixed: false},
      },
      {
        name: 'C code on the distribution of somebody else',
        dockerfile: pair('golang:1.26-bookworm', 'registry.access.redhat.com/ubi9/ubi', BUILD),
        ...{files: WITH_C, line: 4, severity: 'warning', says: '2.34'},
      },
      {
        name: 'glibc 2.36 on glibc 2.28',
        dockerfile: pair('golang:1.26-bookworm', 'almalinux:8', BUILD),
        ...{files: SERVER, line: 4, severity: 'error', says: 'almalinux:8 has 2.28'},
      },
    ],
    good: [
      {
        name: 'the same release',
        dockerfile: pair('golang:1.26-bookworm', 'gcr.io/distroless/base-debian12', BUILD),
        files: WITH_C,
      },
    ],
    nearMiss: [
      {name: 'an older builder', dockerfile: pair('golang:1.26-bookworm', 'debian:trixie', BUILD), files: WITH_C},
      {
        name: 'a release that the tag does not tell',
        dockerfile: pair('golang:1.26-trixie', 'fedora:latest', BUILD),
        files: WITH_C,
      },
      {
        name: 'package net asks for no symbol that is newer than Debian 12',
        dockerfile: pair('golang:1.26-trixie', 'debian:bookworm-slim', BUILD),
        files: SERVER,
      },
      {
        name: 'a static program',
        dockerfile: pair('golang:1.26-trixie', 'debian:bullseye', 'RUN CGO_ENABLED=0 go build -o /app .'),
        files: SERVER,
      },
    ],
  },
  'L-04': {
    bad: [
      {
        name: 'a driver that is a stub without cgo',
        dockerfile: pair('golang:1.26', 'scratch', 'RUN CGO_ENABLED=0 go build -o /app .'),
        ...{files: SQLITE, line: 4, under: 'CGO_ENABLED=0', severity: 'error', says: 'go-sqlite3 needs cgo'},
      },
      {
        name: 'Alpine without a C compiler',
        dockerfile: pair('golang:1.26-alpine', 'alpine', 'RUN CGO_ENABLED=1 go build -o /app .'),
        ...{files: WITH_C, line: 4, under: 'go build -o /app .', severity: 'error', says: 'no C compiler'},
      },
      {
        name: 'a tag may take it out',
        dockerfile: pair('golang:1.26', 'scratch', 'ENV CGO_ENABLED=0', 'RUN go build -tags nosqlite -o /app .'),
        ...{files: SQLITE, line: 5, severity: 'warning'},
      },
    ],
    good: [
      {name: 'Debian has a compiler', dockerfile: pair('golang:1.26', 'debian:trixie', BUILD), files: SQLITE},
      {
        name: 'a compiler is installed',
        dockerfile: pair('golang:1.26-alpine', 'alpine', 'RUN apk add --no-cache gcc musl-dev', BUILD),
        files: SQLITE,
      },
    ],
    nearMiss: [
      {name: 'nothing needs it', dockerfile: pair('golang:1.26-alpine', 'alpine', BUILD), files: SERVER},
      {
        name: 'a list of packages that only the build knows',
        dockerfile: pair('golang:1.26-alpine', 'alpine', 'ARG PACKAGES', 'RUN apk add $PACKAGES', BUILD),
        files: SQLITE,
      },
      {
        name: 'another answer without cgo',
        dockerfile: pair('golang:1.26', 'scratch', 'RUN CGO_ENABLED=0 go build -o /app .'),
        files: {
          'main.go': 'package main\n\nfunc main() { one() }\n',
          'with.go': '//go:build cgo\n\npackage main\n\nimport "C"\n\nfunc one() {}\n',
          'without.go': '//go:build !cgo\n\npackage main\n\nfunc one() {}\n',
        },
      },
    ],
  },
  'L-05': {
    bad: [
      {
        name: 'the compiler of the builder for every platform',
        dockerfile: pair(
          '--platform=$BUILDPLATFORM golang:1.26',
          'debian:trixie',
          'ARG TARGETARCH',
          'RUN CGO_ENABLED=1 GOARCH=$TARGETARCH go build -o /app .',
        ),
        ...{
          files: SQLITE,
          platforms: ['linux/amd64', 'linux/arm64'],
          line: 5,
          severity: 'error',
          under: 'go build -o /app .',
        },
      },
      {
        name: 'for platforms that are not told',
        dockerfile: pair(
          '--platform=$BUILDPLATFORM golang:1.26',
          'debian:trixie',
          'ARG TARGETARCH',
          'RUN GOARCH=$TARGETARCH go build -o /app .',
        ),
        ...{files: WITH_C, line: 5, severity: 'warning', says: 'cgo is off'},
      },
    ],
    good: [
      {
        name: 'the cross compiler of xx',
        dockerfile: pair(
          '--platform=$BUILDPLATFORM golang:1.26',
          'debian:trixie',
          'COPY --from=tonistiigi/xx / /',
          'ARG TARGETPLATFORM',
          'RUN xx-apt install -y gcc',
          'RUN CGO_ENABLED=1 xx-go build -o /app .',
        ),
        files: SQLITE,
      },
    ],
    nearMiss: [
      {
        name: 'each platform compiles for itself',
        dockerfile: pair('golang:1.26', 'debian:trixie', 'RUN CGO_ENABLED=1 go build -o /app .'),
        ...{files: SQLITE, platforms: ['linux/amd64', 'linux/arm64']},
      },
      {
        name: 'CC depends on the platform',
        dockerfile: pair(
          '--platform=$BUILDPLATFORM golang:1.26',
          'debian:trixie',
          'ARG TARGETARCH',
          'ARG CC',
          'RUN CGO_ENABLED=1 GOARCH=$TARGETARCH go build -o /app .',
        ),
        files: SQLITE,
      },
    ],
  },
} satisfies Record<string, Fixtures>
