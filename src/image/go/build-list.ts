/** The text of the build information, as ParseBuildInfo of runtime/debug reads it: https://go.dev/src/runtime/debug/mod.go */
import type {GoModule, GoProgram, ModuleVersion} from '../facts.ts'
import {shownWords} from '../secret-values.ts'
import {printable} from './printable.ts'
import {unquote} from './unquote.ts'

export type BuildList = Pick<GoProgram, 'mainPackage' | 'mainModule' | 'modules' | 'settings'>

const MAX_LINES = 20_000
const MAX_SETTINGS = 1000
const LONGEST_SETTING = 64 * 1024

/** Lines that Go's own reader would refuse are left out; one that it does not know is skipped there, too. */
export function readBuildList(text: string): BuildList {
  const list: BuildList = {mainPackage: '', mainModule: null, modules: [], settings: []}
  let last: GoModule | null = null
  for (const line of text.split('\n').slice(0, MAX_LINES)) {
    const tab = line.indexOf('\t')
    const [word, rest] = [line.slice(0, tab), line.slice(tab + 1)]
    if (word === 'path') list.mainPackage = printable(rest)
    else if (word === 'mod' || word === 'dep') {
      const version = readVersion(rest)
      last = version && {...version, replacedBy: null}
      if (word === 'mod') list.mainModule = last
      else if (last) list.modules.push(last)
    } else if (word === '=>') {
      if (last) last.replacedBy = readVersion(rest)
      last = null
    } else if (word === 'build' && list.settings.length < MAX_SETTINGS) {
      const setting = readSetting(rest)
      if (setting) list.settings.push({...setting, value: shownWords(setting.value)})
    }
  }
  return list
}

function readVersion(columns: string): ModuleVersion | null {
  const [path, version, sum, ...more] = columns.split('\t').map(printable)
  if (!path || version === undefined || more.length > 0) return null
  return {path, version, sum: sum || null}
}

/** `KEY=VALUE`, either of them quoted as Go quotes strings where it has to be. */
function readSetting(text: string): {key: string; value: string} | null {
  if (text.length > LONGEST_SETTING) return null
  const [, quotedKey, plainKey, rawValue] = /^(?:("(?:[^"\\]|\\.)*"|`[^`]*`)|([^="`][^=]*))=(.*)$/su.exec(text) ?? []
  const key = quotedKey === undefined ? plainKey : unquote(quotedKey)
  const value = /^["`]/.test(rawValue ?? '') ? unquote(rawValue!) : rawValue
  return key == null || value == null ? null : {key: printable(key), value: printable(value)}
}
