import type {Report} from './report.ts'

/** The outputs of action.yml that can be read from a report; one that is not known is empty. */
export function outputsOf(report: Report): Record<string, string> {
  const [first] = report.facts?.platforms ?? []
  const diff = report.diff?.platforms.find(({platform}) => platform === first?.platform)
  const hitOf = (kind: 'modules' | 'build') => report.caches.find(cache => cache.kind === kind)?.hit
  return {
    imageid: report.image.id ?? '',
    digest: report.image.digest ?? '',
    'download-size': first ? `${first.downloadBytes}` : '',
    'disk-size': first ? `${first.diskBytes}` : '',
    'size-delta': diff?.before && diff.after ? `${diff.after.download - diff.before.download}` : '',
    'module-cache-hit': `${hitOf('modules') === 'exact'}`,
    'build-cache-hit': `${hitOf('build') === 'exact' || hitOf('build') === 'older'}`,
  }
}
