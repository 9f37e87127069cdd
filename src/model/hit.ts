import type { Evidence } from './evidence.ts'
import type { SecretRole } from './secret.ts'

/**
 * One secret inside scanned bytes. `start` and `end` are half-open byte offsets in the scanned blob; for a value
 * that was decoded (base64, UTF-16, split literals, archive member) they cover the encoded text.
 */
export interface HitPart {
  readonly role: SecretRole
  readonly rule: string
  readonly start: number
  readonly end: number
  /** The secret itself, decoded. Opened only by `Secret`. */
  readonly value: string
}

/**
 * What the engine says about one candidate credential in one blob: plain, structured-cloneable data, so that it can
 * travel between threads. Holds whole secrets: never log or serialise it to an output.
 */
export interface Hit {
  /** Rule id of the first part. */
  readonly rule: string
  readonly parts: readonly [HitPart, ...HitPart[]]
  readonly evidence: readonly Evidence[]
  /** How the text was reached when it was not plain, outermost first: `['gzip', 'tar:conf/.env', 'base64']`. */
  readonly via: readonly string[]
  /** True when an environment word (testnet, sandbox, paper) stands near: severity is lowered. */
  readonly testnet: boolean
}
