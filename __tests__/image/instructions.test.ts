import {describe, expect, test} from '@jest/globals'
import {parseDockerfile, targetStage} from '../../src/dockerfile/parse.ts'
import {layerOrigins} from '../../src/image/instructions.ts'

type Entry = {created_by: string; empty_layer: boolean}
const layer = (created_by: string): Entry => ({created_by, empty_layer: false})
const empty = (created_by: string): Entry => ({created_by, empty_layer: true})

/** What alpine and distroless images bring along. */
const BASE = [layer('ADD alpine-minirootfs.tar.gz / # buildkit'), empty('CMD ["/bin/sh"]')]

function origins(dockerfile: string | null, history: Entry[], target = '') {
  const layers = history.filter(entry => !entry.empty_layer).length
  const config = {
    architecture: 'amd64',
    os: 'linux',
    rootfs: {diff_ids: Array.from({length: layers}, (_, index) => `sha256:${index}`)},
    history,
  }
  const stage = dockerfile === null ? null : targetStage(parseDockerfile(dockerfile), target)
  return layerOrigins(config, stage).map(({part, line, instruction}) => [part, line, instruction])
}

const baseLayer = ['base', null, 'ADD alpine-minirootfs.tar.gz /']

test('layers of the stage have its lines, those before them belong to the base', () => {
  const dockerfile =
    'FROM golang AS build\nRUN go build\nFROM alpine\nENV A=1\nCOPY --from=build /x /x\nRUN touch \\\n  /y\nENTRYPOINT ["/x"]\n'
  const history = [
    ...BASE,
    empty('ENV A=1'),
    layer('COPY /x /x # buildkit'),
    layer('RUN /bin/sh -c touch   /y # buildkit'),
    empty('ENTRYPOINT ["/x"]'),
  ]
  expect(origins(dockerfile, history)).toEqual([
    baseLayer,
    ['own', 5, 'COPY --from=build /x /x'],
    ['own', 6, 'RUN touch /y'],
  ])
})

test('layers of the stages that the built one stands on are own too, in order', () => {
  const dockerfile =
    'FROM alpine AS one\nRUN a\nUSER 1\nFROM one AS two\nRUN b\nFROM scratch AS other\nCOPY x y\nFROM two\nRUN c\n'
  const history = [
    ...BASE,
    layer('RUN /bin/sh -c a # buildkit'),
    empty('USER 1'),
    layer('RUN /bin/sh -c b # buildkit'),
    layer('RUN /bin/sh -c c # buildkit'),
  ]
  expect(origins(dockerfile, history)).toEqual([
    baseLayer,
    ['own', 2, 'RUN a'],
    ['own', 5, 'RUN b'],
    ['own', 9, 'RUN c'],
  ])
  expect(origins(dockerfile, history.slice(0, -1), 'two')).toEqual([
    baseLayer,
    ['own', 2, 'RUN a'],
    ['own', 5, 'RUN b'],
  ])
})

test.each<[string, string, Entry[]]>([
  ['MAINTAINER', 'MAINTAINER me', [empty('MAINTAINER me')]],
  ['ENV in its old form', 'ENV A some value', [empty('ENV A=some value')]],
  ['small letters', 'env A=1', [empty('ENV A=1')]],
  ['ARG', 'ARG V=1', [empty('ARG V=1')]],
  ['LABEL', 'LABEL a=b c=d', [empty('LABEL a=b c=d')]],
  ['WORKDIR with a layer', 'WORKDIR /w', [layer('WORKDIR /w')]],
  ['HEALTHCHECK', 'HEALTHCHECK CMD true', [empty('HEALTHCHECK &{["CMD-SHELL" "true"]}')]],
  ['EXPOSE', 'EXPOSE 8080', [empty('EXPOSE [8080/tcp]')]],
])('%s does not lose the lines around it', (_, instruction, entries) => {
  const dockerfile = `FROM alpine\nRUN a\n${instruction}\nRUN z\n`
  const history = [...BASE, layer('RUN /bin/sh -c a # buildkit'), ...entries, layer('RUN /bin/sh -c z # buildkit')]
  const lines = origins(dockerfile, history)
  expect([lines[1], lines.at(-1)]).toEqual([
    ['own', 2, 'RUN a'],
    ['own', 4, 'RUN z'],
  ])
})

test('a RUN with build arguments and one with a heredoc have their lines', () => {
  const dockerfile =
    'FROM alpine\nARG V\nRUN echo $V\nRUN <<EOF\nset -e\nFROM nothing\nEOF\nCOPY <<EOF /x\nRUN no\nEOF\n'
  const history = [
    ...BASE,
    empty('ARG V=1'),
    layer('RUN |1 V=1 /bin/sh -c echo $V # buildkit'),
    layer('RUN |1 V=1 /bin/sh -c <<EOF (set -e...) # buildkit'),
    layer('COPY <<EOF /x # buildkit'),
  ]
  expect(origins(dockerfile, history).map(([part, line]) => [part, line])).toEqual([
    ['base', null],
    ['own', 3],
    ['own', 4],
    ['own', 8],
  ])
})

describe('where Dockerfile and history do not agree', () => {
  test('only what agrees from the end has a line', () => {
    const history = [...BASE, layer('RUN /bin/sh -c other # buildkit'), layer('COPY a b # buildkit'), empty('USER 1')]
    expect(origins('FROM alpine\nENV A=1\nCOPY a b\nUSER 1\n', history)).toEqual([
      baseLayer,
      ['base', null, 'RUN other'],
      ['own', 3, 'COPY a b'],
    ])
  })

  test('a longer history or a longer Dockerfile is no failure', () => {
    expect(origins('FROM alpine\nRUN a\nRUN b\n', [layer('RUN /bin/sh -c b # buildkit')])).toEqual([
      ['own', 3, 'RUN b'],
    ])
    expect(origins('FROM alpine\n', BASE)).toEqual([baseLayer])
  })

  test('layers without any history are told as such', () => {
    const config = {architecture: '', os: '', rootfs: {diff_ids: ['a', 'b']}, history: [layer('RUN x # buildkit')]}
    expect(layerOrigins(config, null).map(({instruction}) => instruction)).toEqual(['(no history)', 'RUN x'])
    expect(layerOrigins({...config, rootfs: {diff_ids: []}}, null)).toEqual([])
  })
})

describe('without a Dockerfile', () => {
  test.each([
    ['RUN |1 V=1 /bin/sh -c go build # buildkit', 'own', 'RUN go build'],
    ['COPY /x /x # buildkit', 'own', 'COPY /x /x'],
    ['/bin/sh -c #(nop) ADD file:abc in / ', 'base', 'ADD file:abc in /'],
    ['/bin/sh -c apt-get update', 'base', 'RUN apt-get update'],
    ['|1 A=b /bin/sh -c make', 'base', 'RUN make'],
    ['', 'base', '(no instruction recorded)'],
  ])('%j is %s: %s', (createdBy, part, instruction) => {
    expect(origins(null, [layer(createdBy)])).toEqual([[part, null, instruction]])
  })
})

test('what is kept of an instruction has an end', () => {
  const [origin] = layerOrigins(
    {architecture: '', os: '', rootfs: {diff_ids: ['a']}, history: [layer(`RUN ${'x'.repeat(50_000)} # buildkit`)]},
    null,
  )
  expect([origin?.createdBy.length, origin?.instruction.length]).toEqual([1_000, 1_000])
})

test.each([
  ['spaces', `RUN${' '.repeat(4_000_000)}x`],
  ['spaces before the mark', `RUN x${' '.repeat(4_000_000)}# buildkit`],
  ['build arguments without an end', `RUN |1 ${'A=1 '.repeat(1_000_000)}`],
  ['what almost is the shell', `RUN |1 ${'/bin/sh -'.repeat(400_000)}`],
])('a history of megabytes of %s is read at once', (_, createdBy) => {
  const started = performance.now()
  expect(origins(null, [layer(createdBy)])).toHaveLength(1)
  expect(performance.now() - started).toBeLessThan(2_000)
})
