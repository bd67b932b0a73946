import {type Fixtures, lines} from './sample.ts'

function on(image: string, ...before: string[]): string {
  return lines(`FROM ${image} AS build`, ...before, 'WORKDIR /src', 'COPY . .', 'RUN go build -o /app .')
}

function goMod(...text: string[]) {
  return {'go.mod': lines('module example.com/app', '', ...text)}
}

function workflow(version: string) {
  return {
    '.github/workflows/ci.yml': lines(
      'steps:',
      '  - uses: actions/setup-go@v6',
      '    with:',
      `      go-version: ${version}`,
      '  - run: go test ./...',
    ),
  }
}

export const VERSIONS_FIXTURES = {
  'V-01': {
    bad: [
      {
        name: 'an older minor release',
        dockerfile: on('golang:1.25-alpine'),
        ...{line: 1, under: 'golang:1.25-alpine', severity: 'error', says: 'go.mod:3 asks for go 1.26', fixed: true},
      },
      {
        name: 'an older patch',
        dockerfile: on('golang:1.26.1'),
        files: goMod('go 1.26.3'),
        ...{line: 1, severity: 'error', fixed: true},
      },
      {
        name: 'a variant that the newer release may not have',
        dockerfile: on('golang:1.24-bullseye'),
        ...{line: 1, fixed: false},
      },
      {
        name: 'go.work asks for more',
        dockerfile: on('golang:1.25'),
        files: {...goMod('go 1.24'), 'go.work': 'go 1.26\n\nuse .\n'},
        ...{line: 1, says: 'go.work:1'},
      },
      {
        name: 'the default of an ARG, which the command line may set',
        dockerfile: `ARG GO_VERSION=1.25\n${on('golang:${GO_VERSION}')}`,
        ...{line: 2, severity: 'warning', fixed: false},
      },
      {
        name: 'an old Go that cannot read a patch in the go line',
        dockerfile: on('golang:1.20'),
        files: goMod('go 1.21.3'),
        ...{line: 1, severity: 'error'},
      },
      {
        name: 'the go command stands in the Makefile',
        dockerfile: on('golang:1.25').replace('go build -o /app .', 'make build'),
        files: {Makefile: 'GO ?= go\nbuild: deps\n\t@$(GO) build -o app .\ndeps:\n\t$(GO) mod download\n'},
        ...{line: 1, severity: 'error'},
      },
      {
        name: 'the go command stands in a script',
        dockerfile: on('golang:1.25').replace('go build -o /app .', './scripts/build.sh'),
        files: {'scripts/build.sh': '#!/usr/bin/env bash\nset -e\ngo build -o app .\n'},
        ...{line: 1, severity: 'error'},
      },
    ],
    good: [
      {name: 'the same', dockerfile: on('golang:1.26')},
      {name: 'a newer one', dockerfile: on('golang:1.27.1-trixie')},
    ],
    nearMiss: [
      {name: 'the tag moves to the patch that is asked for', dockerfile: on('golang:1.26'), files: goMod('go 1.26.3')},
      {name: 'Go may download another', dockerfile: on('golang:1.25', 'ENV GOTOOLCHAIN=auto')},
      {name: 'what Go may download is an ARG', dockerfile: on('golang:1.25', 'ARG GOTOOLCHAIN')},
      {
        name: 'the toolchain line is no demand',
        dockerfile: on('golang:1.26'),
        files: goMod('go 1.26', '', 'toolchain go1.27.3'),
      },
      {name: 'a tag without a release', dockerfile: on('golang:alpine')},
      {
        name: 'a folder with a module of its own, which may be the context that is meant',
        path: 'tool/Dockerfile',
        dockerfile: on('golang:1.22'),
        files: {
          'tool/go.mod': 'module example.com/tool\n\ngo 1.22\n',
          'tool/main.go': 'package main\n\nfunc main() {}\n',
        },
      },
      {name: 'a Go that did not stop yet', dockerfile: on('golang:1.20'), files: goMod('go 1.21')},
      {
        name: 'a Makefile that lets Go download another',
        dockerfile: on('golang:1.25').replace('go build -o /app .', 'make build'),
        files: {Makefile: 'export GOTOOLCHAIN := auto\nbuild:\n\tgo build -o app .\n'},
      },
      {
        name: 'a script that nobody can find',
        dockerfile: on('golang:1.25').replace('go build -o /app .', '/opt/build.sh'),
      },
      {
        name: 'a target of the Makefile that is not made',
        dockerfile: on('golang:1.25').replace('go build -o /app .', 'make assets'),
        files: {Makefile: 'build:\n\tgo build .\nassets:\n\tcp a b\n'},
      },
      {
        name: 'a tool of others',
        dockerfile: lines('FROM golang:1.25', 'RUN go run gen.go; go install example.com/tool@latest'),
      },
      {name: 'an image of somebody else', dockerfile: on('ghcr.io/acme/golang:1.20')},
      {
        name: 'a stage that the target does not reach',
        dockerfile: lines(
          'FROM golang:1.20 AS old',
          'COPY . .',
          'RUN go build .',
          'FROM golang:1.26',
          'RUN go build .',
        ),
      },
      {
        name: 'a tool stage of an older module',
        dockerfile: lines('FROM golang:1.20', 'WORKDIR /src', 'COPY tools .', 'RUN go build -o /tool .'),
        files: {
          'tools/go.mod': 'module example.com/tools\n\ngo 1.20\n',
          'tools/main.go': 'package main\n\nfunc main() {}\n',
        },
      },
    ],
  },
  'V-02': {
    bad: [
      {
        name: 'auto, and the image is older',
        dockerfile: on('golang:1.25', 'ENV GOTOOLCHAIN=auto'),
        ...{line: 2, severity: 'info', says: 'downloads Go 1.26'},
      },
      {
        name: 'the toolchain line asks for more',
        dockerfile: on('golang:1.26', 'ENV GOTOOLCHAIN=go1.26.0+auto'),
        files: goMod('go 1.26', '', 'toolchain go1.27.3'),
        ...{line: 2, says: '1.27.3'},
      },
    ],
    good: [{name: 'local', dockerfile: on('golang:1.26', 'ENV GOTOOLCHAIN=local')}],
    nearMiss: [
      {name: 'auto with nothing to download', dockerfile: on('golang:1.27', 'ENV GOTOOLCHAIN=auto')},
      {
        name: 'auto, and the tag may have the patch',
        dockerfile: on('golang:1.26', 'ENV GOTOOLCHAIN=auto'),
        files: goMod('go 1.26.3'),
      },
    ],
  },
  'V-03': {
    bad: [
      {
        name: 'a release of two years ago',
        dockerfile: on('golang:1.22.3-alpine3.19'),
        files: goMod('go 1.22'),
        ...{line: 1, under: 'golang:1.22.3-alpine3.19', severity: 'warning'},
      },
      {name: 'by an ARG', dockerfile: `ARG V=1.25\n${on('golang:$V')}`, files: goMod('go 1.21'), line: 2},
      {name: 'for developers', path: 'Dockerfile_dev', dockerfile: on('golang:1.22'), ...{line: 1, severity: 'info'}},
      {name: 'too old for go.mod too', dockerfile: on('golang:1.22'), line: 1},
      {name: 'an image of Go by somebody else', dockerfile: on('quay.io/projectquay/golang:1.20'), line: 1},
      {
        name: 'make, of which no Makefile is known',
        dockerfile: on('golang:1.20').replace('go build -o /app .', 'make'),
        line: 1,
      },
      {
        name: 'two stages on one image',
        dockerfile: on('golang:1.20').concat('FROM golang:1.20\nCOPY --from=build /app /app\nRUN go vet .\n'),
        line: 1,
      },
      {
        name: 'the toolchain alone',
        dockerfile: lines(
          'FROM debian:trixie',
          'COPY --from=golang:1.20 /usr/local/go/ /usr/local/go/',
          'RUN go build .',
        ),
        ...{line: 2, under: '--from=golang:1.20'},
      },
    ],
    good: [{name: 'the oldest that is maintained', dockerfile: on('golang:1.26'), files: goMod('go 1.21')}],
    nearMiss: [
      {
        name: 'compiles nothing, and lets a file be copied',
        dockerfile: on('golang:1.26').concat('COPY --from=golang:1.20 /usr/local/go/lib/time/zoneinfo.zip /\n'),
      },
      {name: 'a release that is newer than our table', dockerfile: on('golang:1.30')},
      {
        name: 'an image that compiles nothing',
        dockerfile: lines(
          'FROM golang:1.20 AS certs',
          'FROM golang:1.26',
          'COPY --from=certs /etc/ssl /etc/ssl',
          'RUN go build .',
        ),
      },
    ],
  },
  'V-04': {
    bad: [
      {
        name: 'another minor release',
        dockerfile: on('golang:1.27'),
        files: workflow("'1.26'"),
        ...{line: 1, severity: 'warning', says: '.github/workflows/ci.yml:4 tests with 1.26'},
      },
      {name: 'a patch of another one', dockerfile: on('golang:1.26.3'), files: workflow('1.27.x'), line: 1},
    ],
    good: [{name: 'the same', dockerfile: on('golang:1.26'), files: workflow("'1.26.x'")}],
    nearMiss: [
      {name: 'a matrix', dockerfile: on('golang:1.27'), files: workflow('${{ matrix.go }}')},
      {
        name: 'go.mod says it',
        dockerfile: on('golang:1.27'),
        files: {'.github/workflows/ci.yml': '  go-version-file: go.mod\n'},
      },
      {name: 'the newest', dockerfile: on('golang:1.27'), files: workflow('stable')},
      {
        name: 'one of several workflows has it',
        dockerfile: on('golang:1.27'),
        files: {...workflow("'1.26'"), '.github/workflows/release.yml': '  go-version: "1.27"\n'},
      },
      {name: 'no workflow sets up Go', dockerfile: on('golang:1.27')},
      {
        name: 'a workflow that tests nothing',
        dockerfile: on('golang:1.27'),
        files: {'.github/workflows/release.yml': '  go-version: "1.26"\n  - run: make release TAG=latest\n'},
      },
    ],
  },
} satisfies Record<string, Fixtures>
