import {place, saidBy, shown} from '../go/candidates.ts'
import {chosenMains} from '../go/chosen.ts'
import {stopOf} from '../go/demand.ts'
import type {Fact, Project} from '../go/project.ts'
import {plain, plainLines} from '../report/plain.ts'

/** What `inspect` prints for people. */
export function projectText(project: Project): string {
  const {modules, workspace, decision, mainsBy, embeds, facts, linkVariables, cgo, ownDockerfile, pgo, warnings} =
    project
  const lines: [string, string][] = [
    ...modules.map((module): [string, string] => [
      'module',
      `${module.path}${module.go ? ` (go ${module.go})` : ''} · ${module.dir === '.' ? '' : `${module.dir}/`}go.mod:${module.lines.module}`,
    ]),
    ...(workspace ? [['work', `${workspace.file} uses ${workspace.uses.join(', ')}`] as [string, string]] : []),
  ]
  for (const main of chosenMains(decision)) {
    lines.push(['main', `${shown(main.dir)} · ${decision.reason}; ${saidBy(mainsBy)} · ${place(main.evidence)}`])
    for (const {name, evidence} of main.versionVariables) lines.push(['version', `main.${name} · ${place(evidence)}`])
    for (const {port, evidence} of main.ports) lines.push(['port', `${port} · ${place(evidence)}`])
  }
  lines.push(['cgo', cgo.needed ? cgo.evidence.map(place).join(', ') : 'not needed'])
  for (const {patterns, missing, evidence} of embeds)
    lines.push([
      'embed',
      `${patterns.join(' ')} · ${place(evidence)}${missing.length > 0 ? ` · MISSING ${missing.join(' ')}` : ''}`,
    ])
  for (const {importPath, name, evidence} of linkVariables.filter(variable => variable.importPath !== 'main'))
    lines.push(['version', plain(`${importPath}.${name} · ${place(evidence)}`)])
  for (const fact of facts) lines.push(['fact', factText(fact)])
  for (const profile of pgo) lines.push(['pgo', profile])
  if (ownDockerfile) lines.push(['file', `${ownDockerfile} · the repository's own`])
  for (const warning of warnings) lines.push(['warning', warning])
  const text = lines.map(([name, value]) => `${name.padEnd(8)} ${plain(value)}`).join('\n')
  const open = openQuestion(project)
  return open === null ? text : [text, '', ...plainLines(open)].join('\n')
}

/** Why `inspect` fails; null where it does not. A Dockerfile of the repository's own may make what is missing. */
export function openQuestion(project: Project): string | null {
  const {obstacles, ownDockerfile, facts} = project
  if (obstacles.length > 0) return obstacles.map(({message}) => message).join('\n')
  return stopOf({...project, facts: ownDockerfile === null ? facts : []})?.message ?? null
}

function factText({kind, certain, says, evidence: [first, ...others]}: Fact): string {
  const more = others.length > 0 ? ` and ${others.length} more` : ''
  return plain(`${kind}${certain ? '' : ' (inferred)'} · ${says} · ${first?.file}:${first?.line}${more}`)
}
