import {type Instruction, lineage, type Stage} from '../dockerfile/parse.ts'
import {shownWords} from './secret-values.ts'
import type {ImageConfig} from './source/documents.ts'

export type LayerOrigin = {
  createdBy: string
  instruction: string
  line: number | null
  part: 'base' | 'own'
}

/** A heredoc can be of any length; stored baselines and reports need no more than this of it. */
const LONGEST = 1_000
/** What BuildKit puts behind each `created_by`. */
const MARK = '# buildkit'

/**
 * Where each layer of an image comes from, in the order of `rootfs.diff_ids`.
 *
 * The image's history ends with one entry for every instruction of the built stage and of the stages it stands on in
 * the same Dockerfile; what is before them came with the base image. The two lists are walked together from the end.
 * They are trusted only while keywords agree; without a Dockerfile, BuildKit's mark tells own layers as well as it can.
 */
export function layerOrigins(config: ImageConfig, stage: Stage | null): LayerOrigin[] {
  const own = stage
    ? lineage(stage)
        .reverse()
        .flatMap(({instructions}) => instructions)
    : []
  const origins: LayerOrigin[] = []
  let left = own.length
  let aligned = own.length > 0
  for (const {created_by: createdBy, empty_layer: empty} of [...config.history].reverse()) {
    const candidate: Instruction | undefined = aligned ? own[left - 1] : undefined
    const matches = candidate !== undefined && keywordOf(createdBy) === candidate.keyword
    if (matches) left--
    else aligned = false
    if (!empty)
      origins.unshift({
        createdBy: shownWords(createdBy.slice(0, LONGEST)),
        instruction: (matches ? shown(candidate) : readable(createdBy)).slice(0, LONGEST),
        line: matches ? candidate.line : null,
        part: matches || (stage === null && createdBy.endsWith(MARK)) ? 'own' : 'base',
      })
  }
  const missing = config.rootfs.diff_ids.length - origins.length
  const unknown: LayerOrigin = {createdBy: '', instruction: '(no history)', line: null, part: 'base'}
  return missing >= 0 ? [...Array<LayerOrigin>(missing).fill(unknown), ...origins] : origins.slice(-missing)
}

function shown({keyword, flags, args}: Instruction): string {
  const from = flags.find(flag => flag.name === 'from')
  return [keyword, ...(from ? [`--from=${from.value}`] : []), args].join(' ')
}

/** `RUN |1 VERSION=dev /bin/sh -c go build # buildkit` → `RUN`. */
function keywordOf(createdBy: string): string {
  return (
    /^(?:\/bin\/sh -c #\(nop\)\s+)?([A-Z]+)\b/.exec(createdBy)?.[1] ?? (createdBy.startsWith('/bin/sh -c') ? 'RUN' : '')
  )
}

/** `created_by` without what the builder adds: `# buildkit`, the shell, the list of build arguments. */
function readable(createdBy: string): string {
  // Not by an expression: one that starts with spaces takes minutes for a megabyte of them.
  const text = (createdBy.endsWith(MARK) ? createdBy.slice(0, -MARK.length) : createdBy)
    .replace(/^\/bin\/sh -c #\(nop\)\s+/, '')
    .replace(/^(RUN )?(\|\d+ .*?)?\/bin\/sh -c /, 'RUN ')
    .replace(/\s+/g, ' ')
    .trim()
  return text === '' ? '(no instruction recorded)' : text
}
