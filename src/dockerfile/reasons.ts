import {plain} from '../report/plain.ts'
import type {DecisionRow} from '../report/report.ts'

/** Of the RUN instructions, the one that compiles. */
const COMPILE = /^RUN (?!.*go mod download|apt-get |apk |chmod |mkdir )/
const FILES = / AS files$/

/** The instruction that a choice is about, as it begins in a Dockerfile of ours. */
const INSTRUCTIONS: Readonly<Record<string, RegExp>> = {
  builder: /^FROM .* AS build$/,
  ...{'runtime-file': FILES, zones: FILES, users: FILES, 'temp-folder': FILES},
  certificates: /^COPY .*\/ca-certificates\.crt /,
  'private-module': /^RUN --mount=type=(?:secret,id=netrc|ssh),/,
  test: /^FROM .* AS test$/,
  style: /^FROM .* AS build$/,
  ...{version: /^ARG VERSION=/, commit: /^ARG COMMIT=/, date: /^ARG DATE=/},
  cgo: COMPILE,
  pgo: COMPILE,
  ...{tags: COMPILE, ldflags: COMPILE, gcflags: COMPILE, goamd64: COMPILE, gofips140: COMPILE, upx: COMPILE},
  base: /^FROM (?!base( |$))(?!.* AS build$)/,
  user: /^USER /,
  port: /^EXPOSE /,
  targets: /^FROM base$/,
  entrypoint: /^ENTRYPOINT /,
}

/** The Dockerfile with each choice as a comment above its instruction, for who keeps the file. */
export function withReasons(dockerfile: string, choices: DecisionRow[]): string {
  const lines = dockerfile.split('\n')
  const comments = new Map<number, string[]>()
  for (const {what, choice, reason, evidence} of choices) {
    const instruction = INSTRUCTIONS[what]
    // Of two that begin alike, the later one compiles.
    const index = instruction ? lines.findLastIndex(line => instruction.test(line)) : -1
    if (index === -1) continue
    const at = evidence.map(({file, line}) => `${file}:${line}`).join(', ')
    const comment = plain(`# ${what} ${choice}: ${reason}${at === '' ? '' : ` (${at})`}`)
    comments.set(index, [...(comments.get(index) ?? []), comment])
  }
  return lines.flatMap((line, index) => [...(comments.get(index) ?? []), line]).join('\n')
}
