import {C_PACKAGES} from '../src/dockerfile/c-packages.ts'

/** The table of docs/c-libraries.md. */
export function cLibrariesTable(): string {
  const rows = C_PACKAGES.map(({names, build, run: {trixie, bookworm}}) => [
    names.map(name => `\`${name}\``).join(', '),
    build ?? 'with the compiler',
    ...[trixie, bookworm].map(packages => (packages ? packages.join(', ') || 'in the base' : '–')),
  ])
  const head = ['library', 'build stage', 'trixie', 'bookworm']
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')
}
