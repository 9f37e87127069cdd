import type { Verdict } from '../../model/verdict.ts'
import { sendInTime } from '../in-time.ts'
import { errorCode, integer, names, record, text } from '../json.ts'
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

const host = 'api.bitget.com'
const path = '/api/v2/spot/account/info'

/**
 * Signature: base64 HMAC-SHA256 over time, method and path.
 * Source: bitget.com/api-doc (common/signature, common/error-code/restapi, spot/account/Get-Account-Info);
 * tiagosiebler/bitget-api.
 */
async function verify(parts: Parts, http: Http, signal: AbortSignal | undefined): Promise<Verdict> {
  const answer = await sendInTime(
    http,
    {
      host,
      build: ({ now }) => ({
        method: 'GET',
        path,
        headers: {
          'access-key': parts.get('key') ?? '',
          'access-sign': hmac('sha256', parts.get('secret') ?? '', `${now}GET${path}`, 'base64'),
          'access-timestamp': `${now}`,
          'access-passphrase': parts.get('passphrase') ?? '',
          locale: 'en-US',
          'content-type': 'application/json',
        },
      }),
      isLate: (late) => [40005, 40008].includes(codeOf(late) ?? 0),
      timePath: '/api/v2/public/time',
      readTime: (json) => integer(record(record(json)['data'])['serverTime']),
    },
    signal,
  )
  return generalVerdict(answer) ?? judge(answer, http.now())
}

function codeOf(answer: Answer): number | null {
  return integer(record(answer.json)['code'])
}

function judge(answer: Answer, now: number): Verdict {
  switch (codeOf(answer)) {
    case 0:
      return judgeKey(record(record(answer.json)['data']), now) ?? unexpected(answer, '00000')
    case 40037:
      return dead('no-such-key', `${answer.host} knows no such key (40037): deleted`)
    case 40012:
      return unknown(
        'rejected',
        `${answer.host} rejected the key (40012): it is deleted, or the passphrase is not its partner`,
      )
    case 40009:
      return wrongPartner(answer.host, 'secret')
    case 40018:
      return onlyListedAddresses(answer.host, 40018)
    case 40014:
      return denied(answer.host, 40014)
    case 40005:
    case 40008:
      return wrongClock(answer.host)
    case 429:
      return rateLimited(answer.host)
    default:
      return unexpected(answer, errorCode(record(answer.json)['code']))
  }
}

/** Authorities that act; the reading ones end in `r`. Older keys have whole words. */
const acting: Readonly<Record<string, string>> = {
  stow: 'trade spot',
  smow: 'trade margin',
  coow: 'trade futures',
  cpow: 'change futures positions',
  ttow: 'copy-trade',
  wtow: 'transfer between wallets',
  wwow: 'withdraw',
  chow: 'manage sub-accounts',
  p2p: 'trade peer to peer',
  p2pw: 'trade peer to peer',
  pllw: 'take loans',
  trade: 'trade',
  transfer: 'transfer between wallets',
  withdraw: 'withdraw',
}

function judgeKey(account: Readonly<Record<string, unknown>>, now: number): Verdict | null {
  if (!Array.isArray(account['authorities'])) return null
  const phrases = names(account['authorities']).flatMap((name) => acting[name] ?? [])
  const ips = account['ips']
  return live(
    {
      permissions: ['read', ...phrases],
      canMoveMoney: phrases.length > 0,
      canWithdraw: phrases.includes('withdraw'),
      ipRestricted: typeof ips === 'string' || ips === null ? text(ips) !== '' : undefined,
    },
    now,
  )
}

export const bitget: Verifier = {
  name: 'bitget',
  vendor: 'Bitget',
  needs: [['key', 'secret', 'passphrase']],
  hosts: [host],
  verify,
}
