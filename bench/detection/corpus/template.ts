import type { Seeded } from '../../../test/helpers/seeded.ts'

/** What a corpus is measured by; `decoy` holds nothing that should be found. */
export type Tier = 'binance' | 'exchanges' | 'wallets' | 'providers' | 'hard' | 'decoy'

/** One value that must be found. */
export interface Planted {
  readonly role: string
  readonly value: string
}

export interface Made {
  readonly path: string
  readonly content: string | Uint8Array
  /** Every value that must be found in it; none in a decoy. */
  readonly planted: readonly Planted[]
}

/** One way in which people write a credential down, or one thing that looks like one. */
export interface Template {
  /** `tier/what/variant`, unique. What stands in the middle decides which half it belongs to. */
  readonly id: string
  readonly tier: Tier
  /** How the ids of rules begin that name the value rightly. */
  readonly expect: string
  readonly make: (random: Seeded) => Made
}

/**
 * A third of all templates is never looked at while tuning. The middle of the id alone decides which, so that a way of
 * writing is held back for every vendor at once.
 */
export function isHeldBack(id: string): boolean {
  let hash = 0x811c9dc5
  for (const char of id.split('/')[1] ?? '') {
    hash ^= char.codePointAt(0) ?? 0
    hash = Math.imul(hash, 0x01000193)
  }
  hash ^= hash >>> 15
  return (Math.imul(hash, 0x2c1b3c6d) >>> 8) % 3 === 0
}
