/** What the Dockerfile frontend must know, and what it is given. */
import {replace} from '../check/edits.ts'
import {type PassedArgument, passedArguments} from '../check/passed-arguments.ts'
import {PREDEFINED_ARGUMENTS} from '../check/predefined.ts'
import type {Problem, Rule} from '../check/rule.ts'
import type {Range} from '../instruction.ts'
import type {Dockerfile} from '../parse.ts'

/** Flags with the release of docker/dockerfile in which they left labs: docs.docker.com/build/buildkit/dockerfile-release-notes. */
const FEATURES: readonly {keyword: RegExp; flag: string; since: [major: number, minor: number]}[] = [
  {keyword: /^RUN$/, flag: 'mount', since: [1, 2]},
  {keyword: /^(COPY|ADD)$/, flag: 'link', since: [1, 4]},
  {keyword: /^ADD$/, flag: 'checksum', since: [1, 6]},
  {keyword: /^COPY$/, flag: 'parents', since: [1, 20]},
  {keyword: /^(COPY|ADD)$/, flag: 'exclude', since: [1, 19]},
  {keyword: /^ADD$/, flag: 'unpack', since: [1, 17]},
]

/** BuildKit of Docker Engine 23 (2023) brings the frontend 1.5 with it; what came later may be missing where there is no line. */
const EVERYWHERE: [number, number] = [1, 5]

const frontendVersion: Rule = {
  id: 'H-02',
  severity: 'warning',
  title: 'Uses what its Dockerfile frontend does not know',
  why: 'Without a line `# syntax` the frontend is that of the builder, which may be years old; with one, it is the release that is named.',
  source: 'https://docs.docker.com/build/buildkit/dockerfile-release-notes/',
  anyFile: true,
  find: ({model}) => {
    const {dockerfile, stages} = model
    const syntax = dockerfile.directives.find(({name}) => name === 'syntax')
    const [, major, minor, labs] =
      /^(?:docker\.io\/)?docker\/dockerfile:(\d+)\.(\d+)[\d.]*(-labs)?$/.exec(syntax?.value ?? '') ?? []
    if (syntax !== undefined && (major === undefined || labs !== undefined)) return []
    const known: [number, number] = major === undefined ? EVERYWHERE : [Number(major), Number(minor)]
    for (const instruction of stages.flatMap(({stage}) => stage.instructions))
      for (const flag of instruction.flags) {
        const needed = FEATURES.find(each => each.flag === flag.name && each.keyword.test(instruction.keyword))
        if (needed === undefined || !isLater(needed.since, known)) continue
        const since = needed.since.join('.')
        const problem: Problem = {
          at: {start: flag.start, end: flag.end},
          severity: syntax === undefined ? 'info' : 'warning',
          message:
            syntax === undefined
              ? `${instruction.keyword} --${flag.name} came with frontend ${since}, and no \`# syntax\` asks for it: an older builder stops here`
              : `${instruction.keyword} --${flag.name} came with frontend ${since}, and line ${syntax.line} asks for ${major}.${minor}, which stops here`,
          remedy: 'Write # syntax=docker/dockerfile:1 as the first line.',
        }
        const value = syntax && placeOfValue(dockerfile, syntax)
        return [
          value
            ? {...problem, fix: {title: 'Take a frontend that knows it', edits: [replace(value, NEWEST)]}}
            : problem,
        ]
      }
    return []
  },
}

/** The release of the day, which BuildKit's documentation asks for. */
const NEWEST = 'docker/dockerfile:1'

/** Where the value of a directive stands. */
function placeOfValue({text, lines}: Dockerfile, {line, value}: {line: number; value: string}): Range | null {
  const start = text.indexOf(value, lines.offset(line))
  return start < 0 ? null : {start, end: start + value.length}
}

function isLater([major, minor]: [number, number], [otherMajor, otherMinor]: [number, number]): boolean {
  return major > otherMajor || (major === otherMajor && minor > otherMinor)
}

/** As many as a line can hold. */
const MOST_NAMES = 5

const undeclaredArgument: Rule = {
  id: 'H-06',
  severity: 'info',
  title: 'A build argument that no ARG declares',
  why: 'A value for a name that the Dockerfile does not declare changes nothing. BuildKit says so at the end of the log only.',
  source: 'https://docs.docker.com/reference/dockerfile/#arg',
  whyNoFix: 'Either the Dockerfile or the caller has to change.',
  anyFile: true,
  find: ({model, context, file}) => {
    const {dockerfile, buildArgs, stages} = model
    const declared = new Set(
      [...dockerfile.preamble, ...stages.flatMap(({stage}) => stage.instructions)]
        .filter(({keyword, args}) => keyword === 'ARG' || (keyword === 'ONBUILD' && /^ARG\s/i.test(args)))
        .flatMap(({args}) => args.replace(/^ARG\s+/i, '').split(/\s+/))
        .map(word => word.split('=')[0]!),
    )
    const [first] = dockerfile.stages
    const isUnknown = (name: string) => !declared.has(name) && !PREDEFINED_ARGUMENTS.test(name)
    const given = new Set(buildArgs.map(each => each.split('=')[0]!).filter(isUnknown))
    const passed = passedArguments(context, file).filter(({name}) => isUnknown(name) && !given.has(name))
    const problems = [...given].map((name): Problem => {
      const near = [...declared].find(each => isNear(each, name))
      return {
        at: first!.from,
        message: `The build argument ${name} is given, and no ARG declares it: it changes nothing`,
        remedy:
          near === undefined
            ? `Write ARG ${name} in the stage that needs it, or give it no longer.`
            : `The file declares ${near}; use one name for both.`,
      }
    })
    return passed.length === 0 ? problems : [...problems, passedInVain(passed, first!.from)]
  },
}

/** What the repository's own builds pass, as one problem. */
function passedInVain(passed: readonly PassedArgument[], at: Problem['at']): Problem {
  const byName = new Map(passed.map(each => [each.name, each]))
  const names = [...byName.keys()].slice(0, MOST_NAMES)
  const [by] = passed
  const no = names.length === 1 ? 'no ARG declares it: it changes' : 'no ARG declares them: they change'
  return {
    at,
    severity: 'info',
    message: `${by!.file}:${by!.line} gives ${names.join(', ')}, and ${no} nothing`,
    remedy: `Write ARG ${names[0]} in the stage that needs it, or give it no longer.`,
    evidence: [...byName.values()].slice(0, MOST_NAMES).map(({file, line}) => ({file, line})),
  }
}

function isNear(one: string, other: string): boolean {
  const plain = (name: string) => name.toUpperCase().replace(/_|GO/g, '')
  return plain(one) === plain(other)
}

export const FRONTEND_RULES: readonly Rule[] = [frontendVersion, undeclaredArgument]
