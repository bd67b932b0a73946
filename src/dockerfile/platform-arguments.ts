/** For which platforms a build is, as far as that is known. */
export type BuildPlatforms = {
  /** As given to `--platform`; empty for the builder's own. */
  platforms: string[]
  /** Null when nobody has asked the builder. */
  builderPlatform: string | null
}

/**
 * The ARGs that BuildKit itself sets for a platform (docs.docker.com/reference/dockerfile, "Automatic platform ARGs in
 * the global scope"), without those of a platform that is not known.
 */
export function platformArguments(target: string | null, builder: string | null): Map<string, string> {
  return new Map([
    ...(target === null ? [] : namesOf('TARGET', target, builder)),
    ...(builder === null ? [] : namesOf('BUILD', builder, builder)),
  ])
}

function namesOf(prefix: string, platform: string, builder: string | null): [string, string][] {
  const {os, arch, variant} = readPlatform(platform, builder)
  return [
    [`${prefix}PLATFORM`, [os, arch, variant].filter(part => part !== '').join('/')],
    [`${prefix}OS`, os],
    [`${prefix}ARCH`, arch],
    [`${prefix}VARIANT`, variant],
  ]
}

const OTHER_NAMES: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  'x86-64': 'amd64',
  aarch64: 'arm64',
  i386: '386',
  armhf: 'arm/v7',
  armel: 'arm/v6',
}

/** Normalized as buildx does before BuildKit sees it (containerd/platforms, Parse and normalizeArch). */
function readPlatform(text: string, builder: string | null): {os: string; arch: string; variant: string} {
  const words = text.toLowerCase().split('/')
  if (text === 'local' && builder !== null && builder !== 'local') return readPlatform(builder, null)
  if (words.length === 1 && /^(linux|windows|darwin)$/.test(text))
    return {...readPlatform(builder ?? '', null), os: text}
  const [os = '', written = '', given = ''] = words.length === 1 ? ['linux', ...words] : words
  const [arch = '', implied = given] = (OTHER_NAMES[written] ?? written).split('/')
  const variant = implied.replace(/^(?=\d)/, 'v')
  if (arch === 'arm') return {os, arch, variant: variant || 'v7'}
  const usual: Record<string, string> = {amd64: 'v1', arm64: 'v8'}
  return {os, arch, variant: variant === usual[arch] ? '' : variant}
}
