/** Who is still running: Linux only (/proc); elsewhere nothing is found. */
import {readdirSync, readFileSync} from 'node:fs'

/** `start` (clock ticks since boot) tells a process from a later one with the same number. */
export type ProcessInfo = {pid: number; command: string; start: string}

type Process = ProcessInfo & {parent: number}

/** Children, grandchildren and so on. */
export function descendantsOf(pid: number): ProcessInfo[] {
  const all = runningProcesses()
  const found: Process[] = []
  for (let parents = [pid]; parents.length > 0; ) {
    const children = all.filter(process => parents.includes(process.parent))
    found.push(...children)
    parents = children.map(child => child.pid)
  }
  return found.map(bare)
}

/** Those that were started with this variable, also when their parent is gone. The runner finds orphans like this. */
export function processesWith(variable: string, value: string): ProcessInfo[] {
  const wanted = `\0${variable}=${value}\0`
  return runningProcesses()
    .filter(({pid}) => `\0${read(pid, 'environ')}`.includes(wanted))
    .map(bare)
}

export function stillRunning(processes: ProcessInfo[]): ProcessInfo[] {
  const all = runningProcesses()
  return processes.filter(({pid, start}) => all.some(other => other.pid === pid && other.start === start))
}

function runningProcesses(): Process[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc').flatMap(name => {
    // proc_pid_stat(5): after the name, which may hold spaces and brackets, come state, parent and, 20th, the start.
    const [, command = '', rest = ''] = /^\d+ \((.*)\) (.*)$/s.exec(/^\d+$/.test(name) ? read(name, 'stat') : '') ?? []
    const fields = rest.split(' ')
    if (rest === '' || fields[0] === 'Z') return []
    const line = read(name, 'cmdline').replaceAll('\0', ' ').trim()
    return [{pid: Number(name), parent: Number(fields[1]), start: fields[19] ?? '', command: line || command}]
  })
}

function bare({pid, command, start}: Process): ProcessInfo {
  return {pid, command, start}
}

/** Empty when the process has ended or belongs to somebody else. */
function read(pid: number | string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
