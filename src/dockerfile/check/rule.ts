/** A rule of the Dockerfile check, as data with one function over the model. */
import type {CheckoutFiles} from '../../go/facts/files.ts'
import type {Evidence, Project} from '../../go/project.ts'
import type {GoPackage} from '../../go/scan.ts'
import type {IgnoreFile} from '../ignored.ts'
import type {Range} from '../instruction.ts'
import type {BuiltProgram} from './built.ts'
import type {ContextWalk} from './context-report.ts'
import type {Model} from './model.ts'
import type {CheckSettings} from './settings.ts'

export const SEVERITIES = ['error', 'warning', 'info'] as const
export type Severity = (typeof SEVERITIES)[number]

/** What the build context holds. */
export type ContextFiles = {
  files: CheckoutFiles
  /** The ignore file that the build uses, relative to the context, and what it keeps out; null for none. */
  ignore: {file: string; keepsOut: IgnoreFile} | null
  /** Is there, and enters the context. */
  has: (path: string) => boolean
  /** All that enters the context, with sizes; read once, when it is asked for. */
  walk?: () => ContextWalk
}

export type DockerfileLink = {
  /** As the link has it. */
  to: string
  /** It leads out of the folder that the link is in. */
  leavesFolder: boolean
  /** `NAME.dockerignore` is beside the file that it leads to, and none beside the link. */
  hasOwnIgnore: boolean
}

/** All that rules may look at. Nothing in it is run, and all of it may come from a stranger's pull request. */
export type Subject = {
  model: Model
  /** As findings name it. */
  file: string
  /** Where the Dockerfile is a link, to what. */
  link?: DockerfileLink
  /** Null where the context is not at hand, or holds no Go module. */
  project: Project | null
  /** Packages of the repository that the compiled programs reach. */
  packages: readonly GoPackage[]
  /** What the Dockerfile compiles. */
  programs: readonly BuiltProgram[]
  context: ContextFiles | null
  /** Asked for with `platforms`; empty for the builder's own. */
  platforms: readonly string[]
  /** What the repository has decided about the check; absent without such a file. */
  settings?: CheckSettings
  /** `2026-11-21`: what is supported is a question of the day. */
  today: string
}

/** Replaces a range of the file; an empty one is an insertion. */
export type Edit = Range & {text: string}

export type Problem = {
  at: Range
  /** Lower than that of the rule, where this case is less certain or less grave. */
  severity?: Severity
  /** What happens, and why it matters here: one or two sentences, the first without a full stop at its end. */
  message: string
  /** What to write instead. */
  remedy: string
  evidence?: Evidence[]
  /** Only where it is certain that the image stays right; what needs a look is `remedy` alone. */
  fix?: {title: string; edits: Edit[]}
}

export type Rule = {
  /** Letter of the theme and a number: `C-01`. Stable for ever. */
  id: string
  severity: Severity
  /** What is wrong, in a few words. */
  title: string
  /** Why it matters, for the page of the rule. */
  why: string
  /** Where the facts come from. */
  source: string
  /** What keeps a fix from being certain, for the page of the rule; absent where there is one for some of its findings. */
  whyNoFix?: string
  /** Checks of BuildKit's on the same subject: where one of them speaks of a line, the rule does not. */
  buildkit?: readonly string[]
  /** Looked at also in files that build no Go program. */
  anyFile?: true
  find: (subject: Subject) => Problem[]
}
