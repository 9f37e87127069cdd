/** Why a credential is certainly of no use any more. */
export type DeadReason = 'no-such-key' | 'expired' | 'revoked' | 'malformed'

/** Why a live check could not tell. The first group came from the vendor, the second from the way there. */
export type UnknownReason =
  | 'rejected' // one refusal that stands for several causes
  | 'wrong-partner' // the key is alive, the secret is not its partner
  | 'ip-restricted' // the key is alive, this machine is not on its list
  | 'no-permission'
  | 'frozen'
  | 'clock'
  | 'nonce'
  | 'rate-limited'
  | 'region'
  | 'server-error'
  | 'unexpected'
  | 'incomplete' // a part of the credential was not found
  | 'malformed' // a part cannot be sent or used for signing
  | 'no-verifier'
  | 'timeout'
  | 'network'
  | 'aborted'
  | 'redirected'
  | 'refused-host'
  | 'not-json'
  | 'too-large'

export type VerdictWarning = 'older-than-90-days' | 'trading-right-expires'

/** The vendor accepted the credential. What the vendor does not tell is absent, never guessed. */
export interface LiveVerdict {
  readonly state: 'live'
  /** Verb phrases that follow "it may": `read`, `trade futures`, `withdraw`. */
  readonly permissions: readonly string[]
  /** What an attacker could do now, as a clause. */
  readonly detail: string
  /** Trade, transfer or withdraw: wash trading drains an account without a withdrawal. */
  readonly canMoveMoney?: boolean
  readonly canWithdraw?: boolean
  /** True when only listed IP addresses may use it. */
  readonly ipRestricted?: boolean
  /** ISO 8601, UTC. */
  readonly createdAt?: string
  readonly expiresAt?: string
  /** When a key without an IP list loses its trading right. */
  readonly tradingUntil?: string
  readonly warnings?: readonly VerdictWarning[]
}

export interface DeadVerdict {
  readonly state: 'dead'
  readonly detail: string
  readonly reason?: DeadReason
}

export interface UnknownVerdict {
  readonly state: 'unknown'
  readonly detail: string
  readonly reason?: UnknownReason
}

/** The answer of a live check. Anything not positively identified is `unknown`. */
export type Verdict = LiveVerdict | DeadVerdict | UnknownVerdict

/**
 * Sort key, 0 first: live and able to move money from any IP, then the same with the IP question open, live with
 * rights untold, live behind an IP list, live without power over money, then not checked or unknown, dead last.
 */
export function verdictRank(verdict: Verdict | undefined): number {
  if (!verdict || verdict.state === 'unknown') return 5
  if (verdict.state === 'dead') return 6
  if (verdict.canMoveMoney === undefined) return 2
  if (!verdict.canMoveMoney) return 4
  if (verdict.ipRestricted === undefined) return 1
  return verdict.ipRestricted ? 3 : 0
}
