import {type Fixtures, lines} from './sample.ts'

const listen = (port: number) => ({
  'main.go': `package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe(":${port}", nil) }\n`,
})

/** A program whose package web does this. */
const apart = (does: string) => ({
  'main.go': 'package main\n\nimport "example.com/app/web"\n\nfunc main() { web.Serve() }\n',
  'web/web.go': `package web\n\nimport "net/http"\n\nfunc Serve() { ${does} }\n`,
})

function on(base: string, ...more: string[]): string {
  return lines(
    ...['FROM golang:1.26 AS build', 'WORKDIR /src', 'COPY . .', 'RUN CGO_ENABLED=0 go build -o /app .'],
    ...[`FROM ${base}`, 'COPY --from=build /app /app', ...more, 'ENTRYPOINT ["/app"]'],
  )
}

export const PORTS_FIXTURES = {
  'R-09': {
    bad: [
      {
        name: 'no EXPOSE',
        dockerfile: on('alpine'),
        ...{files: listen(8080), line: 7, under: '["/app"]', severity: 'info', says: '8080', fixed: true},
      },
      {
        name: 'the only program of the repository, which make compiles',
        dockerfile: lines(
          ...['FROM golang:1.26 AS build', 'COPY . /src', 'RUN cd /src && make && mv app /app', 'FROM alpine'],
          ...['COPY --from=build /app /app', 'ENTRYPOINT ["/app"]'],
        ),
        files: {...listen(8080), Makefile: 'all:\n\tgo build -o app .\n'},
        ...{line: 6, says: '8080'},
      },
      {
        name: 'the only port of the repository, in another package',
        dockerfile: on('alpine'),
        files: apart('http.ListenAndServe(":5000", nil)'),
        ...{line: 7, says: '5000'},
      },
      {
        name: 'the one that the image starts of two programs',
        dockerfile: lines(
          ...[
            'FROM golang:1.26 AS build',
            'WORKDIR /src',
            'COPY . .',
            'RUN go build -o /bin/ctl ./ctl && go build -o /bin/app .',
          ],
          ...['FROM alpine', 'WORKDIR /srv', 'COPY --from=build /bin/app /bin/ctl ./', 'CMD ["./app"]'],
        ),
        files: {...listen(8080), 'ctl/main.go': 'package main\n\nfunc main() {}\n'},
        ...{line: 8, says: '8080'},
      },
      {
        name: 'a program that is made elsewhere, by the name of what is started',
        dockerfile: lines('FROM alpine', 'COPY dist/app /opt/app', 'ENTRYPOINT ["/opt/app"]'),
        files: {...listen(8080), 'ctl/main.go': 'package main\n\nfunc main() {}\n'},
        ...{line: 3, says: '8080'},
      },
      {
        name: 'another port',
        dockerfile: on('scratch', 'EXPOSE 3000/tcp'),
        ...{files: listen(8080), line: 7, under: '3000/tcp', fixed: false},
      },
    ],
    good: [{name: 'the port', dockerfile: on('alpine', 'EXPOSE 8080'), files: listen(8080)}],
    nearMiss: [
      {
        name: 'the other of two programs is started',
        dockerfile: lines(
          ...[
            'FROM golang:1.26 AS build',
            'WORKDIR /src',
            'COPY . .',
            'RUN go build -o /bin/ctl ./ctl && go build -o /bin/app .',
          ],
          ...['FROM alpine', 'COPY --from=build /bin/app /bin/ctl /srv/', 'CMD ["/srv/ctl"]'],
        ),
        files: {...listen(8080), 'ctl/main.go': 'package main\n\nfunc main() {}\n'},
      },
      {
        name: 'it listens for its own container only',
        dockerfile: on('alpine'),
        files: {
          'main.go':
            'package main\n\nimport "net/http"\n\nfunc main() { http.ListenAndServe("localhost:8080", nil) }\n',
        },
      },
      {name: 'a range with the port', dockerfile: on('alpine', 'EXPOSE 8000-8090'), files: listen(8080)},
      {name: 'the image sets another', dockerfile: on('alpine', 'ENV PORT=3000', 'EXPOSE 3000'), files: listen(8080)},
      {name: 'a port of the build', dockerfile: on('alpine', 'ARG PORT', 'EXPOSE $PORT'), files: listen(8080)},
      {
        name: 'an EXPOSE against a port of another package, which may be one of several',
        dockerfile: on('alpine', 'EXPOSE 3000'),
        files: apart('http.ListenAndServe(":5000", nil)'),
      },
      {
        name: 'a port of another file than that of main, of a program that make compiles',
        dockerfile: lines(
          ...['FROM golang:1.26 AS build', 'COPY . /src', 'RUN cd /src && make && mv app /app', 'FROM alpine'],
          ...['COPY --from=build /app /app', 'ENTRYPOINT ["/app"]'],
        ),
        files: {
          Makefile: 'all:\n\tgo build -o app .\n',
          'serve.go': 'package main\n\nimport "net/http"\n\nfunc serve() { http.ListenAndServe(":8080", nil) }\n',
        },
      },
      {name: 'nothing listens', dockerfile: on('alpine')},
      {name: 'a base that may say so', dockerfile: on('acme/base'), files: listen(8080)},
    ],
  },
  'R-10': {
    bad: [
      {
        name: 'port 80 for the user of distroless',
        dockerfile: on('gcr.io/distroless/static-debian13:nonroot', 'EXPOSE 80'),
        ...{files: listen(80), line: 7, under: '80', severity: 'info'},
      },
      {name: 'a user of the file', dockerfile: on('scratch', 'EXPOSE 53/udp', 'USER 65532'), line: 7},
    ],
    good: [{name: 'a high port', dockerfile: on('scratch', 'EXPOSE 8080', 'USER 65532'), files: listen(8080)}],
    nearMiss: [
      {name: 'root', dockerfile: on('alpine', 'EXPOSE 80'), files: listen(80)},
      {
        name: 'setcap allows it',
        dockerfile: on('alpine', 'RUN setcap cap_net_bind_service=+ep /app', 'EXPOSE 80', 'USER 1'),
      },
      {name: 'it listens elsewhere', dockerfile: on('scratch', 'EXPOSE 80', 'USER 1'), files: listen(8080)},
    ],
  },
} satisfies Record<string, Fixtures>
