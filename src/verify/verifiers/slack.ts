import type { Verdict } from '../../model/verdict.ts'
import { errorCode, namesOf, record } from '../json.ts'
import { dead, generalVerdict, live, rateLimited, unexpected, unknown } from '../outcome.ts'
import type { Answer, Verifier } from '../verifier.ts'

const host = 'slack.com'

/** Source: api.slack.com/methods/auth.test (errors), api.slack.com/authentication (X-OAuth-Scopes). */
export const slack: Verifier = {
  name: 'slack',
  vendor: 'Slack',
  needs: [['token']],
  hosts: [host],
  async verify(parts, http, signal) {
    const answer = await http.send(
      host,
      () => ({
        method: 'POST',
        path: '/api/auth.test',
        headers: {
          authorization: `Bearer ${parts.get('token') ?? ''}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: '',
      }),
      signal,
    )
    return generalVerdict(answer) ?? judge(answer, http.now())
  },
}

function judge(answer: Answer, now: number): Verdict {
  const { ok, error } = record(answer.json)
  if (ok === true) {
    const scopes = namesOf(answer.headers['x-oauth-scopes']).filter((scope) => scope !== '')
    const permissions = scopes.map((scope) => `use ${scope}`)
    return live({ permissions, canMoveMoney: false, says: 'works in its workspace' }, now)
  }
  const code = errorCode(error)
  switch (code) {
    case 'token_revoked':
    case 'account_inactive':
      return dead('revoked', `${answer.host} says: ${code}`)
    case 'token_expired':
      return dead('expired', `${answer.host} says: ${code}`)
    case 'invalid_auth':
      return unknown(
        'rejected',
        `${answer.host} rejected the token (invalid_auth): it is invalid, or does not allow this IP address`,
      )
    case 'ratelimited':
      return rateLimited(answer.host)
    default:
      return unexpected(answer, code)
  }
}
