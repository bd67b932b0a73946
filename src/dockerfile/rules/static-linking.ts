/** What `-extldflags -static` does, and does not, with cgo. */
import {type GoCommand, linkerFlags, rangeOf} from '../check/go-command.ts'
import type {Rule} from '../check/rule.ts'
import {OPAQUE} from '../opaque.ts'
import {shippingCommands} from './build-flags.ts'
import {doesNotStart} from './linking.ts'

/** Packages of the standard library that ask the C library for names and users when cgo is on. */
const ASKS_LIBC = ['net', 'net/http', 'net/rpc', 'net/smtp', 'crypto/tls', 'os/user']

const staticWithCgo: Rule = {
  id: 'B-12',
  severity: 'warning',
  title: '`-extldflags -static` with cgo and net or os/user',
  why: 'Go links a program itself when only net and os/user use cgo, and then ignores `-extldflags`: the program stays dynamic. Linked by the C linker, its getaddrinfo still loads libraries of the very glibc it was built with.',
  source: 'https://github.com/golang/go/blob/master/src/cmd/cgo/doc.go',
  whyNoFix:
    'CGO_ENABLED=0 also changes how the program looks up names and users, which works as it is on a base with glibc.',
  find: subject =>
    shippingCommands(subject).flatMap(go => {
      const fields = linkerFlags(go)
      if (!fields.some(field => /^--?extldflags=.*-static\b(?!-)/.test(field)) || !usesCgo(go)) return []
      if (doesNotStart(subject, go)) return []
      const {image} = subject.model.stages.find(({stage}) => stage.instructions.some(isAround(go)))!
      const tags = new Set((go.flags.get('tags')?.value ?? '').split(/[\s,]+/))
      if (image.libc !== 'glibc' || (tags.has('netgo') && tags.has('osusergo'))) return []
      if ([...tags].some(tag => tag.includes(OPAQUE))) return []
      const place = subject.packages
        .flatMap(({imports}) => ASKS_LIBC.flatMap(path => imports.get(path) ?? []))
        .find(({text = ''}) => !tags.has('netgo') || text.includes('os/user'))
      if (place === undefined) return []
      const isOurs = fields.some(field => field === '-linkmode=external' || field === '--linkmode=external')
      const needsCgo = subject.project?.cgo.needed === true
      const {word} = go.flags.get('ldflags')!
      return [
        {
          at: word ?? rangeOf(go),
          message:
            isOurs || needsCgo
              ? `\`-extldflags -static\` is not all: the program looks up names or users (${place.file}:${place.line}), and glibc loads libraries for that when it runs`
              : `\`-extldflags -static\` does nothing where only net or os/user (${place.file}:${place.line}) use cgo: Go links the program itself, and it stays dynamic`,
          remedy: needsCgo ? 'Add -tags netgo,osusergo' : 'Set CGO_ENABLED=0 and leave -extldflags out',
          evidence: [{file: place.file, line: place.line}],
        },
      ]
    }),
}

function isAround({command}: GoCommand) {
  return ({start, end}: {start: number; end: number}) => command.start >= start && command.end <= end
}

/** cmd/go: cgo is on where a C compiler is there and the target is the machine's own. */
function usesCgo({command: {environment}, isXx}: GoCommand): boolean {
  const set = environment.get('CGO_ENABLED')
  if (set !== undefined) return set === '1'
  return !isXx && !environment.has('GOARCH') && /^(linux)?$/.test(environment.get('GOOS') ?? '')
}

export const STATIC_LINKING_RULES: readonly Rule[] = [staticWithCgo]
