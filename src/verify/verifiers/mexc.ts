import type { Verdict } from '../../model/verdict.ts'
import { sendInTime } from '../in-time.ts'
import { errorCode, integer, record } from '../json.ts'
import {
  dead,
  denied,
  generalVerdict,
  live,
  onlyListedAddresses,
  unexpected,
  wrongClock,
  wrongPartner,
} from '../outcome.ts'
import { hmac } from '../signing.ts'
import type { Answer, Http, Parts, Verifier } from '../verifier.ts'

const host = 'api.mexc.com'

/**
 * Signature: lower-case hex HMAC-SHA256 over the query. `canTrade` and `canWithdraw` of the answer speak of the
 * account, so no power of the key is read from them.
 * Source: mexc.com/api-docs/spot-v3 (general-info, spot-account-trade, error-code).
 */
async function verify(parts: Parts, http: Http, signal: AbortSignal | undefined): Promise<Verdict> {
  const answer = await sendInTime(
    http,
    {
      host,
      build: ({ now }) => {
        const query = `recvWindow=5000&timestamp=${now}`
        const signature = hmac('sha256', parts.get('secret') ?? '', query, 'hex')
        return {
          method: 'GET',
          path: '/api/v3/account',
          query: `${query}&signature=${signature}`,
          headers: { 'x-mexc-apikey': parts.get('key') ?? '', 'content-type': 'application/json' },
        }
      },
      isLate: (late) => [700003, 10073].includes(codeOf(late) ?? 0),
      timePath: '/api/v3/time',
      readTime: (json) => integer(record(json)['serverTime']),
    },
    signal,
  )
  return generalVerdict(answer) ?? judge(answer, http.now())
}

function codeOf(answer: Answer): number | null {
  return integer(record(answer.json)['code'])
}

function judge(answer: Answer, now: number): Verdict {
  if (answer.status === 200 && Array.isArray(record(answer.json)['balances'])) {
    const says = 'works on MEXC, which does not tell what the key may do'
    return live({ permissions: ['read'], says }, now)
  }
  switch (codeOf(answer)) {
    case 10072:
      return dead('no-such-key', `${answer.host} knows no such key (10072): deleted or expired`)
    case 602:
    case 700002:
      return wrongPartner(answer.host, 'secret')
    case 700006:
      return onlyListedAddresses(answer.host, 700006)
    case 700007:
      return denied(answer.host, 700007)
    case 700003:
    case 10073:
      return wrongClock(answer.host)
    default:
      return unexpected(answer, errorCode(record(answer.json)['code']))
  }
}

export const mexc: Verifier = {
  name: 'mexc',
  vendor: 'MEXC',
  needs: [['key', 'secret']],
  hosts: [host],
  verify,
}
