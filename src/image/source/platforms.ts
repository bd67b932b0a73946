import {UserError} from '../../runner/errors.ts'

/** Names of architectures that mean another: containerd/platforms database.go, normalizeArch. */
const ARCHITECTURES: Record<string, string> = {
  aarch64: 'arm64',
  x86_64: 'amd64',
  'x86-64': 'amd64',
  i386: '386',
  armhf: 'arm/v7',
  armel: 'arm/v6',
}
/** Variants that indexes leave out and configs have. */
const PLAIN: Record<string, string> = {arm64: 'v8', amd64: 'v1'}

/** `linux/arm/v7`. */
export function platformName(os: string, architecture: string, variant = ''): string {
  const shown = PLAIN[architecture] === variant ? '' : variant
  return [os, architecture, shown].filter(part => part !== '').join('/')
}

/** The platforms of `--platform`, which is a list with commas. Throws a UserError for what is none. */
export function parsePlatforms(written: string): string[] {
  return written
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '')
    .map(part => {
      if (!/^[a-z0-9]+(\/[a-z0-9_-]+){1,2}$/i.test(part))
        throw new UserError('usage', `--platform is "${part}"; write it as linux/amd64 or linux/arm/v7.`)
      return part.toLowerCase()
    })
}

export function isSamePlatform(one: string, other: string): boolean {
  return canonical(one) === canonical(other)
}

/** An arm without variant is v7. */
function canonical(platform: string): string {
  const [os = '', written = '', variant = ''] = platform.split('/')
  const [architecture = '', implied = ''] = (ARCHITECTURES[written] ?? written).split('/')
  return platformName(os, architecture, variant || implied || (architecture === 'arm' ? 'v7' : ''))
}
