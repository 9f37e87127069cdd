import { statusOf, type Comment, type GitHub } from './github.ts'

/** First line of the comment: how a later run finds it. It does not show on the page. */
export const marker = '<!-- straykey:comment -->'

export interface CommentRequest {
  readonly pull: number
  /** Text of the comment, without the marker. */
  readonly body: string
  /** Whether a new comment is worth making; else only one that is there is brought up to date. */
  readonly create: boolean
}

export type CommentOutcome = 'created' | 'updated' | 'unchanged' | 'none'

/**
 * Brings the one comment of this Action on a pull request up to date.
 *
 * There is never a second one, as far as can be: all pages are looked through; a creation whose answer was lost is
 * looked for before it is tried again; and where two runs created one each at the same time, the younger goes.
 *
 * @throws what the API's client throws
 */
export async function keepComment(
  github: GitHub,
  request: CommentRequest,
): Promise<CommentOutcome> {
  const body = `${marker}\n${request.body}`
  for (let attempt = 0; ; attempt++) {
    const [existing] = await ownComments(github, request.pull)
    try {
      if (existing !== undefined) return await update(github, existing, body)
      if (!request.create) return 'none'
      const made = await github.createComment(request.pull, body)
      await removeYounger(github, request.pull, made)
      return 'created'
    } catch (error) {
      if (attempt > 0 || !mayHaveWorked(error, existing !== undefined)) throw error
    }
  }
}

async function update(github: GitHub, existing: Comment, body: string): Promise<CommentOutcome> {
  if (existing.body.replaceAll('\r\n', '\n').trimEnd() === body.trimEnd()) return 'unchanged'
  await github.updateComment(existing.id, body)
  return 'updated'
}

/** A comment that someone deleted meanwhile is made anew; a creation without an answer may have been one. */
function mayHaveWorked(error: unknown, updating: boolean): boolean {
  const status = statusOf(error)
  return updating ? status === 404 || status === 410 : status === 0 || status >= 500
}

/** Oldest first. Anyone can write the marker, so only a bot's comments and the token owner's are ours. */
async function ownComments(github: GitHub, pull: number): Promise<Comment[]> {
  const marked: Comment[] = []
  for await (const page of github.comments(pull)) {
    marked.push(...page.filter((comment) => comment.body.startsWith(marker)))
  }
  if (marked.every((comment) => comment.isBot)) return marked
  const login = await github.ownLogin()
  return marked.filter((comment) => comment.isBot || (login !== null && comment.login === login))
}

async function removeYounger(github: GitHub, pull: number, made: Comment): Promise<void> {
  const [oldest] = await ownComments(github, pull)
  if (oldest !== undefined && oldest.id < made.id) await github.deleteComment(made.id)
}
