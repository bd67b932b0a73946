/** Annotations as the lines that a GitHub runner reads, for `go-image check` as a step of its own. */
import type {Annotation} from './annotations.ts'

/** https://docs.github.com/actions/reference/workflow-commands, escaped as in actions/toolkit packages/core/src/command.ts. */
export function workflowCommands(annotations: readonly Annotation[]): string {
  return annotations
    .map(({level, message, place}) => {
      const {file, startLine, endLine, startColumn, endColumn, title} = place
      const named = {title, file, line: startLine, endLine, col: startColumn, endColumn}
      const properties = Object.entries(named).filter(([, value]) => value !== undefined)
      const list = properties.map(([name, value]) => `${name}=${property(String(value))}`).join(',')
      return `::${level} ${list}::${data(message)}\n`
    })
    .join('')
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
