/**
 * Workflow commands, line by line as the runner reads them from both streams of a step
 * (github.com/actions/runner: src/Runner.Common/ActionCommand.cs, src/Runner.Worker/ActionCommandManager.cs).
 */

export type Annotation = {
  kind: 'error' | 'warning' | 'notice'
  message: string
  /** Present as far as the command gave them. */
  title?: string
  file?: string
  line?: number
  endLine?: number
  col?: number
  endColumn?: number
}

export type Group = {title: string; lines: string[]}

export type CommandReader = {
  /** Takes one line of output and returns what the log shows for it: nothing for most commands. */
  read: (line: string) => string[]
  mask: (text: string) => string
  fail: (message: string) => string
  /** What GitHub shows beside the run: ten of a kind. */
  annotations: Annotation[]
  /** Those beyond ten of a kind: lines of the log only. */
  hiddenAnnotations: Annotation[]
  groups: Group[]
  masks: string[]
  /** `::save-state` and `::set-output`, the old way. */
  state: Record<string, string>
  outputs: Record<string, string>
  /** A command could not be carried out: the step fails whatever its exit code says. */
  failed: () => boolean
}

type Command = {name: string; properties: Record<string, string>; data: string}
type Escapes = [replacement: string, token: string][]

const STOP = 'stop-commands'
const COMMANDS = [
  STOP,
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'warning',
]

/** `%25` comes last in each, or `%250A` would become a line break. */
const DATA_ESCAPES: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
]
const PROPERTY_ESCAPES: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%3A', ':'],
  ['%2C', ','],
  ['%25', '%'],
]
const LEGACY_ESCAPES: Escapes = [
  ['%3B', ';'],
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%5D', ']'],
  ['%25', '%'],
]

/** Per kind and step, by the service; the runner itself would pass on a hundred. */
const MAX_ANNOTATIONS = 10
/** Characters: _maxIssueMessageLength of Runner.Worker/ExecutionContext.cs. */
const MAX_MESSAGE = 4096

export function createCommandReader(options: {secrets?: string[]; debug?: boolean} = {}): CommandReader {
  const registered = new Set(COMMANDS)
  const masks = [...(options.secrets ?? [])]
  const annotations: Annotation[] = []
  const hiddenAnnotations: Annotation[] = []
  const groups: Group[] = []
  const state: Record<string, string> = {}
  const outputs: Record<string, string> = {}
  let group: Group | null = null
  let stopToken: string | null = null
  let failed = false

  /** Longest first, so that no rest of a secret stays when another one is part of it. */
  const mask = (text: string): string =>
    masks.toSorted((a, b) => b.length - a.length).reduce((masked, secret) => masked.replaceAll(secret, '***'), text)

  const annotate = (annotation: Annotation): string => {
    const message = mask(annotation.message)
    const shown = annotations.filter(({kind}) => kind === annotation.kind).length < MAX_ANNOTATIONS
    const list = shown ? annotations : hiddenAnnotations
    list.push({...annotation, message: message.slice(0, MAX_MESSAGE)})
    return `##[${annotation.kind}]${message}`
  }

  const fail = (message: string): string => {
    failed = true
    return annotate({kind: 'error', message})
  }

  const handlers: Record<string, (command: Command) => string[]> = {
    debug: ({data}) => (options.debug ? [`##[debug]${data}`] : []),
    error: command => [annotate(annotationOf('error', command))],
    warning: command => [annotate(annotationOf('warning', command))],
    notice: command => [annotate(annotationOf('notice', command))],
    group: ({data}) => {
      group = {title: mask(data), lines: []}
      groups.push(group)
      return [`##[group]${data}`]
    },
    endgroup: () => {
      group = null
      return ['##[endgroup]']
    },
    'add-mask': ({data}) => {
      if (data.trim() === '') {
        return [annotate({kind: 'warning', message: "Can't add secret mask for empty string in ##[add-mask] command."})]
      }
      masks.push(...new Set([data, ...data.split(/\r\n|\r|\n/).filter(line => line !== '')]))
      return []
    },
    'save-state': ({properties, data}) => {
      state[properties.name ?? ''] = data
      return []
    },
    'set-output': ({properties, data}) => {
      outputs[properties.name ?? ''] = data
      return []
    },
    'set-env': ({name}) => [fail(disabled(name))],
    'add-path': ({name}) => [fail(disabled(name))],
  }

  const read = (line: string): string[] => {
    const command = parseCommand(line, registered)
    if (command === null) return [line]
    if (stopToken !== null) {
      if (command.name !== stopToken) return [line]
      registered.delete(stopToken)
      stopToken = null
      return [line]
    }
    if (command.name !== STOP) return handlers[command.name]?.(command) ?? []
    const token = command.data.toLowerCase()
    if (token === '' || token === 'pause-logging' || registered.has(token)) {
      return [
        fail(
          "You cannot use a endToken that is an empty string, the string 'pause-logging', or another workflow command.",
        ),
      ]
    }
    stopToken = token
    registered.add(token)
    return [line]
  }

  return {
    read: line => {
      const current = group
      const shown = read(line).map(mask)
      if (group !== null && group === current) group.lines.push(...shown)
      return shown
    },
    mask,
    fail,
    annotations,
    hiddenAnnotations,
    groups,
    masks,
    state,
    outputs,
    failed: () => failed,
  }
}

/** `::name key=value,key=value::data`, else the old `##[name key=value;key=value]data` **anywhere** in the line. */
function parseCommand(line: string, registered: Set<string>): Command | null {
  const text = line.trimStart()
  const separator = text.startsWith('::') ? text.indexOf('::', 2) : -1
  if (separator >= 0) {
    const command = parseHead(text.slice(2, separator), ',', PROPERTY_ESCAPES, registered)
    if (command !== null) return {...command, data: decode(text.slice(separator + 2), DATA_ESCAPES)}
  }
  const start = line.indexOf('##[')
  const end = start < 0 ? -1 : line.indexOf(']', start)
  if (end < 0) return null
  const command = parseHead(line.slice(start + 3, end), ';', LEGACY_ESCAPES, registered)
  return command === null ? null : {...command, data: decode(line.slice(end + 1), LEGACY_ESCAPES)}
}

function parseHead(
  head: string,
  separator: string,
  escapes: Escapes,
  registered: Set<string>,
): Omit<Command, 'data'> | null {
  const [, name = '', rest = ''] = /^([^ ]*) ?(.*)$/s.exec(head) ?? []
  if (!registered.has(name.toLowerCase())) return null
  const properties: Record<string, string> = {}
  for (const pair of rest.trim().split(separator)) {
    const equals = pair.indexOf('=')
    if (equals > 0 && equals < pair.length - 1) {
      properties[pair.slice(0, equals)] = decode(pair.slice(equals + 1), escapes)
    }
  }
  return {name: name.toLowerCase(), properties}
}

function decode(text: string, escapes: Escapes): string {
  return escapes.reduce((result, [replacement, token]) => result.replaceAll(replacement, token), text)
}

function annotationOf(kind: Annotation['kind'], {properties, data}: Command): Annotation {
  const numbers = (['line', 'endLine', 'col', 'endColumn'] as const).flatMap(name => {
    const value = properties[name]
    return value !== undefined && /^\d+$/.test(value) ? [[name, Number(value)]] : []
  })
  const {title, file} = properties
  return {
    kind,
    message: data,
    ...(title !== undefined && {title}),
    ...(file !== undefined && {file}),
    ...Object.fromEntries(numbers),
  }
}

function disabled(command: string): string {
  return `The \`${command}\` command is disabled. Please upgrade to using Environment Files or opt into unsecure command execution by setting the \`ACTIONS_ALLOW_UNSECURE_COMMANDS\` environment variable to \`true\`.`
}
