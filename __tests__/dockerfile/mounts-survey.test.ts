import {describe, expect, test} from '@jest/globals'
import {type GoCacheMount, type MountSurvey, surveyGoCacheMounts} from '../../src/dockerfile/mounts.ts'
import {parseDockerfile} from '../../src/dockerfile/parse.ts'
import {type BuildPlatforms, platformArguments} from '../../src/dockerfile/platform-arguments.ts'
import {pairs, platformNames} from './mount-pairs.ts'

type On = Partial<BuildPlatforms> & {buildArgs?: string[]; target?: string}

function survey(text: string, {buildArgs = [], target = '', platforms = [], builderPlatform = null}: On = {}) {
  return surveyGoCacheMounts(parseDockerfile(text, buildArgs), buildArgs, target, {platforms, builderPlatform})
}

/** `NAME:LINE TARGET`, then `> FOLDER` of the cache in it, `= PART` of the cache that it is, `zips`, `id=`, `@PLATFORM`. */
function written({name, line, target, within, part, wantsZips, options, platforms}: GoCacheMount): string {
  const [, id] = /(?:^|,)(id=[^,]*)/.exec(options) ?? []
  const words = [
    ...(within === '.' ? [] : [`> ${within}`]),
    ...(part === '' ? [] : [`= ${part}`]),
    ...(wantsZips ? ['zips'] : []),
    ...(id === undefined ? [] : [id]),
    ...platforms.map(platform => `@${platform}`),
  ]
  return [`${name}:${line} ${target}`, ...words].join(' ')
}

/** Mounts, then what was left out as `LINE: REASON`. */
function shown({mounts, excluded}: MountSurvey): string[] {
  return [...mounts.map(written), ...excluded.map(({line, reason}) => `${line}: ${reason}`)]
}

type Row = [what: string, dockerfile: string, found: (string | RegExp)[], on?: On]

function rows(all: Row[]): void {
  const whole = all.map(([what, dockerfile, found, on = {}]) => [what, dockerfile, found, on] as const)
  test.each(whole)('%s', (_, dockerfile, found, on) => {
    const expected = found.map(one => (one instanceof RegExp ? expect.stringMatching(one) : one))
    expect(shown(survey(dockerfile.trim(), on))).toEqual(expected)
  })
}

const GO_BUILD = '/root/.cache/go-build'

describe('the mounts of a Dockerfile in the style of', () => {
  rows([
    [
      "Docker's guide for Go",
      `
# syntax=docker/dockerfile:1
FROM golang:1.27 AS build
WORKDIR /src
RUN --mount=type=cache,target=/go/pkg/mod/ \\
    --mount=type=bind,source=go.sum,target=go.sum \\
    --mount=type=bind,source=go.mod,target=go.mod \\
    go mod download -x
RUN --mount=type=cache,target=/go/pkg/mod/ \\
    --mount=type=bind,target=. \\
    CGO_ENABLED=0 go build -o /bin/server .
FROM gcr.io/distroless/static AS final
COPY --from=build /bin/server /bin/
`,
      ['modules:8 /go/pkg/mod zips'],
    ],
    [
      "Docker's guide for several platforms",
      `
FROM --platform=$BUILDPLATFORM golang:1.27 AS build
WORKDIR /src
ARG TARGETOS TARGETARCH
RUN --mount=target=. \\
    --mount=type=cache,target=${GO_BUILD} \\
    --mount=type=cache,target=/go/pkg \\
    GOOS=$TARGETOS GOARCH=$TARGETARCH go build -o /out/app .
FROM alpine
COPY --from=build /out/app /bin
`,
      [`build:4 ${GO_BUILD} @linux/amd64 @linux/arm64`, 'modules:4 /go/pkg > mod @linux/amd64 @linux/arm64'],
      {platforms: ['linux/amd64', 'linux/arm64'], builderPlatform: 'linux/amd64'},
    ],
    [
      'an operator of kubebuilder',
      `
FROM golang:1.27 AS builder
ARG TARGETOS
ARG TARGETARCH
WORKDIR /workspace
COPY go.mod go.mod
COPY go.sum go.sum
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=${GO_BUILD} CGO_ENABLED=0 GOOS=\${TARGETOS:-linux} GOARCH=\${TARGETARCH} go build -a -o manager cmd/main.go
FROM gcr.io/distroless/static:nonroot
COPY --from=builder /workspace/manager .
USER 65532:65532
`,
      ['modules:9 /go/pkg/mod zips', `build:9 ${GO_BUILD}`],
    ],
    [
      'goreleaser, run in the image',
      `
FROM golang:1.27-alpine AS build
RUN apk add git goreleaser
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.cache --mount=type=cache,target=/go goreleaser build --snapshot --single-target
`,
      ['build:5 /root/.cache > go-build', 'modules:5 /go > pkg/mod'],
    ],
    [
      'a tool image with ids of its own for each platform',
      `
FROM --platform=$BUILDPLATFORM golang:1.27-alpine AS base
WORKDIR /src
FROM base AS build
ARG TARGETPLATFORM
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,id=gobuild-$TARGETPLATFORM,target=${GO_BUILD} xx-go build -o /out .
FROM scratch
COPY --from=build /out /
`,
      [
        'modules:5 /go/pkg/mod @linux/amd64 @linux/arm/v7',
        `build:5 ${GO_BUILD} id=gobuild-linux/amd64 @linux/amd64`,
        `build-2:5 ${GO_BUILD} id=gobuild-linux/arm/v7 @linux/arm/v7`,
      ],
      {platforms: ['linux/amd64', 'linux/arm/v7'], builderPlatform: 'linux/amd64'},
    ],
    [
      'a makefile and a lint stage that the target does not reach',
      `
FROM golang:1.27 AS base
WORKDIR /src
FROM base AS lint
RUN --mount=type=cache,target=/root/.cache/golangci-lint --mount=type=cache,id=lint,target=${GO_BUILD} golangci-lint run
FROM base AS build
RUN --mount=type=cache,target=${GO_BUILD} make build
FROM scratch
COPY --from=build /src/bin/app /
`,
      [`build:6 ${GO_BUILD}`],
    ],
    [
      'tests and build with folders of their own',
      `
FROM golang:1.27 AS base
WORKDIR /src
FROM base AS test
RUN --mount=type=cache,id=test,target=${GO_BUILD} go test ./... && touch /ok
FROM base AS build
COPY --from=test /ok /ok
RUN --mount=type=cache,id=app,target=${GO_BUILD} go build -o /out .
FROM scratch
COPY --from=build /out /
`,
      [`build:4 ${GO_BUILD} id=test`, `build-2:7 ${GO_BUILD} id=app`],
    ],
    [
      'the same, when only the tests are built',
      `
FROM golang:1.27 AS test
RUN --mount=type=cache,id=test,target=${GO_BUILD} go test ./...
FROM golang:1.27 AS build
RUN --mount=type=cache,id=app,target=${GO_BUILD} go build -o /out .
`,
      [`build:2 ${GO_BUILD} id=test`],
      {target: 'test'},
    ],
    [
      'two programs that share their modules',
      `
FROM golang:1.27 AS api
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,id=api,target=${GO_BUILD} go build ./cmd/api
FROM golang:1.27 AS worker
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,id=worker,target=${GO_BUILD} go build ./cmd/worker
FROM scratch
COPY --from=api /go/api /
COPY --from=worker /go/worker /
`,
      ['modules:2 /go/pkg/mod', `build:2 ${GO_BUILD} id=api`, `build-2:4 ${GO_BUILD} id=worker`],
    ],
    [
      'a user without rights',
      `
FROM golang:1.27-alpine AS build
RUN adduser -D -u 1000 dev
USER dev
ENV GOPATH=/home/dev/go
RUN --mount=type=cache,target=/home/dev/.cache/go-build,uid=1000,gid=1000 --mount=type=cache,target=/home/dev/go/pkg/mod,uid=1000,gid=1000 go build .
`,
      ['build:5 /home/dev/.cache/go-build', 'modules:5 /home/dev/go/pkg/mod'],
    ],
    [
      'an image of the company, whose places are not told',
      `
FROM registry.example.com/go-builder:7 AS build
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/home/nonroot/.cache/go-build go build .
`,
      ['modules:2 /go/pkg/mod', 'build:2 /home/nonroot/.cache/go-build'],
    ],
    [
      "Go from a distribution's package",
      `
FROM debian:trixie AS build
RUN apt-get update && apt-get install -y golang
RUN --mount=type=cache,target=/root go build .
`,
      ['modules:3 /root > go/pkg/mod', 'build:3 /root > .cache/go-build'],
    ],
  ])
})

describe('what Go uses', () => {
  const golang = (lines: string) => `FROM golang:1.27\n${lines}`
  rows([
    [
      'in GOCACHE of a build argument',
      golang('ARG CACHE=/c\nENV GOCACHE=$CACHE/go\nRUN --mount=type=cache,target=$CACHE go build'),
      ['build:4 /d > go'],
      {buildArgs: ['CACHE=/d']},
    ],
    [
      'in GOCACHE of an ARG with its default',
      golang('ARG GOCACHE=/c\nRUN --mount=type=cache,target=/c go build'),
      ['build:3 /c'],
    ],
    ['in GOCACHE of one command', golang('RUN --mount=type=cache,target=/c GOCACHE=/c go build'), ['build:2 /c']],
    ['by env', golang('RUN --mount=type=cache,target=/c env GOCACHE=/c go build'), ['build:2 /c']],
    [
      'in GOCACHE that the script exports',
      golang('RUN --mount=type=cache,target=/c mkdir -p /x && export GOCACHE=/c/go && go build'),
      ['build:2 /c > go'],
    ],
    [
      'in GOCACHE that the script sets first and then exports',
      golang('RUN --mount=type=cache,target=/c GOCACHE=/c; export GOCACHE; go build'),
      ['build:2 /c'],
    ],
    [
      'in a folder below WORKDIR',
      golang('WORKDIR /src\nRUN --mount=type=cache,target=.cache export GOCACHE="$PWD/.cache" && go build'),
      ['build:3 /src/.cache id=.cache'],
    ],
    [
      'in both places of two commands',
      golang(
        `RUN --mount=type=cache,target=/t --mount=type=cache,target=${GO_BUILD} GOCACHE=/t go test ./... && go build`,
      ),
      ['build:2 /t', `build-2:2 ${GO_BUILD}`],
    ],
    [
      'in a here-document',
      golang('RUN --mount=type=cache,target=/c <<EOF\nset -e\n# one place\nexport GOCACHE=/c\ngo build\nEOF'),
      ['build:2 /c'],
    ],
    [
      'in the exec form',
      golang('RUN --mount=type=cache,target=/c ["sh", "-c", "GOCACHE=/c go build"]'),
      ['build:2 /c'],
    ],
    [
      'after go env -w of an earlier step',
      golang('RUN go env -w GOCACHE=/c GOPROXY=direct\nRUN --mount=type=cache,target=/c go build'),
      ['build:3 /c'],
    ],
    [
      'after go env -w in the same step',
      golang('RUN --mount=type=cache,target=/c go env -w GOCACHE=/c && go build'),
      ['build:2 /c'],
    ],
    [
      'after go env -w and -u',
      golang(`RUN go env -w GOCACHE=/c && go env -u GOCACHE\nRUN --mount=type=cache,target=${GO_BUILD} go build`),
      [`build:3 ${GO_BUILD}`],
    ],
    [
      'after go env -w, which ENV wins over',
      golang('ENV GOCACHE=/e\nRUN go env -w GOCACHE=/c\nRUN --mount=type=cache,target=/e go build'),
      ['build:4 /e'],
    ],
    [
      'after go env -w of another user',
      golang(`RUN go env -w GOCACHE=/c\nUSER 7\nENV HOME=/h\nRUN --mount=type=cache,target=/h/.cache go build`),
      ['build:5 /h/.cache > go-build'],
    ],
    [
      'in both caches below HOME',
      golang('ENV HOME=/h GOPATH=/h/go\nRUN --mount=type=cache,target=/h go build'),
      ['modules:3 /h > go/pkg/mod', 'build:3 /h > .cache/go-build'],
    ],
    [
      'in GOPATH, with the module cache in a mount of its own on top',
      golang('RUN --mount=type=cache,target=/go --mount=type=cache,target=/go/pkg/mod go build'),
      ['modules:2 /go/pkg/mod', '2: the cache mount on /go/pkg/mod lies over what Go uses of it'],
    ],
    [
      'of the download cache alone',
      golang('RUN --mount=type=cache,target=/go/pkg/mod/cache/download go build'),
      ['modules:2 /go/pkg/mod/cache/download = cache/download zips'],
    ],
    [
      'of the download cache and the checksums',
      golang('RUN --mount=type=cache,target=/go/pkg/mod/cache/ go build'),
      ['modules:2 /go/pkg/mod/cache = cache zips'],
    ],
    [
      'of the download cache on top of the whole',
      golang('RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/go/pkg/mod/cache go build'),
      [
        'modules:2 /go/pkg/mod/cache = cache zips',
        '2: the cache mount on /go/pkg/mod/cache lies over what Go uses of it',
      ],
    ],
    [
      'in WORKDIR, when a mount names no target',
      golang('RUN --mount=type=cache,id=gopath go build'),
      ['modules:2 /go > pkg/mod id=gopath'],
    ],
    [
      'in a mount written with quotes',
      golang('RUN --mount="type=cache,target=/go/pkg/mod" go build'),
      ['modules:2 /go/pkg/mod'],
    ],
    [
      'in a mount with a number of a variable',
      golang('ARG ID=5\nRUN --mount=type=cache,target=/go/pkg/mod,uid=$ID go build'),
      ['modules:3 /go/pkg/mod'],
    ],
  ])
})

describe('the platforms', () => {
  const stages = (mount: string, args = 'ARG TARGETARCH TARGETVARIANT') =>
    `FROM --platform=$BUILDPLATFORM golang:1.27 AS build\n${args}\nRUN --mount=type=cache,target=${GO_BUILD},${mount} go build`
  rows([
    [
      'have mounts of their own',
      stages('id=$TARGETARCH$TARGETVARIANT'),
      [
        `build:3 ${GO_BUILD} id=armv7 @linux/arm`,
        `build-2:3 ${GO_BUILD} id=arm64 @linux/arm64/v8`,
        `build-3:3 ${GO_BUILD} id=amd64 @linux/x86_64`,
      ],
      {platforms: ['linux/arm', 'linux/arm64/v8', 'linux/x86_64'], builderPlatform: 'linux/amd64'},
    ],
    [
      'share the mount that names the builder’s',
      stages('id=$BUILDARCH', 'ARG BUILDARCH'),
      [`build:3 ${GO_BUILD} id=amd64 @linux/arm64 @linux/s390x`],
      {platforms: ['linux/arm64', 'linux/s390x'], builderPlatform: 'linux/amd64'},
    ],
    [
      'share the mount of an ARG with a default, which wins over the platform',
      stages('id=$TARGETARCH', 'ARG TARGETARCH=all'),
      [`build:3 ${GO_BUILD} id=all @linux/arm64 @linux/amd64`],
      {platforms: ['linux/arm64', 'linux/amd64']},
    ],
    [
      'share the mount when the ARG is not declared in the stage',
      stages('id=x$TARGETARCH', 'ARG OTHER'),
      [`build:3 ${GO_BUILD} id=x @linux/arm64 @linux/amd64`],
      {platforms: ['linux/arm64', 'linux/amd64']},
    ],
    [
      'share the mount of a build argument of that name',
      stages('id=$TARGETARCH'),
      [`build:3 ${GO_BUILD} id=one @linux/arm64 @linux/amd64`],
      {platforms: ['linux/arm64', 'linux/amd64'], buildArgs: ['TARGETARCH=one']},
    ],
    [
      'are the builder’s own when none is asked for',
      stages('id=$TARGETARCH'),
      [`build:3 ${GO_BUILD} id=riscv64 @linux/riscv64`],
      {builderPlatform: 'linux/riscv64'},
    ],
    [
      'reach stages of their own',
      `
FROM golang:1.27 AS base-amd64
RUN --mount=type=cache,id=intel,target=${GO_BUILD} go build
FROM golang:1.26 AS base-arm64
RUN --mount=type=cache,id=arm,target=${GO_BUILD} go build
FROM base-$TARGETARCH
RUN true
`,
      [`build:2 ${GO_BUILD} id=intel @linux/amd64`, `build-2:4 ${GO_BUILD} id=arm @linux/arm64`],
      {platforms: ['linux/amd64', 'linux/arm64']},
    ],
    [
      'that are not known leave a mount without a name',
      stages('id=$TARGETARCH'),
      ['3: $TARGETARCH has no one value before the build, so the mount cannot be named'],
    ],
    [
      'of a builder that is not known leave a mount without a name',
      stages('id=$BUILDARCH', 'ARG BUILDARCH'),
      ['3: $BUILDARCH has no one value before the build, so the mount cannot be named'],
      {platforms: ['linux/amd64']},
    ],
  ])

  test('of a flag stay for the step that is written with it, other ARGs are put in', () => {
    const flag = (text: string) =>
      survey(`ARG P=linux\nFROM --platform=${text} golang\nRUN --mount=type=cache,target=${GO_BUILD} go build`, {
        platforms: ['linux/arm64'],
      }).mounts[0]?.platform
    expect(flag('$BUILDPLATFORM')).toBe('$BUILDPLATFORM')
    expect(flag('$P/$TARGETARCH')).toBe('linux/$TARGETARCH')
  })
})

describe('left out is a mount', () => {
  const golang = (lines: string) => `FROM golang:1.27\n${lines}`
  rows([
    [
      'that a stage fills',
      'FROM golang:1.27 AS seed\nFROM golang:1.27\nRUN --mount=type=cache,from=seed,source=/c,target=/go/pkg/mod go build',
      ['3: it begins with the content of "seed": each change of that makes a new, differently filled mount'],
    ],
    [
      'that is a folder of itself',
      golang('RUN --mount=type=cache,source=/x,target=/go/pkg/mod go build'),
      ['2: `source` takes the folder /x out of it, which a new mount has not'],
    ],
    [
      'that nobody writes',
      golang('RUN --mount=type=cache,target=/go/pkg/mod,readonly go build'),
      ['2: no step writes into it: every one has it readonly'],
    ],
    [
      'but not one that another step writes',
      golang(
        'RUN --mount=type=cache,target=/go/pkg/mod go mod download\nRUN --mount=type=cache,target=/go/pkg/mod,ro=true go build',
      ),
      ['modules:3 /go/pkg/mod zips'],
    ],
    [
      'that is memory',
      golang(`RUN --mount=type=tmpfs,target=${GO_BUILD} go build`),
      ['2: a tmpfs is empty in every step'],
    ],
    [
      'below another one',
      golang(`RUN --mount=type=cache,target=/root/.cache --mount=type=tmpfs,target=${GO_BUILD} go build`),
      ['2: a tmpfs is empty in every step', `2: the tmpfs mount on ${GO_BUILD} lies over what Go uses of it`],
    ],
    [
      'on a folder of the build cache',
      golang(`RUN --mount=type=cache,target=${GO_BUILD}/00 go build`),
      [`2: it holds only 00 of Go's build cache: mount ${GO_BUILD} itself`],
    ],
    [
      'on one module',
      golang('RUN --mount=type=cache,target=/go/pkg/mod/k8s.io go build'),
      ["2: it holds only k8s.io of Go's module cache: mount /go/pkg/mod itself"],
    ],
    [
      'in the home of root when another user compiles',
      golang(`RUN adduser -D app\nUSER app\nRUN --mount=type=cache,target=${GO_BUILD} go build`),
      [`4: Go's build cache is at /home/app/.cache/go-build in this step, not at ${GO_BUILD}`],
    ],
    [
      'where the script has moved GOCACHE from',
      golang(`RUN --mount=type=cache,target=${GO_BUILD} export GOCACHE=/c && go build`),
      [`2: Go's build cache is at /c in this step, not at ${GO_BUILD}`],
    ],
    [
      'with HOME, which is not in the environment of the image',
      golang('RUN --mount=type=cache,target=$HOME/.cache/go-build go build'),
      ['2: $HOME is empty here: only ENV and ARG count; write the path out'],
    ],
    [
      'with ~',
      golang(
        'WORKDIR /src\nENV GOCACHE=/src/~/.cache/go-build\nRUN --mount=type=cache,target=~/.cache/go-build go build',
      ),
      ['4: BuildKit takes ~ for a folder of that name in WORKDIR: write the path out'],
    ],
    [
      'with a variable of the image',
      golang('RUN --mount=type=cache,id=go-$GOLANG_VERSION,target=/go/pkg/mod go build'),
      ['2: $GOLANG_VERSION comes with the base image, so the mount cannot be named before the build'],
    ],
    [
      'relative to a folder that is not told',
      'FROM example.com/go\nRUN --mount=type=cache,target=.cache/go-build go build',
      ['2: it is relative to a WORKDIR that the Dockerfile does not tell'],
    ],
    ['on everything', golang('RUN --mount=type=cache,target=/ go build'), ['2: BuildKit refuses a mount on /']],
    [
      'with a variable that would be read again',
      golang('ARG N\nRUN --mount=type=cache,id=$N,target=/go/pkg/mod go build'),
      ['3: a variable of it has a value that cannot be written again: id=a,b'],
      {buildArgs: ['N=a,b']},
    ],
    [
      'whose folder holds the other cache too',
      golang(`RUN --mount=type=cache,id=go,target=/go/pkg/mod --mount=type=cache,id=go,target=${GO_BUILD} go build`),
      [
        `build:2 ${GO_BUILD} id=go`,
        "2: it is the same folder as the mount of line 2 with Go's build cache: give it an id of its own",
      ],
    ],
    [
      'of another tool, without a word',
      golang('ARG X\nRUN --mount=type=cache,id=$TARGETARCH,target=/var/cache/apt apt-get update'),
      [],
    ],
  ])
})

/** Held against BuildKit by __tests__/e2e/mounts.test.ts. */
test.each(pairs)('BuildKit takes $first and $second for one: $same', ({first, second, same, workdir}) => {
  const lines = ['FROM golang:1.27', 'ENV GOMODCACHE=/m', `WORKDIR ${workdir}`]
  const runs = [first, second].map(mount => `RUN --mount=${mount} go build`)
  expect(survey([...lines, ...runs].join('\n')).mounts).toHaveLength(same ? 1 : 2)
})

/** Held against BuildKit by __tests__/e2e/mounts.test.ts. */
test.each(platformNames)('of %s the ARGs are %s', (platform, values) => {
  const args = platformArguments(platform, 'linux/amd64')
  expect(['PLATFORM', 'OS', 'ARCH', 'VARIANT'].map(name => args.get(`TARGET${name}`)).join(' ')).toBe(values)
})
