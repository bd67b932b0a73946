/** The programs that a written Dockerfile compiles, and the stages that they are the images of. */
import {posix} from 'node:path'
import {chosenMains} from '../go/chosen.ts'
import type {GoModule, MainPackage, Project} from '../go/project.ts'
import {type BuilderRelease, newestRelease} from '../go/release.ts'
import {programOf} from '../go/suggest.ts'
import type {DecisionRow} from '../report/report.ts'
import {UserError} from '../runner/errors.ts'
import {demandPlain} from './compile-stage.ts'
import {type Stamp, stampsOf} from './stamps.ts'

export type Program = {
  main: MainPackage
  /** Of its file. */
  name: string
  /** Argument of `go build`. */
  package: string
  /** Stage that is the image of this program alone, where there are several. */
  target: string
  /** What `-X` sets in it. */
  stamps: Stamp[]
}

/** The folder in which `go build` runs is that of the first program's module; of several modules, the newest Go is taken. */
export type Programs = {programs: [Program, ...Program[]]; module: GoModule; release: BuilderRelease}

/** Throws `main-name` or `main-path` for a program that cannot be built under its name. */
export function programsOf(project: Project): Programs {
  const [first, ...others] = chosenMains(project.decision)
  if (first === undefined) throw new Error(`no main package was chosen: ${project.decision.kind}`)
  const {moduleDir} = first
  const program = (main: MainPackage): Program => {
    const name = programName(main)
    const stamps = stampsOf(main, project.linkVariables)
    return {main, name, package: packageArgument(main, moduleDir), target: targetName(name), stamps}
  }
  const programs: Programs['programs'] = [program(first), ...others.map(program)]
  demandDistinct(programs)
  const modules = project.modules.filter(({dir}) => programs.some(({main}) => main.moduleDir === dir))
  return {
    programs,
    module: modules.find(({dir}) => dir === moduleDir)!,
    release: newestRelease(modules, project.workspace),
  }
}

function programName(main: MainPackage): string {
  const name = programOf(main)
  if (/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) return name
  throw new UserError(
    'main-name',
    `The package ${main.importPath} ends in "${name}", which cannot name a program file.`,
  )
}

function packageArgument(main: MainPackage, moduleDir: string): string {
  const path = posix.relative(moduleDir, main.dir)
  demandPlain(moduleDir)
  demandPlain(path)
  if (path.startsWith('../')) return path
  return path === '' ? '.' : `./${path}`
}

/** Names of our own stages, and those that BuildKit keeps for itself (its check ReservedStageName). */
const TAKEN = new Set(['build', 'files', 'test', 'base', 'scratch', 'context'])

/** The program's name in lower case, with `app-` before what cannot name a stage (BuildKit, instructions/parse.go, `parseBuildStageName`). */
function targetName(name: string): string {
  const lower = name.toLowerCase()
  return /^[a-z]/.test(lower) && !TAKEN.has(lower) ? lower : `app-${lower}`
}

/** `go build -o FOLDER/` lets the last of two programs of one name win, and says nothing (tried with Go 1.26). */
function demandDistinct(programs: readonly Program[]): void {
  for (const [index, {main, target}] of programs.entries()) {
    const other = programs.slice(0, index).find(one => one.target === target)
    if (other === undefined) continue
    const [one, two] = [other.main.dir, main.dir].map(dir => (dir === '.' ? '.' : `./${dir}`))
    throw new UserError(
      'main-name',
      `The input main names ${one} and ${two}, and both programs would be called ${target}. Use a step for each.`,
    )
  }
}

/** Lines of the stages that become images; `prepare` is what they do to the base before a program is copied, `settings` what follows USER. */
export function imageStages(
  [first, ...others]: Programs['programs'],
  {
    from,
    prepare,
    user,
    settings,
  }: {from: string; prepare: readonly string[]; user: string; settings: readonly string[]},
): string[] {
  const copy = ({name}: Program) => `COPY --from=build /out/${name} /${name}`
  const expose = (ports: number[]) => (ports.length > 0 ? [`EXPOSE ${[...new Set(ports)].join(' ')}`] : [])
  const start = ({name}: Program) => `ENTRYPOINT ["/${name}"]`
  if (others.length === 0)
    return [
      ...[`FROM ${from}`, ...prepare, copy(first), `USER ${user}`, ...settings],
      ...[...expose(portsOf(first)), start(first)],
    ]
  const programs = [first, ...others]
  return [
    ...[`FROM ${from} AS base`, ...prepare, `USER ${user}`, ...settings],
    ...programs.flatMap(program => [
      ...['', `FROM base AS ${program.target}`, copy(program)],
      ...[...expose(portsOf(program)), start(program)],
    ]),
    // A layer for each, so that a program that did not change is not sent again.
    ...['', 'FROM base', ...programs.map(copy), ...expose(programs.flatMap(portsOf)), start(first)],
  ]
}

function portsOf({main}: Program): number[] {
  return main.ports.slice(0, 1).map(({port}) => port)
}

/** What several programs make of an image, and the ports of each program. */
export function programChoices(programs: Programs['programs']): DecisionRow[] {
  const [first, ...others] = programs
  const at = ({evidence: {file, line}}: {evidence: {file: string; line: number}}) => ({file, line})
  const ports = programs.flatMap(({main, name}) =>
    main.ports.slice(0, 1).map(port => ({
      ...{what: 'port', choice: `${port.port}`, evidence: [at(port)]},
      reason: others.length === 0 ? 'the program listens there' : `${name} listens there`,
    })),
  )
  if (others.length === 0) return ports
  const targets = programs.map(({target}) => target).join(', ')
  return [
    {
      ...{what: 'targets', choice: targets, evidence: programs.map(({main}) => at(main))},
      reason: 'the input `target` takes one of them; without it, the image has all programs',
    },
    {
      ...{what: 'entrypoint', choice: `/${first.name}`, evidence: []},
      reason: 'the first program that the input `main` names; `--entrypoint` starts another one',
    },
    ...ports,
  ]
}
