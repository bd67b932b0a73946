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

const CHECKS = /\b(?:(?:sha|md5|b2)\d*sum|shasum|gpgv?|cosign|minisign|rekor-cli|openssl\s+dgst|checksum|sha256)\b/i
const USES = /^(tar|unzip|gunzip|bsdtar|chmod|install|dpkg|rpm|sh|bash|ash|python3?|mv|cpio)$/
const SHELLS = /^(sh|bash|ash|dash|zsh)$/

const uncheckedDownload: Rule = {
  id: 'S-08',
  severity: 'warning',
  title: 'Takes a download without a checksum',
  why: 'A file at an address can be another one tomorrow, by mistake or by an attack, and nothing in the build would notice.',
  source: 'https://docs.docker.com/reference/dockerfile/#add---checksum',
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
      const command = run.commands.find(each => isDownload(each) && isUsed(run, each))
      if (command === undefined) return []
      const into = SHELLS.test(command.pipedTo?.words[0]?.text ?? '')
      const address = command.words.map(({raw}) => raw).find(raw => /https?:\/\//.test(raw)) ?? ''
      const problem: Problem = {
        at: {start: command.words[0]!.start, end: command.words.at(-1)!.end},
        message: into
          ? `A script of ${hostOf(address)} runs unread: it can be another one in the next build`
          : `What ${hostOf(address)} serves is unpacked or run without a checksum`,
        remedy: into
          ? 'Download a release of a fixed version, compare it with sha256sum -c, and run that.'
          : 'Add the hash to the file and compare: echo "HASH  FILE" | sha256sum -c, or write ADD --checksum=sha256:HASH URL FILE.',
      }
      return [problem]
    })
    return [...added, ...fetched]
  },
}

function isDownload({words, certain}: ShellCommand): boolean {
  const [program = ''] = words.map(({text}) => text)
  const address = words.map(({raw}) => raw).find(raw => /^["']?https?:\/\//.test(raw))
  return certain && /^(curl|wget)$/.test(program) && address !== undefined && !/localhost|127\.0\.0\.1/.test(address)
}

/** A keyring or a text that is only stored is left to other checks. */
function isUsed({commands}: Run, command: ShellCommand): boolean {
  const to = command.pipedTo?.words[0]?.text
  if (to !== undefined) return USES.test(to)
  const written = fileOf(command)
  return (
    written !== null &&
    commands.some(({start, words}) => {
      const [program = '', ...rest] = words.map(({text}) => text)
      return (
        start > command.start &&
        (USES.test(program) || program === written) &&
        [program, ...rest].some(text => text.endsWith(written))
      )
    })
  )
}

/** The name of the file that it writes. */
function fileOf({words, redirects}: ShellCommand): string | null {
  const texts = words.map(({text}) => text)
  const flag = texts.findIndex(text => /^(-[a-zA-Z]*[oO]|--output|--output-document)$/.test(text))
  const target = redirects.find(({operator}) => operator.startsWith('>'))?.target?.text
  const named = flag >= 0 ? texts[flag + 1] : target
  const path = named === undefined || /^https?:/.test(named) ? texts.find(text => /^https?:/.test(text)) : named
  const name = path?.slice(path.lastIndexOf('/') + 1) ?? ''
  return name === '' || name === '-' || /^\0*$/.test(name) ? null : name
}

function hostOf(address: string): string {
  return /https?:\/\/([\w.-]+)/.exec(address)?.[1] ?? 'the server'
}

export const TRUST_RULES: readonly Rule[] = [unchecked, uncheckedDownload]
