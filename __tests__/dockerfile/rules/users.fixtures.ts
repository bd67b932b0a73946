import {type Fixtures, lines} from './sample.ts'

const LOOKUP = {'main.go': 'package main\n\nimport "os/user"\n\nfunc main() { user.Lookup("app") }\n'}
const TEMPORARY = {'main.go': 'package main\n\nimport "os"\n\nfunc main() { os.CreateTemp("", "x") }\n'}

/** A build of `/app` without cgo that is put on a base and started. */
function on(base: string, ...more: string[]): string {
  return lines(
    ...['FROM golang:1.26 AS build', 'WORKDIR /src', 'COPY . .', 'RUN CGO_ENABLED=0 go build -o /app .'],
    ...[`FROM ${base}`, 'COPY --from=build /app /app', ...more, 'ENTRYPOINT ["/app"]'],
  )
}

export const USERS_FIXTURES = {
  'R-03': {
    bad: [
      {
        name: 'a user by name on scratch',
        dockerfile: on('scratch', 'USER nonroot:nonroot'),
        ...{line: 7, under: 'nonroot:nonroot', severity: 'error', fixed: true},
      },
      {
        name: 'lookups of users',
        dockerfile: on('scratch', 'USER 65532'),
        ...{files: LOOKUP, line: 5, under: 'scratch', severity: 'warning', says: 'looks up'},
      },
      {
        name: 'temporary files',
        dockerfile: on('scratch'),
        ...{files: TEMPORARY, line: 5, severity: 'warning', says: '/tmp'},
      },
    ],
    good: [
      {name: 'a user by number', dockerfile: on('scratch', 'USER 65532:65532')},
      {
        name: '/etc/passwd is copied',
        dockerfile: on('scratch', 'COPY --from=build /etc/passwd /etc/group /etc/', 'USER app'),
        files: LOOKUP,
      },
    ],
    nearMiss: [
      {name: 'distroless knows the user', dockerfile: on('gcr.io/distroless/static-debian13', 'USER nonroot')},
      {
        name: 'a whole root is copied',
        dockerfile: on('scratch', 'COPY --from=build /rootfs /', 'USER app'),
        files: TEMPORARY,
      },
      {
        name: 'a path below the folder for temporary files, which nobody makes',
        dockerfile: on('scratch'),
        files: {'main.go': 'package main\n\nimport "os"\n\nfunc main() { println(os.TempDir()) }\n'},
      },
      {
        name: 'what is published is installed, not this checkout',
        dockerfile: on('scratch').replace('go build -o /app .', 'GOBIN=/ go install example.com/app@latest'),
        files: TEMPORARY,
      },
      {name: 'a volume for temporary files', dockerfile: on('scratch', 'VOLUME ["/tmp"]'), files: TEMPORARY},
      {name: 'TMPDIR is elsewhere', dockerfile: on('scratch', 'ENV TMPDIR=/data'), files: TEMPORARY},
      {name: 'a variable', dockerfile: on('scratch', 'ARG WHO', 'USER $WHO')},
    ],
  },
  'R-11': {
    bad: [
      {
        name: 'a server on Alpine',
        dockerfile: on('alpine:3.23', 'EXPOSE 80'),
        ...{line: 5, under: 'alpine:3.23', severity: 'warning'},
      },
      {
        name: 'a tool on scratch',
        dockerfile: on('scratch'),
        ...{line: 5, severity: 'warning', says: 'scratch starts as root'},
      },
      {
        name: 'an image for tests',
        dockerfile: on('alpine'),
        ...{path: 'Dockerfile.e2e-tests', line: 5, severity: 'info'},
      },
      {name: 'distroless with its usual tag', dockerfile: on('gcr.io/distroless/static-debian13'), line: 5},
      {
        name: 'make compiles the program',
        dockerfile: lines(
          ...['FROM golang:1.26 AS build', 'COPY . .', 'RUN make', 'FROM alpine', 'COPY --from=build /go/app /app'],
          ...['EXPOSE 80', 'ENTRYPOINT ["/app"]'],
        ),
        ...{line: 4, severity: 'warning'},
      },
      {
        name: 'a program that was compiled before',
        dockerfile: lines('FROM alpine', 'COPY app /app', 'EXPOSE 80', 'ENTRYPOINT ["/app"]'),
        ...{line: 1, severity: 'warning'},
      },
      {
        name: 'a script of the repository that starts it',
        dockerfile: on('alpine', 'COPY start.sh /', 'EXPOSE 80').replace('["/app"]', '["/start.sh"]'),
        ...{files: {'start.sh': '#!/bin/sh\nsleep 1\nexec /app\n'}, line: 5, severity: 'warning'},
      },
      {
        name: 'nothing says what is started',
        dockerfile: on('alpine').replace('ENTRYPOINT ["/app"]\n', ''),
        ...{line: 5, severity: 'info'},
      },
      {
        name: 'a user that is empty unless the build gives it',
        dockerfile: on('alpine', 'ARG UID', 'USER $UID'),
        ...{line: 8, under: '$UID', severity: 'info', says: 'unless the build gives UID'},
      },
      {
        name: 'root at the end',
        dockerfile: on('alpine', 'USER app', 'USER root'),
        ...{line: 8, under: 'root', says: 'USER makes'},
      },
    ],
    good: [
      {name: 'a number', dockerfile: on('scratch', 'USER 65532:65532')},
      {name: 'a name', dockerfile: on('alpine', 'RUN adduser -D app', 'USER app')},
    ],
    nearMiss: [
      {name: 'the tag nonroot', dockerfile: on('gcr.io/distroless/static-debian13:nonroot')},
      {name: 'debug-nonroot too', dockerfile: on('gcr.io/distroless/base-debian13:debug-nonroot')},
      {name: "Chainguard's static", dockerfile: on('cgr.dev/chainguard/static')},
      {
        name: 'the entrypoint drops privileges',
        dockerfile: on('alpine', 'RUN apk add su-exec').replace('["/app"]', '["/docker-entrypoint.sh", "/app"]'),
      },
      {name: 'gosu starts it', dockerfile: on('debian').replace('["/app"]', '["gosu", "app", "/app"]')},
      {name: 'a base that nobody knows', dockerfile: on('acme/base')},
      {name: 'a user by default', dockerfile: on('alpine', 'ARG UID=10001', 'USER $UID')},
      {name: 'it sets up a network', dockerfile: on('alpine', 'RUN apk add --no-cache iptables')},
      {
        name: 'an action of GitHub must run as root',
        dockerfile: on('alpine'),
        files: {'action.yml': 'runs:\n  using: docker\n  image: Dockerfile\n'},
      },
      {
        name: 'a last stage that only hands a file out',
        dockerfile: on('scratch').replace('ENTRYPOINT ["/app"]\n', ''),
      },
      {
        name: 'somebody has thought about it',
        dockerfile: on('alpine', '# The user is root, because the socket of Docker is read.'),
      },
      {
        name: 'a server that is compiled again with each edit',
        dockerfile: on('golang:1.26').replace('["/app"]', '["air", "-c", ".air.toml"]'),
      },
      {
        name: 'a script of the repository that becomes another user',
        dockerfile: on('alpine', 'COPY start.sh /').replace('["/app"]', '["/start.sh"]'),
        files: {'start.sh': '#!/bin/sh\nexec su-exec app /app\n'},
      },
      {
        name: 'make compiles a program that watches the host',
        dockerfile: lines(
          ...['FROM golang:1.26 AS build', 'COPY . .', 'RUN make', 'FROM alpine', 'COPY --from=build /go/app /app'],
          ...['EXPOSE 80', 'ENTRYPOINT ["/app"]'],
        ),
        files: {
          'go.mod': 'module example.com/app\n\ngo 1.26\n\nrequire (\n\tgithub.com/opencontainers/runc v1.4.0\n)\n',
        },
      },
    ],
  },
  'R-12': {
    bad: [
      {
        name: 'the user of distroless',
        dockerfile: on('gcr.io/distroless/static-debian13', 'USER nonroot:nonroot'),
        ...{line: 7, under: 'nonroot:nonroot', severity: 'info', fixed: true},
      },
      {
        name: 'a user with a number of its own',
        dockerfile: on('alpine', 'RUN adduser -D -u 10001 app', 'USER app'),
        ...{line: 8, fixed: true},
      },
      {
        name: 'a user whose number the system chose',
        dockerfile: on('alpine', 'RUN adduser -D app', 'USER app'),
        ...{line: 8, fixed: false},
      },
    ],
    good: [{name: 'a number', dockerfile: on('alpine', 'USER 10001')}],
    nearMiss: [
      {name: 'a number and a group by name', dockerfile: on('alpine', 'USER 10001:nogroup')},
      {name: 'root has a rule of its own', dockerfile: on('alpine', 'USER root')},
      {
        name: 'an image for Windows',
        dockerfile: on('mcr.microsoft.com/windows/nanoserver:ltsc2022', 'USER ContainerUser'),
      },
      {name: 'scratch knows no name at all', dockerfile: on('scratch', 'USER app')},
      {name: 'a name for an earlier step', dockerfile: on('alpine', 'USER app', 'USER 10001')},
    ],
  },
} satisfies Record<string, Fixtures>
