import type {Fact} from '../project.ts'
import {type Detector, factsBySubject, type Ground, type PlacedUse} from './ground.ts'

const COMMAND = /^health(?:[-_]?(?:check|probe)|z)?(?:[-_]client)?$/

/** A flag `health` may as well switch the server's own answer on. */
const FLAG = /^health[-_]?(?:check|probe)$|^healthz?[-_]client$/

/** Index of the argument or field with the name, and how it is written on a command line. */
const SIGNS: Readonly<Record<string, {argument: number; dashes: '' | '-' | '--'}>> = {
  'os.Args': {argument: 0, dashes: ''},
  'flag.NewFlagSet': {argument: 0, dashes: ''},
  'github.com/spf13/cobra.Command.Use': {argument: 0, dashes: ''},
  'github.com/traefik/paerser/cli.Command.Name': {argument: 0, dashes: ''},
  'github.com/urfave/cli.Command.Name': {argument: 0, dashes: ''},
  'github.com/urfave/cli/v2.Command.Name': {argument: 0, dashes: ''},
  'github.com/urfave/cli/v3.Command.Name': {argument: 0, dashes: ''},
  '.Command': {argument: 0, dashes: ''},
  'flag.Bool': {argument: 0, dashes: '-'},
  'flag.BoolVar': {argument: 1, dashes: '-'},
  'github.com/spf13/pflag.Bool': {argument: 0, dashes: '--'},
  'github.com/spf13/pflag.BoolVar': {argument: 1, dashes: '--'},
  'github.com/urfave/cli/v2.BoolFlag.Name': {argument: 0, dashes: '--'},
  'github.com/urfave/cli/v3.BoolFlag.Name': {argument: 0, dashes: '--'},
}

export const HEALTH: Detector = {reads: Object.keys(SIGNS), find: findHealth}

function findHealth({main, uses}: Ground): Fact[] {
  const signs = uses.flatMap(use => {
    const subject = commandOf(use)
    // A command may be below another one, or ask a server elsewhere; the first argument of main is itself.
    const certain = use.what === 'os.Args' && use.dir === main?.dir
    return subject === null ? [] : [{subject, certain, evidence: use.evidence}]
  })
  return factsBySubject(signs, subject => ({
    kind: 'health',
    says: `It has "${subject}", which a HEALTHCHECK of the image can run.`,
  }))
}

function commandOf({what, arguments: values}: PlacedUse): string | null {
  const sign = SIGNS[what]
  const name = sign && values[sign.argument]?.split(/\s/, 1)[0]
  if (!sign || !name) return null
  const bare = name.replace(/^--?/, '')
  if (sign.dashes === '' && bare === name) return COMMAND.test(name) ? name : null
  return FLAG.test(bare) ? `${sign.dashes}${name}` : null
}
