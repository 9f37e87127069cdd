import type { LiteralText } from '../bytes/literal-search.ts'
import { maxLiterals } from '../kernel/kernel.ts'
import type { KernelLiteral } from '../kernel/kernel.ts'
import { chosenFingerprints } from './fingerprints.generated.ts'

/** Four telling bytes of each literal, for the kernel's search; the rest is compared here. */
export interface Fingerprints {
  readonly kernelLiterals: readonly KernelLiteral[]
  readonly literals: readonly LiteralText[]
  /** Where in its literal each fingerprint stands. */
  readonly offsets: readonly number[]
}

const fingerprintLength = 4

/** Null when there are more literals than the kernel takes. Where no kernel is used nothing is worked out. */
export function makeFingerprints(
  literals: readonly (LiteralText & Pick<KernelLiteral, 'sight'>)[],
): Fingerprints | null {
  if (literals.length === 0 || literals.length > maxLiterals) return null
  let offsets: readonly number[] | null = null
  const chosen = literals.map(chosenFor)
  const made = (): readonly number[] =>
    (offsets ??= literals.map(({ text }, index) => chosen[index]?.offset ?? rarestOffset(text)))
  return {
    literals,
    get offsets() {
      return made()
    },
    get kernelLiterals() {
      return literals.map(({ text, ignoreCase, sight }, index) => {
        const start = made()[index]!
        const bucket = chosen[index]?.bucket ?? null
        return { text: text.slice(start, start + fingerprintLength), ignoreCase, bucket, sight }
      })
    },
  }
}

/** What `scripts/choose-fingerprints.mjs` found best for a literal of the built-in rules. */
function chosenFor({ text, ignoreCase }: LiteralText): { offset: number; bucket: number } | null {
  const row = chosenFingerprints.find(([known, folds]) => known === text && folds === ignoreCase)
  return row === undefined ? null : { offset: row[2], bucket: row[3] }
}

/** Bits that a character of text or code tells, from the rarest; blanks and whatever is not named tell 2. */
const telling: readonly (readonly [string, number])[] = [
  ['jqxz', 9],
  [':', 8],
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZkv+<>', 7],
  ['0123456789bfgmpwy._"/\\-', 6],
  ['cdhlu', 5],
  ['ainorst', 4],
  ['e', 3],
]

function bitsOf(char: string): number {
  return telling.find(([chars]) => chars.includes(char))?.[1] ?? 2
}

/**
 * Where the fingerprint stands: the kernel filters by its first three bytes, so those should be rare.
 */
function rarestOffset(text: string): number {
  let best = 0
  let bestScore = -1
  for (let at = 0; at === 0 || at + fingerprintLength <= text.length; at++) {
    let score = 0
    for (let index = at; index < Math.min(text.length, at + fingerprintLength); index++) {
      // Behind a colon a slash tells nothing, and where a digit stands it is often repeated.
      const isExpected =
        (text[index] === '/' && /[:/]/.test(text[index - 1] ?? '')) ||
        (index > at && text[index] === text[index - 1])
      const bits = isExpected ? 0 : bitsOf(text[index]!)
      score += index - at < 3 ? bits : bits / 8
    }
    if (score > bestScore) {
      best = at
      bestScore = score
    }
  }
  return best
}

/** Calls `found(start, literal index)` for each literal of the bit set that stands whole around its fingerprint. */
export function confirmLiterals(
  fingerprints: Fingerprints,
  bytes: Uint8Array,
  at: number,
  bitSet: number,
  found: (start: number, literal: number) => void,
): void {
  for (let index = 0, bits = bitSet; bits !== 0; index++, bits >>>= 1) {
    if ((bits & 1) === 0) continue
    const { text, ignoreCase } = fingerprints.literals[index]!
    const start = at - fingerprints.offsets[index]!
    if (start >= 0 && matches(bytes, start, text, ignoreCase)) found(start, index)
  }
}

function matches(bytes: Uint8Array, start: number, text: string, ignoreCase: boolean): boolean {
  if (start + text.length > bytes.length) return false
  for (let at = 0; at < text.length; at++) {
    const wanted = text.charCodeAt(at)
    const byte = bytes[start + at]!
    if (byte === wanted) continue
    if (!ignoreCase || lowered(byte) !== lowered(wanted)) return false
  }
  return true
}

function lowered(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
}
