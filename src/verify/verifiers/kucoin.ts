import type { Verdict } from '../../model/verdict.ts'
import { sendInTime } from '../in-time.ts'
import { errorCode, integer, namesOf, record, text } from '../json.ts'
import {
  dead,
  denied,
  generalVerdict,
  live,
  onlyListedAddresses,
  rateLimited,
  unexpected,
  unknown,
  wrongClock,
  wrongPartner,
} from '../outcome.ts'
import { hmac } from '../signing.ts'
import type { Answer, Http, Parts, Verifier } from '../verifier.ts'

const host = 'api.kucoin.com'
const path = '/api/v1/user/api-key'

/**
 * Signature: base64 HMAC-SHA256 over time, method and path; the passphrase goes out signed with the same secret. The
 * version header must be that of the key: 3 since 2024, 2 before.
 * Source: kucoin.com/docs-new (authentication, get-apikey-info, error-code); sammchardy/python-kucoin,
 * tiagosiebler/kucoin-api.
 */
async function ask(
  version: '2' | '3',
  parts: Parts,
  http: Http,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const secret = parts.get('secret') ?? ''
  return sendInTime(
    http,
    {
      host,
      build: ({ now }) => ({
        method: 'GET',
        path,
        headers: {
          'kc-api-key': parts.get('key') ?? '',
          'kc-api-sign': hmac('sha256', secret, `${now}GET${path}`, 'base64'),
          'kc-api-timestamp': `${now}`,
          'kc-api-passphrase': hmac('sha256', secret, parts.get('passphrase') ?? '', 'base64'),
          'kc-api-key-version': version,
        },
      }),
      isLate: (late) => codeOf(late) === 400002,
      timePath: '/api/v1/timestamp',
      readTime: (json) => integer(record(json)['data']),
    },
    signal,
  )
}

function codeOf(answer: Answer): number | null {
  return integer(record(answer.json)['code'])
}

async function verify(parts: Parts, http: Http, signal: AbortSignal | undefined): Promise<Verdict> {
  const first = await ask('3', parts, http, signal)
  const answer = codeOf(first) === 400009 ? await ask('2', parts, http, signal) : first
  return generalVerdict(answer) ?? judge(answer, http.now())
}

function judge(answer: Answer, now: number): Verdict {
  switch (codeOf(answer)) {
    case 200000:
      return judgeKey(record(record(answer.json)['data']), now) ?? unexpected(answer, '200000')
    case 400003:
      return dead('no-such-key', `${answer.host} knows no such key (400003): deleted`)
    case 400004:
      // The passphrase is signed with the secret: either may be the wrong one.
      return wrongPartner(answer.host, 'secret or passphrase')
    case 400005:
      return wrongPartner(answer.host, 'secret')
    case 400006:
      return onlyListedAddresses(answer.host, 400006)
    case 400007:
      return denied(answer.host, 400007)
    case 400002:
      return wrongClock(answer.host)
    case 411100:
      return unknown('frozen', `${answer.host} has frozen the account (411100)`)
    case 429000:
      return rateLimited(answer.host)
    default:
      return unexpected(answer, errorCode(record(answer.json)['code']))
  }
}

function judgeKey(key: Readonly<Record<string, unknown>>, now: number): Verdict | null {
  if (typeof key['permission'] !== 'string' || integer(key['createdAt']) === null) return null
  const rights = namesOf(key['permission'])
  const acting = rights.filter((right) => right !== 'General')
  return live(
    {
      permissions: ['read', ...acting.map((right) => `use ${right}`)],
      canMoveMoney: acting.length > 0,
      // "Transfer" of older keys includes withdrawals and goes round the second factor.
      canWithdraw: acting.some((right) => right === 'Transfer' || right.startsWith('Withdraw')),
      ipRestricted: text(key['ipWhitelist']) !== '',
      createdAt: integer(key['createdAt']),
      expiresAt: integer(key['expiredAt']),
    },
    now,
  )
}

export const kucoin: Verifier = {
  name: 'kucoin',
  vendor: 'KuCoin',
  needs: [['key', 'secret', 'passphrase']],
  hosts: [host],
  verify,
}
