import type { Verdict } from '../../model/verdict.ts'
import { sendInTime } from '../in-time.ts'
import { errorCode, integer, list, namesOf, record, text } from '../json.ts'
import {
  dead,
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

const sites = ['www.okx.com', 'eea.okx.com', 'us.okx.com'] as const
const path = '/api/v5/account/config'

/**
 * Signature: base64 HMAC-SHA256 over ISO time, method and path. A demo-trading key answers 50101 until the request
 * says `x-simulated-trading`.
 * Source: okx.com/docs-v5, "REST Authentication", "Get account configuration", "Error Code"; tiagosiebler/okx-api.
 */
async function ask(
  host: string,
  parts: Parts,
  http: Http,
  signal: AbortSignal | undefined,
  demo = false,
): Promise<Verdict> {
  const answer = await sendInTime(
    http,
    {
      host,
      build: ({ now }) => {
        const time = new Date(now).toISOString()
        return {
          method: 'GET',
          path,
          headers: {
            'ok-access-key': parts.get('key') ?? '',
            'ok-access-sign': hmac(
              'sha256',
              parts.get('secret') ?? '',
              `${time}GET${path}`,
              'base64',
            ),
            'ok-access-timestamp': time,
            'ok-access-passphrase': parts.get('passphrase') ?? '',
            ...(demo && { 'x-simulated-trading': '1' }),
          },
        }
      },
      isLate: (late) => codeOf(late) === 50102,
      timePath: '/api/v5/public/time',
      readTime: (json) => integer(record(list(record(json)['data'])[0])['ts']),
    },
    signal,
  )
  const general = generalVerdict(answer)
  if (general) return general
  if (codeOf(answer) === 50101 && !demo) return ask(host, parts, http, signal, true)
  return judge(answer, demo, http.now())
}

function codeOf(answer: Answer): number | null {
  return integer(record(answer.json)['code'])
}

function judge(answer: Answer, demo: boolean, now: number): Verdict {
  const { host } = answer
  switch (codeOf(answer)) {
    case 0:
      return (
        judgeKey(record(list(record(answer.json)['data'])[0]), demo, now) ?? unexpected(answer, '0')
      )
    case 50111:
    case 50119:
      return dead('no-such-key', `${host} knows no such key (${codeOf(answer)})`)
    case 50113:
      return wrongPartner(host, 'secret')
    case 50105:
      return wrongPartner(host, 'passphrase')
    case 50110:
      return onlyListedAddresses(host, 50110)
    case 50100:
      return unknown('frozen', `${host} has frozen the API of this account (50100)`)
    case 50102:
      return wrongClock(host)
    case 50011:
      return rateLimited(host)
    default:
      return unexpected(answer, errorCode(record(answer.json)['code']))
  }
}

function judgeKey(
  config: Readonly<Record<string, unknown>>,
  demo: boolean,
  now: number,
): Verdict | null {
  if (typeof config['perm'] !== 'string' || typeof config['ip'] !== 'string') return null
  const rights = namesOf(config['perm']).map((right) => (right === 'read_only' ? 'read' : right))
  return live(
    {
      permissions: rights,
      canMoveMoney: !demo && rights.some((right) => right !== 'read'),
      canWithdraw: !demo && rights.includes('withdraw'),
      ipRestricted: text(config['ip']) !== '',
      ...(demo && { says: 'works for demo trading: play money' }),
    },
    now,
  )
}

export const okx: Verifier = {
  name: 'okx',
  vendor: 'OKX',
  needs: [['key', 'secret', 'passphrase']],
  hosts: sites,
  verify: (parts, http, signal) =>
    askSites(http.sites(sites), (host) => ask(host, parts, http, signal)),
}
