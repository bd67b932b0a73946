import type {Octokit} from '../runner/comments.ts'
import type {Context} from '../runner/context.ts'
import type {Help} from '../runner/help.ts'
import type {Log} from '../runner/log.ts'
import {patchOfFile, suggest} from '../runner/reviews.ts'
import type {Finding} from './report.ts'
import {fits, readPatch, suggestionsOf} from './suggestions.ts'

type Options = {
  findings: readonly Finding[]
  /** The Dockerfile as it is here, and its path in the repository. */
  text: () => Promise<string>
  file: string
  context: Context
  octokit: Octokit
  log: Log
}

/** Fixes as suggestions on the pull request's own lines, in one review; none is offered twice. */
export async function offerFixes(
  {findings, text: read, file, context, octokit, log}: Options,
  help: Help,
): Promise<void> {
  const {pullRequest, repository} = context
  if (!pullRequest || !repository || findings.every(({fix}) => fix === null)) return
  await help.attempt('Fixes could not be suggested', undefined, async () => {
    const place = {owner: repository.owner, repo: repository.name, pull_number: pullRequest.number}
    const [text, written] = await Promise.all([read(), patchOfFile(octokit, place, file)])
    if (written === null) return
    const patch = readPatch(written)
    if (!fits(text, patch)) {
      log.info('▸ Suggestions  none: the default branch has changed the Dockerfile since, so that the lines differ')
      return
    }
    const suggestions = suggestionsOf(findings, text, patch)
    const result = await suggest(octokit, place, {file, commit: pullRequest.headSha, suggestions})
    if (result.done === 'refused') log.notice(`No suggestions: ${result.why}.`, {title: 'Go Image'})
    else if (result.done === 'suggested') log.info(`▸ Suggestions  ${result.count} on the pull request`)
  })
}
