import { createHash } from 'node:crypto'
import type { Verdict } from '../../model/verdict.ts'
import { sendInTime } from '../in-time.ts'
import { errorCode, flag, integer, list, record, text } from '../json.ts'
import {
  dead,
  generalVerdict,
  live,
  onlyListedAddresses,
  rateLimited,
  type Powers,
  unexpected,
  unknown,
  wrongClock,
  wrongPartner,
} from '../outcome.ts'
import { hmac } from '../signing.ts'
import type { Answer, Http, Parts, Verifier } from '../verifier.ts'

const host = 'api.gateio.ws'
const base = '/api/v4'
const emptyBody = createHash('sha512').update('').digest('hex')

/**
 * Signature: hex HMAC-SHA512 over method, path, query, SHA-512 of the body and time in seconds, one per line.
 * Source: gate.com/docs/developers/apiv4 ("APIv4 signed request requirements", "Error Handling", "Get account
 * detail"); tiagosiebler/gateio-api (main_keys).
 */
async function ask(
  path: string,
  parts: Parts,
  http: Http,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  return sendInTime(
    http,
    {
      host,
      build: ({ now }) => {
        const seconds = Math.floor(now / 1000)
        const text = ['GET', `${base}${path}`, '', emptyBody, seconds].join('\n')
        return {
          method: 'GET',
          path: `${base}${path}`,
          headers: {
            key: parts.get('key') ?? '',
            timestamp: `${seconds}`,
            sign: hmac('sha512', parts.get('secret') ?? '', text, 'hex'),
          },
        }
      },
      isLate: (late) => labelOf(late) === 'REQUEST_EXPIRED',
      timePath: `${base}/spot/time`,
      readTime: (json) => integer(record(json)['server_time']),
    },
    signal,
  )
}

function labelOf(answer: Answer): string {
  return errorCode(record(answer.json)['label'])
}

async function verify(parts: Parts, http: Http, signal: AbortSignal | undefined): Promise<Verdict> {
  const answer = await ask('/account/detail', parts, http, signal)
  const general = generalVerdict(answer)
  if (general) return general
  if (answer.status !== 200) return refusal(answer)
  const { ip_whitelist: ips } = record(answer.json)
  if (!Array.isArray(ips)) return unexpected(answer, '')
  const ipRestricted = ips.length > 0
  const keys = await ask('/account/main_keys', parts, http, signal)
  const own = list(keys.json).find((key) => record(key)['key'] === parts.get('key'))
  // A key of a sub-account cannot list the main account's: alive, rights untold.
  if (keys.status !== 200 || own === undefined) {
    return live({ permissions: ['read'], ipRestricted }, http.now())
  }
  return live({ ...powersOf(record(own)), ipRestricted }, http.now())
}

function powersOf(key: Readonly<Record<string, unknown>>): Powers {
  const rights = list(key['perms']).map((right) => record(right))
  const acting = rights.filter((right) => flag(right['read_only']) !== true)
  const words = acting.map((right) => errorCode(right['name'])).filter((name) => name !== '')
  const created = integer(key['created_at'])
  return {
    permissions: ['read', ...words.map((name) => `use ${name}`)],
    canMoveMoney: words.some((name) => name !== 'account'),
    canWithdraw: words.some((name) => name.startsWith('withdraw')),
    createdAt: created === null ? Date.parse(text(key['created_at'])) : created * 1000,
  }
}

function refusal(answer: Answer): Verdict {
  switch (labelOf(answer)) {
    case 'INVALID_KEY':
      return dead('no-such-key', `${answer.host} knows no such key (INVALID_KEY): deleted`)
    case 'INVALID_SIGNATURE':
      return wrongPartner(answer.host, 'secret')
    case 'IP_FORBIDDEN':
      return onlyListedAddresses(answer.host, 'IP_FORBIDDEN')
    case 'FORBIDDEN':
    case 'READ_ONLY':
      return unknown('no-permission', `${answer.host} denies this key the question`)
    case 'ACCOUNT_LOCKED':
      return unknown('frozen', `${answer.host} has locked the account`)
    case 'REQUEST_EXPIRED':
      return wrongClock(answer.host)
    case 'TOO_MANY_REQUESTS':
      return rateLimited(answer.host)
    default:
      return unexpected(answer, labelOf(answer))
  }
}

export const gate: Verifier = {
  name: 'gate',
  vendor: 'Gate',
  needs: [['key', 'secret']],
  hosts: [host],
  verify,
}
