import {appendFile} from 'node:fs/promises'

/** Adds to the job summary, where there is one (docs.github.com, "Workflow commands", GITHUB_STEP_SUMMARY). */
export function summaryWriter(env: NodeJS.ProcessEnv): (markdown: string) => Promise<void> {
  return async markdown => {
    if (env.GITHUB_STEP_SUMMARY) await appendFile(env.GITHUB_STEP_SUMMARY, markdown)
  }
}
