import type {CacheReport, Report} from './report.ts'

/** The outputs of action.yml that can be read from a report; one that is not known is empty. */
export function outputsOf(report: Report): Record<string, string> {
  const [first] = report.facts?.platforms ?? []
  const diff = report.diff?.platforms.find(({platform}) => platform === first?.platform)
  return {
    imageid: report.image.id ?? '',
    digest: report.image.digest ?? '',
    'download-size': first ? `${first.downloadBytes}` : '',
    'disk-size': first ? `${first.diskBytes}` : '',
    'size-delta': diff?.before && diff.after ? `${diff.after.download - diff.before.download}` : '',
    ...hitsOf(report.caches),
  }
}

/** What was restored: `cache-hit` as actions/cache has it. */
export function hitsOf(caches: CacheReport[]): Record<string, string> {
  const hitOf = (kind: CacheReport['kind']) => caches.find(cache => cache.kind === kind)?.hit
  return {
    'cache-hit': `${caches.length > 0 && caches.every(({hit}) => hit === 'exact')}`,
    'module-cache-hit': `${hitOf('modules') === 'exact'}`,
    'build-cache-hit': `${hitOf('build') === 'exact' || hitOf('build') === 'older'}`,
  }
}
