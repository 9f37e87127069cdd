import type { KernelSight } from '../../kernel/kernel.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { StructureShape } from '../../model/rule.ts'

/** What a structure found around a trigger. Offsets are half-open, in the scanned bytes. */
export interface StructureMatch {
  readonly start: number
  readonly end: number
  /** The secret, decoded to its usual form. */
  readonly value: string
  /** What it is, for rules that want only some kinds, e.g. `pkcs8`, `encrypted`. */
  readonly kind: string
  /** What the structure itself says for or against the match. */
  readonly evidence: readonly Evidence[]
}

/** A detector that needs code. Rules ask for it by name and say in their options which kinds they want. */
export interface Structure {
  readonly name: string
  /** Texts that every match contains; at most 20 bytes each. Every occurrence makes the blob a candidate. */
  readonly literals: readonly string[]
  /** The literals' letters are compared without case; default: as they are. */
  readonly ignoreCase?: boolean
  /**
   * False when the literal at `at` begins nothing, told from no more than 18 bytes on either side, as a history scan
   * sees them: then the blob has no candidate there.
   */
  mayMatch?(bytes: Uint8Array, at: number): boolean
  /**
   * Whether `match` finds anything depends on no more than so many bytes before the literal, and so many from its first
   * one on; absent: on more.
   */
  readonly reach?: readonly [before: number, behind: number]
  /** What `mayMatch` asks for at least, for the kernel, which then tells of few of the literals. They are 2 to 4 bytes long. */
  readonly sight?: KernelSight
  /** Looks around the literal that stands at `at`. Null when there is nothing. */
  match(bytes: Uint8Array, at: number): StructureMatch | null
}

/** True when the options' `kinds` are absent or hold `kind`. */
export function wantsKind(options: StructureShape['options'], kind: string): boolean {
  const kinds = options['kinds']
  return !Array.isArray(kinds) || kinds.includes(kind)
}
