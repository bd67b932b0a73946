import {type Fixtures, lines} from './sample.ts'

function stamped(flags: string, ...before: string[]): string {
  return lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', ...before, `RUN go build -ldflags "${flags}" -o /app .`)
}

const MAIN = 'package main\n\nimport _ "example.com/app/internal/version"\n\nvar version = "dev"\n\nfunc main() {}\n'
const FILES = {
  'main.go': MAIN,
  'internal/version/v.go': 'package version\n\nvar (\n\tVersion string\n\tcommit, date = "a", "b"\n)\n',
}

export const LINK_VARIABLES_FIXTURES = {
  'B-04': {
    bad: [
      {
        name: 'another case',
        dockerfile: stamped('-s -X main.Version=1'),
        files: FILES,
        ...{line: 4, severity: 'warning', says: 'no variable Version'},
      },
      {
        name: 'the import path of package main',
        dockerfile: stamped('-X example.com/app.version=1'),
        files: FILES,
        ...{line: 4, says: 'knows as main'},
      },
      {
        name: 'sources that a stage of their own brings',
        dockerfile: lines(
          ...['FROM scratch AS sources', 'COPY . /', 'FROM golang:1.26', 'COPY --from=sources / /src/', 'WORKDIR /src'],
          'RUN go build -ldflags "-X main.Version=1" -o /app .',
        ),
        files: FILES,
        line: 6,
      },
      {
        name: 'a package that is not there',
        dockerfile: stamped('-X example.com/app/version.Version=1'),
        files: FILES,
        ...{line: 4, says: 'version has no Go package'},
      },
      {
        name: 'the end of an import path',
        dockerfile: stamped('-X version.Version=1'),
        files: FILES,
        ...{line: 4, says: 'only the end of example.com/app/internal/version'},
      },
      {
        name: 'a constant',
        dockerfile: stamped('-X main.release=1'),
        files: {...FILES, 'release.go': 'package main\n\nconst release = "1"\n'},
        ...{line: 4, says: 'release.go:3'},
      },
    ],
    good: [
      {name: 'a variable of main', dockerfile: stamped('-X main.version=1'), files: FILES},
      {
        name: 'a variable in a block',
        dockerfile: stamped('-X example.com/app/internal/version.Version=1'),
        files: FILES,
      },
      {name: 'the second of a line', dockerfile: stamped('-X example.com/app/internal/version.date=1'), files: FILES},
    ],
    nearMiss: [
      {
        name: 'a folder without a program, of which another rule speaks',
        dockerfile: stamped('-X main.version=1', 'WORKDIR /src/docs'),
        files: {...FILES, 'docs/README': ''},
      },
      {name: 'a package that no package of ours is like', dockerfile: stamped('-X runtime.x=1'), files: FILES},
      {
        name: 'a module of others',
        dockerfile: stamped('-X github.com/prometheus/common/version.Version=1'),
        files: FILES,
      },
      {
        name: 'a constant of another package is its value',
        dockerfile: stamped('-X main.name=1'),
        files: {...FILES, 'name.go': 'package main\n\nvar name = other\n'},
      },
      {
        name: 'a file of another build tag has it',
        dockerfile: stamped('-X main.edition=1'),
        files: {...FILES, 'pro.go': '//go:build pro\n\npackage main\n\nvar edition string\n'},
      },
      {name: 'a generator may write it', dockerfile: stamped('-X main.built=1', 'RUN go generate ./...'), files: FILES},
      {name: 'the package is an ARG', dockerfile: stamped('-X ${PKG}.Version=1', 'ARG PKG'), files: FILES},
    ],
  },
} satisfies Record<string, Fixtures>
