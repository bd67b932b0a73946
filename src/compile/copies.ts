/** Where in the stage the sources are. */
import {posix} from 'node:path'
import type {Instruction, Stage} from '../dockerfile/parse.ts'
import {before, copyWords, mountFields, mountTarget, workdirAt} from '../dockerfile/stages.ts'
import {CannotProve} from './refusal.ts'
import {mayCompile} from './stage.ts'

/** A COPY or bind mount of the compile stage: what of the context the go command can see. */
export type SourceCopy = {source: string; destination: string; line: number}

/** Where in the stage the context lies, from its bind mounts and COPYs. */
export function sourcesOf(stage: Stage, buildArgs: string[]): {root: string; copies: SourceCopy[]} {
  const copies = before(stage, null).flatMap(({stage: at, instruction}) => {
    const workdir = workdirAt(at, instruction, buildArgs) ?? ''
    if (instruction.keyword === 'COPY') return readCopy(instruction, workdir)
    return instruction.keyword === 'RUN' && mayCompile(instruction) ? readBinds(instruction, workdir) : []
  })
  const whole = copies.find(({source}) => source === '.')
  const module = copies.find(({source, destination}) => /^go\.(mod|\*)$/.test(source) && destination.endsWith('/'))
  const root = posix.normalize((whole ?? module)?.destination ?? '').replace(/(?<=.)\/$/, '')
  if (root === '.') throw new CannotProve('where the sources are in the stage cannot be told', stage.line)
  // go refuses a go.mod in GOPATH itself, and everything would be a source in /.
  if (root === '/' || root === '/go') throw new CannotProve(`the sources are copied into ${root}`, stage.line)
  return {root, copies}
}

function readCopy({args, flags, line}: Instruction, workdir: string): SourceCopy[] {
  const other = flags.find(({name}) => name !== 'link')
  if (other) throw new CannotProve(`COPY --${other.name} is not followed in the stage that compiles`, line)
  const words = copyWords(args)
  if (words.length < 2 || /["'$<\\]/.test(words.join('')))
    throw new CannotProve('the COPY has variables or quotes', line)
  const destination = words.at(-1)!
  const absolute = posix.join(posix.resolve('/', workdir, destination), /(^|\/)\.{0,2}$/.test(destination) ? '/' : '')
  return words.slice(0, -1).map(word => {
    const source = posix.normalize(word).replace(/^\/+/, '').replace(/\/$/, '') || '.'
    if (source.startsWith('..')) throw new CannotProve('the COPY leaves the context', line)
    if (/[*?[]/.test(source) && !/^[\w-]*\.?\*\.?[\w-]+$|^go\.\*$/.test(source))
      throw new CannotProve(`the COPY has the pattern ${source}, which is not followed`, line)
    return {source, destination: absolute, line}
  })
}

function readBinds({flags, line}: Instruction, workdir: string): SourceCopy[] {
  return flags.flatMap(({name, value}) => {
    if (name !== 'mount') throw new CannotProve(`RUN --${name} is not followed`, line)
    const fields = mountFields(value)
    const type = fields.get('type') ?? 'bind'
    if (type === 'cache' && !fields.has('from')) return []
    const source = fields.get('source') ?? fields.get('src') ?? '.'
    if (type !== 'bind' || fields.has('from') || posix.resolve('/', source) !== '/' || value.includes('$'))
      throw new CannotProve(`the mount ${value} is not followed`, line)
    return [{source: '.', destination: `${posix.resolve('/', workdir, mountTarget(fields))}/`, line}]
  })
}
