import type { Verdict } from '../../model/verdict.ts'
import { errorCode, record } from '../json.ts'
import { dead, generalVerdict, live, unexpected, unknown } from '../outcome.ts'
import type { Answer, Parts, Verifier } from '../verifier.ts'

const host = 'api.stripe.com'

/** Source: docs.stripe.com/api/balance, /api/authentication, /error-codes (api_key_expired), /keys (restricted keys). */
export const stripe: Verifier = {
  name: 'stripe',
  vendor: 'Stripe',
  needs: [['token'], ['secret'], ['key']],
  hosts: [host],
  async verify(parts, http, signal) {
    const key = keyOf(parts)
    const answer = await http.send(
      host,
      () => ({ method: 'GET', path: '/v1/balance', headers: { authorization: `Bearer ${key}` } }),
      signal,
    )
    return generalVerdict(answer) ?? judge(answer, key, http.now())
  },
}

function keyOf(parts: Parts): string {
  return parts.get('token') ?? parts.get('secret') ?? parts.get('key') ?? ''
}

function judge(answer: Answer, key: string, now: number): Verdict {
  const code = errorCode(record(record(answer.json)['error'])['code'])
  if (answer.status === 200 && record(answer.json)['object'] === 'balance') {
    if (key.includes('_test_')) {
      return live({ permissions: ['read'], canMoveMoney: false, says: 'works in test mode' }, now)
    }
    if (key.startsWith('rk_')) return live({ permissions: ['read the balance'] }, now)
    return live({ permissions: ['do everything'], canMoveMoney: true, canWithdraw: true }, now)
  }
  if (answer.status === 401) {
    return code === 'api_key_expired'
      ? dead('expired', `${answer.host} says that the key has expired`)
      : dead('revoked', `${answer.host} rejected the key (401): revoked`)
  }
  if (answer.status === 403) {
    return unknown(
      'no-permission',
      `${answer.host} denies the question (403): a restricted key without the right to read the balance, or an IP list`,
    )
  }
  return unexpected(answer, code)
}
