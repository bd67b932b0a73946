import type {Screen} from '../runner/watch.ts'

export type Options = {
  json?: boolean
  help?: boolean
  main?: string
  module?: string
  base?: string
  bases?: string
  style?: string
  'go-tags'?: string
  'go-ldflags'?: string
  'go-gcflags'?: string
  goamd64?: string
  gofips140?: string
  upx?: boolean
  test?: string[]
  secret?: string[]
  ssh?: string[]
  write?: boolean
  force?: boolean
  file?: string
  tag?: string[]
  platform?: string
  target?: string
  'build-arg'?: string[]
  builder?: string
  'cache-dir'?: string
  'size-budget'?: string[]
  'size-increase'?: string[]
  baseline?: string
  format?: string
  fix?: boolean
  diff?: boolean
  prove?: boolean
  'fail-on'?: string
}

export type Terminal = {
  print: (text: string) => number
  complain: (text: string) => void
  signal: AbortSignal
  env: NodeJS.ProcessEnv
  terminal: {color: boolean; width: number}
  /** Where progress can be drawn in place; null where standard error is a file or a pipe. */
  screen: Screen | null
  readFile: (path: string) => string
}

/** Resolves with the exit code: 0 done, 1 the thing checked failed. Wrong use is a UserError. */
export type Verb = (words: string[], options: Options, terminal: Terminal) => Promise<number>
