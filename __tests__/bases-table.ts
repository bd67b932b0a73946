import {type Explained, FINAL_BASES, type FinalBase} from '../src/dockerfile/bases.ts'
import {BUILDER_IMAGES, type BuilderImage} from '../src/dockerfile/builder-images.ts'

/** The table of bases in docs/bases.md. */
export function basesTable(): string {
  const bases: Readonly<Record<string, FinalBase & Explained>> = FINAL_BASES
  const mark = (there: boolean) => (there ? 'yes' : '–')
  const rows = Object.entries(bases).map(([name, base]) => [
    ...[`\`${name}\``, `\`${base.reference}\``, base.debian ? `${base.libc}, ${base.debian}` : base.libc],
    ...[base.cxx, base.shell, base.certificates, base.zones, base.users].map(mark),
    ...known(base),
  ])
  const head = ['name', 'image', 'libc', 'C++', 'shell', 'CA', 'zones', 'users', 'download', 'ends', 'checked']
  return table(head, rows)
}

/** The table of builders there. */
export function buildersTable(): string {
  const images: Readonly<Record<string, BuilderImage & Explained>> = BUILDER_IMAGES
  const rows = Object.entries(images).map(([variant, image]) => [
    ...[`\`golang:X-${variant}\``, image.libc, image.compiler ? 'yes' : '–', image.manager],
    ...known(image),
  ])
  return table(['image', 'libc', 'C compiler', 'packages', 'download', 'ends', 'checked'], rows)
}

function known(row: Explained): string[] {
  return [
    'size' in row ? row.size.download.toLocaleString('en') : row.noSize,
    'endOfLife' in row ? row.endOfLife : row.noEnd,
    `[${row.checked}](${row.source})`,
  ]
}

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')
}
