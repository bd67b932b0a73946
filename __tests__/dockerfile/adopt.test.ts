import {describe, expect, test} from '@jest/globals'
import {adoptDockerfile} from '../../src/dockerfile/adopt/adopt.ts'
import {parseDockerfile} from '../../src/dockerfile/parse.ts'

type Options = {buildArgs?: string[]; target?: string; buildContexts?: string[]}

const FINAL = ['FROM scratch', 'COPY --from=0 /out /']
const BUILD = '--mount=type=cache,id=gobuild,target=/root/.cache/go-build'
const MODULES = '--mount=type=cache,id=gomod,target=/go/pkg/mod'

function adopt(lines: string[], {buildArgs = [], target = '', ...more}: Options = {}) {
  const text = `${lines.join('\n')}\n`
  return adoptDockerfile(text, parseDockerfile(text, buildArgs), {buildArgs, target, ...more})
}

/** Lines that changed, by number; or why none did. */
function changes(lines: string[], options: Options = {}): Record<number, string> | string {
  const adoption = adopt(lines, options)
  if (adoption.kind === 'kept') return `${adoption.line ?? '-'}: ${adoption.reason}`
  const after = adoption.text.split('\n')
  expect(after).toHaveLength(lines.length + 1)
  return Object.fromEntries(after.flatMap((line, at) => (line === (lines[at] ?? '') ? [] : [[at + 1, line]])))
}

const built = (...lines: string[]) => changes(['FROM golang:1.27', 'WORKDIR /src', ...lines, ...FINAL])

describe('a RUN that compiles gets both mounts', () => {
  test.each<[string, string, string]>([
    ['in shell form', 'RUN go build -o /out/app .', `RUN ${BUILD} ${MODULES} go build -o /out/app .`],
    ['in small letters', 'run go install ./...', `run ${BUILD} ${MODULES} go install ./...`],
    ['in exec form', 'RUN ["go", "build"]', `RUN ${BUILD} ${MODULES} ["go", "build"]`],
    ['through a shell', 'RUN ["sh", "-c", "go build"]', `RUN ${BUILD} ${MODULES} ["sh", "-c", "go build"]`],
    [
      'after its own flags',
      'RUN --network=default --mount=type=bind,target=. go build',
      `RUN --network=default --mount=type=bind,target=. ${BUILD} ${MODULES} go build`,
    ],
    ['indented', '  RUN  go vet', `  RUN ${BUILD} ${MODULES}  go vet`],
    ['among others', 'RUN set -e; cd cmd && go build', `RUN ${BUILD} ${MODULES} set -e; cd cmd && go build`],
    ['with a command in it', 'RUN go build -o /out/$(date)', `RUN ${BUILD} ${MODULES} go build -o /out/$(date)`],
    ['into an open name', 'RUN go build -o /app-$TARGETARCH', `RUN ${BUILD} ${MODULES} go build -o /app-$TARGETARCH`],
    ['elsewhere', 'RUN go -C cmd build', `RUN ${BUILD} ${MODULES} go -C cmd build`],
    ['with tests that run', 'RUN go test -count=1 ./...', `RUN ${BUILD} ${MODULES} go test -count=1 ./...`],
    ['on Windows line ends', 'RUN go build\r', `RUN ${BUILD} ${MODULES} go build\r`],
  ])('%s', (_, line, expected) => {
    expect(built(line)).toEqual({3: expected})
  })

  test('whose flags and words go over several lines, on its first line alone', () => {
    expect(built('RUN \\', '  --mount=type=bind,target=. \\', '  # why', '  go build')).toEqual({
      3: `RUN ${BUILD} ${MODULES} \\`,
    })
    expect(built('RUN --mount=type=bind,target=.\\', '  go build')).toEqual({
      3: `RUN ${BUILD} ${MODULES} --mount=type=bind,target=.\\`,
    })
  })

  test('whose script is a here-document', () => {
    expect(built('RUN <<-"EOF"', '\tgo build', '\tEOF')).toEqual({3: `RUN ${BUILD} ${MODULES} <<-"EOF"`})
  })

  test('and one that only needs modules gets those', () => {
    expect(built('RUN go mod download', 'RUN go build')).toEqual({
      3: `RUN ${MODULES} go mod download`,
      4: `RUN ${BUILD} ${MODULES} go build`,
    })
  })
})

describe('mounts are where the Dockerfile has the caches', () => {
  test.each<[string, string[], string]>([
    ['ENV', ['ENV GOCACHE=/c GOMODCACHE=/m', 'RUN go build'], 'id=gobuild,target=/c|id=gomod,target=/m'],
    ['ARG', ['ARG GOCACHE=/c', 'RUN go build'], 'id=gobuild,target=/c|id=gomod,target=/go/pkg/mod'],
    [
      'XDG_CACHE_HOME',
      ['ENV XDG_CACHE_HOME=/x', 'RUN go build'],
      'id=gobuild,target=/x/go-build|id=gomod,target=/go/pkg/mod',
    ],
    [
      'GOPATH',
      ['ENV GOPATH=/x:/y', 'RUN go build'],
      'id=gobuild,target=/root/.cache/go-build|id=gomod,target=/x/pkg/mod',
    ],
    [
      'a user that it makes, alone',
      ['RUN adduser -D -u 1000 app', 'USER app', 'RUN go build'],
      'id=gobuild-1000,target=/home/app/.cache/go-build,uid=1000',
    ],
    [
      'a user with a home of its own',
      ['RUN useradd --uid 7 --home-dir /h app', 'USER 7', 'RUN go build'],
      'id=gobuild-7,target=/h/.cache/go-build,uid=7',
    ],
  ])('by %s', (_, lines, expected) => {
    const adoption = adopt(['FROM golang:1.27', 'WORKDIR /src', ...lines, ...FINAL])
    expect(adoption).toMatchObject({kind: 'adopted'})
    if (adoption.kind === 'adopted')
      expect(adoption.added[0]!.mount).toBe(
        expected
          .split('|')
          .map(mount => `--mount=type=cache,${mount}`)
          .join(' '),
      )
  })

  test('which another image than golang says in ENV', () => {
    const lines = ['FROM registry.example/go', 'ENV GOCACHE=/c', 'USER root', 'WORKDIR /src', 'RUN go build', ...FINAL]
    expect(changes(lines)).toEqual({5: 'RUN --mount=type=cache,id=gobuild,target=/c go build'})
  })
})

describe('a RUN is left as it is', () => {
  test.each<[string, string, RegExp]>([
    ['that compiles everything anew', 'RUN go build -a .', /^3: -a compiles/],
    ['that empties the build cache', 'RUN go build && go clean -cache', /^3: `go clean -cache` empties/],
    ['that empties the module cache', 'RUN go build && go clean -modcache', /^3: `go clean -modcache` empties/],
    ['that removes the cache', 'RUN go build && rm -rf /root/.cache', /^3: `rm -rf \/root\/.cache` in the same/],
    ['that removes it by ~', 'RUN go build && rm -rf ~/.cache', /^3: `rm -rf/],
    ['that removes it from its folder', 'RUN go build && cd /root && rm -rf .cache', /^3: `rm -rf/],
    ['that removes all that matches', 'RUN go build && rm -rf /root/.c*', /^3: `rm -rf/],
    ['that removes what is not known', 'RUN go build && rm -rf $X', /^3: `rm -rf/],
    ['that copies a folder with it', 'RUN go build && cp -r /root /out', /^3: `cp -r/],
    ['that moves the cache', 'RUN GOCACHE=/tmp/c go build', /^3: the step sets GOCACHE/],
    ['that moves home', 'RUN export HOME=/tmp && go build', /^3: the step sets HOME/],
    ['that asks where it is', 'RUN go build && ls $(go env GOCACHE)', /^3: `go env GOCACHE` asks/],
    ['that runs make too', 'RUN go build && make check', /^3: what `make check` does/],
    ['that finds and executes', 'RUN go build && find /src -exec rm {} +', /^3: what `find/],
    ['that keeps what it prints', 'RUN go build -v 2>&1 | tee /out/log', /^3: what it prints/],
    ['that prints into a file', 'RUN go build -x 2> /out/log', /^3: what it prints/],
    ['that asks for files in it', 'RUN go build && go list -export -f {{.Export}} .', /^3: `go list -export` names/],
    ['with the cache among the sources', 'ENV GOCACHE=/src/cache\nRUN go build', /^4: the build cache lies among/],
    ['with -a in GOFLAGS', 'RUN GOFLAGS="-v -a" go build', /^3: -a compiles/],
    ['whose tests it would skip', 'RUN go test ./...', /^3: go test would answer/],
    ['with another mount there', 'RUN --mount=type=tmpfs,target=/root go build', /^3: it has another mount on \/root/],
    ['with a script of another kind', 'RUN <<EOF python3\ngo build\nEOF', /^3: its here-document/],
    ['with an interpreter of its own', 'RUN <<EOF\n#!/usr/bin/env python3\ngo build\nEOF', /^3: its here-document/],
    ['with a function in its script', 'RUN f() { go build; }; f', /^3: its shell script/],
    ['where no RUN compiles', 'RUN make build', /^-: no RUN runs go build/],
  ])('%s', (_, line, reason) => {
    expect(built(...line.split('\n'))).toMatch(reason)
  })

  test.each<[string, string[], RegExp]>([
    ['in the final stage', ['FROM golang', 'WORKDIR /src', 'RUN go build'], /^3: its stage is the final image/],
    [
      'in a stage below the final one',
      ['FROM golang AS build', 'RUN go build', 'FROM build', 'CMD x'],
      /^2: its stage is the final image/,
    ],
    [
      'whose cache is copied onward',
      ['FROM golang', 'RUN go build', 'FROM scratch', 'COPY --from=0 /root/.cache /c'],
      /^2: the build cache is copied onward in line 4/,
    ],
    [
      'whose whole stage is copied onward',
      ['FROM golang', 'RUN go build', 'FROM scratch', 'COPY --from=0 . .'],
      /copied onward in line 4/,
    ],
    [
      'whose stage is mounted onward, through another',
      ['FROM golang AS a', 'RUN go build', 'FROM a AS b', 'FROM scratch', 'RUN --mount=from=b,target=/m x'],
      /copied onward in line 5/,
    ],
    [
      'whose cache a later step reads',
      ['FROM golang', 'WORKDIR /src', 'RUN go build', 'RUN cp -r /root/.cache /out', ...FINAL],
      /^3: line 4 reads/,
    ],
    [
      'with C libraries',
      ['FROM golang', 'RUN apt-get install -y libsqlite3-dev', 'RUN CGO_ENABLED=1 go build', ...FINAL],
      /^2: cgo may use C libraries/,
    ],
    ['on an unknown image', ['FROM example/go', 'RUN go build', ...FINAL], /^2: example\/go is not the official/],
    ['on Windows', ['FROM golang:nanoserver', 'RUN go build', ...FINAL], /^2: golang:nanoserver is not/],
    ['of a user without a home', ['FROM golang', 'USER app', 'RUN go build', ...FINAL], /^3: the home folder of/],
    [
      'of a user that the image names',
      ['FROM example/go', 'ENV GOCACHE=/c', 'RUN go build', ...FINAL],
      /^3: the number of the image's user/,
    ],
    [
      'of a user that an argument names',
      ['FROM golang', 'ENV GOCACHE=/c', 'USER $TARGETARCH', 'RUN go build', ...FINAL],
      /^4: the number of user "\$TARGETARCH"/,
    ],
    ['after go env -w', ['FROM golang', 'RUN go env -w GOCACHE=/c', 'RUN go build', ...FINAL], /^2: go env -w changes/],
    [
      'of a user without a number',
      ['FROM golang', 'RUN adduser -D app', 'USER app', 'RUN go build', ...FINAL],
      /^4: the number of user "app"/,
    ],
    [
      'whose cache is another for each platform',
      ['FROM golang', 'ARG TARGETARCH', 'ENV GOCACHE=/c/$TARGETARCH', 'RUN go build', ...FINAL],
      /^4: GOCACHE depends on \$TARGETARCH/,
    ],
    ['in PowerShell', ['FROM golang', 'SHELL ["pwsh"]', 'RUN go build', ...FINAL], /^3: SHELL is/],
    ['after ONBUILD', ['FROM golang', 'ONBUILD RUN x', 'RUN go build', ...FINAL], /^2: ONBUILD/],
    ['in an old syntax', ['# syntax=docker/dockerfile:1.1', 'FROM golang', 'RUN go build', ...FINAL], /^1: its syntax/],
    [
      'that has mounts of its own',
      ['FROM golang', `RUN ${BUILD} ${MODULES} go build`, ...FINAL],
      /^2: it has cache mounts of its own/,
    ],
    [
      'that has mounts for each platform',
      ['FROM golang', 'ARG TARGETARCH', `RUN ${BUILD},id=$TARGETARCH go build`, ...FINAL],
      /^3: it has a cache mount of its own: \$TARGETARCH/,
    ],
    [
      'that the target does not reach',
      ['FROM golang AS other', 'RUN go build', 'FROM scratch', 'COPY x /'],
      /^-: no RUN runs/,
    ],
  ])('%s', (_, lines, reason) => {
    expect(changes(lines)).toMatch(reason)
  })

  test('when a build context replaces its stage or image', () => {
    const lines = ['FROM golang AS build', 'RUN go build', 'FROM scratch', 'COPY --from=build /out /']
    expect(changes(lines, {buildContexts: ['build=./out']})).toMatch(/^1: a build context replaces "build"/)
    expect(changes(lines, {buildContexts: ['golang=docker-image://x']})).toMatch(/^1: a build context replaces/)
  })
})

describe('C that Go knows of is no hindrance', () => {
  test.each([
    ['a compiler', ['RUN apk add --no-cache gcc musl-dev', 'RUN CGO_ENABLED=1 go build']],
    ['libraries without cgo', ['ENV CGO_ENABLED=0', 'RUN apk add zlib-dev', 'RUN go build']],
    ['libraries without cgo in the step', ['RUN apk add zlib-dev', 'RUN export CGO_ENABLED=0; go build']],
  ])('%s', (_, lines) => {
    expect(built(...lines)).toEqual(expect.objectContaining({}))
    expect(typeof built(...lines)).toBe('object')
  })
})

describe('modules stay in their layer', () => {
  test.each<[string, string[], RegExp]>([
    ['when they are vendored', ['RUN go build -mod=vendor'], /they are vendored/],
    ['when they come from elsewhere', ['COPY mods /go/pkg/mod', 'RUN go build'], /itself puts files there/],
    ['when a step names them', ['RUN go build', 'RUN chmod -R u+w /go/pkg/mod'], /names the module cache/],
    ['when a later step may need them', ['RUN go build', 'RUN make generate'], /`make generate` may need them/],
    ['when a step has no network', ['RUN go mod download', 'RUN --network=none go build'], /without network/],
    ['when there is no proxy', ['ENV GOPROXY=off', 'RUN go build'], /GOPROXY is off/],
    [
      'when only the download has the secret',
      ['RUN --mount=type=secret,id=netrc go mod download', 'RUN go build'],
      /same secrets/,
    ],
    [
      'when only the download has the proxy',
      ['RUN GOPROXY=x go mod download', 'RUN go build'],
      /GOPROXY is set in one/,
    ],
    [
      'when only the download has credentials',
      ['RUN echo x > /root/.netrc && go mod download && rm /root/.netrc', 'RUN go build'],
      /may set up what only/,
    ],
    [
      'when credentials go afterwards',
      ['RUN go mod download', 'RUN rm -f /root/.netrc', 'RUN go build'],
      /credentials change/,
    ],
    ['when a step that needs them is not understood', ['RUN go generate && ./x', 'RUN go build'], /what `.\/x` does/],
  ])('%s', (_, lines, reason) => {
    const adoption = adopt(['FROM golang:1.27', 'WORKDIR /src', ...lines, ...FINAL])
    expect(adoption).toMatchObject({kind: 'adopted'})
    if (adoption.kind !== 'adopted') return
    expect(adoption.added.map(({kinds}) => kinds)).toEqual([['build']])
    expect(adoption.left.map(left => left.reason).join()).toMatch(reason)
  })
})

test.each(['/go', '/go/pkg/mod/example.com', '/g*', '$GOPATH/pkg'])('modules in %s are copied onward', source => {
  const lines = ['FROM golang AS a', 'WORKDIR /src', 'RUN go build', 'FROM alpine', 'ENV GOPATH=/go']
  expect(adopt([...lines, `COPY --from=a ${source} /copy`])).toMatchObject({
    added: [{kinds: ['build']}],
    left: [{reason: 'no mount for the modules: they are copied onward', line: 6}],
  })
})

test('tests that are left alone do not keep the compile step from its mounts', () => {
  const adoption = adopt(['FROM golang', 'WORKDIR /src', 'RUN go test ./...', 'RUN go build -o /out/x', ...FINAL])
  expect(adoption).toMatchObject({
    kind: 'adopted',
    added: [
      {line: 3, kinds: ['modules']},
      {line: 4, kinds: ['build', 'modules']},
    ],
    left: [{line: 3, reason: expect.stringContaining('go test')}],
  })
})

test('a Dockerfile with one mount of its own gets the other', () => {
  expect(built(`RUN ${MODULES} go build`)).toEqual({3: `RUN ${MODULES} ${BUILD} go build`})
  expect(built(`RUN ${BUILD} go build`)).toEqual({3: `RUN ${BUILD} ${MODULES} go build`})
})

test('a target has the stages that it reaches, by name or number', () => {
  const lines = ['FROM golang AS a', 'RUN go build', 'FROM scratch AS b', 'COPY --from=a /out /', 'FROM scratch']
  expect(changes(lines)).toMatch(/^-: no RUN/)
  expect(changes(lines, {target: 'B'})).toEqual({2: `RUN ${BUILD} ${MODULES} go build`})
  expect(changes(lines, {target: '1'})).toEqual({2: `RUN ${BUILD} ${MODULES} go build`})
  expect(changes(lines, {target: 'none'})).toMatch(/no stage "none"/)
})

test('the mounts of an adopted Dockerfile are found as if they were its own, and a download is said to be in them', () => {
  const adoption = adopt(['FROM golang', 'WORKDIR /src', 'RUN go mod download', 'RUN go build', ...FINAL])
  expect(adoption).toMatchObject({
    notes: [expect.stringMatching(/^modules of line 3 are in the mount, not in a layer/)],
    mounts: [
      {kind: 'build', line: 4, target: '/root/.cache/go-build'},
      {kind: 'modules', line: 4, target: '/go/pkg/mod', wantsZips: true},
    ],
  })
})
