import type {
  DeadReason,
  LiveVerdict,
  UnknownReason,
  Verdict,
  VerdictWarning,
} from '../model/verdict.ts'
import type { Checked } from './checked.ts'

// Records, so that a reason that is added to a union and not here is a type error.
const deadReasons: Readonly<Record<DeadReason, true>> = {
  'no-such-key': true,
  expired: true,
  revoked: true,
  malformed: true,
}

const unknownReasons: Readonly<Record<UnknownReason, true>> = {
  rejected: true,
  'wrong-partner': true,
  'ip-restricted': true,
  'no-permission': true,
  frozen: true,
  clock: true,
  nonce: true,
  'rate-limited': true,
  region: true,
  'server-error': true,
  unexpected: true,
  incomplete: true,
  malformed: true,
  'no-verifier': true,
  timeout: true,
  network: true,
  aborted: true,
  redirected: true,
  'refused-host': true,
  'not-json': true,
  'too-large': true,
}

const warnings: Readonly<Record<VerdictWarning, true>> = {
  'older-than-90-days': true,
  'trading-right-expires': true,
}

/** Reads a verdict of a report. Reasons and warnings that a later version may add are left out. */
export function readVerdict(item: Checked): Verdict {
  const state = item.get('state').oneOf(['live', 'dead', 'unknown'])
  const detail = item.get('detail').string()
  if (state === 'live') return readLive(item, detail)
  const reason = item.maybe('reason')?.string()
  if (state === 'dead') return { state, detail, ...(isKey(deadReasons, reason) && { reason }) }
  return { state, detail, ...(isKey(unknownReasons, reason) && { reason }) }
}

function readLive(item: Checked, detail: string): LiveVerdict {
  const flag = (name: string): boolean | undefined => item.maybe(name)?.boolean()
  const time = (name: string): string | undefined => item.maybe(name)?.string()
  const told = {
    canMoveMoney: flag('canMoveMoney'),
    canWithdraw: flag('canWithdraw'),
    ipRestricted: flag('ipRestricted'),
    createdAt: time('createdAt'),
    expiresAt: time('expiresAt'),
    tradingUntil: time('tradingUntil'),
    warnings: item
      .maybe('warnings')
      ?.list((entry) => entry.string())
      .filter((entry) => isKey(warnings, entry)),
  }
  const known = Object.entries(told).filter(([, value]) => value !== undefined)
  const permissions = item.get('permissions').list((entry) => entry.string())
  return { state: 'live', permissions, detail, ...Object.fromEntries(known) }
}

function isKey<K extends string>(
  table: Readonly<Record<K, true>>,
  key: string | undefined,
): key is K {
  return key !== undefined && Object.hasOwn(table, key)
}
