import type {ImageFacts} from '../image/facts.ts'
import {measureNamed} from '../image/named.ts'
import {startWatching} from '../runner/watch.ts'
import {factsOfDocument} from '../size/facts-file.ts'
import {readJson} from './command-line.ts'
import {startWith} from './start.ts'
import type {Terminal} from './verb.ts'

/** An image, or facts that were saved before: a report or the output of `measure --json`. */
export async function readSource(source: string, platforms: string, terminal: Terminal): Promise<ImageFacts> {
  if (!source.endsWith('.json')) {
    const {env, signal, complain} = terminal
    const {watch} = startWatching(complain, terminal.screen)
    const {facts, remarks} = await measureNamed(source, platforms, {
      execute: startWith(env, signal),
      ...{env, signal, watch},
    })
    for (const remark of remarks) complain(`warning: ${remark}\n`)
    return facts
  }
  return factsOfDocument(readJson(source, terminal), source).facts
}
