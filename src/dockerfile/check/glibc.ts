/**
 * Releases of glibc in the images of distributions, read on 2026-11-22 in the lists of pypa's policy checker, which look
 * into the images themselves: https://github.com/mayeut/pep600_compliance (README.rst of 2026-08-08).
 */
import type {BaseImage} from './image.ts'

/** The number behind `2.`: the package libc6 of Debian and Ubuntu. */
const OF_RELEASE: Readonly<Record<string, number>> = {
  ...{stretch: 24, buster: 28, bullseye: 31, bookworm: 36, trixie: 41},
  ...{bionic: 27, '18.04': 27, focal: 31, '20.04': 31, jammy: 35, '22.04': 35, noble: 39, '24.04': 39},
  ...{resolute: 43, '26.04': 43},
}
/** UBI, and what is built from the same sources: CentOS, AlmaLinux, Rocky Linux. 7: https://peps.python.org/pep-0599/. */
const OF_RED_HAT: Readonly<Record<string, number>> = {7: 17, 8: 28, 9: 34, 10: 39}
const OF_AMAZON: Readonly<Record<string, number>> = {2: 26, 2023: 34}

/**
 * No program that is linked with glibc 2.34 or later starts on an older one: a part of its start-up code moved into libc
 * (https://lists.centos.org/hyperkitty/list/devel@lists.centos.org/message/7R4RBS2MD75S2MTY42L44IW3KOUT5K36).
 */
export const NEW_START = 34

/** Null where the name does not tell. */
export function glibcOf({kind, name, tag, release}: BaseImage): number | null {
  const version = /^(\d+(?:\.\d+)?)/.exec(tag ?? '')?.[1] ?? ''
  if (kind === 'ubuntu') return OF_RELEASE[/^[a-z]+/.exec(tag ?? '')?.[0] ?? version] ?? null
  if (kind === 'redhat') {
    const [, ubi] = /(?:^|\/)ubi(\d+)(?:\/|$|-)/.exec(name) ?? []
    const major = version.split('.')[0]!
    return (name.endsWith('amazonlinux') ? OF_AMAZON[major] : OF_RED_HAT[ubi ?? major]) ?? null
  }
  return release === null ? null : (OF_RELEASE[release] ?? null)
}
