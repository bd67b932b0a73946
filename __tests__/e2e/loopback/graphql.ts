/**
 * GitHub's GraphQL API as far as comments need it: the node of a comment, hiding it and showing it again. An error is an
 * answer with status 200 and `errors` (https://spec.graphql.org/October2021/#sec-Errors).
 */
import {bearer, type Exchange, readJson, sendJson} from './exchange.ts'
import type {Comment, Store} from './state.ts'
import {readInstallationToken} from './tokens.ts'

/** https://docs.github.com/graphql/reference/enums#reportedcontentclassifiers */
const CLASSIFIERS = ['ABUSE', 'DUPLICATE', 'LOW_QUALITY', 'OFF_TOPIC', 'OUTDATED', 'RESOLVED', 'SPAM']

type Variables = {id?: unknown; classifier?: unknown}

export function nodeIdOf({id}: Pick<Comment, 'id'>): string {
  return Buffer.from(`012:IssueComment${id}`).toString('base64')
}

export async function answerGraphql(store: Store, exchange: Exchange): Promise<void> {
  const token = bearer(exchange)
  const permissions = readInstallationToken(token)
  if (permissions === null)
    return sendJson(exchange, 401, {message: token ? 'Bad credentials' : 'Requires authentication'})
  const {query, variables} = (await readJson(exchange)) as {query?: unknown; variables?: Variables}
  const [, field] = /^\s*(?:query|mutation)[^{]*\{\s*(node|minimizeComment|unminimizeComment)\(/.exec(`${query}`) ?? []
  if (field === undefined) return refuse(exchange, 'undefinedField', null, "Field doesn't exist")
  const comment = store.state.comments.find(each => nodeIdOf(each) === variables?.id)
  if (comment === undefined)
    return refuse(exchange, 'NOT_FOUND', field, `Could not resolve to a node with the global id of '${variables?.id}'.`)
  if (field === 'node') return sendJson(exchange, 200, {data: {node: nodeJson(comment)}})
  if (permissions.issues !== 'write' && permissions['pull-requests'] !== 'write')
    return refuse(exchange, 'FORBIDDEN', field, 'Resource not accessible by integration')
  if (field === 'minimizeComment') {
    const [, written = ''] = /classifier:\s*([A-Z_]+)/.exec(`${query}`) ?? []
    if (!CLASSIFIERS.includes(written))
      return refuse(exchange, 'argumentLiteralsIncompatible', null, `classifier ${written}`)
    comment.minimized = written.toLowerCase().replace('_', '-')
  } else {
    comment.minimized = null
  }
  store.save()
  const changed = field === 'minimizeComment' ? 'minimizedComment' : 'unminimizedComment'
  sendJson(exchange, 200, {data: {[field]: {[changed]: nodeJson(comment)}}})
}

function nodeJson({body, minimized}: Comment): Record<string, unknown> {
  return {body, isMinimized: minimized !== null, minimizedReason: minimized}
}

function refuse(exchange: Exchange, type: string, field: string | null, message: string): void {
  const path = field === null ? {} : {path: [field]}
  sendJson(exchange, 200, {...(field !== null && {data: {[field]: null}}), errors: [{type, ...path, message}]})
}
