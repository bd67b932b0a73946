/** What a build takes from the network unchecked. */

import {reachedRuns} from '../check/model.ts'
import type {Problem, Rule, Subject} from '../check/rule.ts'
import type {Run} from '../check/run.ts'
import {inScript} from '../check/script.ts'
import {rangeIn} from '../instruction.ts'
import type {ShellCommand} from '../shell.ts'

type Weakness = {says: string; remedy: string; severity?: Problem['severity']}

const SUM_DATABASE: Weakness = {
  says: 'modules that go.sum does not name yet are taken without the checksum database',
  remedy: 'Take it out, or name the private ones alone in GOPRIVATE.',
}

/** Settings of the go command and git, in ENV or before a command. */
const SETTINGS: readonly {name: RegExp; value: RegExp; weakness: Weakness}[] = [
  {
    name: /^GIT_SSL_NO_VERIFY$/,
    value: /^(1|true|yes|on)$/i,
    weakness: {
      says: 'git takes any certificate for that of the server',
      remedy: 'Add the CA certificate of the server to the image instead.',
    },
  },
  {
    name: /^GOINSECURE$/,
    value: /./,
    weakness: {
      says: 'the modules that it names come without a checked certificate, or over http',
      remedy: 'Add the CA certificate of the server to the image instead.',
    },
  },
  {name: /^GOSUMDB$/, value: /^off$/, weakness: SUM_DATABASE},
  {name: /^(GONOSUMDB|GONOSUMCHECK|GOPRIVATE)$/, value: /^(\*|\*\/\*|\*\*)$/, weakness: SUM_DATABASE},
]

const unchecked: Rule = {
  id: 'S-02',
  severity: 'warning',
  title: 'Turns off the check of a server or of modules',
  why: 'Whoever stands between the builder and the server can then hand in other sources, and the image has them.',
  source: 'https://go.dev/ref/mod#environment-variables',
  whyNoFix: 'The key or certificate of the server has to come from somewhere that is trusted.',
  find: subject => {
    const settings = subject.model.stages
      .filter(({isReached}) => isReached)
      .flatMap(({stage}) => stage.instructions)
      .flatMap(instruction => {
        const {keyword, body} = instruction
        if (keyword !== 'ENV') return []
        return [...body.text.matchAll(/(?<=^|\s)([A-Z_]+)(?:=|\s+)["']?([^\s"']*)/g)].flatMap(match =>
          weaknessOf(subject, match[1]!, match[2]!, rangeIn(body, match.index, match.index + match[0].length)),
        )
      })
    const inRuns = reachedRuns(subject.model).flatMap(run => [
      ...run.commands.flatMap(({assignments, words}) => [
        ...assignments.flatMap(({name, value, start, end}) => weaknessOf(subject, name, value.text, {start, end})),
        ...(/^(export|go|env)$/.test(words[0]?.text ?? '') ? words : []).flatMap(({text, start, end}) => {
          const at = text.indexOf('=')
          return at < 0 ? [] : weaknessOf(subject, text.slice(0, at), text.slice(at + 1), {start, end})
        }),
      ]),
      ...hostKeys(run),
    ])
    return [...settings, ...inRuns]
  },
}

function weaknessOf({project}: Subject, name: string, value: string, at: Problem['at']): Problem[] {
  const found = SETTINGS.find(each => each.name.test(name) && each.value.test(value))
  if (found === undefined) return []
  const {says, remedy} = found.weakness
  // Every hash of a complete go.sum is held against the module, whatever the database says.
  const isSummed = found.weakness === SUM_DATABASE && project !== null && project.modules.every(({goSum}) => goSum)
  return [{at, ...(isSummed && {severity: 'info' as const}), message: `With ${name}=${value} ${says}`, remedy}]
}

/** ssh and git that are told to take any server. */
function hostKeys(run: Run): Problem[] {
  const command = run.commands.find(({words}) =>
    words.some(
      ({text}, at) =>
        /StrictHostKeyChecking[ =](no|off)\b/i.test(text) ||
        (/^(http\.)?sslVerify$/i.test(text) && /^(false|0|no|off)$/i.test(words[at + 1]?.text ?? '')),
    ),
  )
  if (command === undefined) return []
  const isTls = command.words.some(({text}) => /sslVerify$/i.test(text))
  return [
    {
      at: {start: command.words[0]!.start, end: command.words.at(-1)!.end},
      message: isTls
        ? 'git takes any certificate for that of the server: whoever stands between can hand in other sources'
        : 'ssh takes any server for the right one: whoever stands between can hand in other sources',
      remedy: isTls
        ? 'Add the CA certificate of the server to the image instead.'
        : 'Put the published keys of the server into /root/.ssh/known_hosts: https://docs.github.com/authentication/keeping-your-account-and-data-secure/githubs-ssh-key-fingerprints',
    },
  ]
}

/** gpg checks with --verify alone: --dearmor and --import take any key. */
const CHECKS =
  /\b(?:(?:sha|md5|b2)\d*sum|shasum|gpgv|cosign|minisign|rekor-cli|openssl\s+dgst|checksum|sha256)\b|\bgpg\b[^;&|\n]{0,300}\s--verify/i
const USES = /^(tar|unzip|gunzip|bsdtar|chmod|install|dpkg|rpm|sh|bash|ash|python3?|mv|cpio)$/
const SHELLS = /^(sh|bash|ash|dash|zsh)$/
/** Where apk and apt look for the keys of whom they trust. */
const KEYRING = /^\/(etc\/apk\/keys|usr\/share\/keyrings|etc\/apt\/(keyrings|trusted\.gpg\.d))\//

const uncheckedDownload: Rule = {
  id: 'S-08',
  severity: 'warning',
  title: 'Takes a download without a checksum',
  why: 'A file at an address can be another one tomorrow, by mistake or by an attack, and nothing in the build would notice.',
  source: 'https://docs.docker.com/reference/dockerfile/#add---checksum',
  whyNoFix: 'The checksum has to come from whoever publishes the file.',
  find: ({model}) => {
    const added = model.stages
      .filter(({isReached}) => isReached)
      .flatMap(({stage, runs}) =>
        stage.instructions.flatMap((instruction): Problem[] => {
          const {keyword, flags, body, json, start} = instruction
          const isCheckedLater = runs.some(run => run.instruction.start > start && CHECKS.test(inScript(run)))
          if (keyword !== 'ADD' || flags.some(({name}) => name === 'checksum') || isCheckedLater) return []
          const match = /(?<=^|[\s"])https?:\/\/[^\s"]+/.exec(body.text)
          if (match === null || /\.git(#|$)/.test(match[0])) return []
          const at = json ? instruction : rangeIn(body, match.index, match.index + match[0].length)
          return [
            {
              at,
              message: `ADD takes whatever ${hostOf(match[0])} serves when it runs: no checksum is given`,
              remedy: 'Write ADD --checksum=sha256:… with the hash of the file that you mean.',
            },
          ]
        }),
      )
    const fetched = reachedRuns(model).flatMap(run => {
      if (run.isForeign || CHECKS.test(inScript(run))) return []
      const found = run.commands.flatMap(command => {
        const use = isDownload(command) ? useOf(run, command) : null
        return use === null ? [] : [{command, use}]
      })
      const worst = found.find(({use}) => use !== 'kept') ?? found[0]
      return worst === undefined ? [] : [downloadProblem(worst.command, worst.use)]
    })
    return [...added, ...fetched]
  },
}

function isDownload({words}: ShellCommand): boolean {
  const [program = ''] = words.map(({text}) => text)
  const address = addressIn(words)
  return /^(curl|wget)$/.test(program) && address !== null && !/localhost|127\.0\.0\.1/.test(address)
}

function addressIn(words: ShellCommand['words']): string | null {
  return words.map(({text}) => text).find(text => /^https?:\/\//.test(text)) ?? null
}

/** What becomes of a download. A file that is only stored is data, or is used in a later step. */
type Use = 'run' | 'unpacked' | 'trusted' | 'kept'

function downloadProblem(command: ShellCommand, use: Use): Problem {
  const host = hostOf(addressIn(command.words) ?? '')
  const at = {start: command.words[0]!.start, end: command.words.at(-1)!.end}
  const says: Record<Use, string> = {
    run: `A script of ${host} runs unread: it can be another one in the next build`,
    unpacked: `What ${host} serves is unpacked or run without a checksum`,
    trusted: `The key that ${host} serves is trusted unread: packages that it signs are then installed`,
    kept: `What ${host} serves is kept without a checksum: the next build may have another file`,
  }
  const remedy: Record<Use, string> = {
    run: 'Download a release of a fixed version, compare it with sha256sum -c, and run that.',
    unpacked:
      'Add the hash to the file and compare: echo "HASH  FILE" | sha256sum -c, or write ADD --checksum=sha256:HASH URL FILE.',
    trusted: 'Write ADD --checksum=sha256:HASH URL FILE, or keep the key in the repository.',
    kept: 'Write ADD --checksum=sha256:HASH URL FILE with an address of a fixed version.',
  }
  const isLow = use === 'trusted' || use === 'kept'
  return {at, ...(isLow && {severity: 'info' as const}), message: says[use], remedy: remedy[use]}
}

/** Null for what is only looked at. */
function useOf({commands}: Run, command: ShellCommand): Use | null {
  const to = command.pipedTo?.words.map(({text}) => text)
  if (to !== undefined) {
    if (SHELLS.test(to[0] ?? '')) return 'run'
    if (to.some(text => KEYRING.test(text)) || to[0] === 'apt-key') return 'trusted'
    return USES.test(to[0] ?? '') ? 'unpacked' : null
  }
  const file = fileOf(command)
  if (file === null) return null
  const isUsed = commands.some(({start, words}) => {
    const [program = '', ...rest] = words.map(({text}) => text)
    return (
      start > command.start &&
      (USES.test(program) || program === file.name) &&
      [program, ...rest].some(text => text.endsWith(file.name))
    )
  })
  if (KEYRING.test(file.path)) return 'trusted'
  return isUsed ? 'unpacked' : 'kept'
}

/** The file that it writes: curl prints where it is not told to. */
function fileOf({words, redirects}: ShellCommand): {path: string; name: string} | null {
  const texts = words.map(({text}) => text)
  const flag = texts.findIndex(text => /^(-[a-zA-Z]*[oO]|--output|--output-document)$/.test(text))
  const target = redirects.find(({operator}) => operator.startsWith('>'))?.target?.text
  const isNamed = flag >= 0 || texts.some(text => /^(--remote-name(-all)?|-[a-zA-Z]*O[a-zA-Z]*)$/.test(text))
  if (texts[0] === 'curl' && target === undefined && !isNamed) return null
  const named = flag >= 0 ? texts[flag + 1] : target
  const isAddress = named === undefined || /^https?:/.test(named)
  const path = isAddress ? texts.find(text => /^https?:/.test(text)) : named
  const name = path?.slice(path.lastIndexOf('/') + 1) ?? ''
  const isNone = name === '' || name === '-' || /^\0*$/.test(name) || path!.startsWith('/dev/')
  return isNone ? null : {path: isAddress ? name : path!, name}
}

function hostOf(address: string): string {
  return /https?:\/\/([\w.-]+)/.exec(address)?.[1] ?? 'the server'
}

export const TRUST_RULES: readonly Rule[] = [unchecked, uncheckedDownload]
