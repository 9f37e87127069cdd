import type { SecretRole } from '../../model/secret.ts'
import type { Verdict } from '../../model/verdict.ts'
import { sendInTime } from '../in-time.ts'
import { errorCode, flag, integer, record } from '../json.ts'
import {
  dead,
  generalVerdict,
  live,
  unexpected,
  unknown,
  wrongClock,
  wrongPartner,
} from '../outcome.ts'
import type { Answer, Http, Parts } from '../verifier.ts'
import { binanceSigner } from './binance-signing.ts'

export const binanceNeeds: readonly (readonly SecretRole[])[] = [
  ['key', 'secret'],
  ['key', 'private-key'],
]

export type JudgeBinance = (json: unknown, now: number) => Verdict | null

/**
 * One signed read of a Binance site. `judge` reads a good answer and gives null for one it does not recognise.
 * Source: binance/binance-spot-api-docs, rest-api.md ("Endpoint security", "Timing security"), errors.md.
 */
export async function askBinance(
  host: string,
  path: string,
  judge: JudgeBinance,
  parts: Parts,
  http: Http,
  signal: AbortSignal | undefined,
): Promise<Verdict> {
  const sign = binanceSigner(parts)
  if (!sign) return unknown('malformed', 'the private key is encrypted, or no RSA or Ed25519 key')
  const answer = await sendInTime(
    http,
    {
      host,
      build: ({ now }) => {
        const query = `recvWindow=5000&timestamp=${now}`
        return {
          method: 'GET',
          path,
          query: `${query}&signature=${sign(query)}`,
          headers: { 'x-mbx-apikey': parts.get('key') ?? '' },
        }
      },
      isLate: (late) => codeOf(late) === -1021,
      timePath: '/api/v3/time',
      readTime: (json) => integer(record(json)['serverTime']),
    },
    signal,
  )
  const general = generalVerdict(answer)
  if (general) return general
  if (answer.status === 200) return judge(answer.json, http.now()) ?? unexpected(answer, '')
  return refusal(answer, parts.has('secret') ? 'secret' : 'private key')
}

function codeOf(answer: Answer): number | null {
  return integer(record(answer.json)['code'])
}

function refusal(answer: Answer, partner: string): Verdict {
  const { host } = answer
  switch (codeOf(answer)) {
    case -2014:
      return dead('malformed', `${host} says that this is no API key (-2014)`)
    case -2008:
      return dead('no-such-key', `${host} knows no such key (-2008)`)
    case -2015:
      return unknown(
        'rejected',
        `${host} rejected the key (-2015): it is deleted, or does not allow this IP address, or lacks the reading permission`,
      )
    case -1022:
      return wrongPartner(host, partner)
    case -1021:
      return wrongClock(host)
    case -1003:
      return unknown('rate-limited', `${host} allows no more requests for now (-1003)`)
    default:
      return unexpected(answer, errorCode(record(answer.json)['code']))
  }
}

/**
 * `GET /api/v3/account`: proves that the key lives. `canTrade` and `canWithdraw` there speak of the account, not of
 * the key, so no power is read from them.
 */
function judgeAccount(says: string, playMoney: boolean): JudgeBinance {
  return (json, now) => {
    const account = record(json)
    if (flag(account['canTrade']) === undefined || !Array.isArray(account['balances'])) return null
    const canMoveMoney = playMoney ? false : undefined
    return live({ permissions: ['read'], canMoveMoney, says }, now)
  }
}

export const judgeTestnet: JudgeBinance = judgeAccount('works on the testnet: play money', true)

export const judgeUs: JudgeBinance = judgeAccount(
  'works on Binance.US, which does not tell what the key may do',
  false,
)
