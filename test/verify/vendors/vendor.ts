import type { SecretRole } from '../../../src/model/secret.ts'
import type { Seeded } from '../../helpers/seeded.ts'
import type { Handler } from '../loopback.ts'

export type PartValues = Partial<Record<SecretRole, string>>

/** The state of one account at a simulated vendor. */
export interface Account {
  /** What the vendor has on file. */
  readonly parts: PartValues
  /** False: the key was deleted. */
  readonly exists?: boolean
  /** False: the caller's address is not on the key's list. */
  readonly ipAllowed?: boolean
  readonly ipRestricted?: boolean
  readonly rights?: 'read' | 'trade' | 'withdraw'
  /** The vendor's clock minus ours, ms. */
  readonly skewMs?: number
  readonly createdAt?: number
}

/** A vendor as its documentation describes it: checks key, signature and clock, and answers as documented. */
export interface Vendor {
  readonly verifier: string
  parts(rng: Seeded): PartValues
  serve(account: Account): Handler
}
