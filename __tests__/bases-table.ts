import {type Bases, FINAL_BASES} from '../src/dockerfile/bases.ts'

/** The table of docs/bases.md. */
export function basesTable(bases: Bases = FINAL_BASES): string {
  const mark = (there: boolean) => (there ? 'yes' : '–')
  const rows = Object.entries(bases).map(([name, base]) => [
    ...[`\`${name}\``, `\`${base.reference}\``, base.debian ? `${base.libc}, ${base.debian}` : base.libc],
    ...[base.cxx, base.shell, base.certificates, base.zones, base.users].map(mark),
    base.size?.download?.toLocaleString('en') ?? '',
    base.endOfLife ?? '',
    `[${base.checked}](${base.source})`,
  ])
  const head = ['name', 'image', 'libc', 'C++', 'shell', 'CA', 'zones', 'users', 'download', 'ends', 'checked']
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')
}
