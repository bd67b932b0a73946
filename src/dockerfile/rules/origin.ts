/** Where the sources come from that are compiled. */
import {posix} from 'node:path'
import {isAtOrBelow} from '../../go/below.ts'
import {contextPathOf} from '../check/built.ts'
import {contextUses, isWhole} from '../check/context-use.ts'
import {makesProgram, rangeOf} from '../check/go-command.ts'
import {earlierRuns, modelOf, reachedRuns} from '../check/model.ts'
import type {Problem, Rule, Subject} from '../check/rule.ts'
import {inScript} from '../check/script.ts'

const notTheCheckout: Rule = {
  id: 'A-08',
  severity: 'warning',
  title: 'Takes sources from elsewhere than the checkout',
  why: 'The image of a commit is then built from another one, and a layer in the cache stays as old as it is.',
  source: 'https://docs.docker.com/build/concepts/context/',
  whyNoFix: 'The checkout has to be built in its place, with other paths and other inputs.',
  anyFile: true,
  find: subject => {
    const paths = (subject.project?.modules ?? [])
      .map(({path}) => path)
      .filter(path => path.includes('/') && /^[\w-]+\./.test(path))
    if (paths.length === 0 && !isAllFromElsewhere(subject)) return unpinnedClones(subject)
    const found = reachedRuns(subject.model).flatMap(run =>
      run.commands.flatMap((command): Problem[] => {
        const [program = '', verb = '', ...rest] = command.words.map(({text}) => text)
        const found =
          program === 'git' && verb === 'clone'
            ? rest.some(text => paths.some(path => isRepositoryOf(text, path)))
            : program === 'go' &&
              /^(install|get)$/.test(verb) &&
              rest.some(text =>
                paths.length === 0
                  ? isVersioned(text)
                  : paths.some(path => isPublished(text, path)) && !isHere(subject, run.stage, text),
              )
        if (!found || !command.certain) return []
        return [
          {
            at: {start: command.words[0]!.start, end: command.words.at(-1)!.end},
            message: `This takes the published ${program === 'git' ? 'repository' : 'module'} in place of the checkout: a change is not in the image of its own commit`,
            remedy:
              'Write COPY . . and go build of the checkout, or build with the repository as context: docker build https://….git#TAG',
            evidence: (subject.project?.modules ?? [])
              .slice(0, 1)
              .map(({dir, lines}) => ({file: posix.join(dir, 'go.mod'), line: lines.module})),
          },
        ]
      }),
    )
    return found.length > 0 ? found : unpinnedClones(subject)
  },
}

/** Nothing of a repository that has Go sources, and no go.mod that would tell its name, is asked for. */
function isAllFromElsewhere({context, model}: Subject): boolean {
  return context !== null && contextUses(model).length === 0 && context.files.names('.').some(isGoFile)
}

function isGoFile(name: string): boolean {
  return name.endsWith('.go') && !name.endsWith('_test.go')
}

function isVersioned(text: string): boolean {
  return /^[\w-]+\.[\w.-]+\/[^@\s]+@\S/.test(text)
}

/** A second repository at whatever its newest commit is. */
function unpinnedClones({model}: Subject): Problem[] {
  return reachedRuns(model).flatMap(run => {
    const script = inScript(run)
    const command = run.commands.find(({words, certain}) => {
      const [program, verb, ...rest] = words.map(({text}) => text)
      return (
        certain &&
        program === 'git' &&
        verb === 'clone' &&
        rest.some(text => /^(https?|git|ssh):\/\//.test(text)) &&
        !rest.some(text => /^(-b|--branch(=.*)?|--revision(=.*)?|-c)$/.test(text))
      )
    })
    const isChosen = /\bgit\b[^;&|\n]{0,200}\s(checkout|reset|switch|fetch|submodule)\s|--branch|\s-b\s/.test(script)
    if (command === undefined || isChosen) return []
    return [
      {
        at: {start: command.words[0]!.start, end: command.words.at(-1)!.end},
        message:
          'This takes the newest commit of another repository: two builds of one commit differ, and a layer in the cache stays as old as it is',
        remedy: 'Write git clone --branch TAG, or ADD https://….git#COMMIT.',
      },
    ]
  })
}

function isRepositoryOf(address: string, path: string): boolean {
  const plain = address
    .replace(/^(https?:\/\/|ssh:\/\/|git:\/\/)?([^@/\s]*@)?/, '')
    .replace(/^([\w.-]+):(?!\/)/, '$1/')
    .replace(/\.git$|\/$/, '')
  return plain.includes('/') && isAtOrBelow(path.replace(/\/v\d+$/, ''), plain) && plain.split('/').length >= 3
}

function isPublished(text: string, path: string): boolean {
  const [name = '', version] = text.split('@')
  return isAtOrBelow(name, path) && version !== undefined
}

/** `go install PATH` without a version in a stage that has the sources is the checkout. */
function isHere({model}: Subject, stage: Parameters<typeof modelOf>[1], text: string): boolean {
  return !text.includes('@') && modelOf(model, stage).copies.some(({origin}) => origin.kind === 'context')
}

const noModule: Rule = {
  id: 'D-14',
  severity: 'error',
  title: 'Compiles without a go.mod',
  why: 'Since Go 1.16 the go command works in modules: without a go.mod it finds no package but those of the standard library.',
  source: 'https://go.dev/ref/mod#mod-commands',
  whyNoFix: 'Where the module is, or whether there is to be one, is for its author to say.',
  find: subject => {
    const {context, model, project, programs, file} = subject
    if (context === null || ((project?.modules.length ?? 0) > 0 && context.files.kind('go.mod') !== null)) return []
    // An older tool has left its lock file: that is another rule's.
    if (['Gopkg.toml', 'Gopkg.lock', 'glide.yaml', 'Godeps', 'vendor'].some(name => context.files.kind(name) !== null))
      return []
    if (!contextUses(model).some(isWhole)) return []
    // Its own folder may be the context then.
    const beside = posix.dirname(file)
    if (beside !== '.' && hasModule(subject, beside)) return []
    for (const {run, go} of programs) {
      const {image, isReached} = modelOf(model, run.stage)
      const {environment, certain} = go.command
      const isOld = image.go !== null && Number(image.go.split('.')[1]) < 16
      if (!isReached || !certain || image.kind !== 'golang' || isOld || !makesProgram(go) || go.folder === null)
        continue
      if (/^(off|auto)$/.test(environment.get('GO111MODULE') ?? '')) continue
      const all = [...earlierRuns(model, run), run]
      const isMade = all.some(
        ({commands, isForeign, isBroken}) =>
          isForeign ||
          isBroken ||
          commands.some(
            ({words}) =>
              /^(git|curl|wget|make|sh|bash|cp|mv|echo|printf|cat)$/.test(words[0]?.text ?? '') ||
              /^mod init$/.test(
                words
                  .slice(1, 3)
                  .map(({text}) => text)
                  .join(' '),
              ),
          ),
      )
      const folder = contextPathOf(model, run, go.folder)
      if (isMade || folder === null || hasModule(subject, folder)) continue
      if (go.args.length > 0 && go.args.every(({text}) => text.endsWith('.go'))) continue
      const elsewhere = project?.modules[0]?.dir
      return [
        {
          at: rangeOf(go),
          message: `\`go ${go.verb}\` stops with "go.mod file not found": ${elsewhere === undefined ? 'the repository has none' : `the one of the repository is in ${elsewhere}, and this runs above it`}`,
          remedy:
            elsewhere === undefined
              ? 'Run go mod init and go mod tidy in the repository, and commit go.mod and go.sum.'
              : `Write WORKDIR before it so that it runs in ${elsewhere}, or build with that folder as context.`,
          ...(elsewhere === undefined ? {} : {evidence: [{file: posix.join(elsewhere, 'go.mod'), line: 1}]}),
        },
      ]
    }
    return []
  },
}

function hasModule({context}: Subject, folder: string): boolean {
  for (let at = folder; ; at = posix.dirname(at)) {
    if (
      context!.files.kind(posix.join(at, 'go.mod')) !== null ||
      context!.files.kind(posix.join(at, 'go.work')) !== null
    )
      return true
    if (at === '.' || at === '/') return false
  }
}

export const ORIGIN_RULES: readonly Rule[] = [notTheCheckout, noModule]
