import {type Fixtures, lines} from './sample.ts'

const on = (image: string) =>
  lines('FROM golang:1.26 AS build', 'RUN go build -o /app .', `FROM ${image}`, 'COPY --from=build /app /app')

export const END_OF_LIFE_FIXTURES = {
  'V-09': {
    bad: [
      {
        name: 'Alpine that brings its own Go',
        dockerfile: lines('FROM alpine:3.16', 'RUN apk add --no-cache go && /build.sh'),
        ...{line: 1, severity: 'warning', says: 'Alpine 3.16'},
      },
      {
        name: 'an Alpine that has ended',
        dockerfile: on('alpine:3.17.2'),
        ...{
          line: 3,
          under: 'alpine:3.17.2',
          severity: 'warning',
          says: 'Alpine 3.17 gets no security fixes since 2024-11-22',
        },
      },
      {
        name: 'one that only builds',
        dockerfile: lines(
          'FROM golang:1.23-alpine3.20 AS build',
          'RUN go build -o /app .',
          'FROM scratch',
          'COPY --from=build /app /app',
        ),
        ...{line: 1, severity: 'info', says: 'Alpine 3.20'},
      },
      {name: 'a Debian by number and form', dockerfile: on('debian:buster-slim'), ...{line: 3, says: 'Debian buster'}},
      {name: 'an Ubuntu', dockerfile: on('docker.io/library/ubuntu:18.04'), ...{line: 3, says: 'Ubuntu 18.04'}},
      {
        name: 'an Ubuntu between two of long support',
        dockerfile: on('ubuntu:oracular'),
        ...{line: 3, says: '2025-07-10'},
      },
      {
        name: 'an Amazon Linux of its own registry',
        dockerfile: on('public.ecr.aws/amazonlinux/amazonlinux:2.0.20240610.1'),
        ...{line: 3, says: 'Amazon Linux 2 gets no security fixes since 2026-06-30'},
      },
      {name: 'a CentOS', dockerfile: on('centos:7'), ...{line: 3, says: 'CentOS 7'}},
    ],
    good: [{name: 'one that is supported', dockerfile: on('alpine:3.23')}],
    nearMiss: [
      {
        name: 'an old base of something else than Go',
        dockerfile: lines('FROM alpine:3.16', 'RUN apk add --no-cache nodejs', 'COPY web /web'),
      },
      {name: 'the last day itself', dockerfile: on('alpine:3.21'), today: '2026-11-01'},
      {name: 'a tag that moves, and an image of others', dockerfile: on('alpine:latest')},
      {name: 'releases of today', dockerfile: `${on('ubuntu:noble-20260509')}FROM amazonlinux:2023\n`},
      {name: 'an Ubuntu that moves', dockerfile: on('ubuntu:rolling')},
      {name: 'a name that only ends so', dockerfile: on('registry.example.com/team/alpine-like:3.7')},
      {
        name: 'a stage that the target does not reach',
        dockerfile: lines('FROM alpine:3.7 AS old', 'FROM golang:1.26', 'RUN go build .'),
      },
    ],
  },
} satisfies Record<string, Fixtures>
