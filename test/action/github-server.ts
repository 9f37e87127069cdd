import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { matchRequest } from './openapi.ts'

/** What GitHub's API looks like to the Action, on a loopback port. Every request and answer is checked. */
export interface GitHubServer extends AsyncDisposable {
  readonly url: string
  /** `METHOD operation`, in order. */
  readonly calls: string[]
  /** What was wrong with requests or with this server's own answers. */
  readonly faults: string[]
  readonly comments: StoredComment[]
  readonly uploads: Upload[]
}

export interface StoredComment {
  readonly id: number
  body: string
  readonly login: string
  readonly type: 'Bot' | 'User'
}

export interface Upload {
  readonly commit: string
  readonly ref: string
  readonly sarif: {
    readonly runs: readonly {
      readonly automationDetails: { readonly id: string }
      readonly results: readonly unknown[]
    }[]
  }
}

/** An answer given instead of the usual one. */
export interface Scripted {
  /** `issues/create-comment` and the like. */
  readonly operation: string
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** No answer at all. */
  readonly hang?: true
  /** Cuts the connection; with `after`, when the work is done. */
  readonly reset?: 'before' | 'after'
  /** Done before the usual answer. */
  readonly meanwhile?: (server: GitHubServer) => void
}

export interface ServerOptions {
  readonly token: string
  /** What the token may write; anything else is refused with 403. */
  readonly may?: readonly ('comment' | 'upload')[]
  readonly login?: string
  /** Each is used once, for the first request of its operation. */
  readonly script?: readonly Scripted[]
  readonly comments?: readonly Pick<StoredComment, 'body' | 'login' | 'type'>[]
  /** Answers to questions about an upload, in order; the last one stays. */
  readonly processing?: readonly Record<string, unknown>[]
}

const writes: Readonly<Record<string, 'comment' | 'upload'>> = {
  'issues/create-comment': 'comment',
  'issues/update-comment': 'comment',
  'issues/delete-comment': 'comment',
  'code-scanning/upload-sarif': 'upload',
}

interface Answer {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export async function startGitHub(options: ServerOptions): Promise<GitHubServer> {
  const script = [...(options.script ?? [])]
  const processing = [...(options.processing ?? [{ processing_status: 'complete', errors: null }])]
  const comments: StoredComment[] = (options.comments ?? []).map((item, i) => ({
    ...item,
    id: i + 1,
  }))
  const calls: string[] = []
  const faults: string[] = []
  const uploads: Upload[] = []
  let nextId = 1_000

  const server = createServer((request, response) => {
    void serve(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const github: GitHubServer = {
    url,
    calls,
    faults,
    comments,
    uploads,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return github

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readBody(request)
    const at = new URL(request.url ?? '/', url)
    const body = text === '' ? undefined : (JSON.parse(text) as unknown)
    const match = matchRequest(request.method ?? '', at, body)
    if (match === null) {
      faults.push(`${request.method} ${at.pathname} is not in the description`)
      return send(response, { status: 404, body: { message: 'Not Found' } })
    }
    calls.push(match.operationId)
    faults.push(...match.faults.map((fault) => `${match.operationId}: ${fault}`))
    if (request.headers.authorization !== `token ${options.token}`) {
      faults.push(`${match.operationId}: the token is missing`)
    }
    const index = script.findIndex((item) => item.operation === match.operationId)
    const [scripted] = index < 0 ? [] : script.splice(index, 1)
    scripted?.meanwhile?.(github)
    if (scripted?.hang) return undefined
    if (scripted?.reset === 'before') return void request.socket.destroy()
    if (scripted?.status !== undefined) {
      const { status, body: said = { message: 'Scripted' }, headers } = scripted
      return send(response, { status, body: said, ...(headers === undefined ? {} : { headers }) })
    }
    const answer = answerTo(
      match.operationId,
      match.parameters,
      at,
      body as Record<string, unknown>,
    )
    if (scripted?.reset === 'after') return void request.socket.destroy()
    const wrong = match.checkAnswer(answer.status, answer.body)
    faults.push(...wrong.map((fault) => `${match.operationId} (this server): ${fault}`))
    return send(response, answer)
  }

  function answerTo(
    operation: string,
    parameters: Readonly<Record<string, string>>,
    at: URL,
    body: Record<string, unknown>,
  ): Answer {
    const needed = writes[operation]
    if (needed !== undefined && !(options.may ?? ['comment', 'upload']).includes(needed)) {
      return {
        status: 403,
        body: { message: 'Resource not accessible by integration', status: '403' },
      }
    }
    const id = Number(parameters['comment_id'])
    const place = comments.findIndex((comment) => comment.id === id)
    switch (operation) {
      case 'issues/list-comments':
        return list(at)
      case 'issues/create-comment': {
        const made = {
          id: nextId++,
          body: String(body['body']),
          login: 'github-actions[bot]',
          type: 'Bot',
        } as const
        comments.push(made)
        return { status: 201, body: commentOf(made) }
      }
      case 'issues/update-comment': {
        const comment = comments[place]
        if (comment === undefined) return { status: 404, body: { message: 'Not Found' } }
        comment.body = String(body['body'])
        return { status: 200, body: commentOf(comment) }
      }
      case 'issues/delete-comment':
        if (place >= 0) comments.splice(place, 1)
        return { status: 204 }
      case 'users/get-authenticated':
        return options.login === undefined
          ? { status: 403, body: { message: 'Resource not accessible by integration' } }
          : { status: 200, body: userOf(options.login, 'User', true) }
      case 'code-scanning/upload-sarif': {
        const packed = Buffer.from(String(body['sarif']), 'base64')
        const sarif = JSON.parse(gunzipSync(packed).toString('utf8')) as Upload['sarif']
        uploads.push({ commit: String(body['commit_sha']), ref: String(body['ref']), sarif })
        return { status: 202, body: { id: `upload-${uploads.length}`, url: `${url}/sarifs/1` } }
      }
      case 'code-scanning/get-sarif': {
        const next = processing.length > 1 ? processing.shift() : processing[0]
        return { status: 200, body: next }
      }
      default:
        return { status: 404, body: { message: 'Not Found' } }
    }
  }

  function list(at: URL): Answer {
    const size = Number(at.searchParams.get('per_page') ?? 30)
    const page = Number(at.searchParams.get('page') ?? 1)
    const more = comments.length > page * size
    const next = new URL(at)
    next.searchParams.set('page', String(page + 1))
    return {
      status: 200,
      body: comments.slice((page - 1) * size, page * size).map(commentOf),
      headers: more ? { link: `<${next.href}>; rel="next"` } : {},
    }
  }

  function commentOf({ id, body, login, type }: StoredComment): object {
    return {
      id,
      node_id: `IC_${id}`,
      url: `${url}/repos/octo/bot/issues/comments/${id}`,
      html_url: `https://github.com/octo/bot/pull/7#issuecomment-${id}`,
      issue_url: `${url}/repos/octo/bot/issues/7`,
      body,
      user: userOf(login, type, false),
      author_association: 'CONTRIBUTOR',
      created_at: '2026-01-01T00:00:00Z',
      updated_at: '2026-01-01T00:00:00Z',
    }
  }
}

function userOf(login: string, type: 'Bot' | 'User', own: boolean): object {
  const api = `https://api.github.com/users/${encodeURIComponent(login)}`
  const urls = [
    'url',
    'html_url',
    'followers_url',
    'following_url',
    'gists_url',
    'starred_url',
    'subscriptions_url',
    'organizations_url',
    'repos_url',
    'events_url',
    'received_events_url',
    'avatar_url',
  ]
  return {
    login,
    id: 41898282,
    node_id: 'MDM6Qm90NDE4OTgyODI=',
    gravatar_id: '',
    ...Object.fromEntries(urls.map((key) => [key, api])),
    type,
    site_admin: false,
    ...(own
      ? {
          name: login,
          company: null,
          blog: null,
          location: null,
          email: null,
          hireable: null,
          bio: null,
          public_repos: 0,
          public_gists: 0,
          followers: 0,
          following: 0,
          created_at: '2020-01-01T00:00:00Z',
          updated_at: '2020-01-01T00:00:00Z',
        }
      : {}),
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function send(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(body === undefined ? undefined : JSON.stringify(body))
}
