import { Octokit } from '@octokit/rest'
import { retry } from '@octokit/plugin-retry'
import { throttling } from '@octokit/plugin-throttling'

/** The calls to GitHub that the Action makes, and no more. */
export interface GitHub {
  /** Comments of an issue or pull request, oldest first, page by page. */
  comments(issue: number): AsyncIterable<readonly Comment[]>
  /** Never retried by itself: a lost answer may mean that the comment is there. */
  createComment(issue: number, body: string): Promise<Comment>
  updateComment(id: number, body: string): Promise<void>
  deleteComment(id: number): Promise<void>
  /** Name of the user a personal token belongs to; null for the token of a workflow. */
  ownLogin(): Promise<string | null>
  /** @returns id of the upload */
  uploadSarif(upload: SarifUpload): Promise<string>
  sarifStatus(id: string): Promise<SarifStatus>
}

export interface Comment {
  readonly id: number
  readonly body: string
  readonly login: string
  readonly isBot: boolean
}

export interface SarifUpload {
  readonly commit: string
  readonly ref: string
  /** gzip, then base64. */
  readonly sarif: string
  readonly startedAt: string
}

export interface SarifStatus {
  readonly state: 'pending' | 'complete' | 'failed'
  readonly errors: readonly string[]
}

export interface GitHubOptions {
  readonly apiUrl: string
  /** `owner/name` */
  readonly repository: string
  readonly token: string
  readonly userAgent: string
  /** Told when a limit makes the client wait. */
  readonly onWait: (text: string) => void
}

const answerMs = 10_000
const uploadMs = 60_000
/** A limit that ends later than this is not waited for: the scan's own result matters more. */
const longestWait = 90
const retries = 2

/** The one place that speaks to GitHub: retries after 5xx, and waits where a rate limit says how long. */
export function connect(options: GitHubOptions): GitHub {
  const [owner = '', repo = ''] = options.repository.split('/')
  const octokit = createClient(options)
  const at = { owner, repo }
  return {
    async *comments(issue) {
      const pages = octokit.paginate.iterator(octokit.rest.issues.listComments, {
        ...at,
        issue_number: issue,
        per_page: 100,
      })
      for await (const page of pages) yield page.data.map(toComment)
    },
    async createComment(issue, body) {
      const request = { retries: 0 }
      const answer = await octokit.rest.issues.createComment({
        ...at,
        issue_number: issue,
        body,
        request,
      })
      return toComment(answer.data)
    },
    async updateComment(id, body) {
      await octokit.rest.issues.updateComment({ ...at, comment_id: id, body })
    },
    async deleteComment(id) {
      await octokit.rest.issues.deleteComment({ ...at, comment_id: id })
    },
    async ownLogin() {
      try {
        return (await octokit.rest.users.getAuthenticated()).data.login
      } catch (error) {
        // The token of a workflow belongs to no user.
        if (statusOf(error) === 403 || statusOf(error) === 401) return null
        throw error
      }
    },
    async uploadSarif({ commit, ref, sarif, startedAt }) {
      const answer = await octokit.rest.codeScanning.uploadSarif({
        ...at,
        commit_sha: commit,
        ref,
        sarif,
        started_at: startedAt,
        tool_name: 'straykey',
      })
      return answer.data.id ?? ''
    },
    async sarifStatus(id) {
      const { data } = await octokit.rest.codeScanning.getSarif({ ...at, sarif_id: id })
      return { state: data.processing_status ?? 'pending', errors: data.errors ?? [] }
    },
  }
}

type Client = InstanceType<ReturnType<typeof clientClass>>

function clientClass(): ReturnType<
  typeof Octokit.plugin<typeof Octokit, [typeof retry, typeof throttling]>
> {
  return Octokit.plugin(retry, throttling)
}

function createClient({ apiUrl, token, userAgent, onWait }: GitHubOptions): Client {
  const onLimit = (
    retryAfter: number,
    _request: object,
    _octokit: object,
    retryCount: number,
  ): boolean => {
    const waits = retryAfter <= longestWait && retryCount < retries
    if (waits) onWait(`GitHub limits the rate of requests; trying again in ${retryAfter} s.`)
    return waits
  }
  const silent = (): void => {}
  return new (clientClass())({
    auth: token,
    baseUrl: apiUrl,
    userAgent,
    log: { debug: silent, info: silent, warn: silent, error: silent },
    request: { fetch: fetchInTime },
    // Not as an option of requests: there it would repeat what is refused for good, too.
    retry: { retries },
    throttle: { onRateLimit: onLimit, onSecondaryRateLimit: onLimit },
  })
}

/** An API that does not answer must not hold a job for its whole time limit. */
async function fetchInTime(url: string, init: RequestInit = {}): Promise<Response> {
  const ms = url.endsWith('/sarifs') ? uploadMs : answerMs
  return await fetch(url, { ...init, signal: AbortSignal.timeout(ms) })
}

function toComment(data: {
  id: number
  body?: string
  user: { login: string; type: string } | null
}): Comment {
  const { id, body = '', user } = data
  return { id, body, login: user?.login ?? '', isBot: user?.type === 'Bot' }
}

/** HTTP status of a failed request; 0 when there was no answer. */
export function statusOf(error: unknown): number {
  if (!(error instanceof Error) || !('status' in error)) return 0
  return typeof error.status === 'number' ? error.status : 0
}

/** What went wrong, as a clause without addresses or headers. */
export function failureText(error: unknown): string {
  if (!(error instanceof Error)) return 'an unknown failure'
  const status = statusOf(error)
  const [message = ''] = error.message.split(/ - https?:|\n/, 1)
  const said = message.replaceAll(/https?:\/\/\S+/g, 'the API').slice(0, 200)
  return status > 0 && 'response' in error && error.response !== undefined
    ? `GitHub answered ${status}: ${said}`
    : `GitHub could not be reached: ${said}`
}
