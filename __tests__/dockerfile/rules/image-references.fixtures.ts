import {type Fixtures, GO_MODULE, lines} from './sample.ts'

const DIGEST = `@sha256:${'a'.repeat(64)}`

function on(image: string, final = `scratch`): string {
  return lines(
    `FROM ${image} AS build`,
    'COPY . .',
    'RUN go build -o /app .',
    `FROM ${final}`,
    'COPY --from=build /app /app',
  )
}

function finalOn(image: string): string {
  return on(`golang:1.26-trixie${DIGEST}`, image)
}

export const IMAGE_REFERENCES_FIXTURES = {
  'V-05': {
    bad: [
      {name: 'no tag', dockerfile: on('golang'), ...{line: 1, under: 'golang', severity: 'warning'}},
      {name: 'latest as the final base', dockerfile: finalOn('alpine:latest'), ...{line: 4, under: 'alpine:latest'}},
      {name: 'a tag that names no release of Go', dockerfile: on('golang:alpine'), ...{line: 1, says: 'golang:alpine'}},
      {name: 'an image of somebody else', dockerfile: on('golang:1.26', 'ghcr.io/acme/base'), line: 4},
      {
        name: 'a release of Alpine and none of Go',
        dockerfile: on('golang:alpine3.23'),
        ...{line: 1, severity: 'warning', says: 'none of Go'},
      },
      {name: 'a Debian release and none of Go', dockerfile: on('golang:trixie'), ...{line: 1, severity: 'warning'}},
      {name: 'any Go 1', dockerfile: on('golang:1-trixie'), ...{line: 1, severity: 'info', says: 'newest Go 1'}},
      {
        name: 'a tag of an official image that always moves',
        dockerfile: lines(
          'FROM node:lts-alpine AS ui',
          'RUN npm ci',
          'FROM golang:1.26',
          'COPY --from=ui /dist /dist',
          'RUN go build .',
        ),
        line: 1,
      },
      {
        name: 'an image that only files are taken from',
        dockerfile: on('golang:1.26').concat('COPY --from=alpine:latest /etc/ssl/cert.pem /etc/ssl/cert.pem\n'),
        ...{line: 6, under: '--from=alpine:latest'},
      },
      {
        name: 'go commands that stand in the Makefile',
        dockerfile: on('golang:1.26').replace('go build -o /app .', 'make').replace('scratch', 'alpine'),
        line: 4,
      },
    ],
    good: [{name: 'tags with versions', dockerfile: on('golang:1.26-alpine', 'alpine:3.24')}],
    nearMiss: [
      {name: 'a digest says more than a tag', dockerfile: on(`golang${DIGEST}`)},
      {name: 'latest with a digest', dockerfile: finalOn(`cgr.dev/chainguard/static:latest${DIGEST}`)},
      {name: 'a stage of the file', dockerfile: lines('FROM golang:1.26 AS base', 'FROM base', 'RUN go build .')},
      {name: 'an image that only the command line knows', dockerfile: `ARG BASE\n${on('golang:1.26', '${BASE}')}`},
      {name: 'a name that may be a context of the command line', dockerfile: on('golang:1.26', 'runtime')},
      {
        name: 'a stage that the target does not reach',
        dockerfile: lines('FROM alpine AS docs', 'FROM golang:1.26', 'RUN go build .'),
      },
      {name: 'the code name of a system is its version', dockerfile: on('golang:1.26', 'debian:trixie-slim')},
      {name: 'an ARG for all of the name', dockerfile: `ARG BASE=alpine:latest\n${on('golang:1.26', '${BASE}')}`},
      {name: 'an image of the web site alone', dockerfile: lines('FROM node:latest', 'RUN npm ci', 'CMD npm start')},
      {
        name: 'a stage and a context that COPY takes from',
        dockerfile: on('golang:1.26').concat('COPY --from=assets / /assets\n'),
      },
    ],
  },
  'V-06': {
    bad: [
      {
        name: 'cgo on a tag without a system',
        dockerfile: on('golang:1.26').replace('RUN ', 'RUN CGO_ENABLED=1 '),
        ...{line: 1, under: 'golang:1.26', severity: 'info', fixed: true},
      },
      {
        name: 'a program that needs cgo',
        dockerfile: on('golang:1.26'),
        files: {'main.go': 'package main\n\n// int f() { return 1; }\nimport "C"\n\nfunc main() { C.f() }\n'},
        line: 1,
      },
      {
        name: 'by an ARG',
        dockerfile: `ARG V=1.26\n${on('golang:$V').replace('RUN ', 'RUN CGO_ENABLED=1 ')}`,
        ...{line: 2, fixed: false},
      },
    ],
    good: [{name: 'a Debian release', dockerfile: on('golang:1.26-trixie').replace('RUN ', 'RUN CGO_ENABLED=1 ')}],
    nearMiss: [
      {name: 'nothing asks for cgo', dockerfile: on('golang:1.26')},
      {name: 'Alpine', dockerfile: on('golang:1.26-alpine').replace('RUN ', 'RUN CGO_ENABLED=1 ')},
      {name: 'a digest', dockerfile: on(`golang:1.26${DIGEST}`).replace('RUN ', 'RUN CGO_ENABLED=1 ')},
    ],
  },
  'V-07': {
    bad: [
      {
        name: 'a tag alone',
        dockerfile: on('golang:1.26'),
        ...{line: 1, under: 'golang:1.26', severity: 'info', fixed: false},
      },
      {name: 'the final base', dockerfile: finalOn('gcr.io/distroless/static-debian13:nonroot'), line: 4},
      {
        name: 'an official image of another language',
        dockerfile: finalOn('scratch').concat('COPY --from=node:24-alpine /usr/lib /usr/lib\n'),
        line: 6,
      },
      {
        name: 'beside a program of the repository that Nix makes',
        dockerfile: lines(
          ...[`FROM nixos/nix:2.34${DIGEST} AS build`, 'COPY . .', 'RUN nix build', 'FROM alpine:3.24'],
          ...['COPY --from=build /result/bin/app /', 'ENTRYPOINT ["/app"]'],
        ),
        line: 4,
      },
      {
        name: 'beside a program that GoReleaser brings, of the name of a folder',
        dockerfile: lines('FROM alpine:3.24', 'COPY app /bin/', 'ENTRYPOINT ["/bin/app"]'),
        files: {...GO_MODULE, 'app/x.go': 'package app\n'},
        line: 1,
      },
    ],
    good: [{name: 'digests', dockerfile: finalOn(`alpine:3.24${DIGEST}`)}],
    nearMiss: [
      {
        name: 'a program that is none of the repository',
        dockerfile: lines('FROM alpine:3.24 AS a', 'FROM alpine:3.24', 'COPY --from=a /bin/sh /', 'ENTRYPOINT ["/sh"]'),
      },
      {name: 'an ARG with a digest', dockerfile: `ARG BASE=golang:1.26${DIGEST}\n${on('${BASE}')}`},
      {
        name: 'an ARG whose default is a stage with a digest',
        dockerfile: lines('ARG BASE=pinned', `FROM golang:1.26${DIGEST} AS pinned`, 'FROM ${BASE}', 'RUN go build .'),
      },
      {name: 'an ARG for all of the name', dockerfile: `ARG BASE=golang:1.26\n${on('${BASE}')}`},
      {name: 'scratch', dockerfile: finalOn('scratch')},
      {name: 'no tag, of which another rule speaks', dockerfile: finalOn('alpine')},
      {name: 'a context of the command line', dockerfile: on(`golang:1.26${DIGEST}`, 'runtime')},
    ],
  },
  'V-08': {
    bad: [
      {
        name: 'Debian 12',
        dockerfile: finalOn('gcr.io/distroless/static-debian12:nonroot'),
        ...{
          line: 4,
          under: 'gcr.io/distroless/static-debian12:nonroot',
          severity: 'warning',
          says: '2026-09-01',
          fixed: true,
        },
      },
      {name: 'no Debian release', dockerfile: finalOn('gcr.io/distroless/static'), ...{line: 4, fixed: true}},
      {
        name: 'libraries that a program may need',
        dockerfile: finalOn('gcr.io/distroless/base-debian11'),
        ...{line: 4, fixed: false},
      },
      {
        name: 'no Debian release, with a tag of an ARG',
        dockerfile: finalOn('gcr.io/distroless/static:nonroot-${ARCH}'),
        ...{line: 4, fixed: true},
      },
      {
        name: 'an old one with a digest',
        dockerfile: finalOn(`gcr.io/distroless/static-debian11${DIGEST}`),
        ...{line: 4, fixed: false},
      },
    ],
    good: [{name: 'Debian 13', dockerfile: finalOn('gcr.io/distroless/static-debian13:nonroot')}],
    nearMiss: [
      {name: 'before the last day', dockerfile: finalOn('gcr.io/distroless/static-debian12'), today: '2026-08-01'},
      {name: 'no release, but a digest', dockerfile: finalOn(`gcr.io/distroless/static:nonroot${DIGEST}`)},
      {name: 'the release is an ARG', dockerfile: finalOn('gcr.io/distroless/static-debian${DEBIAN}:nonroot')},
      {name: 'another image of that name', dockerfile: finalOn('ghcr.io/acme/static-debian12:1')},
    ],
  },
} satisfies Record<string, Fixtures>
