import {type Fixtures, lines} from './sample.ts'

function main(imports: string, body: string): Record<string, string> {
  const list = imports
    .split(' ')
    .map(path => `"${path}"`)
    .join('; ')
  return {'main.go': `package main\n\nimport (${list})\n\nfunc main() {\n\t${body}\n}\n`}
}

const CLIENT = main('net/http', 'http.Get("https://example.com/")')
const MAYBE = main('net/http os', 'http.Get(os.Args[1])')
const BERLIN = main('time', 'time.LoadLocation("Europe/Berlin")')
const GIT = main('os/exec', 'exec.Command("git", "status").Run()')
const PAGES = {...main('html/template', 'template.ParseGlob("templates/*.html")'), 'templates/a.html': '<p>\n'}

/** A build of `/app` without cgo that is put on a base. */
function on(base: string, ...more: string[]): string {
  return lines(
    ...['FROM golang:1.26 AS build', 'WORKDIR /src', 'COPY . .', 'RUN CGO_ENABLED=0 go build -o /app .'],
    ...[`FROM ${base}`, ...more, 'COPY --from=build /app /app', 'ENTRYPOINT ["/app"]'],
  )
}

export const RUNTIME_FIXTURES = {
  'R-01': {
    bad: [
      {
        name: 'scratch',
        dockerfile: on('scratch'),
        ...{files: CLIENT, line: 5, under: 'scratch', severity: 'error', fixed: true},
      },
      {
        name: 'a slim Debian',
        dockerfile: on('debian:trixie-slim', 'RUN useradd app'),
        ...{files: CLIENT, line: 5, severity: 'error', fixed: true},
      },
      {
        name: 'a library whose servers are reached by https',
        dockerfile: on('scratch'),
        files: {'main.go': 'package main\n\nimport _ "github.com/slack-go/slack"\n\nfunc main() {}\n'},
        ...{line: 5, severity: 'warning', says: 'seems'},
      },
      {
        name: 'the program is copied from a stage by its number',
        dockerfile: on('scratch').replace(' AS build', '').replace('--from=build', '--from=0'),
        ...{files: CLIENT, line: 5, fixed: true},
      },
    ],
    good: [
      {name: 'distroless', dockerfile: on('gcr.io/distroless/static-debian13'), files: CLIENT},
      {
        name: 'the bundle is copied',
        dockerfile: on('scratch', 'COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/'),
        files: CLIENT,
      },
      {
        name: 'installed',
        dockerfile: on('debian:trixie-slim', 'RUN apt-get update && apt-get install -y ca-certificates'),
        files: CLIENT,
      },
    ],
    nearMiss: [
      {name: 'the address is not in the sources', dockerfile: on('scratch'), files: MAYBE},
      {
        name: 'a pool of certificates, which another package may be there for',
        dockerfile: on('scratch'),
        files: main('crypto/x509', 'x509.SystemCertPool()'),
      },
      {name: 'Alpine has certificates', dockerfile: on('alpine:3.23'), files: CLIENT},
      {
        name: 'a server asks nobody',
        dockerfile: on('scratch'),
        files: main('net/http', 'http.ListenAndServe(":80", nil)'),
      },
      {
        name: 'the folder is copied from another image',
        dockerfile: on('scratch', 'COPY --from=alpine /etc/ssl /etc/ssl'),
        files: CLIENT,
      },
      {
        name: 'a whole root is copied, with who knows what',
        dockerfile: on('scratch', 'COPY --from=build /rootfs/ /'),
        files: CLIENT,
      },
      {
        name: 'SSL_CERT_FILE names another place',
        dockerfile: on('scratch', 'ENV SSL_CERT_FILE=/ca.pem'),
        files: CLIENT,
      },
      {
        name: 'curl recommends them',
        dockerfile: on('debian', 'RUN apt-get update && apt-get install -y curl'),
        files: CLIENT,
      },
      {name: 'a base that nobody knows', dockerfile: on('acme/base'), files: CLIENT},
    ],
  },
  'R-02': {
    bad: [
      {
        name: 'a zone on scratch',
        dockerfile: on('scratch'),
        ...{files: BERLIN, line: 5, severity: 'warning', says: 'LoadLocation', fixed: true},
      },
      {
        name: 'Alpine with other packages',
        dockerfile: on('alpine', 'RUN apk add --no-cache ca-certificates'),
        ...{files: BERLIN, line: 5, fixed: true},
      },
      {
        name: 'TZ on Alpine',
        dockerfile: on('alpine', 'ENV TZ=Europe/Berlin'),
        ...{line: 6, under: 'TZ=Europe/Berlin', says: 'no effect', fixed: false},
      },
    ],
    good: [
      {name: 'distroless has them', dockerfile: on('gcr.io/distroless/static-debian13'), files: BERLIN},
      {name: 'tzdata is installed', dockerfile: on('alpine', 'RUN apk add --no-cache tzdata', 'ENV TZ=Europe/Berlin')},
    ],
    nearMiss: [
      {name: 'Debian has them', dockerfile: on('debian:trixie-slim'), files: BERLIN},
      {
        name: 'the program brings them',
        dockerfile: on('scratch'),
        files: {'main.go': BERLIN['main.go']!.replace('("time")', '("time"; _ "time/tzdata")')},
      },
      {
        name: 'a build tag brings them',
        dockerfile: on('scratch').replace('go build', 'go build -tags timetzdata'),
        files: BERLIN,
      },
      {
        name: 'the archive of the Go release is copied',
        dockerfile: on(
          'scratch',
          'COPY --from=build /usr/local/go/lib/time/zoneinfo.zip /',
          'ENV ZONEINFO=/zoneinfo.zip',
        ),
        files: BERLIN,
      },
      {name: 'UTC needs none', dockerfile: on('alpine', 'ENV TZ=UTC'), files: main('time', 'time.LoadLocation("UTC")')},
    ],
  },
  'R-04': {
    bad: [
      {
        name: 'git on scratch',
        dockerfile: on('scratch'),
        ...{files: GIT, line: 5, under: 'scratch', says: 'starts git'},
      },
      {
        name: 'git, started by another package',
        dockerfile: on('scratch'),
        files: {
          ...main('example.com/app/vcs', 'vcs.Status()'),
          'vcs/vcs.go': 'package vcs\n\nimport "os/exec"\n\nfunc Status() { exec.Command("git").Run() }\n',
        },
        ...{line: 5, severity: 'info', says: 'can start git'},
      },
      {name: 'git on Alpine', dockerfile: on('alpine', 'RUN apk add --no-cache tzdata'), ...{files: GIT, line: 5}},
    ],
    good: [{name: 'it is installed', dockerfile: on('alpine', 'RUN apk add --no-cache git'), files: GIT}],
    nearMiss: [
      {name: 'it is copied', dockerfile: on('scratch', 'COPY --from=tools /usr/bin/git /usr/bin/git'), files: GIT},
      {
        name: 'code that tests share',
        dockerfile: on('scratch'),
        files: {
          ...main('example.com/app/vcs', 'println(vcs.Name)'),
          'vcs/vcs.go': 'package vcs\n\nconst Name = "git"\n',
          'vcs/help.go':
            'package vcs\n\nimport (\n\t"os/exec"\n\t"testing"\n)\n\nfunc Init(t testing.TB) { exec.Command("git").Run() }\n',
        },
      },
      {
        name: 'a folder of programs is copied',
        dockerfile: on('scratch', 'COPY --from=tools /usr/bin /usr/bin'),
        files: GIT,
      },
      {
        name: 'the shell of Alpine',
        dockerfile: on('alpine'),
        files: main('os/exec', 'exec.Command("sh", "-c", "ls").Run()'),
      },
      {name: 'only looked for', dockerfile: on('scratch'), files: main('os/exec', 'exec.LookPath("git")')},
      {name: 'a script may install it', dockerfile: on('alpine', 'COPY setup.sh /', 'RUN sh /setup.sh'), files: GIT},
    ],
  },
  'R-05': {
    bad: [
      {
        name: 'templates stay in the build stage',
        dockerfile: on('alpine', 'WORKDIR /srv'),
        ...{files: PAGES, line: 5, severity: 'warning', says: 'templates'},
      },
    ],
    good: [
      {
        name: 'copied from the context',
        dockerfile: on('alpine', 'WORKDIR /srv', 'COPY templates templates'),
        files: PAGES,
      },
      {
        name: 'copied from the build stage',
        dockerfile: on('scratch', 'COPY --from=build /src/templates /templates'),
        files: PAGES,
      },
    ],
    nearMiss: [
      {
        name: 'a volume is mounted there',
        dockerfile: on('alpine', 'WORKDIR /srv', 'VOLUME /srv/templates'),
        files: PAGES,
      },
      {
        name: 'a step of the build moves them',
        dockerfile: on('alpine', 'COPY --from=build /out /srv', 'WORKDIR /srv').replace(
          'go build',
          'cp -r templates /out; go build',
        ),
        files: PAGES,
      },
      {name: 'a folder that only the base tells', dockerfile: on('acme/base'), files: PAGES},
      {
        name: 'the whole source is copied',
        dockerfile: on('alpine', 'COPY . /app-src', 'WORKDIR /app-src'),
        files: PAGES,
      },
    ],
  },
  'R-13': {
    bad: [
      {
        name: 'a number in the image',
        dockerfile: on('alpine', 'ENV GOMAXPROCS=2'),
        ...{line: 6, under: 'GOMAXPROCS=2', severity: 'info'},
      },
      {
        name: 'automaxprocs',
        dockerfile: on('alpine'),
        ...{line: 4, files: {'main.go': 'package main\n\nimport _ "go.uber.org/automaxprocs"\n\nfunc main() {}\n'}},
      },
    ],
    good: [{name: 'neither', dockerfile: on('alpine')}],
    nearMiss: [
      {name: 'of the build alone', dockerfile: on('alpine').replace('COPY . .', 'ENV GOMAXPROCS=2\nCOPY . .')},
      {
        name: 'a module for an earlier Go',
        dockerfile: on('alpine', 'ENV GOMAXPROCS=2'),
        files: {'go.mod': 'module example.com/app\n\ngo 1.24\n'},
      },
    ],
  },
} satisfies Record<string, Fixtures>
