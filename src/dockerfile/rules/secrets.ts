/** Secrets in ARG, ENV and the command of an image. */
import type {Problem, Rule, Subject} from '../check/rule.ts'
import {SECRET_NAME} from '../check/secret-files.ts'
import {rangeIn} from '../instruction.ts'
import type {Stage} from '../parse.ts'

const NO_SECRET = /PUBLIC|_(?:FILE|PATH|URL|NAME)$/i
/** User and password of an address, written out. */
const WITH_PASSWORD = /\b[a-z][a-z+]{2,12}:\/\/[\w.-]{1,40}:[^\s:@/$"'<>{]{1,80}@/

/** A flag of the program with its value, in either form of the command. */
const PASSWORD_FLAG =
  /--?[\w-]{0,40}(?:password|passwd|secret|token)(?:=|["\s,]{1,4})(?!["'\s,]*[-$/])[^\s"',$-][^\s"',$]{2,}/i

const declaredSecret: Rule = {
  id: 'S-03',
  severity: 'error',
  title: 'A secret in ARG, ENV or the command',
  why: 'ENV is in the configuration of the image. The value of an ARG is in the history of the stage that uses it and in the provenance that BuildKit attaches with mode=max. A secret mount is in neither.',
  source: 'https://docs.docker.com/build/building/secrets/',
  whyNoFix: 'The build has to be started with a secret in its place.',
  buildkit: ['SecretsUsedInArgOrEnv'],
  anyFile: true,
  find: subject => subject.model.stages.filter(({isReached}) => isReached).flatMap(model => declared(subject, model)),
}

function declared({file}: Subject, {stage, runs, isFinal}: Subject['model']['stages'][number]): Problem[] {
  return stage.instructions.flatMap(instruction => {
    const {keyword, body, args} = instruction
    const whole = rangeIn(body, 0, body.text.length)
    if (/^(ENV|CMD|ENTRYPOINT)$/.test(keyword) && isFinal && WITH_PASSWORD.test(args))
      return [
        {
          at: whole,
          severity: 'warning',
          message: `An address with a password is in this ${keyword}, for all who can inspect the image`,
          remedy: 'Let the program read it from its environment or a mounted file, and set it where the image runs.',
        },
      ]
    if (/^(CMD|ENTRYPOINT)$/.test(keyword) && isFinal && PASSWORD_FLAG.test(args))
      return [
        {
          at: whole,
          severity: 'warning',
          message: `The ${keyword} has a password in it, for all who can inspect the image`,
          remedy: 'Let the program read it from its environment or a mounted file, and set it where the image runs.',
        },
      ]
    if (keyword === 'ENV' && isFinal) {
      const match = /(?:^|\s)([A-Za-z_]\w*)=["']?\$\{?([A-Za-z_]\w*)/.exec(args)
      const [, name = '', from = ''] = match ?? []
      const passedOn = SECRET_NAME.test(name) && !NO_SECRET.test(name) && isArgument(stage, from)
      if (!passedOn) return []
      return [
        {
          at: whole,
          message: `ENV keeps the value of the build argument ${from} in the image, for all who can pull it`,
          remedy: `Take it out, and set ${name} where the image runs.`,
        },
      ]
    }
    if (keyword !== 'ARG') return []
    return [...body.text.matchAll(/(?<=^|\s)([A-Za-z_]\w*)(?=\s|$|=["']?\$)/g)].flatMap(({0: name, index}) => {
      if (!SECRET_NAME.test(name) || NO_SECRET.test(name)) return []
      const used = runs.find(({commands}) =>
        commands.some(({words, assignments}) =>
          [...words, ...assignments.map(({value}) => value)].some(({variables}) => variables.includes(name)),
        ),
      )
      if (used === undefined) return []
      const {line} = used.instruction
      return [
        {
          at: rangeIn(body, index, index + name.length),
          message: `Line ${line} uses the build argument ${name}: its value stays in the history of this stage and in the provenance`,
          remedy: `Write RUN --mount=type=secret,id=${name},env=${name} in line ${line}, build with --secret id=${name}, and take this ARG out.`,
          evidence: [{file, line}],
        },
      ]
    })
  })
}

function isArgument(stage: Stage, name: string): boolean {
  return stage.instructions.some(
    ({keyword, args}) =>
      keyword === 'ARG' && args.split(/\s+/).some(word => word === name || word.startsWith(`${name}=`)),
  )
}

export const SECRET_RULES: readonly Rule[] = [declaredSecret]
