import type { Verdict } from '../../model/verdict.ts'
import { namesOf, record, text } from '../json.ts'
import { dead, generalVerdict, live, rateLimited, unexpected, unknown } from '../outcome.ts'
import type { Answer, Verifier } from '../verifier.ts'

const host = 'api.github.com'

/**
 * Source: docs.github.com/rest (users: "Get the authenticated user"; "Scopes for OAuth apps": X-OAuth-Scopes; "Token
 * expiration": github-authentication-token-expiration; "Best practices": secondary rate limits).
 */
export const github: Verifier = {
  name: 'github',
  vendor: 'GitHub',
  needs: [['token']],
  hosts: [host],
  async verify(parts, http, signal) {
    const answer = await http.send(
      host,
      () => ({
        method: 'GET',
        path: '/user',
        headers: {
          accept: 'application/vnd.github+json',
          authorization: `Bearer ${parts.get('token') ?? ''}`,
          'x-github-api-version': '2022-11-28',
        },
      }),
      signal,
    )
    return generalVerdict(answer) ?? judge(answer, http.now())
  },
}

function judge(answer: Answer, now: number): Verdict {
  const { login, message } = record(answer.json)
  if (answer.status === 200 && typeof login === 'string') return accepted(answer, now)
  if (answer.status === 401)
    return dead('revoked', `${answer.host} rejected the token (401): revoked`)
  if (answer.headers['x-ratelimit-remaining'] === '0') {
    return rateLimited(answer.host)
  }
  // The answer for a token of an app installation, which is no user.
  if (answer.status === 403 && message === 'Resource not accessible by integration') {
    return accepted(answer, now)
  }
  if (answer.status === 403) {
    return unknown(
      'no-permission',
      `${answer.host} denies the question (403): an organisation's IP list or sign-on, or a missing right`,
    )
  }
  return unexpected(answer, '')
}

function accepted(answer: Answer, now: number): Verdict {
  const scopes = namesOf(answer.headers['x-oauth-scopes']).filter((scope) => scope !== '')
  // "2026-05-01 08:30:00 UTC", or with a numeric offset.
  const expiry = text(answer.headers['github-authentication-token-expiration'])
  return live(
    {
      permissions: scopes.map((scope) => `use ${scope}`),
      canMoveMoney: false,
      expiresAt: Date.parse(expiry),
      says:
        scopes.length > 0
          ? 'works'
          : 'works; GitHub does not tell the rights of this kind of token',
    },
    now,
  )
}
