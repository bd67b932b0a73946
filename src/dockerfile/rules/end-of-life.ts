/** Base images whose release has ended. */

import type {BaseImage} from '../check/image.ts'
import type {Rule} from '../check/rule.ts'
import {rangeIn} from '../instruction.ts'

/**
 * Last day with security fixes that are free for all, read on 2026-11-22 in endoflife.date (its repository at a70eca3) and
 * where a row says so. Days to come are there so that the rule speaks when they have passed.
 */
const ENDS: Readonly<Partial<Record<BaseImage['kind'] | 'centos' | 'amazonlinux', Readonly<Record<string, string>>>>> =
  {
    // https://alpinelinux.org/releases/
    alpine: {
      ...{'3.1': '2016-11-01', '3.2': '2017-05-01', '3.3': '2017-11-01', '3.4': '2018-05-01', '3.5': '2018-11-01'},
      ...{'3.6': '2019-05-01', '3.7': '2019-11-01', '3.8': '2020-05-01', '3.9': '2020-11-01', '3.10': '2021-05-01'},
      ...{'3.11': '2021-11-01', '3.12': '2022-05-01', '3.13': '2022-11-01', '3.14': '2023-05-01', '3.15': '2023-11-01'},
      ...{'3.16': '2024-05-23', '3.17': '2024-11-22', '3.18': '2025-05-09', '3.19': '2025-11-01', '3.20': '2026-04-01'},
      ...{'3.21': '2026-11-01', '3.22': '2027-05-01', '3.23': '2027-11-01', '3.24': '2028-06-01'},
    },
    // The end of LTS, https://wiki.debian.org/LTS: until then packages of the official image get fixes.
    debian: {
      ...{wheezy: '2018-05-31', jessie: '2020-06-30', stretch: '2022-06-30', buster: '2024-06-30'},
      ...{bullseye: '2026-08-31', bookworm: '2028-06-30', trixie: '2030-06-30'},
    },
    // The end of standard support, https://ubuntu.com/about/release-cycle; what comes after it is for subscribers.
    ubuntu: {
      // https://canonical.com/blog/ubuntu-14-04-and-16-04-lifecycle-extended-to-ten-years
      ...{trusty: '2019-04-30', '14.04': '2019-04-30', xenial: '2021-04-30', '16.04': '2021-04-30'},
      ...{bionic: '2023-05-31', '18.04': '2023-05-31', focal: '2025-05-31', '20.04': '2025-05-31'},
      ...{mantic: '2024-07-12', '23.10': '2024-07-12', oracular: '2025-07-10', '24.10': '2025-07-10'},
      ...{plucky: '2026-01-17', '25.04': '2026-01-17', questing: '2026-07-01', '25.10': '2026-07-01'},
    },
    // https://www.centos.org/centos-linux-eol/
    centos: {5: '2017-03-31', 6: '2020-11-30', 7: '2024-06-30', 8: '2021-12-31'},
    // https://aws.amazon.com/amazon-linux-2/faqs/, and of the first one https://aws.amazon.com/amazon-linux-ami/faqs/
    amazonlinux: {1: '2023-12-31', 2: '2026-06-30', 2018: '2023-12-31', 2017: '2023-12-31'},
  }

/** What to name instead. */
const CURRENT: Readonly<Record<string, string>> = {
  ...{alpine: '3.24', debian: 'trixie', ubuntu: '26.04', amazonlinux: '2023', centos: ''},
}

const endedBase: Rule = {
  id: 'V-09',
  severity: 'warning',
  title: 'The release of the base image gets no fixes any more',
  why: 'A release that has ended gets no security fixes, and its image is not built again: known holes stay in it.',
  source: 'https://alpinelinux.org/releases/',
  whyNoFix: 'Packages of another release can have other names and versions.',
  find: ({model, today}) =>
    model.stages
      .filter(({isReached, stage}) => isReached && stage.parent === null)
      .flatMap(({stage, image}) => {
        const {system, release} = systemOf(image)
        const ended = release === null ? undefined : ENDS[system]?.[release]
        if (ended === undefined || ended >= today) return []
        const {body} = stage.from
        const [word = ''] = body.text.split(/\s+/)
        const isShipped = model.stages.some(each => each.isFinal && each.stage.from === stage.from)
        return [
          {
            at: rangeIn(body, 0, word.length),
            ...(isShipped ? {} : {severity: 'info' as const}),
            message: `${name(system)} ${release} gets no security fixes since ${ended}${isShipped ? ', and the image stands on it' : ''}`,
            remedy:
              CURRENT[system] === '' ? 'Take a base that is maintained.' : `Take ${CURRENT[system]}, or a newer one.`,
          },
        ]
      }),
}

function systemOf({kind, name: image, release, libc, tag}: BaseImage): {
  system: keyof typeof ENDS
  release: string | null
} {
  if (kind === 'golang') return {system: libc === 'musl' ? 'alpine' : 'debian', release}
  if (kind === 'debian' || kind === 'alpine') {
    const old = /^(jessie|wheezy)/.exec(tag ?? '')?.[1] ?? null
    return {system: kind, release: release ?? old}
  }
  if (kind === 'ubuntu') return {system: kind, release: /^(\d\d\.\d\d|[a-z]+)/.exec(tag ?? '')?.[1] ?? null}
  if (/(^|\/)amazonlinux$/.test(image)) return {system: 'amazonlinux', release: /^(\d+)/.exec(tag ?? '')?.[1] ?? null}
  if (image === 'centos') return {system: 'centos', release: /^(?:centos)?(\d)/.exec(tag ?? '')?.[1] ?? null}
  return {system: 'scratch', release: null}
}

const NAMES: Readonly<Record<string, string>> = {centos: 'CentOS', amazonlinux: 'Amazon Linux'}

function name(system: string): string {
  return NAMES[system] ?? system[0]!.toUpperCase() + system.slice(1)
}

export const END_OF_LIFE_RULES: readonly Rule[] = [endedBase]
