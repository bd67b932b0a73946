import {type Fixtures, lines} from './sample.ts'

const build = (...steps: string[]) =>
  lines('FROM golang:1.26 AS build', ...steps, 'FROM scratch', 'COPY --from=build /app /app')

export const ARCHITECTURE_FIXTURES = {
  'P-07': {
    bad: [
      {
        name: 'the target of make is chosen by an ARG of its own',
        dockerfile: lines('FROM golang:1.26', 'COPY . .', 'ARG ARCH', 'RUN make build.$ARCH'),
        ...{line: 4, severity: 'info', says: 'ARCH is a build argument of its own'},
      },
      {
        name: 'arm64 for whatever machine builds it',
        dockerfile: build('RUN GOOS=linux GOARCH=arm64 go build -o /app .'),
        ...{line: 2, under: 'go build -o /app .', severity: 'warning', says: 'for arm64'},
      },
      {
        name: 'an argument of the own',
        dockerfile: build('ARG ARCH=amd64', 'RUN GOARCH=$ARCH go build -o /app .'),
        ...{line: 3, severity: 'info', says: 'ARCH is a build argument of its own'},
      },
      {
        name: 'an argument that go itself reads, handed to make',
        dockerfile: build('ARG GOARCH=amd64', 'RUN make build GOARCH=$GOARCH'),
        ...{line: 3, under: 'make build GOARCH=$GOARCH', severity: 'info'},
      },
    ],
    good: [
      {
        name: 'the argument of the platform',
        dockerfile: build('ARG TARGETARCH', 'RUN GOARCH=$TARGETARCH go build -o /app .'),
      },
    ],
    nearMiss: [
      {name: 'amd64, as most machines are', dockerfile: build('RUN GOARCH=amd64 go build -o /app .')},
      {
        name: 'the image is for that platform too',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'RUN GOARCH=arm64 go build -o /app .',
          'FROM --platform=linux/arm64 scratch',
          'COPY --from=build /app /app',
        ),
      },
      {
        name: 'a base that is of that architecture by its name',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'RUN GOARCH=arm64 go build -o /app .',
          'FROM arm64v8/alpine:3.23',
          'COPY --from=build /app /app',
        ),
      },
      {
        name: 'platforms are asked for: other rules speak then',
        dockerfile: build('RUN GOARCH=arm64 go build -o /app .'),
        platforms: ['linux/arm64'],
      },
      {
        name: 'a name of the architecture for another program',
        dockerfile: build('ARG ARCH', 'RUN echo $ARCH && go build -o /app .'),
      },
    ],
  },
} satisfies Record<string, Fixtures>
