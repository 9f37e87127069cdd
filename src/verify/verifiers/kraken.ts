import { createHash } from 'node:crypto'
import type { Verdict } from '../../model/verdict.ts'
import { errorCode, integer, list, names, record } from '../json.ts'
import {
  dead,
  generalVerdict,
  live,
  rateLimited,
  unexpected,
  unknown,
  wrongPartner,
} from '../outcome.ts'
import { hmac } from '../signing.ts'
import type { Answer, Http, Parts, Verifier } from '../verifier.ts'

const host = 'api.kraken.com'
const path = '/0/private/GetApiKeyInfo'

/**
 * Signature: base64 HMAC-SHA512, keyed by the decoded secret, over path and SHA-256 of nonce and body. The nonce is in
 * milliseconds, the smallest unit in use: a larger one would lock out the owner's own client, whose next nonce would
 * then be too small.
 * Source: docs.kraken.com (guides/spot-rest-auth, get-api-key-info: needs no permission); veox/python3-krakenex.
 */
async function verify(parts: Parts, http: Http, signal: AbortSignal | undefined): Promise<Verdict> {
  const secret = Buffer.from(parts.get('secret') ?? '', 'base64')
  const answer = await http.send(
    host,
    ({ now }) => {
      const body = `nonce=${now}`
      const digest = createHash('sha256').update(`${now}${body}`).digest()
      return {
        method: 'POST',
        path,
        body,
        headers: {
          'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
          'api-key': parts.get('key') ?? '',
          'api-sign': hmac('sha512', secret, Buffer.concat([Buffer.from(path), digest]), 'base64'),
        },
      }
    },
    signal,
  )
  return generalVerdict(answer) ?? judge(answer, http.now())
}

function judge(answer: Answer, now: number): Verdict {
  const { error, result } = record(answer.json)
  const code = errorCode(list(error)[0])
  switch (code) {
    case '':
      return judgeKey(record(result), now) ?? unexpected(answer, '')
    case 'EAPI:Invalid key':
      return dead('no-such-key', `${answer.host} knows no such key: deleted, expired or disabled`)
    case 'EAPI:Invalid signature':
      return wrongPartner(answer.host, 'secret')
    case 'EAPI:Invalid nonce':
      return unknown(
        'nonce',
        `the key is known to ${answer.host} and in use: another client's counter is ahead of the clock`,
      )
    case 'EGeneral:Permission denied':
      return unknown(
        'no-permission',
        `${answer.host} denies this key or this IP address the question`,
      )
    case 'EGeneral:Temporary lockout':
    case 'EAPI:Rate limit exceeded':
      return rateLimited(answer.host)
    default:
      return unexpected(answer, code)
  }
}

const moneyRights = new Set(['withdraw-funds', 'modify-trades', 'earn-funds'])

function judgeKey(key: Readonly<Record<string, unknown>>, now: number): Verdict | null {
  if (!Array.isArray(key['permissions'])) return null
  const rights = names(key['permissions'])
  const ips = key['ipAllowlist']
  return live(
    {
      permissions: rights.map((right) => `use ${right}`),
      canMoveMoney: rights.some((right) => moneyRights.has(right)),
      canWithdraw: rights.includes('withdraw-funds'),
      ipRestricted: Array.isArray(ips) ? ips.length > 0 : undefined,
      createdAt: seconds(key['createdTime']),
      expiresAt: seconds(key['validUntil']),
    },
    now,
  )
}

function seconds(value: unknown): number | null {
  const time = integer(value)
  return time === null ? null : time * 1000
}

export const kraken: Verifier = {
  name: 'kraken',
  vendor: 'Kraken',
  needs: [['key', 'secret']],
  hosts: [host],
  verify,
}
