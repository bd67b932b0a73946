/**
 * A comment that nobody needs to read is hidden as resolved, and shown again when it matters. REST cannot do that
 * (docs.github.com/graphql/reference/mutations, `minimizeComment`).
 */
import * as v from 'valibot'
import type {Octokit} from './comments.ts'
import {messageOf} from './errors.ts'

/** How often it is looked again: another job may write the comment between the question and the change. */
const ATTEMPTS = 3

const QUESTION = `query ($id: ID!) {
  node(id: $id) { ... on IssueComment { body isMinimized minimizedReason } }
}`
const HIDE = `mutation ($id: ID!) {
  minimizeComment(input: {subjectId: $id, classifier: RESOLVED}) { minimizedComment { isMinimized } }
}`
const SHOW = `mutation ($id: ID!) {
  unminimizeComment(input: {subjectId: $id}) { unminimizedComment { isMinimized } }
}`

/** `minimizedReason` is the classifier in lower case. */
const Answer = v.object({
  node: v.nullable(v.object({body: v.string(), isMinimized: v.boolean(), minimizedReason: v.nullable(v.string())})),
})

/**
 * Hides the comment with this GraphQL id while `isResolved` says so of its body, else shows it. One that somebody hid for
 * another reason stays as it is. Why it could not be done; null when it is as it should be.
 */
export async function hideResolved(
  octokit: Octokit,
  id: string,
  isResolved: (body: string) => boolean,
): Promise<string | null> {
  try {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const {node} = v.parse(Answer, await octokit.graphql(QUESTION, {id}))
      if (node === null || (node.isMinimized && node.minimizedReason !== 'resolved')) return null
      const hidden = isResolved(node.body.replaceAll('\r\n', '\n'))
      if (hidden === node.isMinimized) return null
      await octokit.graphql(hidden ? HIDE : SHOW, {id})
    }
    return null
  } catch (error) {
    return messageOf(error).split('\n').join(' ')
  }
}
