import {expect, test} from '@jest/globals'
import {mayHold, mayMake} from '../../../src/dockerfile/check/presence.ts'
import {shippedPrograms} from '../../../src/dockerfile/check/shipped.ts'
import {subjectOf} from './read.ts'

const BUILD = ['FROM golang:1.26 AS build', 'WORKDIR /src', 'COPY . .']

test.each([
  [
    'a program under another name',
    ['RUN go build -o /out/app .', 'FROM scratch', 'COPY --from=build /out/app /bin/x'],
    ['/bin/x'],
  ],
  [
    'a folder of programs',
    ['RUN go build -o /out/ ./cmd/a ./cmd/b', 'FROM scratch', 'COPY --from=build /out/ /'],
    ['/a', '/b'],
  ],
  [
    'through a stage between',
    [
      'RUN go build -o app .',
      'FROM alpine AS pack',
      'COPY --from=build /src/app /p/',
      'FROM scratch',
      'COPY --from=pack /p/app /',
    ],
    ['/app'],
  ],
  ['compiled where it runs', ['RUN go build -o app .'], ['/src/app']],
  [
    'the only command, with an output that is not told',
    ['RUN go build ./...', 'FROM scratch', 'COPY --from=build /src/app /'],
    [null],
  ],
  ['nothing of it', ['RUN go build -o app .', 'FROM scratch', 'COPY app /'], []],
  ['a tool of a version', ['RUN go install example.com/x@v1', 'FROM scratch', 'COPY --from=build /go/bin/x /'], []],
] as const)('ships %s', (_, lines, places) => {
  expect(shippedPrograms(subjectOf(...BUILD, ...lines)).map(({path}) => path)).toEqual(places)
})

test.each([
  [false, 'COPY --from=build /src/app /'],
  [false, 'COPY --from=build /src/app /etc'],
  [false, 'COPY --from=build /etc/passwd /etc/'],
  [true, 'COPY --from=build /rootfs /'],
  [true, 'COPY --from=build /etc/ssl /etc/ssl'],
  [true, 'COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/'],
  [true, 'ADD rootfs.tar.gz /'],
  [true, 'VOLUME /etc'],
  [false, 'WORKDIR /etc'],
  [true, 'WORKDIR /etc/ssl/certs'],
] as const)('may have certificates: %s, of %s', (expected, line) => {
  const subject = subjectOf(...BUILD, 'RUN go build -o app .', 'FROM scratch', line)
  expect(mayHold(subject, subject.model.target.stage, '/etc/ssl')).toBe(expected)
})

test.each([
  [false, 'RUN apk add --no-cache curl && /bin/true'],
  [true, 'RUN apk add tzdata'],
  [true, 'RUN ./setup.sh'],
  [true, 'RUN sh setup.sh'],
  [true, 'RUN make install'],
  [true, 'RUN if'],
  [false, "RUN sh -c 'echo done'"],
] as const)('may install time zones: %s, by %s', (expected, line) => {
  const subject = subjectOf('FROM alpine', line)
  expect(mayMake(subject, subject.model.target.stage, /tzdata/)).toBe(expected)
})
