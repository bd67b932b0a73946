import {CannotProve} from './refusal.ts'

export type Platform = {os: string; arch: string; variant: string; name: string}

const ARCHITECTURES: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  'x86-64': 'amd64',
  aarch64: 'arm64',
  i386: '386',
  armhf: 'arm',
}

/** Normalized as containerd/platforms does (database.go, normalizeArch). */
export function readPlatform(text: string): Platform {
  const [os = '', written = '', given = '', more] = text.toLowerCase().split('/')
  const arch = ARCHITECTURES[written] ?? written
  if (os !== 'linux' || arch === '' || more !== undefined)
    throw new CannotProve(`the platform "${text}" is not one of Linux`)
  const usual: Record<string, string> = {amd64: 'v1', arm64: 'v8'}
  const variant =
    arch === 'arm' ? given.replace(/^(?=\d)/, 'v') || 'v7' : usual[arch] === given.replace(/^(?=\d)/, 'v') ? '' : given
  return {os, arch, variant, name: [os, arch, ...(variant === '' ? [] : [variant])].join('/')}
}
