/** What the page of the HTML report is given. The renderer writes it into the file as JSON; the page draws it. */

export type PageData = {
  head: Head
  platforms: PlatformTree[]
  sections: Section[]
}

/** Words that are not figures are made here and not in the page, so that they are those of the comment. */
export type Head = {
  /** Of the image. */
  name: string
  tone: Tone
  /** `within budget`, `over budget by 420 kB`, `build failed`; empty where nothing was to be judged. */
  verdict: string
  /** `9.42 MB`; null where nothing was measured. */
  figure: string | null
  /** What the figure is: `download on linux/amd64`. */
  label: string
  /** `+1.12 MB (+13.5 %)`, `unchanged`; empty without a baseline. */
  change: string
  direction: Direction
  platforms: Table
  why: Why
  /** Against what, for which commit, when. */
  origin: Text[]
}

export type Tone = 'good' | 'bad' | 'neutral'
export type Direction = 'more' | 'less' | 'same'

export type Why = {
  title: string
  /** Bytes are signed; null for a sentence without a figure. */
  causes: {bytes: number | null; text: Text}[]
  notes: string[]
  /** What the failed step printed last. */
  log: string[]
}

/** A link where `href` is there; it is an http(s) address then. `code` is set in a fixed width. */
export type Text = {text: string; href?: string; code?: true}

export type PlatformTree = {
  platform: string
  /** Whether there is an older image to switch to, in which anything differs. */
  isCompared: boolean
  root: Node
  /** What the boxes do not show, as sentences. */
  notes: string[]
}

/** A part of an image. Sizes are bytes on disk; a group's are the sums of its children. */
export type Node = {
  name: string
  kind: NodeKind
  /** What else there is to say: a version, or what a name means. */
  about?: string
  children?: Node[]
  /** Of a leaf. */
  bytes?: number
  /** Of a leaf in the older image, where that differs. */
  was?: number
}

export type NodeKind =
  | 'image'
  | 'base'
  | 'layer'
  | 'folder'
  | 'file'
  | 'program'
  | 'own'
  | 'dependency'
  | 'standard-library'
  | 'section'
  | 'embedded'
  | 'rest'

export type Section = {
  id: string
  title: string
  /** One sentence below the title. */
  lead?: string
  blocks: Block[]
}

export type Block =
  | ({block: 'table'} & Table)
  | {block: 'timeline'; spans: {name: string; start: number; end: number}[]}
  | {block: 'findings'; findings: FindingBlock[]}
  | {block: 'code'; code: CodeLines}
  | {block: 'list'; items: string[]}

export type Table = {
  /** Above it, where a section has several. */
  caption?: string
  /** What one row is, for the count of those that are not shown: `file`. */
  noun: string
  columns: Column[]
  rows: Cell[][]
}

/** `bytes` and `change` (signed bytes), `seconds` and `number` have numbers in their cells, `size` has a `Size`. */
export type Column = {title: string; kind: 'text' | 'size' | 'bytes' | 'change' | 'seconds' | 'number'}
export type Cell = Text | Size | number | null
/** `change` is null where there is nothing to compare with. */
export type Size = {bytes: number; change: number | null}

export type FindingBlock = {
  severity: 'error' | 'warning' | 'note'
  rule: Text
  place: Text | null
  message: string
  remedy: string | null
  /** The lines it is about, where the Dockerfile's text is in the report. */
  code: CodeLines | null
}

/** Consecutive lines, the first of number `from`; those of `marked` numbers stand out. */
export type CodeLines = {from: number; lines: string[]; marked: number[]}
