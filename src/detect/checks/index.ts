import { basicAuth } from './basic-auth.ts'
import { matching } from './check.ts'
import type { Check, Extent } from './check.ts'
import { companyChecks } from './companies.ts'
import { crc32Suffix } from './crc32-suffix.ts'
import { privateScalar } from './private-scalar.ts'
import { stellar } from './stellar.ts'
import { atHand } from './at-hand.ts'
import { extendedKey, solanaKey, suiFlag, wif } from './wallet-base58.ts'

export type { Check, Extent } from './check.ts'

/** Every check, by the name rules use. */
const checks: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['uuid', matching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i)],
  ['uuid-prefixed', matching(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i)],
  ['htx-key', matching(/^[a-z0-9]{8,10}-[a-f0-9]{8}-[a-f0-9]{8}-[a-f0-9]{5}$/)],
  ['poloniex-key', matching(/^[A-Z0-9]{8}(?:-[A-Z0-9]{8}){3}$/)],
  [
    'cdp-key-name',
    matching(
      /^organizations\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\/apiKeys\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    ),
  ],
  ['crc32-suffix', crc32Suffix],
  ['at-hand', atHand],
  ['sui-flag', suiFlag],
  ['basic-auth', basicAuth],
  ['wif', wif],
  ['extended-key', extendedKey],
  ['solana-key', solanaKey],
  ['private-scalar', privateScalar],
  ['stellar-seed', stellar],
  ...Object.entries(companyChecks),
])

/** True for checks whose tokens are base64 of readable text, which is else no token. */
export function wantsText(list: readonly Check[]): boolean {
  return list.includes(basicAuth)
}

/** Runs checks one after the other, each on what the one before it found. */
export function runChecks(
  list: readonly Check[],
  bytes: Uint8Array,
  start: number,
  end: number,
): Extent | null {
  let extent: Extent = { start, end }
  for (const check of list) {
    const next = check(bytes, extent.start, extent.end)
    if (next === null) return null
    extent = next
  }
  return extent
}

/** Throws RangeError for a name that no check has. */
export function findChecks(names: readonly string[]): readonly Check[] {
  return names.map((name) => {
    const check = checks.get(name)
    if (check === undefined) throw new RangeError(`unknown check ${name}`)
    return check
  })
}
