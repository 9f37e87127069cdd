/** The order of secp256k1's group, in hex: private keys are below it (SEC 2, section 2.4.1). */
const order = 'fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141'

/**
 * True when 64 hex digits are a private key of secp256k1 that somebody could have drawn: in (0, order), and not one
 * of the small numbers or repetitions that tests use.
 */
export function isPrivateScalar(hex: string): boolean {
  const lower = hex.toLowerCase()
  if (lower.length !== 64 || lower >= order) return false
  // Sixteen zeros at either end: a number that was typed, padded, or a bit mask.
  return !lower.startsWith('0'.repeat(12)) && !lower.endsWith('0'.repeat(12))
}
