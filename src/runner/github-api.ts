import {getOctokit} from '@actions/github'
import {retry} from '@octokit/plugin-retry'
import {throttling} from '@octokit/plugin-throttling'
import type {Octokit} from './comments.ts'

/** Seconds: a step does not wait longer for a limit to pass. A comment is not worth a job's time. */
const LONGEST_WAIT = 60
/** Milliseconds for one answer; GitHub ends a request itself after ten seconds. */
const ANSWER_WITHIN = 20_000
const RETRIES = 3

type Options = {
  token: string
  /** `https://api.github.com`, or that of an enterprise server. */
  api: string
  say: (line: string) => void
  answerWithin?: number
}

/**
 * GitHub's REST API with its manners (docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api): one
 * write at a time and a second apart, as long a pause as a rate limit asks for, another try after an error of the
 * server or the network, and pages that have not changed are not sent again. Proxies are those of the environment.
 */
export function connectGitHub({token, api, say, answerWithin = ANSWER_WITHIN}: Options): Octokit {
  const waits = (why: string) => (seconds: number, _: unknown, __: unknown, tries: number) => {
    const isWorthIt = seconds <= LONGEST_WAIT && tries < RETRIES
    if (isWorthIt) say(`GitHub ${why}: trying again in ${seconds} s`)
    return isWorthIt
  }
  return getOctokit(
    token,
    {
      baseUrl: api,
      throttle: {onRateLimit: waits('limits the rate'), onSecondaryRateLimit: waits('asks for a pause')},
      // What asks for a pause is left to the one who keeps it.
      retry: {retries: RETRIES, doNotRetry: [400, 401, 403, 404, 410, 422, 429, 451]},
    },
    // Inside the others: each try has its time, and waiting costs none of it.
    octokit => withTimeLimit(octokit, answerWithin),
    keepUnchanged,
    retry,
    throttling,
  )
}

type Core = Parameters<typeof retry>[0]

function withTimeLimit(octokit: Core, answerWithin: number): object {
  octokit.hook.before('request', options => {
    options.request = {...options.request, signal: AbortSignal.timeout(answerWithin)}
  })
  return {}
}

/** A GET with the ETag of what it brought before; 304 costs nothing of the rate limit. */
function keepUnchanged(octokit: Core): object {
  type Answer = Awaited<ReturnType<Parameters<Parameters<typeof octokit.hook.wrap<'request'>>[1]>[0]>>
  const known = new Map<string, {etag: string; answer: Answer}>()
  octokit.hook.wrap('request', async (request, options) => {
    if (options.method !== 'GET') return await request(options)
    const {url} = octokit.request.endpoint(options)
    const before = known.get(url)
    try {
      // Hooks below this one see these options and no others (before-after-hook, lib/register.js).
      if (before) options.headers['if-none-match'] = before.etag
      const answer = await request(options)
      const {etag} = answer.headers
      if (etag !== undefined) known.set(url, {etag, answer})
      return answer
    } catch (error) {
      if ((error as {status?: number}).status === 304 && before) return before.answer
      throw error
    }
  })
  return {}
}
