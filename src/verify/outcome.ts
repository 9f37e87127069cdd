import type {
  DeadReason,
  LiveVerdict,
  UnknownReason,
  Verdict,
  VerdictWarning,
} from '../model/verdict.ts'
import type { Answer } from './verifier.ts'

const dayMs = 86_400_000
/** Exchanges and AWS alike advise to replace keys every 90 days. */
const rotationDays = 90

export function dead(reason: DeadReason, detail: string): Verdict {
  return { state: 'dead', reason, detail }
}

export function unknown(reason: UnknownReason, detail: string): Verdict {
  return { state: 'unknown', reason, detail }
}

export function wrongPartner(vendor: string, what: string): Verdict {
  return unknown(
    'wrong-partner',
    `the key is known to ${vendor}, but the ${what} found beside it is not its partner`,
  )
}

/** @param code the vendor's own */
export function onlyListedAddresses(host: string, code: number | string): Verdict {
  const detail = `the key is known to ${host} and works only from listed IP addresses (${code})`
  return unknown('ip-restricted', detail)
}

/** @param code the vendor's own */
export function denied(host: string, code: number): Verdict {
  return unknown('no-permission', `${host} denies this key the question (${code})`)
}

export function wrongClock(host: string): Verdict {
  return unknown('clock', `${host} finds the clock wrong even after setting it by its own`)
}

export function rateLimited(host: string): Verdict {
  return unknown('rate-limited', `${host} allows no more requests for now`)
}

/** For a code that the verifier's table does not hold: never dead, never live. */
export function unexpected(answer: Answer, code: string): Verdict {
  const what = code === '' ? 'without a known code' : `with code ${code}`
  return unknown('unexpected', `${answer.host} answered ${answer.status} ${what}`)
}

/** What holds for every vendor; null when the verifier has to judge. */
export function generalVerdict(answer: Answer): Verdict | null {
  if (answer.status === 451) {
    return unknown('region', `${answer.host} does not serve this region (451); ask from elsewhere`)
  }
  if (answer.status >= 500) {
    return unknown('server-error', `${answer.host} has trouble of its own (${answer.status})`)
  }
  if (answer.json === undefined) {
    return unknown(
      'not-json',
      `${answer.host} answered ${answer.status} with something other than JSON, as a firewall does`,
    )
  }
  return null
}

/** What the vendor told about a live key. Times in ms since 1970; null and undefined mean "not told". */
export interface Powers {
  readonly permissions: readonly string[]
  readonly canMoveMoney?: boolean | undefined
  readonly canWithdraw?: boolean | undefined
  readonly ipRestricted?: boolean | undefined
  readonly createdAt?: number | null
  readonly expiresAt?: number | null
  readonly tradingUntil?: number | null
  /** Said instead of the general clause about money. */
  readonly says?: string
}

export function live(powers: Powers, now: number): LiveVerdict {
  const createdAt = isoTime(powers.createdAt)
  const expiresAt = isoTime(powers.expiresAt)
  const tradingUntil = isoTime(powers.tradingUntil)
  const clauses = [powers.says ?? moneyClause(powers)]
  const warnings: VerdictWarning[] = []
  if (createdAt !== null) {
    const days = Math.floor((now - Date.parse(createdAt)) / dayMs)
    if (days > rotationDays) {
      warnings.push('older-than-90-days')
      clauses.push(`${days} days old, to be replaced every ${rotationDays}`)
    }
  }
  if (tradingUntil !== null) {
    warnings.push('trading-right-expires')
    const tense = Date.parse(tradingUntil) > now ? 'loses' : 'lost'
    clauses.push(
      `${tense} its trading right on ${tradingUntil.slice(0, 10)} for want of an IP list`,
    )
  }
  if (expiresAt !== null) clauses.push(`expires on ${expiresAt.slice(0, 10)}`)
  const { permissions, canMoveMoney, canWithdraw, ipRestricted } = powers
  return {
    state: 'live',
    permissions,
    detail: clauses.join('; '),
    ...(canMoveMoney !== undefined && { canMoveMoney }),
    ...(canWithdraw !== undefined && { canWithdraw }),
    ...(ipRestricted !== undefined && { ipRestricted }),
    ...(createdAt !== null && { createdAt }),
    ...(expiresAt !== null && { expiresAt }),
    ...(tradingUntil !== null && { tradingUntil }),
    ...(warnings.length > 0 && { warnings }),
  }
}

/** What an attacker could do now. */
function moneyClause(powers: Powers): string {
  const from =
    powers.ipRestricted === undefined
      ? '; whether only from listed IP addresses, the vendor does not tell'
      : powers.ipRestricted
        ? ', only from the IP addresses on its list'
        : ', from any IP'
  if (powers.canMoveMoney === undefined) return `is accepted, its rights not told${from}`
  if (!powers.canMoveMoney) return `can read, not move money${from}`
  return `${powers.canWithdraw === true ? 'can withdraw' : 'can trade or transfer'}${from}`
}

/** Null for what is no moment between 2009 (the first exchange) and 2200: vendors send 0 and -1 for "never". */
function isoTime(ms: number | null | undefined): string | null {
  const told = typeof ms === 'number' && ms >= Date.UTC(2009, 0) && ms <= Date.UTC(2200, 0)
  if (!told) return null
  return new Date(ms).toISOString()
}
