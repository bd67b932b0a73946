import {type Fixtures, lines} from './sample.ts'

function copying(path: string, ...build: string[]): string {
  return lines(
    'FROM golang:1.26 AS build',
    'WORKDIR /src',
    'COPY . .',
    ...build,
    'FROM scratch',
    `COPY --from=build ${path}`,
  )
}

export const OUTPUTS_FIXTURES = {
  'A-03': {
    bad: [
      {
        name: 'another folder',
        dockerfile: copying('/app/server /server', 'RUN go build -o /out/server .'),
        ...{line: 6, under: '/app/server', severity: 'error', says: 'line 4 writes /out/server', fixed: true},
      },
      {
        name: 'another name in the same folder, into a folder',
        dockerfile: copying('/out/app /usr/bin/', 'RUN CGO_ENABLED=0 go build -o /out/server .'),
        ...{line: 6, fixed: false},
      },
      {
        name: 'the default name of the program is that of the module',
        dockerfile: copying('/src/main /main', 'RUN go build .'),
        ...{line: 6, says: '/src/app', fixed: true},
      },
      {
        name: 'a relative output, in a chain',
        dockerfile: copying('/bin/server /server', 'RUN go mod download && \\', '    go build -o bin/server .').replace(
          '/bin/server /s',
          '/src/server /s',
        ),
        ...{line: 7, says: '/src/bin/server'},
      },
    ],
    good: [
      {name: 'the same path', dockerfile: copying('/out/server /server', 'RUN go build -o /out/server .')},
      {name: 'the folder of it', dockerfile: copying('/out /usr/bin', 'RUN go build -o /out/server .')},
      {name: 'without the slash in front', dockerfile: copying('src/bin/app /app', 'RUN go build -o ./bin/app .')},
    ],
    nearMiss: [
      {name: 'go install writes into GOPATH', dockerfile: copying('/go/bin/app /app', 'RUN go install .')},
      {
        name: 'go install for another machine',
        dockerfile: copying('/go/bin/app /app', 'RUN GOARCH=arm64 go install .'),
      },
      {
        name: 'a script may write it',
        dockerfile: copying('/out/app /app', 'RUN ./build.sh', 'RUN go build -o /out/other .'),
      },
      {name: 'cp makes another one', dockerfile: copying('/app /app', 'RUN go build -o /server . && cp /server /app')},
      {
        name: 'a file of the repository beside the program',
        dockerfile: copying('/src/config.yaml /', 'RUN go build -o server .'),
        files: {'config.yaml': 'x'},
      },
      {
        name: 'certificates of the image',
        dockerfile: copying('/etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/', 'RUN go build -o /etc/app .'),
      },
      {name: 'the name is an ARG', dockerfile: copying('/out/$NAME /app', 'ARG NAME', 'RUN go build -o /out/$NAME .')},
      {name: 'a folder that mkdir makes', dockerfile: copying('/data /data', 'RUN mkdir /data && go build -o /app .')},
      {name: 'all programs into a folder', dockerfile: copying('/out/app /app', 'RUN go build -o /out/ ./...')},
      {
        name: 'an image that may have it',
        dockerfile: copying('/out/app /app', 'RUN go build -o /out/b .').replace('golang:1.26', 'mine/golang:1'),
      },
      {name: 'a folder of the image', dockerfile: copying('/go /go', 'RUN go build -o /app .')},
    ],
  },
} satisfies Record<string, Fixtures>
