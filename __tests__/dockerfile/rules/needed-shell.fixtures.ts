import {type Fixtures, lines} from './sample.ts'

/** A build of `/src/app` without cgo that is put on a base. */
function on(base: string, ...more: string[]): string {
  return lines(
    ...['FROM golang:1.26 AS build', 'WORKDIR /src', 'COPY . .', 'RUN CGO_ENABLED=0 go build -o app .'],
    ...[`FROM ${base}`, ...more],
  )
}

const COPY = 'COPY --from=build /src/app /app'

export const NEEDED_SHELL_FIXTURES = {
  'R-06': {
    bad: [
      {
        name: 'the shell form on scratch',
        dockerfile: on('scratch', COPY, 'ENTRYPOINT /app --port=80'),
        ...{line: 7, under: '/app --port=80', severity: 'error', says: 'does not start', fixed: true},
      },
      {
        name: 'a variable in the command on distroless',
        dockerfile: on('gcr.io/distroless/static-debian13', COPY, 'CMD /app $PORT'),
        ...{line: 7, severity: 'error', fixed: false},
      },
      {
        name: 'a shell in the exec form',
        dockerfile: on('scratch', COPY, 'ENTRYPOINT ["/bin/sh", "-c", "/app"]'),
        ...{line: 7, severity: 'error'},
      },
      {
        name: 'a RUN on scratch',
        dockerfile: on('scratch', COPY, 'RUN chmod +x /app', 'ENTRYPOINT ["/app"]'),
        ...{line: 7, severity: 'error', says: 'build fails'},
      },
      {
        name: 'a health check by curl on distroless',
        dockerfile: on(
          'gcr.io/distroless/base-debian13',
          COPY,
          'HEALTHCHECK CMD ["curl", "-f", "http://localhost"]',
          'CMD ["/app"]',
        ),
        ...{line: 7, severity: 'error', says: 'curl'},
      },
      {
        name: 'a health check by curl on Alpine',
        dockerfile: on(
          'alpine',
          COPY,
          'HEALTHCHECK --interval=5s CMD curl -f http://localhost || exit 1',
          'CMD ["/app"]',
        ),
        ...{line: 7, severity: 'warning', says: 'no curl'},
      },
    ],
    good: [
      {name: 'the exec form', dockerfile: on('scratch', COPY, 'ENTRYPOINT ["/app"]')},
      {name: 'the shell form on Alpine', dockerfile: on('alpine', COPY, 'CMD /app')},
      {
        name: 'the program checks itself',
        dockerfile: on('scratch', COPY, 'HEALTHCHECK CMD ["/app", "health"]', 'ENTRYPOINT ["/app"]'),
      },
    ],
    nearMiss: [
      {
        name: 'the debug variant has a shell',
        dockerfile: on('gcr.io/distroless/static-debian13:debug', COPY, 'CMD /app'),
      },
      {name: 'a shell is copied', dockerfile: on('scratch', 'COPY --from=busybox /bin/sh /bin/sh', COPY, 'CMD /app')},
      {
        name: 'a shell is mounted for one step',
        dockerfile: on('scratch', COPY, 'RUN --mount=from=busybox,src=/bin,dst=/bin chmod +x /app', 'CMD ["/app"]'),
      },
      {name: 'the wget of Alpine', dockerfile: on('alpine', COPY, 'HEALTHCHECK CMD wget -q localhost', 'CMD /app')},
      {name: 'curl is installed', dockerfile: on('alpine', 'RUN apk add curl', COPY, 'HEALTHCHECK CMD curl localhost')},
      {name: 'no health check at all', dockerfile: on('scratch', COPY, 'HEALTHCHECK NONE', 'CMD ["/app"]')},
      {name: 'a base that nobody knows', dockerfile: on('acme/base', COPY, 'CMD /app')},
      {name: 'a later command replaces it', dockerfile: on('scratch', COPY, 'CMD /app', 'CMD ["/app"]')},
    ],
  },
} satisfies Record<string, Fixtures>
