import {type Fixtures, lines} from './sample.ts'

const BUILD = ['FROM golang:1.26 AS build', 'WORKDIR /src', 'COPY . .']
const FINAL = ['FROM scratch', 'COPY --from=build /app /app', 'ENTRYPOINT ["/app"]']

export const AFTER_LINKING_FIXTURES = {
  'B-10': {
    bad: [
      {
        name: 'a step of its own',
        dockerfile: lines(...BUILD, 'RUN go build -o /app .', 'RUN upx --best --lzma /app', ...FINAL),
        ...{line: 5, under: 'upx --best --lzma /app', severity: 'warning', fixed: true},
      },
      {
        name: 'at the end of a chain over several lines',
        dockerfile: lines(...BUILD, 'RUN go build -o /app . \\', ' && upx -q -9 /app', ...FINAL),
        ...{line: 5, fixed: true},
      },
      {
        name: 'in the middle of a chain',
        dockerfile: lines(...BUILD, 'RUN go build -o /app . && upx /app && ls -l /app', ...FINAL),
        ...{line: 4, fixed: true},
      },
      {
        name: 'only where somebody asks for it',
        dockerfile: lines(...BUILD, 'RUN go build -o /app . && if [ -n "$UPX" ]; then upx /app; fi', ...FINAL),
        ...{line: 4, severity: 'info', fixed: false},
      },
    ],
    good: [{name: 'not packed', dockerfile: lines(...BUILD, 'RUN go build -ldflags=-s -o /app .', ...FINAL)}],
    nearMiss: [
      {
        name: 'a test of a packed file',
        dockerfile: lines(...BUILD, 'RUN go build -o /app .', 'RUN upx -t /app', ...FINAL),
      },
      {
        name: 'something else is packed in a stage that ships no program of Go',
        dockerfile: lines(...BUILD, 'RUN go vet ./...', 'FROM alpine', 'RUN upx /usr/bin/node'),
      },
      {
        name: 'upx is only installed',
        dockerfile: lines(...BUILD, 'RUN apt-get install -y upx && go build -o /app .', ...FINAL),
      },
    ],
  },
  'B-11': {
    bad: [
      {
        name: 'strip in the place of a linker flag',
        dockerfile: lines(...BUILD, 'RUN go build -o /app . && strip /app', ...FINAL),
        ...{line: 4, under: 'strip /app', severity: 'info', fixed: false},
      },
      {
        name: 'strip after -s',
        dockerfile: lines(...BUILD, 'RUN go build -ldflags="-s -w" -o /app . && strip /app', ...FINAL),
        ...{line: 4, fixed: true},
      },
      {
        name: 'by a relative path',
        dockerfile: lines(...BUILD, 'RUN go build -o bin/app .', 'RUN strip --strip-all bin/app', ...FINAL),
        ...{line: 5, fixed: false},
      },
    ],
    good: [{name: 'the linker strips', dockerfile: lines(...BUILD, 'RUN go build -ldflags=-s -o /app .', ...FINAL)}],
    nearMiss: [
      {
        name: 'a C library is stripped',
        dockerfile: lines(...BUILD, 'RUN strip /usr/lib/libfoo.so && go build -o /app .', ...FINAL),
      },
      {
        name: 'the word in another place',
        dockerfile: lines(...BUILD, 'RUN echo strip /app && go build -o /app .', ...FINAL),
      },
    ],
  },
} satisfies Record<string, Fixtures>
