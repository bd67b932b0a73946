// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of a Dockerfile
import {describe, expect, test} from '@jest/globals'
import {expand, lineage, parseDockerfile, rootImage, stageVariables, targetStage} from '../../src/dockerfile/parse.ts'

const lines = (...text: string[]) => `${text.join('\n')}\n`
const instructionsOf = (...text: string[]) =>
  parseDockerfile(lines('FROM a', ...text)).stages[0]!.instructions.map(({keyword, args, line, endLine}) => ({
    keyword,
    args,
    lines: [line, endLine],
  }))

describe('FROM', () => {
  test.each<[string, string, string[], string]>([
    ['an image', 'FROM golang:1.27', [], 'golang:1.27'],
    ['a default of ARG', 'ARG GO=1.27\nFROM golang:$GO', [], 'golang:1.27'],
    ['a build argument over the default', 'ARG GO=1.27\nFROM golang:${GO}-alpine', ['GO=1.26'], 'golang:1.26-alpine'],
    ['a build argument without a default', 'ARG GO\nFROM golang:$GO', ['GO=1.26'], 'golang:1.26'],
    ['a build argument that no ARG names', 'FROM golang:$GO', ['GO=1.26'], 'golang:'],
    ['a default inside the braces', 'ARG GO\nFROM golang:${GO:-1.25}', [], 'golang:1.25'],
    ['a default that is a variable', 'ARG GO=1.27\nFROM ${BASE:-golang:${GO}}', [], 'golang:1.27'],
    ['an ARG made of another', 'ARG GO=1.27\nARG IMAGE=golang:$GO\nFROM $IMAGE', [], 'golang:1.27'],
    ['several on one line', 'ARG A=golang B=1.27\nFROM $A:$B', [], 'golang:1.27'],
    ['a quoted default', 'ARG IMAGE="golang:1.27"\nFROM $IMAGE', [], 'golang:1.27'],
    ['a flag before it', 'FROM --platform=$BUILDPLATFORM golang:1.27 AS build', [], 'golang:1.27'],
    ['small letters', 'from golang:1.27 as build', [], 'golang:1.27'],
  ])('takes %s', (_, text, buildArgs, base) => {
    expect(parseDockerfile(text, buildArgs).stages[0]?.base).toBe(base)
  })

  test('keeps the platform as it is written', () => {
    const {stages} = parseDockerfile(lines('FROM --platform=$BUILDPLATFORM a', 'FROM b'))
    expect(stages.map(stage => stage.platform)).toEqual(['$BUILDPLATFORM', null])
  })
})

describe('a stage', () => {
  const dockerfile = parseDockerfile(
    lines(
      'FROM golang:1.27 AS Base',
      'RUN a',
      'FROM base AS build',
      'RUN b',
      'FROM scratch',
      'COPY --from=build /a /',
      'FROM BUILD AS test',
    ),
  )

  test('finds its parent by name, whatever the case', () => {
    const [, build, final, last] = dockerfile.stages
    expect(lineage(last!).map(stage => stage.line)).toEqual([7, 3, 1])
    expect([rootImage(build!), rootImage(final!), rootImage(last!)]).toEqual(['golang:1.27', 'scratch', 'golang:1.27'])
  })

  test('stands on the latest stage of that name before it, never on itself', () => {
    const {stages} = parseDockerfile(lines('FROM a AS x', 'FROM b AS x', 'FROM x AS x'))
    expect(lineage(stages[2]!).map(stage => stage.base)).toEqual(['x', 'b'])
  })

  test.each([
    ['', 7],
    ['build', 3],
    ['BUILD', 3],
    ['0', 1],
    ['2', 5],
  ])('is found as target %j', (target, line) => {
    expect(targetStage(dockerfile, target)?.line).toBe(line)
  })

  test.each(['missing', '4', '-1', '1.5'])('is not found as target %j', target => {
    expect(targetStage(dockerfile, target)).toBeNull()
  })

  test('is null without a Dockerfile or without a stage', () => {
    expect(targetStage(null, '')).toBeNull()
    expect(targetStage(parseDockerfile('# nothing\n'), '')).toBeNull()
  })
})

describe('an instruction', () => {
  test('over several lines is one line, with the lines it stands on', () => {
    expect(instructionsOf('RUN a \\', '    && b \\', '    && c', 'USER 1')).toEqual([
      {keyword: 'RUN', args: 'a && b && c', lines: [2, 4]},
      {keyword: 'USER', args: '1', lines: [5, 5]},
    ])
  })

  test('loses the comments inside it, as in BuildKit', () => {
    expect(instructionsOf('RUN a \\', '# why', '  # and how', '    && b', '# after', 'USER 1')).toEqual([
      {keyword: 'RUN', args: 'a && b', lines: [2, 5]},
      {keyword: 'USER', args: '1', lines: [7, 7]},
    ])
  })

  test('in small letters has its keyword in large ones', () => {
    expect(instructionsOf('run a')).toEqual([{keyword: 'RUN', args: 'a', lines: [2, 2]}])
  })

  test('with Windows lines reads the same', () => {
    const [stage] = parseDockerfile('FROM a\r\nRUN a \\\r\n  && b\r\nUSER 1\r\n').stages
    expect(stage?.instructions.map(({args, line}) => [args, line])).toEqual([
      ['a && b', 2],
      ['1', 4],
    ])
  })

  test('with the escape of Windows goes on after a backquote', () => {
    const [stage] = parseDockerfile(lines('# escape=`', 'FROM a', 'RUN a `', '  b', 'USER 1')).stages
    expect(stage?.instructions.map(({args, line, endLine}) => [args, line, endLine])).toEqual([
      ['a b', 3, 4],
      ['1', 5, 5],
    ])
  })

  test('with a heredoc ends where the heredoc ends', () => {
    const found = instructionsOf(
      'RUN <<EOF',
      'set -e',
      'FROM x',
      'EOF',
      'COPY <<-"END" /x',
      '\tUSER 0',
      '\tEND',
      'USER 1',
    )
    expect(found.map(({keyword, lines}) => [keyword, lines])).toEqual([
      ['RUN', [2, 5]],
      ['COPY', [6, 8]],
      ['USER', [9, 9]],
    ])
  })

  test('has its flags apart from its arguments', () => {
    const [stage] = parseDockerfile(
      lines(
        'FROM a',
        'RUN --mount=type=cache,target=/x --network=none \\',
        '    --mount=type=bind,target=/y go build',
        'COPY --link --from=b /a /b',
      ),
    ).stages
    expect(stage?.instructions).toMatchObject([
      {
        args: 'go build',
        flags: [
          {name: 'mount', value: 'type=cache,target=/x'},
          {name: 'network', value: 'none'},
          {name: 'mount', value: 'type=bind,target=/y'},
        ],
      },
      {
        args: '/a /b',
        flags: [
          {name: 'link', value: ''},
          {name: 'from', value: 'b'},
        ],
      },
    ])
  })
})

test.each(['', '\n', 'RUN x', 'FROM', '# syntax=x', 'FROM a\nRUN --', '\u0000', 'FROM a\nENV', 'ARG\nFROM a'])(
  'what cannot be read (%j) is left out and never throws',
  text => {
    const {stages} = parseDockerfile(text)
    for (const stage of stages) for (const run of stage.instructions) stageVariables(stage, run, [])
  },
)

describe('variables', () => {
  const at = (buildArgs: string[], ...text: string[]) => {
    const dockerfile = parseDockerfile(lines(...text, 'RUN here'), buildArgs)
    const stage = dockerfile.stages.at(-1)!
    return Object.fromEntries(stageVariables(stage, stage.instructions.at(-1)!, buildArgs))
  }

  test.each<[string, string[], string[], Record<string, string>]>([
    ['ENV with =', [], ['FROM a', 'ENV A=1 B="x y" C=\'z\''], {A: '1', B: 'x y', C: 'z'}],
    ['ENV without =', [], ['FROM a', 'ENV A some value'], {A: 'some value'}],
    ['ENV without = whose value has one', [], ['FROM a', 'ENV A b=c'], {A: 'b=c'}],
    ['ENV made of ENV', [], ['FROM a', 'ENV A=/x', 'ENV B=$A/y C=${A}z'], {A: '/x', B: '/x/y', C: '/xz'}],
    ['ENV, whose line sees only what was before it', [], ['FROM a', 'ENV A=1', 'ENV A=2 B=$A'], {A: '2', B: '1'}],
    ['a default of ARG', [], ['FROM a', 'ARG A=1'], {A: '1'}],
    ['a build argument', ['A=2'], ['FROM a', 'ARG A=1'], {A: '2'}],
    ['a build argument that is empty', ['A='], ['FROM a', 'ARG A=1'], {A: ''}],
    ['a build argument without ARG, not at all', ['A=2'], ['FROM a'], {}],
    ['several ARGs on one line', ['B=2'], ['FROM a', 'ARG A B C=3'], {B: '2', C: '3'}],
    ['a global ARG that the stage names', [], ['ARG A=/x', 'FROM a', 'ARG A'], {A: '/x'}],
    ['a global ARG that the stage does not name, not at all', [], ['ARG A=/x', 'FROM a'], {}],
    ['a later ARG over an earlier one', [], ['FROM a', 'ARG A=1', 'ARG A=2'], {A: '2'}],
    [
      'ENV over ARG, in either order',
      ['A=2', 'B=2'],
      ['FROM a', 'ENV A=1', 'ARG A', 'ARG B', 'ENV B=1'],
      {A: '1', B: '1'},
    ],
    ['those of the parent stage', [], ['FROM a AS p', 'ENV A=1', 'FROM p'], {A: '1'}],
    ['not those of another stage', [], ['FROM a AS p', 'ENV A=1', 'FROM b'], {}],
    ['not what comes later', [], ['FROM a', 'ENV A=1'], {A: '1'}],
  ])('are %s', (_, buildArgs, text, values) => {
    expect(at(buildArgs, ...text)).toEqual(values)
  })

  test.each([
    ['$A', '1'],
    ['${A}b', '1b'],
    ['$Ab', ''],
    ['\\$A', '$A'],
    ['${N:-x}', 'x'],
    ['${N-x}', 'x'],
    ['${A:-x}', '1'],
    ['${A:+x}', 'x'],
    ['${N:+x}', ''],
    ['${N:-$A}', '1'],
    ['${N:-a${A}b}', 'a1b'],
    ['${N:-${M:-z}}', 'z'],
    ['plain', 'plain'],
    ['$', '$'],
  ])('in %s read %j', (text, value) => {
    expect(expand(text, new Map([['A', '1']]))).toBe(value)
  })
})
