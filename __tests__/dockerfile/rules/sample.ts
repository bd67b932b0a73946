/** Fixtures of rules: each rule has files that it must find, files that are right, and files that only look wrong. */
import type {Finding} from '../../../src/report/report.ts'

export type Sample = {
  /** What it shows, as a sentence about the file. */
  name: string
  dockerfile: string
  /** Of the repository, beside the Dockerfile; GO_MODULE is there unless it is named here. */
  files?: Readonly<Record<string, string>>
  /** Without GO_MODULE: `files` are all. */
  bare?: true
  /** Instead of `Dockerfile`. */
  path?: string
  /** What the Dockerfile is a link to; a file of that name is for `files` to bring. */
  linkTo?: string
  platforms?: string[]
  buildArgs?: string[]
  target?: string
  today?: string
}

export type Bad = Sample & {
  /** The line that the finding is on. */
  line: number
  /** The text that the carets stand under, to its end. */
  under?: string
  severity?: Finding['severity']
  /** Part of the message. */
  says?: string | RegExp
  /** Whether a fix is offered; not looked at when absent. */
  fixed?: boolean
}

export type Fixtures = {bad: Bad[]; good: Sample[]; nearMiss: Sample[]}

/** A program that needs nothing but the standard library. */
export const GO_MODULE: Readonly<Record<string, string>> = {
  'go.mod': 'module example.com/app\n\ngo 1.26\n',
  'main.go': 'package main\n\nfunc main() { println("hi") }\n',
}

/** Lines as a file. */
export function lines(...text: string[]): string {
  return `${text.join('\n')}\n`
}
