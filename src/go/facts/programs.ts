import type {Fact} from '../project.ts'
import {type Detector, factsBySubject, type Ground} from './ground.ts'

/** Index of the argument that names the program, and whether the call starts it. */
const CALLS: Readonly<Record<string, {argument: number; starts: boolean}>> = {
  'os/exec.Command': {argument: 0, starts: true},
  'os/exec.CommandContext': {argument: 1, starts: true},
  'os/exec.LookPath': {argument: 0, starts: false},
}

/** What other systems have, and what desktops have: a program that opens a browser carries on without. */
const NOT_OF_A_CONTAINER = new Set([
  ...['cmd', 'explorer', 'ioreg', 'open', 'osascript', 'pbcopy', 'pbpaste', 'powershell', 'pwsh', 'reg', 'rundll32'],
  ...['sc', 'security', 'start', 'sw_vers', 'taskkill', 'wmic'],
  ...['sensible-browser', 'wslview', 'x-www-browser', 'xclip', 'xdg-open', 'xsel'],
])

/** Another absolute path may be one of a folder that the program makes its root first. */
const ABSOLUTE_ELSEWHERE = /^\/(?!(?:bin|opt|sbin|usr)\/)/

export const PROGRAMS: Detector = {reads: Object.keys(CALLS), find: findPrograms}

function findPrograms({uses}: Ground): Fact[] {
  const signs = uses.flatMap(use => {
    const call = CALLS[use.what]
    const subject = call && use.arguments[call.argument]
    if (!subject || NOT_OF_A_CONTAINER.has(subject) || /\.exe$|^\/proc\/|^\s*$/i.test(subject)) return []
    return [{subject, certain: call.starts && !ABSOLUTE_ELSEWHERE.test(subject), evidence: use.evidence}]
  })
  return factsBySubject(signs, (subject, own) => ({
    kind: 'exec',
    says: own.some(({certain}) => certain)
      ? `It starts the program ${subject}, and fails there when the image does not have it.`
      : `It may start the program ${subject}.`,
  }))
}
