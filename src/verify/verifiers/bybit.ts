import type { Verdict } from '../../model/verdict.ts'
import { sendInTime } from '../in-time.ts'
import { errorCode, integer, list, names, record, text } from '../json.ts'
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
import { askSites } from '../sites.ts'
import type { Answer, Http, Parts, Verifier } from '../verifier.ts'

const sites = ['api.bybit.com', 'api.bybit.eu', 'api-testnet.bybit.com'] as const
const path = '/v5/user/query-api'
const recvWindow = '5000'

/**
 * Signature: hex HMAC-SHA256 over timestamp, key, recv_window and query.
 * Source: bybit-exchange.github.io/docs/v5/guide, /docs/v5/user/apikey-info, /docs/v5/error.
 */
async function ask(
  host: string,
  parts: Parts,
  http: Http,
  signal: AbortSignal | undefined,
): Promise<Verdict> {
  const key = parts.get('key') ?? ''
  const answer = await sendInTime(
    http,
    {
      host,
      build: ({ now }) => ({
        method: 'GET',
        path,
        headers: {
          'x-bapi-api-key': key,
          'x-bapi-timestamp': `${now}`,
          'x-bapi-recv-window': recvWindow,
          'x-bapi-sign': hmac(
            'sha256',
            parts.get('secret') ?? '',
            `${now}${key}${recvWindow}`,
            'hex',
          ),
        },
      }),
      isLate: (late) => codeOf(late) === 10002,
      timePath: '/v5/market/time',
      readTime: (json) => integer(record(json)['time']),
    },
    signal,
  )
  return generalVerdict(answer) ?? judge(answer, host.includes('testnet'), http.now())
}

function codeOf(answer: Answer): number | null {
  return integer(record(answer.json)['retCode'])
}

function judge(answer: Answer, testnet: boolean, now: number): Verdict {
  const { host } = answer
  switch (codeOf(answer)) {
    case 0:
      return (
        judgeKey(record(record(answer.json)['result']), testnet, now) ?? unexpected(answer, '0')
      )
    case 10003:
      return dead('no-such-key', `${host} knows no such key (10003)`)
    case 33004:
      return dead('expired', `${host} says that the key has expired (33004)`)
    case 10004:
      return wrongPartner(host, 'secret')
    case 10010:
      return onlyListedAddresses(host, 10010)
    case 10002:
      return wrongClock(host)
    case 10005:
      return denied(host, 10005)
    case 10006:
    case 10018:
      return rateLimited(host)
    case 10009:
    case 10024:
      return unknown('region', `${host} does not serve this address or region`)
    default:
      return unexpected(answer, errorCode(record(answer.json)['retCode']))
  }
}

const readingRights = new Set(['SubMemberTransferList', 'ExchangeHistory'])

function judgeKey(
  result: Readonly<Record<string, unknown>>,
  testnet: boolean,
  now: number,
): Verdict | null {
  const readOnly = integer(result['readOnly'])
  if (readOnly === null || !Array.isArray(result['ips'])) return null
  const rights = Object.values(record(result['permissions'])).flatMap((right) => names(right))
  const acting = readOnly === 0 ? rights.filter((right) => !readingRights.has(right)) : []
  const ips = list(result['ips'])
  return live(
    {
      permissions: ['read', ...acting.map((right) => `use ${right}`)],
      canMoveMoney: !testnet && acting.length > 0,
      canWithdraw: !testnet && acting.includes('Withdraw'),
      ipRestricted: ips.length > 0 && !ips.includes('*'),
      createdAt: Date.parse(text(result['createdAt'])),
      expiresAt: Date.parse(text(result['expiredAt'])),
      ...(testnet && { says: 'works on the testnet: play money' }),
    },
    now,
  )
}

export const bybit: Verifier = {
  name: 'bybit',
  vendor: 'Bybit',
  needs: [['key', 'secret']],
  hosts: sites,
  verify: (parts, http, signal) =>
    askSites(http.sites(sites), (host) => ask(host, parts, http, signal)),
}
