/** The lock files of what managed dependencies before Go modules: which revision of which repository each one pins. */

export type Pin = {
  /** A repository's import path, or that of a package in it. */
  path: string
  revision: string
  /** The fork it is taken from, as written (`https://github.com/acme/fork.git`); null for the path's own repository. */
  source: string | null
}

/** `own` is the import path of the project itself, where the format has one. */
export type Lock = {own: string | null; pins: Pin[]}

type Fields = Record<string, string>

/** https://golang.github.io/dep/docs/Gopkg.lock.html: `[[projects]]` tables of `key = "value"` lines. */
export function readGopkgLock(text: string): Lock {
  const projects: Fields[] = []
  let current: Fields | null = null
  for (const line of text.split('\n')) {
    if (/^\s*\[\[/.test(line)) {
      current = line.trim() === '[[projects]]' ? {} : null
      if (current !== null) projects.push(current)
    } else if (/^\s*\[[a-z]/.test(line)) current = null
    const [, key, value] = /^\s*(name|revision|source) = "([^"\\]*)"\s*$/.exec(line) ?? []
    if (current !== null && key !== undefined) current[key] = value!
  }
  return {own: null, pins: pinsOf(projects, {path: 'name', revision: 'revision', source: 'source'})}
}

/** https://glide.readthedocs.io/en/latest/glide.lock/: lists of mappings as glide itself writes them. */
export function readGlideLock(text: string): Lock {
  const imports: Fields[] = []
  for (const line of text.split('\n')) {
    const [, dash, key, value] = /^\s*(- )?\s*(name|version|repo): ['"]?([^'"\s]+)['"]?\s*$/.exec(line) ?? []
    if (key === undefined) continue
    if (dash !== undefined) imports.push({})
    const current = imports.at(-1)
    if (current !== undefined) current[key] = value!
  }
  return {own: null, pins: pinsOf(imports, {path: 'name', revision: 'version', source: 'repo'})}
}

/** https://github.com/tools/godep#file-format */
export function readGodeps(text: string): Lock {
  return readJson(text, {own: 'ImportPath', list: 'Deps'}, {path: 'ImportPath', revision: 'Rev', source: ''})
}

/** https://github.com/kardianos/vendor-spec */
export function readVendorJson(text: string): Lock {
  return readJson(text, {own: 'rootPath', list: 'package'}, {path: 'path', revision: 'revision', source: ''})
}

/** https://github.com/FiloSottile/gvt: vendor/manifest, the format of gb. */
export function readManifest(text: string): Lock {
  return readJson(text, {own: '', list: 'dependencies'}, {path: 'importpath', revision: 'revision', source: ''})
}

/** https://github.com/LK4D4/vndr#vendorconf: `path revision [repository]`, and the project's own path alone on a line. */
export function readVendorConf(text: string): Lock {
  const rows = text.split('\n').map(line => line.replace(/#.*/, '').trim().split(/\s+/))
  const own = rows.find(([path, ...rest]) => path !== '' && rest.length === 0)?.[0] ?? null
  const fields = rows.flatMap(([path = '', revision, source]): Fields[] =>
    revision === undefined ? [] : [{path, revision, ...(source !== undefined && {source})}],
  )
  return {own, pins: pinsOf(fields, {path: 'path', revision: 'revision', source: 'source'})}
}

function readJson(text: string, {own, list}: {own: string; list: string}, names: Record<keyof Pin, string>): Lock {
  const document = objectOf(parsed(text))
  const items = document[list]
  const path = document[own]
  return {
    own: typeof path === 'string' ? path : null,
    pins: pinsOf(Array.isArray(items) ? items.map(objectOf) : [], names),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function pinsOf(items: readonly Record<string, unknown>[], names: Record<keyof Pin, string>): Pin[] {
  return items.flatMap(item => {
    const [path, revision, source] = [item[names.path], item[names.revision], item[names.source]]
    if (typeof path !== 'string' || typeof revision !== 'string') return []
    return [{path, revision, source: typeof source === 'string' && source !== '' ? source : null}]
  })
}
