import {type Fixtures, GO_MODULE, lines} from './sample.ts'

/** A build of `/src/app` without cgo that is put on a base. */
function on(base: string, ...more: string[]): string {
  return lines(
    ...['FROM golang:1.26 AS build', 'WORKDIR /src', 'COPY . .', 'RUN CGO_ENABLED=0 go build -o app .'],
    ...[`FROM ${base}`, ...more],
  )
}

const COPY = 'COPY --from=build /src/app /app'

export const START_FIXTURES = {
  'R-07': {
    bad: [
      {
        name: 'a path of the folder',
        dockerfile: on('alpine', 'WORKDIR /srv', 'COPY --from=build /src/app .', 'CMD ["./app", "-v"]'),
        ...{line: 8, under: '"./app"', severity: 'info', says: '/srv/app', fixed: true},
      },
      {
        name: 'the shell form',
        dockerfile: on('alpine', 'COPY --from=build /src/app .', 'CMD ./app -v'),
        ...{line: 7, under: './app', severity: 'info', says: '/app', fixed: true},
      },
      {
        name: 'a path without a dot in front',
        dockerfile: on('alpine', 'WORKDIR /srv', 'COPY --from=build /src/app bin/', 'CMD ["bin/app"]'),
        ...{line: 8, says: '/srv/bin/app', fixed: true},
      },
    ],
    good: [{name: 'the whole path', dockerfile: on('alpine', 'WORKDIR /srv', COPY, 'CMD ["/app"]')}],
    nearMiss: [
      {name: 'a name that PATH finds', dockerfile: on('alpine', 'COPY --from=build /src/app /usr/bin/', 'CMD ["app"]')},
      {name: 'an argument', dockerfile: on('alpine', COPY, 'CMD ["/app", "./config"]')},
      {name: 'a script in the shell form', dockerfile: on('alpine', COPY, 'CMD ./app && sleep 1')},
    ],
  },
  'R-08': {
    bad: [
      {
        name: 'what a package installs, in a folder that packages do not use',
        dockerfile: lines(
          ...['FROM golang:1.26-alpine', 'RUN apk add --no-cache delve', 'COPY build/* /'],
          'CMD ["/dlv", "exec", "/app"]',
        ),
        ...{line: 4, under: '"/dlv"', severity: 'warning', says: 'apk add delve', fixed: false},
      },
      {
        name: 'the starter of the program, likewise',
        dockerfile: on('alpine', 'RUN apk add tini=0.19', COPY, 'ENTRYPOINT ["/tini", "--", "/app"]'),
        ...{line: 8, under: '"/tini"', says: 'apk add tini'},
      },
      {
        name: 'another name than the program has',
        dockerfile: on('scratch', COPY, 'ENTRYPOINT ["/server"]'),
        ...{line: 7, under: '"/server"', severity: 'warning', says: 'is /app', fixed: true},
      },
      {
        name: 'the user nonroot of distroless starts in its home',
        dockerfile: on('gcr.io/distroless/static-debian13:nonroot', COPY, 'ENTRYPOINT ["./app"]'),
        ...{line: 7, says: '/home/nonroot/app', fixed: true},
      },
      {
        name: 'a name that PATH does not lead to',
        dockerfile: on('alpine', 'WORKDIR /srv', 'COPY --from=build /src/app .', 'CMD ["app"]'),
        ...{line: 8, says: 'PATH', fixed: true},
      },
      {
        name: 'copied into a folder, started as the folder',
        dockerfile: on('alpine', 'COPY --from=build /src/app /srv/', 'CMD ["/srv/server"]'),
        ...{line: 7, fixed: true},
      },
      {
        name: 'a program and its argument as one word',
        dockerfile: on('alpine', COPY, 'ENTRYPOINT ["/app serve"]'),
        ...{line: 7, under: '"/app serve"', severity: 'error', says: 'none is called'},
      },
      {
        name: 'a setting in the place of the program',
        dockerfile: on('alpine', COPY, 'CMD ["mode=dev", "/app"]'),
        ...{line: 7, under: '"mode=dev"', severity: 'error'},
      },
      {
        name: 'a script of the context that is not in it',
        dockerfile: lines('FROM golang:1.26', 'WORKDIR /src', 'COPY . .', 'RUN go build .', 'CMD ./scripts/start.sh'),
        ...{line: 5, severity: 'warning', says: '/src/scripts/start.sh', fixed: false},
      },
    ],
    good: [
      {name: 'the place that it is copied to', dockerfile: on('scratch', COPY, 'ENTRYPOINT ["/app"]')},
      {name: 'a folder', dockerfile: on('scratch', 'COPY --from=build /src/app /bin/', 'ENTRYPOINT ["/bin/app"]')},
      {
        name: 'behind tini',
        dockerfile: on('alpine', 'RUN apk add tini', COPY, 'ENTRYPOINT ["/sbin/tini", "--", "/app"]'),
      },
    ],
    nearMiss: [
      {
        name: 'a package whose program is where it is started, and one that is linked there',
        dockerfile: on(
          'alpine',
          ...['RUN apk add tini dumb-init && ln -s /sbin/tini /tini', COPY, 'ENTRYPOINT ["/tini", "--", "/app"]'],
        ),
      },
      {
        name: 'a starter of the repository beside the package of that name',
        dockerfile: on('alpine', 'RUN apk add tini', COPY, 'COPY bin/tini /', 'ENTRYPOINT ["/tini", "--", "/app"]'),
        files: {...GO_MODULE, 'bin/tini': 'x'},
      },
      {
        name: 'a shell that scratch does not have, and its script',
        dockerfile: on('scratch', COPY, 'ENTRYPOINT ["/bin/sh", "-c", "/app"]'),
      },
      {
        name: 'a script of the repository',
        dockerfile: on('alpine', COPY, 'COPY run.sh /', 'ENTRYPOINT ["/run.sh"]'),
        files: {'run.sh': '#!/bin/sh\n'},
      },
      {
        name: 'a folder with who knows what',
        dockerfile: on('alpine', 'COPY --from=build /src/bin /srv', 'ENTRYPOINT ["/srv/server"]'),
      },
      {name: 'PATH leads to it', dockerfile: on('alpine', 'COPY --from=build /src/app /usr/local/bin/', 'CMD ["app"]')},
      {
        name: 'PATH is made longer',
        dockerfile: on('alpine', 'ENV PATH=/srv:$PATH', 'COPY --from=build /src/app /srv/', 'CMD ["app"]'),
      },
      {name: 'another program that PATH leads to', dockerfile: on('alpine', COPY, 'CMD ["tail", "-f", "/dev/null"]')},
      {name: 'a step moves it', dockerfile: on('alpine', COPY, 'RUN mv /app /server', 'ENTRYPOINT ["/server"]')},
      {name: 'a program of the base', dockerfile: on('alpine', COPY, 'ENTRYPOINT ["/bin/echo"]')},
      {name: 'a base that nobody knows', dockerfile: on('acme/base', COPY, 'ENTRYPOINT ["/server"]')},
      {
        name: 'compiled by make',
        dockerfile: on('alpine', 'COPY --from=build /src/out/server /', 'ENTRYPOINT ["/server"]').replace(
          '-o app .',
          '-o /x . && make',
        ),
      },
      {
        name: 'several programs of one command',
        dockerfile: on('alpine', 'COPY --from=build /out/ /', 'CMD ["/b"]').replace('-o app .', '-o /out/ ./...'),
      },
    ],
  },
} satisfies Record<string, Fixtures>
