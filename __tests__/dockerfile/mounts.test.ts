import {describe, expect, test} from '@jest/globals'
import {findGoCacheMounts, surveyGoCacheMounts} from '../../src/dockerfile/mounts.ts'
import {parseDockerfile} from '../../src/dockerfile/parse.ts'

const find = (lines: string[], buildArgs: string[] = []) =>
  findGoCacheMounts(parseDockerfile(`${lines.join('\n')}\n`, buildArgs), buildArgs)

const MODULES = 'type=cache,target=/go/pkg/mod'
const BUILD = 'type=cache,target=/root/.cache/go-build'

test('both caches are found where the golang image has them, with all that a step with the same mounts needs', () => {
  const mounts = find([
    'FROM --platform=$BUILDPLATFORM golang:1.27-alpine AS build',
    'USER 1000:1000',
    `RUN --mount=${MODULES} --mount=${BUILD} go build ./...`,
  ])
  const shared = {
    within: '.',
    image: 'golang:1.27-alpine',
    platform: '$BUILDPLATFORM',
    wantsZips: false,
    line: 3,
    node: null,
    platforms: [],
    part: '',
  }
  expect(mounts).toEqual([
    {kind: 'modules', name: 'modules', options: MODULES, target: '/go/pkg/mod', ...shared},
    {kind: 'build', name: 'build', options: BUILD, target: '/root/.cache/go-build', ...shared},
  ])
})

describe('a mount', () => {
  test.each<[string, string[], string[], [string, string, string][]]>([
    [
      'that has the cache below it',
      [],
      ['RUN --mount=type=cache,target=/root/.cache go build'],
      [['build', '/root/.cache', 'go-build']],
    ],
    ['on GOPATH', [], ['RUN --mount=type=cache,target=/go go build'], [['modules', '/go', 'pkg/mod']]],
    [
      'that has both below it',
      [],
      ['ENV GOCACHE=/c/build GOMODCACHE=/c/mod', 'RUN --mount=type=cache,target=/c go build'],
      [
        ['modules', '/c', 'mod'],
        ['build', '/c', 'build'],
      ],
    ],
    [
      'where GOCACHE says',
      [],
      ['ENV GOCACHE=/gocache', 'RUN --mount=type=cache,target=/gocache go build'],
      [['build', '/gocache', '.']],
    ],
    [
      'where GOMODCACHE says',
      [],
      ['ENV GOMODCACHE /mods', 'RUN --mount=type=cache,target=/mods go build'],
      [['modules', '/mods', '.']],
    ],
    [
      'where GOPATH says',
      [],
      ['ENV GOPATH=/x:/y', 'RUN --mount=type=cache,target=/x/pkg/mod go build'],
      [['modules', '/x/pkg/mod', '.']],
    ],
    [
      'where HOME says',
      [],
      ['ENV HOME=/h', 'RUN --mount=type=cache,target=/h/.cache/go-build go build'],
      [['build', '/h/.cache/go-build', '.']],
    ],
    [
      'where XDG_CACHE_HOME says',
      [],
      ['ENV XDG_CACHE_HOME=/x', 'RUN --mount=type=cache,target=/x go build'],
      [['build', '/x', 'go-build']],
    ],
    [
      'where an ARG says',
      ['D=/d'],
      ['ARG D', 'ENV GOCACHE=$D', 'RUN --mount=type=cache,target=$D go build'],
      [['build', '/d', '.']],
    ],
    [
      'written with the GOPATH of the image',
      [],
      ['RUN --mount=type=cache,target=$GOPATH/pkg/mod go build'],
      [['modules', '/go/pkg/mod', '.']],
    ],
    ['written as dst', [], ['RUN --mount=type=cache,dst=/go/pkg/mod go build'], [['modules', '/go/pkg/mod', '.']]],
    [
      'written as destination',
      [],
      ['RUN --mount=type=cache,destination=/go/pkg/mod/ go build'],
      [['modules', '/go/pkg/mod', '.']],
    ],
    ['in large letters', [], ['RUN --mount=type=cache,Target=/go/pkg/mod go build'], [['modules', '/go/pkg/mod', '.']]],
  ])('%s is found', (_, buildArgs, lines, found) => {
    expect(
      find(['FROM golang:1.27', ...lines], buildArgs).map(({kind, target, within}) => [kind, target, within]),
    ).toEqual(found)
  })

  test.each([
    ['beside the cache', 'RUN --mount=type=cache,target=/go/pkg/module go build'],
    ['on a folder of a module', 'RUN --mount=type=cache,target=/go/pkg/mod/github.com go build'],
    ['of another kind', 'RUN --mount=type=bind,target=/go/pkg/mod go build'],
    ['that begins with the content of a stage', 'RUN --mount=type=cache,from=seed,target=/go/pkg/mod go build'],
    ['on a relative folder', 'RUN --mount=type=cache,target=go/pkg/mod go build'],
    ['where GOMODCACHE is not any more', 'ENV GOMODCACHE=/mods\nRUN --mount=type=cache,target=/go/pkg/mod go build'],
    ['set later', 'RUN --mount=type=cache,target=/mods go build\nENV GOMODCACHE=/mods'],
    ['in a comment', '# RUN --mount=type=cache,target=/go/pkg/mod go build'],
  ])('%s is not', (_, line) => {
    expect(find(['FROM golang:1.27', line])).toEqual([])
  })

  test('keeps its id, owner and mode, by which BuildKit knows it, with variables put in', () => {
    const [mount] = find([
      'FROM golang',
      'ARG V=1',
      'RUN --mount=type=cache,id=go-$V,target=/go/pkg/mod,uid=1000,mode=0755,sharing=locked x',
    ])
    expect(mount?.options).toBe('type=cache,id=go-1,target=/go/pkg/mod,uid=1000,mode=0755,sharing=locked')
  })
})

describe('of several', () => {
  test('mounts of a kind, that of the RUN that compiles comes first', () => {
    const mounts = find([
      'FROM golang:1.26 AS deps',
      `RUN --mount=${MODULES},id=a go mod download`,
      'FROM golang:1.27 AS build',
      'COPY --from=deps /x /x',
      `RUN --mount=${MODULES},id=b --mount=${BUILD} go build`,
    ])
    expect(mounts.map(({name, image, options}) => [name, image, options.split(',').at(-1)])).toEqual([
      ['modules', 'golang:1.27', 'id=b'],
      ['build', 'golang:1.27', 'target=/root/.cache/go-build'],
      ['modules-2', 'golang:1.26', 'id=a'],
    ])
  })

  test('mounts without a RUN that compiles, the first use comes first', () => {
    const steps = [`RUN --mount=${MODULES},id=a go mod download`, `RUN --mount=${MODULES},id=b make`]
    expect(find(['FROM golang', ...steps])).toEqual([
      expect.objectContaining({name: 'modules', line: 2, wantsZips: true}),
      expect.objectContaining({name: 'modules-2', line: 3, wantsZips: false}),
    ])
  })

  test('stages on each other, the image at the bottom is the one that can run the step', () => {
    const mounts = find([
      'FROM golang:1.27 AS base',
      'USER app',
      'ENV GOCACHE=/c',
      'FROM base',
      'RUN --mount=type=cache,target=/c go build',
    ])
    expect(mounts).toEqual([expect.objectContaining({kind: 'build', image: 'golang:1.27'})])
  })
})

test.each([
  ['go mod download', true],
  ['cd x && go  mod  download -x', true],
  ['go mod verify', true],
  ['go mod vendor', true],
  ['go build ./...', false],
  ['go mod tidy', false],
])('`%s` wants the module zips: %s', (command, wanted) => {
  expect(find(['FROM golang', `RUN --mount=${MODULES} ${command}`])[0]?.wantsZips).toBe(wanted)
})

test('zips are wanted too when a later step with the same mount downloads', () => {
  const steps = [`RUN --mount=${MODULES} go build`, `RUN --mount=${MODULES} go mod download`]
  expect(find(['FROM golang', ...steps])).toEqual([
    expect.objectContaining({kind: 'modules', wantsZips: true, line: 2}),
  ])
})

describe('of the stages of a file, those count that the target reaches', () => {
  const other = [`FROM golang AS other`, `RUN --mount=${MODULES},id=other go build`]
  const lines = (...use: string[]) => [...other, 'FROM golang AS build', 'RUN x', 'FROM scratch AS last', ...use]

  test.each<[string, string[]]>([
    ['by COPY --from', ['COPY --from=other /x /x']],
    ['by COPY --from and a number', ['COPY --from=0 /x /x']],
    ['by ADD --from in large letters', ['ADD --from=OTHER /x /x']],
    ['by a mount', ['RUN --mount=type=bind,from=other,target=/x x']],
    ['by COPY in ONBUILD', ['ONBUILD COPY --from=other /x /x']],
    ['as the image of a later stage', ['FROM other']],
  ])('%s', (_, use) => {
    expect(find(lines(...use))).toHaveLength(1)
  })

  test.each<[string, string[]]>([
    ['not at all', []],
    ['only by another stage', ['FROM scratch', 'COPY x /']],
    ['only by an image of another name', ['COPY --from=others /x /x']],
  ])('%s', (_, use) => {
    expect(find(lines(...use))).toEqual([])
  })

  test('which may be another than the last', () => {
    const dockerfile = parseDockerfile(lines().join('\n'))
    expect(findGoCacheMounts(dockerfile, [], 'other')).toHaveLength(1)
    expect(findGoCacheMounts(dockerfile, [], 'build')).toEqual([])
    expect(findGoCacheMounts(dockerfile, [], 'nothing')).toEqual([])
  })
})

test('a relative mount keeps the name that BuildKit gives it, and gets its place', () => {
  expect(find(['FROM golang', 'WORKDIR /go', 'RUN --mount=type=cache,target=pkg/mod go build'])).toEqual([
    expect.objectContaining({options: 'type=cache,id=pkg/mod,target=/go/pkg/mod', target: '/go/pkg/mod', within: '.'}),
  ])
})

describe('the home of a user', () => {
  test.each<[string, string[], string, boolean]>([
    ['that adduser makes', ['RUN adduser -D app', 'USER app'], '/home/app/.cache', true],
    ['that useradd makes, by number', ['RUN useradd -u 9 -d /h app', 'USER 9:9'], '/h/.cache', true],
    ['that ENV says', ['ENV HOME=/h', 'USER app'], '/h/.cache', true],
    ['that is root again', ['USER app', 'USER root'], '/root/.cache', true],
    ['that adduser makes, but not of root', ['RUN adduser -D app', 'USER app'], '/root/x', false],
    ['of which nothing is known, by the usual name', ['USER app'], '/home/app/.cache/go-build', true],
    ['of which nothing is known, by another name', ['USER app'], '/home/app', false],
  ])('%s', (_, lines, target, found) => {
    expect(find(['FROM golang', ...lines, `RUN --mount=type=cache,target=${target} go build`])).toHaveLength(+found)
  })
})

describe('a mount is left out with its reason', () => {
  const survey = (...lines: string[]) => surveyGoCacheMounts(parseDockerfile(['FROM golang', ...lines].join('\n')), [])

  test('when its name depends on the platform', () => {
    expect(survey('ARG TARGETARCH', `RUN --mount=${BUILD},id=go-$TARGETARCH go build`)).toEqual({
      mounts: [],
      excluded: [
        {
          line: 3,
          options: `${BUILD},id=go-$TARGETARCH`,
          reason: '$TARGETARCH has no one value before the build, so the mount cannot be named',
        },
      ],
    })
  })

  test('when ENV takes the platform into its place', () => {
    const lines = ['ARG TARGETARCH', 'ENV D=/c/$TARGETARCH GOCACHE=/c', 'RUN --mount=type=cache,target=$D go build']
    expect(survey(...lines).excluded).toEqual([
      expect.objectContaining({reason: expect.stringContaining('$TARGETARCH')}),
    ])
  })

  test('but not when it is none of Go at all', () => {
    expect(survey('ARG TARGETARCH', 'RUN --mount=type=cache,id=$TARGETARCH,target=/var/cache/apt x').excluded).toEqual(
      [],
    )
  })
})
