import {posix} from 'node:path'
import {isAtOrBelow} from '../below.ts'
import type {Embed, Fact} from '../project.ts'
import {fixedPart} from '../wildcard.ts'
import {type Detector, factOf, type Ground, type PlacedUse} from './ground.ts'

/** Index of the argument that is a path, `all` where each one is. A method is taken only when the path exists. */
const CALLS: Readonly<Record<string, number | 'all'>> = {
  'os.Open': 0,
  'os.ReadFile': 0,
  'os.ReadDir': 0,
  'os.DirFS': 0,
  'io/ioutil.ReadFile': 0,
  'io/ioutil.ReadDir': 0,
  'path/filepath.Glob': 0,
  'path/filepath.Walk': 0,
  'path/filepath.WalkDir': 0,
  'net/http.Dir': 0,
  'net/http.ServeFile': 2,
  'html/template.ParseFiles': 'all',
  'html/template.ParseGlob': 0,
  'text/template.ParseFiles': 'all',
  'text/template.ParseGlob': 0,
  '.ParseFiles': 'all',
  '.ParseGlob': 0,
  '.LoadHTMLFiles': 'all',
  '.LoadHTMLGlob': 0,
  '.Static': 1,
  '.StaticFile': 1,
  'github.com/spf13/viper.SetConfigFile': 0,
  'github.com/spf13/viper.AddConfigPath': 0,
  '.SetConfigFile': 0,
  '.AddConfigPath': 0,
  'github.com/golang-migrate/migrate/v4.New': 0,
  'github.com/golang-migrate/migrate/v4.NewWithDatabaseInstance': 0,
  'github.com/pressly/goose/v3.Up': 1,
}

/** What a program reads of its own repository while it is developed, and what must not get into an image. */
const NOT_SHIPPED = /(?:^|\/)(?:go\.(?:mod|sum|work)|\.env(?:\..*)?|\.git)$|\.go$/

export const RUNTIME_FILES: Detector = {reads: Object.keys(CALLS), find: findRuntimeFiles}

function findRuntimeFiles(ground: Ground): Fact[] {
  const {packages, uses, main} = ground
  if (main === null) return []
  const embeds = packages.flatMap(found => found.embeds)
  const signs = uses.flatMap(use =>
    pathsOf(use).flatMap(opens => {
      const subject = existing(opens, ground, main.moduleDir, main.dir)
      if (subject === null) return []
      // Elsewhere it is how a program is developed that has the files inside.
      if (!use.always && isEmbedded(subject, embeds)) return []
      return [{subject, opens, certain: use.always && use.what[0] !== '.', evidence: use.evidence}]
    }),
  )
  const paths = new Map<string, typeof signs>()
  for (const sign of signs) {
    const key = `${sign.subject}\0${sign.opens}`
    const own = paths.get(key)
    if (own === undefined) paths.set(key, [sign])
    else own.push(sign)
  }
  return [...paths.values()].map(own => {
    const {subject, opens} = own[0]!
    const says = `It reads ${opens} when it runs, relative to the folder that it is started in; ${subject} of the repository is that.`
    return {...factOf({kind: 'runtime-file', subject, says}, own), opens}
  })
}

function pathsOf({what, arguments: values}: PlacedUse): string[] {
  const index = CALLS[what]
  if (index === undefined) return []
  const given = index === 'all' ? values : [values[index] ?? null]
  return given.flatMap(value => {
    if (value === null) return []
    const path = posix.normalize(fixedPart(value.replace(/^file:\/\//, ''))).replace(/(?<=.)\/$/, '')
    return path === '.' || /^(?:\.\.(?:\/|$)|[/~\\])/.test(path) || NOT_SHIPPED.test(path) ? [] : [path]
  })
}

/** Where the path is in the repository: programs are started in the module's folder, the root or their own. */
function existing(path: string, {files}: Ground, ...folders: string[]): string | null {
  const places = [folders[0]!, '.', ...folders.slice(1)].map(folder => posix.join(folder, path))
  return places.find(place => files.kind(place) !== null) ?? null
}

function isEmbedded(path: string, embeds: readonly Embed[]): boolean {
  return embeds.some(({dir, patterns}) =>
    patterns.some(pattern => {
      const inside = posix.join(dir, fixedPart(pattern.replace(/^all:/, '')))
      return isAtOrBelow(path, inside) || isAtOrBelow(inside, path)
    }),
  )
}
