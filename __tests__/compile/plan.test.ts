import {expect, test} from '@jest/globals'
import {type PlanOptions, planCompile} from '../../src/compile/plan.ts'
import {parseDockerfile} from '../../src/dockerfile/parse.ts'
import {writeDockerfile} from '../../src/dockerfile/write.ts'
import {withNeeds, written} from '../dockerfile/projects.ts'
import {several} from '../dockerfile/several.ts'

const go = {version: 'go1.26.8', goroot: '/usr/local/go'}

function planOf(text: string, more: Partial<PlanOptions> = {}) {
  const buildArgs = more.buildArgs ?? []
  return planCompile({
    ...{dockerfile: parseDockerfile(text, buildArgs), target: '', platforms: ['linux/amd64'], buildArgs},
    ...{buildContexts: [], go, stageRelease: null, ...more},
  })
}

const BUILD = 'CGO_ENABLED=0 GOOS=linux GOARCH=$TARGETARCH go build -trimpath -buildvcs=false -o /out/app ./cmd/app'
const dockerfile = (change: {from?: string; before?: string; run?: string; after?: string; copy?: string} = {}) =>
  [
    change.from ?? 'FROM --platform=$BUILDPLATFORM golang:1.26.8-alpine AS build',
    'WORKDIR /src',
    'COPY . .',
    'ARG TARGETARCH',
    change.before ?? '',
    `RUN ${change.run ?? BUILD}`,
    change.after ?? '',
    'FROM scratch',
    change.copy ?? 'COPY --from=build /out/app /app',
  ].join('\n')

test('the plan has the command of the stage, with its own environment', () => {
  const plan = planOf(
    dockerfile({
      before: 'ARG VERSION\nENV GOFLAGS=-tags=netgo',
      run: 'CGO_ENABLED=0 GOOS=linux GOARCH=$TARGETARCH go build -trimpath -buildvcs=false -ldflags="-s -X main.version=$VERSION" -o /out/app ./cmd/app && touch -d @0 /out/app',
    }),
    {platforms: ['linux/amd64', 'linux/arm64/v8'], buildArgs: ['VERSION=1.2.3']},
  )
  expect(plan).toMatchObject({
    kind: 'compile',
    stage: 'build',
    root: '/src',
    commands: ['amd64', 'arm64'].map(arch => ({
      platform: {name: `linux/${arch}`},
      cwd: '',
      args: ['build', '-trimpath', '-buildvcs=false', '-ldflags=-s -X main.version=1.2.3', './cmd/app'],
      output: '/out/app',
      time: 0,
      env: {CGO_ENABLED: '0', GOOS: 'linux', GOARCH: arch, GOFLAGS: '-tags=netgo', GOAMD64: '', GOTOOLCHAIN: 'local'},
    })),
  })
  expect(plan.kind === 'compile' && plan.dockerfile?.split('\n')[0]).toBe('FROM golang:1.26.8-alpine AS build')
})

test.each(['', 'api'])('a Dockerfile written for several programs is left to Docker, with the target %j', target => {
  const text = writeDockerfile(several.several!.project, {base: 'distroless', buildArgs: []}).dockerfile
  const release = {go: {...go, version: 'go1.27.4'}, stageRelease: '1.27.4'}
  expect(planOf(text, {target, ...release})).toMatchObject({
    kind: 'refuse',
    reason: expect.stringMatching(/^go build has -ldflags=|is not followed|is a folder/),
  })
})

test.each(Object.keys(written).filter(name => written[name]!.base !== 'scratch'))(
  'a Dockerfile written for %s is followed',
  name => {
    const {project, ...options} = written[name]!
    const buildArgs = options.buildArgs.filter(arg => arg.includes('='))
    const text = writeDockerfile(project, options).dockerfile
    const plan = planOf(text, {buildArgs, stageRelease: '1.26.8', platforms: ['linux/arm/v7']})
    expect(plan.kind === 'refuse' && plan.reason).toBe(false)
    expect(plan).toMatchObject({kind: 'compile', root: '/src', commands: [{time: 0, env: {GOARM: '7'}}]})
  },
)

test('so is one with a stage for what the program needs beside itself', () => {
  const text = writeDockerfile(withNeeds['needs-on-distroless']!.project, {
    ...withNeeds['needs-on-distroless']!,
    buildArgs: [],
  }).dockerfile
  expect(text).toContain('COPY --from=files ')
  const plan = planOf(text, {stageRelease: '1.26.8', platforms: ['linux/arm/v7']})
  expect(plan).toMatchObject({kind: 'compile', stage: 'build', commands: [{output: '/out/ledger'}]})
})

const run = (text: string) => ({run: BUILD.replace('go build', `go build ${text}`)})
const FROM = 'FROM --platform=$BUILDPLATFORM'

test.each<[string, string, string | RegExp, number | null, Partial<PlanOptions>?]>([
  ['cgo', dockerfile({run: BUILD.replace('CGO_ENABLED=0 ', '')}), /^cgo is not switched off/, 6],
  ['cgo on', dockerfile({run: BUILD.replace('CGO_ENABLED=0', 'CGO_ENABLED=1')}), /^cgo is not switched off/, 6],
  [
    'another RUN',
    dockerfile({before: 'RUN apk add git'}),
    'the RUN has `apk add git`, and only go build is followed',
    5,
  ],
  ['a generator', dockerfile({before: 'RUN go generate ./...'}), /`go generate/, 5],
  ['packing after it', dockerfile({run: `${BUILD} && upx /out/app`}), /`upx \/out\/app`/, 6],
  ['a RUN after it', dockerfile({after: 'RUN touch -d @0 /out/app'}), /^a RUN after go build/, 7],
  ['a COPY after it', dockerfile({after: 'COPY app /out/app'}), /^a COPY after go build/, 7],
  ['a pipe', dockerfile({run: `${BUILD} | cat`}), 'the RUN has shell syntax that is not followed: |', 6],
  ['a substitution', dockerfile(run('-ldflags="-X main.v=$(date)"')), /shell syntax .*\$\(date\)/, 6],
  ['an or', dockerfile({run: `${BUILD} || true`}), /shell syntax/, 6],
  ['a keyword of some shells', dockerfile({run: `time ${BUILD}`}), /shell syntax .*: a keyword/, 6],
  ['a line break', dockerfile({run: `<<END ${BUILD}\nEND`}), /shell syntax .*: </, 6],
  ['an empty variable before an assignment', dockerfile({before: 'ENV E=', run: `$E ${BUILD}`}), /`CGO_ENABLED=0/, 6],
  [
    'a default that only an unset variable takes',
    dockerfile({before: 'ENV E=', run: BUILD.replace('./cmd', '${E-./cmd}')}),
    /shell syntax .*E-/,
    6,
  ],
  ['a background', dockerfile({run: `${BUILD} & true`}), /shell syntax .*: &/, 6],
  ['a heredoc', dockerfile({run: `<<END\n${BUILD}\nEND`}), /shell syntax|several|Dockerfile/, 6],
  ['an unknown variable', dockerfile(run('-tags=$TAGS')), /\$TAGS, which no ARG or ENV/, 6],
  ['no -trimpath', dockerfile({run: BUILD.replace('-trimpath ', '')}), /no -trimpath/, 6],
  ['-trimpath=false', dockerfile({run: BUILD.replace('-trimpath', '-trimpath=false')}), /-trimpath=false/, 6],
  ['no -buildvcs', dockerfile({run: BUILD.replace('-buildvcs=false ', '')}), /no -buildvcs=false/, 6],
  ['-race', dockerfile(run('-race')), /-race, which is not followed: the race detector needs cgo/, 6],
  ['-toolexec', dockerfile(run('-toolexec=/x')), /-toolexec/, 6],
  ['-mod=mod', dockerfile(run('-mod=mod')), /-mod=mod/, 6],
  ['an external linker', dockerfile(run('-ldflags="-linkmode external"')), /-ldflags=/, 6],
  ['no -o', dockerfile({run: BUILD.replace('-o /out/app ', '')}), 'go build has no -o', 6],
  ['-o of a folder', dockerfile({run: BUILD.replace('/out/app', '/usr/local/bin')}), /is a folder/, 6],
  ['many packages', dockerfile({run: BUILD.replace('./cmd/app', './...')}), /^go build of `\.\/\.\.\.`/, 6],
  ['a GOFLAGS of old', dockerfile({before: 'ENV GOFLAGS=-mod=mod'}), /-mod=mod/, 6],
  ['a toolchain', dockerfile({before: 'ENV GOTOOLCHAIN=auto'}), 'GOTOOLCHAIN is not followed', 6],
  ['an unknown setting', dockerfile({before: 'ENV GOFOO=1'}), 'GOFOO is not followed', 6],
  ['another user', dockerfile({before: 'USER nobody'}), /another user/, 5],
  ['another shell', dockerfile({before: 'SHELL ["/bin/bash", "-c"]'}), /^SHELL is not followed/, 5],
  ['ADD', dockerfile({before: 'ADD https://x/y /src/'}), /^ADD is not followed/, 5],
  ['COPY --from', dockerfile({before: 'COPY --from=alpine /etc/x /src/x'}), /^COPY --from is not followed/, 5],
  [
    'a secret',
    dockerfile({run: `--mount=type=secret,id=x ${BUILD}`}),
    /^the mount type=secret,id=x is not followed/,
    6,
  ],
  [
    'no name',
    dockerfile({from: `${FROM} golang:1.26.8-alpine`, copy: 'COPY --from=0 /out/app /app'}),
    /has no name/,
    1,
  ],
  ['a moving tag', dockerfile({from: `${FROM} golang:1.26-alpine AS build`}), /does not tell its exact Go release/, 1],
  ['a digest', dockerfile({from: `${FROM} golang:1.26.8@sha256:00 AS build`}), /does not tell its exact/, 1],
  ['another image', dockerfile({from: `${FROM} acme/go:1.26.8 AS build`}), /not on the official golang image/, 1],
  [
    'another release',
    dockerfile({from: `${FROM} golang:1.26.7 AS build`}),
    /has Go 1\.26\.7 and the runner go1\.26\.8/,
    1,
  ],
  ['another probed release', dockerfile(), /has Go 1\.26\.9/, 1, {stageRelease: '1.26.9'}],
  ['an experiment of the runner', dockerfile(), /go1\.26\.8 X:x/, 1, {go: {...go, version: 'go1.26.8 X:x'}}],
  ['no Go', dockerfile(), 'the runner has no Go 1.26.8', 1, {go: null}],
  [
    'a certificate too',
    dockerfile({copy: 'COPY --from=build /out/app /etc/ssl/cert.pem /'}),
    /takes \/etc\/ssl\/cert\.pem/,
    9,
  ],
  ['the folder', dockerfile({copy: 'COPY --from=build /out/ /'}), /^COPY --from takes \/out\//, 9],
  ['a mount of it', dockerfile({copy: 'RUN --mount=from=build,target=/b cp /b/out/app /'}), /other than by COPY/, 9],
  ['the stage itself', dockerfile(), /is the stage that compiles itself/, 1, {target: 'build'}],
  ['a stage on it', dockerfile({copy: 'FROM build\nCOPY --from=build /out/app /app'}), /another stage is built on/, 9],
  ['a context in its place', dockerfile(), /replaces build/, 1, {buildContexts: ['build=/x']}],
  ['no GOARCH', dockerfile({run: BUILD.replace('GOARCH=$TARGETARCH ', '')}), /^GOOS and GOARCH are not set/, 6],
  ['Windows', dockerfile(), /is not one of Linux/, null, {platforms: ['windows/amd64']}],
  ['another frontend', `# syntax=acme/frontend\n${dockerfile()}`, /read by another frontend/, 1],
  ['no compiler', 'FROM scratch\nCOPY app /app', 'no stage of the build runs `go build`', null],
])('refused with its reason and line: %s', (_, text, ...[reason, line, more]) => {
  const plan = planOf(text, more)
  expect(plan).toEqual({kind: 'refuse', reason: expect.stringMatching(reason), line})
})
